import { insertRow, type Operation } from "./changes.ts";
import type { Store } from "./store.ts";

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
