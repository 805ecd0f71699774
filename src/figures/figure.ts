import type { Currency } from "../base/money.ts";
import type { LedgerColumns, LedgerCore } from "../model.ts";
import type { Interval } from "../stats/exact.ts";
import {
  type BlockSum,
  bootstrapBlocks,
  clusteredMeanInterval,
  meanInterval,
  wider,
} from "../stats/intervals.ts";
import { REPORTABLE, type Values } from "../stats/moments.ts";
import type { MaybePlanned } from "./multiples.ts";
import type { DayTrades } from "./steps.ts";

/** Why a figure is not there. */
export type Reason =
  | "no-trades"
  | "too-few-trades"
  | "too-few-days"
  | "none-decided"
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
export type NoteMissing = <T>(key: string, value: T | null, reason: Reason) => T | null;

/** A function that hands figures through and keeps the reason of each that is missing. */
export function noteIn(missing: Missing): NoteMissing {
  return (key, value, reason) => {
    if (value === null) missing[key] = reason;
    return value;
  };
}

/** Costs that the broker booked apart from trades; signed. */
export interface BookedCosts {
  rows: number;
  amount: number;
}

/** What a summary reads; with multiples.ts' PLAN_COLUMNS also what stands in R. */
export const SUMMARY_COLUMNS = ["entry", "exit", "commission", "swap", "fee"] as const;

export type SummaryLedger = LedgerCore &
  Pick<LedgerColumns, (typeof SUMMARY_COLUMNS)[number]> &
  MaybePlanned;

/** What the parts of a summary are made from. */
export interface SummaryInput {
  ledger: SummaryLedger;
  currency: Currency;
  /** Results in major units. */
  amounts: Values;
  /** The same, those that neither won nor lost as zero: to count and to tell streaks by. */
  decided: Values;
  days: readonly DayTrades[];
}

/** Up to so many sessions the bootstrap draws: 500 x 10,000 draws take a tenth of a second. */
const MOST_DRAWN_SESSIONS = 500;

/**
 * 95 % interval of the mean of values whose sessions may hang together: the wider of the t-interval
 * and that by whole sessions. Sessions are drawn (bootstrap); above MOST_DRAWN_SESSIONS their
 * cluster-robust interval stands for the draw, which it equals in the limit. Null for n < 5 or no
 * spread. `sessions` come in order of the days.
 */
export function sessionInterval(values: Values, sessions: readonly BlockSum[]): Interval | null {
  const byValue = meanInterval(values);
  if (values.length < REPORTABLE.wilsonCount || byValue === null) return null;
  const blocks = sessions.filter(({ count }) => count > 0);
  const bySession =
    blocks.length > MOST_DRAWN_SESSIONS ? clusteredMeanInterval(blocks) : bootstrapBlocks(blocks);
  return wider(byValue, bySession);
}
