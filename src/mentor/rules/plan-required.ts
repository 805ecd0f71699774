import { eachTrade, type OwnRule, readNothing } from "./rule.ts";

/** A sealed plan before every trade; a broker's trade finds its own by symbol, side, time and price. */
export const planRequired: OwnRule<"plan-required"> = {
  read: readNothing,
  typed: () => "",
  look: ({ day }) => eachTrade(day, ({ trade }) => trade.plan_id == null),
  form: "each",
  cost: "realised",
  now: null,
  needs: [],
  plan: () => ({ family: "rencana", weight: 70, id: "rencana_dulu", params: {} }),
  standsFor: [],
  denies: [],
};
