import { utcText } from "../base/zone.ts";
import type { Appeals } from "../mentor/types.ts";
import { insertRow, type Operation } from "./changes.ts";
import type { Store } from "./store.ts";

/** Takes trades out of a detector for good; undo brings them back. */
export function addAppeals(
  operation: Operation,
  appeal: { detector: string; trades: readonly number[]; reason: string },
): void {
  const { store } = operation;
  for (const trade_id of appeal.trades) {
    insertRow(operation, "appeals", {
      user_id: store.profile.id,
      detector: appeal.detector,
      trade_id,
      reason: appeal.reason,
      created_at: utcText(store.now()),
    });
  }
}

/** Every trade that a detector of this profile must leave out. */
export function appealsOf(store: Store): Appeals {
  const rows = store.db
    .prepare("SELECT detector, trade_id FROM appeals WHERE user_id = ? ORDER BY detector, trade_id")
    .all(store.profile.id) as { detector: string; trade_id: number }[];
  const appeals = new Map<string, Set<number>>();
  for (const { detector, trade_id } of rows) {
    const trades = appeals.get(detector) ?? new Set();
    appeals.set(detector, trades.add(trade_id));
  }
  return appeals;
}
