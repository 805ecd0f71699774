import { closeSync, openSync, rmSync } from "node:fs";
import type Database from "better-sqlite3";
import { utcText } from "../base/zone.ts";

/**
 * Copies the database as it stands into a new file that only its owner can read. Throws EEXIST
 * when the file is there already; a copy that fails leaves none behind.
 */
export function copyInto(db: Database.Database, target: string): void {
  closeSync(openSync(target, "wx", 0o600));
  try {
    db.prepare("VACUUM INTO ?").run(target);
  } catch (error) {
    rmSync(target, { force: true });
    throw error;
  }
}

/** Copies it beside the journal, to a name that is free: `bots.db.20261122101500.bak`. */
export function copyBeside(
  db: Database.Database,
  { path, now }: { path: string; now(): number },
): string {
  const stem = `${path}.${utcText(now()).replace(/\D/g, "")}`;
  for (let count = 1; ; count++) {
    const target = count === 1 ? `${stem}.bak` : `${stem}-${count}.bak`;
    try {
      copyInto(db, target);
      return target;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}
