import { allFinite, finiteOrNull } from "./finite.ts";
import { mean } from "./moments.ts";

/** The two maxima of a drawdown, which may lie at different times, each with its companion. */
export type Drawdown = {
  /** Largest fall from a peak, in money (MT5 `Balance Drawdown Maximal`); >= 0. */
  readonly amount: number;
  /** That fall as a fraction of its peak; null when the peak was not positive. */
  readonly amountFraction: number | null;
  /** Largest fall as a fraction of its peak (MT5 `Relative`); null when no peak was positive. */
  readonly fraction: number | null;
  /** That fall in money; null with `fraction`. */
  readonly fractionAmount: number | null;
};

/** Highest level up to and including each point. */
function peaks(curve: readonly number[]): number[] {
  let peak = Number.NEGATIVE_INFINITY;
  return curve.map((level) => {
    if (level > peak) peak = level;
    return peak;
  });
}

/**
 * Maximal drawdown of a curve whose first point is the start; all zero for a curve that never
 * falls, null for an empty one. Source: MT5 testing report; quantstats and empyrical report
 * `fraction` with a negative sign.
 */
export function maximalDrawdown(curve: readonly number[]): Drawdown | null {
  if (curve.length === 0 || !allFinite(curve)) return null;
  let peak = Number.NEGATIVE_INFINITY;
  let byAmount = { fall: 0, peak: at(curve, 0) };
  let byFraction: typeof byAmount | null = null;
  for (const level of curve) {
    if (level > peak) peak = level;
    const fall = peak - level;
    if (fall > byAmount.fall) byAmount = { fall, peak };
    if (!(peak > 0)) continue;
    if (byFraction === null || fall / peak > byFraction.fall / byFraction.peak) {
      byFraction = { fall, peak };
    }
  }
  return {
    amount: byAmount.fall,
    amountFraction: byAmount.peak > 0 ? byAmount.fall / byAmount.peak : null,
    fraction: byFraction === null ? null : byFraction.fall / byFraction.peak,
    fractionAmount: byFraction?.fall ?? null,
  };
}

/** How far the curve ever fell below its first point, max(0, first - min); MT5 `Absolute`. */
export function absoluteDrawdown(curve: readonly number[]): number | null {
  const [first] = curve;
  if (first === undefined) return null;
  return finiteOrNull(Math.max(0, first - curve.reduce((a, b) => Math.min(a, b))));
}

/** A time below an earlier peak. */
export type Underwater = {
  /** From the peak to its recovery, or to the last point; in the unit of the times. */
  readonly length: number;
  /** The same in steps of the curve. */
  readonly steps: number;
  /** Whether the peak was reached again. */
  readonly recovered: boolean;
};

/**
 * The longest time from a peak to its recovery, or to the last point when there was none, by the
 * clock of `times` (one for each point, ascending; ffn and quantstats use calendar days too).
 * Of equal lengths the first. Null when the curve never falls, or the lengths differ.
 */
export function longestUnderwater(
  curve: readonly number[],
  times: readonly number[],
): Underwater | null {
  if (curve.length !== times.length || !allFinite(curve) || !allFinite(times)) {
    return null;
  }
  let peak = 0;
  let longest: Underwater | null = null;
  for (let i = 1; i < curve.length; i++) {
    const recovered = at(curve, i) >= at(curve, peak);
    if ((recovered && i - peak > 1) || (!recovered && i === curve.length - 1)) {
      const length = at(times, i) - at(times, peak);
      if (longest === null || length > longest.length) {
        longest = { length, steps: i - peak, recovered };
      }
    }
    if (recovered) peak = i;
  }
  return longest;
}

/** True when the curve ends below its highest point. */
export function endsUnderwater(curve: readonly number[]): boolean {
  return (peaks(curve).at(-1) ?? 0) > (curve.at(-1) ?? 0);
}

/**
 * Net change / maximal drawdown in money; null without a drawdown. MT5 `Recovery Factor` uses the
 * drawdown of equity, which closed amounts do not show, so this value is never below MT5's
 * for a gain.
 */
export function recoveryFactor(curve: readonly number[]): number | null {
  const drawdown = maximalDrawdown(curve);
  const net = at(curve, curve.length - 1) - at(curve, 0);
  return drawdown !== null && drawdown.amount > 0 ? finiteOrNull(net / drawdown.amount) : null;
}

/**
 * Ulcer index in percent: sqrt(mean((100 fall / peak)^2)) over all points, the start included
 * (Martin; ffn). Null for an empty curve or a peak that is not positive.
 */
export function ulcerIndex(curve: readonly number[]): number | null {
  const highest = peaks(curve);
  if (highest.some((peak) => !(peak > 0))) return null;
  const squares = curve.map((level, i) => {
    const peak = at(highest, i);
    return ((100 * (peak - level)) / peak) ** 2;
  });
  return finiteOrNull(Math.sqrt(mean(squares)));
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? Number.NaN;
}
