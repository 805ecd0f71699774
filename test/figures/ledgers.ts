import { currencyOf, toMinor } from "../../src/base/money.ts";
import type { Ledger, LedgerDay } from "../../src/model.ts";

export const USD = currencyOf("USD");

/** One trade of a made-up ledger; times in epoch seconds. */
export interface Row {
  date: string;
  result: number;
  entry?: number;
  exit?: number;
  commission?: number;
  swap?: number;
  fee?: number;
}

/** A ledger of these trades, in the order given; days in order of their date. */
export function ledgerOf(
  rows: readonly Row[],
  start: number | null = null,
): Ledger<"entry" | "exit" | "commission" | "swap" | "fee"> & { stop_loss?: undefined } {
  const dates = [...new Set(rows.map((row) => row.date))].sort();
  let balance = start;
  const days = dates.map((date): LedgerDay => {
    const results = rows.filter((row) => row.date === date).map((row) => row.result);
    const total = results.reduce((a, b) => a + b, 0);
    const day = {
      // The same day is the same session, in whichever ledger.
      session_id: Date.parse(date) / 86_400_000,
      session_date: date,
      total_trades: results.length,
      total_profit_loss: total,
      market_conditions: "normal",
      emotions: "netral",
      moods: [],
      risk_score: null,
      balance,
      flows: [],
    };
    if (balance !== null) balance += total;
    return day;
  });
  const numbers = (of: (row: Row) => number | undefined) =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN);
  const money = (of: (row: Row) => number | undefined) =>
    numbers((row) => {
      const value = of(row);
      return value === undefined ? undefined : toMinor(value, USD);
    });
  return {
    n: rows.length,
    days,
    id: Float64Array.from(rows, (_, index) => index + 1),
    day: Int32Array.from(rows, (row) => dates.indexOf(row.date)),
    minor: money((row) => row.result),
    parts: [],
    entry: numbers((row) => row.entry),
    exit: numbers((row) => row.exit),
    commission: money((row) => row.commission),
    swap: money((row) => row.swap),
    fee: money((row) => row.fee),
  };
}
