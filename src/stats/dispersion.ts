import { chiSquareTail } from "./distributions.ts";
import { mean, variance } from "./moments.ts";

/** Index of dispersion of counts and the p-value of its chi-square test. */
export type Dispersion = { readonly index: number; readonly df: number; readonly p: number };

/**
 * Fisher's dispersion test that counts vary more than Poisson: D = variance / mean (ddof 1),
 * chi-square = (k - 1) D with k - 1 degrees of freedom, upper tail. Null for k < 2 or a mean of 0.
 */
export function overdispersion(counts: readonly number[]): Dispersion | null {
  const df = counts.length - 1;
  const index = variance(counts) / mean(counts);
  if (!Number.isFinite(index)) return null;
  return { index, df, p: chiSquareTail(df * index, df) };
}
