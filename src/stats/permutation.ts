import { allFinite } from "./finite.ts";
import { isConstant, mean, standardDeviation, sum } from "./moments.ts";
import { DEFAULT_SEED, shuffle, splitMix64 } from "./random.ts";

/** Permutations of a max-T test. */
export const PERMUTATIONS = 1_999;

/**
 * What carries a label: one value, or all values of a session that was labelled as a whole.
 * Labels are exchanged between units, never inside one.
 */
export type LabelledUnit = { readonly label: string; readonly values: readonly number[] };

/** A label compared with all other values. */
export type LabelContrast = {
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
  const { permutations = PERMUTATIONS, seed = DEFAULT_SEED, stopAbove = 1 } = options;
  const enough = stopAbove * (permutations + 1);
  const contrasts = contrastLabels(units, options);
  const [first] = contrasts;
  if (first === undefined) return null;
  const worst = contrasts.reduce((least, one) => (one.z < least.z ? one : least), first);
  const statistic = smallestZ(units, contrasts);
  const labels = Int32Array.from(units, ({ label }) => {
    return contrasts.findIndex((one) => one.label === label);
  });
  const random = splitMix64(seed);
  let asExtreme = 1;
  for (let b = 0; b < permutations; b++) {
    shuffle(labels, random);
    if (statistic(labels) > worst.z + SAME) continue;
    asExtreme++;
    if (asExtreme > enough) return { worst, p: asExtreme / (b + 2), contrasts };
  }
  return { worst, p: asExtreme / (permutations + 1), contrasts };
}

/** Observed contrasts of the labels with enough data, in order of first appearance. */
function contrastLabels(
  units: readonly LabelledUnit[],
  { minimumCount, minimumUnits = 1 }: MaxTOptions,
): LabelContrast[] {
  const all = units.flatMap((unit) => unit.values);
  if (isConstant(all) || !allFinite(all)) return [];
  const centre = mean(all);
  const spread = standardDeviation(all);
  const total = sum(all);
  return [...new Set(units.map((unit) => unit.label))].flatMap((label) => {
    const members = units.filter((unit) => unit.label === label);
    const values = members.flatMap((unit) => unit.values);
    const count = values.length;
    const rest = all.length - count;
    if (count < Math.max(1, minimumCount) || members.length < minimumUnits || rest === 0) return [];
    const labelMean = mean(values);
    const z = (labelMean - centre) / (spread * Math.sqrt(1 / count - 1 / all.length));
    const difference = labelMean - (total - sum(values)) / rest;
    return [{ label, units: members.length, count, mean: labelMean, difference, z }];
  });
}

/** The smallest z over the compared labels, as a function of the label index of each unit. */
function smallestZ(
  units: readonly LabelledUnit[],
  contrasts: readonly LabelContrast[],
): (labels: Int32Array) => number {
  const all = units.flatMap((unit) => unit.values);
  const n = all.length;
  const centre = mean(all);
  const spread = standardDeviation(all);
  const excess = Float64Array.from(units, (unit) => sum(unit.values) - unit.values.length * centre);
  const counts = Float64Array.from(units, (unit) => unit.values.length);
  const excessOf = new Float64Array(contrasts.length);
  const countOf = new Float64Array(contrasts.length);
  return (labels) => {
    excessOf.fill(0);
    countOf.fill(0);
    labels.forEach((label, i) => {
      if (label < 0) return;
      excessOf[label] = (excessOf[label] ?? 0) + (excess[i] ?? 0);
      countOf[label] = (countOf[label] ?? 0) + (counts[i] ?? 0);
    });
    let smallest = Number.POSITIVE_INFINITY;
    for (let g = 0; g < contrasts.length; g++) {
      const count = countOf[g] ?? 0;
      const z = (excessOf[g] ?? 0) / count / (spread * Math.sqrt(1 / count - 1 / n));
      smallest = Math.min(smallest, z);
    }
    return smallest;
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
