import { deleteRow, insertRow, type Operation, updateRow } from "./changes.ts";
import type { Store } from "./store.ts";

/** The stored text of a setting; null when it was never set. */
export function getSetting(db: Store["db"], key: string): string | null {
  const value = db.prepare("SELECT value FROM settings WHERE key = ?").pluck().get(key);
  return (value as string | undefined) ?? null;
}

/** Stores a setting, or with null goes back to its default; false when it was so already. */
export function putSetting(operation: Operation, key: string, value: string | null): boolean {
  const before = getSetting(operation.store.db, key);
  if (before === value) return false;
  if (value === null) deleteRow(operation, "settings", key);
  else if (before === null) insertRow(operation, "settings", { key, value });
  else updateRow(operation, "settings", key, { value });
  return true;
}
