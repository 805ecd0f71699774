import { expect, test } from "vitest";
import { MOVED } from "../seed.ts";
import { comparisonsOf, weeksOf } from "./comparisons.ts";
import { SCHOOLS } from "./honest.ts";

// 99.9 % quantiles of a binomial for the 5 % that may be told: of some 170 comparisons, which hang
// together by the trader, and of 48 traders who read the review of every week for a year.
test("two traders of each school: at most 20 of their comparisons tell a difference", () => {
  const all = SCHOOLS.flatMap((school) =>
    [0, 1].map((k) => comparisonsOf(school, MOVED + 1_000 * k + 31)),
  );
  expect(all.reduce((sum, { made }) => sum + made, 0)).toBeGreaterThan(150);
  expect(all.reduce((sum, { told }) => sum + told, 0)).toBeLessThanOrEqual(20);
});

test("nor more than eight in a year of weekly reviews", () => {
  const told = SCHOOLS.flatMap((school) =>
    [0, 1].map((k) => weeksOf(school, MOVED + 1_000 * k + 32)),
  ).filter(Boolean);
  expect(told.length).toBeLessThanOrEqual(8);
});
