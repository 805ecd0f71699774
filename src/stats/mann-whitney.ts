import { normalTail } from "./distributions.ts";
import { finiteOrNull } from "./finite.ts";
import { midranks, sum } from "./moments.ts";

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
