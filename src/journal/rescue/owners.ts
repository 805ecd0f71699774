import { clockMinutes, dayOf, parseUtc, type Zone } from "../../base/time.ts";
import type { Clock, Db } from "../store.ts";
import { columnsOf, describe, namesIn, quoted } from "../tables.ts";

/** Owners of rows that could not be read, and for which something stands in. */
export interface StandIns {
  /**
   * read: name, currency and zone stood in what undo keeps; made: nothing is known of it; unowned:
   * it holds what may be of any of several.
   */
  profiles: { id: number; name: string; kind: "read" | "made" | "unowned" }[];
  /** Days, by their number in the file. */
  days: number;
  /** Rows of days of which nothing says whose they were. */
  unowned: number;
}

type Image = Record<string, unknown>;

/** What undo keeps of a row as it was last; null where it keeps nothing. */
function lastImage(db: Db, table: string, id: number): Image | null {
  if (columnsOf(db, "changes").size === 0) return null;
  const images = db
    .prepare(
      `SELECT after FROM changes WHERE table_name = ? AND row_id = ? AND typeof(after) = 'text'
       AND json_valid(after) ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  const text = images.get(table, id) as string | undefined;
  const image: unknown = text === undefined ? null : JSON.parse(text);
  return typeof image === "object" && !Array.isArray(image) ? (image as Image | null) : null;
}

/** Adds a row with this number from what undo keeps of it, and what else is given. */
function addRow(db: Db, table: string, row: Image): boolean {
  const there = columnsOf(db, table);
  const names = Object.keys(row).filter((name) => there.has(name) && row[name] !== null);
  const marks = names.map(() => "?").join(", ");
  const sql = `INSERT OR IGNORE INTO ${table} (${names.map(quoted).join(", ")}) VALUES (${marks})`;
  return db.prepare(sql).run(names.map((name) => row[name])).changes > 0;
}

/**
 * Gives rows whose profile or day could not be read an owner of the same number, so that the money
 * of one profile never ends in another's days. For tables of ours, of any version.
 */
export function restoreOwners(db: Db, clock: Clock): StandIns {
  const profiles: StandIns["profiles"] = [];
  for (const id of lostProfiles(db)) profiles.push(addProfile(db, clock, id));
  const lost = lostDays(db);
  let unowned = 0;
  for (const id of lost) {
    const image = lastImage(db, "trading_sessions", id);
    const known = image === null ? null : { ...image, id };
    if (known !== null && addRow(db, "trading_sessions", known)) continue;
    const owner = ownerOf(db, id);
    if (owner === null) {
      unowned += countOf(db, id);
      const { id: fallback } = profiles.find(({ name }) => name === UNOWNED) ?? addUnowned();
      addDay(db, clock, id, fallback);
    } else addDay(db, clock, id, owner);
  }
  // An image may name a profile that is not there either.
  for (const id of lostProfiles(db)) profiles.push(addProfile(db, clock, id));
  return { profiles, days: lost.length, unowned };

  function addUnowned() {
    const id = Number(db.prepare("SELECT MAX(id) + 1 FROM users").pluck().get());
    const profile = addProfile(db, clock, id, UNOWNED);
    profiles.push(profile);
    return profile;
  }
}

/** Name of the profile that gets what may be of any of several. */
const UNOWNED = "tak-dikenal";

/** Numbers of profiles that rows are of and that are not there; a journal has the first. */
function lostProfiles(db: Db): number[] {
  const owned = namesIn("TABLE").filter((table) => columnsOf(db, table).has("user_id"));
  const all = owned.map((table) => `SELECT user_id FROM ${table}`).join(" UNION ");
  const rows = db.prepare(
    `SELECT user_id FROM (${all} UNION SELECT 1)
     WHERE typeof(user_id) = 'integer' AND user_id > 0 AND user_id NOT IN (SELECT id FROM users)
     ORDER BY user_id`,
  );
  return rows.pluck().all() as number[];
}

function addProfile(db: Db, clock: Clock, id: number, name = `profil-${id}`) {
  const image = lastImage(db, "users", id);
  const made = { name, zone: clock.machineZone(), ...image, id };
  const fixed = { email: `profil-${id}@jurnal.invalid`, password_hash: "" };
  const names = db.prepare("SELECT name FROM users").pluck().all();
  const isTaken = names.includes(made.name);
  addRow(db, "users", { ...made, ...fixed, name: isTaken ? `profil-${id}` : made.name });
  const kind = name === UNOWNED ? "unowned" : image === null ? "made" : "read";
  return { id, name: String(isTaken ? `profil-${id}` : made.name), kind } as const;
}

/** Tables whose rows are of a day, with the time by which they are of it (SQL). */
const OF_A_DAY = [
  ["daily_trading_data", "COALESCE(exit_time, entry_time, created_at)"],
  ["mood_checkins", "created_at"],
  ["ai_mentor_reports", "created_at"],
] as const;

function lostDays(db: Db): number[] {
  const all = OF_A_DAY.filter(([table]) => describe(db, table).length > 0)
    .map(([table]) => `SELECT session_id FROM ${table}`)
    .join(" UNION ");
  const rows = db.prepare(
    `SELECT session_id FROM (${all}) WHERE typeof(session_id) = 'integer'
     AND session_id NOT IN (SELECT id FROM trading_sessions) ORDER BY session_id`,
  );
  return rows.pluck().all() as number[];
}

/** Whose a day was: its trades say it by what makes them known again, or by their import. */
function ownerOf(db: Db, session: number): number | null {
  const users = db.prepare("SELECT id FROM users").pluck().all() as number[];
  if (users.length === 1) return users[0] ?? null;
  const keys = db.prepare(
    `SELECT CAST(substr(external_key, 1, instr(external_key, '|') - 1) AS INTEGER)
     FROM daily_trading_data WHERE session_id = ? AND external_key IS NOT NULL`,
  );
  const byKey = (keys.pluck().all(session) as number[]).find((id) => users.includes(id));
  if (byKey !== undefined || columnsOf(db, "imports").size === 0) return byKey ?? null;
  const imports = db.prepare(
    `SELECT i.user_id FROM daily_trading_data t JOIN imports i ON i.id = t.import_id
     WHERE t.session_id = ? LIMIT 1`,
  );
  return (imports.pluck().get(session) as number | undefined) ?? null;
}

function addDay(db: Db, clock: Clock, id: number, owner: number): void {
  const profile = db.prepare("SELECT zone, day_start FROM users WHERE id = ?").get(owner) as {
    zone: Zone;
    day_start: string;
  };
  const times = OF_A_DAY.filter(([table]) => describe(db, table).length > 0).flatMap(
    ([table, time]) =>
      db.prepare(`SELECT ${time} FROM ${table} WHERE session_id = ?`).pluck().all(id) as string[],
  );
  const known = times.map((time) => parseUtc(String(time))).find((time) => !Number.isNaN(time));
  const dayStart = clockMinutes(profile.day_start);
  const session_date = dayOf(known ?? clock.now(), profile.zone, dayStart);
  addRow(db, "trading_sessions", { id, user_id: owner, session_date, personal_notes: "" });
}

const countOf = (db: Db, session: number) =>
  db
    .prepare("SELECT COUNT(*) FROM daily_trading_data WHERE session_id = ?")
    .pluck()
    .get(session) as number;
