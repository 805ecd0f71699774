import { describe, expect, test } from "vitest";
import * as drawdown from "../../src/stats/curve.ts";
import { expectedLongestRun, longRunProbability, streaks } from "../../src/stats/curve.ts";
import { meanInterval, wider, wilson } from "../../src/stats/intervals.ts";
import { INFINITE } from "../../src/stats/moments.ts";
import { countRuns, mt5RunsZ, runsExactP } from "../../src/stats/ranks.ts";
import * as growth from "../../src/stats/returns.ts";
import {
  halfKelly,
  kellyFraction,
  minimumTrackRecord,
  probabilisticSharpe,
} from "../../src/stats/returns.ts";

const gainsOnly = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

describe("outcomes", () => {
  test("without a loss the profit factor has no bound; without anything it is not available", () => {
    expect(growth.profitFactor([3, 0])).toBe(INFINITE);
    expect(growth.profitFactor([0, 0])).toBeNull();
    expect(growth.profitFactor([])).toBeNull();
    expect(growth.profitFactor([-3])).toBe(0);
    expect(JSON.stringify(growth.profitFactor([3]))).toBe('{"kind":"infinite"}');
  });

  test("payoff ratio needs both sides, the win rate either", () => {
    expect(growth.payoffRatio([1, 2])).toBeNull();
    expect(growth.payoffRatio([-1])).toBeNull();
    expect(growth.decidedWinRate([0])).toBeNull();
  });
});

describe("intervals and ratios", () => {
  test("Wilson of one trade", () => {
    expect(wilson(1, 1)?.low).toBeCloseTo(0.2065, 4);
    expect(wilson(1, 1)?.high).toBe(1);
    expect(wilson(0, 1)).toEqual({ low: 0, high: expect.closeTo(0.7935, 4) });
    expect(wilson(0, 0)).toBeNull();
    expect(wilson(3, 2)).toBeNull();
  });

  test("an interval of a mean needs five values and some spread", () => {
    expect(meanInterval([1, 2, 3, 4])).toBeNull();
    expect(meanInterval([0.1, 0.1, 0.1, 0.1, 0.1])).toBeNull();
    expect(meanInterval([1, 2, 3, 4, 5])).not.toBeNull();
  });

  test("the wider of two intervals", () => {
    const short = { low: 0, high: 1 };
    const long = { low: -2, high: 0 };
    expect(wider(short, long)).toBe(long);
    expect(wider(long, short)).toBe(long);
    expect(wider(null, short)).toBe(short);
    expect(wider(null, null)).toBeNull();
  });

  test("SQN counts at most a hundred values", () => {
    const many = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 2 : -1));
    const sharpe = growth.sharpe(many) ?? Number.NaN;
    expect(growth.systemQualityNumber(many)).toBeCloseTo(10 * sharpe, 12);
    expect(growth.systemQualityNumber([1])).toBeNull();
    expect(growth.systemQualityNumber([0.1, 0.1, 0.1])).toBeNull();
  });

  test("Sortino needs a negative return; PSR ten values; a losing record is never long enough", () => {
    expect(growth.sortino(gainsOnly)).toBeNull();
    expect(probabilisticSharpe(gainsOnly.slice(0, 9))).toBeNull();
    expect(probabilisticSharpe(gainsOnly.slice(0, 10))).not.toBeNull();
    expect(minimumTrackRecord(gainsOnly.map((value) => value - 9))).toBe(INFINITE);
  });
});

test("half of Kelly only when the edge is likely, and never below zero", () => {
  expect(halfKelly(0.2, 0.95)).toBeCloseTo(0.1, 12);
  expect(halfKelly(-0.2, 0.99)).toBe(0);
  expect(halfKelly(0.2, 0.94)).toBeNull();
  expect(halfKelly(null, 0.99)).toBeNull();
  expect(kellyFraction([1, 1, -1, -1])).toBe(0);
});

describe("drawdown", () => {
  test("the largest in money and in percent can be different falls", () => {
    expect(drawdown.maximalDrawdown([100, 60, 1000, 900])).toEqual({
      amount: 100,
      fraction: 0.4,
    });
  });

  test("a curve that never falls", () => {
    expect(drawdown.maximalDrawdown([1, 2, 2])).toMatchObject({ amount: 0, fraction: 0 });
    expect(drawdown.longestUnderwater([1, 2, 2], [0, 1, 2])).toBeNull();
    expect(drawdown.recoveryFactor([1, 2, 2])).toBeNull();
    expect(drawdown.absoluteDrawdown([1, 2, 2])).toBe(0);
    expect(drawdown.endsUnderwater([1, 2, 2])).toBe(false);
  });

  test("time under water counts from the last touch of the peak, by the clock", () => {
    const curve = [10, 12, 12, 9, 12, 11, 13];
    expect(drawdown.longestUnderwater(curve, [0, 1, 5, 6, 8, 9, 20])).toEqual({
      length: 12,
      steps: 2,
      peak: 4,
      recovered: true,
    });
    expect(drawdown.longestUnderwater([10, 9, 8], [0, 1, 2])).toEqual({
      length: 2,
      steps: 2,
      peak: 0,
      recovered: false,
    });
  });

  test("a curve at or below zero has no percent", () => {
    expect(drawdown.maximalDrawdown([0, -5])).toMatchObject({ amount: 5, fraction: null });
  });
});

describe("streaks and runs", () => {
  test("zero ends a streak; count and money may belong to different streaks", () => {
    const values = [-1, -1, 0, -1, -9, 4, -2, -1, -1];
    expect(streaks(values, -1)).toEqual({
      longest: 3,
      extremeAmount: -10,
      extremeLength: 2,
    });
    expect(streaks(values, 1)).toMatchObject({ longest: 1 });
    expect(streaks([], 1)).toMatchObject({ longest: 0 });
  });

  test("impossible and certain runs", () => {
    expect(longRunProbability(10, 0.5, 11)).toBe(0);
    expect(longRunProbability(10, 0.5, 0)).toBe(1);
    expect(longRunProbability(10, 1, 10)).toBe(1);
    expect(longRunProbability(10, 2, 3)).toBeNull();
    expect(expectedLongestRun(10, 1)).toBe(10);
    expect(expectedLongestRun(10, 0)).toBe(0);
    expect(expectedLongestRun(0, 0.5)).toBe(0);
  });

  test("Z needs both kinds and more than one of either", () => {
    expect(mt5RunsZ(countRuns([1, 1]))).toBeNull();
    expect(mt5RunsZ(countRuns([1, -1]))).toBeNull();
    expect(runsExactP(countRuns([1, -1]))).toBe(1);
  });

  test("exact runs of thousands of marks stay exact at the ends", () => {
    expect(runsExactP({ a: 3000, b: 3000, runs: 3001 })).toBeCloseTo(1, 1);
    expect(runsExactP({ a: 3000, b: 3000, runs: 2 })).toBeLessThan(1e-300);
  });
});
