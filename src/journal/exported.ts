import type { ExportColumn, ExportKind } from "../base/rows.ts";
import { FIELD_LIST, type FieldKind } from "../trade/fields.ts";
import type { Store } from "./store.ts";
import { conditions, type TradeFilter } from "./trades.ts";

/** How an export writes what a field holds. */
const WRITTEN: Readonly<Record<FieldKind, ExportKind>> = {
  money: "number",
  price: "number",
  size: "number",
  number: "number",
  time: "time",
  day: "text",
  flag: "flag",
  choice: "text",
  text: "text",
  lines: "text",
  parts: "text",
  links: "text",
};

/** Columns of an exported trade and their SQL. */
const TRADE: readonly (ExportColumn & { sql: string })[] = [
  { name: "id", kind: "number", sql: "t.id" },
  ...FIELD_LIST.map(({ column, kind, sql = `t.${column}` }) => ({
    name: column,
    kind: WRITTEN[kind],
    sql,
  })),
  { name: "created_at", kind: "time", sql: "t.created_at" },
];

export const EXPORTED_TRADE: readonly ExportColumn[] = TRADE.map(({ name, kind }) => ({
  name,
  kind,
}));

/** The trades that pass the filter, oldest day first, one at a time: values of EXPORTED_TRADE. */
export function exportTrades(
  store: Store,
  filter: Omit<TradeFilter, "limit">,
): IterableIterator<unknown[]> {
  const columns = TRADE.map(({ sql }) => sql).join(", ");
  const { where, values } = conditions(store, filter, null);
  const { id: user, currency } = store.profile;
  // Day by day over the index, so that a million rows need not be sorted at once.
  const rows = store.db.prepare(
    `SELECT ${columns} FROM trading_sessions s
     CROSS JOIN daily_trading_data t ON t.session_id = s.id WHERE s.user_id = @user${where}
     ORDER BY s.session_date, COALESCE(t.entry_time, t.exit_time), t.id`,
  );
  return rows.raw().iterate({ ...values, user, currency }) as IterableIterator<unknown[]>;
}
