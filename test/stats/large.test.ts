import { describe, expect, test } from "vitest";
import { addMinor, addMoney, currencyOf, minorReader } from "../../src/base/money.ts";
import { expectedLongestRun, exposureInOrder, longRunProbability } from "../../src/stats/curve.ts";
import { bootstrapBlocks, clusteredMeanInterval, meanInterval } from "../../src/stats/intervals.ts";
import { standardDeviation, sum } from "../../src/stats/moments.ts";
import { maxTBoth, maxTLess, maxTLimit, splitMix64 } from "../../src/stats/permutation.ts";
import { SEED } from "../seed.ts";

const random = splitMix64(SEED);
const noise = (count: number) => Array.from({ length: count }, () => random.below(2001) / 1000 - 1);

describe("what stands for the exact way where that would take too long", () => {
  test("the cluster-robust interval is the bootstrap's, and with single values the t-interval", () => {
    const blocks = Array.from({ length: 400 }, () => {
      const values = noise(1 + random.below(5));
      return { sum: sum(values) + values.length * 0.3, count: values.length };
    });
    const drawn = bootstrapBlocks(blocks);
    const clustered = clusteredMeanInterval(blocks);
    const width = (clustered?.high ?? 0) - (clustered?.low ?? 0);
    expect(Math.abs((clustered?.low ?? 0) - (drawn?.low ?? 0))).toBeLessThan(0.05 * width);
    expect(Math.abs((clustered?.high ?? 0) - (drawn?.high ?? 0))).toBeLessThan(0.05 * width);
    const values = noise(300);
    const single = clusteredMeanInterval(values.map((value) => ({ sum: value, count: 1 })));
    expect(single?.low).toBeCloseTo(meanInterval(values)?.low ?? 0, 12);
  });

  test("no interval from one block or without spread", () => {
    expect(clusteredMeanInterval([{ sum: 1, count: 2 }])).toBeNull();
    expect(
      clusteredMeanInterval([
        { sum: 1, count: 1 },
        { sum: 1, count: 1 },
      ]),
    ).toBeNull();
  });

  test("the approximate longest run is within 0.02 of the exact one", () => {
    for (const [count, p] of [
      [6_000, 0.1],
      [8_000, 0.3],
      [10_200, 0.5],
      [17_000, 0.7],
    ] as const) {
      let exact = 0;
      for (let length = 1; length < 200; length++) {
        exact += longRunProbability(count, p, length) ?? 0;
      }
      expect(Math.abs((expectedLongestRun(count, p) ?? 0) - exact)).toBeLessThan(0.02);
    }
  });

  test("the limit of the permutations gives their p", () => {
    const values = noise(3_000).map((value, i) => value + (i % 5 === 0 ? -0.06 : 0));
    const units = values.map((value, i) => ({ label: String(i % 5), count: 1, sum: value }));
    const spread = standardDeviation(values);
    const shuffled = maxTBoth(units, spread, { minimumCount: 12 });
    const labels = [0, 1, 2, 3, 4].map((g) => {
      const own = values.filter((_, i) => i % 5 === g);
      return { count: own.length, sum: sum(own) };
    });
    const limit = maxTLimit(labels, { count: values.length, sum: sum(values) }, spread);
    expect(Math.abs((limit?.pLow ?? 0) - (shuffled?.pWorst ?? 1))).toBeLessThan(0.03);
    expect(Math.abs((limit?.pHigh ?? 0) - (shuffled?.pBest ?? 1))).toBeLessThan(0.05);
    expect(shuffled?.worst.z).toBeCloseTo(Math.min(...(limit?.zs ?? [])), 9);
    expect(maxTLimit([], { count: 3, sum: 1 }, 1)).toBeNull();
    expect(maxTLimit([{ count: 3, sum: 1 }], { count: 3, sum: 1 }, 1)).toBeNull();
  });
});

test("both directions at once are each direction for itself", () => {
  const values = noise(90).map((value, i) => value + (i % 3 === 0 ? 0.4 : 0));
  const unitsOf = (sign: number) =>
    values.map((value, i) => ({ label: String(i % 3), values: [sign * value] }));
  const sums = values.map((value, i) => ({ label: String(i % 3), count: 1, sum: value }));
  const both = maxTBoth(sums, standardDeviation(values), { minimumCount: 12 });
  const low = maxTLess(unitsOf(1), { minimumCount: 12 });
  const high = maxTLess(unitsOf(-1), { minimumCount: 12 });
  expect([both?.worst.label, both?.pWorst]).toEqual([low?.worst.label, low?.p]);
  expect([both?.best.label, both?.pBest]).toEqual([high?.worst.label, high?.p]);
});

test("exposure counts each minute that lies in some span", () => {
  const spans = Array.from({ length: 50 }, () => {
    const start = random.below(1000);
    return { start, end: start + random.below(60) };
  }).sort((a, b) => a.start - b.start);
  const columns = [spans.map(({ start }) => start), spans.map(({ end }) => end)] as const;
  const first = spans[0]?.start ?? 0;
  const last = Math.max(...columns[1]);
  let minutes = 0;
  for (let minute = first; minute < last; minute++) {
    if (spans.some(({ start, end }) => start <= minute && minute < end)) minutes++;
  }
  expect(exposureInOrder(...columns)).toBeCloseTo(minutes / (last - first), 12);
  expect(exposureInOrder([], [])).toBeNull();
});

test("minor units are added without loss, however large", () => {
  const currency = currencyOf("USD");
  const large = Float64Array.from({ length: 5_000 }, (_, i) => 4e12 + i);
  const read = minorReader(currency);
  const exact = large.reduce((total, minor) => total + BigInt(minor), 0n);
  expect(addMinor(large, currency)).toBe(Number(`${exact}e-8`));
  const small = Float64Array.from({ length: 999 }, () => random.below(2_000_000) - 1_000_000);
  expect(addMinor(small, currency)).toBe(addMoney(Array.from(small, read), currency));
});
