import { addMoney } from "../../base/money.ts";
import { lossLimit, lossRule, readLoss, typedLoss } from "./loss.ts";
import type { OwnRule } from "./rule.ts";

const TRAILING = /(?:^| )(?:--)?trailing$/i;

/**
 * Stop once the account's closed trades, bots' included, have lost so much of what was paid in, or
 * (trailing) of the highest balance at the end of a day. What is paid in or out is no result.
 */
export const maxDrawdown: OwnRule<"max-drawdown"> = {
  read(text, currency) {
    const read = readLoss(text.replace(TRAILING, ""), currency);
    return typeof read === "string" ? read : { ...read, trailing: TRAILING.test(text) ? 1 : 0 };
  },
  typed: (params) => `${typedLoss(params)}${params.trailing === 1 ? " --trailing" : ""}`,
  /** A share is of the mark from which it is counted: what was paid in, or the highest balance. */
  ...lossRule((params, balance, { net, peak }, currency) => {
    const before = params.trailing === 1 ? addMoney([net, -peak], currency) : net;
    const limit = lossLimit(params, balance === null ? null : balance - before, currency);
    const room = limit === null ? null : addMoney([limit, -before], currency);
    return { limit, before, room };
  }),
  needs: ["results", "usual"],
  plan: null,
  standsFor: [],
  denies: [],
};
