import { eachDayOfInterval } from "date-fns/eachDayOfInterval";
import { eachMonthOfInterval } from "date-fns/eachMonthOfInterval";
import { eachWeekOfInterval } from "date-fns/eachWeekOfInterval";
import { getMonth } from "date-fns/getMonth";
import { getYear } from "date-fns/getYear";
import { dateOf, dayOf, daysBetween, SHORT_MONTHS } from "./dates.ts";

export interface DateTick {
  date: string;
  label: string;
}

type Walk = (from: string, to: string) => string[];

const spanOf = (from: string, to: string) => ({ start: dayOf(from), end: dayOf(to) });

const every =
  (step: number): Walk =>
  (from, to) =>
    eachDayOfInterval(spanOf(from, to), { step }).map(dateOf);

/** date-fns begins with the week or month that the first day is in, which may lie before it. */
const mondays: Walk = (from, to) =>
  eachWeekOfInterval(spanOf(from, to), { weekStartsOn: 1 })
    .map(dateOf)
    .filter((date) => date >= from);

/** First days of months, counted from the year 0: every second, third, ... one. */
const months =
  (step: number): Walk =>
  (from, to) =>
    eachMonthOfInterval(spanOf(from, to))
      .filter((day) => (getYear(day) * 12 + getMonth(day)) % step === 0)
      .map(dateOf)
      .filter((date) => date >= from);

const dayLabel = (date: string) =>
  `${Number(date.slice(8))} ${SHORT_MONTHS[Number(date.slice(5, 7)) - 1]}`;
const monthLabel = (date: string) =>
  `${SHORT_MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
const yearLabel = (date: string) => date.slice(0, 4);

/** Finest first: how the dates are found, the least days between them, how they are written. */
const STEPS: readonly [Walk, days: number, label: (date: string) => string][] = [
  [every(1), 1, dayLabel],
  [every(2), 2, dayLabel],
  [mondays, 7, dayLabel],
  [months(1), 28, monthLabel],
  [months(2), 59, monthLabel],
  [months(3), 89, monthLabel],
  [months(6), 181, monthLabel],
  [months(12), 365, yearLabel],
  [months(24), 730, yearLabel],
  [months(60), 1_826, yearLabel],
  [months(120), 3_652, yearLabel],
];

/**
 * At most `most` dates from `from` to `to` (both included) at which a time axis is labelled: days,
 * Mondays, first days of months, quarters or years, whichever is the finest that fits. Where only
 * one such date lies in the range, the ends themselves.
 */
export function dateTicks(from: string, to: string, most: number): DateTick[] {
  const days = daysBetween(from, to);
  for (const [dates, least, label] of STEPS) {
    // No use in walking ten years day by day only to count them.
    if (days / least > 2 * most) continue;
    const found = dates(from, to);
    if (found.length > most) continue;
    if (found.length > 1) return found.map((date) => ({ date, label: label(date) }));
    break;
  }
  const ends = from === to || most < 2 ? [from] : [from, to];
  return ends.map((date) => ({ date, label: dayLabel(date) }));
}

const MANTISSAS = [1, 2, 5, 10];
/** More figures than this are noise of binary fractions. */
const FIGURES = 12;

/** Below this numbers lose their figures. */
const SMALLEST = 1e-290;

/** The smallest of 1, 2, 5 × a power of ten with which `span` has at most `most` steps; span > 0. */
export function niceStep(span: number, most: number): number {
  const least = Math.max(SMALLEST, span / most);
  const power = Math.floor(Math.log10(least));
  for (const mantissa of MANTISSAS) {
    // Read as a decimal: 10 ** -2 * 5 is not always 0.05.
    const step = Number(`${mantissa}e${power}`);
    if (step * (1 + 1e-9) >= least) return step;
  }
  return Number(`1e${power + 1}`);
}

/**
 * Values at which an axis from `low` to `high` is labelled: multiples of a nice step, the first at
 * or below `low`, the last at or above `high`, about `most` of them. Equal ends get room on both
 * sides. Finite numbers whose difference is finite.
 */
export function niceTicks(low: number, high: number, most: number): number[] {
  if (low === high) {
    const room = Math.abs(low) < SMALLEST ? 1 : Math.abs(low) / 20;
    return niceTicks(low - room, high + room, most);
  }
  const step = niceStep(high - low, Math.max(1, most - 1));
  const ticks: number[] = [];
  const first = Math.floor(low / step + 1e-9);
  for (let k = first; ; k++) {
    const tick = Number((k * step).toPrecision(FIGURES)) + 0;
    ticks.push(tick);
    if (tick >= high || ticks.length > 2 * most + 2) return ticks;
  }
}
