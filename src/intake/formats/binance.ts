import type { DelimitedRow } from "../../base/csv.ts";
import {
  addDecimals,
  isZero,
  multiplyDecimals,
  negateDecimal,
  sumDecimals,
} from "../../base/decimal.ts";
import { emptyStatement, quoteOf, readSide, tradeDraft } from "../drafts.ts";
import { shiftTime } from "../file-times.ts";
import { type Fill, fillPairer, takeFills } from "../fills.ts";
import type { SkippedRow, Statement, TextContext } from "../statement.ts";
import {
  type CellReader,
  cellReader,
  columnLike,
  columnOf,
  rawText,
  type Table,
  type TableFormat,
} from "../table.ts";
import { currencyConflict } from "./bybit.ts";

export const BINANCE_FUTURES: TableFormat<"binance-futures"> = {
  id: "binance-futures",
  name: "Binance Futures, riwayat transaksi",
  clock: "trader",
  matches: isBinanceFutures,
  read: readBinanceFutures,
  pair: fillPairer({ canShort: true }),
};

export const BINANCE_POSITIONS: TableFormat<"binance-positions"> = {
  id: "binance-positions",
  name: "Binance Futures, riwayat posisi",
  clock: "trader",
  matches: isBinancePositions,
  read: readBinancePositions,
};

export const BINANCE_SPOT: TableFormat<"binance-spot"> = {
  id: "binance-spot",
  name: "Binance Spot",
  clock: "utc",
  matches: isBinanceSpot,
  read: readBinanceSpot,
  pair: fillPairer({ canShort: false }),
};

/** A ledger of coins holds no trades; it is known, so that the exports that do can be named. */
export const BINANCE_LEDGER: TableFormat<"binance-ledger"> = {
  id: "binance-ledger",
  name: "buku kas Binance",
  clock: "utc",
  matches: isBinanceLedger,
  read: () => ({ code: "binance-ledger", place: null, value: null, expected: null }),
};

/** True for the trade history of Binance's futures: fills with their realised profit. */
function isBinanceFutures(columns: ReadonlyMap<string, number[]>): boolean {
  return ["symbol", "side", "price", "quantity", "fee", "realized_profit"].every((name) =>
    columns.has(name),
  );
}

/** True for the position history of Binance's futures: one row a round trip. */
function isBinancePositions(columns: ReadonlyMap<string, number[]>): boolean {
  return ["symbol", "position_side", "entry_price", "closing_pnl", "opened", "closed"].every(
    (name) => columns.has(name),
  );
}

/**
 * The minutes ahead of UTC that Binance writes into the name of a futures export:
 * `...(UTC--6).zip` is UTC-6, `(UTC+7)` is UTC+7. Null when the name does not say.
 */
function offsetInName(fileName: string | null): number | null {
  const match = /UTC(?:-(?=[+-]))?([+-]?)(\d{1,2})(?::?(\d\d))?/i.exec(fileName ?? "");
  if (match === null) return null;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === "-" ? -minutes : minutes;
}

/**
 * Reads futures fills: those of one order together, paired first in, first out; money is the
 * exchange's own realised profit. Times are local, with the offset in the file's name, but for
 * older files with Date(UTC). A fee paid in another coin than the profit is noted, not added.
 */
function readBinanceFutures(table: Table, context: TextContext): Statement {
  const { header, columns } = table;
  const isUtc = columns.has("date_utc");
  const offset = isUtc ? 0 : offsetInName(context.fileName);
  const statement = emptyStatement(BINANCE_FUTURES);
  statement.currency = context.currency;
  if (offset === null) statement.notes.push("zone:unknown");
  else statement.clock = "utc";
  const at = {
    time: columnLike(header.cells, /^(?:time|date)(?:_|$)/),
    symbol: columnOf(columns, "symbol"),
    side: columnOf(columns, "side"),
    price: columnOf(columns, "price"),
    quantity: columnOf(columns, "quantity"),
    fee: columnOf(columns, "fee"),
    realized: columnOf(columns, "realized_profit"),
    quote: columnOf(columns, "quote_asset"),
    trade: columnOf(columns, "trade_id"),
    order: columnOf(columns, "order_id"),
  };
  const cells = cellReader(header.cells);
  const fees = table.rows.map((row) => (row.cells[at.fee] ?? "").trim());
  // Fees are costs; some files write them with their sign already.
  const isSigned =
    fees.some((fee) => fee.startsWith("-")) && fees.every((fee) => /^-|^0/.test(fee));
  const seen = new Set<string>();
  const fills: Fill[] = [];
  for (const row of table.rows) {
    cells.go(row);
    const trade = cells.text(at.trade);
    const key = trade === "" ? `row ${row.line}` : `${cells.text(at.symbol)}|${trade}`;
    if (row.cells.every((cell) => cell.trim() === "") || seen.has(key)) {
      const reason = seen.has(key) ? "not-a-trade" : "empty";
      statement.skipped.push({ line: row.line, reason, field: "Trade ID", value: trade });
      continue;
    }
    seen.add(key);
    const fill = readFuturesFill(statement, cells, at, row);
    fill.time = shiftTime(fill.time, -(offset ?? 0));
    if (!isSigned) fill.fee = negateDecimal(fill.fee);
    const problem = asked(cells.problem(), context);
    if (problem !== null) statement.skipped.push(problem);
    else fills.push(fill);
  }
  takeFills(statement, fills, BINANCE_FUTURES);
  return statement;
}

/** A row in another currency than the one asked for is none of this import's; else it is bad. */
function asked(problem: SkippedRow | null, context: TextContext): SkippedRow | null {
  const isOther = problem?.expected?.startsWith("currency ") && context.currency !== null;
  return problem !== null && isOther ? { ...problem, reason: "not-a-trade" } : problem;
}

function readFuturesFill(
  statement: Statement,
  cells: CellReader,
  at: Record<"time" | "symbol" | "side" | "price" | "quantity" | "fee" | "realized", number> &
    Record<"quote" | "trade" | "order", number>,
  row: DelimitedRow,
): Fill {
  const symbol = cells.text(at.symbol);
  const side = readSide(cells.text(at.side));
  if (side === null) cells.reject(at.side, "buy|sell");
  const time = cells.time(at.time);
  if (time === null) cells.reject(at.time, "time");
  const quantity = cells.quantity(at.quantity).amount;
  if (isZero(quantity) || quantity.startsWith("-")) cells.reject(at.quantity, "quantity");
  const realized = cells.quantity(at.realized);
  const quote = cells.text(at.quote) || realized.unit;
  const other = currencyConflict(statement, quote === "" ? symbol : quote.toUpperCase());
  if (other !== null) cells.reject(at.symbol, other);
  const fee = cells.quantity(at.fee);
  const [order, trade] = [cells.text(at.order), cells.text(at.trade)];
  const isOtherCoin = fee.unit !== "" && fee.unit.toUpperCase() !== statement.currency;
  if (isOtherCoin && !isZero(fee.amount)) {
    statement.notes.push(`fee-in:${fee.unit.toUpperCase()}:${row.line}`);
  }
  return {
    line: row.line,
    id: order || trade,
    key: trade === "" ? "" : `${symbol}|${trade}`,
    order,
    symbol,
    side: side ?? "buy",
    quantity,
    price: cells.quantity(at.price).amount,
    time: time ?? "",
    fee: isOtherCoin ? "0" : fee.amount,
    realized: realized.amount,
    exitReason: null,
    raw: rawText(row),
  };
}

/** Reads Binance's position history: one row a round trip, without fees and without ids. */
function readBinancePositions(table: Table, context: TextContext): Statement {
  const { header, columns } = table;
  const offset = offsetInName(context.fileName);
  const statement = emptyStatement(BINANCE_POSITIONS);
  statement.currency = context.currency;
  if (offset === null) statement.notes.push("zone:unknown");
  else statement.clock = "utc";
  statement.notes.push("fees:not-in-file");
  const at = {
    symbol: columnOf(columns, "symbol"),
    side: columnOf(columns, "position_side"),
    entry: columnOf(columns, "entry_price"),
    exit: columnOf(columns, "avg_close_price"),
    size: columnOf(columns, "closed_vol", "max_open_interest"),
    profit: columnOf(columns, "closing_pnl"),
    opened: columnOf(columns, "opened"),
    closed: columnOf(columns, "closed"),
    status: columnOf(columns, "status"),
  };
  const cells = cellReader(header.cells);
  const time = (column: number) => {
    const read = cells.time(column);
    if (read === null) cells.reject(column, "time");
    return shiftTime(read ?? "", -(offset ?? 0));
  };
  const amounts: string[] = [];
  for (const row of table.rows) {
    cells.go(row);
    const status = cells.text(at.status);
    const own = cells.quantity(at.profit).amount;
    if (row.cells.every((cell) => cell.trim() === "") || !/^(?:closed)?$/i.test(status)) {
      const reason = status === "" ? "empty" : "pending";
      statement.skipped.push({ line: row.line, reason, field: "Status", value: status });
      amounts.push(own);
      continue;
    }
    const side = readSide(cells.text(at.side));
    if (side === null) cells.reject(at.side, "Long|Short");
    const symbol = cells.text(at.symbol);
    const profit = cells.quantity(at.profit);
    const other = currencyConflict(statement, profit.unit.toUpperCase() || symbol);
    if (other !== null) cells.reject(at.symbol, other);
    const draft = tradeDraft({
      line: row.line,
      symbol,
      side,
      lot: Number(cells.quantity(at.size).amount),
      entryTime: time(at.opened),
      exitTime: time(at.closed),
      entryPrice: Number(cells.quantity(at.entry).amount),
      exitPrice: Number(cells.quantity(at.exit).amount),
      profit: profit.amount,
      raw: rawText(row),
    });
    const problem = asked(cells.problem(), context);
    if (problem !== null) statement.skipped.push(problem);
    else statement.trades.push(draft);
    if (problem?.reason !== "not-a-trade") amounts.push(own);
  }
  statement.money = sumDecimals(amounts);
  return statement;
}

/** True for Binance's spot trade history: fills with units glued to the numbers. */
function isBinanceSpot(columns: ReadonlyMap<string, number[]>): boolean {
  return ["date_utc", "pair", "side", "price", "executed", "amount", "fee"].every((name) =>
    columns.has(name),
  );
}

/** True for Binance's ledger: every movement of every coin, but no trades. */
function isBinanceLedger(columns: ReadonlyMap<string, number[]>): boolean {
  return ["utc_time", "account", "operation", "coin", "change"].every((name) => columns.has(name));
}

/**
 * Reads spot fills in UTC, pairing sales with earlier purchases first in, first out. A fee in the
 * bought coin counts at the fill's price and makes the purchase smaller; one in another coin (BNB)
 * is noted, not added. A sale of coins whose purchase is unknown has no profit that could be known:
 * it is skipped.
 */
function readBinanceSpot(table: Table, context: TextContext): Statement {
  const statement = emptyStatement(BINANCE_SPOT);
  statement.currency = context.currency;
  const { header, columns } = table;
  const at = {
    time: columnLike(header.cells, /^date_utc$/),
    pair: columnOf(columns, "pair"),
    side: columnOf(columns, "side"),
    price: columnOf(columns, "price"),
    executed: columnOf(columns, "executed"),
    amount: columnOf(columns, "amount"),
    fee: columnOf(columns, "fee"),
  };
  const cells = cellReader(header.cells);
  const fills: Fill[] = [];
  for (const row of table.rows) {
    cells.go(row);
    if (row.cells.every((cell) => cell.trim() === "")) {
      statement.skipped.push({ line: row.line, reason: "empty" });
      continue;
    }
    const fill = readSpotFill(statement, cells, at, row);
    const problem = asked(cells.problem(), context);
    if (problem !== null) statement.skipped.push(problem);
    else fills.push(fill);
  }
  takeFills(statement, fills, BINANCE_SPOT);
  return statement;
}

function readSpotFill(
  statement: Statement,
  cells: CellReader,
  at: Record<"time" | "pair" | "side" | "price" | "executed" | "amount" | "fee", number>,
  row: DelimitedRow,
): Fill {
  const symbol = cells.text(at.pair);
  const side = readSide(cells.text(at.side));
  if (side === null) cells.reject(at.side, "buy|sell");
  const time = cells.time(at.time);
  if (time === null) cells.reject(at.time, "time");
  const executed = cells.quantity(at.executed);
  const amount = cells.quantity(at.amount);
  const currency = amount.unit.toUpperCase() || quoteOf(symbol);
  statement.currency ??= currency;
  if (currency !== statement.currency) cells.reject(at.amount, `currency ${statement.currency}`);
  const price = cells.quantity(at.price).amount;
  const fee = cells.quantity(at.fee);
  const coin = fee.unit.toUpperCase();
  const isBase = coin !== "" && coin === executed.unit.toUpperCase();
  const isQuote = coin === "" || coin === currency;
  if (!isBase && !isQuote && !isZero(fee.amount)) {
    statement.notes.push(`fee-in:${coin}:${row.line}`);
  }
  const quantity =
    isBase && side === "buy"
      ? addDecimals(executed.amount, negateDecimal(fee.amount))
      : executed.amount;
  if (isZero(quantity) || quantity.startsWith("-")) cells.reject(at.executed, "quantity");
  const cost = isBase ? multiplyDecimals(fee.amount, price) : isQuote ? fee.amount : "0";
  return {
    line: row.line,
    id: "",
    key: "",
    order: "",
    symbol,
    side: side ?? "buy",
    quantity,
    price,
    time: time ?? "",
    fee: negateDecimal(cost),
    realized: null,
    exitReason: null,
    raw: rawText(row),
  };
}
