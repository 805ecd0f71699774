import { addMoney } from "../../base/money.ts";
import { lossLimit, lossRule, readLoss, typedLoss } from "./loss.ts";
import type { OwnRule } from "./rule.ts";

/** Stop until Monday once the week's closed trades, bots' included, have lost so much. */
export const maxWeeklyLoss: OwnRule<"max-weekly-loss"> = {
  read: readLoss,
  typed: typedLoss,
  /** A share is of the balance with which the week began. */
  ...lossRule((params, balance, { week, weekLow }, currency) => {
    const limit = lossLimit(params, balance === null ? null : balance - week, currency);
    if (limit === null) return { limit, before: week, room: null };
    // Once reached it stays reached that week.
    const room = weekLow <= limit ? 0 : addMoney([limit, -week], currency);
    return { limit, before: week, room };
  }),
  needs: ["results", "usual"],
  // A plan is for tomorrow, and the rule itself holds until Monday.
  plan: null,
  standsFor: [],
  denies: [],
};
