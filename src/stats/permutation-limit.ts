import { normalQuantile } from "./distributions.ts";
import { PERMUTATIONS } from "./permutation.ts";
import { DEFAULT_SEED, MAX_BOUND, splitMix64 } from "./random.ts";

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
  permutations = PERMUTATIONS,
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
  for (let b = 0; b < permutations; b++) {
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
  return { pLow: low / (permutations + 1), pHigh: high / (permutations + 1), zs };
}
