import { knowsFills } from "../journal/incoming/fills.ts";
import type { Store } from "../journal/store.ts";

/**
 * Runs `work`, which may add fills to the journal or take them out, and pairs anew those of every
 * source of which it did: so an import can be taken back also when others came after it.
 */
export async function mendingFills<T>(store: Store, work: () => T): Promise<T> {
  if (!knowsFills(store)) return work();
  // The formats are much to load for an undo.
  const { pairAround } = await import("./pairing.ts");
  return pairAround(store, work);
}
