import { describe, expect, test } from "vitest";
import { keptOn } from "../../src/mentor/followup.ts";
import { judgeOf } from "../../src/mentor/hand-day.ts";
import { withPlannedRisk } from "../../src/mentor/planned-risk.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import { checkRules } from "../../src/mentor/rules/check.ts";
import { balanceOf, withImputed } from "../../src/mentor/trade.ts";
import type { DayHistory } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { at, history, rule, SETTINGS, trade } from "./build.ts";

const gold = (lot_size: number, fields: Partial<Trade> = {}): Partial<Trade> => ({
  ...at("02:00", "03:00"),
  side: "buy",
  lot_size,
  entry_price: 2000,
  stop_loss: 1980,
  exit_price: 1980,
  profit_loss: -2000 * lot_size,
  ...fields,
});
const seen = (trades: Partial<Trade>[], rest: Partial<Omit<DayHistory, "trades">> = {}) =>
  withPlannedRisk(history(trades, { balance: 3000, ...rest }));
const risks = (day: DayHistory) => day.trades.map(({ risk_percent }) => risk_percent);

describe("a risk that nobody typed", () => {
  test("is worked out from entry, stop, lot, the value of a point and the balance", () => {
    expect(risks(seen([gold(0.02), gold(0.28)]))).toEqual([1.33, 18.67]);
    // Costs that nobody noted do not make a limit broken that was kept.
    expect(risks(seen([gold(0.03, { profit_loss: -61.4 })]))).toEqual([2]);
  });

  test("of a trade that ended where it began, or without a price, is learned from the symbol's others", () => {
    const even = gold(0.03, { exit_price: 2000, profit_loss: -0.5 });
    const unknown = gold(0.03, { exit_price: null, profit_loss: 12 });
    expect(risks(seen([even, unknown]))).toEqual([null, null]);
    const earlier = [trade({ id: 90, ...gold(0.1), session_date: "2026-11-19", session_id: 9 })];
    expect(risks(seen([even, unknown], { earlier }))).toEqual([2, 2]);
  });

  test("of an earlier day is what could be known on that day", () => {
    const even = gold(0.03, { exit_price: 2000, profit_loss: -0.5 });
    const on = (session_date: string, session_id: number, fields: Partial<Trade>) =>
      trade({ id: 80 + session_id, ...fields, session_date, session_id });
    const earlier = [
      on("2026-11-17", 7, even),
      on("2026-11-18", 8, gold(0.1)),
      on("2026-11-19", 9, even),
    ];
    const earlierBalances = new Map([7, 8, 9].map((id) => [id, 3000]));
    const promises = [
      {
        ...{ id: 1, made_on: "2026-11-16", accepted_on: null, text: "janji" },
        action: { id: "risiko_maksimum" as const, params: { limit: 2 } },
      },
    ];
    const day = seen([gold(0.03)], { earlier, earlierBalances, promises });
    expect(day.earlier.map(({ risk_percent }) => risk_percent)).toEqual([null, 6.67, 2]);
    // The first day was called untested: it is not counted afterwards either.
    expect(reviewDay(day, SETTINGS).followup[0]).toMatchObject({ kept: 2, of: 3 });
  });

  test("stays unknown without stop, lot or balance; a typed one stays as it is", () => {
    const bare = { stop_loss: null, stop_loss_used: false };
    expect(risks(seen([gold(0.02, bare)]))).toEqual([null]);
    expect(risks(seen([gold(0.02, { lot_size: null })]))).toEqual([null]);
    expect(risks(seen([gold(0.02)], { balance: null }))).toEqual([null]);
    expect(risks(seen([gold(0.02, { risk_percent: 0.5 })]))).toEqual([0.5]);
  });

  test("is judged, and promised on, like a typed one", () => {
    const day = seen([gold(0.28)], { rules: [rule({ kind: "risk", params: { percent: 1 } })] });
    const review = reviewDay(day, SETTINGS);
    expect(review.findings.find(({ id }) => id === "risiko_lebih_2pct")?.values.max).toBe(18.67);
    expect(review.risk.ceilings.map(({ id, value }) => [id, value])).toContainEqual([
      "risiko",
      18.67,
    ]);
    // What came of all above $30 of the $560: by the risk itself, not by its hundredths.
    const broken = { outcome: "broken", trades: [1], cost: -530 };
    expect(checkRules(day, SETTINGS)[0]).toMatchObject(broken);
    const parts = [gold(0.14), gold(0.14)].map((one, i) => ({ ...one, ticket: "7", id: i + 1 }));
    expect(checkRules(seen(parts, { rules: day.rules }), SETTINGS)[0]).toMatchObject(broken);
    const most = { id: "risiko_maksimum" as const, params: { limit: 2 } };
    expect(keptOn(most, day)).toMatchObject({ chances: 1, broken: [1] });
  });
});

describe("the usual risk stands for one that nobody knows", () => {
  const filled = (plans: number[], balances: (number | null)[]) =>
    Array.from(withImputed(plans, balances).plans);

  test("as the share of the balance that it was: after a deposit, and after a withdrawal", () => {
    expect(filled([10, 20, 30, 0], [1000, 1000, 1000, 10_000])[3]).toBe(200);
    expect(filled([100, 200, 300, 0], [10_000, 10_000, 10_000, 1000])[3]).toBe(20);
    // Each known one by its own day's.
    expect(filled([10, 200, 0, 0], [1000, 10_000, 1000, 10_000])).toEqual([10, 200, 15, 150]);
  });

  test("in money where one of the two balances is unknown", () => {
    expect(filled([10, 20, 30, 0], [null, null, null, 10_000])[3]).toBe(20);
    expect(filled([10, 20, 30, 0], [1000, 1000, 1000, null])[3]).toBe(20);
    expect(filled([10, 20, 30, 0], [1000, 1000, -5, 10_000])[3]).toBe(100);
    expect(filled([0, 10, 0], [])).toEqual([Number.NaN, 10, 10]);
  });

  test("of the last twenty that are known, so that what was long ago does not count", () => {
    const plans = [...Array(30).fill(10), ...Array(11).fill(40), 0];
    expect(
      filled(
        plans,
        plans.map(() => 1000),
      ).at(-1),
    ).toBe(40);
  });

  test("and what a trade without a stop cost beyond it goes by the balance of its own day", () => {
    const on = (day: number, balance: number) =>
      trade({
        id: 800 + day,
        session_id: 50 + day,
        session_date: `2026-11-0${day}`,
        risk_percent: 1,
        profit_loss: -balance / 100,
      });
    const earlier = [on(1, 1000), on(2, 1000), on(3, 1000)];
    const past = {
      earlier,
      earlierBalances: new Map([51, 52, 53].map((id) => [id, 1000])),
      rules: [rule({ kind: "stop-required", params: {} })],
    };
    const bare = { stop_loss_used: false, stop_loss: null, profit_loss: -300 };
    const cost = (balance: number) =>
      checkRules(history([bare], { ...past, balance }), SETTINGS)[0]?.cost;
    // A tenth of slippage over 1 %: of $10,000 $110, of $1,000 $11.
    expect(cost(10_000)).toBe(-190);
    expect(cost(1000)).toBe(-289);
  });
});

test("what is a loss and what break-even goes by the balance of its own day", () => {
  const small = (session_id: number) =>
    trade({ id: session_id, session_id, risk_percent: 1, profit_loss: -2 });
  const day = history([], {
    balance: 10_000,
    earlier: [small(71), small(72)],
    earlierBalances: new Map([
      [71, 1000],
      [72, 10_000],
    ]),
  });
  const judge = judgeOf(day);
  // 0.2 R of $10, 0.02 R of $100.
  expect(day.earlier.map((one) => judge([one]))).toEqual([-1, 0]);
  expect([1, 71, 9].map((session_id) => balanceOf(day, { session_id }))).toEqual([
    10_000,
    1000,
    null,
  ]);
});
