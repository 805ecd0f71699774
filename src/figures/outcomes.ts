import { addMinor } from "../base/money.ts";
import { type Interval, wilson } from "../stats/intervals.ts";
import { countOutcomes, largest, profitFactor, smallest } from "../stats/outcomes.ts";
import { REPORTABLE } from "../stats/reportable.ts";
import type { Note, Series } from "./figure.ts";
import { sessionInterval } from "./intervals.ts";

/** Counts and money of the trades. */
export interface OutcomeFigures {
  n: number;
  wins: number;
  losses: number;
  /** Results of exactly zero. */
  even: number;
  /** wins / n. */
  win_rate: number | null;
  /** Wilson, 95 %; from 5 trades. */
  win_rate_interval: Interval | null;
  net: number;
  gross_profit: number;
  /** Zero or negative. */
  gross_loss: number;
  /** "infinite": gains, and no loss yet. */
  profit_factor: number | "infinite" | null;
  /** Average win / average loss. */
  payoff_ratio: number | null;
  /** Net per trade. */
  expectancy: number | null;
  /** The wider of the t-interval and that by whole sessions, 95 %. */
  expectancy_interval: Interval | null;
  average_win: number | null;
  average_loss: number | null;
  largest_win: number | null;
  largest_loss: number | null;
}

/** The first block of a summary. */
export function outcomeFigures({ ledger, currency, amounts, days }: Series, note: Note) {
  const { count: n, gains: wins, losses, zeros: even } = countOutcomes(amounts);
  const net = addMinor(ledger.minor, currency);
  const gained = addMinor(ofSign(ledger.minor, wins, 1), currency);
  const lost = addMinor(ofSign(ledger.minor, losses, -1), currency);
  const factor = profitFactor([gained, lost]);
  const won = wins === 0 ? null : gained / wins;
  const averageLoss = losses === 0 ? null : lost / losses;
  const payoff = won === null || averageLoss === null ? null : won / -averageLoss;
  const sessions = days.map(({ from, to }) => amounts.slice(from, to));
  const few = n === 0 ? "no-trades" : "too-few-trades";
  const oneSided = n === 0 ? "no-trades" : wins === 0 ? "no-win" : "no-loss";
  const interval = n < REPORTABLE.wilsonCount ? null : wilson(wins, n);
  const spread = n < REPORTABLE.wilsonCount ? few : "no-spread";
  const figures: OutcomeFigures = {
    ...{ n, wins, losses, even },
    win_rate: note("win_rate", n === 0 ? null : wins / n, "no-trades"),
    win_rate_interval: note("win_rate_interval", interval, few),
    net,
    gross_profit: gained,
    gross_loss: lost,
    profit_factor: note(
      "profit_factor",
      factor === null || typeof factor === "number" ? factor : "infinite",
      n === 0 ? "no-trades" : "no-win",
    ),
    payoff_ratio: note("payoff_ratio", payoff, oneSided),
    expectancy: note("expectancy", n === 0 ? null : net / n, "no-trades"),
    expectancy_interval: note("expectancy_interval", sessionInterval(amounts, sessions), spread),
    average_win: note("average_win", won, n === 0 ? "no-trades" : "no-win"),
    average_loss: note("average_loss", averageLoss, n === 0 ? "no-trades" : "no-loss"),
    largest_win: note("largest_win", wins === 0 ? null : largest(amounts), "no-win"),
    largest_loss: note("largest_loss", losses === 0 ? null : smallest(amounts), "no-loss"),
  };
  return figures;
}

/** The `count` amounts of one sign. */
function ofSign(minors: Float64Array, count: number, sign: 1 | -1): Float64Array {
  const kept = new Float64Array(count);
  let at = 0;
  for (const minor of minors) if (minor * sign > 0) kept[at++] = minor;
  return kept;
}
