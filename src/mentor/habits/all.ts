import { bursts, burstsAfterLoss } from "./bursts.ts";
import { cutWinners } from "./cut-winners.ts";
import { fastAfterLoss } from "./fast-after-loss.ts";
import type { HabitTest } from "./habit.ts";
import { heldLosers } from "./held-losers.ts";
import { looseRules } from "./loose-rules.ts";
import { losingAdds } from "./losing-adds.ts";
import { lotAfterLoss } from "./lot-after-loss.ts";
import { lotBySessionResult } from "./lot-by-session-result.ts";
import { lotSteps } from "./lot-steps.ts";
import { revengeRate } from "./revenge-rate.ts";

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
