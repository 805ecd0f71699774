import { groupBy } from "../base/groups.ts";
import { PERMUTATIONS } from "./counts.ts";
import { normalQuantile } from "./distributions.ts";
import { allFinite, isConstant, standardDeviation, sum } from "./moments.ts";

/** The seed of every resampling in the program: the same input always gives the same output. */
const DEFAULT_SEED = 20250731;

/** Largest `bound` of `Random.below`: up to here the products below are exact in a double. */
export const MAX_BOUND = 2 ** 21;

/** A reproducible stream of random integers. */
export type Random = {
  /** Next integer of 0..bound-1, uniform; 1 <= bound <= MAX_BOUND. */
  readonly below: (bound: number) => number;
};

/**
 * SplitMix64 (Steele, Lea & Flood 2014; Vigna's splitmix64.c), kept in two 32-bit halves because
 * BigInt is some fifty times slower. `below(n)` = ((x >> 11) * n) >> 53, so any language can
 * repeat the stream. `seed` is a whole number from 0 to 2^53 - 1.
 */
export function splitMix64(seed: number = DEFAULT_SEED): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed: ${seed}`);
  let stateHigh = Math.floor(seed / 2 ** 32) | 0;
  let stateLow = seed | 0;
  return {
    below(bound) {
      if (!(bound >= 1 && bound <= MAX_BOUND)) throw new RangeError(`bound: ${bound}`);
      const sum = (stateLow >>> 0) + 0x7f4a7c15;
      stateLow = sum | 0;
      stateHigh = (stateHigh + 0x9e3779b9 + (sum >= 2 ** 32 ? 1 : 0)) | 0;
      let high = stateHigh;
      let low = stateLow;
      low ^= (low >>> 30) | (high << 2);
      high ^= high >>> 30;
      high = productHigh(high, low, 0xbf58476d, 0x1ce4e5b9);
      low = Math.imul(low, 0x1ce4e5b9);
      low ^= (low >>> 27) | (high << 5);
      high ^= high >>> 27;
      high = productHigh(high, low, 0x94d049bb, 0x133111eb);
      low = Math.imul(low, 0x133111eb);
      low ^= (low >>> 31) | (high << 1);
      high ^= high >>> 31;
      // x >> 11 is high * 2^21 + (low >>> 11); both partial products stay below 2^53.
      const rest = Math.floor(((low >>> 11) * bound) / 2 ** 21);
      return Math.floor(((high >>> 0) * bound + rest) / 2 ** 32);
    },
  };
}

/** The upper half of (high, low) * (factorHigh, factorLow) mod 2^64, by 16-bit digits. */
function productHigh(high: number, low: number, factorHigh: number, factorLow: number): number {
  const a0 = low & 0xffff;
  const a1 = low >>> 16;
  const b0 = factorLow & 0xffff;
  const b1 = factorLow >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const cross = a0 * b1 + (middle & 0xffff);
  const carry = a1 * b1 + (middle >>> 16) + (cross >>> 16);
  return (carry + Math.imul(high, factorLow) + Math.imul(low, factorHigh)) | 0;
}

/** Shuffles `items` in place (Fisher & Yates, from the end, with `below`), uniformly. */
export function shuffle(items: Int32Array, random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = items[last] ?? 0;
    items[last] = items[other] ?? 0;
    items[other] = kept;
  }
}

/**
 * What carries a label: one value, or all values of a session that was labelled as a whole.
 * Labels are exchanged between units, never inside one.
 */
export type LabelledUnit = { readonly label: string; readonly values: readonly number[] };

/** A label compared with all other values. */
type LabelContrast = {
  readonly label: string;
  readonly units: number;
  readonly count: number;
  readonly mean: number;
  /** Mean of the label less the mean of the rest. */
  readonly difference: number;
  /** (mean_g - mean) / (s sqrt(1/n_g - 1/n)), s over all values with ddof 1. */
  readonly z: number;
};

/** The worst label, the p-value of the whole search for it, and every label compared. */
export type MaxT = {
  readonly worst: LabelContrast;
  readonly p: number;
  readonly contrasts: readonly LabelContrast[];
};

/** Which labels are compared, and how the null distribution is drawn. */
export type MaxTOptions = {
  readonly minimumCount: number;
  readonly minimumUnits?: number;
  readonly permutations?: number;
  readonly seed?: number;
  /** Stop drawing once p is certain to be above this; the p returned is then at least so large. */
  readonly stopAbove?: number;
};

/** Two statistics nearer than this are the same one, summed in another order. */
const SAME = 1e-10;

/**
 * Permutation max-T test that some label has a lower mean than the rest (Westfall & Young 1993):
 * p = (1 + #{smallest z of a permutation <= smallest z observed}) / (B + 1), labels permuted over
 * the units by SplitMix64. One p for all labels: searching for the worst is paid for. Labels with
 * too few values or units are not compared but stay in the rest. Null when no label is left to
 * compare, or the values do not vary. Clip the values before when single ones may dominate.
 */
export function maxTLess(labelled: readonly LabelledUnit[], options: MaxTOptions): MaxT | null {
  // A unit without values cannot count as one, and would let a label gather all the others.
  const units = labelled.filter((unit) => unit.values.length > 0);
  const all = units.flatMap((unit) => unit.values);
  if (isConstant(all) || !allFinite(all)) return null;
  const sums = units.map(({ label, values }) => ({
    label,
    count: values.length,
    sum: sum(values),
  }));
  const test = searchSums(sums, standardDeviation(all), options, false);
  return test && { worst: test.worst, p: test.pWorst, contrasts: test.contrasts };
}

/** The values of a unit, summed; at least one. */
export type UnitSum = { readonly label: string; readonly count: number; readonly sum: number };

/** The search for the worst and that for the best label, each with its p. */
export type MaxTBoth = {
  readonly worst: LabelContrast;
  readonly best: LabelContrast;
  readonly pWorst: number;
  readonly pBest: number;
  readonly contrasts: readonly LabelContrast[];
};

/**
 * `maxTLess` in both directions with the same permutations, of units whose values are summed and
 * the standard deviation of all values. Two looks at one question: double the p.
 */
export function maxTBoth(
  units: readonly UnitSum[],
  spread: number,
  options: MaxTOptions,
): MaxTBoth | null {
  return searchSums(units, spread, options, true);
}

function searchSums(
  units: readonly UnitSum[],
  spread: number,
  options: MaxTOptions,
  wantsBest: boolean,
): MaxTBoth | null {
  const { permutations = PERMUTATIONS, seed = DEFAULT_SEED, stopAbove = 1 } = options;
  const enough = stopAbove * (permutations + 1);
  const contrasts = spread > 0 ? contrastLabels(units, spread, options) : [];
  const [first] = contrasts;
  if (first === undefined) return null;
  const worst = contrasts.reduce((least, one) => (one.z < least.z ? one : least), first);
  const best = contrasts.reduce((most, one) => (one.z > most.z ? one : most), first);
  const extremes = extremeZs(units, spread, contrasts.length);
  const places = new Map(contrasts.map(({ label }, index) => [label, index]));
  const labels = Int32Array.from(units, ({ label }) => places.get(label) ?? -1);
  const random = splitMix64(seed);
  let [low, high, drawn] = [1, 1, 0];
  while (drawn < permutations && (low <= enough || (wantsBest && high <= enough))) {
    shuffle(labels, random);
    drawn++;
    const [smallest, largest] = extremes(labels);
    if (smallest <= worst.z + SAME) low++;
    if (largest >= best.z - SAME) high++;
  }
  return { worst, best, pWorst: low / (drawn + 1), pBest: high / (drawn + 1), contrasts };
}

/** Observed contrasts of the labels with enough data, in order of first appearance. */
function contrastLabels(
  units: readonly UnitSum[],
  spread: number,
  { minimumCount, minimumUnits = 1 }: MaxTOptions,
): LabelContrast[] {
  const members = groupBy(units, (unit) => unit.label);
  const n = sum(units.map((unit) => unit.count));
  const total = sum(units.map((unit) => unit.sum));
  return [...members].flatMap(([label, own]) => {
    const count = sum(own.map((unit) => unit.count));
    const rest = n - count;
    if (count < Math.max(1, minimumCount) || own.length < minimumUnits || rest === 0) return [];
    const labelSum = sum(own.map((unit) => unit.sum));
    const labelMean = labelSum / count;
    const z = (labelMean - total / n) / (spread * Math.sqrt(1 / count - 1 / n));
    const difference = labelMean - (total - labelSum) / rest;
    return [{ label, units: own.length, count, mean: labelMean, difference, z }];
  });
}

/** The smallest and largest z of the compared labels, by the label index of each unit. */
function extremeZs(
  units: readonly UnitSum[],
  spread: number,
  compared: number,
): (labels: Int32Array) => [smallest: number, largest: number] {
  const n = sum(units.map((unit) => unit.count));
  const centre = sum(units.map((unit) => unit.sum)) / n;
  const excess = Float64Array.from(units, (unit) => unit.sum - unit.count * centre);
  const counts = Float64Array.from(units, (unit) => unit.count);
  const excessOf = new Float64Array(compared);
  const countOf = new Float64Array(compared);
  return (labels) => {
    excessOf.fill(0);
    countOf.fill(0);
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i] ?? -1;
      if (label < 0) continue;
      excessOf[label] = (excessOf[label] ?? 0) + (excess[i] ?? 0);
      countOf[label] = (countOf[label] ?? 0) + (counts[i] ?? 0);
    }
    let smallest = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let g = 0; g < compared; g++) {
      const count = countOf[g] ?? 0;
      const z = (excessOf[g] ?? 0) / count / (spread * Math.sqrt(1 / count - 1 / n));
      smallest = Math.min(smallest, z);
      largest = Math.max(largest, z);
    }
    return [smallest, largest];
  };
}

/** Weight of the prior in `shrunken`, in values. */
const PRIOR_COUNT = 40;

/**
 * A difference pulled towards zero, d n / (n + 40): what is left of the worst of several labels
 * once the luck of having been picked is taken off (winner's curse).
 */
export function shrunken(difference: number, count: number): number {
  return (difference * count) / (count + PRIOR_COUNT);
}

/** A label's values, summed. */
export type LabelSum = { readonly count: number; readonly sum: number };

/** p of the search for the lowest and for the highest mean, and the z of every label. */
export type LimitMaxT = {
  readonly pLow: number;
  readonly pHigh: number;
  readonly zs: readonly number[];
};

/**
 * The max-T test of `maxTLess`, in both directions, for labels of single values that are too many
 * to shuffle: under permutation the sums of labels are in the limit jointly normal (Hajek 1960),
 * with variance s^2 n_g (1 - n_g / n), and as far apart as the sum of all is fixed. So each draw is
 * one normal a label. `total` counts all values, those of labels not compared too; `spread` is
 * their standard deviation. Null when there is nothing to compare.
 */
export function maxTLimit(
  labels: readonly LabelSum[],
  total: LabelSum,
  spread: number,
): LimitMaxT | null {
  const n = total.count;
  const counts = labels.map((label) => label.count);
  if (labels.length === 0 || !(spread > 0) || counts.some((count) => !(count > 0 && count < n))) {
    return null;
  }
  const scales = counts.map((count) => Math.sqrt(count * (1 - count / n)));
  const zs = labels.map(({ sum, count }, g) => {
    return (sum - (count * total.sum) / n) / (spread * (scales[g] ?? 1));
  });
  const rest = n - counts.reduce((a, b) => a + b, 0);
  const least = Math.min(...zs);
  const most = Math.max(...zs);
  const random = splitMix64(DEFAULT_SEED);
  const normal = () => normalQuantile((random.below(MAX_BOUND) + 0.5) / MAX_BOUND);
  const drawn = new Float64Array(labels.length);
  let [low, high] = [1, 1];
  for (let b = 0; b < PERMUTATIONS; b++) {
    let all = Math.sqrt(Math.max(0, rest)) * normal();
    for (let g = 0; g < drawn.length; g++) {
      drawn[g] = Math.sqrt(counts[g] ?? 0) * normal();
      all += drawn[g] ?? 0;
    }
    let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let g = 0; g < drawn.length; g++) {
      const z = ((drawn[g] ?? 0) - ((counts[g] ?? 0) / n) * all) / (scales[g] ?? 1);
      smallest = Math.min(smallest, z);
      largest = Math.max(largest, z);
    }
    if (smallest <= least) low++;
    if (largest >= most) high++;
  }
  return { pLow: low / (PERMUTATIONS + 1), pHigh: high / (PERMUTATIONS + 1), zs };
}
