import {
  currencyBeside,
  type DecimalMark,
  readAmount,
  readQuantity,
  readSize,
} from "../base/amounts.ts";
import { type DelimitedRow, type Delimiter, headerColumns, headerName } from "../base/csv.ts";
import { addDecimals, sumDecimals } from "../base/decimal.ts";
import { isKeepable } from "../trade/readers.ts";
import { bookedAsCash, isBookedRow } from "./booked.ts";
import { hasPrice } from "./drafts.ts";
import { type DateOrder, readTime } from "./file-times.ts";
import type {
  Expected,
  Format,
  FormatId,
  ImportProblem,
  Sign,
  SkippedRow,
  Statement,
  TextContext,
  TradeDraft,
} from "./statement.ts";

/** How far down a file its header is looked for. */
export const HEADER_ROWS = 30;

/** A delimited file with its header found. */
export interface Table {
  header: DelimitedRow;
  columns: Map<string, number[]>;
  rows: DelimitedRow[];
  delimiter: Delimiter;
}

/** A format of delimited rows, told by the names in its header. */
export interface TableFormat<Id extends FormatId = FormatId> extends Format<Id> {
  matches(columns: ReadonlyMap<string, number[]>, table: Table): boolean;
  read(table: Table, context: TextContext): Statement | ImportProblem;
}

/** More than a number: a currency's sign or code, it may be. */
const MARKED = /[^\d.,+\-\s]/;

/** Words that stand for an empty cell in exports and data frames. */
const EMPTY = /^(?:[-–—−]+|nan|none|null|n\/a|nat|undefined)?$/i;

/**
 * Reads the cells of one row after the other by column. A column of -1 is one that the file does
 * not have, and reads as empty. The first cell that cannot be read is kept in `problem`.
 */
export interface CellReader {
  /** Goes to a row and forgets the problem of the last one. */
  go(row: DelimitedRow): void;
  /** The cell without outer spaces; "" when it is empty or a word for nothing. */
  text(column: number): string;
  /** An exact decimal string; "0" when empty. */
  amount(column: number): string;
  /** A number with the unit behind it ("0.2952 USDC"); 0 and "" when empty. */
  quantity(column: number): { amount: string; unit: string };
  /** A price or another number; null when empty. */
  number(column: number): number | null;
  /** A size, never below zero; null when empty. */
  size(column: number): number | null;
  /** A stop or target; null when empty or 0, which mean none. */
  level(column: number): number | null;
  /** A time as the file writes it; null when empty. */
  time(column: number): string | null;
  /** Notes that a cell is not what it should be; only the first of a row is kept. */
  reject(column: number, expected: Expected): void;
  /** The amounts in some columns; what is none, or too large for one, is left out, and no problem. */
  money(columns: readonly number[]): string[];
  problem(): SkippedRow | null;
  /** The currencies that stand beside its amounts. */
  signs(): readonly Sign[];
  /** All that is wrong with the row. */
  problems(): readonly SkippedRow[];
}

/** A table of these rows, its columns found by their names. */
export function tableOf(header: DelimitedRow, rows: DelimitedRow[], delimiter: Delimiter): Table {
  return { header, columns: headerColumns(header.cells), rows, delimiter };
}

/** The first of these header names that the file has, as a column number; -1 when it has none. */
export function columnOf(columns: ReadonlyMap<string, number[]>, ...names: string[]): number {
  for (const name of names) {
    const found = columns.get(name)?.[0];
    if (found !== undefined) return found;
  }
  return -1;
}

/** The first column whose header name the pattern matches; -1 when there is none. */
export function columnLike(header: readonly string[], pattern: RegExp): number {
  return header.findIndex((cell) => pattern.test(headerName(cell)));
}

/** A reader of one row after another (`go`); numbers have a dot and days begin with the year unless told. */
export function cellReader(
  header: readonly string[],
  options: { mark?: DecimalMark; order?: DateOrder } = {},
): CellReader {
  const mark = options.mark ?? ".";
  const order = options.order ?? "ymd";
  let row: DelimitedRow = { line: 0, cells: [] };
  let bad: SkippedRow[] = [];
  let signs: Sign[] = [];
  const text = (column: number): string => {
    const cell = column < 0 ? "" : (row.cells[column] ?? "").trim();
    return cell.length < 10 && EMPTY.test(cell) ? "" : cell;
  };
  const reject = (column: number, expected: Expected): void => {
    const field = header[column] ?? String(column + 1);
    bad.push({ line: row.line, reason: "bad", field, value: row.cells[column] ?? "", expected });
  };
  const decimal = (column: number): string | null => {
    const cell = text(column);
    if (cell === "") return null;
    const value = readAmount(cell, mark);
    if (value === null) reject(column, "number");
    else if (!isKeepable(Number(value))) reject(column, "an amount that can be kept");
    else return value;
    return null;
  };
  const number = (column: number): number | null => {
    const value = decimal(column);
    return value === null ? null : Number(value);
  };
  return {
    go(next) {
      row = next;
      if (bad.length > 0) bad = [];
      if (signs.length > 0) signs = [];
    },
    text,
    reject,
    number,
    amount(column) {
      const value = decimal(column) ?? "0";
      const cell = text(column);
      const currency = MARKED.test(cell) ? currencyBeside(cell) : null;
      const field = header[column] ?? String(column + 1);
      if (currency !== null) signs.push({ field, value: cell, currency });
      return value;
    },
    size(column) {
      const cell = text(column);
      if (cell === "") return null;
      const value = readSize(cell, mark);
      const isSize = value !== null && !value.startsWith("-") && isKeepable(Number(value));
      if (!isSize) reject(column, "size");
      return isSize ? Number(value) : null;
    },
    signs: () => signs,
    level: (column) => number(column) || null,
    quantity(column) {
      const cell = text(column);
      if (cell === "") return { amount: "0", unit: "" };
      const read = readQuantity(cell, mark);
      if (read === null) reject(column, "number");
      return read ?? { amount: "0", unit: "" };
    },
    time(column) {
      const cell = text(column);
      if (cell === "") return null;
      const read = readTime(cell, order);
      if (read === null) reject(column, "time");
      return read?.time ?? null;
    },
    money: (columns) =>
      columns.flatMap((column) => {
        const value = readAmount(text(column), mark);
        return value !== null && isKeepable(Number(value)) ? [value] : [];
      }),
    problem: () => bad[0] ?? null,
    problems: () => bad,
  };
}

/** The row as one text that tells rows apart where the broker gives them no number. */
export function rawText(row: DelimitedRow): string {
  return row.cells.map((cell) => cell.trim()).join("|");
}

/** The cells of some columns of every row. */
export function* cellsIn(rows: readonly DelimitedRow[], ...columns: number[]): Generator<string> {
  for (const row of rows) for (const column of columns) yield row.cells[column] ?? "";
}

/**
 * Takes one trade from every row that has one. `read` returns null for a row that it has put
 * elsewhere itself; a row with a cell that cannot be read is skipped with that cell named. The
 * `money` columns of all rows, whatever becomes of them, are added up for `Statement.money`.
 */
export function takeTrades(
  statement: Statement,
  rows: readonly DelimitedRow[],
  cells: CellReader,
  money: readonly number[],
  read: (row: DelimitedRow) => TradeDraft | null,
): void {
  const amounts: string[] = [];
  const rejected: { draft: TradeDraft | null; problems: readonly SkippedRow[] }[] = [];
  for (const row of rows) {
    cells.go(row);
    if (row.cells.every((cell) => cell.trim() === "")) {
      statement.skipped.push({ line: row.line, reason: "empty" });
      continue;
    }
    amounts.push(...cells.money(money));
    const draft = read(row);
    const problems = cells.problems();
    if (draft !== null && cells.signs().length > 0) draft.signs = cells.signs();
    if (problems.length > 0) rejected.push({ draft, problems });
    else if (draft !== null)
      (draft.exitTime === null ? statement.open : statement.trades).push(draft);
  }
  // Whether the file tells prices is known by its trades.
  const tellsPrices = [...statement.trades, ...statement.open].some(hasPrice);
  for (const { draft, problems } of rejected) {
    if (draft !== null && isBookedRow(draft, problems, tellsPrices)) {
      statement.cash.push(bookedAsCash(draft, problems[0]?.value));
    } else statement.skipped.push(...problems.slice(0, 1));
  }
  statement.money = addDecimals(statement.money ?? "0", sumDecimals(amounts));
}
