import schema from "../../schema.sql";
import type { ExportColumn, ExportKind } from "../base/rows.ts";
import { utcText } from "../base/zone.ts";
import type { Store } from "./store.ts";
import { conditions, type TradeFilter } from "./trades.ts";

/** Columns of an exported trade and their SQL where it is not the column itself. */
const TRADE: readonly (readonly [name: string, kind: ExportKind, sql?: string])[] = [
  ["id", "number"],
  ["session_date", "text", "s.session_date"],
  ["entry_time", "time"],
  ["exit_time", "time"],
  ["symbol", "text"],
  ["side", "text"],
  ["lot_size", "number", "nullif(t.lot_size, 0)"],
  ["entry_price", "number"],
  ["exit_price", "number"],
  ["stop_loss", "number"],
  ["take_profit", "number"],
  ["stop_loss_used", "flag"],
  ["take_profit_used", "flag"],
  ["currency", "text", "@currency"],
  ["profit_loss", "number"],
  ["commission", "number"],
  ["swap", "number"],
  ["fee", "number"],
  ["risk_percent", "number"],
  ["strategy_used", "text"],
  ["bot_id", "number"],
  ["account", "text"],
  ["ticket", "text"],
  ["tags", "text"],
  ["note", "text"],
  ["raw_symbol", "text"],
  ["exit_reason", "text"],
  ["parent_ticket", "text"],
  ["magic", "text"],
  ["comment", "text"],
  ["approximate", "flag"],
  ["created_at", "time"],
];

export const EXPORTED_TRADE: readonly ExportColumn[] = TRADE.map(([name, kind]) => ({
  ...{ name, kind },
}));

/** The trades that pass the filter, oldest day first, one at a time: values of EXPORTED_TRADE. */
export function exportTrades(
  store: Store,
  filter: Omit<TradeFilter, "limit">,
): IterableIterator<unknown[]> {
  const columns = TRADE.map(([name, , sql = `t.${name}`]) => sql).join(", ");
  const { where, values } = conditions(filter, null);
  const { id: user, currency } = store.profile;
  // Day by day over the index, so that a million rows need not be sorted at once.
  const rows = store.db.prepare(
    `SELECT ${columns} FROM trading_sessions s
     CROSS JOIN daily_trading_data t ON t.session_id = s.id WHERE s.user_id = @user${where}
     ORDER BY s.session_date, COALESCE(t.entry_time, t.exit_time), t.id`,
  );
  return rows.raw().iterate({ ...values, user, currency }) as IterableIterator<unknown[]>;
}

/** What the journal makes anew by itself, or what belongs to this file alone. */
const LEFT_OUT = ["changes", "operations", "mentor_looks", "session_hands"];
/** An operation is of this file; a login of the origin's web page is nobody's business. */
const LEFT_OUT_COLUMNS = ["operation_id", "password_hash"];

/** A table of a whole export, in an order in which its rows can be added again. */
export interface WholeTable {
  name: string;
  columns: ExportColumn[];
}

/** Tables whose rows others refer to come first; all others follow in the order of the schema. */
const FIRST = ["settings", "users", "bots", "accounts", "imports", "trading_sessions"];

/** All tables that hold what the user recorded, with their columns. */
export function wholeTables({ db }: Pick<Store, "db">): WholeTable[] {
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  return [...schema.matchAll(/^CREATE TABLE (\w+)/gm)]
    .map(([, name]) => name as string)
    .filter((name) => !LEFT_OUT.includes(name))
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => ({ name, columns: columnsOf(db, name) }));
}

function columnsOf(db: Store["db"], table: string): ExportColumn[] {
  const rows = db.prepare("SELECT name, type FROM pragma_table_info(?)").all(table) as {
    name: string;
    type: string;
  }[];
  return rows
    .filter(({ name }) => !LEFT_OUT_COLUMNS.includes(name))
    .map(({ name, type }) => ({ name, kind: kindOf(type) }));
}

function kindOf(type: string): ExportKind {
  if (type === "DATETIME") return "time";
  return ["INTEGER", "REAL", "BOOLEAN"].includes(type) ? "number" : "text";
}

/** The rows of a table by id (settings: by key), one at a time. */
export function exportRows(
  { db }: Pick<Store, "db">,
  { name, columns }: WholeTable,
): IterableIterator<unknown[]> {
  const names = columns.map((column) => column.name).join(", ");
  const rows = db.prepare(`SELECT ${names} FROM ${name} ORDER BY ${columns[0]?.name}`).raw();
  return rows.iterate() as IterableIterator<unknown[]>;
}

/** What a whole export begins with. */
export interface WholeHead {
  table: "jurnal";
  /** PRAGMA user_version. */
  schema: number;
  exported_at: string;
  /** The highest number each table ever gave: one that was deleted is never given again. */
  sequence: Record<string, number>;
}

/** The first row of a whole export. */
export function wholeHead({ db, now }: Store): WholeHead {
  const rows = db.prepare("SELECT name, seq FROM sqlite_sequence ORDER BY name").raw().all();
  const given = (rows as [string, number][]).filter(([name]) => !LEFT_OUT.includes(name));
  return {
    table: "jurnal",
    schema: db.pragma("user_version", { simple: true }) as number,
    exported_at: `${utcText(now()).replace(" ", "T")}Z`,
    sequence: Object.fromEntries(given),
  };
}

/** Runs `work` on the journal as it stands now, whatever others write meanwhile. */
export async function atOneMoment<T>({ db }: Store, work: () => Promise<T>): Promise<T> {
  db.exec("BEGIN");
  try {
    return await work();
  } finally {
    db.exec("ROLLBACK");
  }
}
