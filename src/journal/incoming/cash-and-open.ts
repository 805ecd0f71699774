import { insertRow, updateRow } from "../changes.ts";
import type { ImportRun } from "../imports.ts";
import type { Position } from "../plans/positions.ts";
import { firstStop } from "./merge.ts";

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
export interface NewOpen
  extends Omit<Position, "id" | "import_id" | "plan_id" | "trade_id" | "first_stop"> {
  external_key: string;
}

/** A position on its way into the journal. */
export interface IncomingOpen {
  row: NewOpen;
  /** Keys that it may have here: of before its account was known, or of an earlier version. */
  formerly: readonly string[];
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
export function importOpen(run: ImportRun, rows: readonly IncomingOpen[]): number {
  const { operation, importId } = run;
  const { db, profile } = operation.store;
  const stops = db.prepare("SELECT stop_loss, first_stop FROM open_positions WHERE id = ?");
  const closed = db.prepare("SELECT 1 FROM daily_trading_data WHERE external_key = ?");
  let added = 0;
  for (const { row, formerly } of rows) {
    const known = [row.external_key, ...formerly].find((key) => run.open.has(key));
    if (known !== undefined) {
      const id = run.open.get(known) as number;
      run.open.delete(known);
      run.open.set(row.external_key, id);
      const before = stops.get(id) as Pick<Position, "stop_loss" | "first_stop">;
      updateRow(operation, "open_positions", id, { ...row, first_stop: firstStop(before, row) });
      continue;
    }
    const isPartly = run.partly.has(row.external_key);
    const isOver = (key: string) => closed.get(key) !== undefined || run.deleted.has(key);
    if (!isPartly && [row.external_key, ...formerly].some(isOver)) continue;
    const values = { ...row, user_id: profile.id, import_id: importId };
    run.open.set(row.external_key, insertRow(operation, "open_positions", values));
    added++;
  }
  return added;
}
