import type { Block } from "./bootstrap.ts";
import { type ClusteredValue, clusteredError } from "./clustered-difference.ts";
import { studentQuantile, studentTail } from "./distributions.ts";
import type { Interval } from "./intervals.ts";
import { deviations, dot, sum } from "./moments.ts";
import { oneSampleT, type StudentTest } from "./student.ts";

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
 * Cluster-robust t-interval of a mean, for values of one block that may depend on each other:
 * var = sum (S_g - m n_g)^2 / n^2 G/(G-1), df = G - 1. What `bootstrapBlocks` comes to with many
 * blocks, without drawing. Null for G < 2 or no variance.
 */
export function clusteredMeanInterval(blocks: readonly Block[], level = 0.95): Interval | null {
  const count = blocks.reduce((total, block) => total + block.count, 0);
  const centre = sum(blocks.map((block) => block.sum)) / count;
  const squares = sum(blocks.map((block) => (block.sum - centre * block.count) ** 2));
  const groups = blocks.length;
  const error = Math.sqrt((squares * groups) / (groups - 1)) / count;
  if (groups < 2 || !(error > 0 && Number.isFinite(error))) return null;
  const half = studentQuantile((1 + level) / 2, groups - 1) * error;
  return { low: centre - half, high: centre + half };
}

/** Paired values observed inside one cluster. */
export type ClusterPairs = { readonly xs: readonly number[]; readonly ys: readonly number[] };

/**
 * Standardised co-variation inside each cluster, sum (x - xbar)(y - ybar) / sqrt(sum (x - xbar)^2),
 * one score a cluster; clusters whose x does not vary say nothing and are left out.
 */
export function withinClusterScores(clusters: readonly ClusterPairs[]): number[] {
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
