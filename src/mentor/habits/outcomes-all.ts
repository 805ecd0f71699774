import type { HabitTest } from "./habit.ts";
import { largeLots } from "./large-lots.ts";
import { segmentTests } from "./segments.ts";
import { afterTwoLosses, lateTrades } from "./session-position.ts";

/** Family H: the outcome patterns, H1 to H10 of the specification. */
export const OUTCOMES: readonly HabitTest[] = [
  afterTwoLosses,
  lateTrades,
  largeLots,
  ...segmentTests(),
];
