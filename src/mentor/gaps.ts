import type { Trade } from "../model.ts";
import { instant, isByHand } from "./facts.ts";
import { clamp, quantile } from "./numbers.ts";
import type { DayHistory } from "./types.ts";

/** Pauses of the last so many trades show what is usual now. */
const RECENT = 60;
const MINUTE_MS = 60_000;

/**
 * A pause the trader already keeps on good days, in minutes: the first quartile of the pauses after
 * a win, held between 15 and 60, rounded up to 5. 15 where there was none.
 */
export function pauseMinutes(history: DayHistory): number {
  const trades = [...history.earlier, ...history.trades].filter(isByHand).slice(-RECENT);
  const sessions = new Map<number, Trade[]>();
  for (const trade of trades) {
    const session = sessions.get(trade.session_id);
    if (session === undefined) sessions.set(trade.session_id, [trade]);
    else session.push(trade);
  }
  const gaps = [...sessions.values()].flatMap(pausesAfterWins);
  return Math.ceil(clamp(quantile(gaps, 0.25) ?? 15, 15, 60) / 5) * 5;
}

/** Minutes from the last close to the entry, for entries of a session whose last close was a win. */
function pausesAfterWins(session: readonly Trade[]): number[] {
  const closed = session.flatMap((trade) => {
    const at = instant(trade.exit_time);
    return at === null ? [] : [{ trade, at }];
  });
  return session.flatMap((trade) => {
    const entry = instant(trade.entry_time);
    if (entry === null) return [];
    let last: { trade: Trade; at: number } | null = null;
    for (const one of closed) {
      if (one.trade !== trade && one.at <= entry && one.at >= (last?.at ?? 0)) last = one;
    }
    return last !== null && last.trade.profit_loss > 0 ? [(entry - last.at) / MINUTE_MS] : [];
  });
}
