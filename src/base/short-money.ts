import { type Currency, formatMoney, withSymbol } from "./money.ts";
import { roundHalfAway } from "./numbers.ts";
import { decimalParts, groupThousands } from "./text-decimal.ts";

/** Thousands, millions, ... as the users of the currency shorten them. */
const UNITS = {
  IDR: [
    [1, ""],
    [1e3, "rb"],
    [1e6, "jt"],
    [1e9, "M"],
    [1e12, "T"],
  ],
  other: [
    [1, ""],
    [1e3, "k"],
    [1e6, "M"],
    [1e9, "B"],
    [1e12, "T"],
  ],
} as const;

/** Amounts on an axis are written out below this. */
const WRITTEN_OUT = 100_000;

const unitsOf = ({ code }: Currency) => (code === "IDR" ? UNITS.IDR : UNITS.other);

/** The amount without sign, `digits` decimals at most, in the currency's own separators. */
function figures(amount: number, digits: number, { code }: Currency): string {
  const { whole, fraction } = decimalParts(amount, digits);
  const [group, point] = code === "IDR" ? [".", ","] : [",", "."];
  const shown = fraction.replace(/0+$/, "");
  return groupThousands(whole, group) + (shown === "" ? "" : point + shown);
}

/**
 * The amount in two or three figures, for a cell of a few characters: "+45", "-4.5", "+1.2k",
 * "-1,2jt" (rupiah: rb, jt, M, T). Always with its sign, zero without; `symbol` adds the currency.
 * What is not zero never reads as zero.
 */
export function shortMoney(
  value: number,
  currency: Currency,
  options: { symbol?: boolean } = {},
): string {
  const amount = Math.abs(value);
  const sign = value === 0 ? "" : value < 0 ? "-" : "+";
  const text = shortened(amount, currency);
  return options.symbol ? withSymbol(sign, text, currency) : sign + text;
}

function shortened(amount: number, currency: Currency): string {
  if (amount > 0 && amount < 0.01)
    return figures(amount, -Math.floor(Math.log10(amount)), currency);
  const units = unitsOf(currency);
  for (const [unit, suffix] of units) {
    const scaled = amount / unit;
    const digits = scaled >= 9.95 ? 0 : unit === 1 && scaled < 1 ? 2 : 1;
    // What rounds up to a thousand belongs to the next unit.
    const isLast = unit === units.at(-1)?.[0];
    if (roundHalfAway(scaled, digits) < 1_000 || isLast) {
      return figures(scaled, digits, currency) + suffix;
    }
  }
  return "";
}

/**
 * Labels of an axis at these amounts (evenly spaced), all in one form and no longer than needed to
 * be exact: "$10,500", "Rp12,5jt". No sign for gains.
 */
export function moneyLabels(ticks: readonly number[], currency: Currency): string[] {
  const most = Math.max(...ticks.map((tick) => Math.abs(tick)));
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  const units = unitsOf(currency);
  const [unit, suffix] =
    most < WRITTEN_OUT ? units[0] : (units.findLast(([one]) => one <= most) ?? units[0]);
  if (unit === 1 && !Number.isInteger(step)) {
    return ticks.map((tick) => formatMoney(tick, currency));
  }
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  return ticks.map((tick) => {
    const amount = figures(Math.abs(tick) / unit, digits, currency);
    const isZero = tick === 0;
    return withSymbol(tick < 0 ? "-" : "", isZero ? "0" : amount + suffix, currency);
  });
}
