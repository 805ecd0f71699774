import { insertRow, type Operation, updateRow } from "./changes.ts";
import type { ImportRun } from "./import-trades.ts";
import type { Store } from "./store.ts";

/** A cash row of a file. Money is signed. */
export interface NewCash {
  key: string;
  account: string | null;
  time: string | null;
  kind: string;
  amount: number;
  comment: string | null;
}

/** A position that was open when the file was made. */
export interface NewOpen {
  external_key: string;
  account: string | null;
  ticket: string | null;
  symbol: string;
  raw_symbol: string | null;
  side: string | null;
  lot_size: number | null;
  entry_time: string | null;
  entry_price: number | null;
  stop_loss: number | null;
  take_profit: number | null;
  floating: number | null;
  magic: string | null;
  comment: string | null;
}

/** Keeps the cash rows that are not known yet; how many were new. */
export function importCash(run: ImportRun, rows: readonly NewCash[]): number {
  const { operation, importId } = run;
  const { db, profile } = operation.store;
  const known = db.prepare("SELECT 1 FROM cash_flows WHERE external_key = ?");
  let added = 0;
  for (const { key, ...row } of rows) {
    if (known.get(key) !== undefined) continue;
    insertRow(operation, "cash_flows", {
      ...row,
      user_id: profile.id,
      external_key: key,
      import_id: importId,
    });
    added++;
  }
  return added;
}

/**
 * Keeps the open positions of a file: new ones are added, known ones brought up to date. One that
 * the journal knows as closed comes from an older file and stays closed. How many were new.
 */
export function importOpen(run: ImportRun, rows: readonly NewOpen[]): number {
  const { operation, importId } = run;
  const { db, profile } = operation.store;
  const closed = db.prepare("SELECT 1 FROM daily_trading_data WHERE external_key = ?");
  let added = 0;
  for (const row of rows) {
    const id = run.open.get(row.external_key);
    if (id !== undefined) {
      updateRow(operation, "open_positions", id, { ...row });
      continue;
    }
    const isPartly = run.partly.has(row.external_key);
    if (!isPartly && closed.get(row.external_key) !== undefined) continue;
    const values = { ...row, user_id: profile.id, import_id: importId };
    run.open.set(row.external_key, insertRow(operation, "open_positions", values));
    added++;
  }
  return added;
}

export interface ImportRow {
  id: number;
  file_name: string;
  sha256: string;
  format: string;
  account: string | null;
  /** JSON. */
  counts: string;
  /** JSON. */
  declared: string;
  created_at: string;
  operation_id: number;
}

/** Records the import under the number it was begun with. */
export function recordImport(operation: Operation, row: Omit<ImportRow, "operation_id">): void {
  insertRow(operation, "imports", {
    ...row,
    user_id: operation.store.profile.id,
    operation_id: operation.id,
  });
}

export interface ImportLine extends ImportRow {
  profile: string;
  /** How many trades in the journal this import brought or last wrote. */
  trades: number;
}

/** All imports that stand, of every profile (backtests have their own), newest first. */
export function listImports(store: Store): ImportLine[] {
  const rows = store.db.prepare(
    `SELECT i.*, u.name AS profile,
       (SELECT COUNT(*) FROM daily_trading_data t WHERE t.import_id = i.id) AS trades
     FROM imports i JOIN users u ON u.id = i.user_id ORDER BY i.id DESC`,
  );
  return rows.all() as ImportLine[];
}

/** Bots by their magic number. */
export function botsByMagic(store: Store): Map<string, number> {
  const rows = store.db.prepare(
    "SELECT magic, MIN(id) FROM bots WHERE magic IS NOT NULL AND magic <> '' GROUP BY magic",
  );
  return new Map(rows.raw().all() as [string, number][]);
}

/** How many bots there are with each of these numbers: 0 or 1. */
export function knownBotIds(store: Store): Set<number> {
  return new Set(store.db.prepare("SELECT id FROM bots").pluck().all() as number[]);
}

/** Days on which both an approximate trade of bots.db and a trade of a statement stand. */
export function doubledDays(store: Store): string[] {
  const any = store.db.prepare(
    "SELECT EXISTS (SELECT 1 FROM imports WHERE format = 'quantumbotx')",
  );
  if (any.pluck().get() === 0) return [];
  const rows = store.db.prepare(
    `SELECT s.session_date FROM trading_sessions s JOIN daily_trading_data t ON t.session_id = s.id
     LEFT JOIN imports i ON i.id = t.import_id WHERE s.user_id = ? AND t.import_id IS NOT NULL
     GROUP BY s.id HAVING SUM(i.format = 'quantumbotx') > 0 AND SUM(i.format <> 'quantumbotx') > 0
     ORDER BY s.session_date`,
  );
  return rows.pluck().all(store.profile.id) as string[];
}
