import type { RuleParams } from "../../model.ts";
import { knownLot } from "../../trade/point-value.ts";
import { toNumber } from "../../trade/readers.ts";
import { TOLERANCE } from "../thresholds.ts";
import { overBase } from "../trade.ts";
import { eachTrade, type OwnRule } from "./rule.ts";

/** More lots than any broker takes. */
const MOST_LOT = 1_000_000;

/** The smallest that is shown as more than 0. */
const LEAST_LOT = 1e-8;

/** So large a lot, whatever the symbol. */
export const maxLot: OwnRule<"max-lot"> = {
  read(text) {
    const lot = toNumber(text, "plain", "");
    if (typeof lot === "number" && lot >= LEAST_LOT && lot <= MOST_LOT) return { lot };
    return (typeof lot === "string" && lot) || "lot di atas 0, misalnya 0.1";
  },
  typed: ({ lot }) => String(lot),
  look({ params, day }) {
    const seen = eachTrade(day, ({ trade }) => {
      const lot = knownLot(trade);
      return lot === null ? null : isOver(params, lot);
    });
    const lots = day.flatMap(({ trade }) => knownLot(trade) ?? []);
    const cost = seen.broken.reduce(
      (sum, trade) =>
        sum + overBase(trade.profit_loss, (knownLot(trade) ?? params.lot) / params.lot),
      0,
    );
    const largest = lots.length === 0 ? null : Math.max(...lots);
    const over = largest === null ? null : largest / params.lot;
    return { ...seen, cost, values: { times: over } };
  },
  form: "each",
  cost: "size",
  now: null,
  forbids: (params, { lot }) => isOver(params, lot),
  needs: [],
  plan: null,
  standsFor: [],
  denies: [],
};

const isOver = (params: RuleParams["max-lot"], lot: number) => lot > params.lot + TOLERANCE;
