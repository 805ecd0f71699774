import type { Plan, Trade } from "../../model.ts";
import { eachTrade, type OwnRule, readNothing } from "./rule.ts";

/** Every line of a checklist ticked in a sealed plan, before every trade. */
export const checklistRequired: OwnRule<"checklist-required"> = {
  read: readNothing,
  typed: () => "",
  look: ({ day, history }) => eachTrade(day, ({ trade }) => !isChecked(trade, history.plans)),
  form: "each",
  cost: "realised",
  now: null,
  forbids: (_, { checks }) => !isWhole(checks),
  needs: ["plans"],
  plan: null,
  standsFor: [],
  denies: [],
};

/** Whether the plan that a trade was made by had a checklist, all of it ticked; without a plan: no. */
export function isChecked(
  { plan_id }: Pick<Trade, "plan_id">,
  plans: ReadonlyMap<number, Plan> | undefined,
): boolean {
  return isWhole(plans?.get(plan_id ?? 0)?.checks ?? []);
}

/** Nothing to tick is no checklist. */
const isWhole = (checks: Plan["checks"]) => checks.length > 0 && checks.every(({ ok }) => ok);
