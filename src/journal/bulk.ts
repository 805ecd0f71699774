import { utcText } from "../base/time.ts";
import type { NewTrade } from "../model.ts";
import { TRADE_COLUMNS } from "../trade/fields.ts";
import { type Operation, recordInserted } from "./changes.ts";
import { ensurePartDays, ensureSession } from "./days.ts";
import { type Db, prepared, type Store } from "./store.ts";
import { columnValue, externalKey } from "./trades.ts";

export interface DatedTrade {
  trade: NewTrade;
  /** The day it belongs to, YYYY-MM-DD. */
  date: string;
  /** Its external_key, where the ticket does not make it. */
  key?: string;
}

export interface Added {
  id: number;
  duplicate: boolean;
}

/** What each row binds for itself; trades that come together come from one import. */
const BOUND = TRADE_COLUMNS.filter((column) => column !== "import_id");

/** Rows per INSERT: one statement for each row takes a fifth more CPU of `trade log --stdin`. */
const GROUP = 50;

/**
 * Logs many trades inside an operation, in order. All of them must be new: a known account and
 * ticket throws (see isDuplicate), and the caller's transaction takes everything back.
 */
export function addTrades(operation: Operation, trades: readonly DatedTrade[]): Added[] {
  const sessionIds = new Map<string, number>();
  const rows = trades.map(({ trade, date, key }) => {
    let sessionId = sessionIds.get(date);
    if (sessionId === undefined) {
      sessionId = ensureSession(operation, date);
      sessionIds.set(date, sessionId);
      operation.touched.add(sessionId);
    }
    if (trade.partial_closes != null) ensurePartDays(operation, trade);
    return { trade, sessionId, key: key ?? externalKey(operation.store, trade) };
  });
  const added: Added[] = [];
  for (let start = 0; start < rows.length; ) {
    const group = rows.slice(start, start + (rows.length - start < GROUP ? 1 : GROUP));
    // The write lock is ours and AUTOINCREMENT only counts up: the ids of one INSERT are consecutive.
    const first = insertAll(operation.store, group) - group.length + 1;
    for (let index = 0; index < group.length; index++) {
      added.push({ id: first + index, duplicate: false });
    }
    start += group.length;
  }
  const first = added[0];
  if (first !== undefined) {
    recordInserted(operation, "daily_trading_data", first.id, added.length);
  }
  return added;
}

/** Like addTrades, but a trade that is known (or comes twice) is answered with the id it has. */
export function addUnknownTrades(operation: Operation, trades: readonly DatedTrade[]): Added[] {
  const { store } = operation;
  const keys = trades.map(({ trade }) => externalKey(store, trade));
  const ids = idsByKey(store, keys);
  const seen = new Set(ids.keys());
  const fresh = trades.filter((_, index) => {
    const key = keys[index] ?? null;
    if (key === null) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const added = addTrades(operation, fresh);
  let next = 0;
  return keys.map((key) => {
    const known = key === null ? undefined : ids.get(key);
    if (known !== undefined) return { id: known, duplicate: true };
    const { id } = added[next++] as Added;
    if (key !== null) ids.set(key, id);
    return { id, duplicate: false };
  });
}

/** Whether this is the error of a trade that the journal holds already. */
export function isDuplicate(error: unknown): boolean {
  return (error as { code?: string }).code === "SQLITE_CONSTRAINT_UNIQUE";
}

function idsByKey(store: Store, keys: readonly (string | null)[]): Map<string, number> {
  const rows = prepared(
    store.db,
    `SELECT external_key, id FROM daily_trading_data
     WHERE external_key IN (SELECT value FROM json_each(?))`,
  );
  return new Map(rows.raw().all(JSON.stringify(keys)) as [string, number][]);
}

interface BulkRow {
  trade: NewTrade;
  sessionId: number;
  key: string | null;
}

function insertAll(store: Store, rows: readonly BulkRow[]): number {
  const columns = BOUND.filter((column) =>
    rows.some(({ trade }) => columnValue(trade, column) !== null),
  );
  const values: (string | number | null)[] = [];
  for (const { trade, sessionId, key } of rows) {
    values.push(sessionId, key);
    for (const column of columns) values.push(columnValue(trade, column));
  }
  const insert = insertStatement(store, columns, rows.length);
  const same = { now: utcText(store.now()), import: rows[0]?.trade.import_id ?? null };
  return Number(insert.run(values, same).lastInsertRowid);
}

/**
 * Statements by their shape; preparing one each time takes a fifth more CPU. What no row of a group
 * says is not bound: to bind it as NULL takes a twentieth more.
 */
const statements = new WeakMap<Store, Map<string, ReturnType<Db["prepare"]>>>();

function insertStatement(store: Store, columns: readonly string[], count: number) {
  const prepared = statements.get(store) ?? new Map();
  statements.set(store, prepared);
  const shape = `${count}:${columns.join()}`;
  const known = prepared.get(shape);
  if (known !== undefined) return known;
  const nulls = BOUND.filter((column) => !columns.includes(column));
  const names = ["created_at", "import_id", "session_id", "external_key", ...columns, ...nulls];
  const filled = ["@now", "@import", "?", "?", ...columns.map(() => "?")];
  const row = [...filled, ...nulls.map(() => "NULL")].join();
  const statement = store.db.prepare(
    `INSERT INTO daily_trading_data (${names.join()})
     VALUES ${Array(count).fill(`(${row})`).join()}`,
  );
  prepared.set(shape, statement);
  return statement;
}
