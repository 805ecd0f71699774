import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { UserError } from "../errors.ts";
import type { Profile } from "../model.ts";
import * as say from "../words/errors.ts";
import { journalRoams } from "../words/messages.ts";
import type { Processes } from "../world.ts";
import { foreignRules, ruleLine } from "./health/foreign.ts";
import { findProfile, getSetting } from "./owners.ts";
import { blockedBy, freeSideFiles } from "./side-files.ts";
import { sqlite } from "./sqlite.ts";
import {
  asUserError,
  beginReading,
  type Db,
  isForRoom,
  leftAside,
  type OpenedHow,
  type Store,
} from "./store.ts";
import { createSchema, hasTodaysSchema, isCurrent, upgrade } from "./upgrade.ts";

/**
 * What becomes of a file that is not there. read, also to change what is in it: it is said, for an
 * empty list would be a lie about a path with a slip in it; write: it is made; read-or-empty: an empty journal in memory stands in
 * for it, where a command needs none to be of use.
 */
export type Access = "read" | "write" | "read-or-empty";

export interface OpenOptions {
  path: string;
  access: Access;
  /** Name or number of the profile; without it the one in use. */
  profile?: string | undefined;
  now(): number;
  /** The machine's zone, which a new journal takes. Asked for only then: it costs 20 ms. */
  machineZone(): string;
  /** Without them no other program is known to run. */
  processes?: Processes;
  /** Nothing is written, though the file may be. */
  readOnly?: boolean | undefined;
  /** The journal as this command had it open before: what it recorded there stands. */
  earlier?: Store | undefined;
}

type KnownOptions = OpenOptions & { processes: Processes };

const ALONE: Processes = { own: 0, isRunning: () => false };

/** How long a writer waits for others; eight busy bots on one slow disk stay well below it. */
const BUSY_MS = 30_000;

/** Days are kept with four digits of a year, and a look back or ahead stays below its last. */
const LAST_CLOCK = Date.UTC(9999, 0);

/**
 * Opens the journal, making or upgrading the file where that is due. Throws UserError for a file
 * that is no journal, is newer than the program, is corrupt, or cannot be reached, and for a clock
 * by which no day can be kept.
 */
export function openStore(options: OpenOptions): Store {
  if (options.now() >= LAST_CLOCK) {
    throw new UserError(
      "clock-beyond",
      ...say.clockBeyond(new Date(options.now()).getUTCFullYear()),
    );
  }
  try {
    return open({ processes: ALONE, ...options });
  } catch (error) {
    throw asUserError(error, options.path);
  }
}

/**
 * Whether there is no journal at this path: no file, or an empty one. Not to be seen is no answer.
 * Throws UserError for what is no plain file: a pipe would be waited for, a device written to.
 */
export function isMissing(file: string): boolean {
  try {
    const seen = statSync(file);
    if (seen.isFile()) return seen.size === 0;
    throw new UserError("journal-no-file", ...say.noPlainFile(file, seen.isDirectory()));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}

function open(options: KnownOptions): Store {
  const missing = isMissing(options.path);
  // First: where SQLite cannot be loaded there is no beginning either.
  const openFile = sqlite();
  if (missing && (options.access === "read" || options.readOnly)) {
    throw new UserError("journal-absent", ...say.noJournal(options.path));
  }
  if (missing && options.access === "read-or-empty") return openEmpty(options);
  const isMade = missing && makeFile(options.path);
  freeSideFiles(options.path);
  let db = openFile(options.path, { timeout: BUSY_MS });
  let readOnly = options.readOnly === true || !isWritable(options.path);
  let opened: OpenedHow = { kind: "as-it-was" };
  try {
    if (!isCurrent(db)) opened = upgrade(db, options, readOnly);
    // A journal in a folder without write access cannot even make the files that reading a WAL needs.
  } catch (error) {
    db.close();
    // It cannot be made here: for want of room, or its name leaves none for those beside it.
    if (missing) {
      if (isMade && isMissing(options.path)) rmSync(options.path, { force: true });
      throw error;
    }
    const isFull = isForRoom(String((error as { code?: unknown }).code), options.path);
    // Who is going to write is told before anything is asked.
    if (isFull ? options.access === "write" : !isReadOnlyError(error)) throw error;
    db = isFull ? openAlone(options.path) : openCopy(options.path);
    readOnly = !isFull;
    if (!isCurrent(db) && !hasTodaysSchema(db)) {
      db.close();
      if (isFull) throw error;
      throw new UserError("journal-read-only", say.readOnlyUpgrade(options.path));
    }
  }
  try {
    db.pragma("synchronous = FULL");
    if (options.readOnly) db.pragma("query_only = ON");
    const foreign = foreignRules(db).map(ruleLine);
    const store = storeOf(db, options, readOnly || foreign.length > 0);
    Object.assign(store, { foreign, opened, aside: leftAside(db) });
    if (options.access !== "write") beginReading(db);
    return store;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * The journal for a look that must leave no trace: nothing is made, upgraded or written. Null where
 * there is none of today's schema, no such profile, or it cannot be read.
 */
export function openToPeek(options: Pick<OpenOptions, "path" | "profile" | "now">): Store | null {
  let db: Db | undefined;
  try {
    db = sqlite()(options.path, { readonly: true, fileMustExist: true });
    if (isCurrent(db)) return storeOf(db, options, true);
  } catch {
    // Whoever only wants to know what may stand here is not told.
  }
  db?.close();
  return null;
}

/** The open journal before anything was done in it. */
function storeOf(
  db: Db,
  options: Pick<KnownOptions, "path" | "profile" | "now" | "earlier"> & { processes?: Processes },
  readOnly: boolean,
): Store {
  return {
    db,
    path: options.path,
    profile: chooseProfile(db, options),
    readOnly,
    foreign: [],
    opened: { kind: "as-it-was" },
    aside: { trades: 0, cells: 0, pending: 0 },
    now: options.now,
    processes: options.processes ?? ALONE,
    recorded: options.earlier?.recorded ?? { any: false },
  };
}

function openEmpty(options: KnownOptions): Store {
  const db = sqlite()(":memory:");
  createSchema(db, options);
  return { ...storeOf(db, options, true), opened: { kind: "absent" } };
}

/** Makes the file before SQLite does, so that nobody else can ever read it; false: an empty one was there. */
function makeFile(file: string): boolean {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const isNew = !existsSync(file);
  closeSync(openSync(file, "a", 0o600));
  return isNew;
}

/** The journal where there is no room for the memory that readers share: others wait until it is closed. */
function openAlone(file: string): Db {
  const db = sqlite()(file, { timeout: BUSY_MS });
  db.pragma("locking_mode = EXCLUSIVE");
  return db;
}

/** Byte offsets in SQLite's header that say whether a file needs a WAL: 1 no, 2 yes. */
const HEADER_VERSIONS = [18, 19] as const;

/** The journal as a copy in memory, for a place where SQLite may not write beside the file. */
function openCopy(file: string): Db {
  const blocked = blockedBy(file);
  if (blocked !== null && isWritable(file)) {
    throw new UserError("journal-read-only", ...say.sideFileBlocks(file, blocked));
  }
  const wal = `${file}-wal`;
  if (existsSync(wal) && statSync(wal).size > 0) {
    throw new UserError("journal-read-only", say.readOnlyWithWal(file));
  }
  const bytes = readFileSync(file);
  for (const offset of HEADER_VERSIONS) bytes[offset] = 1;
  return sqlite()(bytes);
}

function chooseProfile(db: Db, { profile }: Pick<OpenOptions, "profile">): Profile {
  const kept = getSetting(db, "profile");
  const wanted = profile ?? kept ?? "1";
  const found = findProfile(db, wanted);
  if (found !== null) return found;
  const names = db.prepare("SELECT name FROM users ORDER BY id").pluck().all() as string[];
  const told = profile === undefined && kept !== null ? say.lostProfile : say.unknownProfile;
  throw new UserError("profile-unknown", ...told(String(wanted), names.map(String)));
}

/** SQLite opens a file that may not be written to all the same, and fails only at the first write. */
function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isReadOnlyError(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code);
  return /^(SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EPERM|EROFS)/.test(code);
}

/** What decides where a journal lies. */
export interface Place {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  platform: string;
}

/**
 * Path of the journal: the `--db` option, else JURNAL_DB, else `jurnal/jurnal.db` in
 * XDG_DATA_HOME, else in the platform's place for a program's data.
 */
export function journalPath(place: Place, option: string | undefined): string {
  const chosen = option ?? (place.env.JURNAL_DB || undefined);
  if (chosen !== undefined) return path.resolve(chosen);
  const file = path.join(dataFolder(place), JOURNAL);
  const before = roamingPath(place);
  return before !== null && !existsSync(file) && existsSync(before) ? before : file;
}

const JOURNAL = path.join("jurnal", "jurnal.db");

function dataFolder({ env, home, platform }: Place): string {
  if (env.XDG_DATA_HOME) return env.XDG_DATA_HOME;
  if (platform === "darwin") return path.join(home, "Library", "Application Support");
  if (platform === "win32") return env.LOCALAPPDATA || path.join(home, "AppData", "Local");
  return path.join(home, ".local", "share");
}

/**
 * Where the journal lay on Windows at first; null elsewhere. That folder is copied between a
 * company's machines when its user logs in and out, which no open database can bear.
 */
function roamingPath({ env, home, platform }: Place): string | null {
  if (platform !== "win32" || env.XDG_DATA_HOME) return null;
  return path.join(env.APPDATA || path.join(home, "AppData", "Roaming"), JOURNAL);
}

/**
 * What to tell of a journal that still lies where it did at first: once, for a note about it is left
 * in the place where it would be looked for. Null when there is nothing to tell.
 */
export function noteOfRoaming(place: Place, option: string | undefined): string | null {
  const file = journalPath(place, option);
  if (option !== undefined || place.env.JURNAL_DB || file !== roamingPath(place)) return null;
  const target = path.join(dataFolder(place), JOURNAL);
  const told = journalRoams(file, target);
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(path.join(path.dirname(target), ROAMING_NOTE), `${told}\r\n`, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return null;
  }
  return told;
}

const ROAMING_NOTE = "letak-jurnal.txt";
