import { isZero, negateDecimal } from "../../base/decimal.ts";
import { type Fill, matchFills } from "../fifo.ts";
import { addFillTrades, oldestFirst } from "../fill-trades.ts";
import { cellReader, cellsIn, columnOf, rawText, type Table } from "../table.ts";
import { emptyStatement, readSide } from "../text-draft.ts";
import { dateOrderOf } from "../times.ts";
import type { Statement } from "../types.ts";

/** True for TradingView's order history of paper or broker trading. */
export function isTradingViewOrders(columns: ReadonlyMap<string, number[]>): boolean {
  return ["symbol", "side", "type", "qty", "fill_price", "status", "order_id"].every((name) =>
    columns.has(name),
  );
}

/**
 * Reads filled orders, paired first in, first out. The file has no profits: they are the
 * difference of prices times the quantity, which is right where a point is worth one unit of the
 * currency (stocks, coins) and is noted for the rest.
 */
export function readTradingViewOrders(table: Table): Statement {
  const statement = emptyStatement("tradingview-orders", "server");
  statement.notes.push("profit:price-times-quantity");
  const { header, columns } = table;
  const at = {
    symbol: columnOf(columns, "symbol"),
    side: columnOf(columns, "side"),
    type: columnOf(columns, "type"),
    quantity: columnOf(columns, "qty"),
    price: columnOf(columns, "fill_price", "avg_fill_price"),
    status: columnOf(columns, "status"),
    commission: columnOf(columns, "commission"),
    time: columnOf(columns, "closing_time", "update_time", "placing_time"),
    id: columnOf(columns, "order_id"),
  };
  const order = dateOrderOf(cellsIn(table.rows, at.time));
  const isShort = table.rows.some((row) => /^\d{1,2}\/\d/.test((row.cells[at.time] ?? "").trim()));
  const isAssumed = order === "both" || order === null;
  if (isAssumed && isShort) statement.notes.push("date-order:mdy");
  const cells = cellReader(header.cells, { order: isAssumed ? "mdy" : order });
  const fills: { fill: Fill }[] = [];
  const types = new Map<string, string>();
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
    if (side === null) cells.reject(at.side, "Buy|Sell");
    const time = cells.time(at.time);
    if (time === null) cells.reject(at.time, "time");
    const quantity = cells.quantity(at.quantity).amount;
    if (isZero(quantity) || quantity.startsWith("-")) cells.reject(at.quantity, "quantity");
    if (cells.text(at.price) === "") cells.reject(at.price, "price");
    const commission = cells.quantity(at.commission).amount;
    const id = cells.text(at.id);
    types.set(id, cells.text(at.type).toLowerCase());
    const fill: Fill = {
      line: row.line,
      id,
      symbol: cells.text(at.symbol),
      side: side ?? "buy",
      quantity,
      price: cells.amount(at.price),
      time: time ?? "",
      fee: commission.startsWith("-") ? commission : negateDecimal(commission),
      realized: null,
      raw: rawText(row),
    };
    const problem = cells.problem();
    if (problem !== null) statement.skipped.push(problem);
    else fills.push({ fill });
  }
  const matched = matchFills(
    oldestFirst(fills).map(({ fill }) => fill),
    true,
  );
  addFillTrades(statement, matched, {
    exitReason(closing) {
      const type = types.get(closing.id) ?? "";
      return type === "stop loss" ? "sl" : type === "take profit" ? "tp" : null;
    },
  });
  return statement;
}
