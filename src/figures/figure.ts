import type { Currency } from "../text/currency.ts";
import type { DayResult } from "./series.ts";
import type { SummaryLedger } from "./summary.ts";

/** Why a figure is not there. */
export type Reason =
  | "no-trades"
  | "too-few-trades"
  | "too-few-days"
  | "no-win"
  | "no-loss"
  | "no-losing-day"
  | "no-winning-day"
  | "net-not-positive"
  | "no-spread"
  | "no-drawdown"
  | "no-balance"
  | "no-plan"
  | "no-times"
  | "no-costs"
  | "edge-not-shown";

/** Figures that are null, by their key in the summary ("drawdown.percent" one below), with why. */
export type Missing = Record<string, Reason>;

/** Hands a value on; one that is null is noted under its key with the reason. */
export type Note = <T>(key: string, value: T | null, reason: Reason) => T | null;

export function noteIn(missing: Missing): Note {
  return (key, value, reason) => {
    if (value === null) missing[key] = reason;
    return value;
  };
}

/** What the parts of a summary are made from. */
export interface Series {
  ledger: SummaryLedger;
  currency: Currency;
  /** Results in major units. */
  amounts: readonly number[];
  days: readonly DayResult[];
}
