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
 * maximalDrawdown's `amount`. Of equal falls the first. Null for a curve that never falls.
 */
export function deepestFall(curve: ArrayLike<number>): Fall | null {
  let peak = 0;
  let worst: { peak: number; trough: number; depth: number } | null = null;
  for (let i = 1; i < curve.length; i++) {
    const depth = at(curve, peak) - at(curve, i);
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
