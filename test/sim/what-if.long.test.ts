import { describe, expect, test } from "vitest";
import { MOVED } from "../seed.ts";
import { HONEST, type Honest, SCHOOLS } from "./honest.ts";
import { tradePlan } from "./market.ts";
import { heardOf, type Told, tenFixed, tenPicked, toldOf } from "./what-if.ts";

const TRADERS = 40;

function tradersOf(school: Honest): Told[] {
  return Array.from({ length: TRADERS }, (_, k) => {
    const { trades, contexts } = tradePlan(MOVED + 1_000 * (k + 1) + 13, 200, HONEST[school]);
    return toldOf(trades, contexts);
  });
}

/** Of all traders of all schools. */
const told = { fixed: 0, picked: 0 };

describe("honest traders who try ten scenarios hear that one beats chance no more than one in twenty", () => {
  // 99.9 % quantile of a binomial: 5 % of 40 traders.
  test.each(SCHOOLS)(
    "%s: at most 7 of 40, also of those who looked at the tables first",
    (school) => {
      const traders = tradersOf(school);
      const fixed = traders.filter((one) => heardOf(tenFixed(one)).length > 0).length;
      const picked = traders.filter((one) => heardOf(tenPicked(one)).length > 0).length;
      told.fixed += fixed;
      told.picked += picked;
      expect([fixed <= 7, picked <= 7]).toEqual([true, true]);
    },
  );

  test("over all schools at most 5 %", () => {
    const all = TRADERS * SCHOOLS.length;
    expect(told.fixed / all).toBeLessThanOrEqual(0.05);
    expect(told.picked / all).toBeLessThanOrEqual(0.05);
  });
});
