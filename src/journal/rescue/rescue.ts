import { existsSync } from "node:fs";
import path from "node:path";
import schema from "../../../schema.sql";
import { UserError } from "../../errors.ts";
import * as say from "../../words/errors.ts";
import { oddCells, rowOf } from "../health/contents.ts";
import { beginNewFile } from "../new-file.ts";
import { isMissing } from "../open.ts";
import { SHARED_TABLES } from "../origin.ts";
import { sqlite } from "../sqlite.ts";
import { asUserError, type Clock, type Db } from "../store.ts";
import { columnsOf, describe, namesIn, quoted } from "../tables.ts";
import {
  bringUp,
  markedVersion,
  refusedCopy,
  requireKnown,
  useLog,
  versionByTables,
} from "../upgrade.ts";
import { type Found, type FoundTable, findTables, readTable } from "./found.ts";
import { restoreOwners, type StandIns } from "./owners.ts";
import { openPages, type Pages } from "./pages.ts";
import { BROKEN, type Cell, type Value } from "./records.ts";

/** How much of a table went over. */
export interface RescuedTable {
  name: string;
  copied: number;
  /** Rows that are known to be lost: an index names them, or they stand where no row can be. */
  lost: number;
  /** Numbers of lost rows that an index names; at most ten. */
  lost_ids: number[];
  /** Pages of it that cannot be read. */
  unread_pages: number;
  /** No index says how many rows those pages held. */
  uncounted: boolean;
  /** Copied rows from pages that nothing leads to: they may have been deleted before. */
  detached: number;
}

/** A row or a value that was read and did not go over. */
export interface LeftOut {
  table: string;
  row: number | string;
  /** Null: the whole row. */
  column: string | null;
  reason: "unreadable" | "odd" | "conflict" | "orphan";
  shown: string;
}

/** What a rescue brought into the new journal, and what not. */
export interface Rescued {
  source: string;
  path: string;
  tables: RescuedTable[];
  left: LeftOut[];
  /** Operations that undo no longer knows; null: none of them. */
  forgotten_operations: number | null;
  stand_ins: StandIns;
  /** Results of trades that the index of results says otherwise. */
  doubtful: { row: number; read: number; indexed: number }[];
  /** Days whose totals say that they had more trades. */
  short_days: { session_date: string; had: number; has: number }[];
}

/** Tables that the journal makes anew by itself. */
const MADE_ANEW = ["writer", "session_hands", "mentor_looks", "watched_files"];

/**
 * Copies what can be read of a damaged file, row by row, into a new journal that passes every check
 * of `checkHealth`. The file is not written to, and no SQLite reads it. Throws UserError where there
 * is nothing to be copied, and for a name that is taken.
 */
export function rescueJournal(source: string, target: string, clock: Omit<Clock, "path">): Rescued {
  const open = sqlite();
  const out = path.resolve(target);
  if (existsSync(out)) throw new UserError("file-exists", ...say.fileExists(out));
  const pages = opened(source);
  try {
    const file = beginNewFile(out, clock.processes);
    try {
      const db = open(file.temporary);
      let rescued: Rescued;
      try {
        rescued = fill(db, pages, { source, path: out }, clock);
        // The tables that the rows were read into are gone, their pages are not.
        db.exec("VACUUM");
        useLog(db);
      } finally {
        db.close();
      }
      file.keep(false);
      return rescued;
    } catch (error) {
      file.drop();
      throw error;
    }
  } catch (error) {
    throw refusedCopy(error, out);
  } finally {
    pages.close();
  }
}

function opened(source: string): Pages {
  try {
    if (!isMissing(source)) return openPages(source);
  } catch (error) {
    throw asUserError(error, source);
  }
  throw new UserError("journal-absent", ...say.noJournal(source));
}

/** What a rescue works on and adds to. */
interface Rescue {
  db: Db;
  tables: RescuedTable[];
  left: LeftOut[];
  doubtful: Rescued["doubtful"];
  /** Operations of which something is lost: undo must not take back half of one. */
  lostOperations: Set<bigint> | "all";
}

function fill(
  db: Db,
  pages: Pages,
  files: { source: string; path: string },
  clock: Omit<Clock, "path">,
): Rescued {
  const found = findTables(pages);
  const version = versionOf(pages, found, files.source);
  db.pragma("foreign_keys = OFF");
  db.pragma("legacy_alter_table = ON");
  const rescue: Rescue = { db, tables: [], left: [], doubtful: [], lostOperations: new Set() };
  const whole = { ...clock, path: files.path };
  return db
    .transaction((): Rescued => {
      for (const table of found.tables) copyTable(rescue, pages, found, table);
      const { tables, left } = rescue;
      if (!tables.some(({ name, copied }) => SHARED_TABLES.includes(name) && copied > 0)) {
        throw new UserError("nothing-to-rescue", ...say.nothingToRescue(files.source));
      }
      const stand_ins = version === null ? NOBODY : restoreOwners(db, whole);
      clearOdd(rescue);
      const forgotten_operations = forgetOperations(rescue);
      const short_days = shortDays(db);
      bringUp(db, whole, version);
      dropOrphans(rescue);
      const there = db.prepare("SELECT 1 FROM daily_trading_data WHERE id = ?");
      const doubtful = rescue.doubtful.filter(({ row }) => there.get(row) !== undefined);
      addIndexes(db, found.indexes);
      return { ...files, tables, left, forgotten_operations, stand_ins, doubtful, short_days };
    })
    .immediate();
}

const NOBODY: StandIns = { profiles: [], days: 0, unowned: 0 };

/** The version of ours that wrote the file, null: QuantumBotX's; of a lost header by the tables. */
function versionOf({ header }: Pages, { tables }: Found, source: string): number | null {
  const marked = header === null ? null : markedVersion(header);
  if (marked !== null) requireKnown(marked, source);
  const columns = (name: string) => {
    const table = tables.find((one) => one.name === name);
    return new Set(table?.columns.map((column) => column.name));
  };
  // The tables tell more than a mark that may have been hit itself.
  return versionByTables(columns) ?? marked;
}

/** Indexes of ours that no two rows may be alike in, by their table: a hit value shows by them. */
const UNIQUE: ReadonlyMap<string, string> = new Map(
  [...schema.matchAll(/^CREATE UNIQUE INDEX \w+ ON (\w+) [^;]*;/gm)].map(([sql, table]) => [
    table as string,
    sql,
  ]),
);

/** Makes a table as it was and copies its rows. */
function copyTable(rescue: Rescue, pages: Pages, found: Found, table: FoundTable): void {
  const { db, tables, left } = rescue;
  const isSequence = table.name === "sqlite_sequence";
  if (!isSequence) db.prepare(table.sql).run();
  const unique = UNIQUE.get(table.name);
  if (unique !== undefined && table.columns.some(({ name }) => name === "external_key")) {
    db.prepare(unique).run();
  }
  if (MADE_ANEW.includes(table.name)) return;
  const add = isSequence ? raiser(db) : inserter(rescue, table);
  let copied = 0;
  const before = left.length;
  const read = readTable(pages, found, table, (cell) => {
    if (add(cell)) copied++;
  });
  const refused = left.slice(before).filter(({ column }) => column === null).length;
  if (table.name === "changes") {
    for (const operation of read.missing.values()) loseOperation(rescue, operation);
    if (read.isUnsure || read.cells > read.missing.size) rescue.lostOperations = "all";
  }
  if (isSequence) return;
  rescue.doubtful.push(...read.doubtful);
  tables.push({
    name: table.name,
    copied,
    lost: Math.max(read.missing.size, read.cells) + refused,
    lost_ids: [...read.missing.keys()]
      .map(Number)
      .sort((a, b) => a - b)
      .slice(0, 10),
    unread_pages: read.pages,
    uncounted: read.isUnsure,
    detached: read.detached,
  });
}

function loseOperation(rescue: Rescue, operation: Value | undefined): void {
  if (typeof operation !== "bigint") rescue.lostOperations = "all";
  else if (rescue.lostOperations !== "all") rescue.lostOperations.add(operation);
}

/** A function that adds a row of this table; false: it does not fit, which is noted. */
function inserter(
  rescue: Rescue,
  { name: table, columns, isAssumed }: FoundTable,
): (cell: Cell) => boolean {
  const { db, left } = rescue;
  const statements = new Map<string, ReturnType<Db["prepare"]>>();
  const key = columns.find(({ isRowid }) => isRowid);
  const add = ({ rowid, values }: Cell): boolean => {
    const row = key === undefined && values.length > 0 && rowid === 0n ? shown(values[0]) : rowid;
    const note = (reason: LeftOut["reason"], column: string | null, about = "") => {
      const number = typeof row === "bigint" ? Number(row) : row;
      left.push({ table, row: number, column, reason, shown: about });
      if (table === "changes") loseOperation(rescue, values[1]);
    };
    if (values.length > columns.length || (isAssumed && values.length < columns.length)) {
      note("unreadable", null);
      return false;
    }
    const given: [name: string, value: Exclude<Value, typeof BROKEN>][] = [];
    const broken: string[] = [];
    for (const [index, value] of values.entries()) {
      const column = columns[index];
      if (column === undefined || column.isReckoned) continue;
      if (column.isRowid) given.push([column.name, rowid]);
      else if (value !== BROKEN) given.push([column.name, value]);
      else if (column.notnull === 0 || column.dflt_value !== null) broken.push(column.name);
      else {
        note("unreadable", null, column.name);
        return false;
      }
    }
    const names = given.map(([name]) => quoted(name)).join(", ");
    const marks = given.map(() => "?").join(", ");
    const statement =
      statements.get(names) ??
      db.prepare(`INSERT INTO ${quoted(table)} (${names}) VALUES (${marks})`);
    statements.set(names, statement);
    try {
      statement.run(given.map(([, value]) => value));
    } catch (error) {
      const { code = "", message } = error as Error & { code?: string };
      if (!isRefusal(code)) throw error;
      // A name by which a row is known again may be hit; the row itself is worth more.
      const twice = columns.find(
        ({ name, notnull }) => notnull === 0 && message.endsWith(`: ${table}.${name}`),
      );
      if (twice === undefined) {
        note("conflict", null, message);
        return false;
      }
      const index = columns.indexOf(twice);
      const isAdded = add({ rowid, values: values.with(index, null) });
      if (isAdded) note("conflict", twice.name, shown(values[index]));
      return isAdded;
    }
    for (const column of broken) note("unreadable", column);
    return true;
  };
  return add;
}

/** What SQLite says of a value that a table does not take: hit bytes, and no reason to stop. */
const isRefusal = (code: string) =>
  code.startsWith("SQLITE_CONSTRAINT") || code === "SQLITE_MISMATCH";

const shown = (value: Value | undefined) =>
  typeof value === "symbol" || value === undefined ? "" : String(value).slice(0, 40);

/** Numbers that were given once are not given again. */
function raiser(db: Db): (cell: Cell) => boolean {
  const raise = db.prepare(`UPDATE sqlite_sequence SET seq = MAX(seq, @seq) WHERE name = @name`);
  const begin = db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (@name, @seq)");
  return ({ values: [name, seq] }) => {
    if (typeof name !== "string" || typeof seq !== "bigint") return false;
    if (describe(db, name).length === 0) return false;
    if (raise.run({ name, seq }).changes === 0) begin.run({ name, seq });
    return true;
  };
}

/** Empties values that no door of ours lets in, or takes the row out where one has to be there. */
function clearOdd(rescue: Rescue): void {
  const { db, left } = rescue;
  for (const { table, column, row, shown } of [...oddCells(db)]) {
    const key = rowOf(table);
    const isThere = db.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`).get(row) !== undefined;
    if (!isThere) continue;
    if (table === "changes") {
      const operation = db.prepare("SELECT operation_id FROM changes WHERE rowid = ?").pluck();
      loseOperation(rescue, operation.safeIntegers().get(row) as Value);
      continue;
    }
    const about = describe(db, table).find(({ name }) => name === column);
    // A row whose number was hit is known by nothing else.
    const isNeeded = column === "id" || (about?.notnull === 1 && about.dflt_value === null);
    const where = `WHERE ${key} = ?`;
    if (isNeeded) db.prepare(`DELETE FROM ${table} ${where}`).run(row);
    else {
      const value = about?.notnull === 1 ? about.dflt_value : "NULL";
      db.prepare(`UPDATE ${table} SET ${quoted(column)} = (${value}) ${where}`).run(row);
    }
    left.push({ table, row, column: isNeeded ? null : column, reason: "odd", shown });
    if (!isNeeded) continue;
    const counted = rescue.tables.find(({ name }) => name === table);
    if (counted === undefined) continue;
    counted.copied--;
    counted.lost++;
  }
}

/**
 * Takes out what undo can no longer take back as a whole, and all before it: what the lost one did to
 * their rows nobody knows any more. How many operations, null: all.
 */
function forgetOperations({ db, lostOperations: lost }: Rescue): number | null {
  if (columnsOf(db, "operations").size === 0) return 0;
  const before = countOf(db, "operations");
  if (lost === "all") db.exec("DELETE FROM changes");
  else {
    const unknown = db.prepare(
      "SELECT MAX(operation_id) FROM changes WHERE operation_id NOT IN (SELECT id FROM operations)",
    );
    const last = unknown.pluck().safeIntegers().get() as bigint | null;
    const newest = [...lost, last ?? 0n].reduce((a, b) => (a > b ? a : b));
    db.prepare("DELETE FROM changes WHERE operation_id <= ?").run(newest);
  }
  db.exec("DELETE FROM operations WHERE id NOT IN (SELECT operation_id FROM changes)");
  if (columnsOf(db, "imports").size > 0) {
    db.exec(`UPDATE imports SET operation_id = 0
      WHERE operation_id NOT IN (SELECT id FROM operations)`);
  }
  return lost === "all" ? null : before - countOf(db, "operations");
}

const countOf = (db: Db, table: string) =>
  db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get() as number;

function shortDays(db: Db): Rescued["short_days"] {
  if (columnsOf(db, "trading_sessions").size === 0) return [];
  if (columnsOf(db, "daily_trading_data").size === 0) return [];
  const rows = db.prepare(
    `SELECT session_date, total_trades AS had, COUNT(t.id) AS has
     FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id
     GROUP BY s.id HAVING has < had ORDER BY session_date`,
  );
  return rows.all() as Rescued["short_days"];
}

/** Takes out rows of ours that belong to a row which could not be read. */
function dropOrphans({ db, left, tables }: Rescue): void {
  const own = namesIn("TABLE");
  // The triggers keep still: these rows are taken out by us.
  db.exec("INSERT INTO writer VALUES (1)");
  const broken = db.prepare("PRAGMA foreign_key_check").all() as { table: string; rowid: number }[];
  for (const { table, rowid } of broken) {
    if (!own.includes(table)) continue;
    const { changes } = db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(rowid);
    const counted = tables.find(({ name }) => name === table);
    if (changes === 0 || counted === undefined) continue;
    counted.copied--;
    counted.lost++;
    left.push({ table, row: rowid, column: null, reason: "orphan", shown: "" });
  }
  db.exec("DELETE FROM writer");
}

/** Puts back the indexes of others that still fit. */
function addIndexes(db: Db, statements: readonly string[]): void {
  const own = namesIn("INDEX");
  for (const sql of statements) {
    const name = /^CREATE (?:UNIQUE )?INDEX ["'`[]?(\w+)/i.exec(sql)?.[1];
    if (name === undefined || own.includes(name)) continue;
    try {
      db.prepare(sql).run();
    } catch {
      // One that does not fit the rows that are left holds nothing of its own.
    }
  }
}
