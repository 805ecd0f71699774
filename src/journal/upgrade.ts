import { closeSync, openSync, rmSync } from "node:fs";
import path from "node:path";
import schema from "../../schema.sql";
import { utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";
import {
  columnsOf,
  dropAttachments,
  keepSequence,
  recogniseOrigin,
  upgradeOrigin,
} from "./origin.ts";
import { asUserError, type Clock, type Db, type OpenedHow, type Store } from "./store.ts";

/**
 * Copies the database as it stands into a new file that only its owner can read. Throws EEXIST
 * when the file is there already; a copy that fails leaves none behind.
 */
function copyInto(db: Db, target: string): void {
  closeSync(openSync(target, "wx", 0o600));
  try {
    db.prepare("VACUUM INTO ?").run(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
}

/** Copies it beside the journal, to a name that is free: `bots.db.20261122101500.bak`. */
function copyBeside(db: Db, { path, now }: { path: string; now(): number }): string {
  const stem = `${path}.${utcText(now()).replace(/\D/g, "")}`;
  for (let count = 1; ; count++) {
    const target = count === 1 ? `${stem}.bak` : `${stem}-${count}.bak`;
    try {
      copyInto(db, target);
      return target;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/**
 * Brings a journal of an older version of ours to the current schema inside the caller's
 * transaction: every table of ours is made anew from schema.sql and its rows are copied by column
 * name, so that the file has exactly the schema of a new one. New columns get their defaults;
 * a step that has to fill them belongs at the end of this function.
 */
function rebuild(db: Db, schema: string) {
  const tables = [...schema.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name as string);
  const old = tables.filter((name) => columnsOf(db, name).size > 0);
  for (const name of old) db.exec(`ALTER TABLE ${name} RENAME TO old_${name}`);
  // Indices move along with a renamed table and would stand in the way of the new ones.
  dropAttachments(db);
  db.exec(schema);
  for (const name of old) {
    const known = columnsOf(db, `old_${name}`);
    const columns = [...columnsOf(db, name)].filter((column) => known.has(column)).join(", ");
    db.exec(`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM old_${name}`);
    if (columnsOf(db, name).has("id")) keepSequence(db, name);
    db.exec(`DROP TABLE old_${name}`);
  }
  return { merged_days: 0, placeholder_bots: 0 };
}

/** From version 3 on the trades by hand of each session are counted; older files get the counts. */
export function countHands(db: Db): void {
  db.exec(`INSERT OR REPLACE INTO session_hands (session_id, trades)
    SELECT session_id, COUNT(*) FROM daily_trading_data WHERE bot_id IS NULL GROUP BY session_id`);
}

/** Kept in the file's header (PRAGMA application_id): "JRNL". */
const APPLICATION = 0x4a524e4c;
/** Kept in PRAGMA user_version; a change of schema.sql counts it up (see `rebuild`). */
const VERSION = 4;

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
  refuseUnknown(db, clock.path);
  if (readOnly) throw new UserError("journal-read-only", say.readOnlyUpgrade(clock.path));
  if (isEmpty(db)) {
    db.pragma("journal_mode = WAL");
    return createSchema(db, clock);
  }
  const backup = copyBeside(db, clock);
  // Renaming must not rewrite the references of tables we leave alone, nor fire cascades.
  db.pragma("foreign_keys = OFF");
  db.pragma("legacy_alter_table = ON");
  const moved = db
    .transaction(() => {
      // Another process may have done it while this one waited for the lock.
      if (isCurrent(db)) return null;
      const result = isOurs(db) ? rebuild(db, schema) : upgradeOrigin(db, schema, clock);
      countHands(db);
      stamp(db);
      return result;
    })
    .immediate();
  db.pragma("legacy_alter_table = OFF");
  db.pragma("foreign_keys = ON");
  if (moved === null) {
    rmSync(backup);
    return { kind: "as-it-was" };
  }
  // Last, because it writes to the file: one that turns out to be corrupt stays as it is.
  db.pragma("journal_mode = WAL");
  return { kind: "upgraded", backup, ...moved };
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

function refuseUnknown(db: Db, file: string): void {
  if (isOurs(db)) {
    const version = pragma(db, "user_version");
    if (version > VERSION)
      throw new UserError("journal-newer", ...say.newerJournal(file, version, VERSION));
    return;
  }
  if (!isEmpty(db) && !recogniseOrigin(db)) {
    throw new UserError("journal-foreign", ...say.notAJournal(file));
  }
}

/**
 * Copies the journal as it stands, whole and consistent also while bots write, to a new file
 * (beside it under the time's name when none is given); returns its path. An existing file is
 * never overwritten.
 */
export function copyTo(store: Store, file: string | undefined): string {
  if (store.opened.kind === "absent") {
    throw new UserError("journal-absent", ...say.noJournal(store.path));
  }
  const target = file === undefined ? store.path : path.resolve(file);
  try {
    if (file === undefined) return copyBeside(store.db, store);
    copyInto(store.db, target);
    return target;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      throw new UserError("file-exists", ...say.fileExists(target));
    }
    throw asUserError(error, target);
  }
}
