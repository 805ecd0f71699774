import { type DelimitedRow, headerName } from "../../base/csv.ts";
import { addDecimals, compareDecimals, negateDecimal, sumDecimals } from "../../base/decimal.ts";
import { keep } from "../../base/text.ts";
import { type Cost, type OwnField, TRADE_FIELDS, type TradeField } from "../../trade/fields.ts";
import { EXIT_REASONS, NO_CONTEXT } from "../../trade/readers.ts";
import { bookedAsCash, isBookedRow } from "../booked.ts";
import { emptyDraft, grossFromNet, readSide } from "../drafts.ts";
import type { CashDraft, SkippedRow, Statement, TradeDraft } from "../statement.ts";
import { type CellReader, cellReader, rawText } from "../table.ts";
import { type ColumnMap, type FieldColumns, MAP_FIELDS, type MappedColumns } from "./map.ts";
import { hasHour, type MappedTimes, timesReader } from "./times.ts";

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
  /** Null: there is none, or the stop is still the first. */
  firstStop: number | null;
  /** By column; null: not known. */
  texts: Partial<Record<TradeField, string | null>>;
  /** Costs that are not known, which is something else than 0. */
  unknown: readonly Cost[];
}

const YES = /^(?:1|1\.0|true|ya|yes|y)$/i;
const NO = /^(?:0|0\.0|false|tidak|no|n|t)$/i;

/**
 * A function that reads one row by a map: a trade (open where it has no exit, or a status that
 * says so), or why it was skipped. One function serves all rows of a file.
 */
export function mappedReader(
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
