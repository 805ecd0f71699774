import { describe, expect, test } from "vitest";
import { currencyOf } from "../../../src/base/money.ts";
import { dealsOf } from "../../../src/mentor/deals.ts";
import { plannedDay } from "../../../src/mentor/planned/day.ts";
import { planUse } from "../../../src/mentor/planned/use.ts";
import type { Plan, Trade } from "../../../src/model.ts";
import { trade } from "../build.ts";
import { PLAN } from "./plan.ts";

const SINCE = Date.parse("2026-11-20T01:00:00Z");
const MADE: Partial<Trade> = {
  ...{ symbol: "XAUUSD", side: "buy" as const, lot_size: 0.02, entry_time: "2026-11-20 03:00:00" },
  ...{ exit_time: "2026-11-20 04:00:00", entry_price: 3350, exit_price: 3345 },
  ...{ stop_loss: 3345, take_profit: 3360, profit_loss: -10, plan_id: 1 },
};
const plansOf = (plan: Partial<Plan>) => ({
  since: SINCE,
  byId: new Map([[1, { ...PLAN, ...plan }]]),
});
const use = (fields: Partial<Trade>, plan: Partial<Plan> = {}) =>
  planUse(trade({ ...MADE, ...fields }), plansOf(plan));

describe("how an entry stands to its plan", () => {
  test("what was decided at the entry leaves it", () => {
    expect(use({}).plan).toBe("kept");
    expect(use({ entry_price: 3351 }).plan).toBe("left");
    expect(use({ lot_size: 0.03 }).plan).toBe("left");
    expect(use({ entry_time: "2026-11-20 07:00:00" }).plan).toBe("left");
    expect(use({}, { allowed: false }).plan).toBe("left");
  });

  test("what was moved while it was open follows the price, and does not", () => {
    expect(use({ stop_loss: 3335, take_profit: 3352 }).plan).toBe("kept");
    expect(use({ stop_loss: null, stop_loss_used: false }).plan).toBe("kept");
  });

  test("none is only what was opened once anything was planned", () => {
    expect(use({ plan_id: null }).plan).toBe("none");
    expect(use({ plan_id: null, entry_time: "2026-11-20 00:59:59" }).plan).toBeNull();
    expect(
      use({ plan_id: null, entry_time: null, exit_time: null, created_at: "2026-11-20 01:00:00" })
        .plan,
    ).toBe("none");
    // Of a plan that is not at hand nothing is known.
    expect(use({ plan_id: 9 }).plan).toBeNull();
  });

  test("a checklist is whole or broken, or there was none", () => {
    const checks = (...ok: boolean[]) => ({ checks: ok.map((one) => ({ text: "x", ok: one })) });
    expect(use({}).checklist).toBeNull();
    expect(use({}, checks(true, true)).checklist).toBe("whole");
    expect(use({}, checks(true, false)).checklist).toBe("broken");
    expect(use({ plan_id: null }).checklist).toBeNull();
  });
});

describe("parts of one position are one trade by one plan", () => {
  // The plan finds the part that is nearest; the others are no trades without a plan.
  const part = (id: number, more: Partial<Trade>) =>
    trade({ ...MADE, plan_id: null, id, ticket: `${id}`, parent_ticket: "77", ...more });
  const parts = [
    part(1, { lot_size: 0.01, exit_time: "2026-11-20 03:30:00" }),
    part(2, { lot_size: 0.01, plan_id: 1 }),
  ];

  test("for the habits", () => {
    const known = { dayStart: 0, plans: plansOf({}) };
    expect(dealsOf(parts, new Map(), "UTC", known).map(({ plan }) => plan)).toEqual(["kept"]);
    const more = [...parts, part(3, { lot_size: 0.02 })];
    expect(dealsOf(more, new Map(), "UTC", known).map(({ plan }) => plan)).toEqual(["left"]);
  });

  test("and for the day", () => {
    const day = plannedDay(parts, { sealed: [], followed: plansOf({}).byId }, currencyOf("USD"));
    expect(day).toMatchObject({ unplanned: [], done: [{ trade: 1, plan: 1 }] });
    expect(day?.done[0]?.deviation.kinds).toEqual([]);
  });
});
