import { describe, expect, test } from "vitest";
import { ODDS_LEAST, type OddsAsked, oddsOf } from "../../src/figures/odds.ts";
import { longRunProbability } from "../../src/stats/curve.ts";

const ASKED: OddsAsked = {
  horizon: 10,
  risk: 0.01,
  target: 0.1,
  maxLoss: 0.1,
  isTrailing: false,
  dailyLoss: null,
  ruin: 0.5,
  streak: 3,
};

const coins = (days: number) => Array.from({ length: days }, (_, day) => [day % 2 === 0 ? 1 : -1]);

/** Four and a half standard deviations of a share of 10,000 paths. */
const within = (share: number) => 4.5 * Math.sqrt((share * (1 - share)) / 10_000);

/** The probability that a fair walk reaches +up steps before -down, in so many steps. */
function reaches(up: number, down: number, steps: number): number {
  let at = new Map([[0, 1]]);
  let reached = 0;
  for (let step = 0; step < steps; step++) {
    const next = new Map<number, number>();
    for (const [place, share] of at) {
      for (const to of [place - 1, place + 1]) {
        if (to === up) reached += share / 2;
        else if (to > -down) next.set(to, (next.get(to) ?? 0) + share / 2);
      }
    }
    at = next;
  }
  return reached;
}

describe("of a coin all is known", () => {
  // Small shares, so that so many steps add up to the limit.
  test.each([
    [3, 3, 20],
    [2, 4, 30],
    [5, 1, 12],
  ])("%i steps up before %i down in %i trades", (up, down, horizon) => {
    const risk = 0.0001;
    const limits = { target: up * risk - risk / 2, maxLoss: down * risk - risk / 2 };
    const odds = oddsOf(coins(400), { ...ASKED, risk, horizon, ...limits });
    const wanted = reaches(up, down, horizon);
    expect(Math.abs((odds?.target.p ?? 0) - wanted)).toBeLessThan(within(wanted));
    expect(odds?.target.low).toBeLessThan(wanted);
    expect(odds?.target.high).toBeGreaterThan(wanted);
  });

  test.each([
    [3, 10],
    [5, 50],
    [8, 100],
  ])("a run of %i losses in %i trades", (streak, horizon) => {
    const odds = oddsOf(coins(400), { ...ASKED, streak, horizon });
    const wanted = longRunProbability(horizon, 0.5, streak) ?? 0;
    expect(Math.abs((odds?.streak.p ?? 0) - wanted)).toBeLessThan(within(wanted));
  });

  test("half the risk ruins less, and a ruin needs its losses", () => {
    const odds = oddsOf(coins(400), { ...ASKED, horizon: 40, risk: 0.1, ruin: 0.3 });
    expect(odds?.ruinAtHalf.p).toBeLessThan(odds?.ruin.p ?? 0);
    // Three losses more than wins: 0.9^3 = 0.729 is not enough, with a fourth 0.656 is.
    const never = oddsOf(coins(400), { ...ASKED, horizon: 3, risk: 0.1, ruin: 0.3 });
    expect(never?.ruin).toEqual({ p: 0, low: 0, high: 0 });
  });
});

describe("days stay whole", () => {
  const days = Array.from({ length: 60 }, (_, day) => (day % 2 === 0 ? [-1, -1, 2] : [1]));

  test("two losses always come together, a third never", () => {
    const odds = oddsOf(days, { ...ASKED, horizon: 60, streak: 2 });
    expect(odds?.streak.p).toBeGreaterThan(0.999);
    expect(oddsOf(days, { ...ASKED, horizon: 60, streak: 3 })?.streak.p).toBe(0);
  });

  test("a limit of the day counts from its morning, that of the account from the start", () => {
    const asked = { ...ASKED, horizon: 200, target: 0.05 };
    const free = oddsOf(days, asked)?.target.p ?? 0;
    // Every second day loses 2 % before it wins.
    const strict = oddsOf(days, { ...asked, dailyLoss: 0.015 })?.target.p ?? 1;
    expect(free).toBeGreaterThan(0.99);
    expect(strict).toBeLessThan(0.05);
    expect(oddsOf(days, { ...asked, dailyLoss: 0.05 })?.target.p).toBe(free);
  });

  test("a trailing limit follows the balance at the end of days", () => {
    const asked = { ...ASKED, horizon: 100, target: 0.05, maxLoss: 0.019 };
    const fixed = oddsOf(days, asked)?.target.p ?? 0;
    const trailing = oddsOf(days, { ...asked, isTrailing: true })?.target.p ?? 1;
    // A day of 1 % and then one that falls 2 %: only from the start is that no loss of 1.9 %.
    expect(trailing).toBeLessThan(fixed);
  });
});

describe("too little", () => {
  test.each([
    ["trades", coins(ODDS_LEAST.trades - 1)],
    ["days", Array.from({ length: ODDS_LEAST.days - 1 }, () => [1, -1, 1])],
    ["anything", []],
  ])("of %s is null", (_, days) => expect(oddsOf(days, ASKED)).toBeNull());

  test("days without trades are no days", () => {
    const some = coins(40);
    const gaps = some.flatMap((day) => [day, []]);
    expect(oddsOf(gaps, ASKED)).toEqual(oddsOf(some, ASKED));
    expect(oddsOf([...coins(29), [], []], ASKED)).toBeNull();
  });
});
