import { describe, expect, test } from "vitest";
import type { FieldContext } from "../../src/trade/readers.ts";
import { completeTrade, readFields } from "../../src/trade/values.ts";

/** 00:20 in Jakarta, on 26 November. */
const NIGHT: FieldContext = {
  now: Date.parse("2026-11-25T17:20:00Z"),
  today: "2026-11-26",
  day: null,
  zone: "Asia/Jakarta",
  dayStart: 0,
  currency: "USD",
};
const AFTERNOON = { ...NIGHT, now: Date.parse("2026-11-26T08:00:00Z") };

function read(raw: Record<string, unknown>, context: FieldContext = NIGHT) {
  const reading = readFields(raw, context);
  return reading.ok ? reading.values : reading.problem.expected;
}

describe("one rule a field", () => {
  test.each([
    ["Volatility 75 Index", "VOLATILITY75INDEX", "Volatility 75 Index"],
    ["Volatility  100 (1s) Index", "VOLATILITY100(1S)INDEX", "Volatility 100 (1s) Index"],
    ["XAUUSDm", "XAUUSD", "XAUUSDm"],
    ["XAUUSD.r", "XAUUSD", "XAUUSD.r"],
    ["xauusd", "XAUUSD", undefined],
    ["BTC/USDT", "BTC/USDT", undefined],
    ["1INCH", "1INCH", undefined],
  ])("symbol %j is %j, as an import names it", (typed, symbol, raw_symbol) => {
    const expected = raw_symbol === undefined ? { symbol } : { symbol, raw_symbol };
    expect(read({ symbol: typed })).toEqual(expected);
  });

  test("a line of our own export keeps its symbol word for word", () => {
    const line = { id: 3, session_date: "2026-11-20", symbol: "XAUUSD.m", raw_symbol: null };
    expect(read(line)).toMatchObject({ symbol: "XAUUSD.m", raw_symbol: null });
  });

  test.each(["", "5", "-25.30", "5 USC", "1.234", "Rp5.000", "x".repeat(65)])(
    "symbol %j is none",
    (symbol) => expect(read({ symbol })).toMatch(/^nama simbol/),
  );

  test.each(["profit_loss", "commission", "swap", "fee"])(
    "%s is in the profile's money",
    (field) => {
      for (const other of ["Rp5.000", "5 USC", "5 IDR", "€5", "5 usdt", "5rb IDR"]) {
        expect([other, read({ [field]: other })]).toEqual([
          other,
          expect.stringMatching(/^dalam USD/),
        ]);
      }
      for (const own of ["$5", "5 USD", "US$ 5", "5"]) {
        expect(read({ [field]: own })).toEqual({ [field]: 5 });
      }
      const rupiah = { ...NIGHT, currency: "IDR" };
      expect(read({ [field]: "$5" }, rupiah)).toMatch(/^dalam IDR.*bukan USD/);
      expect(read({ [field]: "-Rp5.000" }, rupiah)).toEqual({ [field]: -5000 });
    },
  );

  test("an amount with two readings is refused with both, and each of them is understood", () => {
    for (const typed of ["1.234", "-1,234", "12.345 USD"]) {
      const told = String(read({ profit_loss: typed }));
      const [, fraction, thousands] = /tulis (\S+) atau (\S+)$/.exec(told) ?? [];
      expect(read({ profit_loss: fraction })).toEqual({ profit_loss: Number(fraction) });
      expect(read({ profit_loss: thousands })).toEqual({ profit_loss: Number(thousands) });
    }
    // A price of three decimals is a price, and a JSON number has one reading.
    expect(read({ entry_price: "1.234", profit_loss: 1.234, lot_size: "1.234" })).toEqual({
      entry_price: 1.234,
      profit_loss: 1.234,
      lot_size: 1.234,
    });
  });

  test("a share may carry its sign; a size has no currency", () => {
    expect(read({ risk_percent: "1%" })).toEqual({ risk_percent: 1 });
    expect(read({ risk_percent: "1,5 %" })).toEqual({ risk_percent: 1.5 });
    expect(read({ risk_percent: "1%%" })).toMatch(/^persen/);
    expect(read({ lot_size: "5 USD" })).toMatch(/tanpa mata uang/);
  });

  test("what is left empty is not known: 0 alone is no stop", () => {
    const trade = (stop: unknown) => {
      const values = read({ symbol: "XAUUSD", profit_loss: 1, stop_loss: stop, take_profit: stop });
      const reading = typeof values === "string" ? null : completeTrade(values);
      return reading?.ok && [reading.trade.stop_loss_used, reading.trade.take_profit_used];
    };
    expect(["", " ", null].map(trade)).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(trade(0)).toEqual([false, false]);
  });
});

describe("clocks", () => {
  const times = (entry: unknown, exit: unknown, context = NIGHT) => {
    const values = read({ entry_time: entry, exit_time: exit }, context);
    return typeof values === "string" ? values : [values.entry_time, values.exit_time];
  };

  test.each<[string, string | undefined, string | undefined, FieldContext, unknown]>([
    ["just past midnight", "23:10", "23:50", NIGHT, ["2026-11-25 16:10:00", "2026-11-25 16:50:00"]],
    ["over midnight", "23:55", "00:10", NIGHT, ["2026-11-25 16:55:00", "2026-11-25 17:10:00"]],
    ["the next day", "23:55", "00:10", AFTERNOON, ["2026-11-25 16:55:00", "2026-11-25 17:10:00"]],
    ["with its zone", undefined, "17:10 UTC", NIGHT, [undefined, "2026-11-25 17:10:00"]],
    [
      "of the day of the other",
      "2026-11-20 09:00",
      "10:30",
      NIGHT,
      ["2026-11-20 02:00:00", "2026-11-20 03:30:00"],
    ],
    [
      "into the day after the other",
      "2026-11-20 23:55",
      "00:10",
      NIGHT,
      ["2026-11-20 16:55:00", "2026-11-20 17:10:00"],
    ],
    [
      "of the day named, which the exit decides",
      "23:55",
      "00:10",
      { ...NIGHT, day: "2026-11-20" },
      ["2026-11-19 16:55:00", "2026-11-19 17:10:00"],
    ],
    [
      "of the small hours of the day named",
      "23:55",
      "00:10",
      { ...NIGHT, day: "2026-11-20", dayStart: 300 },
      ["2026-11-20 16:55:00", "2026-11-20 17:10:00"],
    ],
    [
      "a trading day without an hour",
      undefined,
      "kemarin",
      { ...AFTERNOON, dayStart: 300 },
      [undefined, "2026-11-24 22:00:00"],
    ],
    // A slip, which the whole trade then refuses; not a trade of 23 hours.
    ["no night", "14:05", "13:00", AFTERNOON, ["2026-11-26 07:05:00", "2026-11-26 06:00:00"]],
  ])("a time %s", (_, entry, exit, context, expected) => {
    expect(times(entry, exit, context)).toEqual(expected);
  });

  test.each([
    "2027-11-27 10:00",
    "2026-11-26 00:30",
    "2026-11-26T00:00:00Z",
    "2026-11-26 02:00 WITA",
  ])("%s is still to come", (typed) => {
    const now = "waktu yang sudah lewat (sekarang 2026-11-26 00:20 WIB)";
    expect(read({ exit_time: typed })).toBe(now);
  });

  test("a day to come is refused too", () => {
    expect(read({ session_date: "2026-11-27" })).toMatch(/2026-11-26\) atau sebelumnya/);
  });

  test("an edit over midnight is judged beside the time that stays", () => {
    const base = completeTrade({ symbol: "X", profit_loss: 1, entry_time: "2026-11-24 16:55:00" });
    if (!base.ok) throw new Error("no trade");
    const day = { ...NIGHT, day: "2026-11-24" };
    const reading = readFields({ exit_time: "00:10" }, day, base.trade);
    expect(reading).toMatchObject({ ok: true, values: { exit_time: "2026-11-24 17:10:00" } });
  });

  test("an exit before the entry is refused on the trader's clock", () => {
    const values = { symbol: "X", profit_loss: 1 };
    const times = { entry_time: "2026-11-25 03:00:00", exit_time: "2026-11-25 02:00:00" };
    expect(completeTrade({ ...values, ...times }, undefined, "Asia/Jakarta")).toMatchObject({
      problem: { value: "2026-11-25 09:00 WIB", expected: expect.stringContaining("10:00 WIB") },
    });
  });
});
