import { describe, expect, test } from "vitest";
import {
  clusteredInterval,
  differenceInterval,
  meanDifference,
  newcombe,
  signsGreater,
} from "../../src/stats/intervals.ts";
import { splitMix64 } from "../../src/stats/permutation.ts";
import { SEED } from "../seed.ts";

describe("newcombe", () => {
  // Newcombe 1998, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
  ])("%d/%d - %d/%d", (hitsA, countA, hitsB, countB, low, high) => {
    const found = newcombe({ hits: hitsA, count: countA }, { hits: hitsB, count: countB });
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  test("without a count there is none", () => {
    expect(newcombe({ hits: 0, count: 0 }, { hits: 1, count: 2 })).toBeNull();
  });
});

const sample = (values: number[], clusters: number[]) => ({ values, clusters });

describe("differences of means", () => {
  test("one value a cluster: the square root of the summed squares, t of the smaller side", () => {
    const a = sample([1, 2, 3, 6], [1, 2, 3, 4]);
    const b = sample([0, 2, 4], [5, 6, 7]);
    // sum u^2 = 14/16 + 8/9; times 3/2; t(0.975, 2) = 4.302653.
    const half = 4.302_653 * Math.sqrt((14 / 16 + 8 / 9) * 1.5);
    const found = clusteredInterval(a, b);
    expect(found?.low).toBeCloseTo(1 - half, 5);
    expect(found?.high).toBeCloseTo(1 + half, 5);
  });

  test("copies of the same day add no certainty", () => {
    const days = [-3, 1, 2, 5, -1, 4];
    const twice = days.flatMap((v) => [v, v, v, v]);
    const of = (values: number[], size: number, from: number) =>
      sample(
        values,
        values.map((_, i) => from + Math.floor(i / size)),
      );
    const once = clusteredInterval(of(days, 1, 0), of(days, 1, 100));
    const copied = clusteredInterval(of(twice, 4, 0), of(twice, 4, 100));
    expect(copied?.high).toBeCloseTo(once?.high ?? 0, 12);
    expect(differenceInterval(twice, twice)?.high).toBeLessThan(copied?.high ?? 0);
    expect(meanDifference(of(twice, 4, 0), of(twice, 4, 100))).toEqual(copied);
  });

  test("too little, or nothing that varies", () => {
    expect(clusteredInterval(sample([1, 2], [1, 1]), sample([1, 2], [2, 3]))).toBeNull();
    expect(meanDifference(sample([1, 1], [1, 2]), sample([1, 1], [3, 4]))).toBeNull();
    expect(meanDifference(sample([], []), sample([1, 2], [3, 4]))).toBeNull();
  });

  test("covers the truth about 95 times in 100 where days differ, as Welch does not", () => {
    const random = splitMix64(SEED);
    const normal = () => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += random.below(1_000_000) / 1_000_000;
      return sum;
    };
    const side = (days: number, from: number) => {
      const [values, clusters]: [number[], number[]] = [[], []];
      for (let day = 0; day < days; day++) {
        const drift = normal();
        for (let i = 0; i < 6; i++) {
          values.push(drift + normal());
          clusters.push(from + day);
        }
      }
      return sample(values, clusters);
    };
    let [covered, naive] = [0, 0];
    for (let run = 0; run < 1_000; run++) {
      const [a, b] = [side(12, 0), side(20, 1_000)];
      const [robust, welch] = [meanDifference(a, b), differenceInterval(a.values, b.values)];
      if (robust !== null && robust.low <= 0 && robust.high >= 0) covered++;
      if (welch !== null && welch.low <= 0 && welch.high >= 0) naive++;
    }
    expect(covered).toBeGreaterThan(935);
    expect(covered).toBeLessThan(985);
    expect(naive).toBeLessThan(800);
  });
});

describe("signs of clusters", () => {
  test("z = sum u / sqrt(sum u^2): one cluster carries nothing, none says nothing", () => {
    expect(signsGreater([5])).toBeCloseTo(0.158_655_253_931_457, 12);
    expect(signsGreater([3, 4])).toBeCloseTo(0.080_756_659_233_771, 12);
    expect(signsGreater([-3, -4])).toBeCloseTo(1 - 0.080_756_659_233_771, 12);
    expect([signsGreater([]), signsGreater([0, 0])]).toEqual([1, 1]);
  });
});
