import { utcText } from "../base/time.ts";
import { immediate } from "./changes.ts";
import type { Store } from "./store.ts";
import { conditions, type TradeFilter } from "./trades.ts";

/**
 * Counts a scenario (as text that is the same for the same one; null: none) among those tried in this
 * profile, each once; how many there are with it. It is no operation: that it was looked at cannot be
 * taken back. Where the journal cannot be written to it is counted this time alone.
 */
export function tryScenario(store: Store, scenario: string | null): number {
  const { db, profile, readOnly } = store;
  const isKnown = db.prepare(
    "SELECT EXISTS (SELECT 1 FROM scenarios WHERE user_id = ? AND scenario = ?)",
  );
  const count = db.prepare("SELECT COUNT(*) FROM scenarios WHERE user_id = ?").pluck();
  const isNew = scenario !== null && isKnown.pluck().get(profile.id, scenario) === 0;
  if (isNew && !readOnly) {
    immediate(store, () => {
      db.prepare(
        "INSERT OR IGNORE INTO scenarios (user_id, scenario, tried_at) VALUES (?, ?, ?)",
      ).run(profile.id, scenario, utcText(store.now()));
    });
  }
  return (count.get(profile.id) as number) + (isNew && readOnly ? 1 : 0);
}

/** Where a trade went in and out, and where it was to end: by its plan, else by its own stop and target. */
export interface PlannedExit {
  id: number;
  side: string | null;
  exit: number | null;
  stop: number | null;
  target: number | null;
}

/** Those of the trades that pass the filter, of which a stop or a target is known. */
export function plannedExits(store: Store, filter: Omit<TradeFilter, "limit">): PlannedExit[] {
  const { where, values } = conditions(store, filter, null);
  const rows = store.db.prepare(
    `SELECT * FROM (
       SELECT t.id, t.side, t.exit_price AS exit,
         coalesce(p.stop, t.first_stop, nullif(t.stop_loss, 0)) AS stop,
         coalesce(p.target, nullif(t.take_profit, 0)) AS target
       FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
       LEFT JOIN plans p ON p.id = t.plan_id AND p.user_id = s.user_id
       WHERE s.user_id = @user${where})
     WHERE stop IS NOT NULL OR target IS NOT NULL`,
  );
  return rows.all({ ...values, user: store.profile.id }) as PlannedExit[];
}
