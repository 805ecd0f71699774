import type { Trade } from "../../model.ts";
import type { HandTrade } from "../hand-day.ts";
import { TOLERANCE } from "../thresholds.ts";
import { knownRisk, overBase } from "../trade.ts";
import { eachTrade, type OwnRule, percentOf, type Seen } from "./rule.ts";

/** So many percent of the balance risked by a trade. */
export const risk: OwnRule<"risk"> = {
  read(text) {
    const percent = percentOf(text.replace(/ ?%$/, ""));
    if (typeof percent === "number") return { percent };
    return percent || "persen per transaksi, di atas 0 sampai 100, misalnya 1%";
  },
  typed: ({ percent }) => `${percent}%`,
  look: ({ params, day }) => overRisk(params.percent, day),
  form: "each",
  cost: "size",
  now: null,
  forbids: ({ percent }, { risk_percent: own }) => own !== null && isOver(percent, own),
  needs: [],
  // A broken limit of risk is a fact of its own, and that has its plan.
  plan: null,
  standsFor: [],
  denies: ["risiko_terjaga"],
};

/** Trades that risked more than the limit; the cost is what came of the part above it. */
function overRisk(percent: number, day: readonly HandTrade[]): Seen {
  const seen = eachTrade(day, ({ trade }) => {
    const own = knownRisk(trade);
    return own === null ? null : isOver(percent, own);
  });
  const ratio = (trade: Trade) => (knownRisk(trade) ?? percent) / percent;
  const cost = seen.broken.reduce((sum, t) => sum + overBase(t.profit_loss, ratio(t)), 0);
  const risks = day.flatMap(({ trade }) => knownRisk(trade) ?? []);
  const values = { max: risks.length === 0 ? null : Math.max(...risks) };
  return { ...seen, cost, values };
}

const isOver = (percent: number, own: number) => own > percent + TOLERANCE;
