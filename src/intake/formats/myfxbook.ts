import { columnsAt, draftAt, hasAll, moneyAt, sideAt } from "../columns.ts";
import { emptyStatement } from "../drafts.ts";
import { type DateOrder, orderOrUsual } from "../file-times.ts";
import type { Statement, TradeDraft } from "../statement.ts";
import {
  cellReader,
  cellsIn,
  columnOf,
  type Table,
  type TableFormat,
  tableOf,
  takeTrades,
} from "../table.ts";

export const MYFXBOOK: TableFormat<"myfxbook"> = {
  id: "myfxbook",
  name: "Myfxbook",
  clock: "server",
  matches: isMyfxbook,
  read: readMyfxbook,
};

/** True for Myfxbook's export of an account's history. */
function isMyfxbook(columns: ReadonlyMap<string, number[]>): boolean {
  return hasAll(columns, "open_date close_date symbol action units_lots profit");
}

/**
 * Reads Myfxbook's history, where Profit is net; behind "Open Trades" a second table with its own
 * header lists what is open. Dates are month first unless the file proves otherwise.
 */
function readMyfxbook(table: Table): Statement {
  const statement = emptyStatement(MYFXBOOK);
  const end = table.rows.findIndex((row) => isTitle(row.cells));
  const closed = end < 0 ? table.rows : table.rows.slice(0, end);
  const opened = columnOf(table.columns, "open_date");
  const dates = [...cellsIn(closed, opened, columnOf(table.columns, "close_date"))];
  const { order, isAssumed } = orderOrUsual(dates, "mdy");
  if (isAssumed) statement.notes.push("date-order:mdy");
  takeSection(statement, tableOf(table.header, closed, table.delimiter), order, false);
  if (end < 0) return statement;
  const [title, header, ...rows] = table.rows.slice(end);
  if (title) statement.skipped.push({ line: title.line, reason: "not-a-trade" });
  if (header) takeSection(statement, tableOf(header, rows, table.delimiter), order, true);
  return statement;
}

function isTitle(cells: readonly string[]): boolean {
  return /^open (?:trades|orders|positions):?$/i.test((cells[0] ?? "").trim());
}

const COLUMNS = {
  ticket: "ticket",
  opened: "open_date",
  closed: "close_date",
  symbol: "symbol",
  side: "action",
  lot: "units_lots lots",
  stop: "sl sl_price",
  target: "tp tp_price",
  entry: "open_price",
  exit: "close_price",
  commission: "commission",
  swap: "swap",
  net: "profit",
  comment: "comment",
  magic: "magic_number",
};

function takeSection(statement: Statement, table: Table, order: DateOrder, isOpen: boolean): void {
  const at = columnsAt(table, COLUMNS);
  if (isOpen) [at.closed, at.exit] = [-1, -1];
  const cells = cellReader(table.header.cells, { order });
  takeTrades(statement, table.rows, cells, moneyAt(at), (row): TradeDraft | null => {
    const action = cells.text(at.side).toLowerCase();
    const net = cells.amount(at.net);
    if (/^(?:deposit|withdrawal|credit)/.test(action)) {
      const time = cells.time(at.opened);
      const comment = cells.text(at.comment) || null;
      const externalId = cells.text(at.ticket) || null;
      const isLoss = net.startsWith("-");
      const kind = action.startsWith("credit") ? "credit" : isLoss ? "withdrawal" : "deposit";
      if (cells.problem() !== null) return null;
      statement.cash.push({ line: row.line, externalId, time, kind, amount: net, comment });
      return null;
    }
    if (/^(?:buy|sell) (?:limit|stop)/.test(action)) {
      statement.skipped.push({ line: row.line, reason: isOpen ? "pending" : "cancelled" });
      return null;
    }
    const side = sideAt(cells, at, "Buy|Sell|Deposit|Withdrawal");
    return isOpen ? draftAt(row, cells, at, side) : draftAt(row, cells, at, side, "closed");
  });
}
