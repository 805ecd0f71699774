import type { DelimitedRow } from "../base/csv.ts";
import type { Side } from "../model.ts";
import { grossFromNet, readSide, tradeDraft } from "./drafts.ts";
import type { Expected, MoneyParts, TradeDraft } from "./statement.ts";
import { type CellReader, columnLike, columnOf, rawText, type Table } from "./table.ts";

/** What the columns of a table of positions hold, whatever its broker calls them; none so far. */
export const NO_COLUMNS = {
  ticket: -1,
  symbol: -1,
  side: -1,
  lot: -1,
  opened: -1,
  closed: -1,
  entry: -1,
  exit: -1,
  stop: -1,
  target: -1,
  /** Before all costs. */
  profit: -1,
  /** After them. */
  net: -1,
  commission: -1,
  swap: -1,
  comment: -1,
  magic: -1,
};
type Columns = typeof NO_COLUMNS;

/**
 * Where the columns of a table stand; -1 for one that it does not have. `names` has for each the
 * header names it goes by, the first that is there, or what its name looks like.
 */
export function columnsAt<Names extends Record<string, string | RegExp>>(
  { header, columns }: Table,
  names: Names,
): Columns & Record<keyof Names, number> {
  const found = Object.entries(names).map(([cell, name]) => [
    cell,
    typeof name === "string"
      ? columnOf(columns, ...name.split(" "))
      : columnLike(header.cells, name),
  ]);
  return { ...NO_COLUMNS, ...Object.fromEntries(found) };
}

/** Whether a header has all of these names. */
export function hasAll(columns: ReadonlyMap<string, unknown>, names: string): boolean {
  return names.split(" ").every((name) => columns.has(name));
}

/** The columns that hold a row's money: its net, or what that is made of. */
export function moneyAt({ net, profit, commission, swap }: Columns): number[] {
  return net < 0 ? [profit, commission, swap] : [net];
}

/** The side that a row names; a word that is none is a problem of the row. */
export function sideAt(cells: CellReader, { side }: Columns, expected: Expected): Side | null {
  const read = readSide(cells.text(side));
  if (read === null) cells.reject(side, expected);
  return read;
}

const NEEDED = {
  ticket: "ticket",
  symbol: "symbol",
  opened: "time",
  closed: "time",
  net: "number",
} as const satisfies Partial<Record<keyof Columns, Expected>>;

/**
 * The trade that a row tells by its columns, those of `needs` not empty. What a broker writes in a
 * way of his own his format sets right.
 */
export function draftAt(
  row: DelimitedRow,
  cells: CellReader,
  at: Columns,
  side: Side | null,
  ...needs: (keyof typeof NEEDED)[]
): TradeDraft {
  for (const cell of needs) if (cells.text(at[cell]) === "") cells.reject(at[cell], NEEDED[cell]);
  const [stop, target] = [cells.level(at.stop), cells.level(at.target)];
  const magic = cells.text(at.magic);
  return tradeDraft({
    line: row.line,
    externalId: cells.text(at.ticket) || null,
    symbol: cells.text(at.symbol),
    side,
    lot: cells.size(at.lot),
    entryTime: cells.time(at.opened),
    exitTime: cells.time(at.closed),
    entryPrice: cells.number(at.entry),
    exitPrice: cells.number(at.exit),
    stopLoss: stop,
    takeProfit: target,
    // A table without the column does not say.
    stopLossUsed: at.stop < 0 ? null : stop !== null,
    takeProfitUsed: at.target < 0 ? null : target !== null,
    ...moneyOf(cells, at),
    magic: magic === "0" ? null : magic || null,
    comment: cells.text(at.comment) || null,
    raw: rawText(row),
  });
}

/** Without the gross, what the costs leave of the net; what a net holds beyond both is a fee. */
function moneyOf(cells: CellReader, at: Columns): MoneyParts {
  const [commission, swap] = [cells.amount(at.commission), cells.amount(at.swap)];
  const told = cells.amount(at.profit);
  if (at.net < 0) return { profit: told, commission, swap, fee: "0" };
  const net = cells.amount(at.net);
  const profit = at.profit < 0 ? grossFromNet(net, commission, swap) : told;
  return { profit, commission, swap, fee: grossFromNet(net, profit, commission, swap) };
}
