import type { Ledger } from "../model-ledger.ts";
import type { Series } from "./units.ts";

export interface CurvePoint {
  /** So many trades were closed by then. */
  trades: number;
  /** Sum of the results so far. */
  level: number;
  /** The highest level so far, the start (0) included. */
  peak: number;
}

export interface Curve {
  /** From 0 on, thinned out; the extremes are all there. */
  points: readonly CurvePoint[];
  trades: number;
  last: number;
  high: number;
  low: number;
  /** The largest fall from a peak, >= 0, with the days of the peak (empty: the start) and the lowest point. */
  fall: { amount: number; peak_date: string; low_date: string } | null;
  /** The first trade of each day with trades. */
  days: readonly { trades: number; date: string }[];
}

/** Where the walk is. */
interface Walk {
  sum: number;
  peak: number;
  peakRow: number;
  fall: number;
  from: number;
  to: number;
}

/**
 * The running sum of results, trade by trade, in at most about 4 points for each of `pieces`: the
 * first, lowest, highest and last of a piece, so that no peak or fall is lost. Trades whose value is
 * unknown do not move it. Null without trades.
 */
export function curveOf(ledger: Ledger, series: Series, pieces: number): Curve | null {
  const { n } = ledger;
  if (n === 0) return null;
  const { values, scale } = series;
  const walk: Walk = { sum: 0, peak: 0, peakRow: -1, fall: 0, from: -1, to: -1 };
  const points: CurvePoint[] = [{ trades: 0, level: 0, peak: 0 }];
  const size = Math.max(1, Math.ceil(n / pieces));
  const point = (): CurvePoint => ({ trades: 0, level: walk.sum / scale, peak: walk.peak / scale });
  for (let start = 0; start < n; start += size) {
    const end = Math.min(n, start + size);
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const kept = new Map<"first" | "low" | "high" | "last", CurvePoint>();
    for (let row = start; row < end; row++) {
      step(walk, row, values[row] ?? Number.NaN);
      const keep = (as: "first" | "low" | "high" | "last") =>
        kept.set(as, { ...point(), trades: row + 1 });
      if (row === start) keep("first");
      if (walk.sum < low) keep("low");
      if (walk.sum > high) keep("high");
      if (row === end - 1) keep("last");
      low = Math.min(low, walk.sum);
      high = Math.max(high, walk.sum);
    }
    points.push(...inOrder(kept.values()));
  }
  const levels = points.map(({ level }) => level);
  const dateAt = (row: number) =>
    row < 0 ? "" : (ledger.days[ledger.day[row] ?? 0]?.session_date ?? "");
  return {
    ...{ points, trades: n, last: walk.sum / scale },
    ...{ high: Math.max(...levels), low: Math.min(...levels) },
    fall:
      walk.to < 0
        ? null
        : {
            amount: walk.fall / scale,
            ...{ peak_date: dateAt(walk.from), low_date: dateAt(walk.to) },
          },
    days: dayStarts(ledger),
  };
}

function step(walk: Walk, row: number, value: number): void {
  if (Number.isNaN(value)) return;
  walk.sum += value;
  if (walk.sum > walk.peak) {
    walk.peak = walk.sum;
    walk.peakRow = row;
  }
  const fall = walk.peak - walk.sum;
  if (fall > walk.fall) {
    walk.fall = fall;
    walk.from = walk.peakRow;
    walk.to = row;
  }
}

/** The points by their trades, each once. */
function inOrder(kept: Iterable<CurvePoint>): CurvePoint[] {
  const sorted = [...kept].sort((a, b) => a.trades - b.trades);
  return sorted.filter((one, at) => one.trades !== sorted[at - 1]?.trades);
}

function dayStarts(ledger: Ledger): { trades: number; date: string }[] {
  const starts: { trades: number; date: string }[] = [];
  for (let row = 0; row < ledger.n; row++) {
    const day = ledger.day[row] ?? 0;
    if (row > 0 && day === ledger.day[row - 1]) continue;
    starts.push({ trades: row + 1, date: ledger.days[day]?.session_date ?? "" });
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
export function dateMarks(days: Curve["days"], most: number): DateMark[] {
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
