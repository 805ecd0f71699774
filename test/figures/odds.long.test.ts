import { expect, test } from "vitest";
import { type OddsAsked, oddsOf } from "../../src/figures/odds.ts";
import { splitMix64 } from "../../src/stats/permutation.ts";
import { MOVED } from "../seed.ts";

const ASKED: OddsAsked = {
  horizon: 12,
  risk: 0.01,
  target: 0.03,
  maxLoss: 0.03,
  isTrailing: false,
  dailyLoss: null,
  ruin: 0.04,
  streak: 4,
};

const TRADERS = 200;

/** All days of two trades that are one of these R each, all as likely. */
const daysOf = (multiples: readonly number[]) =>
  multiples.flatMap((first) => multiples.map((second) => [first, second]));

// Bootstraps of twenty days hold it for 92 or 93 of 100: fewer than 168 of 200 come once in ten thousand.
test.each([
  ["one wins as often as it loses", daysOf([1, -1])],
  ["one in three wins twice what it risks", daysOf([2, -1, -1])],
])("an interval of twenty days holds what is true about as often as it says: %s", (_, world) => {
  const random = splitMix64(MOVED + 7);
  const truth = oddsOf(Array.from({ length: 10 }, () => world).flat(), ASKED);
  const held = { target: 0, ruin: 0, streak: 0 };
  for (let trader = 0; trader < TRADERS; trader++) {
    const days = Array.from({ length: 20 }, () => world[random.below(world.length)] ?? []);
    const odds = oddsOf(days, ASKED);
    for (const of of ["target", "ruin", "streak"] as const) {
      const { low, high } = odds?.[of] ?? { low: 1, high: 0 };
      const p = truth?.[of].p ?? Number.NaN;
      if (low <= p && p <= high) held[of]++;
    }
  }
  expect(Math.min(...Object.values(held)), JSON.stringify(held)).toBeGreaterThanOrEqual(168);
});
