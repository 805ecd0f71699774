import { type Currency, fromMinor, scaleOf } from "../base/money.ts";
import type { Ledger } from "../model.ts";
import type { Multiples } from "./multiples.ts";
import { growthOf, rowAt, stepsOf, type TimedLedger } from "./steps.ts";

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
  /** A part of a position in these units; null where only a whole position has a value. */
  partOf: ((minor: number) => number) | null;
}

/** Results in money. */
export function moneySeries({ n, minor }: Pick<Ledger, "n" | "minor">, currency: Currency): Series {
  const scale = scaleOf(currency);
  return { unit: "money", values: minor, scale, known: n, partOf: (part) => part };
}

/** Results as multiples of the planned loss; the usual one stands where a trade's own is unknown. */
export function multipleSeries({ r, known }: Multiples): Series {
  return { unit: "r", values: r, scale: 1, known, partOf: null };
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
  ledger: TimedLedger,
  multiples: Multiples,
  currency: Currency,
  balance: number | null,
): Series {
  const { n } = ledger;
  if (balance !== null && balance > 0) {
    const share = (minor: number) => (100 * fromMinor(minor, currency)) / balance;
    const values = growthShares(ledger, currency, share) ?? ledger.minor.map(share);
    return { unit: "percent", values, scale: 1, known: n, partOf: share };
  }
  if (isCovered(multiples, n)) return multipleSeries(multiples);
  return { unit: "sign", values: ledger.minor.map(Math.sign), scale: 1, known: n, partOf: null };
}

/**
 * What each result added to the growth of the account, in percent of its start: the shares add up
 * to the growth, whatever was paid in or out. Null: a balance is unknown or spent.
 */
function growthShares(
  ledger: TimedLedger,
  currency: Currency,
  partOf: (minor: number) => number,
): Float64Array | null {
  const steps = stepsOf(ledger);
  const growth = growthOf(ledger, currency, steps);
  if (growth === null) return null;
  const shares = new Float64Array(ledger.n);
  for (let at = 0; at < steps.n; at++) {
    const row = rowAt(steps, at);
    if (row >= 0) shares[row] = 100 * ((growth[at + 1] ?? 0) - (growth[at] ?? 0));
  }
  // A position's value is that of the whole of it.
  for (const { row, minor } of ledger.parts) {
    if (row >= 0) shares[row] = (shares[row] ?? 0) + partOf(minor);
  }
  return shares;
}
