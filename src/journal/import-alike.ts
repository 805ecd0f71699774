import type { ImportRun, IncomingTrade } from "./import-trades.ts";
import { columnValue } from "./trades.ts";

/** What two rows without a ticket must share to be the same trade. */
const ALIKE = [
  ...["symbol", "profit_loss", "lot_size", "side", "entry_time", "exit_time"],
  ...["entry_price", "exit_price"],
] as const;
type AlikeColumn = "symbol" | "profit_loss" | "lot_size";

/**
 * A function that tells whether the journal holds a row of our own export that has no ticket. Such
 * a trade has no name of its own, so it is known by its day and what it says; two that say the same
 * stand for two trades, each found once.
 */
export function alikeFinder(
  run: ImportRun,
  batch: readonly IncomingTrade[],
  known: { has(key: string): boolean },
): (incoming: IncomingTrade) => boolean {
  const { db, profile } = run.operation.store;
  const nameless = batch.filter(({ trade, key }) => trade.ticket === null && !known.has(key));
  if (nameless.length === 0) return () => false;
  const rows = db.prepare(
    `SELECT t.id, json_array(s.session_date, ${ALIKE.map((name) => `t.${name}`).join(", ")})
     FROM trading_sessions s JOIN daily_trading_data t ON t.session_id = s.id
     WHERE s.user_id = @user AND s.session_date IN (SELECT value FROM json_each(@days))
       AND t.ticket IS NULL AND t.import_id IS NOT @own ORDER BY t.id DESC`,
  );
  const days = JSON.stringify([...new Set(nameless.map(({ date }) => date))]);
  const free = new Map<string, number[]>();
  const found = rows.raw().all({ user: profile.id, days, own: run.importId });
  for (const [id, text] of found as [number, string][]) {
    const says = JSON.stringify(JSON.parse(text));
    if (run.matched.has(id)) continue;
    const alike = free.get(says);
    if (alike === undefined) free.set(says, [id]);
    else alike.push(id);
  }
  return ({ trade, key, date }) => {
    if (trade.ticket !== null || known.has(key)) return false;
    const says = [date, ...ALIKE.map((name) => columnValue(trade, name as AlikeColumn))];
    const id = free.get(JSON.stringify(says))?.pop();
    if (id === undefined) return false;
    run.matched.add(id);
    return true;
  };
}
