import { addMoney, type Currency, currencyOf } from "../../base/money.ts";
import type { DayHistory } from "../types.ts";
import { lossLimit, lossRule, readLoss, typedLoss } from "./loss.ts";
import { type OwnRule, ruleOf } from "./rule.ts";

/** Stop once the day's closed trades, bots' included, have lost so much. */
export const maxDailyLoss: OwnRule<"max-daily-loss"> = {
  read: readLoss,
  typed: typedLoss,
  ...lossRule((params, balance, _, currency) => {
    const limit = lossLimit(params, balance, currency);
    return { limit, before: 0, room: limit };
  }),
  needs: ["usual"],
  plan(params, { balance }, { currency }) {
    const limit = lossLimit(params, balance, currencyOf(currency));
    const amount = limit === null ? null : -limit;
    const asked = { amount, percent: params.percent, bots: 0 };
    return { family: "jumlah", weight: 90, id: "batas_rugi", params: asked };
  },
  standsFor: ["batas_rugi_harian", "lanjut_setelah_batas", "berhenti_di_batas"],
  denies: ["berhenti_di_batas"],
};

/** What one's own rules let one position lose: the risk of a trade, and of a day; null: no such rule. */
export function ownLossLimit({ rules, balance }: DayHistory, currency: Currency): number | null {
  const day = ruleOf(rules, "max-daily-loss");
  const percent = ruleOf(rules, "risk")?.params.percent;
  const of = [
    day === undefined ? null : lossLimit(day.params, balance, currency),
    percent === undefined || balance === null || balance <= 0
      ? null
      : addMoney([-(balance * percent) / 100], currency),
  ].flatMap((limit) => (limit === null ? [] : [-limit]));
  return of.length === 0 ? null : Math.min(...of);
}
