import { type DelimitedRow, headerName } from "../../base/csv.ts";
import { decimalMarkOf } from "../../base/number.ts";
import { readTime } from "../file-times.ts";
import { emptyStatement, readSide, type Statement, tradeDraft } from "../statement.ts";
import {
  cellReader,
  cellsIn,
  rawText,
  type Table,
  type TableFormat,
  takeTrades,
} from "../table.ts";

export const FTMO: TableFormat<"ftmo"> = {
  id: "ftmo",
  name: "FTMO",
  clock: "server",
  matches: (_, { header, rows }) => isFtmo(header, rows[0]),
  read: readFtmo,
};

/** FTMO translates the headers but keeps the order of the columns. */
const AT = {
  ticket: 0,
  opened: 1,
  type: 2,
  volume: 3,
  symbol: 4,
  entry: 5,
  stop: 6,
  target: 7,
  closed: 8,
  exit: 9,
  swap: 10,
  commission: 11,
  profit: 12,
} as const;

/**
 * True for a first row of FTMO's shape under a header that begins with "Ticket". MetaTrader 4's
 * statement has that shape too, in English always, with its commission where FTMO has the swap.
 */
function isFtmo(header: DelimitedRow, first: DelimitedRow | undefined): boolean {
  const cells = first?.cells ?? [];
  return (
    /^\ufeff?ticket$/i.test((header.cells[0] ?? "").trim()) &&
    header.cells.length >= 13 &&
    header.cells.length <= 16 &&
    headerName(header.cells[AT.swap] ?? "") !== "commission" &&
    readTime(cells[AT.opened] ?? "") !== null &&
    readSide(cells[AT.type] ?? "") !== null &&
    readTime(cells[AT.closed] ?? "") !== null
  );
}

/** Reads FTMO's table of trades in any language: gross profit, signed swap and commission. */
function readFtmo(table: Table): Statement {
  const statement = emptyStatement(FTMO);
  const numbers = [AT.volume, AT.entry, AT.exit, AT.swap, AT.commission, AT.profit];
  const mark = decimalMarkOf(cellsIn(table.rows, ...numbers));
  if (mark === ",") statement.notes.push("decimal:,");
  const cells = cellReader(table.header.cells, { mark: mark === "," ? "," : "." });
  const money = [AT.swap, AT.commission, AT.profit];
  takeTrades(statement, table.rows, cells, money, (row) => {
    const side = readSide(cells.text(AT.type));
    if (side === null) cells.reject(AT.type, "buy|sell");
    if (cells.text(AT.ticket) === "") cells.reject(AT.ticket, "ticket");
    const [stop, target] = [cells.level(AT.stop), cells.level(AT.target)];
    return tradeDraft({
      line: row.line,
      externalId: cells.text(AT.ticket),
      symbol: cells.text(AT.symbol),
      side,
      lot: cells.number(AT.volume),
      entryTime: cells.time(AT.opened),
      exitTime: cells.time(AT.closed),
      entryPrice: cells.number(AT.entry),
      exitPrice: cells.number(AT.exit),
      stopLoss: stop,
      takeProfit: target,
      stopLossUsed: stop !== null,
      takeProfitUsed: target !== null,
      profit: cells.amount(AT.profit),
      commission: cells.amount(AT.commission),
      swap: cells.amount(AT.swap),
      raw: rawText(row),
    });
  });
  return statement;
}
