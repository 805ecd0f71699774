import { normalCdf, normalQuantile } from "./distributions.ts";
import {
  type Extended,
  finiteOrNull,
  INFINITE,
  isConstant,
  kurtosis,
  mean,
  skewness,
  standardDeviation,
  sum,
  type Values,
} from "./moments.ts";

/** How many amounts lie above, below and exactly at zero; `count` is all of them. */
export type OutcomeCounts = { count: number; gains: number; losses: number; zeros: number };

/** Counts the amounts by sign. */
export function countOutcomes(amounts: Values): OutcomeCounts {
  let gains = 0;
  let losses = 0;
  for (let i = 0; i < amounts.length; i++) {
    const amount = amounts[i] ?? 0;
    if (amount > 0) gains++;
    else if (amount < 0) losses++;
  }
  return { count: amounts.length, gains, losses, zeros: amounts.length - gains - losses };
}

/** gains / (gains + losses), zeros left out (quantstats `win_rate`); null without either. */
export function decidedWinRate(amounts: Values): number | null {
  const { gains, losses } = countOutcomes(amounts);
  return finiteOrNull(gains / (gains + losses));
}

/** Sum of the amounts above zero; 0 without any. MT5 `Gross Profit`. */
export function grossGain(amounts: Values): number {
  return sum(amounts.filter((amount) => amount > 0));
}

/** Sum of the amounts below zero, zero or negative. MT5 `Gross Loss`. */
export function grossLoss(amounts: Values): number {
  return sum(amounts.filter((amount) => amount < 0));
}

/**
 * Gross gain / |gross loss|. No loss: INFINITE; neither gain nor loss: null.
 * MT5 `Profit Factor`; pyfolio gives NaN and quantstats inf without a loss.
 */
export function profitFactor(amounts: readonly number[]): Extended {
  const gain = grossGain(amounts);
  const loss = grossLoss(amounts);
  if (loss === 0) return gain > 0 ? INFINITE : null;
  return finiteOrNull(gain / -loss);
}

/** Mean amount, zeros included; null without any. MT5 `Expected Payoff`; with R: expectancy. */
export function expectedPayoff(amounts: Values): number | null {
  return finiteOrNull(mean(amounts));
}

/** Mean of the amounts above zero; null without any. */
export function averageGain(amounts: Values): number | null {
  return finiteOrNull(mean(amounts.filter((amount) => amount > 0)));
}

/** Mean of the amounts below zero (negative); null without any. */
export function averageLoss(amounts: Values): number | null {
  return finiteOrNull(mean(amounts.filter((amount) => amount < 0)));
}

/** Average gain / |average loss|; null without a gain or without a loss. quantstats. */
export function payoffRatio(amounts: Values): number | null {
  const gain = averageGain(amounts);
  const loss = averageLoss(amounts);
  return gain === null || loss === null ? null : finiteOrNull(gain / -loss);
}

/** Largest amount, which may be a loss; null for none. */
export function largest(amounts: Values): number | null {
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < amounts.length; i++) most = Math.max(most, amounts[i] ?? Number.NaN);
  return finiteOrNull(most);
}

/** Smallest amount, which may be a gain; null for none. */
export function smallest(amounts: Values): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < amounts.length; i++) least = Math.min(least, amounts[i] ?? Number.NaN);
  return finiteOrNull(least);
}

/** Trading days of a year, the usual factor of annualised ratios. */
const TRADING_DAYS_PER_YEAR = 252;

/** Tharp's cap on the number of trades in SQN. */
const SQN_COUNT_CAP = 100;

/** mean / sd with ddof 1, of values or returns; null for n < 2 or no spread. */
export function sharpe(returns: readonly number[]): number | null {
  return isConstant(returns) ? null : finiteOrNull(mean(returns) / standardDeviation(returns));
}

/** A ratio of trading days times sqrt(trading days of a year); null stays null. */
export function annualised(ratio: number | null): number | null {
  return ratio === null ? null : finiteOrNull(ratio * Math.sqrt(TRADING_DAYS_PER_YEAR));
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

/**
 * Kelly fraction p - (1-p)/b with p = gains / (gains + losses) and b = payoff ratio; may be
 * negative. Null without a gain or without a loss. Kelly 1956; quantstats.
 */
export function kellyFraction(amounts: Values): number | null {
  const p = decidedWinRate(amounts);
  const b = payoffRatio(amounts);
  return p === null || b === null ? null : finiteOrNull(p - (1 - p) / b);
}

/** Probability of a positive Sharpe ratio from which a Kelly fraction may be shown. */
const KELLY_MINIMUM_PSR = 0.95;

/**
 * What may be advised: half of Kelly, never below 0, and null unless the edge itself is likely
 * (`psr` >= 0.95). Half, because the estimate of the edge is the noisiest number of all.
 */
export function halfKelly(fraction: number | null, psr: number | null): number | null {
  if (fraction === null || psr === null || psr < KELLY_MINIMUM_PSR) return null;
  return Math.max(0, fraction) / 2;
}

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
 * Minimum track record: how many returns are needed to call this Sharpe ratio positive with 95 %
 * confidence, 1 + (1 - g3 SR + (g4-1)/4 SR^2) (z / SR)^2; not rounded. INFINITE for SR <= 0;
 * null for n < 10, no spread, or a factor that is not positive. Same source.
 */
export function minimumTrackRecord(returns: readonly number[]): Extended {
  const ratio = sharpe(returns);
  if (ratio === null || returns.length < MINIMUM_COUNT) return null;
  if (ratio <= 0) return INFINITE;
  const factor = varianceFactor(returns, ratio);
  if (!(factor > 0)) return null;
  return finiteOrNull(1 + factor * (normalQuantile(0.95) / ratio) ** 2);
}

/**
 * Best day / total net result (prop-firm consistency rule; above 1 when the other days lose);
 * null unless the total is positive.
 */
export function bestShareOfNet(days: readonly number[]): number | null {
  const net = sum(days);
  const best = largest(days);
  return best === null || !(net > 0) ? null : finiteOrNull(best / net);
}

/** Best day / sum of the days above zero, 0..1; null without such a day. */
export function bestShareOfGains(days: readonly number[]): number | null {
  const best = largest(days);
  return best === null || !(best > 0) ? null : finiteOrNull(best / grossGain(days));
}
