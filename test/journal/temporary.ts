import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { type OpenOptions, openStore } from "../../src/journal/open.ts";
import type { Store } from "../../src/journal/store.ts";

export const NOON = Date.parse("2025-07-09T12:00:00Z");

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a journal with a standing clock in UTC; closed when the test ends. */
export function openAt(file: string, options: Partial<OpenOptions> = {}): Store {
  const store = openStore({
    path: file,
    access: "write",
    now: () => NOON,
    machineZone: () => "UTC",
    ...options,
  });
  onTestFinished(() => void store.db.close());
  return store;
}

/** The code of the UserError that this throws; "none" when it does not. */
export function codeOf(work: () => unknown): string {
  try {
    work();
    return "none";
  } catch (error) {
    return String((error as { code?: unknown }).code ?? error);
  }
}

export const hashOf = (file: string) =>
  createHash("sha256").update(readFileSync(file)).digest("hex");

export const filesIn = (folder: string) => readdirSync(folder).sort();

type Rows = Record<string, unknown>[];

/** All rows of these tables (of every table when none is named), in a form that can be compared. */
export function dump(
  db: Database.Database | string,
  tables?: readonly string[],
): Record<string, Rows> {
  if (typeof db === "string") {
    const opened = new Database(db, { readonly: true });
    const rows = dump(opened, tables);
    opened.close();
    return rows;
  }
  const names =
    tables ??
    (db
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'")
      .pluck()
      .all() as string[]);
  const result: Record<string, Rows> = {};
  for (const name of [...names].sort()) {
    result[name] = db.prepare(`SELECT * FROM "${name}" ORDER BY 1`).all() as Rows;
  }
  return result;
}

/** What sqlite_master says of these tables and all that hangs on them, without white space. */
export function schemaOf(db: Database.Database, tables: readonly string[]): string[] {
  const rows = db
    .prepare("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    .all() as { type: string; name: string; tbl_name: string; sql: string | null }[];
  return rows
    .filter((row) => tables.includes(row.tbl_name))
    .map((row) =>
      `${row.type} ${row.name} ${row.sql}`
        .replace(/--.*$/gm, "")
        .replace(/\s+/g, " ")
        .replace(/"/g, ""),
    );
}
