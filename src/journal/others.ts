import type Database from "better-sqlite3";
import schema from "../../schema.sql";
import { escapeRegExp } from "../base/text.ts";
import { sqlite } from "./sqlite.ts";
import type { Store } from "./store.ts";
import { addColumn, type Column, describe, namesIn, quoted } from "./tables.ts";

type Db = Database.Database;

/** What other programs keep in the file: tables of their own, and columns of theirs in ours. */
export interface Others {
  /** Name -> the statement that makes it. */
  tables: Readonly<Record<string, string>>;
  /** Table of ours -> columns that are not. */
  columns: Readonly<Record<string, readonly Column[]>>;
}

/** What the file holds beside what schema.sql names. */
export function othersIn(db: Db): Others {
  const own = ownColumns();
  const tables = tablesOf(db).filter(({ name }) => !own.has(name));
  const columns = [...own].flatMap(([table, names]) => {
    const theirs = describe(db, table).filter(({ name }) => !names.has(name));
    return theirs.length === 0 ? [] : [[table, theirs] as const];
  });
  return {
    tables: Object.fromEntries(tables.map(({ name, sql }) => [name, sql])),
    columns: Object.fromEntries(columns),
  };
}

/** What a column's own words ask of its cells, and `addColumn` does not bring over. */
const ASKED = /\b(?:CHECK|COLLATE|UNIQUE|REFERENCES|GENERATED)\b/i;

/**
 * What others keep in our tables beside columns and rows, by name: computed columns, what columns
 * ask of their cells, indexes and triggers. Compared before and after, it tells what was lost.
 */
export function rulesOfOthers(db: Db, retired: readonly string[] = []): string[] {
  const own = ownColumns();
  const hung = db
    .prepare(
      `SELECT type, name FROM sqlite_master
       WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND name NOT IN
         (SELECT value FROM json_each(?)) ORDER BY name`,
    )
    .all(JSON.stringify([...namesIn("INDEX"), ...namesIn("TRIGGER"), ...retired])) as {
    type: string;
    name: string;
  }[];
  const columns = [...own].flatMap(([table, names]) => askedIn(db, table, names));
  return [...columns, ...hung.map(({ type, name }) => `${type} ${name}`)];
}

function askedIn(db: Db, table: string, ours: ReadonlySet<string>): string[] {
  const made = db.prepare("SELECT sql FROM sqlite_master WHERE name = ?").pluck().get(table);
  if (typeof made !== "string") return [];
  const all = db.prepare("SELECT name, hidden FROM pragma_table_xinfo(?)").all(table);
  return (all as { name: string; hidden: number }[]).flatMap(({ name, hidden }) => {
    if (ours.has(name)) return [];
    const plain = escapeRegExp(name);
    const words = new RegExp(`["\\[\`]?${plain}["\\]\`]?\\s+((?:\\([^()]*\\)|[^,()])*)`, "iu");
    const asked = ASKED.exec(words.exec(made.slice(made.indexOf("(") + 1))?.[1] ?? "")?.[0];
    if (hidden > 1) return [`${table}.${name} (GENERATED)`];
    return asked === undefined ? [] : [`${table}.${name} (${asked.toUpperCase()})`];
  });
}

/** Tables of ours and their columns, as schema.sql has them. */
function ownColumns(): ReadonlyMap<string, ReadonlySet<string>> {
  const db = sqlite()(":memory:");
  db.exec(schema);
  const own = tablesOf(db).map(({ name }) => {
    return [name, new Set(describe(db, name).map((column) => column.name))] as const;
  });
  db.close();
  return new Map(own);
}

/** Tables that hold rows themselves, with the statement that made each. */
function tablesOf(db: Db): { name: string; sql: string }[] {
  const rows = db.prepare(
    `SELECT m.name, m.sql FROM pragma_table_list t JOIN sqlite_master m ON m.name = t.name
     WHERE t.schema = 'main' AND t.type = 'table' AND substr(m.name, 1, 7) <> 'sqlite_'
     ORDER BY m.rowid`,
  );
  return rows.all() as { name: string; sql: string }[];
}

/** Makes those tables and columns of others that are not here; the tables that were made. */
export function makeOthers({ db }: Store, { tables, columns }: Others): Set<string> {
  const own = ownColumns();
  const made = new Set<string>();
  for (const [name, sql] of Object.entries(tables)) {
    if (own.has(name) || describe(db, name).length > 0) continue;
    // Not `exec`: what a file says may be one statement, and make no other table than it names.
    if (/^CREATE TABLE\b/i.test(sql)) db.prepare(sql).run();
    if (describe(db, name).length === 0) throw new RangeError(`no table ${name}: ${sql}`);
    made.add(name);
  }
  for (const [table, theirs] of Object.entries(columns)) {
    if (!own.has(table)) continue;
    const there = new Set(describe(db, table).map(({ name }) => name));
    for (const column of theirs) if (!there.has(column.name)) addColumn(db, table, column);
  }
  return made;
}

const countRows = ({ db }: Store, table: string) =>
  db
    .prepare(`SELECT COUNT(*) FROM ${quoted(table)}`)
    .pluck()
    .get() as number;

/** What was done to a table of others as a whole; stands where other changes name a row. */
const [MADE, FILLED] = ["dibuat", "diisi"];

/** Records that an operation has filled these tables, those in `made` from nothing. */
export function recordOthers(
  operation: { id: number; store: Store },
  { tables }: Others,
  made: Set<string>,
): void {
  const record = operation.store.db.prepare(
    "INSERT INTO changes (operation_id, table_name, row_id, row_count) VALUES (?, ?, ?, ?)",
  );
  for (const name of Object.keys(tables)) {
    const how = made.has(name) ? MADE : FILLED;
    record.run(operation.id, name, how, countRows(operation.store, name));
  }
}

/**
 * Takes back what `recordOthers` recorded, unless the table's own program has written to it since.
 * False: the change is none of those.
 */
export function undoOthers(
  store: Store,
  change: { table_name: string; row_id: unknown; row_count: number },
): boolean {
  const { table_name: name, row_id: how, row_count: count } = change;
  if (name === "settings" || (how !== MADE && how !== FILLED)) return false;
  if (describe(store.db, name).length === 0 || countRows(store, name) !== count) return true;
  store.db.exec(how === MADE ? `DROP TABLE ${quoted(name)}` : `DELETE FROM ${quoted(name)}`);
  return true;
}
