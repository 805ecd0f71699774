import type { Currency } from "../base/money.ts";
import { type CostFigures, costFigures } from "./costs.ts";
import { type CurveFigures, curveFigures } from "./curve-figures.ts";
import { type DayFigures, dayFigures } from "./day-figures.ts";
import { type Missing, noteIn, type Series, type SummaryLedger } from "./figure.ts";
import { type HoldFigures, holdFigures } from "./hold.ts";
import { multiplesOf } from "./multiples.ts";
import { type OutcomeFigures, outcomeFigures } from "./outcomes.ts";
import { type MultipleFigures, multipleFigures } from "./r-figures.ts";
import { amountsOf, curveOf, dayResults } from "./series.ts";
import { type StreakFigures, streakFigures } from "./streaks.ts";

/**
 * What a range of trades comes to, by the definitions of src/stats. Money in major units, shares as
 * fractions of 1, times in seconds unless the name says otherwise. A figure that is not defined is
 * null and has its reason in `missing`; there is no NaN and no Infinity.
 */
export interface Summary
  extends OutcomeFigures,
    MultipleFigures,
    StreakFigures,
    CurveFigures,
    DayFigures,
    HoldFigures,
    CostFigures {
  missing: Missing;
}

/** All figures of a ledger. Drawdown in percent, Sharpe and Sortino need the days' balance. */
export function summarise(ledger: SummaryLedger, { currency }: { currency: Currency }): Summary {
  const amounts = amountsOf(ledger, currency);
  const series: Series = { ledger, currency, amounts, days: dayResults(ledger, currency) };
  const missing: Missing = {};
  const note = noteIn(missing);
  const outcomes = outcomeFigures(series, note);
  const days = dayFigures(series, note);
  return {
    ...outcomes,
    ...multipleFigures(series, multiplesOf(ledger, currency), note),
    ...streakFigures(amounts, note),
    ...curveFigures(curveOf(ledger, currency), note),
    ...days,
    ...holdFigures(series, note),
    ...costFigures(series, note),
    missing,
  };
}
