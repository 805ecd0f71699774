import type { Plan, Trade } from "../../model.ts";
import { instant } from "../trade.ts";
import { type Departures, departuresOf } from "./deviation.ts";
import type { DeviationKind, PlanUse } from "./types.ts";

/** The plans of a profile, as far as trades are held against them. */
export interface KnownPlans {
  /** When the first of all was sealed; before it nobody planned. Epoch ms. */
  since: number;
  /** Those by which trades were made, by number. */
  byId: ReadonlyMap<number, Plan>;
}

/**
 * What was decided at the entry. A stop or a target that was moved while the position was open
 * followed the price: what is moved when a loss is near would look as if the moving had made it.
 */
const AT_ENTRY: readonly DeviationKind[] = ["entry", "lot", "outside"];

/** Whether the entry left the plan, or the plan itself was made against a rule. */
export function leftAtEntry({ kinds, against }: Departures): boolean {
  return against || kinds.some((kind) => AT_ENTRY.includes(kind));
}

/** Whether every line of the plan's checklist held; null: it had none. */
export function checklistOf({ checks }: Pick<Plan, "checks">): boolean | null {
  return checks.length === 0 ? null : checks.every(({ ok }) => ok);
}

/** How a trade stands to a plan, by what was known when it was opened. */
export function planUse(trade: Trade, plans: KnownPlans): PlanUse {
  const id = trade.plan_id ?? 0;
  const plan = plans.byId.get(id);
  if (plan !== undefined) {
    const whole = checklistOf(plan);
    return {
      plan: leftAtEntry(departuresOf(plan, trade)) ? "left" : "kept",
      checklist: whole === null ? null : whole ? "whole" : "broken",
    };
  }
  const opened = instant(trade.entry_time ?? trade.exit_time ?? trade.created_at) ?? Number.NaN;
  return { plan: id === 0 && opened >= plans.since ? "none" : null, checklist: null };
}
