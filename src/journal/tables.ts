import type Database from "better-sqlite3";
import schema from "../../schema.sql";

type Db = Database.Database;

/** Names of what the schema makes, in its order. */
export function namesIn(kind: "TABLE" | "VIEW" | "INDEX" | "TRIGGER"): string[] {
  const made = schema.matchAll(new RegExp(`^CREATE (?:UNIQUE )?${kind} (\\w+)`, "gm"));
  return [...made].map(([, name]) => name as string);
}

/** A column as SQLite describes it. */
export interface Column {
  name: string;
  type: string;
  notnull: number;
  /** SQL. */
  dflt_value: string | null;
}

/** The columns of a table in their order; none for a table that is not there. */
export function describe(db: Db, table: string): Column[] {
  const rows = db.prepare(`SELECT name, type, "notnull", dflt_value FROM pragma_table_info(?)`);
  return rows.all(table) as Column[];
}

/**
 * Adds a column of another program to a table of ours. One that has to be filled and has no
 * default may be empty here: our own statements do not name it.
 */
export function addColumn(db: Db, table: string, column: Column): void {
  const { name, type, notnull, dflt_value } = column;
  if (!/^[\w ,()]*$/.test(type)) throw new RangeError(`no type of a column: ${type}`);
  const fallback = dflt_value === null ? "" : ` DEFAULT (${dflt_value})`;
  const filled = notnull === 1 && dflt_value !== null ? " NOT NULL" : "";
  const sql = `ALTER TABLE ${table} ADD COLUMN ${quoted(name)} ${type}${filled}${fallback}`;
  // Not `exec`: what a file says may be one statement, never two.
  db.prepare(sql).run();
}

/** Names of a table's columns; none for a table that is not there. */
export function columnsOf(db: Db, table: string): Set<string> {
  const names = db.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(table);
  return new Set(names as string[]);
}

/** A name as it stands in SQL, whatever it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Tables that were set aside as old_*, with the indexes and triggers that hung on them. */
export interface Aside {
  tables: readonly string[];
  attached: readonly { name: string; sql: string }[];
}

/**
 * Renames those of these tables that are there to old_*, so that they can be made anew. What is
 * named in `retired` does not come back.
 */
export function setAside(db: Db, tables: readonly string[], retired: string[] = []): Aside {
  const there = tables.filter((name) => columnsOf(db, name).size > 0);
  const attached = db
    .prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')
       AND sql IS NOT NULL AND lower(tbl_name) IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(there)) as { type: string; name: string; sql: string }[];
  // They would move along with the renamed table, and their names are wanted for ours.
  for (const { type, name } of attached) db.exec(`DROP ${type} ${quoted(name)}`);
  for (const name of there) db.exec(`ALTER TABLE ${name} RENAME TO old_${name}`);
  return { tables: there, attached: attached.filter(({ name }) => !retired.includes(name)) };
}

/** What a column of others is called here when we have one of that name. */
const TAKEN = "_asal";

/**
 * Adds to the new table the columns of the old one that are not ours, so that another program finds
 * its own again. Pairs of what each is called in the old table and in the new one.
 */
export function carryColumns(
  db: Db,
  table: string,
  ours: ReadonlySet<string>,
): (readonly [old: string, now: string])[] {
  const theirs = describe(db, `old_${table}`).filter(({ name }) => !ours.has(name));
  return theirs.map((column) => {
    const { name } = column;
    const now = columnsOf(db, table).has(name) ? name + TAKEN : name;
    addColumn(db, table, { ...column, name: now });
    return [name, now] as const;
  });
}

/** Drops the tables that were set aside, and puts back indexes and triggers that are not ours. */
export function endAside(db: Db, { tables, attached }: Aside): void {
  for (const table of tables) db.exec(`DROP TABLE old_${table}`);
  const exists = db.prepare("SELECT 1 FROM sqlite_master WHERE name = ?");
  for (const { name, sql } of attached) {
    if (exists.get(name) !== undefined) continue;
    try {
      db.exec(sql);
    } catch {
      // An index that no longer fits (unique over days that were double) holds no data of its own.
    }
  }
}

/** A number that was given once is never given again, also when its row is gone. */
export function keepSequence(db: Db, table: string): void {
  db.prepare(
    `INSERT INTO sqlite_sequence (name, seq)
     SELECT @table, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = @table)`,
  ).run({ table });
  db.prepare(
    `UPDATE sqlite_sequence SET seq = MAX(seq, COALESCE(
       (SELECT seq FROM sqlite_sequence WHERE name = ?), 0)) WHERE name = ?`,
  ).run(`old_${table}`, table);
}
