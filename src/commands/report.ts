import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { findSession } from "../journal/days.ts";
import { historyOf, looksFor } from "../journal/history.ts";
import { saveReport } from "../journal/reports.ts";
import type { Store } from "../journal/store.ts";
import type { DayReview } from "../mentor/day-review.ts";
import { reviewDay } from "../mentor/review.ts";
import type { DayHistory, Finding } from "../mentor/types.ts";
import type { PageOptions } from "../page/write.ts";
import { composeReport } from "../report/day.ts";
import { numbered, type ReportSettings } from "../report/document.ts";
import { toJson } from "../report/json.ts";
import { promiseChanges, toStored } from "../report/promises.ts";
import { renderWarning } from "../views/messages.ts";
import { renderReport } from "../views/report.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { addExamples, type Define, dayFrom } from "./inputs.ts";
import type { PeriodReportOptions } from "./review.ts";
import { reportSettings } from "./settings.ts";

export const define: Define = (report, context) => {
  report.argument("[tanggal]", help.ARGUMENT.date);
  for (const [flags, text] of help.REPORT_OPTIONS) report.option(flags, text);
  addExamples(report, "report").action(async (date: string | undefined, options: Options) => {
    const here = context(report);
    checkOptions(here, options);
    const { why } = options;
    if (Object.keys(options).some((name) => PERIODS.includes(name))) {
      if (why !== undefined) throw usage("--why", why, say.expectedDayReport);
      const { showPeriod } = await import("./review.ts");
      return showPeriod(here, options, date);
    }
    return why === undefined ? reportDay(here, date, options) : explainOne(here, date, why);
  });
};

type Options = PeriodReportOptions & PageOptions & { why?: string };

/** Options that make it the review of a period. */
const PERIODS: readonly string[] = ["week", "month", "year", "from", "to"];

/** Refuses options beside which another one would do nothing. */
function checkOptions({ options }: Context, { why, md, html, mask, force }: Options): void {
  if (md && (why !== undefined || html !== undefined || options.json)) {
    throw usage("--md", why !== undefined ? "--why" : (html ?? "--json"), say.expectedOneOf);
  }
  if (html === undefined && force) throw usage("--force", "--force", say.expectedWithHtml);
  if (why !== undefined && html !== undefined) throw usage("--html", html, say.expectedNoWhy);
  if (mask && (why !== undefined || (options.json && html === undefined))) {
    throw usage("--mask", why === undefined ? "--json" : "--why", say.expectedReportOrHtml);
  }
  if (options.json && html === "-") throw usage("--html", html, say.expectedFileWithJson);
}

async function reportDay(
  context: Context,
  typed: string | undefined,
  options: PageOptions,
): Promise<void> {
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
  const { html, mask, md } = options;
  if (html !== undefined) {
    const { writeDay } = await import("../page/write.ts");
    return writeDay(context, store, { review, history, spoken }, { ...options, html });
  }
  const shown = mask ? await maskedReport(review, history, spoken) : document;
  if (md) {
    const { renderMarkdown } = await import("../views/markdown.ts");
    return await context.show(null, () => renderMarkdown(shown, context.style));
  }
  await context.show(toJson(review, document, spoken), () => renderReport(shown, context.style));
}

/** The report as it may be shown to others. */
async function maskedReport(review: DayReview, history: DayHistory, spoken: ReportSettings) {
  const { maskHistory, maskReview, maskSettings } = await import("../report/mask.ts");
  const settings = maskSettings(spoken, history.balance);
  return composeReport(maskReview(review), maskHistory(history), settings);
}

/** What stands behind the sentence that the report numbers so; nothing is stored. */
async function explainOne(context: Context, typed: string | undefined, number: string) {
  const store = await context.open("read");
  const { review, spoken } = await reviewOf(store, typed);
  const finding = findingAt(review, number);
  const { explain, EXPLANATIONS } = await import("../report/words/why.ts");
  const lines = explain(finding, spoken);
  await context.show({ ...finding, ...EXPLANATIONS[finding.id], text: lines }, () =>
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
