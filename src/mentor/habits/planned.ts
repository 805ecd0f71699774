import { PERMUTATIONS } from "../../stats/counts.ts";
import { shuffle, splitMix64 } from "../../stats/permutation.ts";
import type { Deal } from "../deals.ts";
import type { HabitId } from "../ids.ts";
import { PLANNED, RULE_B } from "../thresholds.ts";
import { groupGreater } from "./blocks.ts";
import type { HabitTest } from "./habit.ts";
import { compare } from "./outcomes.ts";

/*
 * Whether to plan, to keep to the plan and to heed its checklist is chosen before the result is
 * known: where the trades without are worse, the choice is a habit that can be changed. What it came
 * to is as noisy as any result, so that it takes many trades.
 */

/** Results of the trades that left it out against those that did not; undefined: in neither. */
function worseWithout(id: HabitId, isWithout: (deal: Deal) => boolean | undefined): HabitTest {
  return (window) => {
    const labels = window.deals.map(isWithout);
    return compare(
      id,
      window,
      (i) => labels[i],
      PLANNED,
      (values, group, rest) =>
        Math.max(
          groupGreater(window, rest, group, (i) => values[i] ?? 0),
          labelsByChance(values, group, rest),
        ),
    );
  };
}

/** p that the group's mean is as low as it is when anybody else could have been in it. */
function labelsByChance(
  values: readonly number[],
  group: readonly number[],
  rest: readonly number[],
): number {
  const order = Int32Array.from([...group, ...rest]);
  const sumOfFirst = () => {
    let sum = 0;
    for (let k = 0; k < group.length; k++) sum += values[order[k] ?? 0] ?? 0;
    return sum;
  };
  // The last digits depend on the order in which it is added.
  const seen = sumOfFirst() + 1e-9;
  const random = splitMix64();
  let [low, drawn] = [1, 0];
  while (drawn < PERMUTATIONS && low <= RULE_B.habits.weak * (PERMUTATIONS + 1)) {
    shuffle(order, random);
    drawn++;
    if (sumOfFirst() <= seen) low++;
  }
  return low / (drawn + 1);
}

/** Trades without a plan, once any was made, against those by one. */
export const withoutPlan = worseWithout("tanpa_rencana", ({ plan }) =>
  plan == null ? undefined : plan === "none",
);

/** Of the trades by a plan those whose entry left it against those that kept to it. */
export const leftPlan = worseWithout("keluar_dari_rencana", ({ plan }) =>
  plan == null || plan === "none" ? undefined : plan === "left",
);

/** Of the plans with a checklist those of which a line did not hold against the others. */
export const brokenChecklist = worseWithout("checklist_dilewati", ({ checklist }) =>
  checklist == null ? undefined : checklist === "broken",
);
