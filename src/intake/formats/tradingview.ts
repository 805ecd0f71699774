import { type DelimitedRow, headerName } from "../../base/csv.ts";
import {
  addDecimals,
  compareDecimals,
  isZero,
  negateDecimal,
  sumDecimals,
} from "../../base/decimal.ts";
import { addTo } from "../../base/groups.ts";
import { emptyStatement, readSide, tradeDraft } from "../drafts.ts";
import { orderOrUsual } from "../file-times.ts";
import { type Fill, fillPairer, takeFills } from "../fills.ts";
import type { Statement, TextContext, TradeDraft } from "../statement.ts";
import {
  type CellReader,
  cellReader,
  cellsIn,
  columnLike,
  columnOf,
  rawText,
  type Table,
  type TableFormat,
} from "../table.ts";

/** One line of a trade: the entry or the exit. */
interface Leg {
  row: DelimitedRow;
  isEntry: boolean;
  side: "buy" | "sell";
  time: string | null;
  signal: string;
  price: number | null;
  quantity: number | null;
  net: string;
  cumulative: string;
}

export const TRADINGVIEW: TableFormat<"tradingview"> = {
  id: "tradingview",
  name: "daftar transaksi TradingView",
  clock: "trader",
  matches: isTradingViewList,
  read: readTradingViewList,
};

export const TRADINGVIEW_ORDERS: TableFormat<"tradingview-orders"> = {
  id: "tradingview-orders",
  name: "order TradingView",
  clock: "trader",
  matches: isTradingViewOrders,
  read: readTradingViewOrders,
  pair: fillPairer({ canShort: true }),
};

/** True for TradingView's "List of trades" of a strategy, with the old or the new headers. */
function isTradingViewList(columns: ReadonlyMap<string, number[]>): boolean {
  const names = [...columns.keys()];
  return (
    columnOf(columns, "trade", "trade_number", "trade_no") >= 0 &&
    columns.has("type") &&
    columns.has("signal") &&
    names.some((name) => /^price(?:_|$)/.test(name)) &&
    names.some((name) => /^(?:net_)?(?:p_l|pnl|profit)_/.test(name))
  );
}

/**
 * Reads a strategy's list of trades: two rows a trade, exit before entry, both with its net
 * profit. A backtest by nature, in the chart's time zone. The symbol is told by the context or
 * the file's name (`Strategy_TICKER_date.csv`), else it is "UNKNOWN". The last cumulative profit
 * is what the file declares.
 */
function readTradingViewList(table: Table, context: TextContext): Statement {
  const statement = emptyStatement(TRADINGVIEW);
  statement.backtest = true;
  const { header, columns } = table;
  const net = columnLike(header.cells, /^(?:net_)?(?:p_l|pnl|profit)_[a-z]/);
  const at = {
    number: columnOf(columns, "trade", "trade_number", "trade_no"),
    type: columnOf(columns, "type"),
    time: columnOf(columns, "date_and_time", "date_time"),
    signal: columnOf(columns, "signal"),
    price: columnLike(header.cells, /^price(?:_|$)/),
    quantity: columnLike(header.cells, /^(?:(?:position_)?size_qty|contracts|quantity|qty)$/),
    net,
    cumulative: columnLike(header.cells, /^cum(?:ulative)?_(?:p_l|pnl|profit)_[a-z]/),
  };
  const unit =
    headerName(header.cells[net] ?? "")
      .split("_")
      .at(-1) ?? "";
  statement.currency = /^[a-z]{3,5}$/.test(unit) ? unit.toUpperCase() : null;
  const symbol = context.symbol ?? tickerOf(context.fileName ?? "");
  if (symbol === null) statement.notes.push("symbol:unknown");
  const cells = cellReader(header.cells);
  const trades = new Map<string, Leg[]>();
  for (const row of table.rows) {
    cells.go(row);
    const number = cells.text(at.number);
    const leg = readLeg(cells, at, row);
    const problem = cells.problem();
    if (problem !== null) statement.skipped.push(problem);
    if (problem === null && leg !== null) addTo(trades, number, leg);
  }
  for (const legs of trades.values()) takePair(statement, legs, symbol ?? "UNKNOWN");
  declareTotal(statement, trades);
  return statement;
}

/** "My_Strategy_BINANCE_ETHUSDT_2025-07-01.csv" is about ETHUSDT; null for other names. */
function tickerOf(fileName: string): string | null {
  const match = /_([A-Z0-9!.]{2,20})_\d{4}-\d{2}-\d{2}[^/\\]*\.[a-z]+$/i.exec(fileName);
  return match?.[1]?.toUpperCase() ?? null;
}

function readLeg(
  cells: CellReader,
  at: Record<"number" | "type" | "time" | "signal" | "price" | "quantity", number> &
    Record<"net" | "cumulative", number>,
  row: DelimitedRow,
): Leg | null {
  const type = /^(entry|exit) (long|short)$/i.exec(cells.text(at.type));
  if (type === null) cells.reject(at.type, "Entry long|Entry short|Exit long|Exit short");
  if (cells.text(at.number) === "") cells.reject(at.number, "trade number");
  return {
    row,
    isEntry: type?.[1]?.toLowerCase() === "entry",
    side: type?.[2]?.toLowerCase() === "short" ? "sell" : "buy",
    time: cells.time(at.time),
    signal: cells.text(at.signal),
    price: cells.number(at.price),
    quantity: cells.number(at.quantity),
    net: cells.amount(at.net),
    cumulative: cells.amount(at.cumulative),
  };
}

function takePair(statement: Statement, legs: Leg[], symbol: string): void {
  const entry = legs.find((leg) => leg.isEntry);
  const exit = legs.find((leg) => !leg.isEntry);
  for (const leg of legs) {
    if (leg === entry || leg === exit) continue;
    const expected = "one entry and one exit" as const;
    statement.skipped.push({ line: leg.row.line, reason: "bad", field: "Trade #", expected });
  }
  const any = exit ?? entry;
  if (any === undefined) return;
  if (entry === undefined) {
    const expected = "an entry row of the same number" as const;
    statement.skipped.push({ line: any.row.line, reason: "bad", field: "Trade #", expected });
    return;
  }
  // A trade that is still open has a last row of the signal "Open" with today's price.
  const isOpen = exit === undefined || exit.time === null || /^open$/i.test(exit.signal);
  const draft: TradeDraft = tradeDraft({
    line: any.row.line,
    symbol,
    side: entry.side,
    lot: entry.quantity,
    entryTime: entry.time,
    exitTime: isOpen ? null : exit.time,
    entryPrice: entry.price,
    exitPrice: isOpen ? null : exit.price,
    profit: any.net,
    comment: entry.signal || null,
    raw: [entry, exit].map((leg) => (leg === undefined ? "" : rawText(leg.row))).join("\n"),
  });
  (isOpen ? statement.open : statement.trades).push(draft);
}

/** The sum is binding only where no trade is missing; each row is rounded, the total is not. */
function declareTotal(statement: Statement, trades: ReadonlyMap<string, Leg[]>): void {
  const numbers = [...trades.keys()].map(Number);
  const last = trades.get(String(Math.max(...numbers)));
  const value = last?.[0]?.cumulative;
  if (value === undefined || value === "0") return;
  const computed = sumDecimals([...statement.trades, ...statement.open].map((trade) => trade.net));
  const isWhole = numbers.every((number) => number >= 1 && number <= numbers.length);
  const difference = Number(addDecimals(computed, negateDecimal(value)));
  const isRounding =
    compareDecimals(computed, value) !== 0 && Math.abs(difference) <= 0.005 * (numbers.length + 1);
  const one = { name: "net", value, computed } as const;
  if (isRounding) statement.declared.push({ ...one, exact: false, reason: "rounded" });
  else if (isWhole) statement.declared.push({ ...one, exact: true });
  else statement.declared.push({ ...one, exact: false, reason: "numbers-missing" });
}

/** True for TradingView's order history of paper or broker trading. */
function isTradingViewOrders(columns: ReadonlyMap<string, number[]>): boolean {
  return (
    columnOf(columns, "qty", "quantity") >= 0 &&
    ["symbol", "side", "type", "fill_price", "status", "order_id"].every((name) =>
      columns.has(name),
    )
  );
}

/**
 * Reads filled orders, paired first in, first out. The file has no profits: they are the
 * difference of prices times the quantity, which is right where a point is worth one unit of the
 * currency (stocks, coins) and is noted for the rest.
 */
function readTradingViewOrders(table: Table): Statement {
  const statement = emptyStatement(TRADINGVIEW_ORDERS);
  statement.notes.push("profit:price-times-quantity");
  const { header, columns } = table;
  const at = {
    symbol: columnOf(columns, "symbol"),
    side: columnOf(columns, "side"),
    type: columnOf(columns, "type"),
    quantity: columnOf(columns, "qty", "quantity"),
    price: columnOf(columns, "fill_price", "avg_fill_price"),
    status: columnOf(columns, "status"),
    commission: columnOf(columns, "commission"),
    time: columnOf(columns, "closing_time", "update_time", "placing_time"),
    id: columnOf(columns, "order_id"),
  };
  const { order, isAssumed } = orderOrUsual([...cellsIn(table.rows, at.time)], "mdy");
  if (isAssumed) statement.notes.push("date-order:mdy");
  const cells = cellReader(header.cells, { order });
  const fills: Fill[] = [];
  for (const row of table.rows) {
    cells.go(row);
    const status = cells.text(at.status).toLowerCase();
    if (status !== "filled") {
      const isWaiting = /^(?:working|placed|pending|placing)/.test(status);
      const reason = status === "" ? "empty" : isWaiting ? "pending" : "cancelled";
      statement.skipped.push({ line: row.line, reason, field: "Status", value: status });
      continue;
    }
    const side = readSide(cells.text(at.side));
    if (side === null) cells.reject(at.side, "buy|sell");
    const time = cells.time(at.time);
    if (time === null) cells.reject(at.time, "time");
    const quantity = cells.quantity(at.quantity).amount;
    if (isZero(quantity) || quantity.startsWith("-")) cells.reject(at.quantity, "quantity");
    if (cells.text(at.price) === "") cells.reject(at.price, "price");
    const commission = cells.quantity(at.commission).amount;
    const type = cells.text(at.type).toLowerCase();
    const fill: Fill = {
      line: row.line,
      id: cells.text(at.id),
      key: "",
      order: "",
      symbol: cells.text(at.symbol),
      side: side ?? "buy",
      quantity,
      price: cells.amount(at.price),
      time: time ?? "",
      fee: commission.startsWith("-") ? commission : negateDecimal(commission),
      realized: null,
      exitReason: type === "stop loss" ? "sl" : type === "take profit" ? "tp" : null,
      raw: rawText(row),
    };
    const problem = cells.problem();
    if (problem !== null) statement.skipped.push(problem);
    else fills.push(fill);
  }
  takeFills(statement, fills, TRADINGVIEW_ORDERS);
  return statement;
}
