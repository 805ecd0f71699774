import type { Trade } from "../../model.ts";
import { knownRisk } from "../trade.ts";
import { isOver, type OwnRule, overSize, percentOf } from "./rule.ts";

const exactRisk = (trade: Trade) => trade.exact_risk ?? knownRisk(trade);

/** So many percent of the balance risked by a trade. */
export const risk: OwnRule<"risk"> = {
  read(text) {
    const percent = percentOf(text.replace(/ ?%$/, ""));
    if (typeof percent === "number") return { percent };
    return percent || "persen per transaksi, di atas 0 sampai 100, misalnya 1%";
  },
  typed: ({ percent }) => `${percent}%`,
  look({ params, day }) {
    const { max, ...seen } = overSize(day, knownRisk, params.percent, exactRisk);
    return { ...seen, values: { max } };
  },
  form: "each",
  cost: "size",
  now: null,
  forbids: ({ percent }, { risk_percent: own }) => own !== null && isOver(own, percent),
  needs: [],
  // A broken limit of risk is a fact of its own, and that has its plan.
  plan: null,
  standsFor: [],
  denies: ["risiko_terjaga"],
};
