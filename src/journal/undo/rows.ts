import { parseUtc } from "../../base/time.ts";
import type { Session } from "../../model.ts";
import {
  addBack,
  image,
  isBare,
  type Row,
  type RowId,
  removeRow,
  setColumns,
  type UserTable,
} from "../changes.ts";
import { sessionAgain, untimed } from "../day-again.ts";
import { BROUGHT } from "../merge/edits.ts";
import { isSaid, UNSAID } from "../moves.ts";
import { undoOthers } from "../others.ts";
import type { Store } from "../store.ts";

/** A row that was left alone, or some of its columns. */
export interface Kept {
  table: UserTable;
  row_id: RowId;
  /** What its owner calls it, where that is not its number. */
  name: string | null;
  columns: string[];
  /**
   * changed: it no longer holds what the operation wrote; needed: others rest on it; refused: the
   * schema did; sealed: a plan is taken back at once or not at all.
   */
  reason: "changed" | "needed" | "refused" | "gone" | "sealed";
}

/** An undo or a redo under way. */
export interface Work {
  store: Store;
  touched: Set<number>;
  kept: Kept[];
  /** Rows that were written. */
  written: number;
  /** Trades whose day may be another now; with what they were before a time that went now, else null. */
  turned: Map<number, Row | null>;
  /** Profiles whose clock was set back: each of their trades may belong on another day. */
  clocks: Set<number>;
}

/** What the schema refuses of one change leaves that change alone, and no more. */
export function attempt({ store, kept }: Work, change: Change, work: () => void): void {
  try {
    store.db.transaction(work)();
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith("SQLITE_CONSTRAINT")) throw error;
    kept.push(keptRow(store, change.table_name, change.row_id, "refused"));
  }
}

/** Of a row that is left alone: what it is called now, and why. */
export function keptRow(
  store: Store,
  table: UserTable,
  row_id: RowId,
  reason: Kept["reason"],
  columns: string[] = [],
): Kept {
  const row = image(store, table, row_id);
  const name = row?.session_date ?? row?.name ?? null;
  return { table, row_id, name: name === null ? null : String(name), columns, reason };
}

/** One row of `changes`. */
export interface Change {
  id: number;
  table_name: UserTable;
  row_id: RowId;
  row_count: number;
  before: string | null;
  after: string | null;
}

/** So many changes are read at once: of a day begun anew a million rows change, with two images each. */
const PAGE = 500;

/** What an operation did, its last change first; what is read may be written to in between. */
export function* changesOf(store: Store, operationId: number): Generator<Change> {
  const page = store.db.prepare(
    `SELECT id, table_name, row_id, row_count, before, after FROM changes
     WHERE operation_id = ? AND id < ? ORDER BY id DESC LIMIT ${PAGE}`,
  );
  let below = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const changes = page.all(operationId, below) as Change[];
    yield* changes;
    const last = changes.at(-1);
    if (last === undefined) return;
    below = last.id;
  }
}

/** The row before and after a change; null where there was or is none. */
export function imagesOf({ before, after }: Change): { before: Row | null; after: Row | null } {
  const row = (text: string | null) => (text === null ? null : (JSON.parse(text, bytes) as Row));
  return { before: row(before), after: row(after) };
}

/** Columns of others may hold bytes, which JSON writes as an object. */
function bytes(_: string, value: unknown): unknown {
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
  return type === "Buffer" && Array.isArray(data) ? Buffer.from(data) : value;
}

/** The rows that a change is about: one, or as many as came in together under consecutive ids. */
export function rowsOf({ row_id: first, row_count: count }: Change): RowId[] {
  if (typeof first !== "number") return [first];
  return Array.from({ length: count }, (_, offset) => first + offset);
}

/** Whether mood, market or notes of a day have been set since it was added. */
export function isNoted(store: Store, id: RowId, added: Row | null): boolean {
  const now = image(store, "trading_sessions", id);
  const own = ["emotions", "market_conditions", "market_said", "body", "personal_notes"];
  return now !== null && own.some((column) => now[column] !== added?.[column]);
}

const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Columns by which a row differs from an image of it. */
function differing(now: Row, then: Row): string[] {
  return Object.keys(then).filter((name) => name in now && !isSame(now[name], then[name]));
}

/** Takes one change back; with `mayRedo` what goes is kept where the change holds no image of it. */
export function reverse(work: Work, change: Change, mayRedo: boolean): void {
  const { store, touched } = work;
  if (undoOthers(store, change)) {
    work.written++;
    return;
  }
  const { table_name: table } = change;
  const { before, after } = imagesOf(change);
  for (const sessionId of sessionsOf(store, change, before, after)) touched.add(sessionId);
  if (before === null) takeOut(work, change, after, mayRedo);
  else if (after === null) {
    bringBack(store, table, before);
    work.written++;
  } else turn(work, change, after, before);
}

/** Removes the rows that a change added, but for those that are no longer what it added. */
function takeOut(work: Work, change: Change, after: Row | null, mayRedo: boolean): void {
  const { store, kept } = work;
  const { table_name: table } = change;
  const later = after === null ? changedLater(store, change) : new Set<RowId>();
  const images: Row[] = [];
  // Of a million trades that no redo brings back, reading them first would take a third of the time.
  const isForGood = after === null && !mayRedo && table === "daily_trading_data";
  for (const id of rowsOf(change)) {
    if (isForGood && !later.has(id)) {
      if (removeRow(store, table, id)) work.written++;
      continue;
    }
    const now = image(store, table, id);
    if (now === null) continue;
    const isDay = table === "trading_sessions";
    const columns = after === null || isDay ? [] : differing(now, after);
    if (columns.length > 0 || later.has(id)) {
      kept.push(keptRow(store, table, id, "changed", columns));
    } else if (isDay && after !== null && isNoted(store, id, after)) {
      // A day with a mood or a note of others stays, as one with trades does.
    } else if (table === "plans" && isSealed(store, change, now)) {
      kept.push(keptRow(store, table, id, "sealed"));
    } else if (isBare(store, table, id)) {
      if (after === null && mayRedo) images.push(now);
      removeRow(store, table, id);
      work.written++;
    } else if (!isDay) kept.push(keptRow(store, table, id, "needed"));
  }
  if (images.length > 0) keepImages(store, change, JSON.stringify(images));
}

/** As long as a plan may be taken back as a slip. */
const SLIP_MS = 5 * 60_000;

/**
 * Whether it is too late to take a plan back: the market has gone on, or the profile has done
 * something else since. What came of it must not decide whether it was ever made.
 */
function isSealed({ db, now, profile }: Store, { id }: Change, { sealed_at }: Row): boolean {
  const made = db.prepare(
    "SELECT o.kind FROM changes c JOIN operations o ON o.id = c.operation_id WHERE c.id = ?",
  );
  // One that came with a whole journal was not made here.
  if (BROUGHT.includes(String(made.pluck().get(id)))) return false;
  const later = db.prepare(
    `SELECT EXISTS (SELECT 1 FROM operations WHERE undone_at IS NULL
       AND (user_id IS NULL OR user_id = @user)
       AND id > (SELECT operation_id FROM changes WHERE id = @id))`,
  );
  const isOld = now() - parseUtc(String(sealed_at)) > SLIP_MS;
  return isOld || later.pluck().get({ id, user: profile.id }) === 1;
}

/** Keeps what rows were that came in without images, for a redo; null: they are there again. */
function keepImages({ db }: Store, { id }: Change, images: string | null): void {
  db.prepare("UPDATE changes SET after = ? WHERE id = ?").run(images, id);
}

/** Rows that came in together and were changed since by an operation that stands. */
function changedLater({ db }: Store, { id, table_name, row_id, row_count }: Change): Set<RowId> {
  if (typeof row_id !== "number") return new Set();
  const rows = db.prepare(
    `SELECT DISTINCT c.row_id FROM changes c JOIN operations o ON o.id = c.operation_id
     WHERE c.id > ? AND c.table_name = ? AND c.row_id BETWEEN ? AND ? AND c.before IS NOT NULL
       AND o.undone_at IS NULL AND o.id <> (SELECT operation_id FROM changes WHERE id = ?)`,
  );
  const last = row_id + row_count - 1;
  return new Set(rows.pluck().all(id, table_name, row_id, last, id) as RowId[]);
}

/** Sets what a change set from one image to the other, but for what is no longer as it left it. */
function turn(work: Work, change: Change, from: Row, to: Row): void {
  const { store, kept } = work;
  const { table_name: table, row_id: id } = change;
  const changed = Object.keys(to).filter((name) => !isSame(from[name], to[name]));
  const now = image(store, table, id);
  const free = changed.filter((name) => now !== null && isSame(now[name], from[name]));
  const taken = changed.filter(
    (name) =>
      !free.includes(name) &&
      !isSame(now?.[name], to[name]) &&
      // The day of a trade follows its time.
      !(name === "session_id" && free.some((other) => TIMES.includes(other))),
  );
  if (taken.length > 0) kept.push(keptRow(store, table, id, "changed", taken));
  if (free.length === 0) return;
  // A later change may have moved it to a day that neither image names.
  if (now !== null && "session_id" in now) work.touched.add(Number(now.session_id));
  const isOnDay = free.includes("session_id");
  const session_id = isOnDay ? sessionAgain(store, to) : to.session_id;
  if (isOnDay) work.touched.add(Number(session_id));
  setColumns(store, table, id, { ...to, session_id }, free);
  if (table === "daily_trading_data") work.turned.set(Number(id), untimed(from, to));
  if (table === "users" && free.some((name) => name === "zone" || name === "day_start")) {
    work.clocks.add(Number(id));
  }
  work.written++;
}

const TIMES: readonly string[] = ["entry_time", "exit_time"];

/** Makes one change again that was taken back. */
export function doAgain(work: Work, change: Change): void {
  const { store, touched } = work;
  const { table_name: table, row_id: id } = change;
  if (change.before === null) {
    if (change.after === null) return;
    const said = JSON.parse(change.after, bytes) as Row | Row[];
    for (const row of Array.isArray(said) ? said : [said]) {
      const key = table === "settings" ? row.key : row.id;
      if ("session_id" in row) touched.add(Number(row.session_id));
      if (image(store, table, key as RowId) === null) bringBack(store, table, row);
    }
    if (change.row_count > 1) keepImages(store, change, null);
    return;
  }
  const { before, after } = imagesOf(change);
  for (const sessionId of sessionsOf(store, change, before, after)) touched.add(sessionId);
  if (before === null) return;
  if (after !== null) {
    turn(work, change, before, after);
    return;
  }
  const now = image(store, table, id);
  if (now === null) return;
  const isDay = table === "trading_sessions";
  const columns = isDay ? [] : differing(now, before);
  if (columns.length > 0) work.kept.push(keptRow(store, table, id, "changed", columns));
  else if (isBare(store, table, id)) removeRow(store, table, id);
  else if (!isDay) work.kept.push(keptRow(store, table, id, "needed"));
}

/**
 * Adds a removed row again. Where its place was taken meanwhile (by another program, or by a stream
 * that went on), a day takes over what the newer one holds, and what is there already stays.
 */
export function bringBack(store: Store, table: UserTable, row: Row): void {
  if (table === "trading_sessions" && image(store, table, row.id as number) !== null) {
    sayAgain(store, row);
    return;
  }
  if (KEYED.includes(table)) {
    const known = store.db.prepare(`SELECT 1 FROM ${table} WHERE external_key = ?`);
    if (known.get(row.external_key) !== undefined) return;
  }
  const rival =
    table === "trading_sessions"
      ? store.db
          .prepare("SELECT id FROM trading_sessions WHERE user_id = ? AND session_date = ?")
          .pluck()
          .get(row.user_id, row.session_date)
      : undefined;
  if (rival !== undefined) setColumns(store, table, rival as number, FREED, ["session_date"]);
  addBack(
    store,
    table,
    "session_id" in row ? { ...row, session_id: sessionAgain(store, row) } : row,
  );
  if (rival === undefined) return;
  for (const held of ["daily_trading_data", "mood_checkins", "ai_mentor_reports"]) {
    store.db.prepare(`UPDATE ${held} SET session_id = ? WHERE session_id = ?`).run(row.id, rival);
  }
  removeRow(store, table, rival as number);
}

/** Says of a day that was made again meanwhile what was said of it, unless it has been said anew. */
function sayAgain(store: Store, row: Row): void {
  const id = row.id as number;
  const now = image(store, "trading_sessions", id);
  if (now === null || isSaid(now as unknown as Session)) return;
  setColumns(store, "trading_sessions", id, row, Object.keys(UNSAID));
}

/** Tables in which no two rows are the same thing. */
const KEYED: readonly UserTable[] = [
  "daily_trading_data",
  "cash_flows",
  "open_positions",
  "deleted_trades",
];

/** A date that no day has: taken for a moment when two sessions would both hold one day. */
const FREED = { session_date: "" };

/** Sessions whose totals or report the reversed change concerns. */
export function sessionsOf(
  store: Store,
  change: Change,
  before: Row | null,
  after: Row | null,
): number[] {
  if (change.table_name === "trading_sessions") return [Number(change.row_id)];
  if (change.table_name === "rules") return sessionsRuled(store, { ...before, ...after });
  const images = [before, after].filter((row) => row !== null);
  if (images.length > 0) {
    return images.filter((row) => "session_id" in row).map((row) => Number(row.session_id));
  }
  if (change.table_name !== "daily_trading_data") return [];
  const rows = store.db
    .prepare("SELECT DISTINCT session_id FROM daily_trading_data WHERE id BETWEEN ? AND ?")
    .pluck();
  const first = Number(change.row_id);
  return rows.all(first, first + change.row_count - 1) as number[];
}

/** Days whose reports were judged with or without this rule: from the day of its change on. */
function sessionsRuled(store: Store, { user_id, valid_from, closed_on }: Row): number[] {
  const since = store.db
    .prepare("SELECT id FROM trading_sessions WHERE user_id = ? AND session_date >= ?")
    .pluck();
  return since.all(user_id, closed_on ?? valid_from) as number[];
}
