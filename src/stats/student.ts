import { studentTwoSided } from "./distributions.ts";
import { allFinite } from "./finite.ts";
import { isConstant, mean, standardDeviation } from "./moments.ts";

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
