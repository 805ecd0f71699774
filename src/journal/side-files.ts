import { accessSync, chmodSync, constants, statSync } from "node:fs";

/** Files that SQLite keeps beside a journal that is open, and leaves there when its process is killed. */
const ENDINGS = ["-wal", "-shm"] as const;

/** What stands in the way of writing to a journal that may itself be written to. */
export interface Blocked {
  path: string;
  /** other: no plain file; else this account may not write to it. */
  kind: "file" | "other";
}

/** The first of the files beside a journal that this account cannot use; null: none. */
export function blockedBy(file: string): Blocked | null {
  for (const ending of ENDINGS) {
    const path = file + ending;
    const about = statSync(path, { throwIfNoEntry: false });
    if (about === undefined) continue;
    if (!about.isFile()) return { path, kind: "other" };
    if (!mayUse(path)) return { path, kind: "file" };
  }
  return null;
}

/**
 * Gives this account back its own files beside the journal, as a copy that kept its mode or a
 * restored backup leaves them: one that cannot be written to keeps every later write from the journal.
 */
export function freeSideFiles(file: string): void {
  const mode = (statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o777;
  if (!mayUse(file)) return;
  for (let blocked = blockedBy(file); blocked?.kind === "file"; blocked = blockedBy(file)) {
    try {
      chmodSync(blocked.path, mode);
    } catch {
      // Another account's: opening the journal says so.
      return;
    }
    if (!mayUse(blocked.path)) return;
  }
}

/** Whether there is a file that this account may not read. */
export function isHidden(file: string): boolean {
  try {
    return statSync(file).isFile() && !mayUse(file, constants.R_OK);
  } catch {
    return false;
  }
}

function mayUse(file: string, how = constants.R_OK | constants.W_OK): boolean {
  try {
    accessSync(file, how);
    return true;
  } catch {
    return false;
  }
}
