import { type Currency, minorReader } from "../base/money.ts";
import { outcome } from "../base/outcome.ts";
import type { Ledger, LedgerCore } from "../model.ts";

/** The one curve of an account: `stats`, `equity`, reviews and pages all walk it step by step. */

/**
 * What moves the curve of results, in order: the trades as the ledger has them, and after those of
 * its day each part of a position that was booked on another day than its end.
 */
export interface Steps {
  n: number;
  /** Index into the ledger's days. */
  day: Int32Array;
  /** The trade, -1: a part of one; null: the steps are the trades, one by one. See `rowAt`. */
  row: Int32Array | null;
  /** Net, in minor units or those that were asked for; of parts on other days it has its own alone. */
  value: Float64Array;
}

/**
 * The steps of a ledger, in minor units or by other values of its trades, with what a part is in
 * their unit (null: only whole positions have a value); parts outside the ledger's days are none.
 */
export function stepsOf(
  { n, day, minor, parts }: LedgerCore,
  values: Float64Array = minor,
  partOf: ((minor: number) => number) | null = (part) => part,
): Steps {
  if (parts.length === 0 || partOf === null) return { n, day, row: null, value: values };
  const own = values.slice(0, n);
  for (const part of parts) {
    if (part.row >= 0) own[part.row] = (own[part.row] ?? 0) - partOf(part.minor);
  }
  const early = parts.filter((part) => part.day >= 0);
  const days = [...day.subarray(0, n), ...early.map((part) => part.day)];
  const order = days.map((_, at) => at).sort((a, b) => (days[a] ?? 0) - (days[b] ?? 0) || a - b);
  return {
    n: order.length,
    day: Int32Array.from(order, (at) => days[at] ?? 0),
    row: Int32Array.from(order, (at) => (at < n ? at : -1)),
    value: Float64Array.from(order, (at) =>
      at < n ? (own[at] ?? 0) : partOf(early[at - n]?.minor ?? 0),
    ),
  };
}

/** The trade of a step; -1: a part of one. */
export function rowAt({ row }: Pick<Steps, "row">, at: number): number {
  return row === null ? at : (row[at] ?? -1);
}

/** The sum of the values: the start, and after each step; one that is unknown (NaN) does not move it. */
export function sumsOf({ n, value }: Steps): Float64Array {
  const sums = new Float64Array(n + 1);
  for (let at = 0; at < n; at++) sums[at + 1] = (sums[at] ?? 0) + (value[at] || 0);
  return sums;
}

export type TimedLedger = Ledger<"entry" | "exit">;

/**
 * Growth of the account, 1 at the start, then after each step: each result counts by its share of
 * the balance before it, so money paid in or out makes no step but is there for what follows. Under
 * a filter it is that of the filter's trades alone, each against the balance of the whole account:
 * the day's balance and the ledger's own results of the day before it. Null: a balance is unknown
 * or spent.
 */
export function growthOf(
  ledger: TimedLedger,
  currency: Currency,
  steps: Steps = stepsOf(ledger),
): Float64Array | null {
  // Where the first balance is not known, none of a million places is needed.
  if (steps.n > 0 && ledger.days[steps.day[0] ?? 0]?.balance == null) return null;
  const read = minorReader(currency);
  const growth = new Float64Array(steps.n + 1).fill(1);
  let [ofDay, paid] = [0, 0];
  for (let at = 0; at < steps.n; at++) {
    const day = steps.day[at] ?? 0;
    if (at > 0 && steps.day[at - 1] !== day) [ofDay, paid] = [0, 0];
    const { balance = null, flows = [] } = ledger.days[day] ?? {};
    const closed = closeOf(ledger, rowAt(steps, at));
    while (paid < flows.length && isPaidBefore(flows[paid]?.at ?? 0, closed)) {
      ofDay += flows[paid++]?.minor ?? 0;
    }
    const before = (balance ?? Number.NaN) + read(ofDay);
    if (!(before > 0)) return null;
    growth[at + 1] = (growth[at] ?? 1) * (1 + read(steps.value[at] ?? 0) / before);
    ofDay += steps.value[at] ?? 0;
  }
  return growth;
}

/** Money counts for the results of its day that are not known to have come before it. */
export const isPaidBefore = (paid: number, closed: number) => !(closed < paid);

/** When a trade ended, as far as is known; epoch seconds or NaN. */
export function closeOf({ exit, entry }: TimedLedger, row: number): number {
  const time = exit[row] ?? Number.NaN;
  return Number.isNaN(time) ? (entry[row] ?? Number.NaN) : time;
}

/** A curve of the start and each step after it. */
export interface GrowthCurve {
  /** Net result so far, in minor units; the first is 0. */
  sums: Float64Array;
  /** As `growthOf`. */
  growth: Float64Array | null;
  /** Epoch seconds, never falling; the first is the first known entry. Null: no time is known. */
  times: Float64Array | null;
  /** As of the steps. */
  row: Steps["row"];
}

/**
 * The curve of a ledger's results. A step whose times nobody knows stands where its day begins, or
 * at the time of the one before.
 */
export function growthCurve(ledger: TimedLedger, currency: Currency): GrowthCurve {
  const steps = stepsOf(ledger);
  return {
    sums: sumsOf(steps),
    growth: growthOf(ledger, currency, steps),
    times: timesOf(ledger, steps),
    row: steps.row,
  };
}

function timesOf(ledger: TimedLedger, steps: Steps): Float64Array | null {
  const { n, day } = steps;
  const start = startOf(ledger);
  if (start === null) return null;
  const begins = (at: number) => Date.parse(ledger.days[day[at] ?? 0]?.session_date ?? "") / 1000;
  const closed = (at: number) => closeOf(ledger, rowAt(steps, at));
  const times = new Float64Array(n + 1);
  let latest = Number.isNaN(closed(0)) ? Math.min(start, begins(0)) : start;
  times[0] = latest;
  for (let at = 0; at < n; at++) {
    const time = closed(at);
    latest = Math.max(latest, Number.isNaN(time) ? begins(at) : time);
    times[at + 1] = latest;
  }
  return times;
}

/** The first entry of the ledger, else its first time at all; null when no time is known. */
function startOf(ledger: TimedLedger): number | null {
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

/** The ledger's results in major units, in its order. */
export function amountsOf(ledger: LedgerCore, currency: Currency): Float64Array {
  const read = minorReader(currency);
  const amounts = new Float64Array(ledger.minor.length);
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
