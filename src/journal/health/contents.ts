import { othersIn } from "../others.ts";
import type { Db } from "../store.ts";
import { describe, namesIn, quoted } from "../tables.ts";
import { judges } from "./values.ts";

/** Values that no door of ours lets in: they came by another program, or the file is damaged. */
export interface OddValues {
  /** How many columns were looked at. */
  columns: number;
  /** `table.column #row: value`, at most ten. */
  found: string[];
}

const MOST = 10;

/** A value that cannot be, with the number of its row (the key, for a setting). */
export interface OddCell {
  table: string;
  column: string;
  row: number | string;
  /** At most 40 characters of it. */
  shown: string;
  value: unknown;
  /** Of the profile whose row it is. */
  currency: string;
}

/** Looks at every row of the tables of ours, by the rules for what comes in. */
export function oddValues(db: Db): OddValues {
  const found: string[] = [];
  for (const { table, column, row, shown } of oddCells(db)) {
    found.push(`${table}.${column} #${row}: ${shown}`);
    if (found.length === MOST) break;
  }
  const counts = namesIn("TABLE").map((table) => describe(db, table).length);
  return { columns: counts.reduce((sum, count) => sum + count, 0), found };
}

/** Ids of rows, by their table. */
export type Rows = ReadonlyMap<string, ReadonlySet<number>>;

/** SQL: of this table what has to be read to judge these rows; undefined: nothing. */
function readFor(marked: Rows, table: string): string | undefined {
  const listed = (name: string) => [...(marked.get(name) ?? [])].join();
  // Profiles, and days, tell the currency of a trade.
  if (table === "users") return "";
  if (table === "trading_sessions") {
    return `WHERE id IN (${listed(table)}) OR id IN (SELECT session_id FROM daily_trading_data
      WHERE id IN (${listed("daily_trading_data")}))`;
  }
  return marked.has(table) ? `WHERE id IN (${listed(table)})` : undefined;
}

/**
 * The values that cannot be, row by row; the tables may be those of an older version. With `marked`,
 * only those of these rows.
 */
export function* oddCells(db: Db, marked?: Rows): Generator<OddCell> {
  const others = othersIn(db).columns;
  const judgeOf = judges();
  for (const table of namesIn("TABLE")) {
    const theirs = (others[table] ?? []).map(({ name }) => name);
    const columns = describe(db, table).filter(({ name }) => !theirs.includes(name));
    if (columns.length === 0) continue;
    const some = marked === undefined ? "" : readFor(marked, table);
    if (some === undefined) continue;
    const judge = judgeOf(table, columns);
    const names = columns.map(({ name }) => quoted(name)).join();
    const rows = db
      .prepare(`SELECT ${names}, ${rowOf(table)} FROM ${table} ${some}`)
      .raw()
      .iterate();
    for (const values of rows as IterableIterator<unknown[]>) {
      const row = values.at(-1) as number | string;
      const odd = judge(values);
      if (marked !== undefined && marked.get(table)?.has(row as number) !== true) continue;
      for (const { column, value, currency } of odd) {
        yield { table, column, row, shown: String(value).slice(0, 40), value, currency };
      }
    }
  }
  if (marked === undefined) yield* oddNames(db);
}

/** What points to nothing: changes of tables that are nowhere, and the profile that is in use. */
function oddNames(db: Db): OddCell[] {
  if (describe(db, "changes").length === 0) return [];
  const rows = db.prepare(
    `SELECT 'changes' AS "table", 'table_name' AS "column", id AS "row", table_name AS shown,
       table_name AS value, '' AS currency
     FROM changes WHERE table_name NOT IN (SELECT name FROM sqlite_master)
     UNION ALL SELECT 'settings', 'value', key, substr(value, 1, 40), value, '' FROM settings
     WHERE key = 'profile' AND TYPEOF(value) = 'text' AND NOT EXISTS (
       SELECT 1 FROM users WHERE name = value COLLATE NOCASE OR CAST(id AS TEXT) = value)`,
  );
  return rows.all() as OddCell[];
}

/** The column by which `OddCell.row` names a row of this table. */
export const rowOf = (table: string) =>
  table === "settings" ? "key" : table === "mentor_looks" ? "m" : "rowid";
