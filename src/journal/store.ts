import { statfsSync } from "node:fs";
import path from "node:path";
import type Database from "better-sqlite3";
import { UserError } from "../errors.ts";
import type { LeftAside, Profile } from "../model.ts";
import * as say from "../words/errors.ts";
import type { Processes } from "../world.ts";
import { blockedBy, isHidden } from "./side-files.ts";

/** What the user can mend, from an error of SQLite or of the file system; else the error itself. */
export function asUserError(error: unknown, file: string): unknown {
  if (error instanceof UserError) return error;
  const code = String((error as { code?: unknown }).code ?? "");
  if (code.startsWith("SQLITE_NOTADB"))
    return new UserError("journal-foreign", ...say.notAJournal(file));
  // What the header of a file says of its format SQLite holds for an error of the statement.
  const isFormat = (error as Error).message === "unsupported file format";
  if (code.startsWith("SQLITE_CORRUPT") || isFormat)
    return new UserError("journal-corrupt", ...say.corrupt(file));
  if (code.startsWith("SQLITE_BUSY")) return new UserError("journal-busy", ...say.busy(file));
  if (code.startsWith("SQLITE_FULL") || code === "ENOSPC" || isForRoom(code, file)) {
    return new UserError("disk-full", ...say.diskFull(file));
  }
  if (code.startsWith("SQLITE_READONLY")) {
    const blocked = blockedBy(file);
    return blocked === null
      ? new UserError("journal-read-only", say.readOnlyJournal(file))
      : new UserError("journal-read-only", ...say.sideFileBlocks(file, blocked));
  }
  const unreachable = [
    "SQLITE_CANTOPEN",
    "SQLITE_IOERR",
    "ENOENT",
    "EACCES",
    "EPERM",
    "ENOTDIR",
    "EISDIR",
    "ELOOP",
    "ENAMETOOLONG",
    "EROFS",
  ];
  if (unreachable.some((known) => code.startsWith(known))) {
    if (isHidden(file)) return new UserError("journal-unreachable", ...say.hidden(file));
    return new UserError("journal-unreachable", ...say.unreachable(file, code));
  }
  return error;
}

/** Less than SQLite's shared memory takes, and a page or two. */
const ROOM_BYTES = 1 << 16;

/** Whether SQLite's failure to read or write is for want of room: of its own files it says no more. */
export function isForRoom(code: string, file: string): boolean {
  if (!/^SQLITE_(IOERR|CANTOPEN)/.test(code)) return false;
  try {
    const { bavail, bsize } = statfsSync(path.dirname(file));
    return bavail * bsize < ROOM_BYTES;
  } catch {
    return false;
  }
}

/** A connection to an SQLite file. */
export type Db = Database.Database;

const statements = new WeakMap<Db, Map<string, Database.Statement>>();

/**
 * The statement of this text, prepared once: one on a table with triggers takes ten times as long to
 * prepare as to write. A stream asks for every batch, and a month for every day, what other commands
 * ask once. For rows that are read to the end, always in one way.
 */
export function prepared(db: Db, sql: string): Database.Statement {
  const known = statements.get(db) ?? new Map<string, Database.Statement>();
  statements.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement;
}

const reading = new WeakSet<Db>();

/**
 * What is read from here on is of one state of the file, whatever others write meanwhile: figures
 * of one moment beside trades of the next would contradict each other.
 */
export function beginReading(db: Db): void {
  db.exec("BEGIN");
  reading.add(db);
}

/** Reads what others have written since; to be called before a write, and before any wait. */
export function endReading(db: Db): void {
  if (reading.delete(db)) db.exec("COMMIT");
}

/** An open journal, seen as one profile. */
export interface Store {
  db: Db;
  path: string;
  /** As it was when something was written last, or at the opening. */
  profile: Profile;
  /** True when nothing can be written: the file or its folder is read-only, or there is none. */
  readOnly: boolean;
  /** Triggers and views of others that could change what we write: then nothing is written. */
  foreign: readonly string[];
  /** What opening did to the file that its owner should know. */
  opened: OpenedHow;
  /** What other programs wrote and nothing can be made of. */
  aside: LeftAside;
  /** Milliseconds since the epoch; the only clock of this folder. */
  now(): number;
  /** Who else may be writing. */
  processes: Processes;
  /**
   * True from the first operation on that is done, taken back, or done again: what fails after it
   * leaves it, and a repetition would do it twice. Not for what is made of the journal itself. One
   * object for all that stand for this journal in one command.
   */
  readonly recorded: { any: boolean };
}

export type OpenedHow =
  | { kind: "as-it-was" }
  | { kind: "created" }
  /** It had lost the marks in its header, and nothing else. */
  | { kind: "marked" }
  /** There is no file yet; an empty journal in memory stands in for it. */
  | { kind: "absent" }
  /** `lost`: what others had hung on our tables and could not be brought over, by name. */
  | ({ kind: "upgraded"; backup: string; lost: readonly string[] } & Healed);

/** The day of trades that are put aside: it is nobody's (schema.sql). */
export const ASIDE_DAY = -1;

/** How much of what other programs wrote is not told. Asked at each opening. */
export function leftAside(db: Db): LeftAside {
  const counts = db.prepare(
    `SELECT (SELECT COUNT(*) FROM daily_trading_data WHERE session_id = ${ASIDE_DAY}) AS trades,
       COUNT(*) FILTER (WHERE column_name <> '' AND session_id IS NULL AND (
         table_name <> 'daily_trading_data' OR row_id IN (SELECT id FROM daily_trading_data))) AS cells,
       COUNT(*) FILTER (WHERE column_name = '') AS pending FROM odd_cells`,
  );
  return counts.get() as LeftAside;
}

/** What was put right in a journal, by how many. */
export interface Healed {
  /** Days that had two sessions. */
  merged_days: number;
  /** Bots that trades are of and nobody knew: they got a name. */
  placeholder_bots: number;
  /** Trades, reports and moods without a session: they got the one of their day. */
  adopted_rows: number;
  /** Days whose totals were not those of their trades. */
  recounted_days: number;
}

/** Brings what a long-lived writer wrote into the file itself. */
export interface Settler {
  /** To be called after each commit. */
  wrote(): void;
  end(): void;
}

/**
 * Keeps the journal's file whole while its writer stays open: what was written stands in the log
 * beside it first, and a copy of the file alone would lack it. It is brought over when nothing was
 * written for `quiet` milliseconds, and every `atLeast` milliseconds; nobody has to wait for that.
 */
export function settling({ db }: Store, times: { quiet: number; atLeast: number }): Settler {
  let timer: NodeJS.Timeout | undefined;
  let settledAt = performance.now();
  const isWhole = () => {
    try {
      const [{ busy, log, checkpointed }] = db.pragma("wal_checkpoint(PASSIVE)") as [
        { busy: number; log: number; checkpointed: number },
      ];
      return busy === 0 && checkpointed === log;
    } catch {
      // The log goes on holding what could not be brought over, and nothing is lost.
      return false;
    }
  };
  const settle = () => {
    settledAt = performance.now();
    // Someone may read an older state: the rest goes over when they are done.
    timer = isWhole() ? undefined : setTimeout(settle, times.quiet);
  };
  return {
    wrote() {
      clearTimeout(timer);
      if (performance.now() - settledAt >= times.atLeast) settle();
      else timer = setTimeout(settle, times.quiet);
    },
    end: () => clearTimeout(timer),
  };
}

/** What making or upgrading a file needs to know. */
export interface Clock {
  path: string;
  processes: Processes;
  now(): number;
  machineZone(): string;
}
