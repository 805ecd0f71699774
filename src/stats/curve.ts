import { allFinite, finiteOrNull, type Values } from "./moments.ts";

/** The two maxima of a drawdown, which may lie at different times. */
export type Drawdown = {
  /** Largest fall from a peak, in money (MT5 `Balance Drawdown Maximal`); >= 0. */
  readonly amount: number;
  /** Largest fall as a fraction of its peak (MT5 `Relative`); null when no peak was positive. */
  readonly fraction: number | null;
};

/**
 * Maximal drawdown of a curve whose first point is the start; all zero for a curve that never
 * falls, null for an empty one. Source: MT5 testing report; quantstats and empyrical report
 * `fraction` with a negative sign.
 */
export function maximalDrawdown(curve: Values): Drawdown | null {
  if (curve.length === 0 || !allFinite(curve)) return null;
  let peak = Number.NEGATIVE_INFINITY;
  let amount = 0;
  let fraction: number | null = null;
  for (let i = 0; i < curve.length; i++) {
    const level = curve[i] ?? 0;
    if (level > peak) peak = level;
    const fall = peak - level;
    if (fall > amount) amount = fall;
    if (peak > 0 && (fraction === null || fall / peak > fraction)) fraction = fall / peak;
  }
  return { amount, fraction };
}

/** How far the curve ever fell below its first point, max(0, first - min); MT5 `Absolute`. */
export function absoluteDrawdown(curve: Values): number | null {
  const first = curve[0];
  if (first === undefined) return null;
  let least = first;
  for (let i = 1; i < curve.length; i++) least = Math.min(least, at(curve, i));
  return finiteOrNull(Math.max(0, first - least));
}

/** A time below an earlier peak. */
export type Underwater = {
  /** From the peak to its recovery, or to the last point; in the unit of the times. */
  readonly length: number;
  /** The same in steps of the curve. */
  readonly steps: number;
  /** The point of the peak. */
  readonly peak: number;
  /** Whether the peak was reached again. */
  readonly recovered: boolean;
};

/**
 * The longest time from a peak to its recovery, or to the last point when there was none, by the
 * clock of `times` (one for each point, ascending; ffn and quantstats use calendar days too).
 * Of equal lengths the first. Null when the curve never falls, or the lengths differ.
 */
export function longestUnderwater(curve: Values, times: Values): Underwater | null {
  if (curve.length !== times.length || !allFinite(curve) || !allFinite(times)) {
    return null;
  }
  let peak = 0;
  let longest: Underwater | null = null;
  for (let i = 1; i < curve.length; i++) {
    const recovered = (curve[i] ?? 0) >= (curve[peak] ?? 0);
    if ((recovered && i - peak > 1) || (!recovered && i === curve.length - 1)) {
      const length = at(times, i) - at(times, peak);
      if (longest === null || length > longest.length) {
        longest = { length, steps: i - peak, peak, recovered };
      }
    }
    if (recovered) peak = i;
  }
  return longest;
}

/** True when the curve ends below its highest point. */
export function endsUnderwater(curve: Values): boolean {
  const last = curve.at(-1) ?? 0;
  return curve.some((level) => level > last);
}

/**
 * Net change / maximal drawdown in money; null without a drawdown. MT5 `Recovery Factor` uses the
 * drawdown of equity, which closed amounts do not show, so this value is never below MT5's
 * for a gain.
 */
export function recoveryFactor(
  curve: Values,
  drawdown: Drawdown | null = maximalDrawdown(curve),
): number | null {
  const net = at(curve, curve.length - 1) - at(curve, 0);
  return drawdown !== null && drawdown.amount > 0 ? finiteOrNull(net / drawdown.amount) : null;
}

/** Runs of amounts of one sign; a zero ends a run and belongs to none. */
export type Streaks = {
  /** Longest run, 0 when there is none. MT5 `Maximum consecutive wins/losses`. */
  readonly longest: number;
  /** Largest absolute sum of a run, signed. MT5 `Maximal consecutive profit/loss`. */
  readonly extremeAmount: number;
  /** Length of the run with that sum. */
  readonly extremeLength: number;
};

/** Streaks of the amounts above zero (`sign` 1) or below zero (`sign` -1), in the given order. */
export function streaks(amounts: Values, sign: 1 | -1): Streaks {
  let longest = 0;
  const extreme = { length: 0, amount: 0 };
  let length = 0;
  let sum = 0;
  for (let i = 0; i < amounts.length; i++) {
    const amount = amounts[i] ?? 0;
    if (!(amount * sign > 0)) {
      length = 0;
      sum = 0;
      continue;
    }
    length++;
    sum += amount;
    // A run only grows, in length and in its sum: its best is what it is at its end.
    if (length > longest) longest = length;
    if (Math.abs(sum) > Math.abs(extreme.amount)) {
      extreme.length = length;
      extreme.amount = sum;
    }
  }
  return { longest, extremeAmount: extreme.amount, extremeLength: extreme.length };
}

/**
 * P(at least `length` in a row within `count` independent trials), each with probability `p`.
 * Recursion over the trial at which the first such run is complete:
 * P(i) = P(i-1) + (1-p) p^k (1 - P(i-k-1)), P(k) = p^k. Only sums of positive terms, so small
 * probabilities keep their digits. 1 for length <= 0; null unless 0 <= p <= 1.
 */
export function longRunProbability(count: number, p: number, length: number): number | null {
  if (!(p >= 0 && p <= 1)) return null;
  if (length <= 0) return 1;
  if (length > count) return 0;
  const complete = p ** length;
  const reached = new Float64Array(count + 1);
  reached[length] = complete;
  for (let i = length + 1; i <= count; i++) {
    const free = 1 - (reached[i - length - 1] ?? 0);
    reached[i] = (reached[i - 1] ?? 0) + (1 - p) * complete * free;
  }
  return Math.min(1, reached[count] ?? 0);
}

/** From so many expected ends of a run on, the approximation is off by 0.02 at most. */
const MANY_RUNS = 5_000;
const EULER = 0.5772156649015329;

/**
 * Expected longest run in `count` independent trials of probability `p`: the exact sum over k of
 * P(longest >= k); in long rows, where that would take a second, the approximation of Schilling
 * 1990, log(n(1-p)) / log(1/p) + 0.5772 / log(1/p) - 1/2. Null unless 0 <= p <= 1.
 */
export function expectedLongestRun(count: number, p: number): number | null {
  if (!(p >= 0 && p <= 1)) return null;
  const ends = count * (1 - p);
  if (p > 0 && ends > MANY_RUNS) return (Math.log(ends) + EULER) / -Math.log(p) - 0.5;
  let expected = 0;
  for (let length = 1; length <= count; length++) {
    const term = longRunProbability(count, p, length) ?? 0;
    expected += term;
    // The terms fall at least as fast as count * p^k: the rest is below the last digit.
    if (p < 1 && term < (1 - p) * 1e-17) break;
  }
  return expected;
}

/**
 * `exposure` of spans in ascending order of their starts, given as two columns; of both those at
 * `places` alone, in their order, where some are left out.
 */
export function exposureInOrder(
  starts: ArrayLike<number>,
  ends: ArrayLike<number>,
  places?: Int32Array | null,
): number | null {
  const n = places?.length ?? starts.length;
  const first = at(starts, places?.[0] ?? 0);
  let [covered, reach] = [0, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < n; i++) {
    const place = places?.[i] ?? i;
    const end = at(ends, place);
    covered += Math.max(0, end - Math.max(reach, at(starts, place)));
    reach = Math.max(reach, end);
  }
  return reach > first ? finiteOrNull(covered / (reach - first)) : null;
}

/** Where the deepest fall of a curve lies, as places in it. */
export type Fall = {
  /** Where the highest value before it was reached. */
  readonly peak: number;
  readonly trough: number;
  /** First place after the trough where the peak was reached again; null: not yet. */
  readonly recovered: number | null;
};

/**
 * The largest fall of a curve below its highest value so far, in units of the curve: the place of
 * maximalDrawdown's `amount`; with a `base`, the largest as a share of base + peak. Of equal falls
 * the first. Null for a curve that never falls.
 */
export function deepestFall(curve: ArrayLike<number>, base: number | null = null): Fall | null {
  let peak = 0;
  let worst: { peak: number; trough: number; depth: number } | null = null;
  for (let i = 1; i < curve.length; i++) {
    const high = at(curve, peak);
    const depth = (high - at(curve, i)) / (base === null ? 1 : base + high);
    if (depth <= 0) peak = i;
    else if (depth > (worst?.depth ?? 0)) worst = { peak, trough: i, depth };
  }
  if (worst === null) return null;
  const high = at(curve, worst.peak);
  for (let i = worst.trough + 1; i < curve.length; i++) {
    if (at(curve, i) >= high) return { peak: worst.peak, trough: worst.trough, recovered: i };
  }
  return { peak: worst.peak, trough: worst.trough, recovered: null };
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
