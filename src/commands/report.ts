import { inOrderOf } from "../base/phrases.ts";
import type { CommandSpec } from "../cli/command.ts";
import { DAY_ARGUMENT, dayFrom } from "../cli/inputs.ts";
import {
  asksForPeriod,
  REVIEWED_OPTIONS,
  type ReviewedOptions,
  reviewedFrom,
} from "../cli/periods.ts";
import { conversionFrom, IN_OPTION, rateDay } from "../cli/rates.ts";
import type { Context } from "../context.ts";
import type { UserError } from "../errors.ts";
import { exclusively, unlessChanged } from "../journal/changes.ts";
import type { Conversion } from "../journal/rates.ts";
import { isStored, saveReport } from "../journal/reports.ts";
import { asUserError, type Store } from "../journal/store.ts";
import type { DayReview } from "../mentor/day-review.ts";
import type { DayHistory } from "../mentor/types.ts";
import type { PageOptions } from "../page/write.ts";
import { besideLine, besideSection, type Sum, summarySums, withBeside } from "../report/beside.ts";
import { composeReport } from "../report/day.ts";
import type { ReportDocument, ReportSettings } from "../report/document.ts";
import { periodJson, toJson } from "../report/json.ts";
import { periodPlanLines, periodPlanSections } from "../report/planned.ts";
import { promiseChanges, toStored } from "../report/promises.ts";
import { composeScreen, type Screen } from "../report/screen/screen.ts";
import type { SeenDay } from "../report/screen/statement.ts";
import { dayBefore, judgementAt, reviewOfDay } from "../review/day.ts";
import { renderWarning } from "../views/messages.ts";
import { renderReport } from "../views/report.ts";
import { renderScreen } from "../views/screen.ts";
import { expectedOneOf, usage } from "../words/errors.ts";

type DayOptions = PageOptions & { full?: boolean; in?: string };
type ReportOptions = ReviewedOptions & DayOptions & { why?: string };

export const command: CommandSpec = {
  description: "laporan mentor untuk satu hari, atau tinjauan pekan, bulan, dan tahun",
  takes: [DAY_ARGUMENT],
  options: [
    ["--full", "semua bagian dengan buktinya, di layar (--md, --json, dan --html selalu lengkap)"],
    ["--why <nomor>", "jelaskan kalimat bernomor ini: aturan, bukti, dan kapan ia hilang"],
    ["--md", "cetak sebagai Markdown, misalnya: jurnal report --md > hari-ini.md"],
    ...REVIEWED_OPTIONS,
    IN_OPTION,
    ["--html <berkas>", "tulis laporan bergambar ke satu berkas HTML (-: ke stdout)"],
    ["--mask", "samarkan uang, lot, harga, dan angka di catatan; yang tersisa persen dan R"],
    ["--force", "bersama --html: timpa berkas yang bukan laporan dari jurnal"],
  ],
  examples: [
    "jurnal report",
    "jurnal laporan kemarin",
    "jurnal report --full",
    "jurnal report --md > hari-ini.md",
    "jurnal report --week",
    'jurnal report --month "bulan lalu"',
    "jurnal report --from 2026-11-01 --to 2026-11-15",
    "jurnal report --html laporan.html --mask",
  ],
  async run(context, date: string | undefined, options: ReportOptions) {
    checkOptions(context, options);
    if (asksForPeriod(options)) await reportPeriod(context, date, options);
    else if (options.why === undefined) await reportDay(context, date, options);
    else await explainOne(context, date, options.why);
  },
};

/** Refuses options beside which another one would do nothing. */
function checkOptions({ options: { json } }: Context, options: ReportOptions): void {
  const { why, md, html, mask, force, full } = options;
  if (full && why !== undefined) throw usage("--full", "--why", expectedOneOf);
  if (md && (why !== undefined || html !== undefined || json)) {
    throw usage("--md", why !== undefined ? "--why" : (html ?? "--json"), expectedOneOf);
  }
  if (html === undefined && force) throw usage("--force", "--force", "dipakai bersama --html");
  if (why !== undefined && html !== undefined) {
    const expected = "tanpa --why: yang ditulis ke HTML adalah seluruh laporan";
    throw usage("--html", html, expected);
  }
  if (mask && (why !== undefined || (json && html === undefined))) {
    const expected = "laporan biasa atau --html; keduanya bisa disamarkan";
    throw usage("--mask", why === undefined ? "--json" : "--why", expected);
  }
  if (json && html === "-") {
    throw usage("--html", html, "nama berkas: bersama --json, stdout berisi JSON");
  }
  if (options.in !== undefined && (mask || html !== undefined || why !== undefined)) {
    const other = mask ? "--mask" : html !== undefined ? "--html" : "--why";
    throw usage("--in", other, "dipakai tanpa --mask, --html, dan --why");
  }
  if (why !== undefined && asksForPeriod(options)) {
    const expected = "untuk laporan satu hari, tanpa --week, --month, --year, --from, --to";
    throw usage("--why", why, expected);
  }
}

async function reportDay(context: Context, typed: string | undefined, options: DayOptions) {
  // "read": a journal that is not there is not made for a report.
  const store = await context.open("read");
  const date = dayFrom(store, "tanggal", typed);
  const conversion = conversionFrom(store, options.in, date);
  let day = await reportOf(store, date);
  let unkept: string | null = null;
  if (context.world.readOnly) {
    // Whoever asks so knows that nothing is kept.
  } else if (store.readOnly) {
    unkept =
      store.foreign.length > 0
        ? "Ada trigger program lain di jurnal ini (lihat: jurnal doctor)"
        : "Jurnal hanya bisa dibaca";
  } else {
    try {
      // Of what somebody has changed meanwhile: made again while nobody can.
      if (!keepReport(store, day)) day = await exclusively(store, () => keptReport(store, date));
    } catch (error) {
      const { code, message } = asUserError(error, store.path) as UserError;
      if (code !== "disk-full") throw error;
      unkept = message.replace(/\.$/, "");
    }
  }
  if (unkept !== null) {
    const told = `${unkept}: laporan ini tidak disimpan bersama harinya.`;
    context.world.err(renderWarning(told, context.style));
  }
  const { review, history, spoken, document } = day;
  const { html, mask, md, full } = options;
  if (html !== undefined) {
    const { writeDay } = await import("../page/write.ts");
    return await writeDay(context, store, { review, history, spoken }, { ...options, html });
  }
  if (!md && !full && !context.options.json) {
    const before = await dayBefore(store, history);
    return await showScreen(context, before, day, { isMasked: mask === true, conversion });
  }
  const sums = daySums(review);
  const shown = mask ? await maskedReport(review, history, spoken) : document;
  const { origin_report } = history;
  const plans = history.planned ?? null;
  const data = { ...toJson(review, history, document, spoken), origin_report, plans };
  const told = review.notes.distress ? shown : withSection(shown, conversion, sums);
  await print(context, told, options, withBeside(data, conversion, sums));
}

async function reportOf(store: Store, date: string) {
  const day = await reviewOfDay(store, date);
  return { ...day, document: composeReport(day.review, day.history, day.spoken) };
}

async function keptReport(store: Store, date: string) {
  const day = await reportOf(store, date);
  keepReport(store, day);
  return day;
}

/** Keeps the report with its day; false, and nothing is kept, where others wrote since it was read. */
function keepReport(store: Store, day: Awaited<ReturnType<typeof reportOf>>): boolean {
  const { session, review, spoken, document, keep } = day;
  const stored = toStored(session.id, review, document);
  if (keep === null && isStored(store, stored)) return true;
  return unlessChanged(store, () => {
    saveReport(store, stored, promiseChanges(review, spoken));
    keep?.();
  });
}

/** The day on one screen. */
async function showScreen(
  context: Context,
  before: SeenDay | null,
  { review, history, spoken }: SeenDay & { spoken: ReportSettings },
  { isMasked, conversion }: { isMasked: boolean; conversion: Conversion | null },
): Promise<void> {
  let [day, last, settings]: [SeenDay, SeenDay | null, ReportSettings] = [
    { review, history },
    before,
    spoken,
  ];
  if (isMasked) {
    const hide = await import("../report/mask.ts");
    const masked = (one: SeenDay): SeenDay => ({
      review: hide.maskReview(one.review),
      history: hide.maskHistory(one.history),
    });
    [day, last] = [masked(day), last && masked(last)];
    settings = hide.maskSettings(spoken, history.balance);
  }
  const screen = composeScreen(day, last, settings);
  if (!review.notes.distress) addBeside(screen, conversion, daySums(review));
  await context.show(null, () => renderScreen(screen, context.style));
}

/** The whole report as it may be shown to others. */
async function maskedReport(review: DayReview, history: DayHistory, spoken: ReportSettings) {
  const { maskHistory, maskReview, maskSettings } = await import("../report/mask.ts");
  const settings = maskSettings(spoken, history.balance);
  return composeReport(maskReview(review), maskHistory(history), settings);
}

/** What is said of a day in money. */
function daySums({ totals: { net, by_hand } }: DayReview): Sum[] {
  return [
    { key: "net", label: "Hasil", value: net },
    ...(by_hand.net === net || by_hand.n === 0
      ? []
      : [{ key: "by_hand", label: "Dengan tangan", value: by_hand.net }]),
  ];
}

const withSection = (
  document: ReportDocument,
  conversion: Conversion | null,
  sums: readonly Sum[],
): ReportDocument =>
  conversion === null || sums.length === 0
    ? document
    : { ...document, sections: [...document.sections, besideSection(conversion, sums)] };

function addBeside(screen: Screen, conversion: Conversion | null, sums: readonly Sum[]): void {
  if (conversion === null || sums.length === 0) return;
  const text = besideLine(conversion, sums);
  screen.rows.push({ label: conversion.to, items: [{ mark: null, text }] });
}

async function reportPeriod(
  context: Context,
  day: string | undefined,
  options: ReviewedOptions & DayOptions,
) {
  const store = await context.open("read");
  const period = reviewedFrom(store, options, day);
  const conversion = conversionFrom(store, options.in, rateDay(store, period));
  const { reviewOfPeriod } = await import("../review/period.ts");
  const { composePeriod, isCalmed } = await import("../report/period.ts");
  const { review, settings, ...shown } = await reviewOfPeriod(store, period);
  const mask = options.mask ? await import("../report/mask.ts") : null;
  const seen = mask === null ? review : mask.maskPeriod(review);
  const { plannedPeriod } = await import("../review/planned.ts");
  const planned = plannedPeriod(store, period);
  const compose = (spoken: ReportSettings) => {
    const document = composePeriod(seen, spoken);
    const sections = [...document.sections, ...periodPlanSections(planned, spoken.currency)];
    return { ...document, sections };
  };
  const { html } = options;
  if (html !== undefined) {
    const { writePeriod } = await import("../page/write.ts");
    const page = { ...shown, review: seen, compose };
    return await writePeriod(context, store, page, settings, { ...options, html });
  }
  const spoken = mask === null ? settings : mask.maskSettings(settings, review.balance);
  const sums = isCalmed(review) ? [] : summarySums(review.result);
  if (!options.md && !options.full && !context.options.json) {
    const { composePeriodScreen } = await import("../report/screen/period.ts");
    const screen = composePeriodScreen(seen, spoken);
    if (planned !== null) {
      const items = periodPlanLines(planned, spoken.currency).map((text) => ({ mark: null, text }));
      screen.rows.push({ label: "Rencana", items });
    }
    addBeside(screen, conversion, sums.slice(0, 1));
    return await context.show(null, () => renderScreen(screen, context.style));
  }
  const document = compose(spoken);
  const data = { ...periodJson(review, document, settings), plans: planned };
  const told = withSection(document, conversion, sums);
  await print(context, told, options, withBeside(data, conversion, summarySums(review.result)));
}

/** Prints a report as Markdown, as data, or for the terminal. */
async function print(
  context: Context,
  document: ReportDocument,
  { md }: PageOptions,
  data: object,
): Promise<void> {
  if (md) {
    const { renderMarkdown } = await import("../views/markdown.ts");
    return await context.show(null, () => renderMarkdown(document, context.style));
  }
  await context.show(data, () => renderReport(document, context.style));
}

/** What stands behind the sentence that the report numbers so; nothing is stored. */
async function explainOne(context: Context, typed: string | undefined, number: string) {
  const store = await context.open("read");
  const { review, history, spoken } = await reviewOfDay(store, dayFrom(store, "tanggal", typed));
  const { explainJudgement } = await import("../report/why.ts");
  const judgement = judgementAt(review, number);
  const { data, lines } = inOrderOf(history.trades, () =>
    explainJudgement(judgement, review, spoken),
  );
  await context.show(data, () =>
    lines.map((line) => context.style.wrap(line, context.style.textColumns)).join("\n"),
  );
}
