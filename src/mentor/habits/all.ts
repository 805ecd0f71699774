import { cutWinners, heldLosers, looseRules, losingAdds } from "./exits.ts";
import type { HabitTest } from "./habit.ts";
import { afterTwoLosses, largeLots, lateTrades, segmentTests } from "./outcomes.ts";
import { burstsAfterLoss, fastAfterLoss } from "./pace.ts";
import { lotAfterLoss, lotBySessionResult, lotSteps, revengeRate } from "./size.ts";

/** The habits: what the trader does. One family, whose tests share one false discovery rate. */
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
  burstsAfterLoss,
];

/** The outcome patterns: where the results are worse. A family of their own. */
export const OUTCOMES: readonly HabitTest[] = [
  afterTwoLosses,
  lateTrades,
  largeLots,
  ...segmentTests(),
];
