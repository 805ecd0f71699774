import { headerColumns } from "../base/delimited.ts";
import { plainDecimal } from "../base/rows.ts";
import type { ColumnMap, MapField } from "./column-map.ts";
import { exportedReader, isExported } from "./exported.ts";
import type { RowExtra, TakeTrade } from "./mapped.ts";
import { columnsIn, mappedStatement, nameAccount, readMapped, rowTaker } from "./mapped.ts";
import type { ImportProblem, Statement } from "./types.ts";

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

const EXPORTED_ONLY = ["session_date", "raw_symbol", "parent_ticket", "approximate"];

/** True for the header of our own export, or the keys of a bot's trades. */
export function isOwn(columns: ReadonlyMap<string, unknown>): boolean {
  const hasTime = ["exit_time", ...DAYS].some((name) => columns.has(name));
  return columns.has("symbol") && columns.has("profit_loss") && hasTime;
}

/** The map of our own CSV: UTC, decimal points, `profit_loss` net; of the columns that there are. */
export function ownMap(header: readonly string[]): ColumnMap {
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
export function exportedCsv(header: readonly string[]): RowExtra | undefined {
  return isExported(headerColumns(header)) ? exportedReader(header, true) : undefined;
}

/**
 * Reads our own NDJSON: one trade a line, keys as the columns of the CSV, in any order, any of
 * them missing; also the same lines as an array. A line that is no JSON object is skipped and named.
 */
export function readOwnNdjson(text: string | Iterable<string>, take?: TakeTrade): Statement {
  const names = [...Object.values(OWN_COLUMNS), "day", ...EXPORTED_ONLY];
  const map = ownMap(names);
  map.columns.date = "day";
  const statement = mappedStatement(map, "jurnal");
  const exported = exportedReader(names, false);
  let isOurs = false;
  const extra: RowExtra = (row, trade) => isOurs && exported(row, trade);
  const takeRow = rowTaker(statement, map, columnsIn(names, map) ?? {}, names, take, extra);
  eachLine(text, (text, line) => {
    const object = parseObject(text);
    if (object === null) {
      const [value, expected] = [text.slice(0, 80), "one JSON object a line"];
      statement.skipped.push({ line, reason: "bad", field: "JSON", value, expected });
      return;
    }
    isOurs = isExported({ has: (name) => name in object });
    const day = DAYS.find((name) => object[name]) ?? "";
    takeRow({ line, cells: names.map((name) => cellText(object[name === "day" ? day : name])) });
  });
  nameAccount(statement);
  return statement;
}

function eachLine(
  text: string | Iterable<string>,
  take: (text: string, line: number) => void,
): void {
  let rest = "";
  let line = 1;
  for (const piece of typeof text === "string" ? [text] : text) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const one of lines) {
      if (!isFrame(one)) take(one, line);
      line += 1;
    }
  }
  if (!isFrame(rest)) take(rest, line);
}

/** A line without a trade: empty, or a bracket of the array around them. */
function isFrame(line: string): boolean {
  return line.length < 9 && /^\ufeff?\s*[[\]]?\s*$/.test(line);
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, "").replace(/,\s*$/, ""));
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function cellText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.join(",");
  if (typeof value === "number") return plainDecimal(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
