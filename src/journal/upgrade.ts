import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import schema from "../../schema.sql";
import { utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";
import type { Processes } from "../world.ts";
import { heal } from "./health/heal.ts";
import { beginNewFile } from "./new-file.ts";
import { recogniseOrigin, SHARED_TABLES, upgradeOrigin } from "./origin.ts";
import { rulesOfOthers } from "./others.ts";
import {
  asUserError,
  type Clock,
  type Db,
  endReading,
  type Healed,
  type OpenedHow,
  type Store,
} from "./store.ts";
import {
  carryColumns,
  columnsOf,
  endAside,
  keepSequence,
  namesIn,
  quoted,
  setAside,
} from "./tables.ts";

/**
 * Copies the database as it stands into a new file that only its owner can read: whole, or not
 * there at all. Throws EEXIST when the file is there already.
 */
function copyInto(db: Db, target: string, processes: Processes): void {
  if (existsSync(target)) throw Object.assign(new Error("file exists"), { code: "EEXIST" });
  const file = beginNewFile(target, processes);
  try {
    db.prepare("VACUUM INTO ?").run(file.temporary);
    file.keep(false);
  } catch (error) {
    file.drop();
    throw error;
  }
}

/** A name beside the journal that is free: `bots.db.20261122101500.bak`. */
function nameBeside({ path, now }: Pick<Clock, "path" | "now">): string {
  const stem = `${path}.${utcText(now()).replace(/\D/g, "")}`;
  for (let count = 1; ; count++) {
    const target = count === 1 ? `${stem}.bak` : `${stem}-${count}.bak`;
    if (!existsSync(target)) return target;
  }
}

/** Copies it beside the journal. */
function copyBeside(db: Db, clock: Omit<Clock, "machineZone">): string {
  for (;;) {
    const target = nameBeside(clock);
    try {
      copyInto(db, target, clock.processes);
      return target;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** The triggers stand last in the schema: they must not see how old rows are brought over. */
const FIRST_TRIGGER = schema.search(/^CREATE TRIGGER/m);
const TABLES = schema.slice(0, FIRST_TRIGGER);
const TRIGGERS = schema.slice(FIRST_TRIGGER);

/** Indexes of older versions that are no longer needed. */
const RETIRED = ["operation_done"];

/**
 * Brings a journal of an older version of ours to the current schema inside the caller's
 * transaction: every table of ours is made anew from schema.sql and its rows are copied by column
 * name, so that the file has exactly the schema of a new one and, in the same tables, the columns of
 * others. New columns get their defaults; a step that has to fill them belongs before the triggers.
 */
function rebuild(db: Db, clock: Clock, version: number): Healed {
  for (const view of namesIn("VIEW")) db.exec(`DROP VIEW IF EXISTS ${view}`);
  const old = setAside(db, namesIn("TABLE"), RETIRED);
  db.exec(TABLES);
  for (const name of old.tables) {
    const known = columnsOf(db, `old_${name}`);
    const ours = [...columnsOf(db, name)].filter((column) => known.has(column));
    const carried = carryColumns(db, name, new Set(ours)).map(([column]) => column);
    const columns = [...ours, ...carried].map(quoted).join(", ");
    db.exec(`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM old_${name}`);
    if (columnsOf(db, name).has("id")) keepSequence(db, name);
  }
  if (version < 5) beforeTriggers(db);
  if (version < 6) nameOwners(db);
  const healed = heal(db, clock.now());
  db.exec(TRIGGERS);
  endAside(db, old);
  return healed;
}

/** Version 5 hears of what QuantumBotX does; what it did before leaves fewer traces. */
function beforeTriggers(db: Db): void {
  // Stand-ins for deleted bots stood where QuantumBotX showed them.
  db.exec(`INSERT INTO deleted_bots (id, name, market, strategy, magic)
      SELECT id, 'Bot #' || id, market, strategy, COALESCE(magic, CAST(id AS TEXT)) FROM bots
      WHERE name = 'Bot #' || id || ' (terhapus)';
    DELETE FROM bots WHERE name = 'Bot #' || id || ' (terhapus)';
    UPDATE ai_mentor_reports SET stale = 1 WHERE headline IS NOT NULL AND EXISTS (
      SELECT 1 FROM daily_trading_data t
      WHERE t.session_id = ai_mentor_reports.session_id
        AND t.created_at > ai_mentor_reports.created_at)`);
}

/** Version 6 keeps the profile of each operation: for older ones it is that of a trade of theirs. */
function nameOwners(db: Db): void {
  db.exec(`UPDATE operations SET user_id = (
      SELECT s.user_id FROM changes c JOIN daily_trading_data t ON t.id = c.row_id
        JOIN trading_sessions s ON s.id = t.session_id
      WHERE c.operation_id = operations.id AND c.table_name = 'daily_trading_data' LIMIT 1)
    WHERE user_id IS NULL`);
}

/** Kept in the file's header (PRAGMA application_id): "JRNL". */
const APPLICATION = 0x4a524e4c;
/** Kept in PRAGMA user_version; a change of schema.sql counts it up (see `rebuild`). */
const VERSION = 7;

/** A larger one is no version of ours to come, but bytes that were hit. */
const MOST_VERSION = 1000;

/** What the marks in a file's header say: which version of ours; null: none of ours. */
export const markedVersion = (marks: { application: number; version: number }): number | null =>
  marks.application === APPLICATION ? marks.version : null;

export const isCurrentMark = (marks: { application: number; version: number }): boolean =>
  markedVersion(marks) === VERSION;

/** Tables (and columns in them) that came with a version, the latest first. */
const CAME_WITH: readonly [version: number, table: string, column: string][] = [
  [7, "trading_sessions", "shifted"],
  [6, "deleted_trades", "external_key"],
  [5, "deleted_bots", "name"],
  [4, "rules", "kind"],
  [3, "promises", "action"],
  [2, "imports", "sha256"],
  [1, "changes", "row_count"],
];

/**
 * The version of ours that has made these tables: for a file that has lost the marks in its header,
 * as one that was written anew from its statements. Null: they are not ours.
 */
export function versionByTables(columns: (table: string) => ReadonlySet<string>): number | null {
  const isOwn =
    columns("users").has("currency") &&
    columns("operations").has("summary") &&
    columns("mood_checkins").has("mood") &&
    columns("daily_trading_data").has("external_key");
  if (!isOwn) return null;
  return CAME_WITH.find(([, table, column]) => columns(table).has(column))?.[0] ?? null;
}

/** The version by which a file is upgraded; null: QuantumBotX's. */
function schemaVersion(db: Db): number | null {
  const marks = { application: pragma(db, "application_id"), version: pragma(db, "user_version") };
  // The tables tell more than a mark that may have been hit itself.
  return versionByTables((table) => columnsOf(db, table)) ?? markedVersion(marks);
}

/** Whether this is a journal, of whatever version, also one that has lost its marks. */
export const isJournal = (db: Db): boolean => schemaVersion(db) !== null;

/**
 * Whether everything that schema.sql makes is there in its very words: then a file that was written
 * anew from its statements lacks nothing but its marks.
 */
export function hasTodaysSchema(db: Db): boolean {
  const wanted = (["TABLE", "VIEW", "INDEX", "TRIGGER"] as const).flatMap(namesIn);
  const find = db.prepare("SELECT sql FROM sqlite_master WHERE name = ?").pluck();
  return wanted.every((name) => {
    const sql = find.get(name);
    return typeof sql === "string" && schema.includes(sql);
  });
}

/** Puts the marks back into the header; nothing else of the file changes, so no copy is made. */
function markAgain(db: Db): OpenedHow {
  db.transaction(() => stamp(db)).immediate();
  useLog(db);
  return { kind: "marked" };
}

const pragma = (db: Db, name: string) => db.pragma(name, { simple: true }) as number;

const isOurs = (db: Db) => pragma(db, "application_id") === APPLICATION;

/** Whether this file has the schema of this program. */
export function isCurrent(db: Db): boolean {
  return pragma(db, "user_version") === VERSION && isOurs(db);
}

/**
 * Brings an empty, old or foreign file to the current schema in one transaction; a file that held
 * something is first copied beside itself. Throws UserError for a file that is not
 * ours, and for one that may not be written to.
 */
export function upgrade(db: Db, clock: Clock, readOnly: boolean): OpenedHow {
  // All questions of one state of the file: another process may be upgrading it at this moment, and
  // then the tables it makes would be taken for somebody else's.
  db.transaction(() => refuseUnknown(db, clock.path))();
  if (readOnly && hasTodaysSchema(db)) return { kind: "as-it-was" };
  if (readOnly) throw new UserError("journal-read-only", say.readOnlyUpgrade(clock.path));
  if (isEmpty(db)) {
    useLog(db);
    return createSchema(db, clock);
  }
  if (hasTodaysSchema(db)) return markAgain(db);
  // It gets its name when all else is done: an upgrade that is killed and begun anew leaves one copy.
  const backup = nameBeside(clock);
  const copy = beginNewFile(backup, clock.processes);
  // Renaming must not rewrite the references of tables we leave alone, nor fire cascades.
  db.pragma("foreign_keys = OFF");
  db.pragma("legacy_alter_table = ON");
  let lost: string[] = [];
  let isKept = false;
  const moveRows = db.transaction(() => {
    // Another process may have done it while this one waited for the lock.
    if (isCurrent(db)) return null;
    const rules = rulesOfOthers(db, RETIRED);
    const result = bringUp(db, clock, schemaVersion(db));
    const kept = new Set(rulesOfOthers(db, RETIRED));
    lost = rules.filter((rule) => !kept.has(rule));
    copy.keep(false);
    isKept = true;
    return result;
  });
  let moved: Healed | null;
  try {
    db.prepare("VACUUM INTO ?").run(copy.temporary);
    moved = moveRows.immediate();
  } catch (error) {
    // The file is as it was: a copy of it at every try would fill the folder.
    copy.drop();
    if (isKept) rmSync(backup);
    throw error;
  }
  db.pragma("legacy_alter_table = OFF");
  db.pragma("foreign_keys = ON");
  if (moved === null) {
    copy.drop();
    return { kind: "as-it-was" };
  }
  // Last, because it writes to the file: one that turns out to be corrupt stays as it is.
  useLog(db);
  return { kind: "upgraded", backup, lost, ...moved };
}

/**
 * Brings the tables of another version of ours, or (null) of QuantumBotX, to the schema of today:
 * inside the caller's transaction, with foreign keys off and `legacy_alter_table` on.
 */
export function bringUp(db: Db, clock: Clock, version: number | null): Healed {
  const parts = { tables: TABLES, triggers: TRIGGERS };
  const healed = version === null ? upgradeOrigin(db, parts, clock) : rebuild(db, clock, version);
  // Looked at when the journal is open (health/odd.ts): what judges them need not be loaded here.
  db.exec(`INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT table_name, row_id FROM odd_rows`);
  stamp(db);
  return healed;
}

/** How long the change of mode is tried, and how long it waits in between. */
const LOG_TRIES = 600;
const LOG_PAUSE_MS = 50;

/**
 * Has changes go to a log beside the file. SQLite wants the file for itself for this one moment and,
 * unlike everywhere else, does not wait for it: whoever opens the file now keeps it for that long.
 */
export function useLog(db: Db): void {
  for (let left = LOG_TRIES; ; left--) {
    try {
      db.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      if (left === 0 || !String((error as { code?: string }).code).startsWith("SQLITE_BUSY"))
        throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOG_PAUSE_MS);
    }
  }
}

/** Makes a new journal: the schema and the first profile, in the machine's zone. */
export function createSchema(db: Db, clock: Clock): OpenedHow {
  db.transaction(() => {
    if (isCurrent(db)) return;
    db.exec(schema);
    db.prepare(
      `INSERT INTO users (id, name, email, password_hash, join_date, zone)
       VALUES (1, ?, ?, '', ?, ?)`,
    ).run("utama", "utama-1@jurnal.invalid", utcText(clock.now()), clock.machineZone());
    stamp(db);
  }).immediate();
  return { kind: "created" };
}

function stamp(db: Db): void {
  db.pragma(`user_version = ${VERSION}`);
  db.pragma(`application_id = ${APPLICATION}`);
}

function isEmpty(db: Db): boolean {
  return db.prepare("SELECT COUNT(*) FROM sqlite_master").pluck().get() === 0;
}

/** Throws UserError for a file that a newer program has upgraded. */
export function requireCurrent(db: Db, file: string): void {
  requireKnown(pragma(db, "user_version"), file);
}

/** Throws UserError for a version that this program does not know yet. */
export function requireKnown(version: number, file: string): void {
  if (version > VERSION && version <= MOST_VERSION) {
    throw new UserError("journal-newer", ...say.newerJournal(file, version, VERSION));
  }
}

function refuseUnknown(db: Db, file: string): void {
  if (isOurs(db)) requireCurrent(db, file);
  if (isEmpty(db) || isJournal(db)) return;
  if (!recogniseOrigin(db)) throw new UserError("journal-foreign", ...say.notAJournal(file));
  const taken = namesTaken(db);
  if (taken.length > 0) throw new UserError("journal-foreign", ...say.namesTaken(file, taken));
}

/** Names that the schema needs and that something else in QuantumBotX's file has. */
function namesTaken(db: Db): string[] {
  const wanted = (["TABLE", "VIEW", "INDEX", "TRIGGER"] as const).flatMap(namesIn);
  const rows = db.prepare(
    `SELECT name FROM sqlite_master WHERE name IN (SELECT value FROM json_each(@wanted))
     AND lower(tbl_name) NOT IN (SELECT value FROM json_each(@shared)) ORDER BY name`,
  );
  const values = { wanted: JSON.stringify(wanted), shared: JSON.stringify(SHARED_TABLES) };
  return rows.pluck().all(values) as string[];
}

/**
 * Copies the journal as it stands, whole and consistent also while bots write, to a new file
 * (beside it under the time's name when none is given); returns its path. An existing file is
 * never overwritten.
 */
export function copyTo(store: Store, file: string | undefined): string {
  const target = file === undefined ? store.path : path.resolve(file);
  try {
    endReading(store.db);
    if (file === undefined) return copyBeside(store.db, store);
    copyInto(store.db, target, store.processes);
    return target;
  } catch (error) {
    throw refusedCopy(error, target);
  }
}

/** What the user can mend where a new file beside the journal, or elsewhere, could not be made. */
export function refusedCopy(error: unknown, target: string): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "EEXIST") return new UserError("file-exists", ...say.fileExists(target));
  const told = asUserError(error, target);
  // What the file system refuses is the copy: the journal itself is open.
  const isCopy = code.startsWith("E") && told instanceof UserError && code !== "ENOSPC";
  return isCopy ? new UserError("out-unwritable", ...say.outUnwritable(target, code)) : told;
}
