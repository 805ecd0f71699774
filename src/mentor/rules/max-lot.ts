import { knownLot } from "../../trade/point-value.ts";
import { toNumber } from "../../trade/readers.ts";
import { isOver, type OwnRule, overSize } from "./rule.ts";

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
    const { max, ...seen } = overSize(day, knownLot, params.lot);
    return { ...seen, values: { times: max === null ? null : max / params.lot } };
  },
  form: "each",
  cost: "size",
  now: null,
  forbids: (params, { lot }) => isOver(lot, params.lot),
  needs: [],
  plan: null,
  standsFor: [],
  denies: [],
};
