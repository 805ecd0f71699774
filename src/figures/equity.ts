import { type Currency, fromMinor, minorReader, toMinor } from "../base/money.ts";
import type { Ledger, LedgerCore } from "../model.ts";
import { deepestFall, endsUnderwater, maximalDrawdown } from "../stats/curve.ts";

/** The one curve of an account: `stats`, `equity`, reviews and pages all walk it step by step. */

/**
 * What moves the curve of results, in order: the trades as the ledger has them, and after those of
 * its day each part of a position that was booked on another day than its end.
 */
export interface Steps {
  n: number;
  /** Index into the ledger's days. */
  day: Int32Array;
  /** The trade; -1: a part of one. */
  row: Int32Array;
  /** Net, in minor units; what parts brought on other days is not in their trade's. */
  minor: Float64Array;
}

/** The steps of a ledger; parts that were booked outside its days are none. */
export function stepsOf({ n, day, minor, parts }: LedgerCore): Steps {
  // A loop, here and in timesOf: with a callback for each of a million steps it takes ten times as long.
  const rows = new Int32Array(n);
  for (let row = 0; row < n; row++) rows[row] = row;
  if (parts.length === 0) return { n, day, row: rows, minor };
  const own = minor.slice(0, n);
  for (const part of parts) if (part.row >= 0) own[part.row] = (own[part.row] ?? 0) - part.minor;
  const early = parts.filter((part) => part.day >= 0);
  const days = [...day.subarray(0, n), ...early.map((part) => part.day)];
  const order = days.map((_, at) => at).sort((a, b) => (days[a] ?? 0) - (days[b] ?? 0) || a - b);
  return {
    n: order.length,
    day: Int32Array.from(order, (at) => days[at] ?? 0),
    row: Int32Array.from(order, (at) => (at < n ? at : -1)),
    minor: Float64Array.from(order, (at) => (at < n ? own[at] : early[at - n]?.minor) ?? 0),
  };
}

/** The sum of the results, in minor units: the start, and after each step. */
function sumsOf({ n, minor }: Steps): Float64Array {
  const sums = new Float64Array(n + 1);
  for (let at = 0; at < n; at++) sums[at + 1] = (sums[at] ?? 0) + (minor[at] ?? 0);
  return sums;
}

type TimedLedger = Ledger<"entry" | "exit">;

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
  const read = minorReader(currency);
  const growth = new Float64Array(steps.n + 1).fill(1);
  let [ofDay, paid] = [0, 0];
  for (let at = 0; at < steps.n; at++) {
    const day = steps.day[at] ?? 0;
    if (at > 0 && steps.day[at - 1] !== day) [ofDay, paid] = [0, 0];
    const { balance = null, flows = [] } = ledger.days[day] ?? {};
    const closed = closeOf(ledger, steps.row[at] ?? -1);
    while (paid < flows.length && isPaidBefore(flows[paid]?.at ?? 0, closed)) {
      ofDay += flows[paid++]?.minor ?? 0;
    }
    const before = (balance ?? Number.NaN) + read(ofDay);
    if (!(before > 0)) return null;
    growth[at + 1] = (growth[at] ?? 1) * (1 + read(steps.minor[at] ?? 0) / before);
    ofDay += steps.minor[at] ?? 0;
  }
  return growth;
}

/** Money counts for the results of its day that are not known to have come before it. */
const isPaidBefore = (paid: number, closed: number) => !(closed < paid);

/** When a trade ended, as far as is known; epoch seconds or NaN. */
function closeOf({ exit, entry }: TimedLedger, row: number): number {
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
  /** The trade of each step; -1: a part of one. */
  row: Int32Array;
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

function timesOf(ledger: TimedLedger, { n, day, row }: Steps): Float64Array | null {
  const start = startOf(ledger);
  if (start === null) return null;
  const begins = (at: number) => Date.parse(ledger.days[day[at] ?? 0]?.session_date ?? "") / 1000;
  const closed = (at: number) => closeOf(ledger, row[at] ?? -1);
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

/** Money paid in or out (not earned), on the day from which it counts. */
export interface DatedFlow {
  session_date: string;
  /** Epoch seconds. */
  at: number;
  minor: number;
}

/** The curve after one step; money in the currency. */
interface EquityPoint {
  session_date: string;
  /** Of a trade. */
  id?: number;
  profit_loss: number;
  /** Paid in or out at this point, which is no result. */
  cash_flow?: number;
  /** Balance, or the sum of results where the balance is unknown. */
  value: number;
  /** What the value would be, had the results not fallen since their highest sum. */
  peak: number;
}

/** The deepest fall of the results, trade by trade. */
interface EquityFall {
  amount: number;
  /** The deepest fall in percent of the balance, as a fraction of 1; null: a balance is unknown or spent. */
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
  /** start + all results + all cash flows = the last value. */
  points: EquityPoint[];
  /** Sum of the results. */
  result: number;
  /** Null: the curve never falls. */
  drawdown: EquityFall | null;
  /** Whether the results end below their highest sum. */
  underwater: boolean;
}

/** Up to so many steps each has a point of its own; above that each day has one. */
const FEW_STEPS = 200;

/**
 * The curve of the account from a balance (null: unknown, then from 0, and without flows). The
 * drawdown is by trade, however the points are told.
 */
export function equityOf(
  ledger: TimedLedger,
  { balance, flows }: { balance: number | null; flows: readonly DatedFlow[] },
  currency: Currency,
): Equity {
  const steps = stepsOf(ledger);
  const by = steps.n <= FEW_STEPS ? "trade" : "day";
  const sums = sumsOf(steps);
  const start = balance === null ? 0 : toMinor(balance, currency);
  const points = pointsOf(ledger, by === "trade" ? steps : byDay(steps), {
    start,
    flows: balance === null ? [] : flows,
    currency,
  });
  return {
    kind: balance === null ? "result" : "balance",
    by,
    start: fromMinor(start, currency),
    points,
    result: fromMinor(sums[steps.n] ?? 0, currency),
    drawdown: fallOf(ledger, steps, sums, currency),
    underwater: endsUnderwater(sums),
  };
}

/** The steps of one day as one, of no trade. */
function byDay({ n, day, minor }: Steps): Steps {
  const days: { day: number; minor: number }[] = [];
  for (let at = 0; at < n; at++) {
    const last = days.at(-1);
    if (last !== undefined && last.day === day[at]) last.minor += minor[at] ?? 0;
    else days.push({ day: day[at] ?? 0, minor: minor[at] ?? 0 });
  }
  return {
    n: days.length,
    day: Int32Array.from(days, (one) => one.day),
    row: new Int32Array(days.length).fill(-1),
    minor: Float64Array.from(days, (one) => one.minor),
  };
}

function pointsOf(
  ledger: TimedLedger,
  steps: Steps,
  { start, flows, currency }: { start: number; flows: readonly DatedFlow[]; currency: Currency },
): EquityPoint[] {
  const read = (minor: number) => fromMinor(minor, currency);
  const points: EquityPoint[] = [];
  let [level, fall, paid] = [start, 0, 0];
  const pay = (isDue: (flow: DatedFlow) => boolean) => {
    for (let flow = flows[paid]; flow !== undefined && isDue(flow); flow = flows[++paid]) {
      level += flow.minor;
      points.push({
        session_date: flow.session_date,
        profit_loss: 0,
        cash_flow: read(flow.minor),
        value: read(level),
        peak: read(level + fall),
      });
    }
  };
  for (let at = 0; at < steps.n; at++) {
    const date = ledger.days[steps.day[at] ?? 0]?.session_date ?? "";
    const row = steps.row[at] ?? -1;
    const closed = closeOf(ledger, row);
    pay((flow) =>
      flow.session_date === date ? isPaidBefore(flow.at, closed) : flow.session_date < date,
    );
    const minor = steps.minor[at] ?? 0;
    level += minor;
    fall = Math.max(0, fall - minor);
    points.push({
      session_date: date,
      ...(row < 0 ? {} : { id: ledger.id[row] ?? 0 }),
      profit_loss: read(minor),
      value: read(level),
      peak: read(level + fall),
    });
  }
  pay(() => true);
  return points;
}

function fallOf(
  ledger: TimedLedger,
  steps: Steps,
  sums: Float64Array,
  currency: Currency,
): EquityFall | null {
  const fall = deepestFall(sums);
  if (fall === null) return null;
  const dateOf = (place: number | null) =>
    place === null || place === 0
      ? null
      : (ledger.days[steps.day[place - 1] ?? 0]?.session_date ?? null);
  const growth = growthOf(ledger, currency, steps);
  return {
    amount: fromMinor((sums[fall.peak] ?? 0) - (sums[fall.trough] ?? 0), currency),
    fraction: growth === null ? null : (maximalDrawdown(growth)?.fraction ?? null),
    peak_date: dateOf(fall.peak),
    trough_date: dateOf(fall.trough) ?? "",
    recovered_date: dateOf(fall.recovered),
  };
}
