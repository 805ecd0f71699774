import { listPlans, plansById } from "../journal/plans/plans.ts";
import type { Store } from "../journal/store.ts";
import { listTrades } from "../journal/trades.ts";
import { plannedDay } from "../mentor/planned/day.ts";
import type { PlannedDay } from "../mentor/planned/types.ts";
import type { Trade } from "../model.ts";

/** What a period planned against what it did; null where there was no plan to hold it against. */
export function plannedPeriod(
  store: Store,
  { from, to }: { from: string; to: string },
): PlannedDay | null {
  const sealed = listPlans(store, { from, to });
  if (sealed.length === 0) return null;
  const trades: Trade[] = [...listTrades(store, { from, to, by_bot: false }, "all")()];
  const ids = trades.flatMap(({ plan_id }) => (plan_id == null ? [] : [plan_id]));
  return plannedDay(trades, { sealed, followed: plansById(store, ids) });
}
