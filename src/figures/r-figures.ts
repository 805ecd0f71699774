import type { Interval } from "../stats/intervals.ts";
import { expectedPayoff } from "../stats/outcomes.ts";
import { systemQualityNumber } from "../stats/ratios.ts";
import { REPORTABLE } from "../stats/reportable.ts";
import { probabilisticSharpe } from "../stats/sharpe-probability.ts";
import type { Note, Series } from "./figure.ts";
import { sessionInterval } from "./intervals.ts";
import type { Multiples } from "./multiples.ts";

/** Results as multiples of the planned loss. */
export interface MultipleFigures {
  /** Mean R, with the usual plan put in where a trade's own is unknown. */
  expectancy_r: number | null;
  expectancy_r_interval: Interval | null;
  /** Mean R of the trades with a plan of their own: what is left when the others are dropped. */
  expectancy_r_known: number | null;
  /** Trades with a plan of their own, with the usual one put in, and without any. */
  r_known: number;
  r_imputed: number;
  r_none: number;
  /** System quality number of R; "not yet reliable" below 30 values. */
  sqn: number | null;
  sqn_reliable: boolean;
  /** Probability that the mean of R is above zero. */
  psr: number | null;
}

/** The figures in R. */
export function multipleFigures(
  { days }: Pick<Series, "days">,
  { r, imputed }: Pick<Multiples, "r" | "imputed">,
  note: Note,
): MultipleFigures {
  const values: number[] = [];
  const own: number[] = [];
  const sessions = days.map(({ from, to }) => {
    const session: number[] = [];
    for (let row = from; row < to; row++) {
      const multiple = r[row] ?? Number.NaN;
      if (Number.isNaN(multiple)) continue;
      session.push(multiple);
      values.push(multiple);
      if (imputed[row] !== 1) own.push(multiple);
    }
    return session;
  });
  const none = r.length === 0 ? "no-trades" : "no-plan";
  const few = values.length === 0 ? none : "too-few-trades";
  const spread = values.length < REPORTABLE.wilsonCount ? few : "no-spread";
  return {
    expectancy_r: note("expectancy_r", expectedPayoff(values), none),
    expectancy_r_interval: note("expectancy_r_interval", sessionInterval(values, sessions), spread),
    expectancy_r_known: note("expectancy_r_known", expectedPayoff(own), none),
    r_known: own.length,
    r_imputed: values.length - own.length,
    r_none: r.length - values.length,
    sqn: note("sqn", systemQualityNumber(values), values.length < 2 ? few : "no-spread"),
    sqn_reliable: values.length >= REPORTABLE.systemQualityCount,
    psr: note("psr", probabilisticSharpe(values), values.length < 10 ? few : "no-spread"),
  };
}
