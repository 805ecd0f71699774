import { headerName } from "../../base/csv.ts";
import { decimalMarkOf } from "../../base/number.ts";
import { dateOrderOf, fixedOffsetMinutes, shiftTime } from "../file-times.ts";
import {
  emptyStatement,
  grossFromNet,
  readSide,
  type Statement,
  tradeDraft,
} from "../statement.ts";
import {
  cellReader,
  cellsIn,
  columnLike,
  columnOf,
  rawText,
  type Table,
  takeTrades,
} from "../table.ts";

/** True for cTrader's history: traders choose and order its columns, so by the ones it needs. */
export function isCTrader(columns: ReadonlyMap<string, number[]>): boolean {
  const names = [...columns.keys()];
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  return (
    columns.has("symbol") &&
    has(/^(opening|closing)_direction$/) &&
    has(/^closing_time/) &&
    has(/^(net|gross)_[a-z]{3,4}$/)
  );
}

/**
 * Reads cTrader's history: one row per closing deal, currency and clock in the headers ("Net USD",
 * "Closing Time (UTC+7)"). Dates are day first unless the file proves otherwise.
 */
export function readCTrader(table: Table): Statement {
  const { header, columns } = table;
  const like = (pattern: RegExp) => columnLike(header.cells, pattern);
  const at = {
    id: columnOf(columns, "deal_id", "id", "position_id"),
    symbol: columnOf(columns, "symbol"),
    opening: columnOf(columns, "opening_direction"),
    closing: columnOf(columns, "closing_direction"),
    opened: like(/^opening_time/),
    closed: like(/^closing_time/),
    entry: columnOf(columns, "entry_price", "opening_price"),
    exit: columnOf(columns, "closing_price", "close_price"),
    quantity: columnOf(columns, "closing_quantity", "quantity", "lots"),
    stop: columnOf(columns, "stop_loss", "s_l"),
    target: columnOf(columns, "take_profit", "t_p"),
    swap: columnOf(columns, "swap"),
    commission: columnOf(columns, "commissions", "commission"),
    gross: like(/^gross_[a-z]{3,4}$/),
    net: like(/^net_[a-z]{3,4}$/),
    label: columnOf(columns, "label"),
    comment: columnOf(columns, "comment"),
  };
  const zone = /\((UTC[^)]*)\)/i.exec(header.cells[at.closed] ?? "")?.[1] ?? null;
  const offset = zone === null ? null : fixedOffsetMinutes(zone.toUpperCase());
  const statement = emptyStatement("ctrader", offset === null ? "server" : "utc");
  const money = headerName(header.cells[at.net < 0 ? at.gross : at.net] ?? "");
  statement.currency = money.split("_")[1]?.toUpperCase() ?? null;
  const order = dateOrderOf(cellsIn(table.rows, at.opened, at.closed));
  if (order === null || order === "both") statement.notes.push("date-order:dmy");
  const mark = decimalMarkOf(cellsIn(table.rows, at.entry, at.exit, at.net, at.gross));
  const cells = cellReader(header.cells, {
    mark: mark === "," ? "," : ".",
    order: order === null || order === "both" ? "dmy" : order,
  });
  const time = (column: number) => {
    const read = cells.time(column);
    return read === null ? null : shiftTime(read, -(offset ?? 0));
  };
  takeTrades(statement, table.rows, cells, (row) => {
    // The closing direction is the opposite of the position's.
    const closing = readSide(cells.text(at.closing));
    const opposite = closing === null ? null : closing === "buy" ? "sell" : "buy";
    const side = readSide(cells.text(at.opening)) ?? opposite;
    if (side === null) cells.reject(at.opening < 0 ? at.closing : at.opening, "buy|sell");
    if (cells.text(at.symbol) === "") cells.reject(at.symbol, "symbol");
    if (cells.text(at.closed) === "") cells.reject(at.closed, "time");
    const quantity = cells.quantity(at.quantity);
    const [commission, swap] = [cells.amount(at.commission), cells.amount(at.swap)];
    const net = cells.amount(at.net);
    const profit = at.gross < 0 ? grossFromNet(net, commission, swap) : cells.amount(at.gross);
    return tradeDraft({
      line: row.line,
      externalId: cells.text(at.id) || null,
      symbol: cells.text(at.symbol),
      side,
      lot: at.quantity < 0 || /^units?$/i.test(quantity.unit) ? null : Number(quantity.amount),
      entryTime: time(at.opened),
      exitTime: time(at.closed),
      entryPrice: cells.number(at.entry),
      exitPrice: cells.number(at.exit),
      stopLoss: cells.level(at.stop),
      takeProfit: cells.level(at.target),
      profit,
      commission,
      swap,
      // What the net holds beyond the parts that are shown (conversion fees).
      fee: at.gross < 0 || at.net < 0 ? "0" : grossFromNet(net, profit, commission, swap),
      magic: cells.text(at.label) || null,
      comment: cells.text(at.comment) || null,
      raw: rawText(row),
    });
  });
  return statement;
}
