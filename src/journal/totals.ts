import type { Store } from "./store.ts";

/** SQL: money in whole minor units (`scaleOf` to one of the currency), which add up exactly. */
export function minorUnits(money: string, scale: number | "@scale"): string {
  return `CAST(ROUND(${money} * ${scale}) AS INTEGER)`;
}

/** SQL: what some trades `t` came to, in minor units. */
export function netUnits(scale: number): string {
  return `SUM(${minorUnits("t.profit_loss", scale)})`;
}

/** SQL that sets the totals of sessions (a JSON array of ids) to what their trades are. */
export const TOTALS = `UPDATE trading_sessions SET (total_trades, total_profit_loss) =
    (SELECT trades, total FROM session_sums WHERE session_id = trading_sessions.id)
  WHERE id IN (SELECT value FROM json_each(?))`;

/** SQL that marks our stored reports of sessions (a JSON array of ids) as older than their day. */
export const STALE = `UPDATE ai_mentor_reports SET stale = 1
  WHERE stale = 0 AND headline IS NOT NULL AND session_id IN (SELECT value FROM json_each(?))`;

/**
 * Makes the totals of these sessions equal their trades and marks their reports as out of date.
 * Counted anew from the trades instead of added to, so that they cannot drift.
 */
export function refreshTotals(store: Store, sessionIds: Iterable<number>): void {
  const ids = JSON.stringify([...sessionIds]);
  store.db.prepare(TOTALS).run(ids);
  store.db
    .prepare(
      `INSERT INTO session_hands (session_id, trades)
       SELECT s.id, (SELECT COUNT(*) FROM daily_trading_data t
         WHERE t.session_id = s.id AND t.bot_id IS NULL)
       FROM trading_sessions s WHERE s.id IN (SELECT value FROM json_each(?))
       ON CONFLICT (session_id) DO UPDATE SET trades = excluded.trades`,
    )
    .run(ids);
  markStale(store, ids);
}

/**
 * Marks the stored reports of these sessions (a JSON array of ids) as older than their day, and
 * forgets the looks for habits that saw one of them.
 */
export function markStale(store: Store, idsJson: string): void {
  store.db.prepare(STALE).run(idsJson);
  store.db
    .prepare(
      `DELETE FROM mentor_looks WHERE user_id = ? AND last_date >= (
         SELECT MIN(session_date) FROM trading_sessions
         WHERE id IN (SELECT value FROM json_each(?)))`,
    )
    .run(store.profile.id, idsJson);
}
