import { judgedIn } from "../base/outcome.ts";
import type { Interval } from "../stats/exact.ts";
import { wilson } from "../stats/intervals.ts";
import { REPORTABLE } from "../stats/moments.ts";

/** How often some trades won. */
export interface WinRate {
  wins: number;
  /** Trades that won or lost; only where the trader set a band of break-even. */
  judged?: number;
  /** wins / n, with a band wins / judged; null without such trades. */
  win_rate: number | null;
  /** Wilson, 95 %; null below 5 trades. */
  win_rate_interval: Interval | null;
  /** The share of trades above zero, as if there were no band; only with one. */
  win_rate_by_sign?: number | null;
}

/** Of how many trades so many won, lost, and came out `above` zero. */
interface Counts {
  n: number;
  wins: number;
  losses: number;
  above: number;
}

/** The win rate, with a band of break-even (`isBanded`) also the one without it. */
export function winRate({ n, wins, losses, above }: Counts, isBanded: boolean): WinRate {
  const { judged } = judgedIn(isBanded, wins, losses);
  const of = judged ?? n;
  return {
    wins,
    ...(judged === undefined ? {} : { judged, win_rate_by_sign: n === 0 ? null : above / n }),
    win_rate: of === 0 ? null : wins / of,
    win_rate_interval: of < REPORTABLE.wilsonCount ? null : wilson(wins, of),
  };
}
