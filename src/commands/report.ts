import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { saveReport } from "../journal/reports.ts";
import { findSession } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import type { DayReview } from "../mentor/day-review.ts";
import { reviewDay } from "../mentor/review.ts";
import type { Finding } from "../mentor/types.ts";
import * as say from "../text/errors.ts";
import * as help from "../text/help.ts";
import * as optionLists from "../text/help-options.ts";
import * as words from "../text/messages.ts";
import { composeReport } from "../text/report.ts";
import { toJson } from "../text/report-json.ts";
import { numbered } from "../text/report-order.ts";
import { promiseChanges, toStored } from "../text/report-stored.ts";
import { renderWarning } from "../views/errors.ts";
import { renderReport } from "../views/report.ts";
import { addExamples, type Define } from "./define.ts";
import { dayFrom, usage } from "./inputs.ts";
import { historyOf, looksFor } from "./report-history.ts";
import type { PeriodReportOptions } from "./report-period.ts";
import { reportSettings } from "./settings.ts";

export const define: Define = (report, context) => {
  report.argument("[tanggal]", help.ARGUMENT.date);
  for (const [flags, text] of optionLists.REPORT_OPTIONS) report.option(flags, text);
  addExamples(report, "report").action(async (date: string | undefined, options: Options) => {
    const here = context(report);
    const { why, md, ...period } = options;
    if (md && (why !== undefined || here.options.json)) {
      throw usage("--md", why === undefined ? "--json" : "--why", say.expectedOneOf);
    }
    if (Object.keys(period).some((name) => PERIODS.includes(name))) {
      if (why !== undefined) throw usage("--why", why, say.expectedDayReport);
      const { showPeriod } = await import("./report-period.ts");
      return showPeriod(here, period, { day: date, md });
    }
    return why === undefined ? reportDay(here, date, md) : explainOne(here, date, why);
  });
};

interface Options extends PeriodReportOptions {
  why?: string;
  md?: boolean;
}

/** Options that make it the review of a period. */
const PERIODS: readonly string[] = ["week", "month", "year", "from", "to"];

async function reportDay(context: Context, typed: string | undefined, md = false): Promise<void> {
  // "read": a journal that is not there is not made for a report.
  const store = await context.open("read");
  const { session, history, review, keep, spoken } = await reviewOf(store, typed);
  const document = composeReport(review, history, spoken);
  if (store.readOnly) context.world.err(renderWarning(words.reportNotStored, context.style));
  else {
    const promises = promiseChanges(review, spoken);
    saveReport(store, toStored(session.id, review, document), promises);
    keep();
  }
  if (md) {
    const { renderMarkdown } = await import("../views/report-markdown.ts");
    return await context.show(null, () => renderMarkdown(document, context.style));
  }
  await context.show(toJson(review, document, spoken), () => renderReport(document, context.style));
}

/** What stands behind the sentence that the report numbers so; nothing is stored. */
async function explainOne(context: Context, typed: string | undefined, number: string) {
  const store = await context.open("read");
  const { review, spoken } = await reviewOf(store, typed);
  const finding = findingAt(review, number);
  const { explain, RULES } = await import("../text/report-why.ts");
  const lines = explain(finding, spoken);
  await context.show({ ...finding, ...RULES[finding.id], text: lines }, () =>
    lines.map((line) => context.style.wrap(line, context.style.textColumns)).join("\n"),
  );
}

/** The finding with this number in the day's report. */
export function findingAt(review: DayReview, number: string): Finding {
  const findings = numbered(review);
  const finding = findings[Number(number) - 1];
  if (finding === undefined) throw usage("nomor", number, say.findingNumbers(findings.length));
  return finding;
}

/** A day with all that the mentor sees in it. */
export async function reviewOf(store: Store, typed: string | undefined) {
  const date = dayFrom(store, "tanggal", typed);
  const session = findSession(store, date);
  if (session === null) throw new UserError("session-unknown", ...say.noSession(date));
  const history = historyOf(store, session);
  const spoken = reportSettings(store, history.rules);
  const { looks, keep } = await looksFor(store, history, spoken);
  const review = reviewDay(history, spoken, looks);
  return { session, history, review, keep, spoken };
}
