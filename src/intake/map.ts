import * as v from "valibot";
import type { DecimalMark } from "../base/amounts.ts";
import {
  type DelimitedRow,
  type Delimiter,
  eachRow,
  headerColumns,
  headerName,
  readHead,
} from "../base/csv.ts";
import { addDecimals, compareDecimals, negateDecimal, sumDecimals } from "../base/decimal.ts";
import { isRecord, shownJson } from "../base/json.ts";
import { keep } from "../base/text.ts";
import {
  type Cost,
  FIELD_LIST,
  type FieldKind,
  type MappedField,
  type OwnField,
  TRADE_FIELDS,
  type TradeField,
} from "../trade/fields.ts";
import { EXIT_REASONS } from "../trade/readers.ts";
import { bookedAsCash, isBookedRow } from "./booked.ts";
import { emptyDraft, emptyStatement, grossFromNet, readSide } from "./drafts.ts";
import {
  type DateOrder,
  fixedOffsetMinutes,
  readTime,
  readTimeOfDay,
  shiftTime,
} from "./file-times.ts";
import type {
  CashDraft,
  FormatId,
  ImportProblem,
  SkippedRow,
  Statement,
  TradeDraft,
} from "./statement.ts";
import { type CellReader, cellReader, HEADER_ROWS, rawText } from "./table.ts";

export type MapField = MappedField | "profit" | "status";

/** A field that a column can hold. */
interface Mapped {
  field: MapField;
  label: string;
  kind: FieldKind;
  /** Words that name it, as `headerName` writes them: as platforms have it, and as traders do. */
  headings: string;
}

/** What a column can hold. `net` counts all costs already, `profit` none of them. */
export const MAPPED: readonly Mapped[] = [
  ...FIELD_LIST.flatMap(({ map, label, kind, headings = "" }) =>
    map === undefined ? [] : [{ field: map as MappedField, label, kind, headings }],
  ),
  {
    field: "profit",
    label: "hasil sebelum biaya",
    kind: "money",
    headings:
      "profit pnl p_l profit_loss gross_profit gross_pnl closed_pnl closed_p_l gross " +
      "realized_pnl realised_pnl realized_profit hasil laba laba_rugi untung_rugi cuan",
  },
  // "open" and "cancelled" are heeded
  { field: "status", label: "status", kind: "choice", headings: "status state" },
];
export const MAP_FIELDS: readonly MapField[] = MAPPED.map(({ field }) => field);

/** How to read a delimited file of any making; plain JSON, to be kept and shared. */
export interface ColumnMap {
  /** Header name, or number of the column from 1 in a file without a header. */
  columns: Partial<Record<MapField, string | number>>;
  decimal: DecimalMark;
  dateOrder: DateOrder;
  /**
   * The clock of the times: "UTC", "+07:00", or a name such as "Asia/Jakarta", which the caller
   * turns into UTC; "cell" where every time carries its own offset; null for the broker's clock.
   */
  zone: string | null;
  /** How costs are written: with their sign, or as positive numbers to be taken off. */
  costs: "signed" | "positive";
  delimiter: Delimiter | null;
}

/** A trade with what a journal knows of it beyond the broker. */
export interface JournalTrade extends TradeDraft {
  account: string | null;
  currency: string | null;
  /** As the file has it. */
  own: Record<OwnField, string | number | null>;
  /** What only our own export tells, word for word. */
  exported?: ExportedTrade;
}

/** An exported trade as the journal had it: nothing is left to be guessed. */
export interface ExportedTrade {
  /** The day of a trade without times. */
  session_date: string;
  exit_time: string | null;
  /** By column; null: not known. */
  texts: Partial<Record<TradeField, string | null>>;
  /** Costs that are not known, which is something else than 0. */
  unknown: readonly Cost[];
}
/** A JSON object; the library takes lists for objects too. */
const record = v.custom<Record<string, unknown>>(isRecord);

/** What `--map` and a saved map hold; built where one is read, which is seldom. */
const mapSchema = () => {
  const column = v.union([
    v.pipe(v.string(), v.nonEmpty()),
    v.pipe(v.number(), v.integer(), v.minValue(1)),
  ]);
  const columns = Object.fromEntries(MAP_FIELDS.map((field) => [field, v.optional(column)]));
  return v.pipe(
    record,
    v.object({
      columns: v.pipe(record, v.strictObject(columns)),
      decimal: v.optional(v.picklist([".", ","]), "."),
      dateOrder: v.optional(v.picklist(["ymd", "dmy", "mdy"]), "ymd"),
      zone: v.optional(v.nullable(v.pipe(v.string(), v.check(isZone))), null),
      costs: v.optional(v.picklist(["signed", "positive"]), "signed"),
      delimiter: v.optional(v.nullable(v.picklist([",", ";", "\t", "|"])), null),
    }),
  );
};

/** Checks a map read from JSON; the problem names the key that is wrong. */
export function parseColumnMap(value: unknown): ColumnMap | ImportProblem {
  const read = v.safeParse(mapSchema(), value);
  if (!read.success) {
    const [issue] = read.issues;
    const path = v.getDotPath(issue) ?? "map";
    // A field that nobody knows is the fault of what holds it.
    const isUnknown = issue.type === "strict_object" && issue.expected === "never";
    return wrong(isUnknown ? "columns" : path, issue.input, issue.expected);
  }
  const map = read.output as ColumnMap;
  const missing = missingField(map);
  return missing === null ? map : wrong("columns", null, missing);
}

/** The first field without which no trade can be read; null when the map suffices. */
export function missingField({ columns }: ColumnMap): MapField | null {
  if (columns.symbol === undefined) return "symbol";
  if (columns.net === undefined && columns.profit === undefined) return "net";
  return columns.exit_time === undefined && columns.date === undefined ? "exit_time" : null;
}

const isZone = (zone: string): boolean =>
  zone === "cell" || fixedOffsetMinutes(zone) !== null || /^[A-Za-z_]+\/[\w/+-]+$/.test(zone);

function wrong(place: string, value: unknown, expected: string | null): ImportProblem {
  const shown = value === null || value === undefined ? null : shownJson(value);
  return { code: "map-invalid", place, value: shown?.slice(0, 80) ?? null, expected };
}

/** Entry and exit on the clock of the statement; exit null for an open trade. */
interface MappedTimes {
  entry: string | null;
  exit: string | null;
}

const DAY_MINUTES = 1440;
/** A day without an hour counts as its noon, which is the same day in every zone of Indonesia. */
const NOON = "12:00:00";
const MIDNIGHT = "00:00:00";

/**
 * A function that reads the times of the row the cells are at. A time of day alone takes its day
 * from the date column, and an exit before the entry then belongs to the next day. Without any
 * exit time the day's noon stands for it.
 */
function timesReader(
  map: ColumnMap,
  at: FieldColumns,
  cells: CellReader,
): (isOpen: boolean) => MappedTimes {
  const offset = map.zone === null || map.zone === "cell" ? null : fixedOffsetMinutes(map.zone);
  const toUtc = (time: string, own: number | null, column: number): string => {
    if (map.zone === "cell" && own === null) cells.reject(column, "time with UTC offset");
    const minutes = own ?? offset;
    return minutes === null || minutes === 0 ? time : shiftTime(time, -minutes);
  };
  const whole = (column: number): string | null => {
    const cell = cells.text(column);
    if (cell === "") return null;
    const read = readTime(cell, map.dateOrder);
    if (read === null) cells.reject(column, "time");
    return read === null ? null : toUtc(read.time, read.offsetMinutes, column);
  };
  if (at.date < 0) {
    return (isOpen) => {
      const exit = isOpen ? null : whole(at.exit_time);
      if (!isOpen && exit === null) cells.reject(at.exit_time, "time");
      return { entry: whole(at.entry_time), exit };
    };
  }
  const onDay = (column: number, day: string, own: number | null): string | null => {
    const clock = readTimeOfDay(cells.text(column));
    return clock === null ? whole(column) : toUtc(`${day} ${clock}`, own, column);
  };
  return (isOpen) => {
    const [entryCell, exitCell] = [cells.text(at.entry_time), cells.text(at.exit_time)];
    const isWhole = exitCell !== "" && !isClock(exitCell) && !isClock(entryCell);
    if (isWhole) return { entry: whole(at.entry_time), exit: isOpen ? null : whole(at.exit_time) };
    const date = readTime(cells.text(at.date), map.dateOrder);
    if (date === null) {
      cells.reject(at.date, "date");
      return { entry: null, exit: null };
    }
    const own = date.offsetMinutes;
    const [day, clock] = [date.time.slice(0, 10), date.time.slice(11)];
    // A date with an hour and no other time beside it is when the trade was closed.
    if (entryCell === "" && exitCell === "" && clock !== MIDNIGHT) {
      return { entry: null, exit: isOpen ? null : toUtc(date.time, own, at.date) };
    }
    const entry = onDay(at.entry_time, day, own);
    const exit = onDay(at.exit_time, day, own) ?? toUtc(`${day} ${NOON}`, own, at.date);
    if (isOpen) return { entry, exit: null };
    if (entry === null || exit >= entry) return { entry, exit };
    return { entry, exit: isClock(exitCell) ? shiftTime(exit, DAY_MINUTES) : entry };
  };
}

/** Whether the date alone says when the trade was closed. */
function hasHour(cells: CellReader, at: FieldColumns, map: ColumnMap): boolean {
  if (cells.text(at.entry_time) !== "") return false;
  const date = readTime(cells.text(at.date), map.dateOrder);
  return date !== null && date.time.slice(11) !== MIDNIGHT;
}

function isClock(cell: string): boolean {
  return cell !== "" && readTimeOfDay(cell) !== null;
}

export type MappedColumns = Partial<Record<MapField, number>>;
/** The column of every field; -1 for one that the file does not have. */
type FieldColumns = Record<MapField, number>;

const YES = /^(?:1|1\.0|true|ya|yes|y)$/i;
const NO = /^(?:0|0\.0|false|tidak|no|n|t)$/i;

/**
 * A function that reads one row by a map: a trade (open where it has no exit, or a status that
 * says so), or why it was skipped. One function serves all rows of a file.
 */
function mappedReader(
  map: ColumnMap,
  columns: MappedColumns,
  header: readonly string[],
  { format }: Statement,
): (row: DelimitedRow) => JournalTrade | CashDraft | LostRow {
  const at = {} as FieldColumns;
  for (const field of MAP_FIELDS) at[field] = columns[field] ?? -1;
  const cells = cellReader(header, { mark: map.decimal, order: map.dateOrder });
  const times = timesReader(map, at, cells);
  // A broker's table, and not one that its owner fills in as he likes.
  const isBrokers = format === "csv" && at.side >= 0 && (at.lot >= 0 || at.entry_price >= 0);
  const isBoughtAndSold =
    at.side < 0 &&
    /^(?:bought|buy|di?beli)/.test(headerName(header[at.entry_time] ?? "")) &&
    /^(?:sold|sell|di?jual)/.test(headerName(header[at.exit_time] ?? ""));
  return (row) => {
    cells.go(row);
    if (row.cells.every(isBlank)) return { line: row.line, reason: "empty" };
    if (/^#\s/.test(row.cells[0] ?? "")) return { line: row.line, reason: "not-a-trade" };
    const status = cells.text(at.status);
    if (/^(?:cancel|batal|reject|expire)/i.test(status)) {
      const lost = { line: row.line, reason: "cancelled", field: "status", value: status } as const;
      return { ...lost, money: moneyIn(cells, map, at) };
    }
    const isOpen = /^(?:open|buka|terbuka)/i.test(status);
    const told = times(isOpen);
    const isShort = isBoughtAndSold && told.entry !== null && (told.exit ?? "9") < told.entry;
    const inOrder = isShort ? { entry: told.exit, exit: told.entry } : told;
    const trade = readTrade(row, map, at, cells, inOrder, header);
    if (isBoughtAndSold) setSide(trade, isShort);
    const problem = cells.problem();
    const isWordy = trade.symbol === "" || /\s/.test(trade.symbol.trim());
    if (isBrokers && isBookedRow(trade, cells.problems(), isWordy)) {
      return bookedAsCash(trade, problem?.value);
    }
    return problem === null ? trade : { ...problem, money: moneyIn(cells, map, at) };
  };
}

/** A row that was passed over, with what money stands in it. */
type LostRow = SkippedRow & { money?: string };

function moneyIn(cells: CellReader, map: ColumnMap, at: FieldColumns): string {
  if (at.net >= 0) return sumDecimals(cells.money([at.net]));
  const costs = cells.money([at.commission, at.fee]);
  const signed = map.costs === "positive" ? costs.map(negateDecimal) : costs;
  return sumDecimals([...cells.money([at.profit, at.swap]), ...signed]);
}

/** Bought and sold stand where entry and exit would: what was sold first is a short. */
function setSide(trade: JournalTrade, isShort: boolean): void {
  trade.side = isShort ? "sell" : "buy";
  if (isShort) [trade.entryPrice, trade.exitPrice] = [trade.exitPrice, trade.entryPrice];
}

function isBlank(cell: string): boolean {
  return cell === "" || cell.trim() === "";
}

function readTrade(
  row: DelimitedRow,
  map: ColumnMap,
  at: FieldColumns,
  cells: CellReader,
  times: MappedTimes,
  header: readonly string[],
): JournalTrade {
  const ticket = cells.text(at.ticket).replace(/^#/, "");
  const trade = emptyDraft(row.line, "other") as JournalTrade;
  trade.externalId = ticket === "" ? null : keep(ticket);
  trade.symbol = symbolIn(cells.text(at.symbol));
  if (trade.symbol === "") cells.reject(at.symbol, "symbol");
  trade.side = sideIn(cells, at.side, header);
  trade.lot = lotIn(cells, at.lot);
  trade.entryTime = times.entry;
  trade.exitTime = times.exit;
  // Left out where an hour is known: the day's noon stands for it otherwise.
  if (cells.text(at.exit_time) === "" && !hasHour(cells, at, map)) trade.isDayOnly = true;
  trade.entryPrice = cells.number(at.entry_price);
  trade.exitPrice = cells.number(at.exit_price);
  trade.stopLoss = cells.level(at.stop_loss);
  trade.takeProfit = cells.level(at.take_profit);
  trade.stopLossUsed = used(cells, at.stop_loss_used, at.stop_loss, trade.stopLoss);
  trade.takeProfitUsed = used(cells, at.take_profit_used, at.take_profit, trade.takeProfit);
  setAmounts(trade, map, at, cells);
  trade.magic = optional(cells, at.magic);
  trade.comment = optional(cells, at.comment);
  trade.exitReason = reasonIn(cells.text(at.exit_reason));
  // What has a number is known by it: the text of the row would only take room.
  trade.raw = ticket === "" ? rawText(row) : "";
  trade.account = optional(cells, at.account);
  trade.currency = optional(cells, at.currency);
  if (cells.signs().length > 0) trade.signs = cells.signs();
  trade.own = {
    risk_percent: cells.number(at.risk_percent),
    strategy_used: optional(cells, at.strategy),
    bot_id: optional(cells, at.bot),
    tags: optional(cells, at.tags),
    note: optional(cells, at.note),
    timeframe: said(cells, at.timeframe, "timeframe"),
    mood: said(cells, at.mood, "mood"),
    confidence: said(cells, at.confidence, "confidence"),
    mistakes: said(cells, at.mistakes, "mistakes"),
    links: said(cells, at.links, "links"),
  };
  return trade;
}

/** Profit, costs and net so that the parts add up to the net exactly. */
function setAmounts(trade: TradeDraft, map: ColumnMap, at: FieldColumns, cells: CellReader): void {
  const cost = (column: number): string => {
    const amount = cells.amount(column);
    return map.costs === "positive" ? negateDecimal(amount) : amount;
  };
  trade.commission = cost(at.commission);
  trade.swap = cells.amount(at.swap);
  trade.fee = cost(at.fee);
  if (at.net < 0) {
    if (cells.text(at.profit) === "") cells.reject(at.profit, "number");
    trade.profit = cells.amount(at.profit);
    trade.net = addDecimals(trade.profit, trade.commission, trade.swap, trade.fee);
    return;
  }
  if (cells.text(at.net) === "") cells.reject(at.net, "number");
  trade.net = cells.amount(at.net);
  trade.profit = grossFromNet(trade.net, trade.commission, trade.swap, trade.fee);
  if (at.profit < 0 || cells.text(at.profit) === "") return;
  const profit = cells.amount(at.profit);
  const rest = grossFromNet(trade.profit, profit);
  // Costs that the file does not list apart, unless it lists them all and contradicts itself.
  if (at.fee >= 0 && compareDecimals(rest, "0") !== 0) {
    cells.reject(at.net, "profit + commission + swap + fee");
  }
  trade.profit = profit;
  trade.fee = addDecimals(trade.fee, rest);
}

/** What the sign beside the result says. "$" says little: accounts of many kinds show it. */
export const signedIn = ({ signs = [] }: TradeDraft): string | null =>
  signs.find(({ currency }) => currency !== "USD")?.currency ?? null;

/** "S\nXAUUSD.tv" holds the side too: the symbol is the part that is no word for a side. */
function symbolIn(cell: string): string {
  if (!cell.includes("\n")) return keep(cell);
  const parts = cell.split("\n").map((part) => part.trim());
  return keep(parts.find((part) => part !== "" && readSide(part) === null) ?? "");
}

/**
 * Columns in which a side may be MetaTrader's number for it: 0 is buy, 1 is sell. In one that is
 * called "buy" or "long" the same digits say yes and no, so they are refused there.
 */
const NUMBERED =
  /^(?:(?:(?:deal|order|position|trade)_)?(?:type|side|direction|action)|dir|cmd|op|operation|tipe|jenis|arah|aksi|posisi)$/;

function sideIn(cells: CellReader, column: number, header: readonly string[]): TradeDraft["side"] {
  const cell = cells.text(column);
  if (cell === "") return null;
  if (/^[01]$/.test(cell) && NUMBERED.test(headerName(header[column] ?? ""))) {
    return cell === "0" ? "buy" : "sell";
  }
  for (const part of cell.split("\n")) {
    const side = readSide(part);
    if (side !== null) return side;
  }
  cells.reject(column, "buy|sell");
  return null;
}

/** "0.05/0.05" is filled of ordered; where they differ it may be a fraction as well. */
function lotIn(cells: CellReader, column: number): number | null {
  const cell = cells.text(column);
  const match = /^(\d+(?:[.,]\d+)?)\s*\/\s*\1$/.exec(cell);
  return match === null ? cells.size(column) : Number(match[1]?.replace(",", "."));
}

function used(
  cells: CellReader,
  flag: number,
  price: number,
  level: number | null,
): boolean | null {
  const word = cells.text(flag);
  if (YES.test(word)) return true;
  if (NO.test(word)) return level !== null;
  if (word !== "") cells.reject(flag, "1|0");
  if (flag >= 0) return level === null ? null : true;
  // 0 is how a table says that there was none; an empty cell says nothing.
  return cells.text(price) === "" ? null : level !== null;
}

function reasonIn(word: string): TradeDraft["exitReason"] {
  return EXIT_REASONS.has(word) ? (word as TradeDraft["exitReason"]) : null;
}

function optional(cells: CellReader, column: number): string | null {
  if (column < 0) return null;
  const cell = cells.text(column);
  return cell === "" ? null : keep(cell);
}

/** What the trader says in words of his own: read as at every other door. */
function said(
  cells: CellReader,
  column: number,
  field: "timeframe" | "mood" | "confidence" | "mistakes" | "links",
): string | number | null {
  const cell = optional(cells, column);
  if (cell === null) return null;
  const reading = TRADE_FIELDS[field].read(cell, NO_CONTEXT);
  if (reading.ok) return reading.value as string | number | null;
  cells.reject(column, field);
  return null;
}

/** Words are the same in every currency and at every time. */
const NO_CONTEXT = { currency: "", now: 0, today: "", day: null, zone: "UTC", dayStart: 0 };

/** Adds to a trade what the row it was read from says beyond the map. */
export type RowExtra = (row: DelimitedRow, trade: JournalTrade) => void;

/** Takes a trade as soon as it is read, so that a large file need not be held as trades. */
export type TakeTrade = (trade: JournalTrade) => void;

/**
 * Reads a delimited text by a column map. Trades go to `take` where it is given (closed and open
 * alike), else into the statement. A header that lacks a mapped column is a problem that lists
 * the columns there are; a row that cannot be read is skipped with the cell named.
 */
export function readMapped(
  text: string | Iterable<string>,
  map: ColumnMap,
  format: FormatId = "csv",
  take?: TakeTrade,
  extraFor?: (header: readonly string[]) => RowExtra | undefined,
): Statement | ImportProblem {
  const { pieces, head } = firstPiece(text);
  const top = readHead(head);
  const walker = mappedWalker(map, format, take, extraFor);
  eachRow(pieces, map.delimiter ?? top.delimiter, walker.walk, top.start, top.firstLine);
  return walker.done();
}

/**
 * Reads the rows of a sheet by a column map, as `readMapped` reads those of a text. Days and hours
 * may stand there as Excel's own numbers.
 */
export function readMappedRows(
  rows: readonly DelimitedRow[],
  map: ColumnMap,
  take?: TakeTrade,
): Statement | ImportProblem {
  const walker = mappedWalker(map, "csv", take);
  for (const { cells, line } of rows) {
    const { columns } = walker;
    const own = [...cells];
    for (const field of ["entry_time", "exit_time", "date"] as const) {
      const at = columns?.[field];
      if (at !== undefined) own[at] = excelTime(own[at] ?? "");
    }
    if (!walker.walk(own, line)) break;
  }
  return walker.done();
}

/** Days since the end of 1899, with the hour as a fraction; an hour alone lies on day 0. */
function excelTime(cell: string): string {
  const dayZero = /^1899-12-3[01] (\d\d:\d\d:\d\d)$/.exec(cell)?.[1];
  if (dayZero !== undefined) return dayZero;
  if (!/^(?:\d{5}|0)(?:[.,]\d+)?$/.test(cell)) return cell;
  const seconds = Math.round(Number(cell.replace(",", ".")) * DAY_MINUTES * 60);
  const time = new Date(Date.UTC(1899, 11, 30) + seconds * 1000).toISOString();
  return cell.startsWith("0") ? time.slice(11, 19) : time.slice(0, 19).replace("T", " ");
}

/** Finds the header among the rows that it is given, and takes those below it. */
function mappedWalker(
  map: ColumnMap,
  format: FormatId,
  take?: TakeTrade,
  extraFor?: (header: readonly string[]) => RowExtra | undefined,
) {
  const statement = mappedStatement(map, format);
  let found: MappedColumns | null = null;
  let read: ((row: DelimitedRow) => void) | null = null;
  const before: DelimitedRow[] = [];
  const row: DelimitedRow = { line: 0, cells: [] };
  const begin = (columns: MappedColumns, header: readonly string[]): void => {
    found = columns;
    read = rowTaker(statement, map, columns, header, take, extraFor?.(header));
  };
  const walk = (cells: string[], line: number): boolean => {
    row.line = line;
    row.cells = cells;
    if (read !== null) {
      read(row);
      return true;
    }
    const columns = columnsIn(cells, map);
    if (columns !== null) begin(columns, cells);
    else before.push({ line, cells });
    return columns !== null || before.length < HEADER_ROWS;
  };
  if (Object.values(map.columns).every((column) => typeof column === "number")) {
    begin(columnsIn([], map) ?? {}, []);
  }
  return {
    /** Takes a row; false once it is no use to go on. */
    walk,
    /** Where the mapped fields stand, once the header is found. */
    get columns(): MappedColumns | null {
      return found;
    },
    done(): Statement | ImportProblem {
      if (read === null) return noHeader(before, map);
      for (const { line } of before) statement.skipped.push({ line, reason: "not-a-trade" });
      nameAccount(statement);
      return statement;
    },
  };
}

/** An empty statement on the clock of a map. */
export function mappedStatement(map: ColumnMap, format: FormatId): Statement {
  const isUtc = map.zone === "cell" || (map.zone !== null && fixedOffsetMinutes(map.zone) !== null);
  const statement = emptyStatement({ id: format, clock: isUtc ? "utc" : "trader" });
  if (!isUtc) statement.zone = map.zone;
  return statement;
}

/** A function that takes rows into the statement, or hands their trades on. */
export function rowTaker(
  statement: Statement,
  map: ColumnMap,
  columns: MappedColumns,
  header: readonly string[],
  take?: TakeTrade,
  extra?: RowExtra,
): (row: DelimitedRow) => void {
  const reader = mappedReader(map, columns, header, statement);
  return (row) => {
    const result = reader(row);
    if ("reason" in result) {
      const { money = "0", ...skipped } = result;
      statement.skipped.push(skipped);
      statement.lost = addDecimals(statement.lost, money);
      return;
    }
    if ("kind" in result) {
      statement.cash.push(result);
      return;
    }
    extra?.(row, result);
    if (take !== undefined) take(result);
    else if (result.exitTime === null) statement.open.push(result);
    else statement.trades.push(result);
  };
}

/** Where each mapped field stands in this row as a header; null when one is missing. */
export function columnsIn(header: readonly string[], map: ColumnMap): MappedColumns | null {
  const known = headerColumns(header);
  const columns: MappedColumns = {};
  for (const field of MAP_FIELDS) {
    const column = map.columns[field];
    if (column === undefined) continue;
    const index = typeof column === "number" ? column - 1 : known.get(headerName(column))?.[0];
    if (index === undefined) return null;
    columns[field] = index;
  }
  return columns;
}

/** Account and currency, where all trades agree on one. */
export function nameAccount(statement: Statement): void {
  const all = [...statement.trades, ...statement.open] as JournalTrade[];
  const only = (values: Iterable<string | null>): string | null => {
    const set = new Set(values);
    return set.size === 1 ? ([...set][0] ?? null) : null;
  };
  statement.account = only(all.map((trade) => trade.account));
  statement.currency = only(all.map((trade) => trade.currency));
  statement.signed = only(all.map(signedIn));
}

function firstPiece(text: string | Iterable<string>): { pieces: Iterable<string>; head: string } {
  if (typeof text === "string") return { pieces: [text], head: text.slice(0, 65_536) };
  const iterator = text[Symbol.iterator]();
  const first = iterator.next();
  const head = first.done === true ? "" : first.value;
  function* again(): Generator<string> {
    yield head;
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value;
  }
  return { pieces: again(), head };
}

function noHeader(rows: readonly DelimitedRow[], map: ColumnMap): ImportProblem {
  const widest = rows.reduce((best, row) => (row.cells.length > best.length ? row.cells : best), [
    "",
  ] as string[]);
  const names = new Set(widest.map(headerName));
  const missing = (Object.entries(map.columns) as [MapField, string | number][]).find(
    ([, column]) => typeof column === "string" && !names.has(headerName(column)),
  );
  const code = rows.length === 0 ? "empty-file" : "map-column-missing";
  const value = missing === undefined ? null : String(missing[1]);
  return { code, place: missing?.[0] ?? null, value, expected: widest.join(", ").slice(0, 400) };
}
