import fc from "fast-check";
import { expect, test } from "vitest";
import {
  clipped,
  kurtosis,
  median,
  midranks,
  pearson,
  quantileInPlace,
  quantileOfSorted,
  skewness,
  standardDeviation,
  sum,
  variance,
} from "../../src/stats/moments.ts";

test("the sum of amounts that cancel keeps the small one", () => {
  expect(sum([1e16, 1, -1e16])).toBe(1);
  expect(sum([0.1, 0.2, 0.3, -0.6])).toBeCloseTo(0, 16);
  expect(sum([])).toBe(0);
});

test("quantiles of type 7 lie between the neighbours", () => {
  expect(quantileOfSorted([1, 2, 3, 4], 0.25)).toBe(1.75);
  expect(quantileOfSorted([1, 2, 3, 4], 0)).toBe(1);
  expect(quantileOfSorted([1, 2, 3, 4], 1)).toBe(4);
  expect(median([3, 1, 2])).toBe(2);
  expect(median([])).toBeNaN();
});

test("a quantile of values in any order is that of the sorted ones", () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true }));
  fc.assert(
    fc.property(fc.array(value), fc.constantFrom(0, 0.25, 0.5, 1), (values, p) => {
      const expected = quantileOfSorted(new Float64Array(values).sort(), p);
      const found = quantileInPlace(new Float64Array(values), p);
      // Which zero comes first is nobody's business.
      expect(found + 0).toBe(expected + 0);
    }),
  );
});

test("ties share the mean of their places", () => {
  expect(midranks([5, 1, 5, 3, 5])).toEqual({ ranks: [4, 1, 4, 2, 4], tieSizes: [1, 1, 3] });
});

test("equal values have exactly no spread, though their mean is rounded", () => {
  expect(variance([0.1, 0.1, 0.1])).toBe(0);
  expect(standardDeviation([0.1])).toBeNaN();
  expect(skewness([0.1, 0.1])).toBeNaN();
});

test("moments of a known list", () => {
  expect(variance([1, 2, 3, 4])).toBeCloseTo(5 / 3, 14);
  expect(skewness([1, 1, 4])).toBeCloseTo(Math.SQRT1_2, 14);
  expect(kurtosis([-1, 1, -1, 1])).toBe(1);
});

test("correlation of lists of different lengths does not exist", () => {
  expect(pearson([1, 2], [1])).toBeNaN();
  expect(pearson([1, 2, 3], [2, 4, 6])).toBe(1);
});

test("clipping keeps what is inside", () => {
  expect(clipped([-9, -3, 0, 5], -3, 4)).toEqual([-3, -3, 0, 4]);
});
