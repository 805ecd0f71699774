import { quantileOfSorted, sorted } from "../stats/moments.ts";

/** The middle value, the mean of the two middle ones where their number is even. Empty: null. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/** The value below which the fraction `p01` of the values lies (type 7, see stats). Empty: null. */
export function quantile(values: readonly number[], p01: number): number | null {
  return values.length === 0 ? null : quantileOfSorted(sorted(values), p01);
}

/** The value cut down to the range from `low` to `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** How many previous trades make the base that a lot, a risk or an R is compared with. */
export const BASE_WINDOW = 20;
