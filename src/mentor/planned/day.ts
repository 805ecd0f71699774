import { addMoney, type Currency } from "../../base/money.ts";
import type { Plan, Trade } from "../../model.ts";
import { byHand } from "../decisions.ts";
import { deviationOf } from "./deviation.ts";
import type { PlannedDay } from "./types.ts";

/** The plans that a day has to do with. */
export interface DayPlans {
  /** Those that were sealed on it, with the trade or position that was made by each; null: none. */
  sealed: readonly (Plan & {
    trade_id: number | null;
    position_id: number | null;
    state: string;
  })[];
  /** Those by which its trades were made, by number. */
  followed: ReadonlyMap<number, Plan>;
}

/** The day's trades by hand beside its plans; null where there was no plan to hold them against. */
export function plannedDay(
  trades: readonly Trade[],
  plans: DayPlans | null | undefined,
  currency: Currency,
): PlannedDay | null {
  if (plans == null) return null;
  const own = byHand(trades);
  const done = own.flatMap((trade) => {
    const plan = plans.followed.get(trade.plan_id ?? 0);
    return plan === undefined
      ? []
      : [{ trade: trade.id, plan: plan.id, deviation: deviationOf(plan, trade, currency) }];
  });
  const planned = new Set(done.map(({ trade }) => trade));
  // What was cancelled in time is no plan that was left.
  const kept = plans.sealed.filter(({ closed_as }) => closed_as !== "cancelled");
  const left = kept.filter((plan) => plan.trade_id === null && plan.position_id === null);
  const waiting = left.filter(({ state }) => state === "open");
  const untaken = left.filter(({ state }) => state !== "open");
  if (kept.length === 0 && done.length === 0) return null;
  return {
    sealed: kept.length,
    taken: kept.length - left.length,
    untaken: untaken.map(({ id }) => id),
    waiting: waiting.map(({ id }) => id),
    done,
    unplanned: own.filter(({ id }) => !planned.has(id)).map(({ id }) => id),
    cost: addMoney(
      done.map(({ deviation }) => deviation.cost),
      currency,
    ),
  };
}
