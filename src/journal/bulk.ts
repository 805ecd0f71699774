import type { NewTrade } from "../model.ts";
import { utcText } from "../text/zone.ts";
import { type Operation, recordInserted } from "./changes.ts";
import { ensureSession } from "./sessions.ts";
import type { Store } from "./store.ts";
import { columnValue, externalKey, findByKey, TRADE_COLUMNS } from "./trades.ts";

export interface DatedTrade {
  trade: NewTrade;
  /** The day it belongs to, YYYY-MM-DD. */
  date: string;
}

export interface Added {
  id: number;
  duplicate: boolean;
}

/** Rows per INSERT: one statement for many rows takes half the time of one for each. */
const GROUP = 50;

/**
 * Logs many trades inside an operation, in order. A trade whose account and ticket are in the
 * journal already (or come twice) is answered with the id it has there and adds nothing.
 */
export function addTrades(operation: Operation, trades: readonly DatedTrade[]): Added[] {
  const sessionIds = new Map<string, number>();
  const rows = trades.map(({ trade, date }) => {
    let sessionId = sessionIds.get(date);
    if (sessionId === undefined) {
      sessionId = ensureSession(operation, date);
      sessionIds.set(date, sessionId);
      operation.touched.add(sessionId);
    }
    return { trade, sessionId, key: externalKey(operation.store, trade) };
  });
  const added: Added[] = [];
  for (let start = 0; start < rows.length; start += GROUP) {
    added.push(...addGroup(operation, rows.slice(start, start + GROUP)));
  }
  recordRuns(operation, added);
  return added;
}

interface BulkRow {
  trade: NewTrade;
  sessionId: number;
  key: string | null;
}

function addGroup(operation: Operation, rows: readonly BulkRow[]): Added[] {
  try {
    // The write lock is ours and AUTOINCREMENT only counts up: the ids of one INSERT are consecutive.
    const last = insertAll(operation.store, rows);
    return rows.map((_, index) => ({ id: last - rows.length + 1 + index, duplicate: false }));
  } catch (error) {
    if ((error as { code?: string }).code !== "SQLITE_CONSTRAINT_UNIQUE") throw error;
  }
  // Some of them are known already. SQLite has taken the whole statement back: one at a time.
  return rows.map((row) => {
    const existing = row.key === null ? null : findByKey(operation.store, row.key);
    if (existing !== null) return { id: existing, duplicate: true };
    return { id: insertAll(operation.store, [row]), duplicate: false };
  });
}

function insertAll(store: Store, rows: readonly BulkRow[]): number {
  const now = utcText(store.now());
  const columns = TRADE_COLUMNS.filter((column) =>
    rows.some(({ trade }) => columnValue(trade, column) !== null),
  );
  const values: (string | number | null)[] = [];
  for (const { trade, sessionId, key } of rows) {
    values.push(sessionId, key, now);
    for (const column of columns) values.push(columnValue(trade, column));
  }
  return Number(insertStatement(store, columns, rows.length).run(values).lastInsertRowid);
}

/** Statements by their shape: columns that no row of a group fills are written as NULL, unbound. */
const statements = new WeakMap<Store, Map<string, ReturnType<Store["db"]["prepare"]>>>();

function insertStatement(store: Store, columns: readonly string[], count: number) {
  const shapes = statements.get(store) ?? new Map();
  statements.set(store, shapes);
  const shape = `${count}:${columns.join()}`;
  const known = shapes.get(shape);
  if (known !== undefined) return known;
  const nulls = TRADE_COLUMNS.filter((column) => !columns.includes(column));
  const names = ["session_id", "external_key", "created_at", ...columns, ...nulls];
  const row = [...Array(3 + columns.length).fill("?"), ...nulls.map(() => "NULL")].join();
  const statement = store.db.prepare(
    `INSERT INTO daily_trading_data (${names.join()})
     VALUES ${Array(count).fill(`(${row})`).join()}`,
  );
  shapes.set(shape, statement);
  return statement;
}

function recordRuns(operation: Operation, added: readonly Added[]): void {
  const ids = added.filter(({ duplicate }) => !duplicate).map(({ id }) => id);
  let start = 0;
  for (let index = 1; index <= ids.length; index++) {
    if (ids[index] === (ids[index - 1] as number) + 1) continue;
    const first = ids[start] as number;
    recordInserted(operation, "daily_trading_data", first, index - start);
    start = index;
  }
}
