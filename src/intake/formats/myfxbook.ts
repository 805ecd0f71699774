import { type DateOrder, orderOrUsual } from "../file-times.ts";
import {
  emptyStatement,
  grossFromNet,
  readSide,
  type Statement,
  type TradeDraft,
  tradeDraft,
} from "../statement.ts";
import {
  cellReader,
  cellsIn,
  columnOf,
  rawText,
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
  return ["open_date", "close_date", "symbol", "action", "units_lots", "profit"].every((name) =>
    columns.has(name),
  );
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

function takeSection(
  statement: Statement,
  { header, columns, rows }: Table,
  order: DateOrder,
  isOpen: boolean,
): void {
  const at = {
    ticket: columnOf(columns, "ticket"),
    opened: columnOf(columns, "open_date"),
    closed: columnOf(columns, "close_date"),
    symbol: columnOf(columns, "symbol"),
    action: columnOf(columns, "action"),
    lots: columnOf(columns, "units_lots", "lots"),
    stop: columnOf(columns, "sl", "sl_price"),
    target: columnOf(columns, "tp", "tp_price"),
    entry: columnOf(columns, "open_price"),
    exit: columnOf(columns, "close_price"),
    commission: columnOf(columns, "commission"),
    swap: columnOf(columns, "swap"),
    profit: columnOf(columns, "profit"),
    comment: columnOf(columns, "comment"),
    magic: columnOf(columns, "magic_number"),
  };
  const cells = cellReader(header.cells, { order });
  takeTrades(statement, rows, cells, [at.profit], (row): TradeDraft | null => {
    const action = cells.text(at.action).toLowerCase();
    const net = cells.amount(at.profit);
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
    const side = readSide(action);
    if (side === null) cells.reject(at.action, "Buy|Sell|Deposit|Withdrawal");
    if (!isOpen && cells.text(at.closed) === "") cells.reject(at.closed, "time");
    const [commission, swap] = [cells.amount(at.commission), cells.amount(at.swap)];
    const [stop, target] = [cells.level(at.stop), cells.level(at.target)];
    const magic = cells.text(at.magic);
    return tradeDraft({
      line: row.line,
      externalId: cells.text(at.ticket) || null,
      symbol: cells.text(at.symbol),
      side,
      lot: cells.number(at.lots),
      entryTime: cells.time(at.opened),
      exitTime: isOpen ? null : cells.time(at.closed),
      entryPrice: cells.number(at.entry),
      exitPrice: isOpen ? null : cells.number(at.exit),
      stopLoss: stop,
      takeProfit: target,
      stopLossUsed: at.stop < 0 ? null : stop !== null,
      takeProfitUsed: at.target < 0 ? null : target !== null,
      profit: grossFromNet(net, commission, swap),
      commission,
      swap,
      magic: magic === "0" ? null : magic || null,
      comment: cells.text(at.comment) || null,
      raw: rawText(row),
    });
  });
}
