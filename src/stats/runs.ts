import { probabilityBetween, unimodalProbabilities } from "./discrete.ts";
import { normalTail } from "./distributions.ts";
import { finiteOrNull } from "./finite.ts";

/** A row of two kinds of marks: how many of each, and how many runs of equal neighbours. */
export type RunCounts = { readonly a: number; readonly b: number; readonly runs: number };

/** Counts marks and runs; `true` is kind a. */
export function countRuns(marks: readonly boolean[]): RunCounts {
  const a = marks.filter((mark) => mark).length;
  const runs = marks.filter((mark, i) => i === 0 || mark !== marks[i - 1]).length;
  return { a, b: marks.length - a, runs };
}

/**
 * MT5 `Z-Score`, (N (R - 0.5) - P) / sqrt(P (P - N) / (N - 1)) with P = 2ab (mql5 article 1492).
 * Positive: the kinds alternate more than chance; negative: streaks. The 0.5 shifts it towards
 * alternating by 0.5 / sd(R) against `waldWolfowitzZ`. Null when a kind is missing or P = N.
 */
export function mt5RunsZ(counts: RunCounts): number | null {
  return runsZ(counts, 0.5);
}

/** Wald & Wolfowitz 1940: (R - E R) / sd R, without continuity term. Null as above. */
export function waldWolfowitzZ(counts: RunCounts): number | null {
  // R - E(R) = R - 1 - P/N, and MT5's numerator over N is R - 0.5 - P/N.
  return runsZ(counts, 1);
}

function runsZ({ a, b, runs }: RunCounts, shift: number): number | null {
  const n = a + b;
  const p = 2 * a * b;
  if (p === 0 || p === n) return null;
  return finiteOrNull((n * (runs - shift) - p) / Math.sqrt((p * (p - n)) / (n - 1)));
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
  for (let k = 1; k <= most; k++) {
    const even = pairs[k - 1] ?? 0;
    weights[2 * k] = even;
    weights[2 * k + 1] = (even * (a + b - 2 * k)) / (2 * k);
  }
  const total = weights.reduce((x, y) => x + y, 0);
  const probabilities = weights.map((weight) => weight / total);
  const atMost = probabilityBetween(probabilities, 0, runs + 1);
  const atLeast = probabilityBetween(probabilities, runs, probabilities.length);
  return Math.min(1, 2 * Math.min(atMost, atLeast));
}
