import { rmSync } from "node:fs";
import type Database from "better-sqlite3";
import schema from "../../schema.sql";
import { utcText } from "../base/zone.ts";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";
import { copyBeside } from "./copy.ts";
import { recogniseOrigin, upgradeOrigin } from "./origin.ts";
import { countHands, rebuild } from "./rebuild.ts";
import type { Clock, OpenedHow } from "./store.ts";

/** Kept in the file's header (PRAGMA application_id): "JRNL". */
const APPLICATION = 0x4a524e4c;
/** Kept in PRAGMA user_version; a change of schema.sql counts it up (see src/journal/rebuild.ts). */
const VERSION = 4;

type Db = Database.Database;

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
