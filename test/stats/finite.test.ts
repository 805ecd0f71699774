import { describe, expect, test } from "vitest";
import * as curves from "../../src/stats/curve.ts";
import { exposureInOrder, streaks } from "../../src/stats/curve.ts";
import { oneSampleT } from "../../src/stats/distributions.ts";
import { binomialGreater, clusteredDifferenceInterval } from "../../src/stats/exact.ts";
import {
  bootstrapBlocks,
  clusteredLess,
  differenceInterval,
  meanInterval,
  withinClusterT,
} from "../../src/stats/intervals.ts";
import { mannKendall, sum } from "../../src/stats/moments.ts";
import { maxTLess } from "../../src/stats/permutation.ts";
import {
  countRuns,
  mannWhitneyGreater,
  mt5RunsZ,
  ratioEquivalence,
  runsExactP,
  spearmanLess,
} from "../../src/stats/ranks.ts";
import * as returns from "../../src/stats/returns.ts";
import {
  bestShareOfGains,
  bestShareOfNet,
  kellyFraction,
  minimumTrackRecord,
  probabilisticSharpe,
} from "../../src/stats/returns.ts";

const gainsOnly = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

const OF_ONE_LIST = [
  "countOutcomes",
  "decidedWinRate",
  "grossGain",
  "grossLoss",
  "profitFactor",
  "expectedPayoff",
  "averageGain",
  "averageLoss",
  "payoffRatio",
  "largest",
  "smallest",
  "sharpe",
  "sortino",
  "systemQualityNumber",
  "maximalDrawdown",
  "absoluteDrawdown",
  "endsUnderwater",
  "recoveryFactor",
] as const;

const asBlocks = (values: readonly number[]) => values.map((sum) => ({ sum, count: 1 }));

/** Every measure of one list of amounts; `curve` starts at 100. */
function everything(values: readonly number[]): Record<string, unknown> {
  const curve = [100, ...values.map((_, i) => 100 + sum(values.slice(0, i + 1)))];
  const marks = countRuns(values);
  const pairs = values.map((value, i) => ({ value, cluster: i % 3, inGroup: i % 2 === 0 }));
  const units = values.map((value, i) => ({ label: String(i % 2), values: [value] }));
  const ends = values.map((value, i) => i + Math.abs(value));
  const oneByOne = OF_ONE_LIST.map((name) => [name, { ...returns, ...curves }[name](values)]);
  return {
    ...Object.fromEntries(oneByOne),
    best: [bestShareOfNet(values), bestShareOfGains(values)],
    binomial: binomialGreater(marks.a, values.length, 0.5),
    bootstrap: bootstrapBlocks(asBlocks(values)),
    clustered: [
      clusteredLess(pairs),
      clusteredDifferenceInterval(pairs),
      withinClusterT([{ xs: values, ys: values }]),
    ],
    exposure: exposureInOrder([...values.keys()], ends),
    curve: [
      curves.maximalDrawdown(curve),
      curves.longestUnderwater(curve, [...curve.keys()]),
      curves.recoveryFactor(curve),
    ],
    equivalence: ratioEquivalence(values, values, 1.15),
    intervals: [meanInterval(values), differenceInterval(values, [1, 2])],
    kelly: kellyFraction(values),
    mannKendall: mannKendall(values),
    mannWhitney: mannWhitneyGreater(values, [1, 2]),
    maxT: maxTLess(units, { minimumCount: 1, permutations: 9 }),
    runs: [mt5RunsZ(marks), runsExactP(marks)],
    sharpe: [probabilisticSharpe(values), minimumTrackRecord(values)],
    spearman: spearmanLess(values, [...values.keys()]),
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
      expect(curves.maximalDrawdown(values)).toBeNull();
      expect(probabilisticSharpe(values)).toBeNull();
      expect(returns.sharpe(values)).toBeNull();
      expect(returns.expectedPayoff(values)).toBeNull();
      expect(bootstrapBlocks(asBlocks(values))).toBeNull();
      expect(mannKendall(values)).toBeNull();
      expect(spearmanLess(values, gainsOnly.slice(1))).toBeNull();
      const units = values.map((value, i) => ({ label: String(i % 2), values: [value] }));
      expect(maxTLess(units, { minimumCount: 1 })).toBeNull();
    }
  });
});
