import { addTo } from "../base/groups.ts";
import type { DatedTrade } from "./bulk.ts";
import type { Store } from "./store.ts";
import { columnValue } from "./trades.ts";

/** What two rows without a ticket must share to be the same trade. */
const ALIKE = [
  "symbol",
  "profit_loss",
  "lot_size",
  "side",
  "entry_time",
  "exit_time",
  "entry_price",
  "exit_price",
] as const;

const saysOf = ({ trade, date }: DatedTrade) =>
  JSON.stringify([date, ...ALIKE.map((name) => columnValue(trade, name))]);

/**
 * A function that tells which trade of the journal a row of our own export is, that has no ticket:
 * such a trade has no name of its own, so it is known by its day and what it says. Two that say the
 * same stand for two trades, each found once: what is found goes into `matched`, and what is in
 * there is not found. `ownImport` is an import under way, whose trades are no others.
 */
export function alikeFinder(
  store: Store,
  nameless: readonly DatedTrade[],
  matched: Set<number>,
  ownImport: number | null,
): (row: DatedTrade) => number | null {
  if (nameless.length === 0) return () => null;
  const rows = store.db.prepare(
    `SELECT t.id, json_array(s.session_date, ${ALIKE.map((name) => `t.${name}`).join(", ")})
     FROM trading_sessions s JOIN daily_trading_data t ON t.session_id = s.id
     WHERE s.user_id = @user AND s.session_date IN (SELECT value FROM json_each(@days))
       AND t.ticket IS NULL AND (@own IS NULL OR t.import_id IS NOT @own) ORDER BY t.id DESC`,
  );
  const days = JSON.stringify([...new Set(nameless.map(({ date }) => date))]);
  const free = new Map<string, number[]>();
  const found = rows.raw().all({ user: store.profile.id, days, own: ownImport });
  for (const [id, text] of found as [number, string][]) {
    if (!matched.has(id)) addTo(free, JSON.stringify(JSON.parse(text)), id);
  }
  return (row) => {
    if (row.trade.ticket !== null) return null;
    const id = free.get(saysOf(row))?.pop() ?? null;
    if (id !== null) matched.add(id);
    return id;
  };
}

/** A row of our own export: the number it had and when it was recorded. */
export interface ExportedRow extends DatedTrade {
  id: number;
  /** UTC, as the journal stores it. */
  created_at: string;
}

/**
 * The trades that rows of our own export are; null for those that are not here. In the journal that
 * wrote it a trade is known by its number and time, whatever was changed since; elsewhere by what it
 * says.
 */
export function knownExports(
  store: Store,
  rows: readonly ExportedRow[],
  matched: Set<number>,
): (number | null)[] {
  const here = store.db.prepare(
    `SELECT t.id, t.created_at FROM json_each(?) wanted
     JOIN daily_trading_data t ON t.id = wanted.value
     JOIN trading_sessions s ON s.id = t.session_id WHERE s.user_id = ?`,
  );
  const ids = JSON.stringify(rows.map(({ id }) => id));
  const times = new Map(here.raw().all(ids, store.profile.id) as [number, string][]);
  const isSame = ({ id, created_at }: ExportedRow) =>
    times.get(id) === created_at && !matched.has(id);
  const same = rows.map((row) => {
    if (!isSame(row)) return null;
    matched.add(row.id);
    return row.id;
  });
  const others = rows.filter(({ trade }, index) => same[index] === null && trade.ticket === null);
  const find = alikeFinder(store, others, matched, null);
  return rows.map((row, index) => same[index] ?? find(row));
}
