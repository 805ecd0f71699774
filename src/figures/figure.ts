import type { Currency } from "../base/money.ts";
import type { LedgerColumns, LedgerCore } from "../model-ledger.ts";
import type { MaybePlanned } from "./multiples.ts";
import type { DayResult } from "./series.ts";

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

/** What a summary reads; with multiples.ts' PLAN_COLUMNS also what stands in R. */
export const SUMMARY_COLUMNS = ["entry", "exit", "commission", "swap", "fee"] as const;

export type SummaryLedger = LedgerCore &
  Pick<LedgerColumns, (typeof SUMMARY_COLUMNS)[number]> &
  MaybePlanned;

/** What the parts of a summary are made from. */
export interface Series {
  ledger: SummaryLedger;
  currency: Currency;
  /** Results in major units. */
  amounts: readonly number[];
  days: readonly DayResult[];
}
