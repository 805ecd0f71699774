import { allFinite } from "./finite.ts";
import { differenceInterval, type Interval } from "./intervals.ts";
import { mean } from "./moments.ts";

/** A ratio with its interval, and whether that lies inside the margin. */
export type Equivalence = {
  readonly ratio: number;
  readonly interval: Interval;
  readonly equivalent: boolean;
};

/**
 * Two one-sided tests (Schuirmann 1987) at 5 % each that the ratio of two typical sizes lies
 * inside 1/margin..margin: true when its 90 % interval does. `logsA` and `logsB` are natural
 * logarithms; the ratio is exp(mean a - mean b), its interval Welch's. Two sides without any
 * spread are compared directly. Null when a side has fewer than 2 values,
 * or an end of the interval is past the largest number.
 */
export function ratioEquivalence(
  logsA: readonly number[],
  logsB: readonly number[],
  margin: number,
): Equivalence | null {
  if (logsA.length < 2 || logsB.length < 2 || !allFinite([...logsA, ...logsB])) return null;
  const difference = mean(logsA) - mean(logsB);
  const logs = differenceInterval(logsA, logsB, 0.9) ?? { low: difference, high: difference };
  const limit = Math.log(margin);
  const interval = { low: Math.exp(logs.low), high: Math.exp(logs.high) };
  if (!Number.isFinite(interval.high)) return null;
  return {
    ratio: Math.exp(difference),
    interval,
    equivalent: logs.low >= -limit && logs.high <= limit,
  };
}
