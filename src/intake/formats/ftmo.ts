import { decimalMarkOf } from "../../base/amounts.ts";
import { type DelimitedRow, headerName } from "../../base/csv.ts";
import { draftAt, moneyAt, NO_COLUMNS, sideAt } from "../columns.ts";
import { emptyStatement, readSide } from "../drafts.ts";
import { readTime } from "../file-times.ts";
import type { Statement } from "../statement.ts";
import { cellReader, cellsIn, type Table, type TableFormat, takeTrades } from "../table.ts";

export const FTMO: TableFormat<"ftmo"> = {
  id: "ftmo",
  name: "FTMO",
  clock: "server",
  matches: (_, { header, rows }) => isFtmo(header, rows[0]),
  read: readFtmo,
};

/** FTMO translates the headers but keeps the order of the columns. */
const AT = {
  ...NO_COLUMNS,
  ticket: 0,
  opened: 1,
  side: 2,
  lot: 3,
  symbol: 4,
  entry: 5,
  stop: 6,
  target: 7,
  closed: 8,
  exit: 9,
  swap: 10,
  commission: 11,
  profit: 12,
};

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
    readSide(cells[AT.side] ?? "") !== null &&
    readTime(cells[AT.closed] ?? "") !== null
  );
}

/** Reads FTMO's table of trades in any language: gross profit, signed swap and commission. */
function readFtmo(table: Table): Statement {
  const statement = emptyStatement(FTMO);
  const numbers = [AT.lot, AT.entry, AT.exit, AT.swap, AT.commission, AT.profit];
  const mark = decimalMarkOf(cellsIn(table.rows, ...numbers));
  if (mark === ",") statement.notes.push("decimal:,");
  const cells = cellReader(table.header.cells, { mark: mark === "," ? "," : "." });
  takeTrades(statement, table.rows, cells, moneyAt(AT), (row) =>
    draftAt(row, cells, AT, sideAt(cells, AT, "buy|sell"), "ticket"),
  );
  return statement;
}
