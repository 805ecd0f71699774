import { addDecimals, isZero, negateDecimal } from "../../base/decimal.ts";
import { multiplyDecimals } from "../../base/decimal-product.ts";
import type { DelimitedRow } from "../../base/delimited.ts";
import { type Fill, matchFills } from "../fifo.ts";
import { addFillTrades, oldestFirst } from "../fill-trades.ts";
import {
  type CellReader,
  cellReader,
  columnLike,
  columnOf,
  rawText,
  type Table,
} from "../table.ts";
import { emptyStatement, quoteOf, readSide } from "../text-draft.ts";
import type { Statement } from "../types.ts";

/** True for Binance's spot trade history: fills with units glued to the numbers. */
export function isBinanceSpot(columns: ReadonlyMap<string, number[]>): boolean {
  return ["date_utc", "pair", "side", "price", "executed", "amount", "fee"].every((name) =>
    columns.has(name),
  );
}

/** True for Binance's ledger: every movement of every coin, but no trades. */
export function isBinanceLedger(columns: ReadonlyMap<string, number[]>): boolean {
  return ["utc_time", "account", "operation", "coin", "change"].every((name) => columns.has(name));
}

/**
 * Reads spot fills in UTC, pairing sales with earlier purchases first in, first out. A fee in the
 * bought coin counts at the fill's price and makes the purchase smaller; one in another coin (BNB)
 * is noted, not added. A sale of coins whose purchase is not in the file has no profit that could
 * be known: it is skipped.
 */
export function readBinanceSpot(table: Table): Statement {
  const statement = emptyStatement("binance-spot", "utc");
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
  const fills: { fill: Fill }[] = [];
  for (const row of table.rows) {
    cells.go(row);
    if (row.cells.every((cell) => cell.trim() === "")) {
      statement.skipped.push({ line: row.line, reason: "empty" });
      continue;
    }
    const fill = readFill(statement, cells, at, row);
    const problem = cells.problem();
    if (problem !== null) statement.skipped.push(problem);
    else fills.push({ fill });
  }
  const { closed, open } = matchFills(
    oldestFirst(fills).map(({ fill }) => fill),
    false,
  );
  for (const trip of closed) {
    if (!trip.isOrphan) continue;
    const { line } = trip.closing;
    const expected = "an earlier purchase in the file";
    const value = `${trip.quantity} ${trip.closing.symbol}`;
    statement.skipped.push({ line, reason: "not-a-trade", field: "Executed", value, expected });
  }
  addFillTrades(statement, { closed: closed.filter((trip) => !trip.isOrphan), open });
  return statement;
}

function readFill(
  statement: Statement,
  cells: CellReader,
  at: Record<"time" | "pair" | "side" | "price" | "executed" | "amount" | "fee", number>,
  row: DelimitedRow,
): Fill {
  const symbol = cells.text(at.pair);
  const side = readSide(cells.text(at.side));
  if (side === null) cells.reject(at.side, "BUY|SELL");
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
    symbol,
    side: side ?? "buy",
    quantity,
    price,
    time: time ?? "",
    fee: negateDecimal(cost),
    realized: null,
    raw: rawText(row),
  };
}
