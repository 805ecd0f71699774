import { PERMUTATIONS } from "./counts.ts";
import { normalQuantile, normalTail } from "./distributions.ts";
import { MAX_BOUND, type Random, shuffle, splitMix64 } from "./permutation.ts";

/*
 * What chance makes of a choice: the same number of values left out, or the same sizes given to other
 * values, at random. Only that tells whether a choice did better than any other of its kind.
 */

/** Where a choice lies among random ones. */
export type Placebo = {
  readonly draws: number;
  /** Share of the draws that gained less, in percent. */
  readonly percentile: number;
  /** (1 + draws that gained at least as much) / (1 + draws), one-sided. */
  readonly p: number;
  /**
   * The same, below what so many draws can tell: where none of them gained as much it is that of the
   * normal distribution with their mean and spread, at most 1 / (1 + draws).
   */
  readonly tail: number;
};

/** Above so many values to draw in all, the limit of a draw stands for it: it would take seconds. */
const MOST_DRAWN = 8_000_000;

/** Gains nearer than this share of all that could be gained are the same, added up in another order. */
const SAME = 1e-12;

/**
 * Leaves out as many of the values as `left` marks (1), at random and all alike, and compares what that
 * gains: the negative sum of what was left out. Null where there is no other choice (none or all
 * are left out). Above MOST_DRAWN each draw is one of the normal distribution that such sums have in
 * the limit (Hajek 1960). The same input gives the same draws (SplitMix64).
 */
export function leaveOutPlacebo(values: Float64Array, left: Uint8Array): Placebo | null {
  const n = values.length;
  let [count, sum, total, size] = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const value = values[i] ?? 0;
    total += value;
    size += Math.abs(value);
    if (left[i] === 1) {
      count++;
      sum += value;
    }
  }
  if (count === 0 || count === n) return null;
  const random = splitMix64();
  // What stays is drawn where that is less; its sum tells that of the others.
  const isRest = 2 * count > n;
  const drawn = isRest ? n - count : count;
  const spread = spreadOfSum(values, total, drawn);
  const sumOf =
    drawn * PERMUTATIONS > MOST_DRAWN || n > MAX_BOUND
      ? inLimit((drawn * total) / n, spread, random)
      : partOf(values, drawn, random);
  const gainOf = () => (isRest ? sumOf() - total : -sumOf());
  return placed({ gained: -sum, mean: (-count * total) / n, spread, same: size * SAME }, gainOf);
}

/** Sums of `drawn` of the values, without replacement. */
function partOf(values: Float64Array, drawn: number, random: Random): () => number {
  const order = values.slice();
  return () => {
    let sum = 0;
    for (let i = 0; i < drawn; i++) {
      const other = i + random.below(order.length - i);
      const value = order[other] ?? 0;
      order[other] = order[i] ?? 0;
      order[i] = value;
      sum += value;
    }
    return sum;
  };
}

/** Standard deviation of the sum of `drawn` of the values, without replacement. */
function spreadOfSum(values: Float64Array, total: number, drawn: number): number {
  const n = values.length;
  let squares = 0;
  for (const value of values) squares += (value - total / n) ** 2;
  return Math.sqrt((squares / (n - 1)) * drawn * (1 - drawn / n));
}

function inLimit(centre: number, spread: number, random: Random): () => number {
  return () => centre + spread * normalQuantile((random.below(MAX_BOUND) + 0.5) / MAX_BOUND);
}

/**
 * Gives the sizes to other values at random: `perUnit` is what each value is at size 1. Compares what
 * is gained by size 1 throughout. Null where all sizes are the same.
 */
export function sizePlacebo(perUnit: Float64Array, sizes: Float64Array): Placebo | null {
  const n = perUnit.length;
  const first = sizes[0] ?? 0;
  if (n < 2 || sizes.every((one) => one === first)) return null;
  let [atOne, asIs, size] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const value = perUnit[i] ?? 0;
    atOne += value;
    asIs += value * (sizes[i] ?? 0);
    size += Math.abs(value) * (sizes[i] ?? 0);
  }
  const random = splitMix64();
  const [centre, spread] = limitOfProduct(perUnit, sizes);
  const sumOf =
    n * PERMUTATIONS > MOST_DRAWN || n > MAX_BOUND
      ? inLimit(centre, spread, random)
      : productOf(perUnit, sizes, random);
  const gained = atOne - asIs;
  return placed({ gained, mean: atOne - centre, spread, same: size * SAME }, () => atOne - sumOf());
}

function productOf(values: Float64Array, sizes: Float64Array, random: Random): () => number {
  const order = Int32Array.from(sizes, (_, i) => i);
  return () => {
    shuffle(order, random);
    let sum = 0;
    for (let i = 0; i < order.length; i++) sum += (values[i] ?? 0) * (sizes[order[i] ?? 0] ?? 0);
    return sum;
  };
}

/** Mean and standard deviation of the sum of products over all orders of the sizes. */
function limitOfProduct(values: Float64Array, sizes: Float64Array): [number, number] {
  const n = values.length;
  const mean = (list: Float64Array) => list.reduce((a, b) => a + b, 0) / n;
  const [a, b] = [mean(values), mean(sizes)];
  const squares = (list: Float64Array, centre: number) =>
    list.reduce((sum, one) => sum + (one - centre) ** 2, 0);
  return [n * a * b, Math.sqrt((squares(values, a) * squares(sizes, b)) / (n - 1))];
}

/** What was gained, and what draws gain on average, with their spread; `same`: no difference. */
interface Gained {
  gained: number;
  mean: number;
  spread: number;
  same: number;
}

function placed({ gained, mean, spread, same }: Gained, gainOf: () => number): Placebo {
  let [below, above] = [0, 0];
  for (let draw = 0; draw < PERMUTATIONS; draw++) {
    const gain = gainOf();
    if (gain >= gained - same) above++;
    else below++;
  }
  const p = (1 + above) / (1 + PERMUTATIONS);
  return {
    draws: PERMUTATIONS,
    percentile: (100 * below) / PERMUTATIONS,
    p,
    tail: above > 0 ? p : Math.min(p, normalTail((gained - mean) / spread)),
  };
}
