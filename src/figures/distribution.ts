import { niceStep } from "../base/ticks.ts";
import type { LedgerCore } from "../model.ts";
import { quantileOfSorted, sumBetween } from "../stats/moments.ts";
import type { Multiples } from "./multiples.ts";
import { isCovered, multipleSeries, type Series, type Unit } from "./series.ts";

/** Values from `from` (included) to `to` (not included); null: without an end on that side. */
export interface Bin {
  from: number | null;
  to: number | null;
  n: number;
}

export interface Distribution {
  n: number;
  mean: number;
  median: number;
  /** Width of a bin, a nice number; the edges are its multiples, so zero is one of them. */
  step: number;
  bins: Bin[];
}

/** How results spread: what terminal and page draw. */
export interface Spread {
  by: Unit;
  trades: number;
  /** Trades with R by a plan of their own, and by the usual one; null: nobody looked. */
  coverage: { known: number; imputed: number } | null;
  /** Null: no trades, or none with R. */
  distribution: Distribution | null;
}

/** The spread in R where that is wanted or known for most trades, else in the unit of `own`. */
export function spreadOf(own: Series, multiples: Multiples | null, wantsR = false): Spread {
  const trades = own.values.length;
  const inR = multiples !== null && (wantsR || isCovered(multiples, trades));
  const { unit, values, scale } = inR ? multipleSeries(multiples) : own;
  return {
    by: unit,
    trades,
    coverage: multiples && { known: multiples.known, imputed: usualOnes(multiples) },
    // Won or lost, without a size, has nothing to spread.
    distribution: unit === "sign" ? null : distributionOf(values.map((value) => value / scale)),
  };
}

/** Before the first known plan there is no usual one, so no R. */
function usualOnes({ r, imputed }: Multiples): number {
  return imputed.filter((one, row) => one === 1 && !Number.isNaN(r[row])).length;
}

/** Where the values of a bin lie. */
export function sideOf({ from, to }: Bin): "loss" | "gain" | "both" {
  if (to !== null && to <= 0) return "loss";
  return from !== null && from >= 0 ? "gain" : "both";
}

const LEAST_BINS = 4;
/** Tukey's outer fence, in interquartile ranges beyond the quartiles. */
const FENCE = 3;

/** At most so many bins, on the terminal and on a page. */
const MOST_BINS = 20;
/**
 * A quotient of prices and money carries errors of the 12th digit or so: 1.9999999999995 R is 2 R
 * and lies at that edge.
 */
const TOLERANCE = 1e-9;

/**
 * How the values spread: bins of a nice width between Tukey's outer fences, as many as Freedman and
 * Diaconis would take (3.5 n^(1/3) over that range), at most MOST_BINS; what lies beyond a fence is in
 * a bin without an end. Gains and losses never share a bin. Null for no values; NaN is passed over.
 */
export function distributionOf(values: ArrayLike<number>): Distribution | null {
  const sorted = new Float64Array(values).filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  if (n === 0) return null;
  const [low, high] = fences(sorted);
  const wanted = Math.min(MOST_BINS, Math.max(LEAST_BINS, Math.round(3.5 * Math.cbrt(n))));
  // Two fewer: either end may cut a step.
  const step = niceStep(high === low ? Math.abs(high) || 1 : high - low, Math.max(1, wanted - 2));
  return {
    n,
    mean: sumBetween(sorted, 0, n) / n,
    median: quantileOfSorted(sorted, 0.5),
    step,
    bins: binsOf(
      sorted,
      Math.floor(low / step + TOLERANCE),
      Math.floor(high / step + TOLERANCE) + 1,
      step,
    ),
  };
}

function fences(sorted: Float64Array): [low: number, high: number] {
  const [least = 0, greatest = 0] = [sorted[0], sorted.at(-1)];
  const lower = quantileOfSorted(sorted, 0.25);
  const upper = quantileOfSorted(sorted, 0.75);
  if (lower === upper) return [least, greatest];
  const reach = FENCE * (upper - lower);
  return [Math.max(least, lower - reach), Math.min(greatest, upper + reach)];
}

/** Edges first..last times the step; the outermost bins take what lies beyond. */
function binsOf(sorted: Float64Array, first: number, last: number, step: number): Bin[] {
  const edge = (k: number) => Number((k * step).toPrecision(12)) + 0;
  const bins: Bin[] = [];
  let at = 0;
  const upTo = (limit: number) => {
    const start = at;
    const least = limit - Math.abs(limit) * TOLERANCE;
    while (at < sorted.length && (sorted[at] ?? 0) < least) at++;
    return at - start;
  };
  const below = upTo(edge(first));
  if (below > 0) bins.push({ from: null, to: edge(first), n: below });
  for (let k = first; k < last; k++) {
    bins.push({ from: edge(k), to: edge(k + 1), n: upTo(edge(k + 1)) });
  }
  const above = sorted.length - at;
  if (above > 0) bins.push({ from: edge(last), to: null, n: above });
  return bins;
}

/** Ids of the `count` largest losses and gains, the largest first; only losses and gains. */
export function extremesOf(
  { n, minor, id }: LedgerCore,
  count: number,
): { worst: number[]; best: number[] } {
  const sorted = minor.slice(0, n).sort();
  // Only what is beyond the last that is wanted is put in order: a year holds 100,000 trades.
  const from = n < count ? 0 : (sorted[count - 1] ?? 0);
  const to = n < count ? 0 : (sorted[n - count] ?? 0);
  const [worst, best]: [number[], number[]] = [[], []];
  for (let row = 0; row < n; row++) {
    const result = minor[row] ?? 0;
    if (result < 0 && result <= from) worst.push(row);
    if (result > 0 && result >= to) best.push(row);
  }
  const ids = (rows: number[], sign: number) =>
    rows
      .sort((a, b) => sign * ((minor[a] ?? 0) - (minor[b] ?? 0)) || a - b)
      .slice(0, count)
      .map((row) => id[row] ?? 0);
  return { worst: ids(worst, 1), best: ids(best, -1) };
}
