import { utcText } from "../base/time.ts";
import {
  addBack,
  image,
  immediate,
  type Row,
  type RowId,
  removeRow,
  setColumns,
  type UserTable,
} from "./changes.ts";
import type { ImportRow } from "./imports.ts";
import { undoOthers } from "./others.ts";
import type { Store } from "./store.ts";
import { refreshTotals } from "./totals.ts";

export interface Undone {
  operation_id: number;
  kind: string;
  summary: string;
  created_at: string;
}

/**
 * Takes back the operation with the last change that is not yet undone; null when there is none.
 * (Not the one begun last: a stream of trades goes on while its owner does other things.)
 */
export function undoLast(store: Store): Undone | null {
  const last = store.db.prepare(
    `SELECT o.id AS operation_id, o.kind, o.summary, o.created_at
     FROM changes c JOIN operations o ON o.id = c.operation_id
     WHERE o.undone_at IS NULL ORDER BY c.id DESC LIMIT 1`,
  );
  // Looked at before any lock is taken: a journal in which nothing was done is left alone.
  if (last.get() === undefined) return null;
  return immediate(store, () => {
    const undone = last.get() as Undone | undefined;
    if (undone === undefined) return null;
    takeBack(store, undone.operation_id);
    return undone;
  });
}

/** One row of `changes`. */
interface Change {
  id: number;
  table_name: UserTable;
  row_id: RowId;
  row_count: number;
  before: string | null;
  after: string | null;
}

/** What an operation did, its last change first. */
function changesOf(store: Store, operationId: number): Change[] {
  const rows = store.db.prepare(
    `SELECT id, table_name, row_id, row_count, before, after FROM changes
     WHERE operation_id = ? ORDER BY id DESC`,
  );
  return rows.all(operationId) as Change[];
}

function takeBack(store: Store, operationId: number): void {
  const touched = new Set<number>();
  for (const change of changesOf(store, operationId)) reverse(store, change, touched);
  markUndone(store, operationId);
  refreshTotals(store, touched);
  // `markStale` finds the looks to forget by the date of a day, and a day may have gone just now:
  // all of them go, and are made again when a report needs them.
  store.db.prepare("DELETE FROM mentor_looks WHERE user_id = ?").run(store.profile.id);
}

function markUndone(store: Store, operationId: number): void {
  store.db
    .prepare("UPDATE operations SET undone_at = ? WHERE id = ?")
    .run(utcText(store.now()), operationId);
}

/** The row before and after a change; null where there was or is none. */
function imagesOf({ before, after }: Change): { before: Row | null; after: Row | null } {
  const row = (text: string | null) => (text === null ? null : (JSON.parse(text, bytes) as Row));
  return { before: row(before), after: row(after) };
}

/** Columns of others may hold bytes, which JSON writes as an object. */
function bytes(_: string, value: unknown): unknown {
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown };
  return type === "Buffer" && Array.isArray(data) ? Buffer.from(data) : value;
}

/** The rows that a change is about: one, or as many as came in together under consecutive ids. */
function rowsOf({ row_id: first, row_count: count }: Change): RowId[] {
  if (typeof first !== "number") return [first];
  return Array.from({ length: count }, (_, offset) => first + offset);
}

function reverse(store: Store, change: Change, touched: Set<number>): void {
  if (undoOthers(store, change)) return;
  const { table_name: table, row_id: id } = change;
  const { before, after } = imagesOf(change);
  for (const sessionId of sessionsOf(store, change, before, after)) touched.add(sessionId);
  if (before === null) {
    for (const rowId of rowsOf(change)) {
      const isSaid = table === "trading_sessions" && after !== null;
      if (isSaid && isNoted(store, rowId, after)) continue;
      if (isBare(store, table, rowId)) removeRow(store, table, rowId);
    }
  } else if (after === null) {
    bringBack(store, table, before);
  } else {
    const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
    setColumns(store, table, id, before, changed);
  }
}

/**
 * Adds a removed row again. Where its place was taken meanwhile (by another program, or by a stream
 * that went on), a day takes over what the newer one holds, and a trade that is there stays.
 */
function bringBack(store: Store, table: UserTable, row: Row): void {
  if (table === "daily_trading_data") {
    const known = store.db.prepare("SELECT 1 FROM daily_trading_data WHERE external_key = ?");
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
  addBack(store, table, row);
  if (rival === undefined) return;
  for (const held of ["daily_trading_data", "mood_checkins", "ai_mentor_reports"]) {
    store.db.prepare(`UPDATE ${held} SET session_id = ? WHERE session_id = ?`).run(row.id, rival);
  }
  removeRow(store, table, rival as number);
}

/** A date that no day has: taken for a moment when two sessions would both hold one day. */
const FREED = { session_date: "" };

/** Sessions whose totals or report the reversed change concerns. */
function sessionsOf(store: Store, change: Change, before: Row | null, after: Row | null): number[] {
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

/** What hangs on a row of these tables and would go with it. */
const CHILDREN: Partial<Record<UserTable, readonly (readonly [table: string, column: string])[]>> =
  {
    trading_sessions: [
      ["daily_trading_data", "session_id"],
      ["mood_checkins", "session_id"],
      // Ours is made again whenever it is asked for; QuantumBotX's is not.
      ["(SELECT session_id FROM ai_mentor_reports WHERE headline IS NULL)", "session_id"],
    ],
    bots: [["daily_trading_data", "bot_id"]],
    users: [["trading_sessions", "user_id"]],
  };

/**
 * Whether nothing hangs on this row any more. A day, a bot or a profile that one operation began
 * may by now hold what others added (QuantumBotX writes all the time): then undo leaves it, for
 * its removal would take their rows along.
 */
export function isBare(store: Store, table: UserTable, id: RowId): boolean {
  return (CHILDREN[table] ?? []).every(([child, column]) => {
    const held = store.db.prepare(`SELECT EXISTS (SELECT 1 FROM ${child} WHERE ${column} = ?)`);
    return held.pluck().get(id) === 0;
  });
}

export interface UndoneImport {
  import_id: number;
  file_name: string;
  /** Trades that left the journal. */
  trades: number;
}

/**
 * Takes one import back, also when later operations exist: its trades go with all that was done to
 * them since, rows it changed get back what it changed and nothing else, and what later operations
 * came to rest on (a day with other trades or a note, a bot, an account's clock) stays. Null when
 * there is no such import, or it was made in the journal that this one was restored from.
 */
export function undoImport(store: Store, id: number): UndoneImport | null {
  const find = store.db.prepare("SELECT * FROM imports WHERE id = ? AND operation_id <> 0");
  if (find.get(id) === undefined) return null;
  return immediate(store, () => {
    const row = find.get(id) as (ImportRow & { user_id: number }) | undefined;
    if (row === undefined) return null;
    const count = store.db.prepare("SELECT COUNT(*) FROM daily_trading_data").pluck();
    const before = count.get() as number;
    const touched = new Set<number>();
    for (const change of changesOf(store, row.operation_id)) takeOut(store, change, touched);
    markUndone(store, row.operation_id);
    forgetEmptyOperations(store);
    refreshTotals(store, touched);
    return { import_id: id, file_name: row.file_name, trades: before - (count.get() as number) };
  });
}

function takeOut(store: Store, change: Change, touched: Set<number>): void {
  const { table_name: table } = change;
  const { before, after } = imagesOf(change);
  for (const sessionId of sessionsOf(store, change, before, after)) touched.add(sessionId);
  if (before === null) {
    for (const rowId of rowsOf(change)) {
      if (!isNeeded(store, table, rowId, after)) removeForGood(store, change, rowId, touched);
    }
  } else if (after === null) {
    bringBack(store, table, before);
  } else {
    for (const column of Object.keys(before)) {
      if (before[column] !== after[column]) giveBack(store, change, column, before, after, touched);
    }
  }
}

/** Whether something that stays rests on a row that the import added. */
function isNeeded(store: Store, table: UserTable, id: RowId, added: Row | null): boolean {
  const any = (sql: string, ...values: unknown[]) =>
    store.db
      .prepare(`SELECT EXISTS (${sql})`)
      .pluck()
      .get(...values) === 1;
  if (!isBare(store, table, id)) return true;
  if (table === "trading_sessions") return isNoted(store, id, added);
  if (table !== "accounts") return false;
  return any(
    `SELECT 1 FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
     WHERE s.user_id = ? AND COALESCE(t.account, '') = ? AND t.import_id IS NOT NULL`,
    added?.user_id,
    added?.name,
  );
}

/** Whether mood, market or notes of a day have been set since it was added. */
function isNoted(store: Store, id: RowId, added: Row | null): boolean {
  const now = image(store, "trading_sessions", id);
  const own = ["emotions", "market_conditions", "personal_notes"];
  return now !== null && own.some((column) => now[column] !== added?.[column]);
}

/** Removes a row that the import added, and what later operations noted about it. */
function removeForGood(store: Store, change: Change, id: RowId, touched: Set<number>): void {
  const { table_name: table } = change;
  if (table === "daily_trading_data") {
    const now = image(store, table, id);
    if (now !== null) touched.add(Number(now.session_id));
  }
  removeRow(store, table, id);
  laterChanges(store).delete.run(table, id, change.id);
}

/**
 * Gives one column of a row what it held before the import. Later changes of the row that kept the
 * import's value get the old one in their images; where a later change set the column anew it
 * stays, and only that change's own before image is mended.
 */
function giveBack(
  store: Store,
  change: Change,
  column: string,
  before: Row,
  after: Row,
  touched: Set<number>,
): void {
  const { table_name: table, row_id: id } = change;
  if (table === "users" && column === "currency" && hasTrades(store, id)) return;
  const { select, update } = laterChanges(store);
  for (const later of select.all(table, id, change.id) as Change[]) {
    const images = [later.before, later.after].map((text) =>
      text === null ? null : (JSON.parse(text) as Row),
    );
    const [older, newer] = images;
    const isOverwritten = newer == null || newer[column] !== after[column];
    if (older != null) older[column] = before[column];
    if (newer != null && !isOverwritten) newer[column] = before[column];
    const texts = [older, newer].map((row) => (row == null ? null : JSON.stringify(row)));
    update.run(texts[0], texts[1], later.id);
    if (isOverwritten) return;
  }
  const now = image(store, table, id);
  if (now === null) return;
  if (table === "daily_trading_data") touched.add(Number(now.session_id));
  setColumns(store, table, id, before, [column]);
}

function hasTrades(store: Store, userId: RowId): boolean {
  const any = store.db.prepare(
    `SELECT EXISTS (SELECT 1 FROM daily_trading_data t
       JOIN trading_sessions s ON s.id = t.session_id WHERE s.user_id = ?)`,
  );
  return any.pluck().get(userId) === 1;
}

function laterChanges({ db }: Store) {
  return {
    select: db.prepare(
      `SELECT c.id, c.table_name, c.row_id, c.row_count, c.before, c.after FROM changes c
       JOIN operations o ON o.id = c.operation_id AND o.undone_at IS NULL
       WHERE c.table_name = ? AND c.row_id = ? AND c.id > ? ORDER BY c.id`,
    ),
    update: db.prepare("UPDATE changes SET before = ?, after = ? WHERE id = ?"),
    delete: db.prepare("DELETE FROM changes WHERE table_name = ? AND row_id = ? AND id > ?"),
  };
}

/** Forgets operations of which no change is left: undo would report them as taken back. */
function forgetEmptyOperations({ db }: Store): void {
  db.exec(`DELETE FROM operations WHERE undone_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM changes WHERE operation_id = operations.id)`);
}
