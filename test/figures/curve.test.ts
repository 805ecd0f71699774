import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyOf, toMinor } from "../../src/base/money.ts";
import { equityOf } from "../../src/figures/curve.ts";
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
  const steps = (...results: number[]) =>
    results.map((result, index) => ({
      session_date: `2026-11-0${index + 1}`,
      minor: toMinor(result, USD),
    }));

  test("from a balance", () => {
    const equity = equityOf(steps(100, -50.5, -60, 200), 1_000, "day", USD);
    expect(equity).toMatchObject({ kind: "balance", start: 1_000, underwater: false });
    expect(equity.points.map(({ value }) => value)).toEqual([1_100, 1_049.5, 989.5, 1_189.5]);
    expect(equity.points.map(({ peak }) => peak)).toEqual([1_100, 1_100, 1_100, 1_189.5]);
    expect(equity.drawdown).toEqual({
      amount: 110.5,
      fraction: 110.5 / 1_100,
      peak_date: "2026-11-01",
      trough_date: "2026-11-03",
      recovered_date: "2026-11-04",
    });
  });

  test("without one: from zero, and no percent", () => {
    const equity = equityOf(steps(-20, -10, 5), null, "day", USD);
    expect(equity).toMatchObject({ kind: "result", start: 0, underwater: true });
    expect(equity.drawdown).toEqual({
      amount: 30,
      fraction: null,
      peak_date: null,
      trough_date: "2026-11-02",
      recovered_date: null,
    });
  });

  test("of nothing", () => {
    expect(equityOf([], null, "day", USD)).toMatchObject({ points: [], drawdown: null });
  });

  test("ends, to the cent, at the sum", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99_999, max: 99_999 }), { maxLength: 60 }),
        (cents) => {
          const all = cents.map((n) => ({ session_date: "2026-11-01", minor: n * 1e6 }));
          const last = equityOf(all, null, "trade", USD).points.at(-1)?.value ?? 0;
          expect(last).toBe(cents.reduce((a, b) => a + b, 0) / 100);
        },
      ),
    );
  });
});
