import type { RuleParams } from "../../model.ts";
import { toNumber } from "../../trade/readers.ts";
import { TOLERANCE } from "../thresholds.ts";
import { plannedRr, rrOfPlan } from "../trade.ts";
import { eachTrade, type OwnRule } from "./rule.ts";

/** More times the risk than anyone asks of a target. */
const MOST_TIMES = 100;
/** Smaller ones would be shown as 0. */
const LEAST_TIMES = 0.01;

/** The target so many times as far from the entry as the stop. */
export const minRr: OwnRule<"min-rr"> = {
  read(text) {
    const times = toNumber(text, "plain", "");
    if (typeof times === "number" && times >= LEAST_TIMES && times <= MOST_TIMES) return { times };
    return (
      (typeof times === "string" && times) ||
      `berapa kali risiko, ${LEAST_TIMES} sampai ${MOST_TIMES}, misalnya 1.5`
    );
  },
  typed: ({ times }) => String(times),
  look({ params, day }) {
    const known = day.map(({ trade }) => plannedRr(trade)).filter((rr) => !Number.isNaN(rr));
    const seen = eachTrade(day, ({ trade }) => {
      const rr = plannedRr(trade);
      return Number.isNaN(rr) ? null : isUnder(params, rr);
    });
    return { ...seen, values: { least: known.length === 0 ? null : Math.min(...known) } };
  },
  form: "each",
  cost: "realised",
  now: null,
  // A plan says all that it will have: without a target it has no ratio to be enough.
  forbids: (params, plan) => isUnder(params, rrOfPlan(plan) ?? 0),
  needs: [],
  plan: null,
  standsFor: [],
  denies: [],
};

const isUnder = ({ times }: RuleParams["min-rr"], rr: number) => rr < times - TOLERANCE;
