import { addDays, SHORT_MONTHS, weekday } from "./dates.ts";
import { DAY_MS } from "./time.ts";

export interface DateTick {
  date: string;
  label: string;
}

type Walk = (from: string, to: string) => string[];

const every =
  (days: number): Walk =>
  (from, to) =>
    walk(from, to, (date) => addDays(date, days));

const mondays: Walk = (from, to) =>
  walk(addDays(from, (8 - weekday(from)) % 7), to, (date) => addDays(date, 7));

const months =
  (step: number): Walk =>
  (from, to) => {
    const next = (date: string, count: number) => {
      const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + count;
      const year = String(Math.floor(month / 12)).padStart(4, "0");
      return `${year}-${String((month % 12) + 1).padStart(2, "0")}-01`;
    };
    const index = Number(from.slice(5, 7)) - 1 + (from.endsWith("-01") ? 0 : 1);
    const into = ((Number(from.slice(0, 4)) * 12 + index) % step) % step;
    const first = next(from, (from.endsWith("-01") ? 0 : 1) + (into === 0 ? 0 : step - into));
    return walk(first, to, (date) => next(date, step));
  };

function walk(first: string, to: string, next: (date: string) => string): string[] {
  const dates: string[] = [];
  for (let date = first; date <= to; date = next(date)) dates.push(date);
  return dates;
}

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
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
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
