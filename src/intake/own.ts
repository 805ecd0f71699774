import { decimalMarkOf } from "../base/amounts.ts";
import { type DelimitedRow, headerColumns, headerName, undefused } from "../base/csv.ts";
import { isFrame, readObject, shownJson } from "../base/json.ts";
import { plainDecimal } from "../base/rows.ts";
import { keep, linesOf } from "../base/text.ts";
import { COSTS, FIELD_LIST, NUMBER_KINDS, type TradeField } from "../trade/fields.ts";
import { dateOrderOf } from "./file-times.ts";
import type { ColumnMap, MapField } from "./mapped/map.ts";
import {
  columnsIn,
  mappedStatement,
  nameAccount,
  type RowExtra,
  readMapped,
  rowTaker,
  type TakeTrade,
} from "./mapped/read.ts";
import type { ExportedTrade, JournalTrade } from "./mapped/row.ts";
import type { FormatId, ImportProblem, Statement } from "./statement.ts";
import { cellsIn, columnOf, rawText, type Table, type TableFormat } from "./table.ts";

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

const TEXTS = FIELD_LIST.filter(
  ({ kind, whose }) => ["text", "lines", "parts"].includes(kind) && whose !== "profile",
).map(({ column }) => column);

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
    const text = (name: TradeField): string => {
      const value = cell(name);
      return keep(isGuarded ? undefused(value) : value);
    };
    const texts: ExportedTrade["texts"] = {};
    for (const name of TEXTS) texts[name] = text(name) || null;
    trade.exported = {
      // A workbook tells a day with its midnight.
      session_date: text("session_date").slice(0, 10),
      exit_time: cell("exit_time") === "" ? null : trade.exitTime,
      firstStop: cell("first_stop") === "" ? null : Number(cell("first_stop")),
      texts,
      unknown: COSTS.filter((name) => cell(name) === ""),
    };
    trade.externalId = texts.ticket ?? null;
    trade.account = texts.account ?? null;
    trade.approximate = /^(?:1|true)$/i.test(cell("approximate"));
  };
}

/** The columns of our own export, and of what bots pipe in, by the names of a map. */
const OWN_COLUMNS: readonly (readonly [MapField, string])[] = [
  ...FIELD_LIST.flatMap(({ column, map, whose }) =>
    map === undefined || whose === "day" ? [] : [[map as MapField, column] as const],
  ),
  ["status", "status"],
];
/** Where the day is found of a trade without an exit time, as the origin's bots write them. */
const DAYS = ["session_date", "created_at"];

/** True for the header of our own export, or the keys of a bot's trades. */
export function isOwn(columns: ReadonlyMap<string, unknown>): boolean {
  const hasTime = ["exit_time", ...DAYS].some((name) => columns.has(name));
  return columns.has("symbol") && columns.has("profit_loss") && hasTime;
}

/** The map of our own CSV: UTC, decimal points, `profit_loss` net; of the columns that there are. */
function ownMap(header: readonly string[]): ColumnMap {
  const known = headerColumns(header);
  const columns: ColumnMap["columns"] = {};
  for (const [field, name] of OWN_COLUMNS) if (known.has(name)) columns[field] = name;
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
 * What a line without a ticket is known again by, in this order. It may not change, nor may what
 * comes to the table of fields join it: the keys of what was imported before would be others.
 */
const KEYED: readonly string[] = (
  "ticket account currency symbol side lot_size entry_time exit_time entry_price exit_price " +
  "stop_loss take_profit stop_loss_used take_profit_used profit_loss commission swap fee " +
  "risk_percent strategy_used bot_id tags note comment magic status exit_reason day session_date " +
  "raw_symbol parent_ticket approximate"
).split(" ");
const isNew = (column: string) => !KEYED.includes(column);

/**
 * Reads our own NDJSON: one trade a line, keys as the columns of the CSV, in any order, any of
 * them missing; also the same lines as an array. A line that is no JSON object is skipped and named.
 */
export function readOwnNdjson(pieces: Iterable<string>, take?: TakeTrade): Statement {
  const names = [...KEYED, ...FIELD_LIST.map(({ column }) => column).filter(isNew)];
  const map = ownMap(names);
  map.columns.date = "day";
  const statement = mappedStatement(map, "jurnal");
  const exported = exportedReader(names, false);
  let isOurs = false;
  let line = 0;
  const extra: RowExtra = (row, trade) => {
    if (trade.raw !== "") trade.raw = rawText({ line, cells: row.cells.slice(0, KEYED.length) });
    if (isOurs) exported(row, trade);
  };
  const takeRow = rowTaker(statement, map, columnsIn(names, map) ?? {}, names, take, extra);
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
    const cells = names.map((name) => cellText(name, object[name === "day" ? day : name]));
    takeRow({ line, cells });
  }
  nameAccount(statement);
  return statement;
}

function cellText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  // Tags as a list; a list of anything more is kept as it is.
  if (Array.isArray(value) && !value.some((one) => typeof one === "object")) {
    return value.join(name === "links" ? "\n" : ",");
  }
  // One beyond all numbers (1e400) is not an empty cell.
  if (typeof value === "number") return Number.isFinite(value) ? plainDecimal(value) : `${value}`;
  return typeof value === "object" ? shownJson(value) : String(value);
}

/** The columns of the CSV that a trader fills in by hand, in order. */
const TEMPLATE_COLUMNS = FIELD_LIST.flatMap(({ map, kind, template }) => {
  if (template === undefined) return [];
  const [heading, example] = template;
  return [{ field: map as MapField, kind, heading, example }];
});

/** True for a filled-in template, also with columns moved or left out. */
function isTemplate(columns: ReadonlyMap<string, unknown>): boolean {
  return ["tanggal", "kode", "aksi", "hasil"].every((name) => columns.has(name));
}

/** The empty template: its header and an example behind "# ", which the reader leaves out. */
export function templateText(): string {
  const row = (of: "heading" | "example") => TEMPLATE_COLUMNS.map((one) => one[of]).join(",");
  return `${row("heading")}\n# contoh ${row("example")}\n`;
}

/**
 * The map of a filled-in template. "hasil" is what the trade brought, all costs counted; times are
 * the trader's own clock. Dates may be written year or day first. A spreadsheet set to Indonesian
 * writes `;` and decimal commas, and where no number proves the mark the separator does.
 */
function templateMap(table: Table): ColumnMap {
  const { columns, rows } = table;
  const at = (name: string) => columnOf(columns, name);
  const numbers = TEMPLATE_COLUMNS.filter(({ kind }) => NUMBER_KINDS.includes(kind));
  const mark = decimalMarkOf(cellsIn(rows, ...numbers.map(({ heading }) => at(heading))));
  const order = dateOrderOf(cellsIn(rows, at("tanggal")));
  const given = TEMPLATE_COLUMNS.filter(({ heading }) => columns.has(heading));
  return {
    columns: Object.fromEntries(given.map(({ field, heading }) => [field, heading])),
    decimal: mark === "," || (mark !== "." && table.delimiter === ";") ? "," : ".",
    dateOrder: order === "both" || order === null ? "dmy" : order,
    zone: null,
    costs: "signed",
    delimiter: table.delimiter,
  };
}
