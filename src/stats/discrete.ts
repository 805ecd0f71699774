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
  for (let i = mode; i < count - 1; i++) weights[i + 1] = (weights[i] ?? 0) * ratio(i);
  for (let i = mode; i > 0; i--) weights[i - 1] = (weights[i] ?? 0) / ratio(i - 1);
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

/** Sum of the probabilities from index `from` (included) to `to` (excluded), at most 1. */
export function probabilityBetween(probabilities: Float64Array, from: number, to: number): number {
  let total = 0;
  const last = Math.min(probabilities.length, to);
  for (let i = Math.max(0, from); i < last; i++) total += probabilities[i] ?? 0;
  return Math.min(1, total);
}
