import { addMoney, currencyOf } from "../../base/money.ts";
import { netOf } from "../trade.ts";
import { lossLimit, readLoss, typedLoss } from "./loss.ts";
import { type OwnRule, standing } from "./rule.ts";

/** A goal: so much gained on what was paid in. No day breaks it, and nothing stops at it. */
export const profitTarget: OwnRule<"profit-target"> = {
  read: readLoss,
  typed: typedLoss,
  look: null,
  form: "each",
  cost: "realised",
  now(params, { balance, results, trades, currency: code }) {
    const currency = currencyOf(code);
    const before = results?.net ?? 0;
    const target = lossLimit(params, balance === null ? null : balance - before, currency);
    if (target === null) return standing(false);
    const missing = addMoney([-target, -before, -netOf(trades, currency)], currency);
    return standing(false, Math.max(0, missing), "money");
  },
  needs: ["results"],
  plan: null,
  standsFor: [],
  denies: [],
};
