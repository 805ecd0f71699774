import { formatTime } from "../base/dates.ts";
import { currencyOf, MASK } from "../base/money.ts";
import type { Period } from "../base/period.ts";
import { niceTicks } from "../base/ticks.ts";
import { type Zone, zoneLabel } from "../base/time.ts";
import { byDay, byHour, byMonth, byWeekday, type DateSum } from "../figures/calendar.ts";
import { curveOf, dateMarks, dayStarts, thinned } from "../figures/curve.ts";
import { dayStepsOf, moodResults } from "../figures/day.ts";
import { spreadOf } from "../figures/distribution.ts";
import type { Multiples } from "../figures/multiples.ts";
import { maskedSeries, moneySeries, type Series } from "../figures/series.ts";
import { bookedByDay } from "../figures/steps.ts";
import type { Ledger } from "../model.ts";
import { type UnitWords, unitWords } from "../views/chart-words.ts";
import type { CalendarChart } from "./chart-days.ts";
import type { Chart } from "./charts.ts";
import { type Page, type Part, renderPage } from "./page.ts";
import * as say from "./words.ts";
import { CHARTS } from "./words.ts";

/** What the charts are drawn from, beside the planned losses. */
type ChartLedger = Ledger<"entry" | "exit" | "bot">;

/** What the charts need to know beside the trades. */
export interface ChartSettings {
  currency: string;
  zone: Zone;
  masked: boolean;
  /** Balance with which it began; null: unknown. */
  balance: number | null;
}

/** Pieces of a curve: about as many as a chart is wide in dots. */
const PIECES = 200;
const TICKS = 6;
const MARKS = 7;
/** Months that are drawn day by day; a longer range is drawn in years of months. */
const MOST_MONTHS = 13;
/** So many months have room for amounts. */
const LARGE_MONTHS = 2;

/** The page; here so that all that only pages need is loaded together. */
export function pageHtml(page: Page): string {
  return renderPage(page);
}

interface Drawn {
  ledger: ChartLedger;
  multiples: Multiples;
  series: Series;
  unit: UnitWords;
  notes: readonly string[];
  days: readonly DateSum[];
}

function drawn(ledger: ChartLedger, multiples: Multiples, settings: ChartSettings): Drawn {
  const currency = currencyOf(settings.currency);
  const series = settings.masked
    ? maskedSeries(ledger, multiples, currency, settings.balance)
    : moneySeries(ledger, currency);
  const unit = unitWords(series.unit, settings.masked ? MASK : settings.currency);
  const notes = say.unitNotes(unit, series.known, ledger.n);
  return { ledger, multiples, series, unit, notes, days: byDay(ledger, series) };
}

/** The charts of a period: the curve, R, hours, weekdays and moods, and then the calendar. */
export function periodCharts(
  ledger: ChartLedger,
  multiples: Multiples,
  kind: Period["kind"],
  settings: ChartSettings,
): Part[] {
  if (ledger.n === 0) return [];
  const all = drawn(ledger, multiples, settings);
  const { series, unit } = all;
  const zone = zoneLabel(settings.zone);
  const moods = moodResults(ledger, series);
  const charts = [
    ...curveChart(all),
    ...histogramChart(all),
    groupChart(byHour(ledger, series, settings.zone), "hour", unit, zone),
    groupChart(byWeekday(ledger, series), "weekday", unit, zone, wholeNotes(ledger)),
    ...(moods.moods.length === 0 ? [] : [moodChart(moods, unit)]),
  ];
  const parts: Part[] = [{ kind: "charts", id: "gambar", heading: CHARTS.heading, charts }];
  // The weekdays of one week are its calendar.
  return kind === "week" ? parts : [...parts, calendars(all)];
}

/** The charts of one day: its trades one after the other, on the clock, and the month up to it. */
export function dayCharts(
  month: ChartLedger & Ledger<"symbol">,
  multiples: Multiples,
  date: string,
  settings: ChartSettings,
): Part[] {
  const all = drawn(month, multiples, settings);
  const day = dayStepsOf(month, all.series, date);
  if (day.steps.length === 0) return [];
  const hours = hoursOf(day, settings.zone);
  const charts: Chart[] = [
    {
      kind: "steps",
      day,
      unit: all.unit,
      ticks: ticksOf(day.steps.flatMap(({ from, to }) => [from, to])),
      words: say.stepWords(day, dayTotal(all, date), all.unit, all.notes),
    },
  ];
  if (all.days.length > 1) charts.push(...curveChart(all, say.monthSoFar(date)));
  if (hours.length > 1) {
    const words = say.timelineWords(day, all.unit, settings.zone);
    charts.push({ kind: "timeline", day, hours, unit: all.unit, words });
  }
  return [{ kind: "charts", id: "gambar", heading: CHARTS.heading, charts }];
}

const wholeNotes = ({ parts }: ChartLedger) => (parts.length === 0 ? [] : [say.WHOLE_POSITIONS]);

/** The day's result where parts of positions make it another than that of the trades; else null. */
function dayTotal({ ledger, series, days }: Drawn, date: string): number | null {
  const at = ledger.days.findIndex(({ session_date }) => session_date === date);
  if (series.partOf === null || !bookedByDay(ledger).has(at)) return null;
  return days.find((one) => one.date === date)?.sum ?? null;
}

function ticksOf(values: readonly number[]): number[] {
  return niceTicks(Math.min(0, ...values), Math.max(0, ...values), TICKS);
}

function curveChart({ ledger, series, unit, notes, days }: Drawn, title?: string): Chart[] {
  const curve = curveOf(ledger, series);
  if (curve.steps.n === 0) return [];
  const marks = dateMarks(dayStarts(ledger, curve.steps), MARKS).map((mark) => ({
    trades: mark.trades,
    text: say.markLabel(mark),
  }));
  const rows = days.length > 31 ? byMonth(days) : days;
  const words = say.curveWords(curve, rows, unit, notes);
  const ticks = ticksOf([curve.low, curve.high]);
  return [
    {
      kind: "curve",
      points: thinned(curve, PIECES),
      ticks,
      marks,
      unit,
      words: { ...words, title: title ?? words.title },
    },
  ];
}

function histogramChart({ multiples, series, unit: own }: Drawn): Chart[] {
  const spread = spreadOf(series, multiples);
  if (spread.distribution === null) return [];
  const { bins } = spread.distribution;
  const unit = spread.by === "r" ? unitWords("r", MASK) : own;
  const ticks = ticksOf(bins.map(({ n }) => n)).filter((tick) => Number.isInteger(tick));
  return [{ kind: "histogram", bins, ticks, unit, words: say.histogramWords(spread, bins, unit) }];
}

function groupChart(
  grouped: ReturnType<typeof byHour>,
  by: "hour" | "weekday",
  unit: UnitWords,
  zone: string,
  notes: readonly string[] = [],
): Chart {
  const ticks = ticksOf(grouped.groups.map(({ sum }) => sum));
  return {
    kind: "groups",
    grouped,
    by,
    ticks,
    unit,
    words: say.groupWords(grouped, by, unit, zone, notes),
  };
}

function moodChart(results: ReturnType<typeof moodResults>, unit: UnitWords): Chart {
  const values = results.moods.flatMap(({ days }) => days);
  const [low, high] = [values, values].map((all, at) =>
    all.reduce((a, b) => (at === 0 ? Math.min(a, b) : Math.max(a, b)), 0),
  );
  const ticks = niceTicks(low ?? 0, high ?? 1, TICKS);
  return { kind: "moods", results, ticks, unit, words: say.moodWords(results, unit) };
}

/** The months of the range day by day, or its years month by month. */
function calendars({ days, unit }: Drawn): Part {
  const months = [...new Set(days.map(({ date }) => date.slice(0, 7)))];
  const isLong = months.length > MOST_MONTHS;
  const shown = isLong ? byMonth(days) : days;
  const names = isLong ? [...new Set(months.map((month) => month.slice(0, 4)))] : months;
  const largest = shown.reduce((most, { sum }) => Math.max(most, Math.abs(sum)), 0);
  const small = !isLong && months.length > LARGE_MONTHS;
  const charts = names.map((month): CalendarChart => {
    const own = shown.filter(({ date }) => date.startsWith(month));
    const words = say.calendarWords(say.monthTitle(month), own, unit, {
      of: isLong ? "bulan" : "hari",
      small,
    });
    return { kind: "calendar", month, days: own, largest, small, unit, words };
  });
  return { kind: "charts", id: "kalender", heading: CHARTS.calendar, charts, small };
}

/** Round hours around all that happened on the day, at most seven of them. */
function hoursOf({ steps, moods }: ReturnType<typeof dayStepsOf>, zone: Zone) {
  const times = [
    ...steps.flatMap(({ entry, exit }) => [entry, exit]),
    ...moods.map(({ at }) => at),
  ].filter((time) => !Number.isNaN(time));
  if (times.length === 0) return [];
  const low = times.reduce((a, b) => Math.min(a, b));
  const high = times.reduce((a, b) => Math.max(a, b));
  const step =
    [0.5, 1, 2, 3, 6, 12, 24, 48, 168].find((hours) => (high - low) / 3600 / hours <= 6) ?? 720;
  const seconds = step * 3600;
  const hours: { at: number; text: string }[] = [];
  for (
    let at = Math.floor(low / seconds) * seconds;
    hours.length < 2 || at < high + seconds;
    at += seconds
  ) {
    hours.push({ at, text: formatTime(at * 1000, zone) });
  }
  return hours;
}
