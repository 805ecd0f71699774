import { finiteOrNull } from "./finite.ts";
import { isConstant, mean, variance } from "./moments.ts";
import { decidedWinRate, payoffRatio } from "./outcomes.ts";

/**
 * Kelly fraction p - (1-p)/b with p = gains / (gains + losses) and b = payoff ratio; may be
 * negative. Null without a gain or without a loss. Kelly 1956; quantstats.
 */
export function kellyFraction(amounts: readonly number[]): number | null {
  const p = decidedWinRate(amounts);
  const b = payoffRatio(amounts);
  return p === null || b === null ? null : finiteOrNull(p - (1 - p) / b);
}

/** Probability of a positive Sharpe ratio from which a Kelly fraction may be shown. */
export const KELLY_MINIMUM_PSR = 0.95;

/**
 * What may be advised: half of Kelly, never below 0, and null unless the edge itself is likely
 * (`psr` >= 0.95). Half, because the estimate of the edge is the noisiest number of all.
 */
export function halfKelly(fraction: number | null, psr: number | null): number | null {
  if (fraction === null || psr === null || psr < KELLY_MINIMUM_PSR) return null;
  return Math.max(0, fraction) / 2;
}

/**
 * P(equity ever falls by the fraction `drawdown` from here) when each bet risks the fraction
 * `risk` and returns `risk` times a multiple drawn from `multiples`:
 * min(1, exp(-2 m d / s^2)), m and s^2 (ddof 1) of ln(1 + risk R), d = -ln(1 - drawdown).
 * First passage of the Brownian motion of log equity. 1 when m <= 0 or one bet can lose all;
 * 0 for a steady gain. Null for n < 2 or unless 0 < drawdown < 1. Multiples of bets without a
 * known risk must be imputed before, not dropped.
 */
export function riskOfRuin(
  multiples: readonly number[],
  risk: number,
  drawdown: number,
): number | null {
  if (multiples.length < 2 || !(drawdown > 0 && drawdown < 1)) return null;
  if (multiples.some((multiple) => 1 + risk * multiple <= 0)) return 1;
  const logs = multiples.map((multiple) => Math.log1p(risk * multiple));
  const drift = mean(logs);
  if (drift <= 0) return 1;
  if (isConstant(logs)) return 0;
  const distance = -Math.log1p(-drawdown);
  return finiteOrNull(Math.min(1, Math.exp((-2 * drift * distance) / variance(logs))));
}
