import { describe, expect, test } from "vitest";
import { currencyOf } from "../../../src/base/money.ts";
import { deviationOf } from "../../../src/mentor/planned/deviation.ts";
import type { Plan, Trade } from "../../../src/model.ts";
import { trade } from "../build.ts";
import { PLAN } from "./plan.ts";

const done = (fields: Partial<Trade> = {}, plan: Partial<Plan> = {}, currency = "USD") =>
  deviationOf(
    { ...PLAN, ...plan },
    trade({
      ...{ symbol: "XAUUSD", side: "buy", lot_size: 0.02, entry_time: "2026-11-20 03:00:00" },
      ...{ entry_price: 3350, exit_price: 3345, stop_loss: 3345, take_profit: 3360 },
      ...{ profit_loss: -10, ...fields },
    }),
    currencyOf(currency),
  );

describe("a trade held against its plan", () => {
  test("made as planned departs in nothing and costs nothing", () =>
    expect(done()).toEqual({
      ...{ entry: 0, stop: 0, target: 0, lot: 0, outside: false, against: false },
      ...{ kinds: [], cost: 0 },
    }));

  test("lots above it cost their part of a loss, and nothing of a gain", () => {
    expect(done({ lot_size: 0.05, profit_loss: -25 })).toMatchObject({
      kinds: ["lot"],
      lot: 0.03,
      cost: -15,
    });
    expect(done({ lot_size: 0.05, profit_loss: 50, exit_price: 3360 })).toMatchObject({ cost: 0 });
    expect(done({ lot_size: 0.01, profit_loss: -5 })).toMatchObject({ kinds: [], cost: 0 });
  });

  test("what it cost has the digits of the account's money", () => {
    const large = { lot_size: 0.03, profit_loss: -10.004 };
    expect(done(large).cost).toBe(-3.33);
    expect(done({ lot_size: 0.03, profit_loss: -100_000.4 }, {}, "IDR").cost).toBe(-33_333);
    expect(done({ lot_size: 0.03, profit_loss: -0.00012 }, {}, "BTC").cost).toBe(-0.00004);
    expect(Object.is(done({}, {}, "IDR").cost, 0)).toBe(true);
  });

  test("a stop moved away costs the way beyond the planned one", () => {
    const moved = { stop_loss: 3335, exit_price: 3335, profit_loss: -30 };
    expect(done(moved)).toMatchObject({ kinds: ["stop"], stop: 10, cost: -20 });
    expect(done({ ...moved, lot_size: 0.04, profit_loss: -60 })).toMatchObject({
      // 40 beyond the stop; of the 20 that are left half is the lot's.
      kinds: ["stop", "lot"],
      cost: -50,
    });
    // Moved, but closed before the planned stop: no loss of it.
    expect(done({ stop_loss: 3335, exit_price: 3348, profit_loss: -4 })).toMatchObject({ cost: 0 });
    expect(done({ stop_loss: 3349 })).toMatchObject({ kinds: [], stop: -4 });
  });

  test("for a sale away is up", () =>
    expect(
      done(
        { side: "sell", stop_loss: 3358, exit_price: 3358, profit_loss: -16, take_profit: 3340 },
        { side: "sell", stop: 3355, target: 3340 },
      ),
    ).toMatchObject({ kinds: ["stop"], stop: 3, cost: -6 }));

  test("a worse entry counts from a tenth of the way to the stop on, a better one never", () => {
    expect(done({ entry_price: 3350.5 }).kinds).toEqual([]);
    expect(done({ entry_price: 3350.51 }).kinds).toEqual(["entry"]);
    expect(done({ entry_price: 3346 }).kinds).toEqual([]);
  });

  test("its time is from the minute it was sealed to the second it ran out", () => {
    const at = (time: string) => done({ entry_time: `2026-11-20 ${time}` }).outside;
    expect(at("01:59:01")).toBe(false);
    expect(at("01:58:59")).toBe(true);
    expect(at("06:00:00")).toBe(false);
    expect(at("06:00:01")).toBe(true);
    expect(done({ entry_time: null }).outside).toBeNull();
  });

  test("what is unknown departs in nothing; without any stop it does", () => {
    const blank = { entry_price: null, take_profit: null, lot_size: null, stop_loss: null };
    expect(done(blank).kinds).toEqual([]);
    expect(done({ ...blank, stop_loss_used: false }).kinds).toEqual(["stop"]);
  });
});
