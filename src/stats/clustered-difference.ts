import { mean, sum } from "./moments.ts";
import { studentFactor95 } from "./student-table.ts";
import type { Interval } from "./wilson.ts";

/** One value, the cluster it belongs to, and whether it is in the group under test. */
export type ClusteredValue = {
  readonly value: number;
  readonly cluster: number;
  readonly inGroup: boolean;
};

/** The difference of the means and its standard error; null where there is none. */
export function clusteredError(values: readonly ClusteredValue[]) {
  const inside = values.filter((one) => one.inGroup).map((one) => one.value);
  const outside = values.filter((one) => !one.inGroup).map((one) => one.value);
  const insideMean = mean(inside);
  const outsideMean = mean(outside);
  const influence = new Map<number, number>();
  for (const { value, cluster, inGroup } of values) {
    const share = inGroup
      ? (value - insideMean) / inside.length
      : (outsideMean - value) / outside.length;
    influence.set(cluster, (influence.get(cluster) ?? 0) + share);
  }
  const clusters = influence.size;
  const squares = sum([...influence.values()].map((u) => u * u));
  const difference = insideMean - outsideMean;
  const error = Math.sqrt((squares * clusters) / (clusters - 1));
  if (clusters < 2 || !Number.isFinite(difference / error)) return null;
  return { difference, error, clusters };
}

/**
 * 95 % interval of the difference that `clusteredLess` tests, d +- t(G - 1) se, robust in the same
 * way. Null as there.
 */
export function clusteredInterval(values: readonly ClusteredValue[]): Interval | null {
  const found = clusteredError(values);
  if (found === null) return null;
  const half = studentFactor95(found.clusters - 1) * found.error;
  return { low: found.difference - half, high: found.difference + half };
}
