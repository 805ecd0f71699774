import type { Plan, Trade } from "../../model.ts";
import { checklistOf } from "../planned/use.ts";
import { eachTrade, type OwnRule, readNothing } from "./rule.ts";

/** Every line of a checklist ticked in a sealed plan, before every trade. */
export const checklistRequired: OwnRule<"checklist-required"> = {
  read: readNothing,
  typed: () => "",
  look: ({ day, history }) => eachTrade(day, ({ trade }) => !isChecked(trade, history.plans)),
  form: "each",
  cost: "realised",
  now: null,
  // Nothing to tick is no checklist.
  forbids: (_, plan) => checklistOf(plan) !== true,
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
  const plan = plans?.get(plan_id ?? 0);
  return plan !== undefined && checklistOf(plan) === true;
}
