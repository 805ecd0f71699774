import { cutWinners, heldLosers, looseRules, losingAdds } from "./exits.ts";
import type { HabitTest } from "./habit.ts";
import { afterTwoLosses, largeLots, lateTrades, segmentTests } from "./outcomes.ts";
import { bursts, burstsAfterLoss, fastAfterLoss } from "./pace.ts";
import { lotAfterLoss, lotBySessionResult, lotSteps, revengeRate } from "./size.ts";

/** Family P: the habits, P1 to P11 of the specification. */
export const HABITS: readonly HabitTest[] = [
  lotAfterLoss,
  lotBySessionResult,
  fastAfterLoss,
  revengeRate,
  lotSteps,
  losingAdds,
  heldLosers,
  cutWinners,
  looseRules,
  bursts,
  burstsAfterLoss,
];

/** Family H: the outcome patterns, H1 to H10 of the specification. */
export const OUTCOMES: readonly HabitTest[] = [
  afterTwoLosses,
  lateTrades,
  largeLots,
  ...segmentTests(),
];
