import { splitMix64 } from "../../src/stats/permutation.ts";

const STEPS = 2 ** 21;

/** Draws of one simulated trader; the same seed gives the same trader. */
export interface Draws {
  /** Uniform in 0..1, never 0 or 1. */
  uniform(): number;
  between(low: number, high: number): number;
  chance(p: number): boolean;
  normal(): number;
  lognormal(median: number, sigma: number): number;
  poisson(mean: number): number;
  pick<T>(items: readonly T[]): T;
  /** Index drawn by weight. */
  weighted(weights: readonly number[]): number;
  /** Weights of a flat Dirichlet. */
  shares(count: number): number[];
}

export function makeDraws(seed: number): Draws {
  const random = splitMix64(seed);
  let spare = Number.NaN;
  const uniform = () => (random.below(STEPS) + 0.5) / STEPS;
  const normal = () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  return {
    uniform,
    normal,
    between: (low, high) => low + (high - low) * uniform(),
    chance: (p) => uniform() < p,
    lognormal: (median, sigma) => median * Math.exp(sigma * normal()),
    poisson(mean) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = uniform(); product > limit; product *= uniform()) count++;
      return count;
    },
    pick: (items) => items[random.below(items.length)] as (typeof items)[number],
    weighted(weights) {
      let rest = uniform();
      const at = weights.findIndex((weight) => {
        rest -= weight;
        return rest < 0;
      });
      return at < 0 ? weights.length - 1 : at;
    },
    shares(count) {
      const raw = Array.from({ length: count }, () => -Math.log(uniform()));
      const total = raw.reduce((sum, value) => sum + value, 0);
      return raw.map((value) => value / total);
    },
  };
}
