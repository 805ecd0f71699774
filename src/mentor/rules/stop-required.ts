import { allByHand } from "../decisions.ts";
import { type HandTrade, measuresIn } from "../hand-day.ts";
import { beyondPlan, hasStop } from "../trade.ts";
import type { DayHistory } from "../types.ts";
import { judging } from "../window.ts";
import { eachTrade, type OwnRule, readNothing, type Seen } from "./rule.ts";

/** A stop loss in every trade. */
export const stopRequired: OwnRule<"stop-required"> = {
  read: readNothing,
  typed: () => "",
  look: ({ day, history }) => withoutStop(day, history),
  form: "each",
  cost: "stop",
  now: null,
  forbids: (_, { stop }) => stop === null,
  needs: [],
  plan: () => ({ family: "stop", weight: 78, id: "sl_sebelum_order", params: {} }),
  standsFor: [],
  denies: ["semua_sl", "sl_disiplin"],
};

/**
 * Trades known to have had no stop; the cost is what they lost beyond the usual planned loss, which
 * stands for the plan they had not.
 */
function withoutStop(day: readonly HandTrade[], history: DayHistory): Seen {
  const seen = eachTrade(day, ({ trade }) => {
    const has = hasStop(trade);
    return has === null ? null : !has;
  });
  const hands = allByHand(history);
  const { plans } = judging(measuresIn(history));
  const beyond = seen.broken.map((trade) => {
    const place = hands.findIndex((one) => one.id === trade.id);
    return beyondPlan(trade.profit_loss, plans[place] ?? Number.NaN);
  });
  const sum = beyond.reduce((total, one) => total + one, 0);
  return { ...seen, cost: Number.isNaN(sum) ? null : sum };
}
