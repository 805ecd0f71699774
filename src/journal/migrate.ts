import { existsSync } from "node:fs";
import type Database from "better-sqlite3";
import schema from "../../schema.sql";
import { UserError } from "../errors.ts";
import * as say from "../text/errors.ts";
import { utcText } from "../text/zone.ts";
import { recogniseOrigin, upgradeOrigin } from "./origin.ts";
import type { OpenedHow } from "./store.ts";

/** Kept in the file's header (PRAGMA application_id): "JRNL". */
const APPLICATION = 0x4a524e4c;
/** Kept in PRAGMA user_version; every change of schema.sql counts it up and adds a step. */
const VERSION = 2;
/** In schema.sql, what a step adds stands behind this line, for fresh files and old ones alike. */
const SECOND = schema.indexOf("-- Version 2");

type Db = Database.Database;

export interface Clock {
  path: string;
  now(): number;
  machineZone(): string;
}

const pragma = (db: Db, name: string) => db.pragma(name, { simple: true }) as number;

/** Whether this file has the schema of this program. */
export function isCurrent(db: Db): boolean {
  return pragma(db, "user_version") === VERSION && pragma(db, "application_id") === APPLICATION;
}

/**
 * Brings an empty, old or foreign file to the current schema in one transaction; a file that held
 * something is first copied beside itself. Throws UserError for a file that is not ours.
 */
export function upgrade(db: Db, clock: Clock): OpenedHow {
  refuseUnknown(db, clock.path);
  const empty = isEmpty(db);
  db.pragma("journal_mode = WAL");
  if (empty) return createSchema(db, clock);
  const backup = backupPath(clock);
  db.prepare("VACUUM INTO ?").run(backup);
  // Renaming must not rewrite the references of tables we leave alone, nor fire cascades.
  db.pragma("foreign_keys = OFF");
  db.pragma("legacy_alter_table = ON");
  const moved = db
    .transaction(() => {
      // Another process may have done it while this one waited for the lock.
      if (isCurrent(db)) return { merged_days: 0, placeholder_bots: 0 };
      const isOurs = pragma(db, "application_id") === APPLICATION;
      const result = isOurs
        ? { merged_days: 0, placeholder_bots: 0 }
        : upgradeOrigin(db, schema, clock);
      if (isOurs) db.exec(schema.slice(SECOND));
      countHands(db);
      stamp(db);
      return result;
    })
    .immediate();
  db.pragma("legacy_alter_table = OFF");
  db.pragma("foreign_keys = ON");
  return { kind: "upgraded", backup, ...moved };
}

/** Version 2 keeps the number of trades by hand with each session. */
function countHands(db: Db): void {
  db.exec(`INSERT INTO session_hands (session_id, trades)
    SELECT session_id, COUNT(*) FROM daily_trading_data WHERE bot_id IS NULL GROUP BY session_id`);
}

/** Makes a new journal: the schema and the first profile, in the machine's zone. */
export function createSchema(db: Db, clock: Clock): OpenedHow {
  db.transaction(() => {
    if (isCurrent(db)) return;
    db.exec(schema);
    db.prepare(
      "INSERT INTO users (id, name, email, password_hash, zone) VALUES (1, ?, ?, '', ?)",
    ).run("utama", "utama-1@jurnal.invalid", clock.machineZone());
    stamp(db);
  }).immediate();
  return { kind: "created" };
}

/** A name beside the journal that is not taken: `bots.db.20261122101500.bak`. */
export function backupPath({ path, now }: Pick<Clock, "path" | "now">): string {
  const stem = `${path}.${utcText(now()).replace(/\D/g, "")}`;
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? `${stem}.bak` : `${stem}-${count}.bak`;
    if (!existsSync(candidate)) return candidate;
  }
}

function stamp(db: Db): void {
  db.pragma(`user_version = ${VERSION}`);
  db.pragma(`application_id = ${APPLICATION}`);
}

function isEmpty(db: Db): boolean {
  return db.prepare("SELECT COUNT(*) FROM sqlite_master").pluck().get() === 0;
}

function refuseUnknown(db: Db, file: string): void {
  if (pragma(db, "application_id") === APPLICATION) {
    const version = pragma(db, "user_version");
    if (version > VERSION)
      throw new UserError("journal-newer", ...say.newerJournal(file, version, VERSION));
    return;
  }
  if (!isEmpty(db) && !recogniseOrigin(db)) {
    throw new UserError("journal-foreign", ...say.notAJournal(file));
  }
}
