import { type Db, prepared, type Store } from "./store.ts";

/** SQL: money in whole minor units (`scaleOf` to one of the currency), which add up exactly. */
export function minorUnits(money: string, scale: number | "@scale" | "c.scale"): string {
  // A double beyond 64 bits is a whole number already; as an INTEGER it would be the largest one.
  return `CASE WHEN ${money} BETWEEN -9e18 / ${scale} AND 9e18 / ${scale}
    THEN CAST(ROUND(${money} * ${scale}) AS INTEGER) ELSE ${money} * ${scale} END`;
}

/**
 * SQL: the sum of minor units, exact while it has 64 bits, and from there on the nearest double: a
 * SUM of integers would end the statement, so two parts of them are summed. NULL for none.
 */
export function sumUnits(units: string, filter = ""): string {
  const part = (whole: string, other: string) =>
    `SUM(CASE TYPEOF(${units}) WHEN 'integer' THEN (${units}) ${whole} ELSE ${other} END)${filter}`;
  return `(${part("/ 1000000000", `(${units}) / 1e9`)} * 1000000000 + ${part("% 1000000000", "0")})`;
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
  const concerned = new Set([...sessionIds, ...shiftResults(store.db)]);
  if (concerned.size === 0) return;
  const ids = JSON.stringify([...concerned]);
  prepared(store.db, TOTALS).run(ids);
  prepared(
    store.db,
    `INSERT INTO session_hands (session_id, trades)
       SELECT s.id, (SELECT COUNT(*) FROM daily_trading_data t
         WHERE t.session_id = s.id AND t.bot_id IS NULL)
       FROM trading_sessions s WHERE s.id IN (SELECT value FROM json_each(?))
       ON CONFLICT (session_id) DO UPDATE SET trades = excluded.trades`,
  ).run(ids);
  markStale(store, ids);
}

/**
 * Counts anew what parts of positions bring to the sessions of one day and take from those of
 * another; the sessions for which that changed.
 */
export function shiftResults(db: Db): number[] {
  const changed = wrongShifts(db);
  const set = prepared(db, "UPDATE trading_sessions SET shifted = ? WHERE id = ?");
  for (const { id, due } of changed) set.run(due, id);
  return changed.map(({ id }) => id);
}

/**
 * Sessions whose `shifted` is not what parts bring and take, and what it has to be. Most journals
 * have no parts: then it is a look at two empty indexes.
 */
export function wrongShifts(db: Db): { id: number; due: number }[] {
  const any = prepared(
    db,
    `SELECT EXISTS (SELECT 1 FROM daily_trading_data WHERE partial_closes IS NOT NULL)
       OR EXISTS (SELECT 1 FROM trading_sessions WHERE shifted <> 0)`,
  );
  if (any.pluck().get() !== 1) return [];
  const wrong = prepared(
    db,
    `WITH moved AS (
       SELECT session_id, profit_loss FROM early_results
       UNION ALL SELECT end_session, -profit_loss FROM early_results),
     due AS (
       SELECT m.session_id, ${sumUnits("m.units")} / m.scale AS sum
       FROM (SELECT moved.session_id, c.scale, ${minorUnits("profit_loss", "c.scale")} AS units
         FROM moved JOIN session_sums c ON c.session_id = moved.session_id) m GROUP BY m.session_id)
     SELECT s.id, COALESCE(due.sum, 0) AS due
     FROM trading_sessions s LEFT JOIN due ON due.session_id = s.id
     WHERE s.shifted <> COALESCE(due.sum, 0)`,
  );
  return wrong.all() as { id: number; due: number }[];
}

/**
 * Marks the stored reports of these sessions (a JSON array of ids) as older than their day, and
 * forgets the looks for habits that saw one of them.
 */
export function markStale(store: Store, idsJson: string): void {
  prepared(store.db, STALE).run(idsJson);
  // NOT INDEXED: the index would be walked from the user's oldest day on, for each look.
  prepared(
    store.db,
    `DELETE FROM mentor_looks WHERE last_date >= (
         SELECT MIN(session_date) FROM trading_sessions NOT INDEXED
         WHERE user_id = mentor_looks.user_id AND id IN (SELECT value FROM json_each(?)))`,
  ).run(idsJson);
}
