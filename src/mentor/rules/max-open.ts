import { byHand } from "../decisions.ts";
import type { HandTrade } from "../hand-day.ts";
import { instant } from "../trade.ts";
import type { DayHistory } from "../types.ts";
import { countOf, eachTrade, type OwnRule, type Seen, standing } from "./rule.ts";

/** More open positions than anyone means. */
const MOST_OPEN = 100;

/** So many positions by hand at once. */
export const maxOpen: OwnRule<"max-open"> = {
  read(text) {
    const most = countOf(text, MOST_OPEN, 2);
    return typeof most === "string" ? most : { most };
  },
  typed: ({ most }) => String(most),
  look: ({ params, day, history }) => overOpen(params.most, day, history),
  form: "each",
  cost: "realised",
  now({ most }, { open }) {
    const left = Math.max(0, most - open);
    return standing(left === 0, left, "count");
  },
  needs: ["open"],
  plan: null,
  standsFor: [],
  denies: [],
};

/**
 * Entries while so many others were open already, also such as were opened on a day before. What is
 * closed on a later day is not known yet. A trade without one of its times may have been open.
 */
function overOpen(most: number, day: readonly HandTrade[], history: DayHistory): Seen {
  const others = byHand([...history.earlier, ...history.trades]).map((trade) => ({
    id: trade.id,
    isToday: trade.session_id === history.session.id,
    from: instant(trade.entry_time),
    to: instant(trade.exit_time),
  }));
  return eachTrade(day, ({ trade, entryMs }) => {
    if (entryMs === null) return null;
    let open = 0;
    let maybe = 0;
    for (const { id, isToday, from, to } of others) {
      if (id === trade.id || (to !== null && to <= entryMs)) continue;
      // Of those of one instant the lower number came first.
      if (from !== null && (from > entryMs || (from === entryMs && id > trade.id))) continue;
      if (from !== null && to !== null) open++;
      else if (isToday) maybe++;
    }
    if (open >= most) return true;
    return open + maybe >= most ? null : false;
  });
}
