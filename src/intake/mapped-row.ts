import { addDecimals, compareDecimals, negateDecimal } from "../base/decimal.ts";
import type { DelimitedRow } from "../base/delimited.ts";
import { keep } from "../base/keep.ts";
import { type ColumnMap, type JournalTrade, MAP_FIELDS, type MapField } from "./column-map.ts";
import { emptyDraft } from "./draft.ts";
import { type MappedTimes, timesReader } from "./mapped-times.ts";
import { type CellReader, cellReader, rawText } from "./table.ts";
import { grossOf, readSide } from "./text-draft.ts";
import type { SkippedRow, TradeDraft } from "./types.ts";

export type MappedColumns = Partial<Record<MapField, number>>;
/** The column of every field; -1 for one that the file does not have. */
export type FieldColumns = Record<MapField, number>;

const YES = /^(?:1|1\.0|true|ya|yes|y)$/i;
const NO = /^(?:0|0\.0|false|tidak|no|n|t)$/i;
const REASONS = new Set(["sl", "tp", "stop-out", "manual", "expert", "end-of-test"]);

/**
 * A function that reads one row by a map: a trade (open where it has no exit, or a status that
 * says so), or why it was skipped. One function serves all rows of a file.
 */
export function mappedReader(
  map: ColumnMap,
  columns: MappedColumns,
  header: readonly string[],
): (row: DelimitedRow) => JournalTrade | SkippedRow {
  const at = {} as FieldColumns;
  for (const field of MAP_FIELDS) at[field] = columns[field] ?? -1;
  const cells = cellReader(header, { mark: map.decimal, order: map.dateOrder });
  const times = timesReader(map, at, cells);
  return (row) => {
    cells.go(row);
    if (row.cells.every(isBlank)) return { line: row.line, reason: "empty" };
    if (/^#\s/.test(row.cells[0] ?? "")) return { line: row.line, reason: "not-a-trade" };
    const status = cells.text(at.status);
    if (/^(?:cancel|batal|reject|expire)/i.test(status)) {
      return { line: row.line, reason: "cancelled", field: "status", value: status };
    }
    const trade = readTrade(row, map, at, cells, times(/^(?:open|buka|terbuka)/i.test(status)));
    return cells.problem() ?? trade;
  };
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
): JournalTrade {
  const ticket = cells.text(at.ticket).replace(/^#/, "");
  const trade = emptyDraft(row.line, "other") as JournalTrade;
  trade.externalId = ticket === "" ? null : keep(ticket);
  trade.symbol = symbolIn(cells.text(at.symbol));
  if (trade.symbol === "") cells.reject(at.symbol, "symbol");
  trade.side = sideIn(cells, at.side);
  trade.lot = lotIn(cells, at.lot);
  trade.entryTime = times.entry;
  trade.exitTime = times.exit;
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
  trade.riskPercent = cells.number(at.risk_percent);
  trade.strategy = optional(cells, at.strategy);
  trade.botId = optional(cells, at.bot);
  trade.tags = optional(cells, at.tags);
  trade.note = optional(cells, at.note);
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
  trade.profit = grossOf(trade.net, trade.commission, trade.swap, trade.fee);
  if (at.profit < 0 || cells.text(at.profit) === "") return;
  const profit = cells.amount(at.profit);
  const rest = grossOf(trade.profit, profit);
  // Costs that the file does not list apart, unless it lists them all and contradicts itself.
  if (at.fee >= 0 && compareDecimals(rest, "0") !== 0) {
    cells.reject(at.net, "profit + commission + swap + fee");
  }
  trade.profit = profit;
  trade.fee = addDecimals(trade.fee, rest);
}

/** "S\nXAUUSD.tv" holds the side too: the symbol is the part that is no word for a side. */
function symbolIn(cell: string): string {
  if (!cell.includes("\n")) return keep(cell);
  const parts = cell.split("\n").map((part) => part.trim());
  return keep(parts.find((part) => part !== "" && readSide(part) === null) ?? "");
}

function sideIn(cells: CellReader, column: number): TradeDraft["side"] {
  const cell = cells.text(column);
  if (cell === "") return null;
  for (const part of cell.split("\n")) {
    const side = readSide(part);
    if (side !== null) return side;
  }
  cells.reject(column, "buy|sell");
  return null;
}

/** "0.05/0.05" is filled of ordered. */
function lotIn(cells: CellReader, column: number): number | null {
  const cell = cells.text(column);
  if (!cell.includes("/")) return cell === "" ? null : Number(cells.quantity(column).amount);
  const match = /^(\d+(?:[.,]\d+)?)\s*\/\s*\d+(?:[.,]\d+)?$/.exec(cell);
  if (match === null) cells.reject(column, "number");
  return match === null ? null : Number(match[1]?.replace(",", "."));
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
  return price < 0 ? null : level !== null;
}

function reasonIn(word: string): TradeDraft["exitReason"] {
  return REASONS.has(word) ? (word as TradeDraft["exitReason"]) : null;
}

function optional(cells: CellReader, column: number): string | null {
  if (column < 0) return null;
  const cell = cells.text(column);
  return cell === "" ? null : keep(cell);
}
