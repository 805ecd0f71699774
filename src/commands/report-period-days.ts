import { appealsOf } from "../journal/appeals.ts";
import { balancesFrom } from "../journal/balance.ts";
import { botsById } from "../journal/bots.ts";
import { handsBefore } from "../journal/looks.ts";
import { moodsOfSessions, sessionMoods } from "../journal/moods.ts";
import { promisesOn } from "../journal/promises.ts";
import { reportParts } from "../journal/reports.ts";
import { rulesJudging } from "../journal/rules.ts";
import { sessionHands } from "../journal/session-hands.ts";
import { sessionLines, sessionsBefore } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { tradesBefore, tradesOfSessions } from "../journal/trades.ts";
import { isByHand } from "../mentor/facts.ts";
import { type PeriodDay, reviewedDay, storedDay } from "../mentor/period-days.ts";
import { type DayHistory, HISTORY_TRADES, type MentorSettings } from "../mentor/types.ts";
import type { Rule, Session, Trade } from "../model.ts";
import { looksFor } from "./day.ts";

/**
 * Trades of a period above which its days are taken from their stored reports: hardly anyone makes
 * more by hand in a year, and looking at them anew would take a second.
 */
const MOST_TRADES = 2_500;
const EARLIER_SESSIONS = 20;

export interface PeriodDays {
  /** Sessions of the range, oldest first. */
  days: readonly PeriodDay[];
  /** Every day was looked at trade by trade. */
  isWhole: boolean;
}

/**
 * The days of a range, each judged by the rules that held on it, as the mentor sees each at its
 * end, with the habits that were proven by the last day with trades by hand. Above MOST_TRADES they
 * come from the stored reports. Nothing is stored.
 */
export async function periodDays(
  store: Store,
  range: { from: string; to: string },
  settingsOn: (rules: readonly Rule[]) => MentorSettings,
): Promise<PeriodDays> {
  const sessions: Session[] = sessionLines(store, range).reverse();
  const count = sessions.reduce((sum, session) => sum + session.total_trades, 0);
  const isWhole = count <= MOST_TRADES;
  if (!isWhole) return { days: storedDays(store, range, sessions), isWhole };
  const histories = historiesOf(store, sessions);
  const last = histories.findLastIndex(({ trades }) => trades.some(isByHand));
  const days: PeriodDay[] = [];
  for (const [index, history] of histories.entries()) {
    const settings = settingsOn(history.rules);
    // Habits are told as of the last day alone: the looks of the days before are older.
    const looks = index === last ? (await looksFor(store, history, settings)).looks : [];
    days.push(reviewedDay(history, settings, looks));
  }
  return { days, isWhole };
}

/** The histories of these sessions, as `historyOf` gives each alone; trades are read once. */
function historiesOf(store: Store, sessions: readonly Session[]): DayHistory[] {
  const first = sessions[0]?.session_date;
  if (first === undefined) return [];
  const before = tradesBefore(store, first, HISTORY_TRADES);
  const all = [...before, ...tradesOfSessions(store, sessions.map(idOf))];
  const balances = balancesFrom(store, first);
  const appeals = appealsOf(store);
  const traded = sessionsBefore(store, first, EARLIER_SESSIONS);
  let handBefore = handsBefore(store, first);
  let at = before.length;
  return sessions.map((session) => {
    const start = at;
    while (all[at]?.session_id === session.id) at++;
    const trades = all.slice(start, at);
    const earlier = all.slice(Math.max(0, start - HISTORY_TRADES), start);
    const earlierSessions = traded.slice(-EARLIER_SESSIONS);
    const known = [...earlier.map((trade) => trade.session_id), ...earlierSessions.map(idOf)];
    const history: DayHistory = {
      ...{ session, trades, earlier, earlierSessions, moods: sessionMoods(store, session.id) },
      earlierMoods: moodsOfSessions(store, [...new Set(known)]),
      ...{ handBefore, balance: balances.get(session.session_date) ?? null },
      // The discipline of a period is worked out from its own scores.
      earlierScores: [],
      ...{ bots: botsOf(store, trades), appeals },
      promises: promisesOn(store, session.session_date),
      rules: rulesJudging(store, session.session_date),
    };
    handBefore += trades.filter(isByHand).length;
    if (trades.length > 0) traded.push(session);
    return history;
  });
}

const idOf = ({ id }: Session) => id;

function botsOf(store: Store, trades: readonly Trade[]) {
  const ids = new Set(trades.flatMap(({ bot_id }) => (bot_id === null ? [] : [bot_id])));
  return ids.size === 0 ? [] : botsById(store, ids);
}

function storedDays(
  store: Store,
  range: { from: string; to: string },
  sessions: readonly Session[],
): PeriodDay[] {
  const reports = reportParts(store, range);
  const hands = sessionHands(store, range);
  return sessions.map((session) => {
    const none = { n: 0, net: 0 };
    const { hand = none, bots = none } = hands.get(session.id) ?? {};
    const totals = { date: session.session_date, session_id: session.id, hand, bots };
    return storedDay({ ...totals, trades: session.total_trades }, reports.get(session.id) ?? null);
  });
}
