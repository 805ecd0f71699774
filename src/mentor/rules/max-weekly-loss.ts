import { addMoney, type Currency, currencyOf } from "../../base/money.ts";
import type { RuleParams } from "../../model.ts";
import { netOf } from "../trade.ts";
import type { EarlierResults } from "../types.ts";
import { afterLoss, lossLimit, lossStanding, readLoss, typedLoss } from "./loss.ts";
import type { OwnRule } from "./rule.ts";

/** Stop until Monday once the week's closed trades, bots' included, have lost so much. */
export const maxWeeklyLoss: OwnRule<"max-weekly-loss"> = {
  read: readLoss,
  typed: typedLoss,
  look(day) {
    const { balance, results, trades } = day.history;
    const currency = currencyOf(day.settings.currency);
    const { limit, room } = roomOf(day.params, balance, results, currency);
    return afterLoss(room, day, {
      net: addMoney([results?.week ?? 0, netOf(trades, currency)], currency),
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
  // A plan is for tomorrow, and the rule itself holds until Monday.
  plan: null,
  standsFor: [],
  denies: [],
};

/** The limit of the week, a share of the balance with which it began, and what of it the day has. */
function roomOf(
  params: RuleParams["max-weekly-loss"],
  balance: number | null,
  results: EarlierResults | null,
  currency: Currency,
) {
  const { week, weekLow } = results ?? { week: 0, weekLow: 0 };
  const limit = lossLimit(params, balance === null ? null : balance - week, currency);
  if (limit === null) return { limit, room: null };
  // Once reached it stays reached that week.
  return { limit, room: weekLow <= limit ? 0 : addMoney([limit, -week], currency) };
}
