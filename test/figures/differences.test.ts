import { describe, expect, test } from "vitest";
import { type Period, perYear } from "../../src/base/period.ts";
import { multiplesOf } from "../../src/figures/multiples.ts";
import { compareGroups, periodReview } from "../../src/figures/period.ts";
import type { PeriodProcess } from "../../src/mentor/period.ts";
import { ledgerOf, USD } from "./ledgers.ts";

/** Twenty days of one trade each: ten or minus ten around `mean`. */
const daysOf = (month: string, mean: number) =>
  Array.from({ length: 20 }, (_, k) => ({
    date: `2025-${month}-${String(k + 1).padStart(2, "0")}`,
    result: mean + (k % 2 === 0 ? 10 : -10),
  }));
// 6.5 apart with a standard error of 3.24: beyond 95 %, not beyond it for three figures at once.
const [little, much] = [6.5, 16];
const compared = (apart: number) =>
  compareGroups(ledgerOf(daysOf("06", apart)), ledgerOf(daysOf("07", 0)), "USD").differences;

const NOTHING_SAID = { names: [], code: new Int32Array(20).fill(-1) };

function reviewed(apart: number, period: Period & { unfinished?: boolean }) {
  const side = (month: string, mean: number) => ({
    ...ledgerOf(daysOf(month, mean)),
    bot: new Float64Array(20),
    lot: new Float64Array(20).fill(Number.NaN),
    ...{ exit_reason: NOTHING_SAID, symbol: NOTHING_SAID, mistakes: NOTHING_SAID },
  });
  const ledger = side("06", apart);
  return periodReview(
    {
      ...{ ledger, before: side("05", 0), multiples: multiplesOf(ledger, USD) },
      ...{ period: { unfinished: false, ...period }, earlier: period, today: period.to },
      ...{ sessions: 20, balance: null, booked_costs: { rows: 0, amount: 0 }, bot_names: {} },
      conduct: {} as PeriodProcess,
    },
    "USD",
  ).changes.expectancy;
}
const JUNE: Period = { kind: "month", from: "2025-06-01", to: "2025-06-30" };

describe("a difference is told at 5 % over all that is told beside it", () => {
  test("over the three figures of a comparison", () => {
    expect(compared(little).expectancy).toMatchObject({ verdict: "chance", level: 1 - 0.05 / 3 });
    expect(compared(much).expectancy?.verdict).toBe("higher");
    const { interval } = compared(little).expectancy ?? {};
    expect(interval?.low).toBeLessThan(0);
  });

  test("and over the reviews of a year", () => {
    expect(reviewed(9, JUNE)).toMatchObject({ verdict: "chance", level: 1 - 0.05 / 36 });
    expect(reviewed(much, JUNE)?.verdict).toBe("higher");
    const week: Period = { kind: "week", from: "2025-06-02", to: "2025-06-08" };
    expect(reviewed(much, week)?.level).toBe(1 - 0.05 / 156);
    expect(perYear({ from: "2025-01-01", to: "2025-12-31" })).toBe(1);
    expect(perYear({ from: "2020-01-01", to: "2025-12-31" })).toBe(1);
  });

  test("once the period is over", () =>
    expect(reviewed(much, { ...JUNE, unfinished: true })).toMatchObject({
      verdict: "unfinished",
      interval: null,
    }));
});
