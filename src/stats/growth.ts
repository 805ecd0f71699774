import { finiteOrNull } from "./finite.ts";
import { mean } from "./moments.ts";

/** Days of a year in calendar growth. */
const DAYS_PER_YEAR = 365.25;

/** The curve `start, start + a1, start + a1 + a2, ...`: n + 1 points for n amounts. */
export function cumulate(start: number, amounts: readonly number[]): number[] {
  const curve = [start];
  let level = start;
  for (const amount of amounts) {
    level += amount;
    curve.push(level);
  }
  return curve;
}

/**
 * Growth factors level[i] / level[i-1] of a curve (mql5: holding period returns); null when a
 * level that is divided by is not positive, for growth from nothing has no factor.
 */
export function growthFactors(curve: readonly number[]): number[] | null {
  if (curve.slice(0, -1).some((level) => !(level > 0))) return null;
  return curve.slice(1).map((level, i) => level / (curve[i] ?? Number.NaN));
}

/** Growth factors less one: the return of each period on the level at its start. */
export function periodReturns(curve: readonly number[]): number[] | null {
  return growthFactors(curve)?.map((factor) => factor - 1) ?? null;
}

/** Arithmetic mean of the growth factors; MT5 `AHPR`. Null for fewer than two points. */
export function arithmeticGrowth(curve: readonly number[]): number | null {
  const factors = growthFactors(curve);
  return factors === null ? null : finiteOrNull(mean(factors));
}

/** (last / first)^(1/n) over n periods; MT5 `GHPR`. Null when an end is not positive. */
export function geometricGrowth(curve: readonly number[]): number | null {
  return compoundGrowth(curve, curve.length - 1);
}

/**
 * Compound annual growth (last / first)^(365.25 / days) - 1 as a fraction, calendar time (ffn);
 * money moved in or out must have been taken from the curve before. Null when an end of the curve
 * is not positive or days <= 0. Not worth printing below REPORTABLE.growthDays.
 */
export function annualGrowth(curve: readonly number[], days: number): number | null {
  const factor = compoundGrowth(curve, days / DAYS_PER_YEAR);
  return factor === null ? null : factor - 1;
}

function compoundGrowth(curve: readonly number[], periods: number): number | null {
  const first = curve[0] ?? 0;
  const last = curve.at(-1) ?? 0;
  if (!(first > 0 && last > 0 && periods > 0)) return null;
  return finiteOrNull((last / first) ** (1 / periods));
}
