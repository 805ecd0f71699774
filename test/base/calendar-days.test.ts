import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, isDate, weekday } from "../../src/base/dates.ts";
import { monthOf, periodBefore, readPeriod, weekOf, yearOf } from "../../src/base/period.ts";
import { dateTicks } from "../../src/base/ticks.ts";

/** Days as numbers since 1970 in UTC: what our dates meant before any library. */
const DAY_MS = 86_400_000;
const textOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const anyDay = fc.integer({ min: -25_000, max: 60_000 });

/** Zones that changed sides of the date line, or whose clocks jump at midnight. */
const ZONES = ["UTC", "Asia/Jakarta", "Pacific/Apia", "America/Sao_Paulo", "Africa/Cairo"];
const zone = process.env.TZ;

describe.each(ZONES)("on a machine in %s", (name) => {
  const there = <T>(act: () => T): T => {
    process.env.TZ = name;
    try {
      return act();
    } finally {
      process.env.TZ = zone;
    }
  };

  test("days are added and counted as whole days of the calendar", () => {
    const property = fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, more) => {
      const [date, later] = [textOf(day), textOf(day + more)];
      expect([isDate(date), addDays(date, more), daysBetween(date, later)]).toEqual([
        true,
        later,
        more,
      ]);
      expect(weekday(date)).toBe(((((day + 3) % 7) + 7) % 7) + 1);
    });
    there(() => fc.assert(property));
  });

  test("the day that Samoa skipped is a day", () =>
    there(() => {
      expect([addDays("2011-12-29", 1), addDays("2011-12-31", -1)]).toEqual([
        "2011-12-30",
        "2011-12-30",
      ]);
      expect([isDate("2011-12-30"), isDate("2011-02-29")]).toEqual([true, false]);
    }));

  test("weeks begin on Monday, months and years on their first day", () => {
    const property = fc.property(anyDay, (day) => {
      const date = textOf(day);
      const monday = day - (weekday(date) - 1);
      expect(weekOf(date)).toEqual({ kind: "week", from: textOf(monday), to: textOf(monday + 6) });
      const [year = 0, month = 0] = date.split("-").map(Number);
      const first = Date.UTC(year, month - 1, 1) / DAY_MS;
      const next = Date.UTC(year, month, 1) / DAY_MS;
      expect(monthOf(date)).toEqual({ kind: "month", from: textOf(first), to: textOf(next - 1) });
      expect(periodBefore(monthOf(date)).to).toBe(textOf(first - 1));
      expect(yearOf(date).to).toBe(`${year}-12-31`);
      const range = { kind: "range", from: textOf(day), to: textOf(day + 9) } as const;
      const before = { kind: "range", from: textOf(day - 10), to: textOf(day - 1) };
      expect(periodBefore(range)).toEqual(before);
    });
    there(() => fc.assert(property));
  });

  test("ISO weeks hold their Thursday; a 53rd only where the year has one", () => {
    const property = fc.property(
      fc.integer({ min: 1950, max: 2099 }),
      fc.integer({ min: 0, max: 54 }),
      (year, number) => {
        const january4 = Date.UTC(year, 0, 4) / DAY_MS;
        const monday = january4 - (weekday(textOf(january4)) - 1) + 7 * (number - 1);
        const isOne = number >= 1 && textOf(monday + 3).startsWith(String(year));
        const found = readPeriod(`${year}-W${number}`, "2026-11-25");
        expect(found?.from ?? null).toBe(isOne ? textOf(monday) : null);
      },
    );
    there(() => fc.assert(property));
  });

  test("ticks lie within the range, in order, evenly", () => {
    const property = fc.property(anyDay, fc.integer({ min: 1, max: 9_000 }), (day, length) => {
      const [from, to] = [textOf(day), textOf(day + length)];
      const dates = dateTicks(from, to, 8).map(({ date }) => date);
      expect(dates.length).toBeLessThanOrEqual(8);
      expect(dates.every((date) => date >= from && date <= to)).toBe(true);
      expect(dates).toEqual([...dates].sort());
    });
    there(() => fc.assert(property));
  });
});
