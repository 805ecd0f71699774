import { byHand } from "../decisions.ts";
import type { HandTrade } from "../hand-day.ts";
import { countOf, type OwnRule, type Seen, standing, tradesOf } from "./rule.ts";

/** More trades a day than anyone means. */
const MOST_TRADES = 1000;

/** So many trades by hand a day. */
export const maxTrades: OwnRule<"max-trades"> = {
  read(text) {
    const most = countOf(text, MOST_TRADES, 5);
    return typeof most === "string" ? most : { most };
  },
  typed: ({ most }) => String(most),
  look: ({ params, day }) => overCount(params.most, day),
  form: "count",
  cost: "realised",
  now({ most }, { trades }) {
    const left = Math.max(0, most - byHand(trades).length);
    return standing(left === 0, left, "count");
  },
  needs: [],
  plan: ({ most }) => ({ family: "jumlah", weight: 75, id: "batas_jumlah", params: { most } }),
  standsFor: ["trade_hari_ini_tidak_biasa"],
  denies: [],
};

/** The trades above the number; which these are is known only where all entries are. */
function overCount(most: number, day: readonly HandTrade[]): Seen {
  const over = Math.max(0, day.length - most);
  const unknown = over === 0 ? 0 : day.filter((view) => view.entryMs === null).length;
  const broken = unknown > 0 ? [] : tradesOf(day.slice(most));
  return {
    chances: day.length,
    broken,
    unknown,
    values: { count: day.length, over },
    ...(unknown > 0 ? { cost: null } : {}),
  };
}
