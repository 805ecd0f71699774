import { normalTail, studentTail } from "./distributions.ts";
import type { Interval } from "./exact.ts";
import { probabilityBetween, unimodalProbabilities } from "./exact.ts";
import { differenceInterval } from "./intervals.ts";
import { allFinite, finiteOrNull, mean, midranks, pearson, sum, type Values } from "./moments.ts";

/** A row of two kinds of marks: how many of each, and how many runs of equal neighbours. */
export type RunCounts = { readonly a: number; readonly b: number; readonly runs: number };

/** Counts gains (kind a), losses (kind b) and their runs; zeros are left out. */
export function countRuns(amounts: Values): RunCounts {
  let [a, b, runs, last] = [0, 0, 0, 0];
  for (let i = 0; i < amounts.length; i++) {
    const sign = Math.sign(amounts[i] ?? 0);
    if (sign > 0) a++;
    else if (sign < 0) b++;
    else continue;
    if (sign !== last) runs++;
    last = sign;
  }
  return { a, b, runs };
}

/**
 * MT5 `Z-Score`, (N (R - 0.5) - P) / sqrt(P (P - N) / (N - 1)) with P = 2ab (mql5 article 1492).
 * Positive: the kinds alternate more than chance; negative: streaks. The 0.5 shifts it towards
 * alternating by 0.5 / sd(R) against Wald & Wolfowitz, who have 1 in its place. Null when a kind is
 * missing or P = N.
 */
export function mt5RunsZ({ a, b, runs }: RunCounts): number | null {
  const n = a + b;
  const p = 2 * a * b;
  if (p === 0 || p === n) return null;
  return finiteOrNull((n * (runs - 0.5) - p) / Math.sqrt((p * (p - n)) / (n - 1)));
}

/** 100 erf(|Z| / sqrt 2): the percentage MT5 prints in brackets after its Z-Score. */
export function normalConfidencePercent(z: number): number {
  return 100 * (1 - 2 * normalTail(Math.abs(z)));
}

/**
 * Exact two-sided p-value of the runs test, 2 min(P(R <= r), P(R >= r)) at most 1, with the
 * distribution of R given a and b: P(R = 2k) ~ 2 C(a-1, k-1) C(b-1, k-1),
 * P(R = 2k+1) ~ C(a-1, k) C(b-1, k-1) + C(a-1, k-1) C(b-1, k). Null when a kind is missing.
 */
export function runsExactP({ a, b, runs }: RunCounts): number | null {
  if (a === 0 || b === 0) return null;
  // Even and odd numbers of runs each have one mode; index k-1 of `pairs` holds k of each kind.
  const most = Math.min(a, b);
  const pairs = unimodalProbabilities(most, (i) => ((a - i - 1) * (b - i - 1)) / (i + 1) ** 2);
  const weights = new Float64Array(2 * most + 2);
  let total = 0;
  for (let k = 1; k <= most; k++) {
    const even = pairs[k - 1] ?? 0;
    // Those of nearly all numbers of runs: their places are left as they are.
    if (even === 0) continue;
    const odd = (even * (a + b - 2 * k)) / (2 * k);
    weights[2 * k] = even;
    weights[2 * k + 1] = odd;
    total = total + even + odd;
  }
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] !== 0) weights[i] = (weights[i] ?? 0) / total;
  }
  const atMost = probabilityBetween(weights, 0, runs + 1);
  const atLeast = probabilityBetween(weights, runs, weights.length);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/** A ratio with its interval, and whether that lies inside the margin. */
export type Equivalence = {
  readonly ratio: number;
  readonly interval: Interval;
  readonly equivalent: boolean;
};

/**
 * Two one-sided tests (Schuirmann 1987) at 5 % each that the ratio of two typical sizes lies
 * inside 1/margin..margin: true when its 90 % interval does. `logsA` and `logsB` are natural
 * logarithms; the ratio is exp(mean a - mean b), its interval Welch's. Two sides without any
 * spread are compared directly. Null when a side has fewer than 2 values,
 * or an end of the interval is past the largest number.
 */
export function ratioEquivalence(
  logsA: readonly number[],
  logsB: readonly number[],
  margin: number,
): Equivalence | null {
  if (logsA.length < 2 || logsB.length < 2 || !allFinite([...logsA, ...logsB])) return null;
  const difference = mean(logsA) - mean(logsB);
  const logs = differenceInterval(logsA, logsB, 0.9) ?? { low: difference, high: difference };
  const limit = Math.log(margin);
  const interval = { low: Math.exp(logs.low), high: Math.exp(logs.high) };
  if (!Number.isFinite(interval.high)) return null;
  return {
    ratio: Math.exp(difference),
    interval,
    equivalent: logs.low >= -limit && logs.high <= limit,
  };
}

/**
 * Benjamini & Hochberg 1995: which of the hypotheses survive at false discovery rate `q`, in the
 * order given. Rejected are all p up to the largest with p(i) <= i q / m.
 */
export function benjaminiHochberg(pValues: readonly number[], q: number): boolean[] {
  const ascending = [...pValues].sort((a, b) => a - b);
  const limit = ascending.reduce(
    (kept, p, i) => (p <= ((i + 1) * q) / ascending.length ? p : kept),
    Number.NEGATIVE_INFINITY,
  );
  return pValues.map((p) => p <= limit);
}

/**
 * The smallest false discovery rate at which each hypothesis would be rejected, in the order given:
 * min over j >= i of p(j) m / j, at most 1.
 */
export function falseDiscoveryRates(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[b] ?? 0) - (pValues[a] ?? 0));
  const rates = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach((i, k) => {
    least = Math.min(least, ((pValues[i] ?? 1) * pValues.length) / (pValues.length - k));
    rates[i] = least;
  });
  return rates;
}

/**
 * One-sided Mann-Whitney test that values of `a` tend to be larger than those of `b`: p-value of
 * the normal approximation with tie correction and 0.5 continuity, identical to scipy
 * `mannwhitneyu(a, b, alternative="greater", method="asymptotic")`.
 * All values tied: 1, since every arrangement gives the same U. Null for an empty side.
 */
export function mannWhitneyGreater(a: readonly number[], b: readonly number[]): number | null {
  const n = a.length + b.length;
  if (a.length === 0 || b.length === 0) return null;
  const { ranks, tieSizes } = midranks([...a, ...b]);
  const u = sum(ranks.slice(0, a.length)) - (a.length * (a.length + 1)) / 2;
  const pairs = a.length * b.length;
  const ties = sum(tieSizes.map((size) => size ** 3 - size));
  const variance = (pairs / 12) * (n + 1 - ties / (n * (n - 1)));
  if (tieSizes.length === 1) return 1;
  return finiteOrNull(normalTail((u - pairs / 2 - 0.5) / Math.sqrt(variance)));
}

/**
 * Spearman's rank correlation and the one-sided p-value that it is negative, from
 * t = rho sqrt((n-2) / (1 - rho^2)) with n - 2 degrees of freedom (scipy `spearmanr`,
 * alternative="less"). Null for n < 3 or a constant side. A perfect rank order gives p 0 or 1.
 */
export function spearmanLess(
  xs: readonly number[],
  ys: readonly number[],
): { rho: number; p: number } | null {
  if (xs.length !== ys.length || xs.length < 3 || !allFinite([...xs, ...ys])) return null;
  const rho = pearson(midranks(xs).ranks, midranks(ys).ranks);
  if (Number.isNaN(rho)) return null;
  if (Math.abs(rho) === 1) return { rho, p: rho < 0 ? 0 : 1 };
  const t = rho * Math.sqrt((xs.length - 2) / (1 - rho ** 2));
  return { rho, p: studentTail(-t, xs.length - 2) };
}
