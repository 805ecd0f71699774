import { type Currency, fromMinor, minorReader, scaleOf } from "../base/money.ts";
import { outcome } from "../base/outcome.ts";
import type { Ledger, LedgerCore } from "../model.ts";
import { growthOf, stepsOf } from "./equity.ts";
import type { Multiples } from "./multiples.ts";

/**
 * What results are measured in: money, percent of the balance at the start, multiples of the
 * planned loss, or just won (1) and lost (-1).
 */
export type Unit = "money" | "percent" | "r" | "sign";

type TimedLedger = Ledger<"entry" | "exit">;

/** One number a trade, in the ledger's order. */
export interface Series {
  unit: Unit;
  /** In units of 1 / `scale`, so that money adds up exactly; NaN: unknown. */
  values: Float64Array;
  scale: number;
  /** How many are known. */
  known: number;
  /** A part of a position in these units; null where only a whole position has a value. */
  partOf: ((minor: number) => number) | null;
}

/** Results in money. */
export function moneySeries({ n, minor }: Pick<Ledger, "n" | "minor">, currency: Currency): Series {
  const scale = scaleOf(currency);
  return { unit: "money", values: minor, scale, known: n, partOf: (part) => part };
}

/** Results as multiples of the planned loss; the usual one stands where a trade's own is unknown. */
export function multipleSeries({ r, known }: Multiples): Series {
  return { unit: "r", values: r, scale: 1, known, partOf: null };
}

/** From this share of trades with a plan on, R speaks for all of them. */
const ENOUGH = 0.5;

/** Whether R is known for enough trades to be shown alone. */
export function isCovered(multiples: Multiples, n: number): boolean {
  return n > 0 && multiples.known / n >= ENOUGH;
}

/**
 * Results without money: in percent of the balance at the start where it is known, else in R where
 * that is known for most trades, else only won or lost.
 */
export function maskedSeries(
  ledger: TimedLedger,
  multiples: Multiples,
  currency: Currency,
  balance: number | null,
): Series {
  const { n } = ledger;
  if (balance !== null && balance > 0) {
    const share = (minor: number) => (100 * fromMinor(minor, currency)) / balance;
    const values = growthShares(ledger, currency, share) ?? ledger.minor.map(share);
    return { unit: "percent", values, scale: 1, known: n, partOf: share };
  }
  if (isCovered(multiples, n)) return multipleSeries(multiples);
  return { unit: "sign", values: ledger.minor.map(Math.sign), scale: 1, known: n, partOf: null };
}

/**
 * What each result added to the growth of the account, in percent of its start: the shares add up
 * to the growth, whatever was paid in or out. Null: a balance is unknown or spent.
 */
function growthShares(
  ledger: TimedLedger,
  currency: Currency,
  partOf: (minor: number) => number,
): Float64Array | null {
  const steps = stepsOf(ledger);
  const growth = growthOf(ledger, currency, steps);
  if (growth === null) return null;
  const shares = new Float64Array(ledger.n);
  for (let at = 0; at < steps.n; at++) {
    const row = steps.row[at] ?? -1;
    if (row >= 0) shares[row] = 100 * ((growth[at + 1] ?? 0) - (growth[at] ?? 0));
  }
  // A position's value is that of the whole of it.
  for (const { row, minor } of ledger.parts) {
    if (row >= 0) shares[row] = (shares[row] ?? 0) + partOf(minor);
  }
  return shares;
}

export interface CurvePoint {
  /** So many trades (and parts booked on other days) were closed by then. */
  trades: number;
  /** Sum of the results so far. */
  level: number;
  /** The highest level so far, the start (0) included. */
  peak: number;
}

export interface Curve {
  /** From 0 on, thinned out; the extremes are all there. */
  points: readonly CurvePoint[];
  /** Of the last point. */
  trades: number;
  last: number;
  high: number;
  low: number;
  /**
   * The largest fall from a peak, >= 0, with the days of the peak (empty: the start) and the lowest
   * point; in percent it is that of the balance at its peak.
   */
  fall: { amount: number; peak_date: string; low_date: string } | null;
  /** The first trade of each day with trades. */
  days: readonly { trades: number; date: string }[];
}

/** Where the walk is. */
interface Walk {
  sum: number;
  peak: number;
  peakStep: number;
  fall: number;
  from: number;
  to: number;
}

/**
 * The running sum of results, step by step, in at most about 4 points for each of `pieces`: the
 * first, lowest, highest and last of a piece, so that no peak or fall is lost. Trades whose value is
 * unknown do not move it. Null without trades.
 */
export function curveOf(ledger: Ledger, series: Series, pieces: number): Curve | null {
  const { n, day, values } = steppedValues(ledger, series);
  if (n === 0) return null;
  const { scale } = series;
  const walk: Walk = { sum: 0, peak: 0, peakStep: -1, fall: 0, from: -1, to: -1 };
  // Growth of 100 % at the start: a fall of it is measured from there.
  const base = series.unit === "percent" ? 100 : null;
  const points: CurvePoint[] = [{ trades: 0, level: 0, peak: 0 }];
  const size = Math.max(1, Math.ceil(n / pieces));
  const point = (): CurvePoint => ({ trades: 0, level: walk.sum / scale, peak: walk.peak / scale });
  for (let start = 0; start < n; start += size) {
    const end = Math.min(n, start + size);
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const kept = new Map<"first" | "low" | "high" | "last", CurvePoint>();
    for (let at = start; at < end; at++) {
      step(walk, at, values[at] ?? Number.NaN, base);
      const keep = (as: "first" | "low" | "high" | "last") =>
        kept.set(as, { ...point(), trades: at + 1 });
      if (at === start) keep("first");
      if (walk.sum < low) keep("low");
      if (walk.sum > high) keep("high");
      if (at === end - 1) keep("last");
      low = Math.min(low, walk.sum);
      high = Math.max(high, walk.sum);
    }
    points.push(...inOrder(kept.values()));
  }
  const levels = points.map(({ level }) => level);
  const dateAt = (at: number) => (at < 0 ? "" : (ledger.days[day[at] ?? 0]?.session_date ?? ""));
  return {
    points,
    trades: n,
    last: walk.sum / scale,
    high: Math.max(...levels),
    low: Math.min(...levels),
    fall:
      walk.to < 0
        ? null
        : {
            amount: walk.fall / scale,
            peak_date: dateAt(walk.from),
            low_date: dateAt(walk.to),
          },
    days: dayStarts(ledger, { n, day }),
  };
}

/** The values by step: a part counts on its own day where its value is known. */
function steppedValues(ledger: Ledger, { values, partOf }: Series) {
  const { parts } = ledger;
  if (parts.length === 0 || partOf === null) return { n: ledger.n, day: ledger.day, values };
  const { n, day, row, minor } = stepsOf(ledger);
  const own = values.slice();
  for (const part of parts) {
    if (part.row >= 0) own[part.row] = (own[part.row] ?? 0) - partOf(part.minor);
  }
  const stepped = Float64Array.from(row, (at, index) =>
    at >= 0 ? (own[at] ?? 0) : partOf(minor[index] ?? 0),
  );
  return { n, day, values: stepped };
}

function step(walk: Walk, at: number, value: number, base: number | null): void {
  if (Number.isNaN(value)) return;
  walk.sum += value;
  if (walk.sum > walk.peak) {
    walk.peak = walk.sum;
    walk.peakStep = at;
  }
  const depth = walk.peak - walk.sum;
  const fall = base === null ? depth : (100 * depth) / (base + walk.peak);
  if (fall > walk.fall) {
    walk.fall = fall;
    walk.from = walk.peakStep;
    walk.to = at;
  }
}

/** The points by their trades, each once. */
function inOrder(kept: Iterable<CurvePoint>): CurvePoint[] {
  const sorted = [...kept].sort((a, b) => a.trades - b.trades);
  return sorted.filter((one, at) => one.trades !== sorted[at - 1]?.trades);
}

function dayStarts({ days }: Ledger, { n, day }: { n: number; day: Int32Array }): Curve["days"] {
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

/** The ledger's results in major units, in its order. */
export function amountsOf(ledger: LedgerCore, currency: Currency): number[] {
  const read = minorReader(currency);
  // Not Array.from, which steps an iterator: a million trades take it a tenth of a second.
  const amounts = new Array<number>(ledger.minor.length);
  for (let row = 0; row < amounts.length; row++) amounts[row] = read(ledger.minor[row] ?? 0);
  return amounts;
}

/** Whether the trade of this row neither won nor lost. */
export const isEvenAt = ({ minor, even_within }: LedgerCore, row: number): boolean =>
  outcome(minor[row] ?? 0, even_within?.[row]) === 0;

/** The results in minor units, those within the trader's band as zero; without a band all of them. */
export function decidedMinor(ledger: LedgerCore): Float64Array {
  if (ledger.even_within === undefined) return ledger.minor;
  return ledger.minor.map((minor, row) => (isEvenAt(ledger, row) ? 0 : minor));
}

/** The ledger's trades of one day. */
export interface DayTrades {
  /** Index into the ledger's days. */
  day: number;
  date: string;
  /** First row, and the one after the last. */
  from: number;
  to: number;
  count: number;
  /** Net, in major units. */
  net: number;
  /** Share of the account's balance when the day began; null: unknown or nothing left. */
  return: number | null;
}

/**
 * Days with trades, or with parts of some, in order; a part counts on the day it was closed. A day
 * whose trades did not pass the filter is not there.
 */
export function tradedDays(ledger: LedgerCore, currency: Currency): DayTrades[] {
  const results: DayTrades[] = [];
  const read = minorReader(currency);
  const booked = bookedByDay(ledger);
  const add = (day: number, from: number, to: number) => {
    let minor = booked.get(day) ?? 0;
    for (let row = from; row < to; row++) minor += ledger.minor[row] ?? 0;
    const net = read(minor);
    const balance = ledger.days[day]?.balance ?? null;
    results.push({
      day,
      date: ledger.days[day]?.session_date ?? "",
      from,
      to,
      count: to - from,
      net,
      return: balance !== null && balance > 0 ? net / balance : null,
    });
    booked.delete(day);
  };
  for (let from = 0; from < ledger.n; ) {
    const day = ledger.day[from] ?? 0;
    let to = from;
    while (to < ledger.n && ledger.day[to] === day) to++;
    add(day, from, to);
    from = to;
  }
  if (booked.size === 0) return results;
  for (const day of [...booked.keys()]) {
    const next = results.find((one) => one.day > day);
    add(day, next?.from ?? ledger.n, next?.from ?? ledger.n);
  }
  return results.sort((a, b) => a.day - b.day);
}

/**
 * What parts add to the result (or to one of the costs) of the trades that ended in the range, in
 * minor units: those that were booked in it less those that were booked outside it.
 */
export function bookedInParts(
  parts: LedgerCore["parts"],
  of: "minor" | "commission" | "swap" | "fee" = "minor",
): number {
  return parts.reduce(
    (sum, part) => sum + (part.day >= 0 ? part[of] : 0) - (part.row >= 0 ? part[of] : 0),
    0,
  );
}

/** What parts bring to each day, less what they take from that on which their position ended. */
export function bookedByDay({ day, parts }: LedgerCore): Map<number, number> {
  const booked = new Map<number, number>();
  const book = (at: number, minor: number) => booked.set(at, (booked.get(at) ?? 0) + minor);
  for (const part of parts) {
    if (part.day >= 0) book(part.day, part.minor);
    if (part.row >= 0) book(day[part.row] ?? 0, -part.minor);
  }
  return booked;
}
