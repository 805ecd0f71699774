import { utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import type { Profile } from "../model.ts";
import * as say from "../words/errors.ts";
import { endReading, prepared, type Store } from "./store.ts";
import { columnsOf, quoted } from "./tables.ts";
import { refreshTotals } from "./totals.ts";
import { requireCurrent } from "./upgrade.ts";

/** Tables whose rows belong to the user: every change of them can be taken back. */
export type UserTable =
  | "users"
  | "bots"
  | "trading_sessions"
  | "daily_trading_data"
  | "mood_checkins"
  | "settings"
  | "accounts"
  | "imports"
  | "cash_flows"
  | "open_positions"
  | "fills"
  | "ai_mentor_reports"
  | "deleted_bots"
  | "deleted_trades"
  | "appeals"
  | "promises"
  | "rules"
  | "setups"
  | "symbols"
  | "rates"
  | "plans"
  | "scenarios"
  | "edits";

export type Row = Record<string, unknown>;
export type RowId = number | string;

/** An operation under way: one thing the user did, taken back as one. */
export interface Operation {
  readonly store: Store;
  readonly id: number;
  /** Sessions whose totals must be made anew before the operation ends. */
  readonly touched: Set<number>;
}

/**
 * Runs `work` as one operation in one transaction: all of it is on disk when this returns, or
 * none of it. `summary` is the Indonesian line that undo shows. Throws what `work` throws.
 */
export function operate<T>(
  store: Store,
  kind: string,
  summary: string | ((result: T) => string),
  work: (operation: Operation) => T,
): T {
  return immediate(store, () => {
    const operation = beginOperation(store, kind, typeof summary === "string" ? summary : "");
    const result = work(operation);
    if (typeof summary === "function") setSummary(operation, summary(result));
    endOperation(operation);
    return result;
  });
}

/**
 * Runs `work` between BEGIN IMMEDIATE and COMMIT, so that writers queue instead of failing. What was
 * read before may have been changed by others: `work` asks again for all that it rests on.
 */
export function immediate<T>(store: Store, work: () => T): T {
  if (store.readOnly) throw unwritable(store);
  endReading(store.db);
  const before = store.recorded.any;
  try {
    return store.db
      .transaction(() => {
        const release = claim(store);
        const done = work();
        release();
        return done;
      })
      .immediate();
  } catch (error) {
    store.recorded.any = before;
    throw error;
  }
}

/** Why nothing can be written. */
export function unwritable({ path, foreign }: Store): UserError {
  return foreign.length > 0
    ? new UserError("foreign-rules", ...say.foreignRules(path, foreign))
    : new UserError("journal-read-only", say.readOnlyJournal(path));
}

/**
 * Runs `work` like `immediate`, unless others have written since the journal was opened for reading:
 * then it does nothing and returns false. For what is made of all that was read.
 */
export function unlessChanged(store: Store, work: () => void): boolean {
  const version = () => store.db.pragma("data_version", { simple: true });
  const before = version();
  try {
    immediate(store, () => {
      if (version() !== before) throw CHANGED;
      work();
    });
    return true;
  } catch (error) {
    if (error !== CHANGED) throw error;
    return false;
  }
}

const CHANGED = new Error("others have written");

/** Runs `work`, which may load code, while nobody else can write. */
export async function exclusively<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const transaction = beginTransaction(store);
  try {
    const result = await work();
    transaction.commit();
    return result;
  } catch (error) {
    transaction.rollback();
    throw error;
  }
}

/**
 * Tells the triggers of the schema that until `release` it is us who write: they are there for what
 * QuantumBotX writes. Refuses a file that a newer program has upgraded while this one had it open,
 * and takes over what others have set in the profile since.
 */
function claim(store: Store): () => void {
  const { db, path, profile } = store;
  requireCurrent(db, path);
  const now = image(store, "users", profile.id) as unknown as Profile | null;
  if (now === null) throw new UserError("profile-unknown", ...say.profileGone(profile.name));
  const { id, name, currency, zone, day_start, initial_balance } = now;
  store.profile = { id, name, currency, zone, day_start, initial_balance };
  const { changes } = prepared(db, "INSERT OR IGNORE INTO writer VALUES (1)").run();
  return () => {
    if (changes > 0) prepared(db, "DELETE FROM writer").run();
  };
}

/** Starts an operation inside a transaction that is already open. */
export function beginOperation(store: Store, kind: string, summary: string): Operation {
  const insert = store.db.prepare(
    "INSERT INTO operations (kind, summary, created_at, user_id) VALUES (?, ?, ?, ?)",
  );
  const values = [kind, summary, utcText(store.now()), store.profile.id];
  const id = Number(insert.run(values).lastInsertRowid);
  return { store, id, touched: new Set() };
}

/** Marks an operation as that of a pipe which this process reads: until `endPipe` it is its own. */
export function markPipe({ store, id }: Operation): void {
  store.db.prepare("UPDATE operations SET writer = ? WHERE id = ?").run(store.processes.own, id);
}

/** The pipe that this process read has ended: what it recorded is done. */
export function endPipe(store: Store): void {
  immediate(store, () => {
    store.db
      .prepare("UPDATE operations SET writer = NULL WHERE writer = ?")
      .run(store.processes.own);
  });
}

/** Goes on with an operation inside an open transaction; null when it was undone meanwhile. */
export function resumeOperation(store: Store, id: number): Operation | null {
  const open = prepared(store.db, "SELECT 1 FROM operations WHERE id = ? AND undone_at IS NULL");
  return open.get(id) === undefined ? null : { store, id, touched: new Set() };
}

/** Changes the line that undo shows for this operation. */
export function setSummary({ store, id }: Operation, summary: string): void {
  prepared(store.db, "UPDATE operations SET summary = ? WHERE id = ?").run(summary, id);
}

/**
 * Brings the totals of all touched sessions up to date, and forgets an operation that changed
 * nothing: the next undo would report it as taken back, and leave what the user meant as it is. To
 * be called before the commit.
 */
export function endOperation({ store, id, touched }: Operation): void {
  // Also where no session is touched: the day on which a position ended may be gone, not its parts.
  refreshTotals(store, touched);
  const forgotten = prepared(
    store.db,
    `DELETE FROM operations WHERE id = @id
     AND NOT EXISTS (SELECT 1 FROM changes WHERE operation_id = @id)`,
  ).run({ id });
  if (forgotten.changes === 0) store.recorded.any = true;
}

/** Adds a row and records it; returns its id (the key, for a setting). */
export function insertRow(operation: Operation, table: UserTable, values: Row): number {
  const columns = Object.keys(values);
  const marks = columns.map((name) => `@${name}`).join(", ");
  const insert = prepared(
    operation.store.db,
    `INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`,
  );
  const id = Number(insert.run(values).lastInsertRowid);
  const key = table === "settings" ? String(values.key) : id;
  record(operation, table, key, null, image(operation.store, table, key));
  return id;
}

/** Records rows that were added in bulk with consecutive ids, without their images. */
export function recordInserted(
  operation: Operation,
  table: UserTable,
  firstId: number,
  count: number,
): void {
  if (count === 1) {
    record(operation, table, firstId, null, image(operation.store, table, firstId));
    return;
  }
  operation.store.db
    .prepare(
      "INSERT INTO changes (operation_id, table_name, row_id, row_count) VALUES (?, ?, ?, ?)",
    )
    .run(operation.id, table, firstId, count);
}

/** Sets some columns of a row and records it; false (and nothing recorded) if they held already. */
export function updateRow(operation: Operation, table: UserTable, id: RowId, values: Row): boolean {
  const before = image(operation.store, table, id);
  if (before === null) throw new Error(`no row ${id} in ${table}`);
  const changed = Object.keys(values).filter((name) => before[name] !== values[name]);
  if (changed.length === 0) return false;
  setColumns(operation.store, table, id, values, changed);
  record(operation, table, id, before, image(operation.store, table, id));
  return true;
}

/** Removes a row and records it. */
export function deleteRow(operation: Operation, table: UserTable, id: RowId): void {
  const before = image(operation.store, table, id);
  if (before === null) throw new Error(`no row ${id} in ${table}`);
  removeRow(operation.store, table, id);
  record(operation, table, id, before, null);
}

function record(
  operation: Operation,
  table: UserTable,
  id: RowId,
  before: Row | null,
  after: Row | null,
): void {
  const text = (row: Row | null) => (row === null ? null : JSON.stringify(row));
  prepared(
    operation.store.db,
    "INSERT INTO changes (operation_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
  ).run(operation.id, table, id, text(before), text(after));
}

const keyOf = (table: UserTable) => (table === "settings" ? "key" : "id");

/** The row as it is now, with columns of others; null: it is not there. */
export function image(store: Store, table: UserTable, id: RowId): Row | null {
  const row = prepared(store.db, `SELECT * FROM ${table} WHERE ${keyOf(table)} = ?`).get(id);
  return (row as Row | undefined) ?? null;
}

/** Sets these columns of a row to what `values` says, without a record: for undo and redo. */
export function setColumns(
  store: Store,
  table: UserTable,
  id: RowId,
  values: Row,
  names: string[],
): void {
  if (names.length === 0) return;
  const assignments = names.map((name) => `${quoted(name)} = ?`).join(", ");
  const where = `WHERE ${keyOf(table)} = ?`;
  const update = prepared(store.db, `UPDATE ${table} SET ${assignments} ${where}`);
  update.run(...names.map((name) => values[name]), id);
}

/**
 * Removes a row without a record, and by the schema what hangs on it: ask `isBare` first. Whether it
 * was there.
 */
export function removeRow(store: Store, table: UserTable, id: RowId): boolean {
  return prepared(store.db, `DELETE FROM ${table} WHERE ${keyOf(table)} = ?`).run(id).changes > 0;
}

/** Adds a row again from its image, without a record. */
export function addBack(store: Store, table: UserTable, row: Row): void {
  // Another program may have dropped a column of its own meanwhile.
  const there = columnsOf(store.db, table);
  const columns = Object.keys(row).filter((name) => there.has(name));
  const marks = columns.map(() => "?").join(", ");
  const insert = prepared(
    store.db,
    `INSERT INTO ${table} (${columns.map(quoted).join(", ")}) VALUES (${marks})`,
  );
  insert.run(...columns.map((name) => row[name]));
}

/** What hangs on a row of these tables and would go with it. */
const CHILDREN: Partial<Record<UserTable, readonly (readonly [table: string, column: string])[]>> =
  {
    trading_sessions: [
      ["daily_trading_data", "session_id"],
      ["early_results", "session_id"],
      ["mood_checkins", "session_id"],
      // Ours is made again whenever it is asked for; QuantumBotX's is not.
      ["(SELECT session_id FROM ai_mentor_reports WHERE headline IS NULL)", "session_id"],
    ],
    bots: [["daily_trading_data", "bot_id"]],
    plans: [
      ["daily_trading_data", "plan_id"],
      ["open_positions", "plan_id"],
    ],
    users: [
      ["trading_sessions", "user_id"],
      ["setups", "user_id"],
    ],
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

/** A transaction that stays open while a file is read. */
export interface OpenTransaction {
  commit(): void;
  rollback(): void;
}

/**
 * Begins a transaction that writes; others wait. Operations inside become part of it. An empty
 * journal in memory may be written to: it is thrown away. `isWhole`: rows may point to rows that
 * are not there, for QuantumBotX's do; who asks for that puts ours right before the end.
 */
export function beginTransaction(store: Store, isWhole = false): OpenTransaction {
  const { db, readOnly, opened } = store;
  const recorded = store.recorded.any;
  if (readOnly && opened.kind !== "absent") throw unwritable(store);
  endReading(db);
  // Cannot be changed inside a transaction.
  if (isWhole) db.pragma("foreign_keys = OFF");
  // 32 MB of cache: pages that are written again and again go to the log once, at the end.
  db.pragma("cache_size = -32768");
  db.exec("BEGIN IMMEDIATE");
  const end = (word: string) => {
    if (db.inTransaction) db.exec(word);
    db.pragma("foreign_keys = ON");
  };
  // A disk that fails ends the transaction by itself: its being open says nothing.
  let isOver = false;
  const rollback = () => {
    if (!isOver) store.recorded.any = recorded;
    isOver = true;
    end("ROLLBACK");
  };
  try {
    const release = claim(store);
    const commit = () => {
      if (db.inTransaction) release();
      end("COMMIT");
      isOver = true;
    };
    return { commit, rollback };
  } catch (error) {
    rollback();
    throw error;
  }
}
