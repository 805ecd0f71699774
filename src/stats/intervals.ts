import { normalQuantile, studentQuantile } from "./distributions.ts";
import { allFinite } from "./finite.ts";
import { isConstant, mean, standardDeviation, variance } from "./moments.ts";
import { type Interval, wilsonAt } from "./wilson.ts";

export type { Interval } from "./wilson.ts";

/** Fewest values for an interval of a mean. */
const MINIMUM_COUNT = 5;

/** t-interval of a mean, m +- t s / sqrt n; null for n < 5 or no spread. */
export function meanInterval(values: readonly number[], level = 0.95): Interval | null {
  if (values.length < MINIMUM_COUNT || isConstant(values) || !allFinite(values)) return null;
  const t = studentQuantile((1 + level) / 2, values.length - 1);
  return around(mean(values), (t * standardDeviation(values)) / Math.sqrt(values.length));
}

/**
 * Welch's t-interval of mean(a) - mean(b), unequal variances, Satterthwaite's degrees of freedom;
 * null when a side has fewer than 2 values or neither varies.
 */
export function differenceInterval(
  a: readonly number[],
  b: readonly number[],
  level = 0.95,
): Interval | null {
  if (a.length < 2 || b.length < 2) return null;
  const va = variance(a) / a.length;
  const vb = variance(b) / b.length;
  if (!(va + vb > 0 && Number.isFinite(va + vb))) return null;
  const df = (va + vb) ** 2 / (va ** 2 / (a.length - 1) + vb ** 2 / (b.length - 1));
  return around(mean(a) - mean(b), studentQuantile((1 + level) / 2, df) * Math.sqrt(va + vb));
}

/** The wider of two intervals; the one that exists when the other does not. */
export function wider(a: Interval | null, b: Interval | null): Interval | null {
  if (a === null || b === null) return a ?? b;
  return b.high - b.low > a.high - a.low ? b : a;
}

/**
 * Wilson's score interval of a share, two-sided; inside 0..1 and valid for 0 and all hits. Null
 * for count 0 or impossible hits. Wilson 1927.
 */
export function wilson(hits: number, count: number, level = 0.95): Interval | null {
  return wilsonAt(hits, count, normalQuantile((1 + level) / 2));
}

/** Wilson's one-sided lower bound: the share is above it with confidence `level`. Null as above. */
export function wilsonLower(hits: number, count: number, level = 0.95): number | null {
  return wilsonAt(hits, count, normalQuantile(level))?.low ?? null;
}

function around(centre: number, half: number): Interval {
  return { low: centre - half, high: centre + half };
}
