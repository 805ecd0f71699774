import { finiteOrNull } from "./finite.ts";
import { deviations, dot, pearson } from "./moments.ts";

/** Pearson's correlation of paired values; null for n < 2 or a constant side. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  return finiteOrNull(pearson(xs, ys));
}

/**
 * Correlation of a curve with its index 0..n, the starting point included, signed; null for a
 * flat curve. MT5 `LR Correlation` (mql5 article 1492).
 */
export function lineCorrelation(curve: readonly number[]): number | null {
  return correlation(indices(curve), curve);
}

/**
 * Standard error of the least-squares line through a curve, sqrt(SSE / (N - 2)) over its
 * N points; null for N < 3. MT5 `LR Standard Error` (mql5 article 1492).
 */
export function lineStandardError(curve: readonly number[]): number | null {
  if (curve.length < 3) return null;
  const dx = deviations(indices(curve));
  const dy = deviations(curve);
  const slope = dot(dx, dy) / dot(dx, dx);
  const residuals = dy.map((value, i) => value - slope * (dx[i] ?? Number.NaN));
  return finiteOrNull(Math.sqrt(dot(residuals, residuals) / (curve.length - 2)));
}

function indices(curve: readonly number[]): number[] {
  return curve.map((_, index) => index);
}
