import { type DelimitedRow, headerColumns, headerName, undefused } from "../base/csv.ts";
import { isFrame, readObject } from "../base/json.ts";
import { decimalMarkOf } from "../base/number.ts";
import { plainDecimal } from "../base/rows.ts";
import { keep, linesOf } from "../base/text.ts";
import { dateOrderOf } from "./file-times.ts";
import {
  type ColumnMap,
  columnsIn,
  type ExportedTrade,
  type JournalTrade,
  type MapField,
  mappedStatement,
  nameAccount,
  type RowExtra,
  readMapped,
  rowTaker,
  type TakeTrade,
} from "./map.ts";
import type { FormatId, ImportProblem, Statement } from "./statement.ts";
import { cellsIn, columnOf, type Table, type TableFormat } from "./table.ts";

/** Our own export, and what bots pipe in. */
export const JURNAL: TableFormat<"jurnal"> = {
  id: "jurnal",
  name: "ekspor jurnal",
  clock: "utc",
  matches: isOwn,
  read: (table) => {
    const { cells } = table.header;
    return readByMap(table, ownMap(cells), "jurnal", exportedCsv(cells));
  },
};

/** The CSV that a trader fills in by hand. */
export const TEMPLATE: TableFormat<"template"> = {
  id: "template",
  name: "templat jurnal",
  clock: "trader",
  matches: isTemplate,
  read: (table) => {
    const map = templateMap(table);
    const statement = readByMap(table, map, "template");
    statement.notes.push(`decimal:${map.decimal}`, `date-order:${map.dateOrder}`);
    return statement;
  },
};

function readByMap(table: Table, map: ColumnMap, format: FormatId, extra?: RowExtra): Statement {
  const statement = mappedStatement(map, format);
  const { cells } = table.header;
  table.rows.forEach(
    rowTaker(statement, map, columnsIn(cells, map) ?? {}, cells, undefined, extra),
  );
  nameAccount(statement);
  return statement;
}

/** Columns that together only our own export has; what others write is read with more care. */
const MARKS = ["id", "session_date", "currency"] as const;

/** Whether these columns (or keys of an object) are those of our own export. */
function isExported(columns: { has(name: string): boolean }): boolean {
  return MARKS.every((name) => columns.has(name));
}

const COSTS = ["commission", "swap", "fee"] as const;
type Text = Exclude<keyof ExportedTrade, "unknown" | "approximate">;

/**
 * A function that puts what an exported row says word for word beside the trade that was read from
 * it. In a CSV texts were guarded against being taken for formulas: the guard comes off.
 */
function exportedReader(
  header: readonly string[],
  isGuarded: boolean,
): (row: DelimitedRow, trade: JournalTrade) => void {
  const at = new Map(header.map((name, index) => [headerName(name), index]));
  return ({ cells }, trade) => {
    const cell = (name: string) => cells[at.get(name) ?? -1] ?? "";
    const text = (name: Text): string => {
      const value = cell(name);
      return keep(isGuarded ? undefused(value) : value);
    };
    const told = (name: Text) => text(name) || null;
    const ticket = told("ticket");
    trade.externalId = ticket;
    trade.exported = {
      symbol: text("symbol"),
      raw_symbol: told("raw_symbol"),
      session_date: text("session_date"),
      exit_time: cell("exit_time") === "" ? null : trade.exitTime,
      strategy_used: told("strategy_used"),
      account: told("account"),
      ticket,
      tags: told("tags"),
      note: told("note"),
      parent_ticket: told("parent_ticket"),
      magic: told("magic"),
      comment: told("comment"),
      partial_closes: told("partial_closes"),
      approximate: /^(?:1|true)$/i.test(cell("approximate")),
      unknown: COSTS.filter((name) => cell(name) === ""),
    };
    trade.account = trade.exported.account;
    trade.approximate = trade.exported.approximate;
  };
}

/** The columns of our own export, and of what bots pipe in: the journal's names. */
const OWN_COLUMNS: Readonly<Partial<Record<MapField, string>>> = {
  ticket: "ticket",
  account: "account",
  currency: "currency",
  symbol: "symbol",
  side: "side",
  lot: "lot_size",
  entry_time: "entry_time",
  exit_time: "exit_time",
  entry_price: "entry_price",
  exit_price: "exit_price",
  stop_loss: "stop_loss",
  take_profit: "take_profit",
  stop_loss_used: "stop_loss_used",
  take_profit_used: "take_profit_used",
  net: "profit_loss",
  commission: "commission",
  swap: "swap",
  fee: "fee",
  risk_percent: "risk_percent",
  strategy: "strategy_used",
  bot: "bot_id",
  tags: "tags",
  note: "note",
  comment: "comment",
  magic: "magic",
  status: "status",
  exit_reason: "exit_reason",
};
/** Where the day is found of a trade without an exit time, as the origin's bots write them. */
const DAYS = ["session_date", "created_at"];

const EXPORTED_ONLY = [
  "session_date",
  "raw_symbol",
  "parent_ticket",
  "approximate",
  "partial_closes",
];

/** True for the header of our own export, or the keys of a bot's trades. */
export function isOwn(columns: ReadonlyMap<string, unknown>): boolean {
  const hasTime = ["exit_time", ...DAYS].some((name) => columns.has(name));
  return columns.has("symbol") && columns.has("profit_loss") && hasTime;
}

/** The map of our own CSV: UTC, decimal points, `profit_loss` net; of the columns that there are. */
function ownMap(header: readonly string[]): ColumnMap {
  const known = headerColumns(header);
  const columns: ColumnMap["columns"] = {};
  for (const [field, name] of Object.entries(OWN_COLUMNS)) {
    if (known.has(name)) columns[field as MapField] = name;
  }
  const day = DAYS.find((name) => known.has(name));
  if (day !== undefined) columns.date = day;
  return {
    columns,
    decimal: ".",
    dateOrder: "ymd",
    zone: "UTC",
    costs: "signed",
    delimiter: null,
  };
}

/** Reads our own CSV; `header` are its columns. Trades go to `take` where it is given. */
export function readOwnCsv(
  text: string | Iterable<string>,
  header: readonly string[],
  take?: TakeTrade,
): Statement | ImportProblem {
  return readMapped(text, ownMap(header), "jurnal", take, exportedCsv);
}

/** What our export says beyond the map; undefined for a CSV of another's making. */
function exportedCsv(header: readonly string[]): RowExtra | undefined {
  return isExported(headerColumns(header)) ? exportedReader(header, true) : undefined;
}

/**
 * Reads our own NDJSON: one trade a line, keys as the columns of the CSV, in any order, any of
 * them missing; also the same lines as an array. A line that is no JSON object is skipped and named.
 */
export function readOwnNdjson(pieces: Iterable<string>, take?: TakeTrade): Statement {
  const names = [...Object.values(OWN_COLUMNS), "day", ...EXPORTED_ONLY];
  const map = ownMap(names);
  map.columns.date = "day";
  const statement = mappedStatement(map, "jurnal");
  const exported = exportedReader(names, false);
  let isOurs = false;
  const extra: RowExtra = (row, trade) => isOurs && exported(row, trade);
  const takeRow = rowTaker(statement, map, columnsIn(names, map) ?? {}, names, take, extra);
  let line = 0;
  for (const text of linesOf(pieces)) {
    line += 1;
    if (isFrame(text)) continue;
    const object = readObject(text);
    if (object === null) {
      const expected = "one JSON object a line" as const;
      const value = text.slice(0, 80);
      statement.skipped.push({ line, reason: "bad", field: "JSON", value, expected });
      continue;
    }
    isOurs = isExported({ has: (name) => name in object });
    const day = DAYS.find((name) => object[name]) ?? "";
    const cells = names.map((name) => cellText(object[name === "day" ? day : name]));
    // A line without a ticket is known by its cells: what older lines do not have adds none.
    if (cells.at(-1) === "") cells.pop();
    takeRow({ line, cells });
  }
  nameAccount(statement);
  return statement;
}

function cellText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(",");
  if (typeof value === "number") return plainDecimal(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The columns of the empty CSV that a trader fills in by hand, in order. */
const TEMPLATE_HEADER =
  "tanggal,jam_masuk,jam_keluar,kode,aksi,lot,harga_masuk,harga_keluar,sl,tp,hasil,komisi,swap,strategi,catatan";

/** True for a filled-in template, also with columns moved or left out. */
function isTemplate(columns: ReadonlyMap<string, unknown>): boolean {
  return ["tanggal", "kode", "aksi", "hasil"].every((name) => columns.has(name));
}

/** The empty template: its header and an example behind "# ", which the reader leaves out. */
export function templateText(): string {
  const example =
    "# contoh 2026-11-20,09:15,10:40,XAUUSD,beli,0.01,2650.10,2652.60,2645,2660,2.50,0,0,breakout,";
  return `${TEMPLATE_HEADER}\n${example}catatan bebas\n`;
}

/**
 * The map of a filled-in template. "hasil" is what the trade brought, all costs counted; times are
 * the trader's own clock. Dates may be written year or day first. A spreadsheet set to Indonesian
 * writes `;` and decimal commas, and where no number proves the mark the separator does.
 */
function templateMap(table: Table): ColumnMap {
  const { columns, rows } = table;
  const at = (name: string) => columnOf(columns, name);
  const numbers = ["lot", "harga_masuk", "harga_keluar", "sl", "tp", "hasil", "komisi", "swap"];
  const mark = decimalMarkOf(cellsIn(rows, ...numbers.map(at)));
  const order = dateOrderOf(cellsIn(rows, at("tanggal")));
  const own = (name: string) => (columns.has(name) ? name : undefined);
  const named = {
    date: "tanggal",
    entry_time: own("jam_masuk"),
    exit_time: own("jam_keluar"),
    symbol: "kode",
    side: "aksi",
    lot: own("lot"),
    entry_price: own("harga_masuk"),
    exit_price: own("harga_keluar"),
    stop_loss: own("sl"),
    take_profit: own("tp"),
    net: "hasil",
    commission: own("komisi"),
    swap: own("swap"),
    strategy: own("strategi"),
    note: own("catatan"),
  };
  const given = Object.entries(named).filter(([, name]) => name !== undefined);
  return {
    columns: Object.fromEntries(given) as ColumnMap["columns"],
    decimal: mark === "," || (mark !== "." && table.delimiter === ";") ? "," : ".",
    dateOrder: order === "both" || order === null ? "dmy" : order,
    zone: null,
    costs: "signed",
    delimiter: table.delimiter,
  };
}
