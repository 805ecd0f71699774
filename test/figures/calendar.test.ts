import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, weekday } from "../../src/base/dates.ts";
import { currencyOf } from "../../src/base/money.ts";
import { monthOf } from "../../src/base/period.ts";
import { calendarOf } from "../../src/figures/calendar.ts";
import type { LedgerDay } from "../../src/model.ts";

const USD = currencyOf("USD");

const day = (
  session_date: string,
  result: number | null,
  more: Partial<LedgerDay> = {},
): LedgerDay => ({
  session_id: 1,
  session_date,
  total_trades: result === null ? 0 : 2,
  moods: [],
  total_profit_loss: result ?? 0,
  market_conditions: "normal",
  emotions: "netral",
  risk_score: null,
  balance: null,
  flows: [],
  ...more,
});

test("weeks, totals, best and worst day, and runs that a day without trades does not break", () => {
  const calendar = calendarOf(
    monthOf("2026-11-01"),
    [
      day("2026-11-01", 0.1, { emotions: "tenang" }),
      day("2026-11-02", 0.2, { moods: [{ mood: "netral", at: 0, until: 1 }] }),
      day("2026-11-04", null),
      day("2026-11-05", 45),
      day("2026-11-06", -12),
      day("2026-11-09", 0),
      day("2026-11-30", -3),
    ],
    USD,
  );
  expect(calendar).toMatchObject({
    green: 3,
    red: 2,
    even: 1,
    total_trades: 12,
    total_profit_loss: 30.3,
    best: { session_date: "2026-11-05" },
    worst: { session_date: "2026-11-06" },
    longest_green: { days: 3, from: "2026-11-01", to: "2026-11-05" },
    longest_red: { days: 1, from: "2026-11-30", to: "2026-11-30" },
  });
  expect(calendar.weeks.map(({ from, to, total_profit_loss: sum }) => [from, to, sum])).toEqual([
    ["2026-11-01", "2026-11-01", 0.1],
    ["2026-11-02", "2026-11-08", 33.2],
    ["2026-11-09", "2026-11-15", 0],
    ["2026-11-16", "2026-11-22", 0],
    ["2026-11-23", "2026-11-29", 0],
    ["2026-11-30", "2026-11-30", -3],
  ]);
  // Said to be neutral is not the same as nothing said.
  expect(calendar.days.map(({ emotions }) => emotions)).toEqual([
    "tenang",
    "netral",
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("every month is cut into whole weeks, Monday to Sunday, without a gap", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
      const month = monthOf(addDays("2000-01-01", n));
      const { weeks } = calendarOf(month, [], USD);
      expect(weeks[0]?.from).toBe(month.from);
      expect(weeks.at(-1)?.to).toBe(month.to);
      for (const [index, week] of weeks.entries()) {
        if (index > 0) expect(weekday(week.from)).toBe(1);
        if (index > 0) expect(week.from).toBe(addDays(weeks[index - 1]?.to ?? "", 1));
        if (index < weeks.length - 1) expect(weekday(week.to)).toBe(7);
      }
    }),
  );
});
