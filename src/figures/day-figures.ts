import { bestShareOfGains, bestShareOfNet } from "../stats/consistency.ts";
import { halfKelly, kellyFraction } from "../stats/kelly.ts";
import { largest } from "../stats/outcomes.ts";
import { annualised, sharpe, sharpeStandardError, sortino } from "../stats/ratios.ts";
import { REPORTABLE } from "../stats/reportable.ts";
import { probabilisticSharpe } from "../stats/sharpe-probability.ts";
import type { Note, Reason, Series } from "./figure.ts";

/** Figures of whole days. */
export interface DayFigures {
  /** Days with a trade, and of these how many ended above and below zero. */
  days: number;
  winning_days: number;
  losing_days: number;
  first_date: string | null;
  last_date: string | null;
  /** Mean / standard deviation of the daily returns on the balance; from 10 days. */
  sharpe_daily: number | null;
  /** Its standard error, to be shown with it below 30 days. */
  sharpe_daily_error: number | null;
  /** x sqrt 252; from 30 days. */
  sharpe_annual: number | null;
  sortino_daily: number | null;
  sortino_annual: number | null;
  best_day: { date: string; net: number } | null;
  worst_day: { date: string; net: number } | null;
  /** Best day / net of all days. */
  best_day_share_of_net: number | null;
  /** Best day / sum of the winning days. */
  best_day_share_of_gains: number | null;
  /** Half of Kelly's fraction; only where the edge itself is likely (PSR of the days >= 0.95). */
  half_kelly: number | null;
}

/** Days by their session date. */
export function dayFigures({ amounts, days }: Series, note: Note): DayFigures {
  const nets = days.map((day) => day.net);
  const isKnown = days.every((day) => day.return !== null);
  const returns = isKnown ? days.map((day) => day.return ?? 0) : [];
  const isLong = days.length >= REPORTABLE.dailySharpeMinimumDays;
  const ratio = isLong ? sharpe(returns) : null;
  const downside = isLong && returns.length > 0 ? sortino(returns) : null;
  const few: Reason | null = !isLong ? "too-few-days" : isKnown ? null : "no-balance";
  const [first] = days;
  const ofMost = (sign: 1 | -1) => {
    const most = sign * (largest(nets.map((net) => sign * net)) ?? 0);
    const day = days.find(({ net }) => net === most);
    return day === undefined ? null : { date: day.date, net: day.net };
  };
  const half = halfKelly(kellyFraction(amounts), probabilisticSharpe(returns));
  return {
    days: days.length,
    winning_days: nets.filter((net) => net > 0).length,
    losing_days: nets.filter((net) => net < 0).length,
    first_date: note("first_date", first?.date ?? null, "no-trades"),
    last_date: note("last_date", days.at(-1)?.date ?? null, "no-trades"),
    sharpe_daily: note("sharpe_daily", ratio, few ?? "no-spread"),
    sharpe_daily_error: note(
      "sharpe_daily_error",
      ratio === null ? null : sharpeStandardError(ratio, days.length),
      few ?? "no-spread",
    ),
    sharpe_annual: note("sharpe_annual", annualised(ratio), few ?? "no-spread"),
    sortino_daily: note("sortino_daily", downside, few ?? "no-losing-day"),
    sortino_annual: note("sortino_annual", annualised(downside), few ?? "no-losing-day"),
    best_day: note("best_day", ofMost(1), "no-trades"),
    worst_day: note("worst_day", ofMost(-1), "no-trades"),
    best_day_share_of_net: note("best_day_share_of_net", bestShareOfNet(nets), "net-not-positive"),
    best_day_share_of_gains: note(
      "best_day_share_of_gains",
      bestShareOfGains(nets),
      "no-winning-day",
    ),
    half_kelly: note("half_kelly", half, "edge-not-shown"),
  };
}
