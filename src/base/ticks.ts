const MANTISSAS = [1, 2, 5, 10];
/** More figures than this are noise of binary fractions. */
const FIGURES = 12;

/** Below this numbers lose their figures. */
const SMALLEST = 1e-290;

/** The smallest of 1, 2, 5 × a power of ten with which `span` has at most `most` steps; span > 0. */
export function niceStep(span: number, most: number): number {
  const least = Math.max(SMALLEST, span / most);
  const power = Math.floor(Math.log10(least));
  for (const mantissa of MANTISSAS) {
    // Read as a decimal: 10 ** -2 * 5 is not always 0.05.
    const step = Number(`${mantissa}e${power}`);
    if (step * (1 + 1e-9) >= least) return step;
  }
  return Number(`1e${power + 1}`);
}

/**
 * Values at which an axis from `low` to `high` is labelled: multiples of a nice step, the first at
 * or below `low`, the last at or above `high`, about `most` of them. Equal ends get room on both
 * sides. Finite numbers whose difference is finite.
 */
export function niceTicks(low: number, high: number, most: number): number[] {
  if (low === high) {
    const room = Math.abs(low) < SMALLEST ? 1 : Math.abs(low) / 20;
    return niceTicks(low - room, high + room, most);
  }
  const step = niceStep(high - low, Math.max(1, most - 1));
  const ticks: number[] = [];
  const first = Math.floor(low / step + 1e-9);
  for (let k = first; ; k++) {
    const tick = Number((k * step).toPrecision(FIGURES)) + 0;
    ticks.push(tick);
    if (tick >= high || ticks.length > 2 * most + 2) return ticks;
  }
}
