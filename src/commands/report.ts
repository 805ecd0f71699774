import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { botsById } from "../journal/bots.ts";
import { sessionMoods } from "../journal/moods.ts";
import { saveReport } from "../journal/reports.ts";
import { findSession, sessionsBefore } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { sessionTrades, tradesBefore } from "../journal/trades.ts";
import { reviewDay } from "../mentor/review.ts";
import { type DayHistory, HISTORY_TRADES, type MentorSettings } from "../mentor/types.ts";
import type { Session } from "../model.ts";
import * as say from "../text/errors.ts";
import * as help from "../text/help.ts";
import * as words from "../text/messages.ts";
import { composeReport } from "../text/report.ts";
import { toStored } from "../text/report-stored.ts";
import { renderWarning } from "../views/errors.ts";
import { renderReport } from "../views/report.ts";
import { addExamples, type Define } from "./define.ts";
import { dayFrom } from "./inputs.ts";
import { riskLimitOf, voiceOf } from "./settings.ts";

export const define: Define = (report, context) => {
  report.argument("[tanggal]", help.ARGUMENT.date);
  addExamples(report, "report").action((date: string | undefined) =>
    reportDay(context(report), date),
  );
};

async function reportDay(context: Context, typed: string | undefined): Promise<void> {
  // "read": a journal that is not there is not made for a report.
  const store = await context.open("read");
  const date = dayFrom(store, "tanggal", typed);
  const session = findSession(store, date);
  if (session === null) throw new UserError("session-unknown", ...say.noSession(date));
  const settings = settingsOf(store);
  const history = historyOf(store, session);
  const review = reviewDay(history, settings);
  const document = composeReport(review, history, { ...settings, voice: voiceOf(store) });
  if (store.readOnly) context.world.err(renderWarning(words.reportNotStored, context.style));
  else saveReport(store, toStored(session.id, review, document));
  await context.show(review, () => renderReport(document, context.style));
}

export function settingsOf(store: Store): MentorSettings {
  const { zone, currency, initial_balance } = store.profile;
  return { zone, currency, initialBalance: initial_balance, riskLimitPercent: riskLimitOf(store) };
}

/** What was known when the day ended. */
export function historyOf(store: Store, session: Session): DayHistory {
  const trades = sessionTrades(store, session.id);
  const botIds = trades.flatMap((trade) => (trade.bot_id === null ? [] : [trade.bot_id]));
  return {
    session,
    trades,
    moods: sessionMoods(store, session.id),
    earlier: tradesBefore(store, session.session_date, HISTORY_TRADES),
    earlierSessions: sessionsBefore(store, session.session_date, 20),
    bots: botsById(store, new Set(botIds)),
  };
}
