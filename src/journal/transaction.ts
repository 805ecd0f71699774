import { UserError } from "../errors.ts";
import * as say from "../words/errors.ts";
import type { Store } from "./store.ts";

/** A transaction that stays open while a file is read. */
export interface OpenTransaction {
  commit(): void;
  rollback(): void;
}

/**
 * Begins a transaction that writes; others wait. Operations inside become part of it. An empty
 * journal in memory may be written to: it is thrown away.
 */
export function beginTransaction({ db, readOnly, opened, path }: Store): OpenTransaction {
  if (readOnly && opened.kind !== "absent") {
    throw new UserError("journal-read-only", say.readOnlyJournal(path));
  }
  // Pages written again and again stay in memory until the end instead of going to the log each time.
  db.pragma("cache_size = -32768");
  db.exec("BEGIN IMMEDIATE");
  const end = (word: string) => {
    if (db.inTransaction) db.exec(word);
  };
  return { commit: () => end("COMMIT"), rollback: () => end("ROLLBACK") };
}
