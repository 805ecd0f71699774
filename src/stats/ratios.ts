import { finiteOrNull } from "./finite.ts";
import { isConstant, mean, standardDeviation, variance } from "./moments.ts";

/** Trading days of a year, the usual factor of annualised ratios. */
export const TRADING_DAYS_PER_YEAR = 252;

/** Tharp's cap on the number of trades in SQN. */
export const SQN_COUNT_CAP = 100;

/** mean / sd with ddof 1, of values or returns; null for n < 2 or no spread. */
export function sharpe(returns: readonly number[]): number | null {
  return isConstant(returns) ? null : finiteOrNull(mean(returns) / standardDeviation(returns));
}

/** A per-period ratio times sqrt(periods per year); null stays null. */
export function annualised(
  ratio: number | null,
  periodsPerYear: number = TRADING_DAYS_PER_YEAR,
): number | null {
  return ratio === null ? null : finiteOrNull(ratio * Math.sqrt(periodsPerYear));
}

/** Standard error of a Sharpe ratio of `count` independent returns, sqrt((1 + SR^2/2) / T). Lo 2002. */
export function sharpeStandardError(ratio: number, count: number): number | null {
  return finiteOrNull(Math.sqrt((1 + ratio ** 2 / 2) / count));
}

/**
 * Sortino ratio, mean / sqrt(mean(min(r, 0)^2)), minimum acceptable return 0; the denominator
 * counts all periods. Null without a negative return. quantstats = empyrical = ffn.
 */
export function sortino(returns: readonly number[]): number | null {
  const downside = Math.sqrt(mean(returns.map((value) => Math.min(value, 0) ** 2)));
  return downside > 0 ? finiteOrNull(mean(returns) / downside) : null;
}

/**
 * System quality number sqrt(min(n, 100)) mean(R) / sd(R), ddof 1 (Tharp); null for n < 2 or no
 * spread. Below 30 values it is not reliable and a reader must be told so.
 */
export function systemQualityNumber(multiples: readonly number[]): number | null {
  const ratio = sharpe(multiples);
  return ratio === null ? null : Math.sqrt(Math.min(multiples.length, SQN_COUNT_CAP)) * ratio;
}

/** sd / |mean| with ddof 1; null for n < 2 or a mean of zero. */
export function coefficientOfVariation(values: readonly number[]): number | null {
  return finiteOrNull(standardDeviation(values) / Math.abs(mean(values)));
}

/**
 * Index of concentration (Herfindahl & Hirschman): sum of squared shares of the total, 1/n when
 * equal, 1 when one part is all. Null unless the parts are non-negative with a positive total.
 */
export function concentration(parts: readonly number[]): number | null {
  const total = parts.reduce((a, b) => a + b, 0);
  if (!(total > 0) || parts.some((part) => !(part >= 0))) return null;
  return finiteOrNull(parts.reduce((acc, part) => acc + (part / total) ** 2, 0));
}

/** mean / variance with ddof 1: Kelly's optimal fraction in the continuous approximation. */
export function meanOverVariance(values: readonly number[]): number | null {
  return isConstant(values) ? null : finiteOrNull(mean(values) / variance(values));
}
