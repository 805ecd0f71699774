import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyOf } from "../../src/base/money.ts";
import { priceStep, termsOf, usualTerms, valueInTable } from "../../src/trade/contracts.ts";
import { lossOfLot, lotFor, resultOfLots } from "../../src/trade/lot.ts";
import { contractValues, type Planned } from "../../src/trade/point-value.ts";

const planned = (fields: Partial<Planned>): Planned => ({
  symbol: "XAUUSD",
  side: "buy",
  lot_size: 0.02,
  entry_price: 3350,
  exit_price: 3355,
  stop_loss: null,
  stop_loss_used: null,
  risk_percent: null,
  profit_loss: 10,
  commission: null,
  swap: null,
  fee: null,
  ...fields,
});

describe("the value of a point", () => {
  const table = (symbol: string, price: number | null) => {
    const value = valueInTable(symbol, "USD", null)(price);
    return value === null ? null : { value, from: "table" as const };
  };
  const untold = planned({ exit_price: null, profit_loss: 0 });

  test("is learned from results before costs, by the median of those that tell", () => {
    const trades = [
      planned({ profit_loss: 9.4, commission: -0.6 }),
      planned({ exit_price: 3345, profit_loss: -10 }),
      planned({ side: "sell", exit_price: 3340, profit_loss: 60 }),
      // Too small to tell, and on no side of it.
      planned({ profit_loss: 0.1, exit_price: 3350.01 }),
    ];
    expect(contractValues(trades)(untold)).toEqual({ value: 100, from: "trades", n: 3 });
    expect(contractValues([trades[3] as Planned])(untold)).toMatchObject({ from: "trades", n: 1 });
  });

  test("what was set wins over trades, trades over the table, and without all three it is unknown", () => {
    const ten = planned({ profit_loss: 1000 });
    const set = () => ({ value: 77, from: "set" as const });
    expect(contractValues([ten], set)(ten)).toEqual({ value: 77, from: "set", n: 0 });
    expect(contractValues([ten], table)(untold)).toMatchObject({ value: 10_000, from: "trades" });
    expect(contractValues([], table)(untold)).toEqual({ value: 100, from: "table", n: 0 });
    expect(contractValues([])(untold)).toBeNull();
  });

  test("walks through the trades once, and only for one that does not tell it itself", () => {
    let walks = 0;
    const trades = {
      *[Symbol.iterator]() {
        walks++;
        yield planned({});
      },
    };
    const values = contractValues(trades);
    values(planned({}));
    expect(walks).toBe(0);
    for (const symbol of ["XAUUSD", "EURUSD"]) values({ ...untold, symbol });
    expect(walks).toBe(1);
  });

  test.each([
    ["XAUUSD", "USD", 3350, 100],
    ["XAUUSD", "USDT", 3350, 100],
    ["XAUUSD", "USC", 3350, 100],
    ["XAGUSD", "USD", 30, 5000],
    ["EURUSD", "USD", 1.08, 100_000],
    ["USDJPY", "USD", 160, 625],
    ["USDJPY", "JPY", 160, 100_000],
    ["USDIDR", "IDR", 16_000, 100_000],
    ["US30", "USD", 39_000, 1],
    ["BTCUSD", "USD", 65_000, 1],
    ["ETHUSDT", "USDT", 3000, 1],
    ["BTC/IDR", "IDR", 1e9, 1],
    ["BBCA", "IDR", 9000, 100],
    ["EURGBP", "USD", 0.85, null],
    ["XAUUSD", "IDR", 3350, null],
    ["BBCA", "USD", 9000, null],
    ["GER40", "USD", 18_000, null],
  ])("%s in %s at %d by the table", (symbol, currency, price, value) =>
    expect(valueInTable(symbol, currency, null)(price)).toBe(value),
  );

  test("of the price's own currency it needs the price", () =>
    expect(valueInTable("USDJPY", "USD", null)(null)).toBeNull());
});

describe("steps of the price on the Indonesia Stock Exchange", () => {
  const terms = termsOf(usualTerms("BBCA", "IDR"), null);
  test.each([
    [50, 1],
    [199, 1],
    [200, 2],
    [498, 2],
    [500, 5],
    [1995, 5],
    [2000, 10],
    [4990, 10],
    [5000, 25],
  ])("%d goes in steps of %d", (price, step) =>
    expect(priceStep("BBCA", "IDR", terms, price)).toBe(step),
  );
  test("none elsewhere, one that was set everywhere", () => {
    expect(priceStep("XAUUSD", "IDR", terms, 3350)).toBeNull();
    expect(priceStep("XAUUSD", "USD", { ...terms, price_step: 0.01 }, 3350)).toBe(0.01);
  });
});

describe("a lot", () => {
  const gold = termsOf(usualTerms("XAUUSD", "USD"), null);
  const ask = (allowed: number, fields = {}) =>
    lotFor({
      ...{ side: "buy" as const, entry: 3350, distance: 5, target: 3360, point_value: 100 },
      ...{ terms: gold, allowed, ...fields },
    });

  test("is rounded down to the step, with what one step up would risk", () =>
    expect(ask(30)).toEqual({
      lot: 0.06,
      risk_money: 30,
      reward_money: 60,
      rr: 2,
      next: { lot: 0.07, risk_money: 35 },
      least: { lot: 0.01, risk_money: 5 },
      skip: false,
    }));

  test("one cent less than the smallest lot risks is passed over", () => {
    expect(ask(5)).toMatchObject({ lot: 0.01, skip: false });
    expect(ask(4.99)).toMatchObject({ lot: 0, skip: true, least: { lot: 0.01, risk_money: 5 } });
  });

  test("of shares counts the costs of both ways", () => {
    const shares = termsOf(usualTerms("BBCA", "IDR"), null);
    const one = { side: "buy" as const, entry: 9000, distance: 200, target: null };
    // 200 x 100, 0.15 % of 900,000 and 0.25 % of 880,000.
    expect(lossOfLot({ ...one, point_value: 100, terms: shares })).toBeCloseTo(23_550, 9);
    expect(ask(200_000, { ...one, point_value: 100, terms: shares }).lot).toBe(8);
  });

  test("never risks more than is allowed, and the next step always does", () => {
    const positive = (max: number) => fc.double({ min: 0.0001, max, noNaN: true });
    fc.assert(
      fc.property(positive(1e6), positive(1e4), positive(1e5), (allowed, distance, value) => {
        const { lot, risk_money, next, least, skip } = ask(allowed, {
          distance,
          point_value: value,
          target: null,
        });
        const most = allowed * (1 + 1e-6);
        expect(risk_money).toBeLessThanOrEqual(most);
        if (skip) expect(least.risk_money).toBeGreaterThan(allowed * (1 - 1e-6));
        else expect(next.risk_money).toBeGreaterThan(allowed * (1 - 1e-6));
        expect(lot).toBe(Number(lot.toPrecision(12)));
      }),
    );
  });
});

describe("lots closed at a price", () => {
  const terms = termsOf(usualTerms("XAUUSD", "USD"), null);
  const gold = { side: "buy" as const, entry: 3350, point_value: 100, terms };
  const usd = currencyOf("USD");

  test("come to the way of the price, either side, less their costs", () => {
    expect(resultOfLots(gold, 3355.5, 0.03, usd)).toEqual({ result: 16.5, fee: 0 });
    expect(resultOfLots({ ...gold, side: "sell" }, 3355.5, 0.03, usd).result).toBe(-16.5);
    const dear = { ...gold, terms: { ...terms, fee: 7 } };
    expect(resultOfLots(dear, 3350, 0.03, usd)).toEqual({ result: -0.21, fee: -0.21 });
    expect(Object.is(resultOfLots(gold, 3350, 0.03, usd).fee, 0)).toBe(true);
  });

  test("have the digits of the account's money", () => {
    const share = {
      ...{ side: "buy" as const, entry: 4530, point_value: 100 },
      terms: termsOf(usualTerms("BBCA", "IDR"), null),
    };
    // 0.15 % of 453,000 in, 0.25 % of 455,500 out: 679.5 and 1,138.75.
    expect(resultOfLots(share, 4555, 1, currencyOf("IDR"))).toEqual({ result: 682, fee: -1818 });
    const coin = { ...gold, point_value: 0.00001 };
    expect(resultOfLots(coin, 3350.5, 0.01, currencyOf("BTC")).result).toBe(5e-8);
  });
});
