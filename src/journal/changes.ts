import { utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";
import type { Store } from "./store.ts";
import { refreshTotals } from "./totals.ts";

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
  | "appeals"
  | "promises"
  | "rules";

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

/** Runs `work` between BEGIN IMMEDIATE and COMMIT, so that writers queue instead of failing. */
export function immediate<T>(store: Store, work: () => T): T {
  if (store.readOnly) throw new UserError("journal-read-only", say.readOnlyJournal(store.path));
  return store.db.transaction(work).immediate();
}

/** Starts an operation inside a transaction that is already open. */
export function beginOperation(store: Store, kind: string, summary: string): Operation {
  const insert = store.db.prepare(
    "INSERT INTO operations (kind, summary, created_at) VALUES (?, ?, ?)",
  );
  const id = Number(insert.run(kind, summary, utcText(store.now())).lastInsertRowid);
  return { store, id, touched: new Set() };
}

/** Goes on with an operation inside an open transaction; null when it was undone meanwhile. */
export function resumeOperation(store: Store, id: number): Operation | null {
  const open = store.db.prepare("SELECT 1 FROM operations WHERE id = ? AND undone_at IS NULL");
  return open.get(id) === undefined ? null : { store, id, touched: new Set() };
}

/** Changes the line that undo shows for this operation. */
export function setSummary({ store, id }: Operation, summary: string): void {
  store.db.prepare("UPDATE operations SET summary = ? WHERE id = ?").run(summary, id);
}

/**
 * Brings the totals of all touched sessions up to date, and forgets an operation that changed
 * nothing: the next undo would report it as taken back, and leave what the user meant as it is. To
 * be called before the commit.
 */
export function endOperation({ store, id, touched }: Operation): void {
  if (touched.size > 0) refreshTotals(store, touched);
  store.db
    .prepare(
      `DELETE FROM operations WHERE id = @id
       AND NOT EXISTS (SELECT 1 FROM changes WHERE operation_id = @id)`,
    )
    .run({ id });
}

/** Adds a row and records it; returns its id (the key, for a setting). */
export function insertRow(operation: Operation, table: UserTable, values: Row): number {
  const columns = Object.keys(values);
  const marks = columns.map((name) => `@${name}`).join(", ");
  const insert = operation.store.db.prepare(
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
  operation.store.db
    .prepare(
      "INSERT INTO changes (operation_id, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?)",
    )
    .run(operation.id, table, id, text(before), text(after));
}

const keyOf = (table: UserTable) => (table === "settings" ? "key" : "id");

export function image(store: Store, table: UserTable, id: RowId): Row | null {
  const row = store.db.prepare(`SELECT * FROM ${table} WHERE ${keyOf(table)} = ?`).get(id);
  return (row as Row | undefined) ?? null;
}

export function setColumns(
  store: Store,
  table: UserTable,
  id: RowId,
  values: Row,
  names: string[],
): void {
  if (names.length === 0) return;
  const assignments = names.map((name) => `${name} = @${name}`).join(", ");
  const update = store.db.prepare(
    `UPDATE ${table} SET ${assignments} WHERE ${keyOf(table)} = @__id`,
  );
  update.run({ ...Object.fromEntries(names.map((name) => [name, values[name]])), __id: id });
}

export function removeRow(store: Store, table: UserTable, id: RowId): void {
  store.db.prepare(`DELETE FROM ${table} WHERE ${keyOf(table)} = ?`).run(id);
}

export function addBack(store: Store, table: UserTable, row: Row): void {
  const columns = Object.keys(row);
  const marks = columns.map((name) => `@${name}`).join(", ");
  store.db.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${marks})`).run(row);
}

/** A transaction that stays open while a file is read. */
export interface OpenTransaction {
  commit(): void;
  rollback(): void;
}

/**
 * Begins a transaction that writes; others wait. Operations inside become part of it. An empty
 * journal in memory may be written to: it is thrown away.
 */
export function beginTransaction({ db, readOnly, opened, path }: Store): OpenTransaction {
  if (readOnly && opened.kind !== "absent") {
    throw new UserError("journal-read-only", say.readOnlyJournal(path));
  }
  // 32 MB of cache: pages that are written again and again go to the log once, at the end.
  db.pragma("cache_size = -32768");
  db.exec("BEGIN IMMEDIATE");
  const end = (word: string) => {
    if (db.inTransaction) db.exec(word);
  };
  return { commit: () => end("COMMIT"), rollback: () => end("ROLLBACK") };
}
