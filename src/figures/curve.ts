import { type Currency, fromMinor, minorReader, scaleOf, toMinor } from "../base/money.ts";
import type { Ledger, LedgerCore } from "../model.ts";
import { deepestFall } from "../stats/curve.ts";
import type { Multiples } from "./multiples.ts";

/**
 * What results are measured in: money, percent of the balance at the start, multiples of the
 * planned loss, or just won (1) and lost (-1).
 */
export type Unit = "money" | "percent" | "r" | "sign";

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
export function moneySeries(ledger: Ledger, currency: Currency): Series {
  const scale = scaleOf(currency);
  return { unit: "money", values: ledger.minor, scale, known: ledger.n, partOf: (minor) => minor };
}

/** Results as multiples of the planned loss, only where a trade has a plan of its own. */
export function multipleSeries({ r, imputed, known }: Multiples): Series {
  const values = r.map((value, row) => (imputed[row] === 1 ? Number.NaN : value));
  return { unit: "r", values, scale: 1, known, partOf: null };
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
  ledger: Ledger,
  multiples: Multiples,
  currency: Currency,
  balance: number | null,
): Series {
  const { n } = ledger;
  if (balance !== null && balance > 0) {
    const share = (minor: number) => (100 * fromMinor(minor, currency)) / balance;
    return { unit: "percent", values: ledger.minor.map(share), scale: 1, known: n, partOf: share };
  }
  if (isCovered(multiples, n)) return multipleSeries(multiples);
  return { unit: "sign", values: ledger.minor.map(Math.sign), scale: 1, known: n, partOf: null };
}

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

/** The ledger's results in major units, in its order. */
export function amountsOf(ledger: LedgerCore, currency: Currency): number[] {
  return Array.from(ledger.minor, minorReader(currency));
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

/** A curve of n + 1 points: the start, and after each trade. */
export interface GrowthCurve {
  /** Net result so far, in major units; the first is 0. */
  money: number[];
  /**
   * Growth of the account by these trades, 1 at the start: each result counts by its share of the
   * balance before it, so money paid in or out makes no step. Null: the balance is unknown or spent.
   */
  growth: number[] | null;
  /** Epoch seconds, never falling; the first is the first known entry. Null: no time is known. */
  times: number[] | null;
}

/**
 * The curve of a ledger's results. Under a filter it is that of its trades alone, each against the
 * balance of the whole account: the day's balance and the ledger's own trades of the day before it.
 * A trade whose times nobody knows stands where its day begins, or at the time of the one before.
 */
export function growthCurve(ledger: Ledger<"entry" | "exit">, currency: Currency): GrowthCurve {
  const { n } = ledger;
  const read = minorReader(currency);
  const money = new Array<number>(n + 1).fill(0);
  const start = startOf(ledger);
  const begins = (row: number) =>
    Date.parse(ledger.days[ledger.day[row] ?? 0]?.session_date ?? "") / 1000;
  const times = [Number.isNaN(closeOf(ledger, 0)) ? Math.min(start ?? 0, begins(0)) : (start ?? 0)];
  let total = 0;
  for (let row = 0; row < n; row++) {
    total += ledger.minor[row] ?? 0;
    money[row + 1] = read(total);
    const time = closeOf(ledger, row);
    times.push(Math.max(times[row] ?? 0, Number.isNaN(time) ? begins(row) : time));
  }
  return { money, growth: growthOf(ledger, currency), times: start === null ? null : times };
}

/** Growth of the account trade by trade; null from the first balance on that is unknown or spent. */
function growthOf({ n, days, day, minor }: Ledger, currency: Currency): number[] | null {
  const read = minorReader(currency);
  const growth = [1];
  let ofDay = 0;
  for (let row = 0; row < n; row++) {
    if (row > 0 && day[row - 1] !== day[row]) ofDay = 0;
    const before = (days[day[row] ?? 0]?.balance ?? Number.NaN) + read(ofDay);
    if (!(before > 0)) return null;
    growth.push((growth[row] ?? 1) * (1 + read(minor[row] ?? 0) / before));
    ofDay += minor[row] ?? 0;
  }
  return growth;
}

/** When a trade ended, as far as is known; epoch seconds or NaN. */
function closeOf({ exit, entry }: Ledger<"entry" | "exit">, row: number): number {
  const time = exit[row] ?? Number.NaN;
  return Number.isNaN(time) ? (entry[row] ?? Number.NaN) : time;
}

/** The first entry of the ledger, else its first time at all; null when no time is known. */
function startOf(ledger: Ledger<"entry" | "exit">): number | null {
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < ledger.n; row++) {
    const entry = ledger.entry[row] ?? Number.NaN;
    if (entry < first) first = entry;
  }
  for (let row = 0; row < ledger.n && first === Number.POSITIVE_INFINITY; row++) {
    const time = closeOf(ledger, row);
    if (time < first) first = time;
  }
  return first === Number.POSITIVE_INFINITY ? null : first;
}

/** One result that moves the curve: a day's, or a trade's. */
export interface EquityStep {
  session_date: string;
  /** Of a trade. */
  id?: number;
  /** Net result in minor units. */
  minor: number;
}

/** The curve after one step; money in the currency. */
interface EquityPoint {
  session_date: string;
  id?: number;
  profit_loss: number;
  /** Balance, or the sum of results where the balance is unknown. */
  value: number;
  /** The highest value so far, the start included. */
  peak: number;
}

/** The deepest fall of the curve. */
interface EquityFall {
  amount: number;
  /** Of the peak's balance, as a fraction of 1; null: the balance is unknown or was not positive. */
  fraction: number | null;
  /** Null: the peak is the start itself. */
  peak_date: string | null;
  trough_date: string;
  /** Null: not yet made good. */
  recovered_date: string | null;
}

export interface Equity {
  kind: "balance" | "result";
  by: "day" | "trade";
  /** Value before the first step. */
  start: number;
  points: EquityPoint[];
  /** Null: the curve never falls. */
  drawdown: EquityFall | null;
  /** Whether the curve ends below its highest value. */
  underwater: boolean;
}

/**
 * The curve that the steps draw from a balance (null: unknown, then from 0). Deposits and
 * withdrawals are no steps: they are not earned.
 */
export function equityOf(
  steps: readonly EquityStep[],
  balance: number | null,
  by: Equity["by"],
  currency: Currency,
): Equity {
  const start = balance === null ? 0 : toMinor(balance, currency);
  const curve = new Float64Array(steps.length + 1);
  curve[0] = start;
  let highest = start;
  const points = steps.map(({ session_date, id, minor }, index): EquityPoint => {
    const level = (curve[index] ?? 0) + minor;
    curve[index + 1] = level;
    highest = Math.max(highest, level);
    return {
      session_date,
      ...(id === undefined ? {} : { id }),
      profit_loss: fromMinor(minor, currency),
      value: fromMinor(level, currency),
      peak: fromMinor(highest, currency),
    };
  });
  const kind = balance === null ? "result" : "balance";
  const last = curve[steps.length] ?? start;
  return {
    kind,
    by,
    start: fromMinor(start, currency),
    points,
    drawdown: fallOf(curve, steps, kind, currency),
    underwater: last < highest,
  };
}

function fallOf(
  curve: Float64Array,
  steps: readonly EquityStep[],
  kind: Equity["kind"],
  currency: Currency,
): EquityFall | null {
  const fall = deepestFall(curve);
  if (fall === null) return null;
  const dateOf = (place: number | null) =>
    place === null ? null : (steps[place - 1]?.session_date ?? null);
  const peak = curve[fall.peak] ?? 0;
  const depth = peak - (curve[fall.trough] ?? 0);
  return {
    amount: fromMinor(depth, currency),
    fraction: kind === "balance" && peak > 0 ? depth / peak : null,
    peak_date: dateOf(fall.peak),
    trough_date: dateOf(fall.trough) ?? "",
    recovered_date: dateOf(fall.recovered),
  };
}
