import { type DelimitedRow, eachRow, headerColumns, headerName, readHead } from "../../base/csv.ts";
import { addDecimals } from "../../base/decimal.ts";
import { emptyStatement } from "../drafts.ts";
import { fixedOffsetMinutes } from "../file-times.ts";
import type { FormatId, ImportProblem, Statement } from "../statement.ts";
import { HEADER_ROWS } from "../table.ts";
import { type ColumnMap, MAP_FIELDS, type MapField, type MappedColumns } from "./map.ts";
import { type JournalTrade, mappedReader, signedIn } from "./row.ts";
import { excelTime } from "./times.ts";

/** Adds to a trade what the row it was read from says beyond the map. */
export type RowExtra = (row: DelimitedRow, trade: JournalTrade) => void;

/** Takes a trade as soon as it is read, so that a large file need not be held as trades. */
export type TakeTrade = (trade: JournalTrade) => void;

/**
 * Reads a delimited text by a column map. Trades go to `take` where it is given (closed and open
 * alike), else into the statement. A header that lacks a mapped column is a problem that lists
 * the columns there are; a row that cannot be read is skipped with the cell named.
 */
export function readMapped(
  text: string | Iterable<string>,
  map: ColumnMap,
  format: FormatId = "csv",
  take?: TakeTrade,
  extraFor?: (header: readonly string[]) => RowExtra | undefined,
): Statement | ImportProblem {
  const { pieces, head } = firstPiece(text);
  const top = readHead(head);
  const walker = mappedWalker(map, format, take, extraFor);
  eachRow(pieces, map.delimiter ?? top.delimiter, walker.walk, top.start, top.firstLine);
  return walker.done();
}

/**
 * Reads the rows of a sheet by a column map, as `readMapped` reads those of a text. Days and hours
 * may stand there as Excel's own numbers.
 */
export function readMappedRows(
  rows: readonly DelimitedRow[],
  map: ColumnMap,
  take?: TakeTrade,
): Statement | ImportProblem {
  const walker = mappedWalker(map, "csv", take);
  for (const { cells, line } of rows) {
    const { columns } = walker;
    const own = [...cells];
    for (const field of ["entry_time", "exit_time", "date"] as const) {
      const at = columns?.[field];
      if (at !== undefined) own[at] = excelTime(own[at] ?? "");
    }
    if (!walker.walk(own, line)) break;
  }
  return walker.done();
}

/** Finds the header among the rows that it is given, and takes those below it. */
function mappedWalker(
  map: ColumnMap,
  format: FormatId,
  take?: TakeTrade,
  extraFor?: (header: readonly string[]) => RowExtra | undefined,
) {
  const statement = mappedStatement(map, format);
  let found: MappedColumns | null = null;
  let read: ((row: DelimitedRow) => void) | null = null;
  const before: DelimitedRow[] = [];
  const row: DelimitedRow = { line: 0, cells: [] };
  const begin = (columns: MappedColumns, header: readonly string[]): void => {
    found = columns;
    read = rowTaker(statement, map, columns, header, take, extraFor?.(header));
  };
  const walk = (cells: string[], line: number): boolean => {
    row.line = line;
    row.cells = cells;
    if (read !== null) {
      read(row);
      return true;
    }
    const columns = columnsIn(cells, map);
    if (columns !== null) begin(columns, cells);
    else before.push({ line, cells });
    return columns !== null || before.length < HEADER_ROWS;
  };
  if (Object.values(map.columns).every((column) => typeof column === "number")) {
    begin(columnsIn([], map) ?? {}, []);
  }
  return {
    /** Takes a row; false once it is no use to go on. */
    walk,
    /** Where the mapped fields stand, once the header is found. */
    get columns(): MappedColumns | null {
      return found;
    },
    done(): Statement | ImportProblem {
      if (read === null) return noHeader(before, map);
      for (const { line } of before) statement.skipped.push({ line, reason: "not-a-trade" });
      nameAccount(statement);
      return statement;
    },
  };
}

/** An empty statement on the clock of a map. */
export function mappedStatement(map: ColumnMap, format: FormatId): Statement {
  const isUtc = map.zone === "cell" || (map.zone !== null && fixedOffsetMinutes(map.zone) !== null);
  const statement = emptyStatement({ id: format, clock: isUtc ? "utc" : "trader" });
  if (!isUtc) statement.zone = map.zone;
  return statement;
}

/** A function that takes rows into the statement, or hands their trades on. */
export function rowTaker(
  statement: Statement,
  map: ColumnMap,
  columns: MappedColumns,
  header: readonly string[],
  take?: TakeTrade,
  extra?: RowExtra,
): (row: DelimitedRow) => void {
  const reader = mappedReader(map, columns, header, statement);
  return (row) => {
    const result = reader(row);
    if ("reason" in result) {
      const { money = "0", ...skipped } = result;
      statement.skipped.push(skipped);
      statement.lost = addDecimals(statement.lost, money);
      return;
    }
    if ("kind" in result) {
      statement.cash.push(result);
      return;
    }
    extra?.(row, result);
    if (take !== undefined) take(result);
    else if (result.exitTime === null) statement.open.push(result);
    else statement.trades.push(result);
  };
}

/** Where each mapped field stands in this row as a header; null when one is missing. */
export function columnsIn(header: readonly string[], map: ColumnMap): MappedColumns | null {
  const known = headerColumns(header);
  const columns: MappedColumns = {};
  for (const field of MAP_FIELDS) {
    const column = map.columns[field];
    if (column === undefined) continue;
    const index = typeof column === "number" ? column - 1 : known.get(headerName(column))?.[0];
    if (index === undefined) return null;
    columns[field] = index;
  }
  return columns;
}

/** Account and currency, where all trades agree on one. */
export function nameAccount(statement: Statement): void {
  const all = [...statement.trades, ...statement.open] as JournalTrade[];
  const only = (values: Iterable<string | null>): string | null => {
    const set = new Set(values);
    return set.size === 1 ? ([...set][0] ?? null) : null;
  };
  statement.account = only(all.map((trade) => trade.account));
  statement.currency = only(all.map((trade) => trade.currency));
  statement.signed = only(all.map(signedIn));
}

function firstPiece(text: string | Iterable<string>): { pieces: Iterable<string>; head: string } {
  if (typeof text === "string") return { pieces: [text], head: text.slice(0, 65_536) };
  const iterator = text[Symbol.iterator]();
  const first = iterator.next();
  const head = first.done === true ? "" : first.value;
  function* again(): Generator<string> {
    yield head;
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value;
  }
  return { pieces: again(), head };
}

function noHeader(rows: readonly DelimitedRow[], map: ColumnMap): ImportProblem {
  const widest = rows.reduce((best, row) => (row.cells.length > best.length ? row.cells : best), [
    "",
  ] as string[]);
  const names = new Set(widest.map(headerName));
  const missing = (Object.entries(map.columns) as [MapField, string | number][]).find(
    ([, column]) => typeof column === "string" && !names.has(headerName(column)),
  );
  const code = rows.length === 0 ? "empty-file" : "map-column-missing";
  const value = missing === undefined ? null : String(missing[1]);
  return { code, place: missing?.[0] ?? null, value, expected: widest.join(", ").slice(0, 400) };
}
