import { addMoney, type Currency, currencyOf } from "../../base/money.ts";
import type { RuleParams } from "../../model.ts";
import { netOf } from "../trade.ts";
import type { EarlierResults } from "../types.ts";
import { afterLoss, lossLimit, lossStanding, readLoss, typedLoss } from "./loss.ts";
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
  look(day) {
    const { balance, results, trades } = day.history;
    const currency = currencyOf(day.settings.currency);
    const { limit, fallen, room } = roomOf(day.params, balance, results, currency);
    return afterLoss(room, day, {
      net: addMoney([fallen, netOf(trades, currency)], currency),
      limit,
    });
  },
  form: "limit",
  cost: "realised",
  now: (params, facts) => {
    const { balance, results, currency } = facts;
    return lossStanding(roomOf(params, balance, results, currencyOf(currency)).room, facts);
  },
  needs: ["results", "usual"],
  plan: null,
  standsFor: [],
  denies: [],
};

/** The limit, how far below its mark (negative; above it: positive) the day began, and what is left. */
function roomOf(
  params: RuleParams["max-drawdown"],
  balance: number | null,
  results: EarlierResults | null,
  currency: Currency,
) {
  const { net, peak } = results ?? { net: 0, peak: 0 };
  const fallen = params.trailing === 1 ? addMoney([net, -peak], currency) : net;
  const limit = lossLimit(params, balance === null ? null : balance - fallen, currency);
  if (limit === null) return { limit, fallen, room: null };
  return { limit, fallen, room: addMoney([limit, -fallen], currency) };
}
