import { chmodSync, existsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../errors.ts";
import * as say from "../text/errors.ts";
import { backupPath } from "./migrate.ts";
import { asUserError } from "./problems.ts";
import type { Store } from "./store.ts";

/**
 * Copies the journal as it stands, whole and consistent also while bots write, to a new file
 * (beside it under the time's name when none is given); returns its path. An existing file is
 * never overwritten.
 */
export function copyTo(store: Store, file: string | undefined): string {
  if (store.opened.kind === "absent") {
    throw new UserError("journal-absent", ...say.noJournal(store.path));
  }
  const target = file === undefined ? backupPath(store) : path.resolve(file);
  if (existsSync(target)) throw new UserError("file-exists", ...say.fileExists(target));
  try {
    store.db.prepare("VACUUM INTO ?").run(target);
    chmodSync(target, 0o600);
  } catch (error) {
    throw asUserError(error, target);
  }
  return target;
}
