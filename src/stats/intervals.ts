import {
  normalQuantile,
  normalTail,
  oneSampleT,
  type StudentTest,
  studentQuantile,
  studentTail,
} from "./distributions.ts";
import { type ClusteredValue, clusteredError, errorOf, type Interval, wilsonAt } from "./exact.ts";
import {
  allFinite,
  deviations,
  dot,
  isConstant,
  mean,
  quantileOfSorted,
  standardDeviation,
  sum,
  type Values,
  variance,
} from "./moments.ts";
import { MAX_BOUND, splitMix64 } from "./permutation.ts";

/** Fewest values for an interval of a mean. */
const MINIMUM_COUNT = 5;

/** 95 % t-interval of a mean, m +- t s / sqrt n; null for n < 5 or no spread. */
export function meanInterval(values: Values): Interval | null {
  if (values.length < MINIMUM_COUNT || isConstant(values) || !allFinite(values)) return null;
  const t = studentQuantile(0.975, values.length - 1);
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

/** Wilson's interval of a share, two-sided; null as `wilsonAt`. */
export function wilson(hits: number, count: number, level = 0.95): Interval | null {
  return wilsonAt(hits, count, normalQuantile((1 + level) / 2));
}

function around(centre: number, half: number): Interval {
  return { low: centre - half, high: centre + half };
}

/** Values with the cluster (session) that each belongs to. */
export type ClusteredSample = {
  readonly values: readonly number[];
  readonly clusters: readonly number[];
};

/**
 * Cluster-robust interval of mean(a) - mean(b). Values of one cluster may depend on each other,
 * also across the two samples: u_s = sum (v - mean_a)/n_a - sum (v - mean_b)/n_b over the cluster,
 * var = sum u_s^2 g/(g-1), t with g - 1 degrees of freedom (Liang & Zeger 1986), where g is the
 * smaller number of clusters of the two, so that a short side widens the interval. Null when a side
 * has fewer than two clusters or nothing varies.
 */
export function clusteredInterval(
  a: ClusteredSample,
  b: ClusteredSample,
  level = 0.95,
): Interval | null {
  const clusters = Math.min(new Set(a.clusters).size, new Set(b.clusters).size);
  if (clusters < 2) return null;
  const influence = new Map<number, number>();
  let size = 0;
  for (const [{ values, clusters: of }, sign] of [[a, 1] as const, [b, -1] as const]) {
    const centre = mean(values);
    values.forEach((value, i) => {
      const cluster = of[i] ?? 0;
      const share = (sign * (value - centre)) / values.length;
      influence.set(cluster, (influence.get(cluster) ?? 0) + share);
      size += Math.abs(value) / values.length;
    });
  }
  const error = errorOf(influence.values(), clusters, size);
  if (error === null) return null;
  const half = studentQuantile((1 + level) / 2, clusters - 1) * error;
  const difference = mean(a.values) - mean(b.values);
  return { low: difference - half, high: difference + half };
}

/**
 * Interval of mean(a) - mean(b) for trades that share sessions: the wider of the cluster-robust one
 * and Welch's. Null when a side has fewer than two clusters or nothing varies.
 */
export function meanDifference(
  a: ClusteredSample,
  b: ClusteredSample,
  level = 0.95,
): Interval | null {
  const clustered = clusteredInterval(a, b, level);
  return clustered === null
    ? null
    : wider(clustered, differenceInterval(a.values, b.values, level));
}

/**
 * Newcombe's interval of a difference of two independent shares, hitsA/countA - hitsB/countB, from
 * their Wilson intervals (1998, method 10); inside -1..1 and valid for 0 and all hits. Null where a
 * count is 0 or hits are impossible.
 */
export function newcombe(
  a: { readonly hits: number; readonly count: number },
  b: { readonly hits: number; readonly count: number },
  level = 0.95,
): Interval | null {
  const [x, y] = [wilson(a.hits, a.count, level), wilson(b.hits, b.count, level)];
  if (x === null || y === null) return null;
  const [p, q] = [a.hits / a.count, b.hits / b.count];
  return {
    low: p - q - Math.hypot(p - x.low, y.high - q),
    high: p - q + Math.hypot(x.high - p, q - y.low),
  };
}

/** Resamples of a bootstrap. */
const BOOTSTRAP_RESAMPLES = 10_000;

/** Sum and number of values of one block, drawn as a whole. */
export type BlockSum = { readonly sum: number; readonly count: number };

/**
 * 95 % percentile bootstrap interval of a mean when values of one block (a session) may depend on each
 * other: whole blocks are drawn with replacement, the statistic is the sum of sums over the sum
 * of counts. The order of the blocks decides the draw: sort them the same way each time.
 * Covers too little below 20 blocks (90 % instead of 95 %): show `wider` of this and the
 * t-interval. Null for fewer than two blocks, empty blocks, or more than 2^21.
 */
export function bootstrapBlocks(blocks: readonly BlockSum[]): Interval | null {
  const n = blocks.length;
  if (n < 2 || n > MAX_BOUND || blocks.some((block) => !isUsable(block))) return null;
  const sums = Float64Array.from(blocks, (block) => block.sum);
  const counts = Float64Array.from(blocks, (block) => block.count);
  const random = splitMix64();
  const means = new Float64Array(BOOTSTRAP_RESAMPLES);
  for (let b = 0; b < BOOTSTRAP_RESAMPLES; b++) {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < n; i++) {
      const drawn = random.below(n);
      sum += sums[drawn] ?? 0;
      count += counts[drawn] ?? 0;
    }
    means[b] = sum / count;
  }
  means.sort();
  return { low: quantileOfSorted(means, 0.025), high: quantileOfSorted(means, 0.975) };
}

function isUsable({ sum, count }: BlockSum): boolean {
  return Number.isFinite(sum) && count > 0;
}

/**
 * p that the sums of clusters add up to more than 0 by chance, when each could as well have had the
 * other sign: z = sum u / sqrt(sum u^2), so that no single cluster can carry it. 1 where all are 0.
 */
export function signsGreater(sums: Iterable<number>): number {
  let [total, squares] = [0, 0];
  for (const one of sums) {
    total += one;
    squares += one * one;
  }
  return squares > 0 ? normalTail(total / Math.sqrt(squares)) : 1;
}

/** Difference of two means, with the p-value of the one-sided test that it is negative. */
export type ClusteredDifference = {
  readonly difference: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly clusters: number;
};

/**
 * Cluster-robust t-test that the group's mean lies below the mean of the rest. Values of one
 * cluster may depend on each other: u_s = sum over the cluster of (v - m1)/n1 in the group,
 * -(v - m0)/n0 outside; var = sum u_s^2 G/(G-1); df = G - 1 (Liang & Zeger 1986 with the
 * small-sample factor). Null without both groups, for G < 2, or no variance.
 */
export function clusteredLess(values: readonly ClusteredValue[]): ClusteredDifference | null {
  const found = clusteredError(values);
  if (found === null) return null;
  const { difference, error, clusters } = found;
  const t = difference / error;
  return { difference, t, df: clusters - 1, p: studentTail(-t, clusters - 1), clusters };
}

/**
 * Cluster-robust 95 % t-interval of a mean, for values of one block that may depend on each other:
 * var = sum (S_g - m n_g)^2 / n^2 G/(G-1), df = G - 1. What `bootstrapBlocks` comes to with many
 * blocks, without drawing. Null for G < 2 or no variance.
 */
export function clusteredMeanInterval(blocks: readonly BlockSum[]): Interval | null {
  const count = blocks.reduce((total, block) => total + block.count, 0);
  const centre = sum(blocks.map((block) => block.sum)) / count;
  const groups = blocks.length;
  const size = sum(blocks.map((block) => Math.abs(block.sum)));
  const error = errorOf(
    blocks.map((block) => block.sum - centre * block.count),
    groups,
    size,
  );
  if (error === null) return null;
  const half = (studentQuantile(0.975, groups - 1) * error) / count;
  return { low: centre - half, high: centre + half };
}

/** Paired values observed inside one cluster. */
export type ClusterPairs = { readonly xs: readonly number[]; readonly ys: readonly number[] };

/**
 * Standardised co-variation inside each cluster, sum (x - xbar)(y - ybar) / sqrt(sum (x - xbar)^2),
 * one score a cluster; clusters whose x does not vary say nothing and are left out.
 */
function withinClusterScores(clusters: readonly ClusterPairs[]): number[] {
  return clusters.flatMap(({ xs, ys }) => {
    const dx = deviations(xs);
    const spread = dot(dx, dx);
    return spread > 0 ? [dot(dx, deviations(ys)) / Math.sqrt(spread)] : [];
  });
}

/**
 * Two-sided t-test over clusters that y does not move with x inside a cluster: `oneSampleT` of
 * `withinClusterScores`. One score a cluster, because values of a cluster share its history and
 * pooling them would count one event many times. Null for fewer than two scores or no spread.
 */
export function withinClusterT(clusters: readonly ClusterPairs[]): StudentTest | null {
  return oneSampleT(withinClusterScores(clusters));
}
