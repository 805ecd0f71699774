import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oneSampleT } from "../../src/stats/distributions.ts";
import {
  binomialGreater,
  clusteredDifferenceInterval,
  fisherGreater,
  fisherTwoSided,
} from "../../src/stats/exact.ts";
import {
  bootstrapBlocks,
  clusteredLess,
  differenceInterval,
  wilson,
  withinClusterT,
} from "../../src/stats/intervals.ts";
import { mannKendall } from "../../src/stats/moments.ts";
import { maxTLess } from "../../src/stats/permutation.ts";
import {
  benjaminiHochberg,
  mannWhitneyGreater,
  ratioEquivalence,
  runsExactP,
  spearmanLess,
} from "../../src/stats/ranks.ts";

/** Amounts with two decimals and many ties, as results of trades are. */
const amount = fc.integer({ min: -500, max: 500 }).map((cents) => cents / 100);
const amounts = fc.array(amount, { minLength: 2, maxLength: 25 });
const scale = fc.constantFrom(0.01, 1 / 3, 3, 7.7, 15_000);
const row = fc.record({
  value: amount,
  cluster: fc.integer({ min: 0, max: 6 }),
  inGroup: fc.boolean(),
});
const rows = fc.array(row, { minLength: 4, maxLength: 30 });
const share = fc
  .record({
    count: fc.integer({ min: 1, max: 400 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ count, part }) => ({ count, hits: Math.round(part * count) }));
const settings = { numRuns: 60 };

const times = (k: number) => (value: number) => value * k;
const units = (list: readonly { value: number; cluster: number }[], k = 1) =>
  list.map(({ value, cluster }) => ({ label: String(cluster % 3), values: [value * k] }));
const maxT = (list: readonly { value: number; cluster: number }[], k = 1) =>
  maxTLess(units(list, k), { minimumCount: 1, permutations: 99 });

function expectSame(a: number | null | undefined, b: number | null | undefined): void {
  if (typeof a === "number" && typeof b === "number") expect(a).toBeCloseTo(b, 9);
  else expect(a ?? null).toBe(b ?? null);
}

describe("p-values", () => {
  test("do not change when all amounts are multiplied", () => {
    fc.assert(
      fc.property(amounts, amounts, rows, scale, (a, b, list, k) => {
        const scaled = list.map((one) => ({ ...one, value: one.value * k }));
        expectSame(mannWhitneyGreater(a.map(times(k)), b.map(times(k))), mannWhitneyGreater(a, b));
        expectSame(oneSampleT(a.map(times(k)))?.p, oneSampleT(a)?.p);
        expectSame(clusteredLess(scaled)?.p, clusteredLess(list)?.p);
        expectSame(maxT(list, k)?.p, maxT(list)?.p);
        expectSame(mannKendall(a.map(times(k)))?.p, mannKendall(a)?.p);
        const n = Math.min(a.length, b.length);
        const y = b.slice(0, n);
        expectSame(
          spearmanLess(a.slice(0, n).map(times(k)), y)?.p,
          spearmanLess(a.slice(0, n), y)?.p,
        );
      }),
      settings,
    );
  });

  test("an interval of 95 % lies below 0 where the one-sided test is below 2.5 %", () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [test, interval] = [clusteredLess(list), clusteredDifferenceInterval(list)];
        expect(interval === null).toBe(test === null);
        // At the border itself rounding decides.
        if (test === null || interval === null || Math.abs(test.p - 0.025) < 1e-9) return;
        expect(interval.high < 0).toBe(test.p < 0.025);
        expect((interval.low + interval.high) / 2).toBeCloseTo(test.difference, 8);
      }),
      settings,
    );
  });

  test("lie in 0..1", () => {
    fc.assert(
      fc.property(amounts, amounts, rows, share, share, (a, b, list, x, y) => {
        const n = Math.min(a.length, b.length);
        const all = [
          mannWhitneyGreater(a, b),
          oneSampleT(a)?.p,
          spearmanLess(a.slice(0, n), b.slice(0, n))?.p,
          clusteredLess(list)?.p,
          maxT(list)?.p,
          mannKendall(a)?.p,
          fisherGreater(x, y),
          fisherTwoSided(x, y),
          binomialGreater(x.hits, x.count, 0.65),
          runsExactP({ a: x.count, b: y.count, runs: 2 + Math.min(x.hits, y.count, x.count) }),
        ];
        for (const p of all) {
          expect(p === null || p === undefined || (p >= 0 && p <= 1), String(p)).toBe(true);
        }
      }),
      settings,
    );
  });

  test("mirror when the sides change places", () => {
    fc.assert(
      fc.property(amounts, amounts, rows, share, share, (a, b, list, x, y) => {
        const mirrored = mannWhitneyGreater(b.map(times(-1)), a.map(times(-1)));
        expectSame(mannWhitneyGreater(a, b), mirrored);
        const missed = ({ hits, count }: { hits: number; count: number }) => ({
          hits: count - hits,
          count,
        });
        expectSame(fisherGreater(x, y), fisherGreater(missed(y), missed(x)));
        expectSame(fisherTwoSided(x, y), fisherTwoSided(y, x));
        const swapped = clusteredLess(list.map((one) => ({ ...one, inGroup: !one.inGroup })));
        const p = clusteredLess(list)?.p;
        expectSame(p === undefined ? null : 1 - p, swapped?.p);
        expectSame(mannKendall(a)?.p, mannKendall([...a].reverse())?.p);
      }),
      settings,
    );
  });

  test("do not depend on the order of the rows", () => {
    fc.assert(
      fc.property(amounts, amounts, rows, (a, b, list) => {
        expectSame(mannWhitneyGreater([...a].reverse(), b), mannWhitneyGreater(a, b));
        expectSame(clusteredLess([...list].reverse())?.p, clusteredLess(list)?.p);
        expectSame(oneSampleT([...a].reverse())?.p, oneSampleT(a)?.p);
      }),
      settings,
    );
  });

  test("one p of a score per cluster counts a repeated cluster as more evidence only once", () => {
    const cluster = { xs: [0, 1, 1], ys: [0, 0.4, 0.3] };
    const other = { xs: [0, -1], ys: [0.1, 0] };
    const flat = { xs: [1, 1], ys: [5, 9] };
    expect(withinClusterT([cluster, other])?.df).toBe(1);
    expect(withinClusterT([cluster, other, flat])).toEqual(withinClusterT([cluster, other]));
  });
});

describe("intervals", () => {
  test("Wilson lies in 0..1, holds the share, and rises with the hits", () => {
    fc.assert(
      fc.property(share, ({ hits, count }) => {
        const { low, high } = wilson(hits, count) ?? { low: 9, high: -9 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(hits / count);
        expect(high).toBeGreaterThanOrEqual(hits / count);
        if (hits < count) expect(wilson(hits + 1, count)?.low).toBeGreaterThan(low);
      }),
      settings,
    );
  });

  test("mirror with the sides", () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const ab = differenceInterval(a, b);
        const ba = differenceInterval(b, a);
        if (ab) expectSame(ab.low, -(ba?.high ?? Number.NaN));
        else expect(ba).toBeNull();
      }),
      settings,
    );
  });

  test("bootstrap stays inside the data, repeats itself and scales", () => {
    fc.assert(
      fc.property(amounts, scale, (a, k) => {
        const single = a.map((sum) => ({ sum, count: 1 }));
        const interval = bootstrapBlocks(single) ?? { low: Number.NaN, high: Number.NaN };
        expect(interval.low).toBeGreaterThanOrEqual(Math.min(...a) - 1e-12);
        expect(interval.high).toBeLessThanOrEqual(Math.max(...a) + 1e-12);
        expect(interval.low).toBeLessThanOrEqual(interval.high);
        expect(bootstrapBlocks(single)).toEqual(interval);
        const scaled = single.map(({ sum }) => ({ sum: sum * k, count: 1 }));
        expectSame(bootstrapBlocks(scaled)?.low, interval.low * k);
      }),
      { numRuns: 20 },
    );
  });

  test("equivalence mirrors and needs the whole interval inside", () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const ab = ratioEquivalence(a, b, 1.15);
        const ba = ratioEquivalence(b, a, 1.15);
        expect(ab?.equivalent).toBe(ba?.equivalent);
        expect((ab?.ratio ?? 0) * (ba?.ratio ?? 0)).toBeCloseTo(1, 9);
      }),
      settings,
    );
  });
});

describe("Benjamini-Hochberg", () => {
  const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
  const rate = fc.double({ min: 0.001, max: 0.5, noNaN: true });

  test("keeps the smallest p, more of them at a larger q, whatever their order", () => {
    fc.assert(
      fc.property(pValues, rate, rate, (p, q1, q2) => {
        const strict = benjaminiHochberg(p, Math.min(q1, q2));
        const loose = benjaminiHochberg(p, Math.max(q1, q2));
        const kept = p.filter((_, i) => strict[i]);
        const dropped = p.filter((_, i) => !strict[i]);
        expect(Math.max(...kept, -1)).toBeLessThan(Math.min(...dropped, 2));
        for (const [i, survives] of strict.entries()) if (survives) expect(loose[i]).toBe(true);
        const reversed = benjaminiHochberg([...p].reverse(), Math.min(q1, q2));
        expect([...reversed].reverse()).toEqual(strict);
      }),
    );
  });

  test("the example of the 1995 paper: four of fifteen at 0.05", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719,
      0.6528, 0.759, 1,
    ];
    expect(benjaminiHochberg(p, 0.05).filter((survives) => survives)).toHaveLength(4);
  });
});
