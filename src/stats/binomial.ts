import { probabilityBetween, unimodalProbabilities } from "./discrete.ts";

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
