import { LOOK_TRADES, milestones } from "../mentor/exposure.ts";
import {
  type DayHistory,
  HISTORY_TRADES,
  type Look,
  type MentorSettings,
} from "../mentor/types.ts";
import type { Session } from "../model.ts";
import { moodsOfSessions, scoresBefore, sessionMoods, sessionsBefore } from "./days.ts";
import { balanceBefore, cashBasis } from "./money.ts";
import { botsById } from "./owners.ts";
import { appealsOf, promisesOn, rulesJudging } from "./promises.ts";
import { handsBefore, handTradesUpTo, keepLooks, keptLooks, sessionContexts } from "./reports.ts";
import type { Store } from "./store.ts";
import { sessionTrades, tradesBefore } from "./trades.ts";

/** What was known when the day ended. */
export function historyOf(store: Store, session: Session): DayHistory {
  const trades = sessionTrades(store, session.id);
  const earlier = tradesBefore(store, session.session_date, HISTORY_TRADES);
  const earlierSessions = sessionsBefore(store, session.session_date, 20);
  const sessionIds = [...earlier.map((t) => t.session_id), ...earlierSessions.map((s) => s.id)];
  const botIds = trades.flatMap((trade) => (trade.bot_id === null ? [] : [trade.bot_id]));
  return {
    session,
    trades,
    moods: sessionMoods(store, session.id),
    earlierMoods: moodsOfSessions(store, [...new Set(sessionIds)]),
    earlier,
    handBefore: handsBefore(store, session.session_date),
    balance: balanceBefore(store, session.session_date),
    earlierSessions,
    earlierScores: scoresBefore(store, session.session_date, 60),
    bots: botsById(store, new Set(botIds)),
    appeals: appealsOf(store),
    promises: promisesOn(store, session.session_date),
    rules: rulesJudging(store, session.session_date),
  };
}

/** The looks for habits that a day's report needs, and how to keep the ones that were new. */
export interface DayLooks {
  looks: readonly Look[];
  keep(): void;
}

/**
 * Looks kept in the journal are not made again, and the tests behind them are loaded only when
 * there is one to make: below 30 trades by hand, and on most days, there is none.
 */
export async function looksFor(
  store: Store,
  history: DayHistory,
  settings: MentorSettings,
): Promise<DayLooks> {
  const count = history.handBefore + history.trades.filter((t) => t.bot_id === null).length;
  const due = milestones(count);
  const { currency, zone, day_start, initial_balance } = store.profile;
  const basis = JSON.stringify([
    LOOK_VERSION,
    currency,
    zone,
    day_start,
    initial_balance,
    [...history.appeals].map(([detector, trades]) => [detector, ...trades]),
    ...cashBasis(store),
  ]);
  const kept = due.length === 0 ? [] : keptLooks(store, due, basis);
  if (due.every((m) => kept.some((look) => look.m === m))) {
    const looks = due.flatMap((m) => kept.filter((look) => look.m === m));
    return { looks, keep: () => {} };
  }
  const [{ makeLooks }, { dealsOf }] = await Promise.all([
    import("../mentor/looks.ts"),
    import("../mentor/deals.ts"),
  ]);
  const trades = handTradesUpTo(store, history.session.session_date, LOOK_TRADES);
  const deals = dealsOf(trades, sessionContexts(store, trades), settings.zone);
  const looks = makeLooks(deals, count, { currency, appeals: history.appeals }, kept);
  const made = looks
    .filter((look) => !kept.includes(look))
    .map((look) => ({
      look,
      last_date: trades[trades.length - 1 - (count - look.m)]?.session_date ?? "",
    }));
  return { looks, keep: () => keepLooks(store, made, basis) };
}

/** Counts up when a detector changes, so that looks made by an older program are made again. */
const LOOK_VERSION = 3;
