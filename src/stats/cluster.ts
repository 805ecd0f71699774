import { type ClusteredValue, clusteredError } from "./clustered-difference.ts";
import { studentTail } from "./distributions.ts";
import { deviations, dot } from "./moments.ts";
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
