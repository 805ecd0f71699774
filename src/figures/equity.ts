import { type Currency, fromMinor, toMinor } from "../base/money.ts";
import { deepestFall } from "../stats/fall.ts";

/** One result that moves the curve: a day's, or a trade's. */
export interface EquityStep {
  session_date: string;
  /** Of a trade. */
  id?: number;
  /** Net result in minor units. */
  minor: number;
}

/** The curve after one step; money in the currency. */
export interface EquityPoint {
  session_date: string;
  id?: number;
  profit_loss: number;
  /** Balance, or the sum of results where the balance is unknown. */
  value: number;
  /** The highest value so far, the start included. */
  peak: number;
}

/** The deepest fall of the curve. */
export interface EquityFall {
  amount: number;
  /** Of the peak's balance, as a fraction of 1; null: the balance is unknown or was not positive. */
  fraction: number | null;
  /** Null: the peak is the start itself. */
  peak_date: string | null;
  trough_date: string;
  /** Null: not yet made good. */
  recovered_date: string | null;
}

export interface Equity {
  kind: "balance" | "result";
  by: "day" | "trade";
  /** Value before the first step. */
  start: number;
  points: EquityPoint[];
  /** Null: the curve never falls. */
  drawdown: EquityFall | null;
  /** Whether the curve ends below its highest value. */
  underwater: boolean;
}

/**
 * The curve that the steps draw from a balance (null: unknown, then from 0). Deposits and
 * withdrawals are no steps: they are not earned.
 */
export function equityOf(
  steps: readonly EquityStep[],
  balance: number | null,
  by: Equity["by"],
  currency: Currency,
): Equity {
  const start = balance === null ? 0 : toMinor(balance, currency);
  const curve = new Float64Array(steps.length + 1);
  curve[0] = start;
  let highest = start;
  const points = steps.map(({ session_date, id, minor }, index): EquityPoint => {
    const level = (curve[index] ?? 0) + minor;
    curve[index + 1] = level;
    highest = Math.max(highest, level);
    return {
      ...{ session_date, ...(id === undefined ? {} : { id }) },
      profit_loss: fromMinor(minor, currency),
      value: fromMinor(level, currency),
      peak: fromMinor(highest, currency),
    };
  });
  const kind = balance === null ? "result" : "balance";
  const last = curve[steps.length] ?? start;
  return {
    ...{ kind, by, start: fromMinor(start, currency), points },
    drawdown: fallOf(curve, steps, kind, currency),
    underwater: last < highest,
  };
}

function fallOf(
  curve: Float64Array,
  steps: readonly EquityStep[],
  kind: Equity["kind"],
  currency: Currency,
): EquityFall | null {
  const fall = deepestFall(curve);
  if (fall === null) return null;
  const dateOf = (place: number | null) =>
    place === null ? null : (steps[place - 1]?.session_date ?? null);
  const peak = curve[fall.peak] ?? 0;
  const depth = peak - (curve[fall.trough] ?? 0);
  return {
    amount: fromMinor(depth, currency),
    fraction: kind === "balance" && peak > 0 ? depth / peak : null,
    peak_date: dateOf(fall.peak),
    trough_date: dateOf(fall.trough) ?? "",
    recovered_date: dateOf(fall.recovered),
  };
}
