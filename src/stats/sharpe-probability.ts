import { normalCdf, normalQuantile } from "./distributions.ts";
import { type Extended, finiteOrNull, INFINITE } from "./finite.ts";
import { kurtosis, skewness } from "./moments.ts";
import { sharpe } from "./ratios.ts";

/** Fewest returns for a probability of the Sharpe ratio. */
const MINIMUM_COUNT = 10;

/**
 * Variance factor 1 - g3 SR + (g4 - 1)/4 SR^2 of an estimated Sharpe ratio, g3 and g4 the
 * population skewness and the full kurtosis (3 for a normal curve; quantstats subtracts 3 twice).
 */
function varianceFactor(returns: readonly number[], ratio: number): number {
  return 1 - skewness(returns) * ratio + ((kurtosis(returns) - 1) / 4) * ratio ** 2;
}

/**
 * Probability that the true Sharpe ratio is above 0:
 * Phi(SR sqrt(n-1) / sqrt(1 - g3 SR + (g4-1)/4 SR^2)). Null for n < 10, no spread, or a radicand
 * that is not positive. Bailey & Lopez de Prado 2012.
 */
export function probabilisticSharpe(returns: readonly number[]): number | null {
  const ratio = sharpe(returns);
  if (ratio === null || returns.length < MINIMUM_COUNT) return null;
  const factor = varianceFactor(returns, ratio);
  if (!(factor > 0)) return null;
  return finiteOrNull(normalCdf((ratio * Math.sqrt(returns.length - 1)) / Math.sqrt(factor)));
}

/**
 * Minimum track record: how many returns are needed to call this Sharpe ratio positive with
 * `confidence`, 1 + (1 - g3 SR + (g4-1)/4 SR^2) (z / SR)^2; not rounded. INFINITE for SR <= 0;
 * null for n < 10, no spread, or a factor that is not positive. Same source.
 */
export function minimumTrackRecord(returns: readonly number[], confidence = 0.95): Extended {
  const ratio = sharpe(returns);
  if (ratio === null || returns.length < MINIMUM_COUNT) return null;
  if (ratio <= 0) return INFINITE;
  const factor = varianceFactor(returns, ratio);
  if (!(factor > 0)) return null;
  return finiteOrNull(1 + factor * (normalQuantile(confidence) / ratio) ** 2);
}
