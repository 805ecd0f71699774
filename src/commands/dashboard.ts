import { addDays } from "../base/dates.ts";
import type { Context } from "../context.ts";
import {
  findSession,
  hasSessions,
  journalDays,
  sessionMoods,
  sessionResults,
  sessionsWithMood,
  today,
} from "../journal/days.ts";
import { isBanded } from "../journal/ledger/bands.ts";
import { type SessionLine, sessionLines } from "../journal/ledger/session-lines.ts";
import { type KeptPromise, openPromises } from "../journal/promises.ts";
import { voiceOf } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades } from "../journal/trades.ts";
import { byHand } from "../mentor/decisions.ts";
import { readNotes } from "../mentor/notes.ts";
import { isByHand } from "../mentor/trade.ts";
import type { Trade } from "../model.ts";
import { moodFeedback } from "../report/feedback.ts";
import { openSum } from "../review/status.ts";
import { type Dashboard, renderDashboard } from "../views/dashboard.ts";

/** Bare `jurnal`: today, the last seven days, the mentor's open promise, a tip for today's mood. */
export async function showDashboard(context: Context): Promise<void> {
  const store = await context.open("first-look");
  const data = dashboardOf(store, await openSum(store));
  const week = [...(data.today === null ? [] : [data.today]), ...data.days];
  const known = { noted: sessionsWithMood(store, week), last: journalDays(store)?.last };
  await context.show(data, () => renderDashboard(data, known, store.profile, context.style));
  if (data.empty || data.rest) return;
  const { completeDay } = await import("../cli/evening.ts");
  await completeDay(context, store, data.mood !== null);
}

function dashboardOf(store: Store, positions: Dashboard["positions"]): Dashboard {
  const date = today(store);
  const days = sessionLines(store, { from: addDays(date, -6), to: date });
  const session = findSession(store, date);
  // "netral" is also what a session holds before anyone has said anything.
  const isMoodKnown =
    session !== null &&
    (session.emotions !== "netral" || sessionMoods(store, session.id).length > 0);
  const promises = openPromises(store);
  const isCalm = [date, addDays(date, -1)].some((day) => isDistressed(store, day));
  const sum = (count: "wins" | "losses" | "total_trades") =>
    days.reduce((total, day) => total + day[count], 0);
  return {
    date,
    today: days.find((day) => day.session_date === date) ?? null,
    decisions: session === null ? 0 : decisionsIn(sessionTrades(store, session.id)),
    days: days.filter((day) => day.session_date !== date),
    results: sessionResults(store, { from: addDays(date, -29), to: date }),
    trades: sum("total_trades"),
    wins: sum("wins"),
    losses: sum("losses"),
    ...bandedCounts(store, days),
    promise: promises[0] === undefined ? null : promiseLine(promises[0]),
    promises: promises.map(promiseLine),
    mood: isMoodKnown ? session.emotions : null,
    tip: isMoodKnown && !isCalm ? moodFeedback(session.emotions, voiceOf(store)) : null,
    rest: isCalm,
    positions,
    empty: !hasSessions(store) && positions.open === 0,
  };
}

/** With a band of break-even, of how many trades the win rate is, and how many won without it. */
function bandedCounts(store: Store, days: readonly SessionLine[]) {
  if (!isBanded(store)) return {};
  const sum = (count: "wins" | "losses" | "wins_by_sign") =>
    days.reduce((total, day) => total + (day[count] ?? 0), 0);
  return { judged: sum("wins") + sum("losses"), wins_by_sign: sum("wins_by_sign") };
}

/** Whether the day's notes speak of money or a life at risk: then nothing is advised of trading. */
function isDistressed(store: Store, date: string): boolean {
  const session = findSession(store, date);
  if (session === null) return false;
  const [trades, moods] = [sessionTrades(store, session.id), sessionMoods(store, session.id)];
  return readNotes({ session, trades, moods }).distress;
}

const decisionsIn = (trades: readonly Trade[]) =>
  byHand(trades).length + trades.filter((trade) => !isByHand(trade)).length;

const promiseLine = ({ id, made_on, text }: KeptPromise) => ({ id, session_date: made_on, text });
