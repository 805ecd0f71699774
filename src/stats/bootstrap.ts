import type { Interval } from "./intervals.ts";
import { quantileOfSorted } from "./moments.ts";
import { DEFAULT_SEED, MAX_BOUND, splitMix64 } from "./random.ts";

/** Resamples of a bootstrap. */
export const BOOTSTRAP_RESAMPLES = 10_000;

/** Sum and number of values of one block, drawn as a whole. */
export type Block = { readonly sum: number; readonly count: number };

/** How to resample; the defaults make the same numbers everywhere. */
export type BootstrapOptions = {
  readonly level?: number;
  readonly resamples?: number;
  readonly seed?: number;
};

/**
 * Percentile bootstrap interval of the mean of values that are independent: n draws with
 * replacement by SplitMix64, quantiles of type 7. Null for n < 2.
 */
export function bootstrapMean(
  values: readonly number[],
  options: BootstrapOptions = {},
): Interval | null {
  return bootstrapBlocks(
    values.map((value) => ({ sum: value, count: 1 })),
    options,
  );
}

/**
 * Percentile bootstrap interval of a mean when values of one block (a session) may depend on each
 * other: whole blocks are drawn with replacement, the statistic is the sum of sums over the sum
 * of counts. The order of the blocks decides the draw: sort them the same way each time.
 * Covers too little below 20 blocks (90 % instead of 95 %): show `wider` of this and the
 * t-interval. Null for fewer than two blocks, empty blocks, or more than 2^21.
 */
export function bootstrapBlocks(
  blocks: readonly Block[],
  { level = 0.95, resamples = BOOTSTRAP_RESAMPLES, seed = DEFAULT_SEED }: BootstrapOptions = {},
): Interval | null {
  const n = blocks.length;
  if (n < 2 || n > MAX_BOUND || blocks.some((block) => !isUsable(block))) return null;
  const sums = Float64Array.from(blocks, (block) => block.sum);
  const counts = Float64Array.from(blocks, (block) => block.count);
  const random = splitMix64(seed);
  const means = new Float64Array(resamples);
  for (let b = 0; b < resamples; b++) {
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
  const tail = (1 - level) / 2;
  return { low: quantileOfSorted(means, tail), high: quantileOfSorted(means, 1 - tail) };
}

function isUsable({ sum, count }: Block): boolean {
  return Number.isFinite(sum) && count > 0;
}
