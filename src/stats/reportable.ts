/**
 * Smallest samples from which a measure may be shown. The formulas give a number earlier (it is
 * arithmetic), but below these it says nothing about the future: 17 days of trading make
 * "15,6 % a year", a ruin estimate from 20 values rests on its one worst loss.
 */
export const REPORTABLE = {
  /** Wilson interval of a share. */
  wilsonCount: 5,
  /** Daily Sharpe ratio at all; with its standard error until `dailySharpeDays`. */
  dailySharpeMinimumDays: 10,
  /** Daily Sharpe ratio without its standard error. */
  dailySharpeDays: 30,
  /** Compound annual growth. */
  growthDays: 90,
  /** Risk of ruin. */
  ruinCount: 30,
  /** System quality number without the remark "not yet reliable". */
  systemQualityCount: 30,
} as const;
