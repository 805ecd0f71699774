import { studentTail } from "./distributions.ts";
import { allFinite } from "./finite.ts";
import { midranks, pearson } from "./moments.ts";

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
