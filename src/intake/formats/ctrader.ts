import { decimalMarkOf } from "../../base/amounts.ts";
import { type DelimitedRow, headerName } from "../../base/csv.ts";
import { isZero, sumDecimals } from "../../base/decimal.ts";
import { columnsAt, draftAt, moneyAt } from "../columns.ts";
import { emptyStatement, readSide } from "../drafts.ts";
import { fixedOffsetMinutes, orderOrUsual, shiftTime } from "../file-times.ts";
import type { Statement } from "../statement.ts";
import { cellReader, cellsIn, type Table, type TableFormat, takeTrades } from "../table.ts";

export const CTRADER: TableFormat<"ctrader"> = {
  id: "ctrader",
  name: "cTrader",
  clock: "server",
  matches: isCTrader,
  read: readCTrader,
};

const COLUMNS = {
  ticket: "deal_id id position_id",
  symbol: "symbol",
  side: "opening_direction",
  closing: "closing_direction",
  opened: /^opening_time/,
  closed: /^closing_time/,
  entry: "entry_price opening_price",
  exit: "closing_price close_price",
  quantity: "closing_quantity quantity lots",
  stop: "stop_loss s_l",
  target: "take_profit t_p",
  swap: "swap",
  commission: "commissions commission",
  profit: /^gross_[a-z]{3,4}$/,
  net: /^net_[a-z]{3,4}$/,
  magic: "label",
  comment: "comment",
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
  const at = columnsAt(table, COLUMNS);
  const end = table.rows.findIndex(isTitle);
  const rows = end < 0 ? table.rows : table.rows.slice(0, end);
  const zone = /\((UTC[^)]*)\)/i.exec(header.cells[at.closed] ?? "")?.[1] ?? null;
  const offset = zone === null ? null : fixedOffsetMinutes(zone.toUpperCase());
  const statement = emptyStatement(CTRADER);
  if (offset !== null) statement.clock = "utc";
  const moneyName = headerName(header.cells[at.net < 0 ? at.profit : at.net] ?? "");
  statement.currency = moneyName.split("_")[1]?.toUpperCase() ?? null;
  const { order, isAssumed } = orderOrUsual([...cellsIn(rows, at.opened, at.closed)], "dmy");
  if (isAssumed) statement.notes.push("date-order:dmy");
  const mark = decimalMarkOf(cellsIn(rows, at.entry, at.exit, at.net, at.profit));
  const cells = cellReader(header.cells, {
    mark: mark === "," ? "," : ".",
    order,
  });
  const moved = (time: string | null) => time && shiftTime(time, -(offset ?? 0));
  let sum: string | null = null;
  const last = rows.findLast((row) => row.cells.some((cell) => cell.trim() !== ""));
  const money = moneyAt(at);
  takeTrades(statement, rows, cells, money, (row) => {
    // Sums have neither a direction nor a time, but maybe a word where the symbol stands.
    const told = [at.closed, at.opened, at.side, at.closing];
    const isBare = told.every((column) => cells.text(column) === "");
    if (isBare && (row === last || cells.money(money).every(isZero))) {
      statement.skipped.push({ line: row.line, reason: "not-a-trade" });
      if (at.net >= 0) sum = cells.amount(at.net);
      return null;
    }
    // The closing direction is the opposite of the position's.
    const closing = readSide(cells.text(at.closing));
    const opposite = closing === null ? null : closing === "buy" ? "sell" : "buy";
    const side = readSide(cells.text(at.side)) ?? opposite;
    if (side === null) cells.reject(at.side < 0 ? at.closing : at.side, "buy|sell");
    const isUnits = /\bunits?$/i.test(cells.text(at.quantity));
    const draft = draftAt(row, cells, at, side, "symbol", "closed");
    draft.lot = isUnits ? null : cells.size(at.quantity);
    [draft.entryTime, draft.exitTime] = [moved(draft.entryTime), moved(draft.exitTime)];
    // What is empty may have been set and taken away.
    [draft.stopLossUsed, draft.takeProfitUsed] = [null, null];
    return draft;
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

/** The title of a section stands alone in its row. */
function isTitle({ cells }: DelimitedRow): boolean {
  const [first = "", ...rest] = cells.map((cell) => cell.trim());
  return /^\p{L}[\p{L} ]*$/u.test(first) && rest.every((cell) => cell === "");
}
