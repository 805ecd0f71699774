/** Both ends of an interval. */
export type Interval = { readonly low: number; readonly high: number };

/** z of a one-sided bound at 95 %. */
export const Z_ONE_SIDED_95 = 1.6448536269514722;

/**
 * Wilson's score interval of a share for a given z; inside 0..1 and valid for 0 and all hits. Null
 * for count 0 or impossible hits. Needs no probability library. Wilson 1927.
 */
export function wilsonAt(hits: number, count: number, z: number): Interval | null {
  if (!(count > 0 && hits >= 0 && hits <= count)) return null;
  const share = hits / count;
  const scale = 1 + z ** 2 / count;
  const spread = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const centre = share + z ** 2 / (2 * count);
  // At 0 and all hits an end is exactly the share; rounding must not push it outside 0..1.
  return {
    low: hits === 0 ? 0 : (centre - spread) / scale,
    high: hits === count ? 1 : (centre + spread) / scale,
  };
}
