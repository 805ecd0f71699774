import { describe, expect, test } from "vitest";
import {
  normalCdf,
  normalQuantile,
  normalTail,
  oneSampleT,
  studentQuantile,
  studentTail,
} from "../../src/stats/distributions.ts";
import { binomialGreater, fisherGreater, fisherTwoSided } from "../../src/stats/exact.ts";
import { clusteredLess, differenceInterval, withinClusterT } from "../../src/stats/intervals.ts";
import { mannKendall } from "../../src/stats/moments.ts";
import { maxTLess } from "../../src/stats/permutation.ts";
import { mannWhitneyGreater, spearmanLess } from "../../src/stats/ranks.ts";
import { expectClose } from "./close.ts";
import golden from "./golden.json" with { type: "json" };
import reference from "./reference.json" with { type: "json" };

/** Largest error of a p-value printed with ten decimals. */
const ROUNDING = 6e-11;

/** The numbers of one row of a reference table; a row of another length is a broken fixture. */
function row(values: readonly unknown[], length: number): number[] {
  expect(values).toHaveLength(length);
  return values as number[];
}

describe("distributions against 60 digits of mpmath", () => {
  test("Student tail and quantile", () => {
    for (const values of reference.studentTail) {
      const [t = 0, df = 0, p] = row(values, 3);
      expectClose(studentTail(t, df), p, 1e-12);
    }
    for (const values of reference.studentQuantile) {
      const [p = 0, df = 0, t] = row(values, 3);
      expectClose(studentQuantile(p, df), t, 1e-12);
    }
  });

  test("normal tail, distribution and quantile, far out too", () => {
    for (const values of reference.normalTail) {
      const [z = 0, p] = row(values, 2);
      expectClose(normalTail(z), p, 1e-12);
      expectClose(normalCdf(-z), p, 1e-12);
    }
    for (const values of reference.normalQuantile) {
      const [p = 0, z] = row(values, 2);
      expectClose(normalQuantile(p), z, 1e-12);
    }
  });
});

describe("tests against scipy", () => {
  const { a, b } = reference;

  test("mannwhitneyu, asymptotic, with ties", () => {
    expectClose(mannWhitneyGreater(a, b), reference.mannwhitneyu_greater);
  });

  test("ttest_1samp", () => {
    const result = oneSampleT(a);
    expectClose([result?.t, result?.p], reference.ttest_1samp);
    expect(result?.df).toBe(a.length - 1);
  });

  test("ttest_ind(equal_var=False).confidence_interval(0.9)", () => {
    const interval = differenceInterval(a, b, 0.9);
    expectClose([interval?.low, interval?.high], reference.welch90);
  });

  test("spearmanr, alternative less, with ties", () => {
    const result = spearmanLess(a.slice(0, b.length), b);
    expectClose([result?.rho, result?.p], reference.spearmanr_less);
  });

  test("fisher_exact, greater and two-sided", () => {
    for (const values of reference.fisher) {
      const [hitsA = 0, missA = 0, hitsB = 0, missB = 0, greater, twoSided] = row(values, 6);
      const left = { hits: hitsA, count: hitsA + missA };
      const right = { hits: hitsB, count: hitsB + missB };
      expectClose(fisherGreater(left, right), greater);
      expectClose(fisherTwoSided(left, right), twoSided);
    }
  });

  test("binomial tail (mpmath)", () => {
    for (const values of reference.binom_sf) {
      const [hits = 0, count = 0, share = 0, p] = row(values, 4);
      expectClose(binomialGreater(hits, count, share), p, 1e-12);
    }
  });

  test("kendalltau against time, exact", () => {
    for (const [values, p] of reference.kendall_exact) {
      expectClose(mannKendall(values as number[])?.p, p);
    }
  });
});

describe("tests on synthetic traders of 120 trades", () => {
  const cases = golden.tests;

  test.each(cases.mannWhitneyGreater)("Mann-Whitney, $source", ({ a, b, p }) => {
    expect(Math.abs((mannWhitneyGreater(a, b) ?? 2) - p)).toBeLessThan(ROUNDING);
  });

  test.each(cases.fisherGreater)("Fisher, $source", ({ a, b, p }) => {
    const [hitsA = 0, countA = 0] = a;
    const [hitsB = 0, countB = 0] = b;
    const ours = fisherGreater({ hits: hitsA, count: countA }, { hits: hitsB, count: countB });
    expect(Math.abs((ours ?? 2) - p)).toBeLessThan(ROUNDING);
  });

  test.each(cases.binomialGreater)("binomial, $source", ({ hits, count, share, p }) => {
    expect(Math.abs((binomialGreater(hits, count, share) ?? 2) - p)).toBeLessThan(ROUNDING);
  });

  test.each(cases.clusteredLess)("clustered t, $source", (one) => {
    const ours = clusteredLess(
      one.values.map((value, i) => ({
        value,
        cluster: one.clusters[i] ?? -1,
        inGroup: one.group[i] === 1,
      })),
    );
    expect(Math.abs((ours?.p ?? 2) - one.p)).toBeLessThan(ROUNDING);
    expect(Math.abs((ours?.difference ?? 9) - one.difference)).toBeLessThan(ROUNDING);
    expect(ours?.df).toBe(new Set(one.clusters).size - 1);
  });

  test.each(cases.withinClusterT)("t over scores within clusters, $source", (one) => {
    const ours = withinClusterT(one.clusters);
    expectClose([ours?.t, ours?.p], [one.t, one.p]);
    expect(ours?.df).toBe(one.df);
  });

  test.each(cases.spearmanLess)("Spearman, $source", ({ x, y, p, rho }) => {
    const ours = spearmanLess(x, y);
    expect(Math.abs((ours?.p ?? 2) - p)).toBeLessThan(ROUNDING);
    expect(Math.abs((ours?.rho ?? 2) - rho)).toBeLessThan(ROUNDING);
  });

  test.each(cases.maxTLess)("max-T, $source (reference drew other permutations)", (one) => {
    const units = one.units.map(([label, values]) => ({
      label: String(label),
      values: values as number[],
    }));
    const ours = maxTLess(units, { minimumCount: 12, minimumUnits: one.minimumUnits });
    expect(Math.abs((ours?.p ?? 2) - one.p)).toBeLessThan(0.01);
    expect(Math.abs((ours?.worst.difference ?? 9) - one.difference)).toBeLessThan(ROUNDING);
    expect(ours?.worst.count).toBe(one.count);
  });
});
