import { describe, expect, test } from "vitest";
import {
  binomialGreater,
  clusteredDifferenceInterval,
  fisherGreater,
} from "../../src/stats/exact.ts";
import {
  bootstrapBlocks,
  clusteredInterval,
  clusteredLess,
  clusteredMeanInterval,
  withinClusterT,
} from "../../src/stats/intervals.ts";
import { mannKendall } from "../../src/stats/moments.ts";
import { maxTLess, shrunken } from "../../src/stats/permutation.ts";
import { benjaminiHochberg, mannWhitneyGreater, spearmanLess } from "../../src/stats/ranks.ts";

describe("tests without enough data", () => {
  test("give null, never p = 1", () => {
    expect(mannWhitneyGreater([], [1])).toBeNull();
    expect(fisherGreater({ hits: 0, count: 0 }, { hits: 1, count: 2 })).toBeNull();
    expect(binomialGreater(0, 0, 0.5)).toBeNull();
    expect(spearmanLess([1, 2], [2, 1])).toBeNull();
    expect(clusteredLess([{ value: 1, cluster: 0, inGroup: true }])).toBeNull();
    expect(bootstrapBlocks([{ sum: 1, count: 1 }])).toBeNull();
    expect(maxTLess([{ label: "a", values: [1, 2, 3] }], { minimumCount: 1 })).toBeNull();
    expect(benjaminiHochberg([], 0.05)).toEqual([]);
  });

  test("what only rounding makes vary does not vary", () => {
    const values = [0.1, 0.7, 1.1, -1.93, 33.33, 1e-7, 1234567.89];
    for (const v of values) {
      for (const count of [3, 6, 7, 10, 30]) {
        const same = Array<number>(count).fill(v);
        const of = (inGroup: boolean, cluster: number, some: readonly number[]) =>
          some.map((value) => ({ value, cluster, inGroup }));
        // Each side stands in one cluster, so that its deviations cancel; or none deviates.
        const oneEach = [...of(true, 0, [...same, 0]), ...of(false, 1, [0, ...same, v / 3])];
        const spread = same.flatMap((value, i) => of(i % 2 === 0, i, [value, value]));
        for (const list of [oneEach, spread]) {
          expect([clusteredLess(list), clusteredDifferenceInterval(list)]).toEqual([null, null]);
        }
        const sample = { values: [...same, ...same], clusters: [...same.keys(), ...same.keys()] };
        expect(clusteredInterval(sample, sample)).toBeNull();
        expect(clusteredMeanInterval(same.map((one) => ({ sum: one * 3, count: 3 })))).toBeNull();
        const flat = { xs: [0, 1, 1], ys: [v, v, v] };
        expect(withinClusterT([flat, { xs: [0, -1, 1], ys: [v, v, v] }, flat])).toBeNull();
      }
    }
  });

  test("all values tied is data that shows nothing", () => {
    expect(mannWhitneyGreater([2, 2], [2, 2])).toBe(1);
    expect(mannKendall([5, 5, 5])).toEqual({ s: 0, p: 1 });
  });

  test("a perfect rank order", () => {
    expect(spearmanLess([1, 2, 3], [3, 2, 1])).toEqual({ rho: -1, p: 0 });
    expect(spearmanLess([1, 2, 3], [1, 2, 3])).toEqual({ rho: 1, p: 1 });
  });
});

describe("max-T", () => {
  const units = [
    { label: "x", values: [-1, -2, -1.5] },
    { label: "x", values: [-1, -0.5] },
    { label: "y", values: [1, 0.5] },
    { label: "y", values: [0.2, 1.1, 0.9] },
    { label: "z", values: [0.4] },
  ];

  test("labels below the minimum are not compared but stay in the rest", () => {
    const result = maxTLess(units, { minimumCount: 2, minimumUnits: 2, permutations: 99 });
    expect(result?.contrasts.map((one) => one.label)).toEqual(["x", "y"]);
    expect(result?.worst).toMatchObject({ label: "x", units: 2, count: 5, mean: -1.2 });
    expect(result?.worst.difference).toBeCloseTo(-1.2 - 4.1 / 6, 12);
    expect(maxTLess(units, { minimumCount: 6 })).toBeNull();
  });

  test("units without values are ignored", () => {
    const withEmpty = [...units, { label: "x", values: [] }, { label: "q", values: [] }];
    const options = { minimumCount: 2, permutations: 99 };
    expect(maxTLess(withEmpty, options)).toEqual(maxTLess(units, options));
  });

  test("the shrunken difference", () => {
    expect(shrunken(-0.5, 40)).toBe(-0.25);
    expect(shrunken(-0.5, 0)).toBe(-0);
  });
});
