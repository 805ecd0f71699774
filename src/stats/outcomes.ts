import { type Extended, finiteOrNull, INFINITE } from "./finite.ts";
import { mean, sum } from "./moments.ts";

/** How many amounts lie above, below and exactly at zero; `count` is all of them. */
export type OutcomeCounts = { count: number; gains: number; losses: number; zeros: number };

/** Counts the amounts by sign. */
export function countOutcomes(amounts: readonly number[]): OutcomeCounts {
  let gains = 0;
  let losses = 0;
  for (const amount of amounts) {
    if (amount > 0) gains++;
    else if (amount < 0) losses++;
  }
  return { count: amounts.length, gains, losses, zeros: amounts.length - gains - losses };
}

/** gains / count, zeros counted in the count (pyfolio `Percent profitable`); null without any. */
export function winRate(amounts: readonly number[]): number | null {
  const { count, gains } = countOutcomes(amounts);
  return finiteOrNull(gains / count);
}

/** gains / (gains + losses), zeros left out (quantstats `win_rate`); null without either. */
export function decidedWinRate(amounts: readonly number[]): number | null {
  const { gains, losses } = countOutcomes(amounts);
  return finiteOrNull(gains / (gains + losses));
}

/** Sum of the amounts above zero; 0 without any. MT5 `Gross Profit`. */
export function grossGain(amounts: readonly number[]): number {
  return sum(amounts.filter((amount) => amount > 0));
}

/** Sum of the amounts below zero, zero or negative. MT5 `Gross Loss`. */
export function grossLoss(amounts: readonly number[]): number {
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
export function expectedPayoff(amounts: readonly number[]): number | null {
  return finiteOrNull(mean(amounts));
}

/** Mean of the amounts above zero; null without any. */
export function averageGain(amounts: readonly number[]): number | null {
  return finiteOrNull(mean(amounts.filter((amount) => amount > 0)));
}

/** Mean of the amounts below zero (negative); null without any. */
export function averageLoss(amounts: readonly number[]): number | null {
  return finiteOrNull(mean(amounts.filter((amount) => amount < 0)));
}

/** Average gain / |average loss|; null without a gain or without a loss. quantstats. */
export function payoffRatio(amounts: readonly number[]): number | null {
  const gain = averageGain(amounts);
  const loss = averageLoss(amounts);
  return gain === null || loss === null ? null : finiteOrNull(gain / -loss);
}

/**
 * Expectancy per unit risked where the risk is unknown: mean / |average loss| (Tharp's
 * approximation); null without a loss.
 */
export function payoffPerAverageLoss(amounts: readonly number[]): number | null {
  const loss = averageLoss(amounts);
  return loss === null ? null : finiteOrNull(mean(amounts) / -loss);
}

/** Largest amount, which may be a loss; null for none. */
export function largest(amounts: readonly number[]): number | null {
  return finiteOrNull(amounts.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
}

/** Smallest amount, which may be a gain; null for none. */
export function smallest(amounts: readonly number[]): number | null {
  return finiteOrNull(amounts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
}

/**
 * |sum of costs| / sum of the gross amounts above zero: the share of gross gains that costs eat.
 * Costs are signed (a charge is negative); null without a gross gain.
 */
export function costShare(
  costs: readonly number[],
  grossAmounts: readonly number[],
): number | null {
  return finiteOrNull(Math.abs(sum(costs)) / grossGain(grossAmounts));
}
