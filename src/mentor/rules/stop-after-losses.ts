import { outcomeOf } from "../../base/outcome.ts";
import { closingsOf } from "../decisions.ts";
import { instant } from "../trade.ts";
import { openedAfter } from "./loss.ts";
import { countOf, lossesByNow, type OwnRule, type RuleDay, type Seen, tradesOf } from "./rule.ts";

/** More losses a day than anyone means. */
const MOST_LOSSES = 100;

/** Stop once so many exits by hand have lost that day, in a row or not. */
export const stopAfterLosses: OwnRule<"stop-after-losses"> = {
  read(text) {
    const losses = countOf(text, MOST_LOSSES, 2);
    return typeof losses === "string" ? losses : { losses };
  },
  typed: ({ losses }) => String(losses),
  look: afterLosses,
  form: "limit",
  cost: "realised",
  now({ losses }, facts) {
    const lost = lossesByNow(facts);
    const since = lost[losses - 1]?.at ?? null;
    const left = Math.max(0, losses - lost.length);
    return { reached: left === 0, since, until: null, left, unit: "count" };
  },
  needs: [],
  plan: null,
  standsFor: [],
  denies: [],
};

/** Entries after the loss that was one too many; untold where losses without a time could be it. */
function afterLosses({ params, day }: RuleDay<"stop-after-losses">): Seen {
  const own = tradesOf(day);
  const lost = closingsOf(own).filter(({ outcome }) => outcome < 0);
  const untimed = own.filter((trade) => outcomeOf(trade) < 0 && instant(trade.exit_time) === null);
  const values = { losses: lost.length + untimed.length };
  const last = lost[params.losses - 1];
  if (values.losses < params.losses) return { chances: 0, broken: [], unknown: 0, values };
  if (untimed.length > 0 || last === undefined) {
    return { chances: 0, broken: [], unknown: day.length, values };
  }
  return openedAfter(day, last.at, values);
}
