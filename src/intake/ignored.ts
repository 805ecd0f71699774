import { headerName } from "../base/csv.ts";
import { FIELD_LIST, type TradeField } from "../trade/fields.ts";

/** So many keys are told apart: a pipe may stay open for days, and its writer may make one up each time. */
const MOST_KEYS = 100;
const MOST_SHOWN = 5;

/** Keys of a stream's lines that are no field of a trade, and in how many lines each stood. */
export type IgnoredKeys = Map<string, number>;

export function countIgnored(seen: IgnoredKeys, keys: readonly string[]): void {
  for (const key of keys) {
    if (seen.has(key) || seen.size < MOST_KEYS) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
}

/** What was not recorded, and the key that was meant where one is known; null: nothing was ignored. */
export function ignoredNote(seen: IgnoredKeys): string | null {
  if (seen.size === 0) return null;
  const shown = [...seen].slice(0, MOST_SHOWN).map(([key, lines]) => {
    const meant = fieldMeant(key);
    return `${key} (${lines} baris${meant === null ? "" : `; mungkin maksudnya ${meant}`})`;
  });
  if (seen.size > MOST_SHOWN) shown.push("dan lainnya");
  return `Kunci yang tidak dikenal, jadi isinya tidak dicatat: ${shown.join(", ")}.`;
}

/** The field that a statement's column of this name would hold ("lot": `lot_size`); null: none. */
function fieldMeant(key: string): TradeField | null {
  const name = headerName(key);
  const meant = FIELD_LIST.find(
    ({ map, headings = "" }) => map === name || headings.split(" ").includes(name),
  );
  return meant?.column ?? null;
}
