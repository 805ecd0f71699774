import { addDays } from "../base/dates.ts";
import type { ReviewedPeriod } from "../base/period.ts";
import { monthOf, type Period, periodBefore, readPeriod, weekOf, yearOf } from "../base/period.ts";
import type { Context } from "../context.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import type { PeriodLedger, PeriodReview } from "../figures/period.ts";
import { balanceBefore } from "../journal/balance.ts";
import { botsById } from "../journal/bots.ts";
import { readLedger } from "../journal/ledger.ts";
import { rulesOn } from "../journal/rules.ts";
import { journalDays, scoresBefore, today } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { reviewPeriod } from "../mentor/period-review.ts";
import type { Rule } from "../model.ts";
import type { PageOptions } from "../page/write.ts";
import { maskPeriod, maskSettings } from "../report/mask.ts";
import { composePeriod } from "../report/period-document.ts";
import { periodJson } from "../report/period-json.ts";
import type { ReportDocument, ReportSettings } from "../report/report-document.ts";
import { renderReport } from "../views/report.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import { rangeFrom } from "./inputs.ts";
import { periodDays } from "./report-period-days.ts";
import { reportSettings } from "./settings.ts";

/** What a period is named by on the command line. */
export interface PeriodReportOptions {
  /** True where no value was typed. */
  week?: string | true;
  month?: string | true;
  year?: string | true;
  from?: string;
  to?: string;
}

/** Scores that the discipline line reaches back. */
const EARLIER_SCORES = 60;

/** The review of a period in numbers and in words, for whatever prints it. */
export interface PeriodReport {
  review: PeriodReview;
  ledger: PeriodLedger;
  document: ReportDocument;
  settings: ReportSettings;
}

/** Prints the review of the period that the options name. Reads only. */
export async function showPeriod(
  context: Context,
  options: PeriodReportOptions & PageOptions,
  day: string | undefined,
): Promise<void> {
  const store = await context.open("read");
  const { review, ledger, document, settings } = await periodReport(store, options, day);
  const { html, mask, md } = options;
  const seen = mask ? maskPeriod(review) : review;
  if (html !== undefined) {
    const { writePeriod } = await import("../page/write.ts");
    const compose = (spoken: ReportSettings) => composePeriod(seen, spoken);
    const period = { ...review.period, ledger, compose };
    return writePeriod(context, store, period, settings, { ...options, html });
  }
  const shown = mask
    ? composePeriod(seen, maskSettings(settings, balanceBefore(store, review.period.from)))
    : document;
  if (md) {
    const { renderMarkdown } = await import("../views/markdown.ts");
    return await context.show(null, () => renderMarkdown(shown, context.style));
  }
  await context.show(periodJson(review, document, settings), () =>
    renderReport(shown, context.style),
  );
}

/** Works out the review of a period; `day` is the day typed before the options, if any. */
export async function periodReport(
  store: Store,
  options: PeriodReportOptions,
  day?: string,
): Promise<PeriodReport> {
  const settingsOn = (rules: readonly Rule[]) => reportSettings(store, rules);
  const now = today(store);
  const period = periodIn(store, options, day, now);
  const earlier = shortened(periodBefore(period), period, now);
  const settings = settingsOn(rulesOn(store, period.to < now ? period.to : now));
  const { days, isWhole } = await periodDays(store, period, settingsOn);
  const conduct = reviewPeriod(days, settings, {
    scoresBefore: scoresBefore(store, period.from, EARLIER_SCORES),
    isWhole,
  });
  // A bundle of its own: intervals bring the distributions with them.
  const { PERIOD_COLUMNS, periodReview } = await import("../figures/period.ts");
  const ledger = readLedger(store, range(period), PERIOD_COLUMNS, PLAN_COLUMNS);
  const before = readLedger(store, range(earlier), PERIOD_COLUMNS, PLAN_COLUMNS);
  const bots = botsById(store, new Set(ledger.bot));
  const review = periodReview(
    {
      ...{ conduct, ledger, before, earlier, period, today: now, sessions: days.length },
      bot_names: Object.fromEntries(bots.map(({ id, name }) => [id, name])),
    },
    settings.currency,
  );
  return { review, ledger, document: composePeriod(review, settings), settings };
}

const range = ({ from, to }: Period) => ({ from, to });

const KINDS = { week: weekOf, month: monthOf, year: yearOf } as const;
type Kind = keyof typeof KINDS;

function periodIn(
  store: Store,
  options: PeriodReportOptions,
  day: string | undefined,
  now: string,
): ReviewedPeriod {
  const named = (Object.keys(KINDS) as Kind[]).filter((kind) => options[kind] !== undefined);
  const isRange = options.from !== undefined || options.to !== undefined;
  const [kind, other] = named;
  if (kind !== undefined && (other !== undefined || isRange)) {
    throw usage(
      `--${kind}`,
      `--${other ?? (options.from === undefined ? "to" : "from")}`,
      say.expectedOneOf,
    );
  }
  const found = kind === undefined ? rangeIn(store, options, day) : kindIn(kind, options, day, now);
  if (found.from > now) {
    throw usage(kind === undefined ? "--from" : `--${kind}`, found.from, say.expectedPast(now));
  }
  return { ...found, unfinished: found.to >= now };
}

function rangeIn(store: Store, options: PeriodReportOptions, day: string | undefined): Period {
  if (day !== undefined) throw usage("tanggal", day, say.expectedOneOf);
  const from = options.from ?? journalDays(store)?.first;
  return { kind: "range", ...rangeFrom(store, { ...options, from }, 1) };
}

/** The week, month or year of what was typed, of the day before it, or of today. */
function kindIn(
  kind: Kind,
  options: PeriodReportOptions,
  day: string | undefined,
  now: string,
): Period {
  const value = options[kind];
  if (typeof value === "string" && day !== undefined) {
    throw usage("tanggal", day, say.expectedOneOf);
  }
  const words = typeof value === "string" ? value : day;
  if (words === undefined) return KINDS[kind](now);
  const read = readPeriod(words, now);
  if (read?.kind === kind) return read;
  if (read?.kind === "day") return KINDS[kind](read.from);
  throw usage(`--${kind}`, words, say.expectedPeriodOf[kind]);
}

/** So much of the period before as has come of an unfinished one, so that like meets like. */
function shortened(
  before: Period,
  { from, to, unfinished, kind }: ReviewedPeriod,
  now: string,
): Period {
  if (!unfinished || now >= to) return before;
  const days = Math.round((Date.parse(now) - Date.parse(from)) / 86_400_000);
  const last = addDays(before.from, days);
  if (last >= before.to) return before;
  return { kind: kind === "day" ? kind : "range", from: before.from, to: last };
}
