/** The middle value, the mean of the two middle ones where their number is even. Empty: null. */
export function median(values: readonly number[]): number | null {
  return quantile(values, 0.5);
}

/**
 * The value below which the fraction `p01` of the values lies, linear between neighbours (type 7
 * of Hyndman & Fan 1996, the default of R and numpy). Empty: null.
 */
export function quantile(values: readonly number[], p01: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * p01;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (at - Math.floor(at));
}

/** The value cut down to the range from `low` to `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
