import { describe, expect, test } from "vitest";
import { SEED } from "../seed.ts";
import { claimsOf, heardOf } from "./claims.ts";
import { type Gap, seenWithout } from "./forms.ts";
import { makeTrader } from "./generate.ts";
import { SCHOOLS } from "./honest.ts";
import type { RecipeId } from "./recipes.ts";

/*
 * A small draw of what honesty.long.test.ts and forms.long.test.ts try in full: enough to see a
 * detector that has gone deaf, or a bound of proof that was lost.
 */

function claimsIn(id: RecipeId, traders: number, trades: number, gap: Gap | null = null) {
  return Array.from({ length: traders }, (_, k) => {
    const deals = makeTrader(id, SEED + 1_000 * k + 3, trades);
    return claimsOf(gap === null ? deals : seenWithout(deals, gap)).claims.map((one) => one.id);
  });
}

const told = (claims: readonly string[]) => claims.length > 0;

describe("what has no habit is told of none", () => {
  // 99.9 % quantile of a binomial for 2.1 % and 3.2 % of 25 traders each.
  test("50 traders over 200 trades, all looks: at most 6", () => {
    const claims = [...claimsIn("acak", 25, 200), ...claimsIn("jinak", 25, 200)];
    expect(claims.filter(told).length).toBeLessThanOrEqual(6);
  });

  test("nor is one that a source left out: 20 traders without prices and times", () => {
    const claims = [
      ...claimsIn("jinak", 10, 100, "prices"),
      ...claimsIn("jinak", 10, 100, "times"),
    ];
    expect(claims.filter(told).length).toBeLessThanOrEqual(3);
  });
});

describe("honest traders of every school hear of nothing", () => {
  // Below the 99.9 % quantile, 7, of a binomial for 5 % of 42 traders.
  test.each([0, 1])(
    "two of every second, from %i on, over 200 trades, all looks: at most 6",
    (half) => {
      const heard = SCHOOLS.filter((_, index) => index % 2 === half).flatMap((school) =>
        [0, 1].map((k) => heardOf(school, SEED + 1_000 * k + 5, 200).ids),
      );
      expect(heard.filter((ids) => ids.length > 0).length).toBeLessThanOrEqual(6);
    },
  );

  // Each of these was told of a habit or pattern often, by tests that took every trade for its own draw,
  // what comes late in the day for what comes of losses, or what ends on its own day for all that began.
  test.each([
    ...(["grid", "reverter", "accumulator", "scaledOut", "investor"] as const),
    ...(["evening", "phased", "wildHours", "wildAfternoons", "breakEven"] as const),
  ])("%s: five traders, at most one", (school) => {
    const heard = [0, 1, 2, 3, 4].map((k) => heardOf(school, SEED + 1_000 * k + 5, 150).ids);
    expect(heard.filter((ids) => ids.length > 0).length).toBeLessThanOrEqual(1);
  });
});

describe("what is there is found", () => {
  // Some 3 standard errors of 15 traders below the power of the specification.
  test.each([
    ["martingale", "martingale", 0.66],
    ["avgdown", "rata_rugi", 0.6],
    ["potong", "potong_untung", 0.8],
    ["tilt", "aturan_longgar", 0.4],
    ["balas", "balas_dendam", 0.4],
  ] as const)("%s: %s within 100 trades in at least %f", (id, detector, share) => {
    const claims = claimsIn(id, 15, 100);
    const found = claims.filter((ids) => ids.includes(detector));
    expect(found.length / claims.length).toBeGreaterThanOrEqual(share);
  });
});
