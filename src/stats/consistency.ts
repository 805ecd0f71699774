import { finiteOrNull } from "./finite.ts";
import { sum } from "./moments.ts";
import { grossGain, largest } from "./outcomes.ts";

/**
 * Best day / total net result (prop-firm consistency rule; above 1 when the other days lose);
 * null unless the total is positive.
 */
export function bestShareOfNet(days: readonly number[]): number | null {
  const net = sum(days);
  const best = largest(days);
  return best === null || !(net > 0) ? null : finiteOrNull(best / net);
}

/** Best day / sum of the days above zero, 0..1; null without such a day. */
export function bestShareOfGains(days: readonly number[]): number | null {
  const best = largest(days);
  return best === null || !(best > 0) ? null : finiteOrNull(best / grossGain(days));
}
