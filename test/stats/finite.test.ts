import { describe, expect, test } from "vitest";
import { binomialGreater } from "../../src/stats/binomial.ts";
import { bootstrapMean } from "../../src/stats/bootstrap.ts";
import { clusteredLess, withinClusterT } from "../../src/stats/cluster.ts";
import { clusteredInterval } from "../../src/stats/clustered-difference.ts";
import { bestShareOfGains, bestShareOfNet } from "../../src/stats/consistency.ts";
import { overdispersion } from "../../src/stats/dispersion.ts";
import * as drawdown from "../../src/stats/drawdown.ts";
import { exposure, medianRatio, summariseDurations } from "../../src/stats/durations.ts";
import { ratioEquivalence } from "../../src/stats/equivalence.ts";
import { excursionCorrelations, meanCapture } from "../../src/stats/excursions.ts";
import * as growth from "../../src/stats/growth.ts";
import { differenceInterval, meanInterval } from "../../src/stats/intervals.ts";
import { kellyFraction, riskOfRuin } from "../../src/stats/kelly.ts";
import { correlation, lineCorrelation, lineStandardError } from "../../src/stats/line.ts";
import { mannWhitneyGreater } from "../../src/stats/mann-whitney.ts";
import * as outcomes from "../../src/stats/outcomes.ts";
import { maxTLess } from "../../src/stats/permutation.ts";
import * as ratios from "../../src/stats/ratios.ts";
import { countRuns, mt5RunsZ, runsExactP } from "../../src/stats/runs.ts";
import { minimumTrackRecord, probabilisticSharpe } from "../../src/stats/sharpe-probability.ts";
import { spearmanLess } from "../../src/stats/spearman.ts";
import { streaks } from "../../src/stats/streaks.ts";
import { oneSampleT } from "../../src/stats/student.ts";
import { mannKendall } from "../../src/stats/trend.ts";

const gainsOnly = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** Every measure of one list of amounts; `curve` starts at 100. */
function everything(values: readonly number[]): Record<string, unknown> {
  const curve = growth.cumulate(100, values);
  const marks = countRuns(values.map((value) => value > 0));
  const pairs = values.map((value, i) => ({ value, cluster: i % 3, inGroup: i % 2 === 0 }));
  const units = values.map((value, i) => ({ label: String(i % 2), values: [value] }));
  const spans = values.map((value, i) => ({ start: i, end: i + Math.abs(value) }));
  const excursions = values.map((net) => ({ net, gross: net, adverse: -1, favourable: 1 }));
  const oneByOne = Object.entries({ ...outcomes, ...ratios, ...drawdown }).flatMap(([name, f]) => {
    const alone = typeof f === "function" && f.length === 1;
    return alone ? [[name, (f as (list: readonly number[]) => unknown)(values)]] : [];
  });
  return {
    ...Object.fromEntries(oneByOne),
    best: [bestShareOfNet(values), bestShareOfGains(values)],
    binomial: binomialGreater(marks.a, values.length, 0.5),
    bootstrap: bootstrapMean(values, { resamples: 50 }),
    clustered: [
      clusteredLess(pairs),
      clusteredInterval(pairs),
      withinClusterT([{ xs: values, ys: values }]),
    ],
    dispersion: overdispersion(values),
    durations: [summariseDurations(values), medianRatio(values, values), exposure(spans)],
    curve: [
      drawdown.maximalDrawdown(curve),
      drawdown.longestUnderwater(curve, [...curve.keys()]),
      drawdown.recoveryFactor(curve),
      drawdown.ulcerIndex(curve),
      growth.annualGrowth(curve, values.length),
      growth.arithmeticGrowth(curve),
      growth.geometricGrowth(curve),
      growth.periodReturns(curve),
      lineCorrelation(curve),
      lineStandardError(curve),
    ],
    equivalence: ratioEquivalence(values, values, 1.15),
    excursions: [meanCapture(excursions), excursionCorrelations(excursions)],
    intervals: [meanInterval(values), differenceInterval(values, [1, 2])],
    kelly: [kellyFraction(values), riskOfRuin(values, 0.01, 0.2)],
    mannKendall: mannKendall(values),
    mannWhitney: mannWhitneyGreater(values, [1, 2]),
    maxT: maxTLess(units, { minimumCount: 1, permutations: 9 }),
    runs: [mt5RunsZ(marks), runsExactP(marks)],
    sharpe: [probabilisticSharpe(values), minimumTrackRecord(values)],
    spearman: [spearmanLess(values, [...values.keys()]), correlation(values, values)],
    streaks: [streaks(values, 1), streaks(values, -1)],
    student: oneSampleT(values),
  };
}

/** Paths of the numbers inside `value` that are not ordinary numbers. */
function notFinite(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path}: ${value}`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => notFinite(inner, `${path}/${key}`));
}

describe("no NaN and no infinity leaves the module", () => {
  const lists: Record<string, number[]> = {
    none: [],
    one: [5],
    two: [5, -3],
    "all gains": gainsOnly,
    "all losses": gainsOnly.map((value) => -value),
    "all break-even": gainsOnly.map(() => 0),
    "no spread": gainsOnly.map(() => 0.1),
    "no spread, losses": gainsOnly.map(() => -0.1),
    "account lost": [-60, -60, 30, 40, 20, -80, 5, 6, 7, 8, 9, 10],
    "one of twelve": gainsOnly.map((_, i) => (i === 5 ? 1 : 0)),
    tiny: gainsOnly.map((value) => value * 1e-12),
    large: gainsOnly.map((value) => value * 1e12),
  };

  test.each(Object.entries(lists))("%s", (_, values) => {
    expect(notFinite(everything(values))).toEqual([]);
  });

  test("broken input gives null, not a number", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const values = [1, 2, bad, -3, 4, 5, -2, 8, 1, 1, 2];
      expect(meanInterval(values)).toBeNull();
      expect(oneSampleT(values)).toBeNull();
      expect(drawdown.maximalDrawdown(values)).toBeNull();
      expect(probabilisticSharpe(values)).toBeNull();
      expect(ratios.sharpe(values)).toBeNull();
      expect(outcomes.expectedPayoff(values)).toBeNull();
      expect(bootstrapMean(values)).toBeNull();
      expect(mannKendall(values)).toBeNull();
      expect(spearmanLess(values, gainsOnly.slice(1))).toBeNull();
      const units = values.map((value, i) => ({ label: String(i % 2), values: [value] }));
      expect(maxTLess(units, { minimumCount: 1 })).toBeNull();
    }
  });
});
