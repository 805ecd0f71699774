import { currencyOf } from "../base/money.ts";
import type { Ledger } from "../model-ledger.ts";
import { type ClusteredSample, meanDifference, newcombe } from "../stats/difference.ts";
import { type Interval, wider } from "../stats/intervals.ts";
import { mean } from "../stats/moments.ts";
import type { Multiples } from "./multiples.ts";

/** Fewer trades on a side say nothing of a difference. */
const LEAST_TRADES = 5;

/** A figure of two groups of trades side by side. */
export interface Difference {
  a: number;
  b: number;
  /** a - b */
  difference: number;
  /** 95 %; null where there is too little to have one. */
  interval: Interval | null;
  /** Trades that stand behind each side. */
  n: { a: number; b: number };
  /**
   * Whether a is above or below b with 95 % confidence, cannot be told from chance, or there is too
   * little to tell: fewer than five trades or two sessions on a side.
   */
  verdict: "higher" | "lower" | "chance" | "too-little";
}

/** The values of a group of trades that are compared, with their sessions. */
export interface Sample {
  n: number;
  money: ClusteredSample;
  /** R where it is known or imputed; empty where no plan is known at all. */
  r: ClusteredSample;
  /** 1 for a trade above zero. */
  wins: ClusteredSample;
}

/** A group of rows of a ledger; all of them by default. */
export function sampleOf(
  ledger: Ledger,
  multiples: Multiples | null,
  currencyCode: string,
  rows: readonly number[] = Array.from({ length: ledger.n }, (_, row) => row),
): Sample {
  // Whole minor units over a power of ten: the nearest double, as fromMinor gives it, but quick.
  const scale = 10 ** currencyOf(currencyCode).storedDigits;
  const clusters = rows.map((row) => ledger.days[ledger.day[row] ?? 0]?.session_id ?? 0);
  const money = rows.map((row) => (ledger.minor[row] ?? 0) / scale);
  const rs = rows.map((row) => multiples?.r[row] ?? Number.NaN);
  const known = multiples === null || multiples.known === 0 ? [] : finiteAt(rs);
  return {
    n: rows.length,
    money: { values: money, clusters },
    r: { values: known.map((i) => rs[i] ?? 0), clusters: known.map((i) => clusters[i] ?? 0) },
    wins: { values: money.map((value) => (value > 0 ? 1 : 0)), clusters },
  };
}

const finiteAt = (values: readonly number[]) =>
  values.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));

/** Means side by side; null when a side is empty. */
export function compareMeans(a: ClusteredSample, b: ClusteredSample): Difference | null {
  return told(a, b, meanDifference(a, b));
}

/** Shares of hits (values 0 and 1): the wider of Newcombe's and the clustered interval. */
export function compareShares(a: ClusteredSample, b: ClusteredSample): Difference | null {
  const clustered = meanDifference(a, b);
  const hits = ({ values }: ClusteredSample) => ({
    ...{ hits: values.filter((value) => value > 0).length, count: values.length },
  });
  const interval = clustered === null ? null : wider(clustered, newcombe(hits(a), hits(b)));
  return told(a, b, interval);
}

function told(
  a: ClusteredSample,
  b: ClusteredSample,
  interval: Interval | null,
): Difference | null {
  const n = { a: a.values.length, b: b.values.length };
  if (n.a === 0 || n.b === 0) return null;
  const isEnough = Math.min(n.a, n.b) >= LEAST_TRADES && interval !== null;
  const [x, y] = [mean(a.values), mean(b.values)];
  return {
    ...{ a: x, b: y, difference: x - y, n },
    interval: isEnough ? interval : null,
    verdict: isEnough ? verdictOf(interval) : "too-little",
  };
}

function verdictOf({ low, high }: Interval): Difference["verdict"] {
  if (low > 0) return "higher";
  return high < 0 ? "lower" : "chance";
}

/** What is compared of two groups. */
export interface Differences {
  win_rate: Difference | null;
  expectancy: Difference | null;
  expectancy_r: Difference | null;
}

/** The three figures of two groups that can be told from chance. */
export function differences(a: Sample, b: Sample): Differences {
  return {
    win_rate: compareShares(a.wins, b.wins),
    expectancy: compareMeans(a.money, b.money),
    expectancy_r: compareMeans(a.r, b.r),
  };
}
