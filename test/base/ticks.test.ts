import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/base/dates.ts";
import { currencyOf } from "../../src/base/money.ts";
import { moneyLabels, shortMoney } from "../../src/base/number.ts";
import { dateTicks, niceStep, niceTicks } from "../../src/base/ticks.ts";

const USD = currencyOf("USD");
const IDR = currencyOf("IDR");

describe("ticks of an axis", () => {
  test("are round numbers", () => {
    expect(niceTicks(0, 10, 6)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(niceTicks(0.1, 0.33, 4)).toEqual([0.1, 0.2, 0.3, 0.4]);
    expect(niceTicks(-480, 120, 5)).toEqual([-600, -400, -200, 0, 200]);
    expect(niceTicks(3_000, 3_147.5, 5)).toEqual([3_000, 3_050, 3_100, 3_150]);
    expect(niceTicks(0, 0, 4)).toEqual([-1, 0, 1]);
    expect(niceTicks(500, 500, 4)).toEqual([460, 480, 500, 520, 540]);
  });

  test("hold the range, evenly, with a step of 1, 2 or 5", () => {
    const end = fc.oneof(
      fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 100),
      fc.double({ min: -1e300, max: 1e300, noNaN: true }),
    );
    fc.assert(
      fc.property(end, end, fc.integer({ min: 2, max: 12 }), (a, b, most) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        // Two numbers that differ in their last figures only have no axis between them.
        const size = Math.max(Math.abs(low), Math.abs(high));
        fc.pre(low === high || high - low > Math.max(1e-290, 1e-9 * size));
        const ticks = niceTicks(low, high, most);
        expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6 * Math.abs(high - low));
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(2 * most + 3);
        for (const tick of ticks) expect(Object.is(tick, -0)).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.nat(20), (span, n) => {
        const step = niceStep(span, n + 1);
        expect(["1", "2", "5"]).toContain(step.toExponential()[0]);
        expect(step.toExponential()).toMatch(/^\de/);
        expect(span / step).toBeLessThanOrEqual((n + 1) * (1 + 1e-8));
      }),
    );
  });
});

describe("ticks of a time axis", () => {
  test("go by days, Mondays, months, quarters or years", () => {
    const labels = (from: string, to: string, most: number) =>
      dateTicks(from, to, most).map(({ label }) => label);
    expect(labels("2026-11-03", "2026-11-06", 5)).toEqual(["3 Nov", "4 Nov", "5 Nov", "6 Nov"]);
    expect(labels("2026-11-01", "2026-11-30", 6)).toEqual([
      "2 Nov",
      "9 Nov",
      "16 Nov",
      "23 Nov",
      "30 Nov",
    ]);
    expect(labels("2026-01-15", "2026-05-28", 6)).toEqual([
      "Feb 2026",
      "Mar 2026",
      "Apr 2026",
      "Mei 2026",
    ]);
    expect(labels("2025-02-10", "2026-08-01", 6)).toEqual([
      "Apr 2025",
      "Jul 2025",
      "Okt 2025",
      "Jan 2026",
      "Apr 2026",
      "Jul 2026",
    ]);
    expect(labels("2016-03-01", "2026-03-01", 6)).toEqual(["2018", "2020", "2022", "2024", "2026"]);
    expect(labels("2026-11-03", "2026-11-03", 5)).toEqual(["3 Nov"]);
    expect(labels("2026-11-03", "2026-11-04", 1)).toEqual(["3 Nov"]);
  });

  test("are never more than asked for, in order, and inside the range", () => {
    const day = fc.integer({ min: 0, max: 12_000 }).map((n) => addDays("2000-01-01", n));
    fc.assert(
      fc.property(day, day, fc.integer({ min: 2, max: 20 }), (a, b, most) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const dates = dateTicks(from, to, most).map(({ date }) => date);
        expect(dates.length).toBeGreaterThanOrEqual(1);
        expect(dates.length).toBeLessThanOrEqual(most);
        expect([...new Set(dates)].sort()).toEqual(dates);
        for (const date of dates) expect(date >= from && date <= to).toBe(true);
      }),
    );
  });
});

describe("money in a few characters", () => {
  test("as its users shorten it", () => {
    const usd = [0, 45, -45.5, 4.5, -0.4, 0.004, 999.4, 999.6, -1_234, 12_345, 9_960, 1.25e6, 3e9];
    expect(usd.map((value) => shortMoney(value, USD))).toEqual([
      "0",
      "+45",
      "-46",
      "+4.5",
      "-0.4",
      "+0.004",
      "+999",
      "+1k",
      "-1.2k",
      "+12k",
      "+10k",
      "+1.3M",
      "+3B",
    ]);
    const idr = [-1_234, 250_000, 1_250_000, -2.5e9, 3e12];
    expect(idr.map((value) => shortMoney(value, IDR))).toEqual([
      "-1,2rb",
      "+250rb",
      "+1,3jt",
      "-2,5M",
      "+3T",
    ]);
    expect(shortMoney(-1_234, USD, { symbol: true })).toBe("-$1.2k");
    expect(shortMoney(-348_604, currencyOf("JPY"), { symbol: true })).toBe("¥-349k");
    expect(shortMoney(1_234, currencyOf("USC"), { symbol: true })).toBe("+1.2k USC");
  });

  test("keeps its sign, its order, and six characters below a billion", () => {
    const amount = fc.integer({ min: -99_900_000_000, max: 99_900_000_000 }).map((n) => n / 100);
    fc.assert(
      fc.property(amount, fc.constantFrom(USD, IDR), (value, currency) => {
        const text = shortMoney(value, currency);
        expect(text.length).toBeLessThanOrEqual(currency === IDR ? 7 : 6);
        expect(Math.sign(value)).toBe(text.startsWith("-") ? -1 : text.startsWith("+") ? 1 : 0);
        if (value !== 0) expect(text).toMatch(/[1-9]/);
      }),
    );
  });

  test("labels of an axis are exact, and all in one form", () => {
    expect(moneyLabels([-500, 0, 500, 1_000], USD)).toEqual(["-$500", "$0", "$500", "$1,000"]);
    expect(moneyLabels([0, 0.5, 1], USD)).toEqual(["$0.00", "$0.50", "$1.00"]);
    expect(moneyLabels([100_000, 150_000], USD)).toEqual(["$100k", "$150k"]);
    expect(moneyLabels([1.2e6, 1.25e6, 1.3e6], USD)).toEqual(["$1.2M", "$1.25M", "$1.3M"]);
    expect(moneyLabels([0, 5e6, 1e7], IDR)).toEqual(["Rp0", "Rp5jt", "Rp10jt"]);
    expect(moneyLabels([-400_000, -200_000, 0], currencyOf("JPY"))).toEqual([
      "¥-400k",
      "¥-200k",
      "¥0",
    ]);
  });
});
