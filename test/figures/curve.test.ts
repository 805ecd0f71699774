import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyOf, toMinor } from "../../src/base/money.ts";
import { curveOf } from "../../src/figures/curve.ts";
import { type DatedFlow, equityOf } from "../../src/figures/equity.ts";
import { moneySeries } from "../../src/figures/series.ts";
import { summarise } from "../../src/figures/summary.ts";
import { deepestFall, maximalDrawdown } from "../../src/stats/curve.ts";
import { ledgerOf, type Row } from "./ledgers.ts";

const USD = currencyOf("USD");

describe("the deepest fall", () => {
  test("of small curves", () => {
    expect(deepestFall([])).toBeNull();
    expect(deepestFall([5])).toBeNull();
    expect(deepestFall([1, 2, 2, 3])).toBeNull();
    expect(deepestFall([1, 5, 3, 4, 5, 2])).toEqual({ peak: 4, trough: 5, recovered: null });
    expect(deepestFall([1, 5, 1, 4, 6, 3])).toEqual({ peak: 1, trough: 2, recovered: 4 });
  });

  test("is where maximalDrawdown finds its amount", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -500, max: 500 }), { minLength: 1 }), (curve) => {
        const fall = deepestFall(curve);
        const at = (place: number) => curve[place] ?? Number.NaN;
        const depth = fall === null ? 0 : at(fall.peak) - at(fall.trough);
        expect(depth).toBe(maximalDrawdown(curve)?.amount);
        if (fall === null) return;
        expect(fall.peak).toBeLessThan(fall.trough);
        const after = curve.slice(fall.trough);
        const back = after.findIndex((level) => level >= at(fall.peak));
        expect(fall.recovered).toBe(back < 0 ? null : fall.trough + back);
      }),
    );
  });
});

describe("the longest drawdown", () => {
  const longestOf = (rows: readonly Row[]) =>
    summarise(ledgerOf(rows), { currency: USD }).longest_drawdown;
  const date = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

  test("of trades without times counts them in order", () => {
    const results = [-1, 1, 5, -3, 1, -1, 1, 2, -4];
    const rows = results.map((result, index) => ({ date: date(index >> 1), result }));
    expect(longestOf(rows)).toEqual({ days: null, trades: 5, recovered: true });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1 }), (amounts) => {
        const levels = [0];
        for (const amount of amounts) levels.push((levels.at(-1) ?? 0) + amount);
        const lengths = levels.flatMap((peak, from) => {
          if (levels.slice(0, from).some((level) => level > peak)) return [];
          const back = levels.findIndex((level, at) => at > from && level >= peak);
          const end = back < 0 ? levels.length - 1 : back;
          return levels.slice(from, end + 1).some((level) => level < peak) ? [end - from] : [];
        });
        const found = longestOf(amounts.map((result) => ({ date: "2026-01-01", result })));
        expect(found?.trades ?? 0).toBe(Math.max(0, ...lengths));
        expect(found?.days ?? null).toBeNull();
      }),
    );
  });

  test("counts trades, not the parts of them that were booked on other days", () => {
    const rows = [1, 5, -3, -1, -2].map((result, index) => ({ date: date(index), result }));
    const ledger = ledgerOf(rows);
    const costs = { commission: 0, swap: 0, fee: 0 };
    const parts = [{ row: 4, day: 2, minor: -100, isBots: false, ...costs }];
    const { longest_drawdown } = summarise({ ...ledger, parts }, { currency: USD });
    expect(longest_drawdown?.trades).toBe(3);
  });

  test("beside trades with times goes by the days of those without", () => {
    const at = (day: number, hour: number) => Date.UTC(2026, 0, 1 + day, hour) / 1000;
    const timed = (day: number, result: number) => ({
      date: date(day),
      result,
      entry: at(day, 8),
      exit: at(day, 9),
    });
    const untimed = (day: number, result: number) => ({ date: date(day), result });
    const rows = [untimed(0, 9), untimed(1, -5), untimed(20, 6), timed(30, -2), timed(31, 3)];
    expect(longestOf(rows)).toEqual({ days: 20, trades: 2, recovered: true });
  });
});

describe("the curve of an account", () => {
  const account = (results: readonly number[], balance: number | null, flows: DatedFlow[] = []) => {
    const rows = results.map((result, index) => ({ date: `2026-11-0${index + 1}`, result }));
    return equityOf(ledgerOf(rows, balance), { balance, flows }, USD);
  };
  const flow = (session_date: string, amount: number): DatedFlow => ({
    session_date,
    at: Date.parse(session_date) / 1000,
    minor: toMinor(amount, USD),
  });

  test("from a balance", () => {
    const equity = account([100, -50.5, -60, 200], 1_000);
    expect(equity).toMatchObject({ kind: "balance", start: 1_000, underwater: false });
    expect(equity.points.map(({ value }) => value)).toEqual([1_100, 1_049.5, 989.5, 1_189.5]);
    expect(equity.points.map(({ peak }) => peak)).toEqual([1_100, 1_100, 1_100, 1_189.5]);
    expect(equity.drawdown).toMatchObject({
      amount: 110.5,
      peak_date: "2026-11-01",
      trough_date: "2026-11-03",
      recovered_date: "2026-11-04",
    });
    expect(equity.drawdown?.fraction).toBeCloseTo(110.5 / 1_100, 12);
  });

  test("without one: from zero, and no percent", () => {
    const equity = account([-20, -10, 5], null, [flow("2026-11-02", 500)]);
    expect(equity).toMatchObject({ kind: "result", start: 0, underwater: true });
    expect(equity.points.map(({ value }) => value)).toEqual([-20, -30, -25]);
    expect(equity.drawdown).toEqual({
      amount: 30,
      fraction: null,
      peak_date: null,
      trough_date: "2026-11-02",
      recovered_date: null,
    });
  });

  test("of nothing", () => {
    expect(account([], null)).toMatchObject({ points: [], drawdown: null, result: 0 });
  });

  test("money paid in or out moves the balance, and is neither a gain nor a fall", () => {
    const equity = account([-500, 100], 1_000, [
      flow("2026-11-02", 9_500),
      flow("2026-11-09", -4_000),
    ]);
    expect(equity.points.map(({ value }) => value)).toEqual([500, 10_000, 10_100, 6_100]);
    expect(equity.points.map(({ peak }) => peak)).toEqual([1_000, 10_500, 10_500, 6_500]);
    expect(equity.points.map(({ cash_flow }) => cash_flow)).toEqual([
      undefined,
      9_500,
      undefined,
      -4_000,
    ]);
    expect(equity).toMatchObject({ result: -400, drawdown: { amount: 500, fraction: 0.5 } });
  });

  test("one drawdown: that of the summary, however many trades and flows", () => {
    const cents = fc.integer({ min: -40_000, max: 40_000 });
    const made = fc.array(fc.tuple(cents, fc.integer({ min: 0, max: 40 })), {
      minLength: 1,
      maxLength: 260,
    });
    const paid = fc.array(fc.tuple(fc.integer({ min: 0, max: 45 }), cents), { maxLength: 6 });
    fc.assert(
      fc.property(made, paid, (trades, flows) => {
        const dayOf = (at: number) =>
          new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
        const sorted = [...trades].sort(([, a], [, b]) => a - b);
        const rows = sorted.map(([result, at]) => ({ date: dayOf(at), result: result / 100 }));
        const dated = [...flows]
          .sort(([a], [b]) => a - b)
          .map(([at, amount]) => flow(dayOf(at), amount / 100));
        const made = ledgerOf(rows, 50_000);
        const before = (date: string) =>
          dated.filter((one) => one.session_date < date).reduce((sum, one) => sum + one.minor, 0);
        const days = made.days.map((day) => ({
          ...day,
          balance: (toMinor(day.balance ?? 0, USD) + before(day.session_date)) / toMinor(1, USD),
          flows: dated.filter((one) => one.session_date === day.session_date),
        }));
        const ledger = { ...made, days };
        const equity = equityOf(ledger, { balance: 50_000, flows: dated }, USD);
        const summary = summarise(ledger, { currency: USD });
        expect(equity.drawdown?.amount ?? 0).toBe(summary.max_drawdown);
        expect(equity.drawdown?.fraction ?? 0).toBeCloseTo(summary.max_drawdown_fraction ?? -1, 12);
        expect(equity.result).toBe(summary.net);
        // However they are told, the extremes are those of a curve of every step.
        const { high, low } = equityOf(ledger, { balance: 0, flows: [] }, USD);
        const course = curveOf(ledger, moneySeries(ledger, USD));
        expect([high, low]).toEqual([course.high, course.low]);
        const sum = equity.points.reduce(
          (total, point) =>
            total + toMinor(point.profit_loss, USD) + toMinor(point.cash_flow ?? 0, USD),
          toMinor(50_000, USD),
        );
        expect(toMinor(equity.points.at(-1)?.value ?? 0, USD)).toBe(sum);
      }),
    );
  });
});
