import { mean } from "./moments.ts";
import { studentFactor95 } from "./student-table.ts";

/*
 * Tests and intervals that need no library of distributions, so that the daily report, which makes
 * them every time, need not load it (20 ms): exact tests of counts, Wilson's interval, and the
 * interval of a difference whose values come in clusters.
 */

/** Both ends of an interval. */
export type Interval = { readonly low: number; readonly high: number };

/** z of a one-sided bound at 95 %. */
export const Z_ONE_SIDED_95 = 1.6448536269514722;

/**
 * Wilson's score interval of a share for a given z; inside 0..1 and valid for 0 and all hits. Null
 * for count 0 or impossible hits. Needs no probability library. Wilson 1927.
 */
export function wilsonAt(hits: number, count: number, z: number): Interval | null {
  if (!(count > 0 && hits >= 0 && hits <= count)) return null;
  const share = hits / count;
  const scale = 1 + z ** 2 / count;
  const spread = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const centre = share + z ** 2 / (2 * count);
  // At 0 and all hits an end is exactly the share; rounding must not push it outside 0..1.
  return {
    low: hits === 0 ? 0 : (centre - spread) / scale,
    high: hits === count ? 1 : (centre + spread) / scale,
  };
}

/**
 * Probabilities of a distribution on `count` neighbouring values given only the ratio
 * w(i+1) / w(i), which must fall from above to below 1 at most once (one mode). The weights are
 * built outward from the mode and divided by their sum, so nothing overflows, no factorial is
 * taken and each probability keeps about 15 digits.
 */
export function unimodalProbabilities(
  count: number,
  ratio: (index: number) => number,
): Float64Array {
  const weights = new Float64Array(count);
  let mode = 0;
  while (mode < count - 1 && ratio(mode) > 1) mode++;
  weights[mode] = 1;
  // Far out the weights are too small to be told from 0, and stay so: of half a million some thousand
  // are left, and what is not written to takes no memory.
  let [first, last] = [mode, mode];
  for (; last < count - 1 && weights[last] !== 0; last++) {
    weights[last + 1] = (weights[last] ?? 0) * ratio(last);
  }
  for (; first > 0 && weights[first] !== 0; first--) {
    weights[first - 1] = (weights[first] ?? 0) / ratio(first - 1);
  }
  let total = 0;
  for (let i = first; i <= last; i++) total += weights[i] ?? 0;
  for (let i = first; i <= last; i++) weights[i] = (weights[i] ?? 0) / total;
  return weights;
}

/** Sum of the probabilities from index `from` (included) to `to` (excluded), at most 1. */
export function probabilityBetween(probabilities: Float64Array, from: number, to: number): number {
  let total = 0;
  const last = Math.min(probabilities.length, to);
  for (let i = Math.max(0, from); i < last; i++) total += probabilities[i] ?? 0;
  return Math.min(1, total);
}

/** `hits` of `count` members of a group have a property. */
export type Share = { readonly hits: number; readonly count: number };

/** Relative slack in comparing probabilities of tables, as R's fisher.test. */
const SLACK = 1e-7;

/**
 * Fisher's exact test, one-sided: the probability, given the margins, of at least `a.hits` hits
 * in group a (the share in a is larger than in b). Null for an empty group or impossible counts.
 */
export function fisherGreater(a: Share, b: Share): number | null {
  const table = tableProbabilities(a, b);
  if (table === null) return null;
  return probabilityBetween(table.probabilities, table.observed, table.probabilities.length);
}

/**
 * Exact test over strata, one-sided: the probability, given the margins of each stratum, of as many
 * hits in the first sides together as were found, half of that of exactly as many counted (mid-p,
 * Lancaster 1961). The score test of a common odds ratio; with one stratum, Fisher's with mid-p. What
 * differs between strata does not count, and those with an empty side say nothing. Null where all do.
 */
export function stratifiedGreater(strata: readonly (readonly [Share, Share])[]): number | null {
  let sums = Float64Array.of(1);
  let observed = 0;
  let told = false;
  for (const [a, b] of strata) {
    const table = tableProbabilities(a, b);
    if (table === null) continue;
    told = true;
    observed += table.observed;
    const both = new Float64Array(sums.length + table.probabilities.length - 1);
    sums.forEach((p, i) => {
      table.probabilities.forEach((q, j) => {
        both[i + j] = (both[i + j] ?? 0) + p * q;
      });
    });
    sums = both;
  }
  if (!told) return null;
  const more = probabilityBetween(sums, observed + 1, sums.length);
  return Math.min(1, more + (sums[observed] ?? 0) / 2);
}

/**
 * Fisher's exact test, two-sided: the probability of all tables with these margins that are no
 * likelier than the observed one (R, scipy). Null as above.
 */
export function fisherTwoSided(a: Share, b: Share): number | null {
  const table = tableProbabilities(a, b);
  if (table === null) return null;
  const limit = (table.probabilities[table.observed] ?? 0) * (1 + SLACK);
  const total = table.probabilities.reduce((acc, p) => (p <= limit ? acc + p : acc), 0);
  return Math.min(1, total);
}

/** Hypergeometric distribution of the hits in a, from the fewest possible; index of ours. */
function tableProbabilities(
  a: Share,
  b: Share,
): { probabilities: Float64Array; observed: number } | null {
  if (!isShare(a) || !isShare(b)) return null;
  const hits = a.hits + b.hits;
  const fewest = Math.max(0, hits - b.count);
  const most = Math.min(hits, a.count);
  const probabilities = unimodalProbabilities(most - fewest + 1, (index) => {
    const k = fewest + index;
    return ((hits - k) * (a.count - k)) / ((k + 1) * (b.count - hits + k + 1));
  });
  return { probabilities, observed: a.hits - fewest };
}

function isShare({ hits, count }: Share): boolean {
  return count > 0 && hits >= 0 && hits <= count;
}

/**
 * Exact one-sided binomial test: P(X >= successes) of `count` trials with probability `p`.
 * Null for count 0, successes outside 0..count, or unless 0 < p < 1.
 */
export function binomialGreater(successes: number, count: number, p: number): number | null {
  if (!(count > 0 && successes >= 0 && successes <= count && p > 0 && p < 1)) return null;
  const odds = p / (1 - p);
  const probabilities = unimodalProbabilities(count + 1, (k) => ((count - k) / (k + 1)) * odds);
  return probabilityBetween(probabilities, successes, count + 1);
}

/** Deviations that cancel leave this share of themselves at most; a million add up no more. */
const ROUNDING = 1e-12;

/**
 * The standard error from what the clusters add, sqrt(sum u^2 G/(G-1)); null where nothing varies
 * but the last digits of `size`, the sum of the amounts that each u is made of.
 */
export function errorOf(parts: Iterable<number>, clusters: number, size: number): number | null {
  let squares = 0;
  for (const part of parts) squares += part * part;
  const error = Math.sqrt((squares * clusters) / (clusters - 1));
  return clusters > 1 && Number.isFinite(error) && error > ROUNDING * size ? error : null;
}

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
  let size = 0;
  for (const { value, cluster, inGroup } of values) {
    const share = inGroup
      ? (value - insideMean) / inside.length
      : (outsideMean - value) / outside.length;
    influence.set(cluster, (influence.get(cluster) ?? 0) + share);
    size += Math.abs(value) / (inGroup ? inside.length : outside.length);
  }
  const clusters = influence.size;
  const difference = insideMean - outsideMean;
  const error = errorOf(influence.values(), clusters, size);
  if (error === null || !Number.isFinite(difference / error)) return null;
  return { difference, error, clusters };
}

/**
 * 95 % interval of the difference that `clusteredLess` tests, d +- t(G - 1) se, robust in the same
 * way. Null as there.
 */
export function clusteredDifferenceInterval(values: readonly ClusteredValue[]): Interval | null {
  const found = clusteredError(values);
  if (found === null) return null;
  const half = studentFactor95(found.clusters - 1) * found.error;
  return { low: found.difference - half, high: found.difference + half };
}
