import { isByHand } from "./trade.ts";
import type { DayHistory } from "./types.ts";

/** The history as it was at the end of an earlier day with trades, so far as its trades tell. */
export function asOf(date: string, history: DayHistory): DayHistory {
  const { session, earlierBalances } = history;
  const trades = history.earlier.filter((trade) => trade.session_date === date);
  const since = history.earlier.filter((trade) => trade.session_date >= date);
  const id = trades[0]?.session_id ?? -1;
  return {
    ...history,
    session: { ...session, id, session_date: date },
    trades,
    balance: earlierBalances.get(id) ?? null,
    earlier: history.earlier.filter((trade) => trade.session_date < date),
    handBefore: history.handBefore - since.filter(isByHand).length,
  };
}
