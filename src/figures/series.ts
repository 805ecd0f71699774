import { type Currency, minorReader } from "../base/money.ts";
import type { Ledger, LedgerCore } from "../model-ledger.ts";

/** The ledger's results in major units, in its order. */
export function amountsOf(ledger: LedgerCore, currency: Currency): number[] {
  return Array.from(ledger.minor, minorReader(currency));
}

/** The ledger's trades of one day. */
export interface DayResult {
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

/** Days with trades, in order. A day whose trades did not pass the filter is not there. */
export function dayResults(ledger: LedgerCore, currency: Currency): DayResult[] {
  const results: DayResult[] = [];
  const read = minorReader(currency);
  for (let from = 0; from < ledger.n; ) {
    const day = ledger.day[from] ?? 0;
    let minor = 0;
    let to = from;
    for (; to < ledger.n && ledger.day[to] === day; to++) minor += ledger.minor[to] ?? 0;
    const net = read(minor);
    const balance = ledger.days[day]?.balance ?? null;
    results.push({
      ...{ day, date: ledger.days[day]?.session_date ?? "", from, to, count: to - from, net },
      return: balance !== null && balance > 0 ? net / balance : null,
    });
    from = to;
  }
  return results;
}

/** A curve of n + 1 points: the start, and after each trade. */
export interface Curve {
  /** Net result so far, in major units; the first is 0. */
  money: number[];
  /**
   * Growth of the account by these trades, 1 at the start: each result counts by its share of the
   * balance before it, so money paid in or out makes no step. Null: the balance is unknown or spent.
   */
  growth: number[] | null;
  /** Epoch seconds, never falling; the first is the first known entry. */
  times: number[];
}

/**
 * The curve of a ledger's results. Under a filter it is that of its trades alone, each against the
 * balance of the whole account: the day's balance and the ledger's own trades of the day before it.
 * A trade whose times nobody knows stands at the time of the one before.
 */
export function curveOf(ledger: Ledger<"entry" | "exit">, currency: Currency): Curve {
  const { n, days } = ledger;
  const read = minorReader(currency);
  const money = new Array<number>(n + 1).fill(0);
  const growth = new Array<number>(n + 1).fill(1);
  const times = new Array<number>(n + 1).fill(startOf(ledger));
  let isKnown = true;
  let total = 0;
  let ofDay = 0;
  for (let row = 0; row < n; row++) {
    const minor = ledger.minor[row] ?? 0;
    const day = ledger.day[row] ?? 0;
    if (row > 0 && ledger.day[row - 1] !== day) ofDay = 0;
    const before = (days[day]?.balance ?? Number.NaN) + read(ofDay);
    isKnown &&= before > 0;
    growth[row + 1] = (growth[row] ?? 1) * (1 + read(minor) / before);
    total += minor;
    ofDay += minor;
    money[row + 1] = read(total);
    const time = closeOf(ledger, row);
    times[row + 1] = Math.max(times[row] ?? 0, Number.isNaN(time) ? 0 : time);
  }
  return { money, growth: isKnown ? growth : null, times };
}

/** When a trade ended, as far as is known; epoch seconds or NaN. */
function closeOf({ exit, entry }: Ledger<"entry" | "exit">, row: number): number {
  const time = exit[row] ?? Number.NaN;
  return Number.isNaN(time) ? (entry[row] ?? Number.NaN) : time;
}

/** The first entry of the ledger, else its first time at all; 0 when no time is known. */
function startOf(ledger: Ledger<"entry" | "exit">): number {
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < ledger.n; row++) {
    const entry = ledger.entry[row] ?? Number.NaN;
    if (entry < first) first = entry;
  }
  for (let row = 0; row < ledger.n && first === Number.POSITIVE_INFINITY; row++) {
    const time = closeOf(ledger, row);
    if (time < first) first = time;
  }
  return first === Number.POSITIVE_INFINITY ? 0 : first;
}
