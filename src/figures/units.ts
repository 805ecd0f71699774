import { type Currency, fromMinor } from "../base/money.ts";
import type { Ledger } from "../model-ledger.ts";
import type { Multiples } from "./multiples.ts";

/**
 * What results are measured in: money, percent of the balance at the start, multiples of the
 * planned loss, or just won (1) and lost (-1).
 */
export type Unit = "money" | "percent" | "r" | "sign";

/** One number a trade, in the ledger's order. */
export interface Series {
  unit: Unit;
  /** In units of 1 / `scale`, so that money adds up exactly; NaN: unknown. */
  values: Float64Array;
  scale: number;
  /** How many are known. */
  known: number;
}

/** Results in money. */
export function moneySeries(ledger: Ledger, currency: Currency): Series {
  const scale = 10 ** currency.storedDigits;
  return { unit: "money", values: ledger.minor, scale, known: ledger.n };
}

/** Results as multiples of the planned loss, only where a trade has a plan of its own. */
export function multipleSeries({ r, imputed, known }: Multiples): Series {
  const values = r.map((value, row) => (imputed[row] === 1 ? Number.NaN : value));
  return { unit: "r", values, scale: 1, known };
}

/** From this share of trades with a plan on, R speaks for all of them. */
const ENOUGH = 0.5;

/** Whether R is known for enough trades to be shown alone. */
export function isCovered(multiples: Multiples, n: number): boolean {
  return n > 0 && multiples.known / n >= ENOUGH;
}

/**
 * Results without money: in percent of the balance at the start where it is known, else in R where
 * that is known for most trades, else only won or lost.
 */
export function maskedSeries(
  ledger: Ledger,
  multiples: Multiples,
  currency: Currency,
  balance: number | null,
): Series {
  const { n } = ledger;
  if (balance !== null && balance > 0) {
    const values = ledger.minor.map((minor) => (100 * fromMinor(minor, currency)) / balance);
    return { unit: "percent", values, scale: 1, known: n };
  }
  if (isCovered(multiples, n)) return multipleSeries(multiples);
  return { unit: "sign", values: ledger.minor.map(Math.sign), scale: 1, known: n };
}
