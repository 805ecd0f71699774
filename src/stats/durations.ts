import { allFinite, finiteOrNull } from "./finite.ts";
import { mean, median, sorted } from "./moments.ts";

/** A span of time; any unit, `end` >= `start`. */
export type Span = { readonly start: number; readonly end: number };

/** Summary of lengths of time, in their unit. */
export type DurationSummary = {
  readonly minimum: number;
  readonly mean: number;
  readonly median: number;
  readonly maximum: number;
};

/** Smallest, mean, median and largest duration; null for none. MT5 `position holding time`. */
export function summariseDurations(durations: readonly number[]): DurationSummary | null {
  const ascending = sorted(durations);
  const minimum = ascending[0];
  const maximum = ascending.at(-1);
  if (minimum === undefined || maximum === undefined || !allFinite(durations)) return null;
  return { minimum, mean: mean(durations), median: median(durations), maximum };
}

/** median(a) / median(b), e.g. holding of losers over winners; null if b is empty or its 0. */
export function medianRatio(a: readonly number[], b: readonly number[]): number | null {
  return finiteOrNull(median(a) / median(b));
}

/** Length of the union of the spans: overlapping time counts once; 0 for none. */
export function unionLength(spans: readonly Span[]): number {
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  return unionInOrder(
    ordered.map((span) => span.start),
    ordered.map((span) => span.end),
  );
}

function unionInOrder(starts: ArrayLike<number>, ends: ArrayLike<number>): number {
  let covered = 0;
  let reach = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < starts.length; i++) {
    const end = ends[i] ?? Number.NaN;
    covered += Math.max(0, end - Math.max(reach, starts[i] ?? Number.NaN));
    reach = Math.max(reach, end);
  }
  return covered;
}

/**
 * Exposure: union of the spans / (last end - first start), calendar time; null for none or a
 * total of no length.
 */
export function exposure(spans: readonly Span[]): number | null {
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  return exposureInOrder(
    ordered.map((span) => span.start),
    ordered.map((span) => span.end),
  );
}

/** `exposure` of spans in ascending order of their starts, given as two columns. */
export function exposureInOrder(starts: ArrayLike<number>, ends: ArrayLike<number>): number | null {
  const first = starts[0] ?? Number.NaN;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < ends.length; i++) last = Math.max(last, ends[i] ?? Number.NaN);
  return last > first ? finiteOrNull(unionInOrder(starts, ends) / (last - first)) : null;
}
