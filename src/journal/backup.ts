import path from "node:path";
import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";
import { copyBeside, copyInto } from "./copy.ts";
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
  const target = file === undefined ? store.path : path.resolve(file);
  try {
    if (file === undefined) return copyBeside(store.db, store);
    copyInto(store.db, target);
    return target;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      throw new UserError("file-exists", ...say.fileExists(target));
    }
    throw asUserError(error, target);
  }
}
