import { type DelimitedRow, headerName } from "../../base/csv.ts";
import { isZero, sumDecimals } from "../../base/decimal.ts";
import { decimalMarkOf } from "../../base/number.ts";
import { fixedOffsetMinutes, orderOrUsual, shiftTime } from "../file-times.ts";
import {
  emptyStatement,
  grossFromNet,
  type MoneyParts,
  readSide,
  type Statement,
  tradeDraft,
} from "../statement.ts";
import {
  type CellReader,
  cellReader,
  cellsIn,
  columnLike,
  columnOf,
  rawText,
  type Table,
  type TableFormat,
  takeTrades,
} from "../table.ts";

export const CTRADER: TableFormat<"ctrader"> = {
  id: "ctrader",
  name: "cTrader",
  clock: "server",
  matches: isCTrader,
  read: readCTrader,
};

/** True for cTrader's history: traders choose and order its columns, so by the ones it needs. */
function isCTrader(columns: ReadonlyMap<string, number[]>): boolean {
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
 * "Closing Time (UTC+7)"). Dates are day first unless the file proves otherwise. A row of sums
 * ends the deals; sections of other things (positions, a summary) may follow.
 */
function readCTrader(table: Table): Statement {
  const { header } = table;
  const at = cTraderColumns(table);
  const end = table.rows.findIndex(isTitle);
  const rows = end < 0 ? table.rows : table.rows.slice(0, end);
  const zone = /\((UTC[^)]*)\)/i.exec(header.cells[at.closed] ?? "")?.[1] ?? null;
  const offset = zone === null ? null : fixedOffsetMinutes(zone.toUpperCase());
  const statement = emptyStatement(CTRADER);
  if (offset !== null) statement.clock = "utc";
  const moneyName = headerName(header.cells[at.net < 0 ? at.gross : at.net] ?? "");
  statement.currency = moneyName.split("_")[1]?.toUpperCase() ?? null;
  const { order, isAssumed } = orderOrUsual([...cellsIn(rows, at.opened, at.closed)], "dmy");
  if (isAssumed) statement.notes.push("date-order:dmy");
  const mark = decimalMarkOf(cellsIn(rows, at.entry, at.exit, at.net, at.gross));
  const cells = cellReader(header.cells, {
    mark: mark === "," ? "," : ".",
    order,
  });
  const time = (column: number) => {
    const read = cells.time(column);
    return read === null ? null : shiftTime(read, -(offset ?? 0));
  };
  let sum: string | null = null;
  const last = rows.findLast((row) => row.cells.some((cell) => cell.trim() !== ""));
  const money = at.net < 0 ? [at.gross, at.commission, at.swap] : [at.net];
  takeTrades(statement, rows, cells, money, (row) => {
    const isBare = cells.text(at.symbol) === "" && cells.text(at.closed) === "";
    if (isBare && (row === last || cells.money(money).every(isZero))) {
      statement.skipped.push({ line: row.line, reason: "not-a-trade" });
      if (at.net >= 0) sum = cells.amount(at.net);
      return null;
    }
    // The closing direction is the opposite of the position's.
    const closing = readSide(cells.text(at.closing));
    const opposite = closing === null ? null : closing === "buy" ? "sell" : "buy";
    const side = readSide(cells.text(at.opening)) ?? opposite;
    if (side === null) cells.reject(at.opening < 0 ? at.closing : at.opening, "buy|sell");
    if (cells.text(at.symbol) === "") cells.reject(at.symbol, "symbol");
    if (cells.text(at.closed) === "") cells.reject(at.closed, "time");
    const quantity = cells.quantity(at.quantity);
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
      ...moneyOf(cells, at),
      magic: cells.text(at.label) || null,
      comment: cells.text(at.comment) || null,
      raw: rawText(row),
    });
  });
  for (const { line } of end < 0 ? [] : table.rows.slice(end)) {
    statement.skipped.push({ line, reason: "not-a-trade" });
  }
  if (sum !== null) {
    const computed = sumDecimals(statement.trades.map(({ net }) => net));
    statement.declared.push({ name: "net", value: sum, computed, exact: true });
  }
  return statement;
}

type Columns = ReturnType<typeof cTraderColumns>;

function cTraderColumns({ header, columns }: Table) {
  const like = (pattern: RegExp) => columnLike(header.cells, pattern);
  return {
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
}

/** The title of a section stands alone in its row. */
function isTitle({ cells }: DelimitedRow): boolean {
  const [first = "", ...rest] = cells.map((cell) => cell.trim());
  return /^\p{L}[\p{L} ]*$/u.test(first) && rest.every((cell) => cell === "");
}

function moneyOf(cells: CellReader, at: Columns): MoneyParts {
  const [commission, swap] = [cells.amount(at.commission), cells.amount(at.swap)];
  const net = cells.amount(at.net);
  const profit = at.gross < 0 ? grossFromNet(net, commission, swap) : cells.amount(at.gross);
  // What the net holds beyond the parts that are shown (conversion fees).
  const fee = at.gross < 0 || at.net < 0 ? "0" : grossFromNet(net, profit, commission, swap);
  return { profit, commission, swap, fee };
}
