import { currencyOf } from "../base/money.ts";
import { hasPlans, plansOf } from "../journal/plans/plans.ts";
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
  if (!hasPlans(store)) return null;
  const trades: Trade[] = [...listTrades(store, { from, to, by_bot: false }, "all")()];
  return plannedDay(
    trades,
    plansOf(store, { from, to }, trades),
    currencyOf(store.profile.currency),
  );
}
