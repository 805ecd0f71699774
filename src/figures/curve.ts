import type { LedgerCore } from "../model.ts";
import { deepestFall, endsUnderwater } from "../stats/curve.ts";
import type { Series, Unit } from "./series.ts";
import { type Steps, stepsOf, sumsOf } from "./steps.ts";

/** The running sum of results, step by step: the one curve that `equity` and a page draw. */
export interface Curve {
  unit: Unit;
  /** Trades, and parts that were booked on other days. */
  steps: Steps;
  /** Sums in the unit: 0, then after each step. */
  levels: Float64Array;
  last: number;
  high: number;
  low: number;
  /** The deepest fall; in percent it is that of the balance at its peak. Null: it never falls. */
  fall: CurveFall | null;
  /** Whether it ends below its highest level. */
  underwater: boolean;
}

interface CurveFall {
  amount: number;
  /** Null: the peak is the start itself. */
  peak_date: string | null;
  trough_date: string;
  /** Null: not yet made good. */
  recovered_date: string | null;
}

/** The curve of a ledger's results; those whose value is unknown do not move it. */
export function curveOf(ledger: LedgerCore, { unit, values, scale, partOf }: Series): Curve {
  const steps = stepsOf(ledger, values, partOf);
  const sums = sumsOf(steps);
  const levels = new Float64Array(sums.length);
  let [high, low] = [0, 0];
  // A loop, as in stepsOf.
  for (let at = 0; at < sums.length; at++) {
    const level = (sums[at] ?? 0) / scale;
    levels[at] = level;
    if (level > high) high = level;
    if (level < low) low = level;
  }
  // Growth of 100 % at the start: a fall of it is measured from there.
  const base = unit === "percent" ? 100 : null;
  const fall = deepestFall(sums, base);
  const dateOf = (place: number | null) =>
    place === null || place === 0
      ? null
      : (ledger.days[steps.day[place - 1] ?? 0]?.session_date ?? null);
  const peak = fall === null ? 0 : (sums[fall.peak] ?? 0);
  const depth = fall === null ? 0 : peak - (sums[fall.trough] ?? 0);
  return {
    unit,
    steps,
    levels,
    last: levels.at(-1) ?? 0,
    high,
    low,
    fall: fall && {
      amount: base === null ? depth / scale : (100 * depth) / (base + peak),
      peak_date: dateOf(fall.peak),
      trough_date: dateOf(fall.trough) ?? "",
      recovered_date: dateOf(fall.recovered),
    },
    underwater: endsUnderwater(sums),
  };
}

export interface CurvePoint {
  /** So many steps were closed by then. */
  trades: number;
  level: number;
  /** The highest level so far. */
  peak: number;
}

/**
 * The start, and at most 4 points for each of `pieces`: the first, lowest, highest and last of a
 * piece, so that no peak or fall is lost.
 */
export function thinned({ levels, steps: { n } }: Curve, pieces: number): CurvePoint[] {
  const level = (at: number) => levels[at] ?? 0;
  const size = Math.max(1, Math.ceil(n / pieces));
  const kept = new Set([0]);
  for (let start = 1; start <= n; start += size) {
    const end = Math.min(n, start + size - 1);
    let [low, high] = [start, start];
    for (let at = start; at <= end; at++) {
      if (level(at) < level(low)) low = at;
      if (level(at) > level(high)) high = at;
    }
    for (const at of [start, low, high, end]) kept.add(at);
  }
  const points: CurvePoint[] = [];
  let peak = 0;
  for (let at = 0; at <= n; at++) {
    peak = Math.max(peak, level(at));
    if (kept.has(at)) points.push({ trades: at, level: level(at), peak });
  }
  return points;
}

/** The first step of each day that has one. */
export function dayStarts(
  { days }: LedgerCore,
  { n, day }: Steps,
): { trades: number; date: string }[] {
  const starts: { trades: number; date: string }[] = [];
  for (let at = 0; at < n; at++) {
    if (at > 0 && day[at] === day[at - 1]) continue;
    starts.push({ trades: at + 1, date: days[day[at] ?? 0]?.session_date ?? "" });
  }
  return starts;
}

/** A day on the axis of trades, and how coarse its name may be. */
export interface DateMark {
  trades: number;
  date: string;
  by: "day" | "month" | "year";
}

const LENGTHS = { day: 10, month: 7, year: 4 } as const;

/** At most `most` days at which the axis of trades is labelled: days, firsts of months or of years. */
export function dateMarks(days: ReturnType<typeof dayStarts>, most: number): DateMark[] {
  const firsts = (by: DateMark["by"]): DateMark[] => {
    const part = (at: number) => days[at]?.date.slice(0, LENGTHS[by]);
    return days.filter((_, at) => at === 0 || part(at) !== part(at - 1)).map((d) => ({ ...d, by }));
  };
  const months = firsts("month");
  const isShort = days.length <= most || months.length < 3;
  const marks = isShort ? firsts("day") : months.length <= 3 * most ? months : firsts("year");
  const every = Math.ceil(marks.length / most);
  return marks.filter((_, at) => at % every === 0);
}
