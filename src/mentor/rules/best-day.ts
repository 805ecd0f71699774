import { addMoney, currencyOf } from "../../base/money.ts";
import { netOf } from "../trade.ts";
import { type OwnRule, percentOf, standing } from "./rule.ts";

/** A goal: the best day holds no more than this share of all that was won. More days mend it. */
export const bestDay: OwnRule<"best-day"> = {
  read(text) {
    const percent = percentOf(text.replace(/ ?%$/, ""));
    if (typeof percent === "number") return { percent };
    return percent || "persen dari semua untung, di atas 0 sampai 100, misalnya 50%";
  },
  typed: ({ percent }) => `${percent}%`,
  look: null,
  form: "each",
  cost: "realised",
  /** `left` is the share that the best day has; null while nothing is won. */
  now(_, { results, trades, currency: code }) {
    const currency = currencyOf(code);
    const today = netOf(trades, currency);
    const total = addMoney([results?.net ?? 0, today], currency);
    const best = Math.max(results?.best ?? 0, today);
    if (total <= 0) return standing(false, null, "percent");
    return standing(false, Math.round((1000 * best) / total) / 10, "percent");
  },
  needs: ["results"],
  plan: null,
  standsFor: [],
  denies: [],
};
