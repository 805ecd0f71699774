import { currencyOf, formatMoney } from "../base/money.ts";
import { formatNumber, roundHalfAway } from "../base/numbers.ts";
import { moneyLabels, shortMoney } from "../base/short-money.ts";
import type { Unit } from "../figures/units.ts";

/** How the values of a chart are written. */
export interface UnitWords {
  unit: Unit;
  /** In full, with a sign: "+$1,234.50", "-1,25%", "+0,50R". */
  long(value: number): string;
  /** In a few characters with a sign, for small fields: "+1.2k", "-1,3%". */
  short(value: number): string;
  /** Labels of evenly spaced values, all in one form. */
  axis(ticks: readonly number[]): string[];
}

/** The words for a unit; money in the currency with this code. */
export function unitWords(unit: Unit, code: string): UnitWords {
  if (unit === "money") {
    const currency = currencyOf(code);
    return {
      unit,
      long: (value) => formatMoney(roundHalfAway(value, 8), currency, { sign: true }),
      short: (value) => shortMoney(value, currency),
      axis: (ticks) => moneyLabels(ticks, currency),
    };
  }
  const mark = { percent: "%", r: "R", sign: "" }[unit];
  const write = (value: number, digits: number, options: { sign?: boolean; trim?: boolean }) =>
    `${formatNumber(value, digits, options)}${mark}`;
  return {
    unit,
    long: (value) => write(value, unit === "sign" ? 0 : 2, { sign: true }),
    short: (value) => write(value, shortDigits(value), { sign: true, trim: true }),
    axis: (ticks) => ticks.map((tick) => write(tick, 6, { trim: true })),
  };
}

/** About three figures. */
function shortDigits(value: number): number {
  const size = Math.abs(value);
  if (size >= 99.95) return 0;
  return size >= 9.995 ? 1 : 2;
}
