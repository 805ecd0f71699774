import { insertRow, type Operation, type Row, type RowId } from "../changes.ts";
import { prepared } from "../store.ts";
import type { Column } from "../tables.ts";
import type { Decided, EditTime, Side } from "./decide.ts";
import type { Loaded, Times } from "./load.ts";
import { idOf, type MergedTable } from "./rules.ts";

/** What became of the rows of one table. */
export interface TableCounts {
  /** Not here before. */
  added: number;
  /** Here already, and nothing to be written. */
  same: number;
  /** Got what the other journal knew or has changed since. */
  filled: number;
  /** Deleted there, now here too. */
  deleted: number;
  /** Deleted here, and left out. */
  stayed: number;
  /** Rows of which both journals changed something otherwise. */
  conflicts: number;
}

/** A row of which both journals say something else. */
export interface MergeConflict {
  /** By which it is answered. */
  key: string;
  table: MergedTable;
  ours: Row;
  theirs: Row;
  cells: Decided[];
}

export interface Merged {
  counts: Record<MergedTable, TableCounts>;
  /** Those that were settled, by the time of the change or an answer. */
  conflicts: MergeConflict[];
  /** Those that nobody has settled: then nothing may be kept. */
  open: MergeConflict[];
  /** Whether anything was written. */
  isChanged: boolean;
}

/** Who is right where nobody knows which is later: by conflict, and for all others (null: open). */
export interface Answers {
  by: ReadonlyMap<string, Side>;
  others: Side | null;
}

/** A merge under way. */
export interface MergeRun {
  operation: Operation;
  loaded: Loaded;
  times: Times;
  graves: ReadonlySet<string>;
  answers: Answers;
  merged: Merged;
}

/** Of a row of which nothing was changed. */
export const NO_TIMES: ReadonlyMap<string, EditTime> = new Map();

/** The columns of a table that are ours, without its number. */
export const ownColumns = ({ loaded }: MergeRun, table: string): Column[] =>
  (loaded.tables.get(table)?.own ?? []).filter(({ name }) => name !== idOf(table));

/** The row of the journal with this number (a setting: key). */
export const rowHere = ({ operation: { store } }: MergeRun, table: string, id: RowId) =>
  prepared(store.db, `SELECT * FROM main.${table} WHERE ${idOf(table)} = ?`).get(id) as Row;

/** Keeps when a cell was changed, which goes along with the next export; null: nobody knows. */
export function keepTime(
  operation: Operation,
  table: MergedTable,
  row_id: RowId,
  column_name: string,
  changed_at: string | null,
): void {
  insertRow(operation, "edits", { table_name: table, row_id, column_name, changed_at });
}
