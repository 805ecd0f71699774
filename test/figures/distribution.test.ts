import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distributionOf } from "../../src/figures/distribution.ts";
import { mean, median } from "../../src/stats/moments.ts";

const MOST = 20;

describe("bins", () => {
  test("of a few values", () => {
    expect(distributionOf([])).toBeNull();
    expect(distributionOf([Number.NaN])).toBeNull();
    expect(distributionOf([5])?.bins).toEqual([{ from: 5, to: 10, n: 1 }]);
    expect(distributionOf([0, 0, 0])?.bins).toEqual([{ from: 0, to: 0.5, n: 3 }]);
    expect(distributionOf([-1, -1, 0.5, 1, 2.5])?.bins).toEqual([
      { from: -1, to: 0, n: 2 },
      { from: 0, to: 1, n: 1 },
      { from: 1, to: 2, n: 1 },
      { from: 2, to: 3, n: 1 },
    ]);
  });

  test("take a quotient that misses an edge by its last digits for the edge", () => {
    const multiples = [10 / (3350.1 - 3345.1), 0.001 / (1.1 - 1.0995), 0.4 / (0.3 - 0.1)];
    expect(multiples.some((multiple) => multiple < 2)).toBe(true);
    const found = distributionOf([...multiples, 1.5, 2 - 1e-6]);
    const two = found?.bins.find(({ from }) => from === 2);
    expect(two?.n).toBe(3);
  });

  test("one wild value does not push all others into one bin", () => {
    const usual = Array.from({ length: 60 }, (_, i) => (i % 12) - 4);
    const found = distributionOf([...usual, 100_000]);
    expect(found?.bins.length).toBeGreaterThan(5);
    expect(found?.bins.at(-1)).toMatchObject({ to: null, n: 1 });
  });

  test("hold every value once, gains apart from losses, in at most so many rows", () => {
    const value = fc.oneof(
      fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => {
        const found = distributionOf(values);
        expect(found?.bins.reduce((sum, { n }) => sum + n, 0)).toBe(values.length);
        expect(found?.bins.length).toBeLessThanOrEqual(MOST + 2);
        for (const { from, to, n } of found?.bins ?? []) {
          expect((from ?? -1) < 0 && (to ?? 1) > 0 && from !== null && to !== null).toBe(false);
          const edge = (at: number) => at * (1 - 1e-9 * Math.sign(at));
          const [low, high] = [from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY];
          const inside = values.filter((one) => one >= edge(low) && one < edge(high));
          expect(inside.length).toBe(n);
        }
        expect(found?.median).toBe(median(values));
        expect(found?.mean).toBeCloseTo(mean(values), 6);
      }),
    );
  });
});
