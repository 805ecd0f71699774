import { studentQuantile } from "./distributions.ts";
import { differenceInterval, type Interval, wider, wilson } from "./intervals.ts";
import { mean } from "./moments.ts";

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
  for (const [{ values, clusters: of }, sign] of [[a, 1] as const, [b, -1] as const]) {
    const centre = mean(values);
    values.forEach((value, i) => {
      const cluster = of[i] ?? 0;
      const share = (sign * (value - centre)) / values.length;
      influence.set(cluster, (influence.get(cluster) ?? 0) + share);
    });
  }
  let squares = 0;
  for (const share of influence.values()) squares += share * share;
  const variance = (squares * clusters) / (clusters - 1);
  if (!(variance > 0 && Number.isFinite(variance))) return null;
  const half = studentQuantile((1 + level) / 2, clusters - 1) * Math.sqrt(variance);
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
