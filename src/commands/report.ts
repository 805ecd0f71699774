import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { saveReport } from "../journal/reports.ts";
import { findSession } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { reviewDay } from "../mentor/review.ts";
import type { MentorSettings } from "../mentor/types.ts";
import { addExamples, type Define } from "../program.ts";
import * as say from "../text/errors.ts";
import * as help from "../text/help.ts";
import * as words from "../text/messages.ts";
import { composeReport } from "../text/report.ts";
import { toJson } from "../text/report-json.ts";
import { promiseChanges, toStored } from "../text/report-stored.ts";
import { renderWarning } from "../views/errors.ts";
import { renderReport } from "../views/report.ts";
import { dayFrom } from "./inputs.ts";
import { historyOf, looksFor } from "./report-history.ts";
import { riskLimitOf, voiceOf } from "./settings.ts";

export const define: Define = (report, context) => {
  report.argument("[tanggal]", help.ARGUMENT.date);
  addExamples(report, help.EXAMPLES.report ?? []).action((date: string | undefined) =>
    reportDay(context(report), date),
  );
};

async function reportDay(context: Context, typed: string | undefined): Promise<void> {
  const store = await context.open("write");
  const date = dayFrom(store, "tanggal", typed);
  const session = findSession(store, date);
  if (session === null) throw new UserError("session-unknown", ...say.noSession(date));
  const settings = settingsOf(store);
  const history = historyOf(store, session);
  const { looks, keep } = await looksFor(store, history, settings);
  const review = reviewDay(history, settings, looks);
  const spoken = { ...settings, voice: voiceOf(store) };
  const document = composeReport(review, history, spoken);
  if (store.readOnly) context.world.err(renderWarning(words.reportNotStored, context.style));
  else {
    const promises = promiseChanges(review, spoken);
    saveReport(store, toStored(session.id, review, document), promises);
    keep();
  }
  await context.show(toJson(review, document, spoken), () => renderReport(document, context.style));
}

export function settingsOf(store: Store): MentorSettings {
  const { zone, currency, initial_balance } = store.profile;
  return { zone, currency, initialBalance: initial_balance, riskLimitPercent: riskLimitOf(store) };
}
