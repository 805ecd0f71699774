import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import tCdf from "@stdlib/stats-base-dists-t-cdf";
import tQuantile from "@stdlib/stats-base-dists-t-quantile";
import { allFinite, isConstant, mean, standardDeviation } from "./moments.ts";
/*
 * Normal, Student and chi-square probabilities. The numbers come from @stdlib (ports of FreeBSD's
 * libm and Boost.Math, about 1e-14 relative, far tails included); this file only gives them
 * the shapes the tests need. Importing it loads that library: measures that need no probability
 * must not import it.
 */

/** P(Z > z) of the standard normal; exact in both tails. */
export function normalTail(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** P(Z <= z) of the standard normal. */
export function normalCdf(z: number): number {
  return normalTail(-z);
}

/** z with P(Z <= z) = p, for 0 < p < 1. */
export function normalQuantile(p: number): number {
  return -Math.SQRT2 * erfcinv(2 * p);
}

/** P(T > t) of Student's t with `df` degrees of freedom (df > 0, may be a fraction). */
export function studentTail(t: number, df: number): number {
  return tCdf(-t, df);
}

/** min(1, 2 P(T > |t|)): the two-sided p-value of a t statistic. */
function studentTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * studentTail(Math.abs(t), df));
}

/** t with P(T <= t) = p for `df` degrees of freedom, 0 < p < 1. */
export function studentQuantile(p: number, df: number): number {
  return tQuantile(p, df);
}

/** A t statistic with its degrees of freedom and two-sided p-value. */
export type StudentTest = { readonly t: number; readonly df: number; readonly p: number };

/**
 * One-sample t-test that the mean is zero, two-sided, df = n - 1. Null for n < 2 or no spread
 * (then t has no value, even though the mean is known without error).
 */
export function oneSampleT(values: readonly number[]): StudentTest | null {
  if (values.length < 2 || isConstant(values) || !allFinite(values)) return null;
  const df = values.length - 1;
  const t = (mean(values) / standardDeviation(values)) * Math.sqrt(values.length);
  return { t, df, p: studentTwoSided(t, df) };
}
