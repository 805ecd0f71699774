import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectedLongestRun, longRunProbability, streaks } from "../../src/stats/curve.ts";
import {
  binomialGreater,
  fisherGreater,
  fisherTwoSided,
  stratifiedGreater,
} from "../../src/stats/exact.ts";
import { mannKendall } from "../../src/stats/moments.ts";
import { maxTLess } from "../../src/stats/permutation.ts";
import { countRuns, runsExactP } from "../../src/stats/ranks.ts";

/** Every way to choose which of n places are marked. */
function markings(n: number): boolean[][] {
  return Array.from({ length: 2 ** n }, (_, bits) => {
    return Array.from({ length: n }, (_, i) => ((bits >> i) & 1) === 1);
  });
}

/** Every order of the items, equal items counted as different. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) => {
    return orders(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]);
  });
}

const count = (marks: readonly boolean[]) => marks.filter((mark) => mark).length;
const runs = { numRuns: 40 };

describe("exact tests equal a full enumeration", () => {
  test("Fisher: all ways to spread the hits over the members", () => {
    const share = fc.record({ n: fc.integer({ min: 1, max: 5 }), k: fc.nat(5) });
    fc.assert(
      fc.property(share, share, (x, y) => {
        const a = { hits: Math.min(x.k, x.n), count: x.n };
        const b = { hits: Math.min(y.k, y.n), count: y.n };
        const spreads = markings(a.count + b.count)
          .filter((marks) => count(marks) === a.hits + b.hits)
          .map((marks) => count(marks.slice(0, a.count)));
        const sameOrMore = spreads.filter((hits) => hits >= a.hits).length;
        expect(fisherGreater(a, b)).toBeCloseTo(sameOrMore / spreads.length, 12);
        const ways = (hits: number) => spreads.filter((other) => other === hits).length;
        const rarer = spreads.filter((hits) => ways(hits) <= ways(a.hits)).length;
        expect(fisherTwoSided(a, b)).toBeCloseTo(rarer / spreads.length, 12);
      }),
      runs,
    );
  });

  test("strata: all ways to spread the hits inside each, half of those with as many", () => {
    const stratum = fc.tuple(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), fc.nat(6));
    fc.assert(
      fc.property(fc.array(stratum, { minLength: 1, maxLength: 3 }), (strata) => {
        const share = (some: readonly boolean[]) => ({ hits: count(some), count: some.length });
        const sides = strata.map(([marks, at]) => {
          const size = at % (marks.length + 1);
          return [share(marks.slice(0, size)), share(marks.slice(size))] as const;
        });
        const open = strata.filter((_, i) => sides[i]?.every((side) => side.count > 0));
        const sums = open.reduce(
          (found, [marks, at]) => {
            const spreads = markings(marks.length).filter((other) => count(other) === count(marks));
            const hits = spreads.map((other) => count(other.slice(0, at % (marks.length + 1))));
            return found.flatMap((sum) => hits.map((one) => sum + one));
          },
          [0],
        );
        const ours = open.reduce(
          (sum, [marks, at]) => sum + count(marks.slice(0, at % (marks.length + 1))),
          0,
        );
        const p = stratifiedGreater(sides);
        const more = sums.filter((sum) => sum > ours).length;
        const same = sums.filter((sum) => sum === ours).length;
        if (open.length === 0) expect(p).toBeNull();
        else expect(p).toBeCloseTo((more + same / 2) / sums.length, 12);
      }),
      runs,
    );
  });

  test("binomial: all sequences", () => {
    for (const hits of [0, 1, 4, 7]) {
      const total = markings(7).reduce((sum, marks) => {
        const k = count(marks);
        return k >= hits ? sum + 0.65 ** k * 0.35 ** (7 - k) : sum;
      }, 0);
      expect(binomialGreater(hits, 7, 0.65)).toBeCloseTo(total, 12);
    }
  });

  test("runs: all orders of the same marks", () => {
    const amounts = (marks: readonly boolean[]) => marks.map((mark) => (mark ? 1 : -1));
    for (const marks of markings(7)) {
      const { a, b, runs: observed } = countRuns(amounts(marks));
      const all = markings(7)
        .filter((other) => count(other) === a)
        .map((other) => countRuns(amounts(other)).runs);
      const low = all.filter((other) => other <= observed).length / all.length;
      const high = all.filter((other) => other >= observed).length / all.length;
      const p = runsExactP({ a, b, runs: observed });
      if (a === 0 || b === 0) expect(p).toBeNull();
      else expect(p).toBeCloseTo(Math.min(1, 2 * Math.min(low, high)), 12);
    }
  });

  test("longest run: all sequences", () => {
    const chance = (marks: readonly boolean[]) => 0.6 ** count(marks) * 0.4 ** (9 - count(marks));
    const longest = (marks: readonly boolean[]) =>
      streaks(
        marks.map((mark) => (mark ? -1 : 1)),
        -1,
      ).longest;
    for (const length of [1, 3, 9]) {
      const total = markings(9)
        .filter((marks) => longest(marks) >= length)
        .reduce((sum, marks) => sum + chance(marks), 0);
      expect(longRunProbability(9, 0.6, length)).toBeCloseTo(total, 12);
    }
    const mean = markings(9).reduce((sum, marks) => sum + longest(marks) * chance(marks), 0);
    expect(expectedLongestRun(9, 0.6)).toBeCloseTo(mean, 12);
  });

  test("Mann-Kendall: all orders of the same values, ties too", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 2, maxLength: 6 }), (values) => {
        const s = (series: readonly number[]) =>
          series.reduce((total, later, i) => {
            const earlier = series.slice(0, i);
            return total + earlier.reduce((sum, one) => sum + Math.sign(later - one), 0);
          }, 0);
        const observed = s(values);
        const all = orders(values).map(s);
        const extreme = all.filter((one) => one * (Math.sign(observed) || 1) >= Math.abs(observed));
        const ours = mannKendall(values);
        expect(ours?.s).toBe(observed);
        expect(ours?.p).toBeCloseTo(Math.min(1, (2 * extreme.length) / all.length), 12);
      }),
      runs,
    );
  });

  test("max-T: near the share of all label orders", () => {
    const values = [-2, -1.5, 0.3, 0.2, 1.1, -0.4, 0.9];
    const labels = ["a", "a", "b", "b", "b", "c", "c"];
    const sizes = new Map([...new Set(labels)].map((label) => [label, labels.indexOf(label)]));
    const smallest = (order: readonly string[]) =>
      Math.min(
        ...[...sizes.keys()].map((label) => {
          const inside = values.filter((_, i) => order[i] === label);
          const mean = inside.reduce((x, y) => x + y, 0) / inside.length;
          const centre = values.reduce((x, y) => x + y, 0) / values.length;
          return (mean - centre) / Math.sqrt(1 / inside.length - 1 / values.length);
        }),
      );
    const observed = smallest(labels);
    const all = orders(labels).map(smallest);
    const exact = all.filter((one) => one <= observed + 1e-10).length / all.length;
    const units = values.map((value, i) => ({ label: labels[i] ?? "", values: [value] }));
    const ours = maxTLess(units, { minimumCount: 2, permutations: 20_000 });
    expect(ours?.worst.label).toBe("a");
    expect(Math.abs((ours?.p ?? 2) - exact)).toBeLessThan(0.01);
  });
});
