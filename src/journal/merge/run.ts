import type { Operation, Row } from "../changes.ts";
import type { Decided, Side } from "./decide.ts";
import type { Loaded, Times } from "./load.ts";
import type { MergedTable } from "./rules.ts";

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
