import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addMoney,
  currencyOf,
  formatMoney,
  fromMinor,
  isCurrencyCode,
  toMinor,
} from "../../src/base/money.ts";
import { readNumber } from "../../src/base/number.ts";

const USD = currencyOf("USD");

test.each([
  ["USD", 1234.5, "$1,234.50"],
  ["USD", -25.3, "-$25.30"],
  ["USD", 1.005, "$1.01"],
  ["USD", 2.675, "$2.68"],
  ["USD", -2.675, "-$2.68"],
  ["USD", -0.004, "$0.00"],
  ["USD", -0, "$0.00"],
  ["USD", 1e21, "$1,000,000,000,000,000,000,000.00"],
  ["EUR", 1234.5, "€1,234.50"],
  ["GBP", 999.995, "£1,000.00"],
  ["AUD", 12, "12.00 AUD"],
  ["IDR", 1250000, "Rp1.250.000"],
  ["IDR", 1250000.5, "Rp1.250.000,50"],
  ["IDR", -25000, "-Rp25.000"],
  ["IDR", 0.001, "Rp0"],
  ["JPY", 348604, "¥348,604"],
  ["JPY", -348604, "¥-348,604"],
  ["JPY", 348604.25, "¥348,604.25"],
  ["KRW", 348604, "348,604 KRW"],
  ["USC", 1234.5, "1,234.50 USC"],
  ["USDT", -12.3, "-12.30 USDT"],
  ["USDT", 61.88279705, "61.88279705 USDT"],
  ["BTC", 0.1234, "0.1234 BTC"],
  ["BTC", 1e-8, "0.00000001 BTC"],
  ["BTC", -4e-9, "0.00 BTC"],
  ["XYZ", 1.5, "1.50 XYZ"],
])("%s %d is written %s", (code, value, text) => {
  expect(formatMoney(value, currencyOf(code))).toBe(text);
});

test("a plus stands before gains only", () => {
  const sign = { sign: true };
  expect(formatMoney(45.5, USD, sign)).toBe("+$45.50");
  expect(formatMoney(-45.5, USD, sign)).toBe("-$45.50");
  expect(formatMoney(0, USD, sign)).toBe("$0.00");
  expect(formatMoney(0.001, USD, sign)).toBe("$0.00");
  expect(formatMoney(1234, currencyOf("JPY"), sign)).toBe("¥+1,234");
  expect(formatMoney(Number.NaN, USD)).toBe("–");
});

test("currency codes are three to five capitals", () => {
  expect(["USD", "USDT", "SHIBA"].every(isCurrencyCode)).toBe(true);
  expect(["usd", "US", "DOLLAR", "U5D", "", "USD\n"].some(isCurrencyCode)).toBe(false);
  expect(() => currencyOf("usd")).toThrow(RangeError);
  expect(currencyOf("VND")).toEqual({
    code: "VND",
    symbol: "",
    fractionDigits: 0,
    storedDigits: 4,
  });
});

test("minor units are decided on the decimal form, half away from zero", () => {
  const idr = currencyOf("IDR");
  expect(toMinor(1.005, USD)).toBe(100_500_000);
  expect(toMinor(0.00005, idr)).toBe(1);
  expect(toMinor(-0.00005, idr)).toBe(-1);
  expect(toMinor(0.00015, idr)).toBe(2);
  expect(Object.is(toMinor(-0, USD), 0)).toBe(true);
  expect(Object.is(toMinor(-1e-12, USD), 0)).toBe(true);
  expect(() => toMinor(Number.NaN, USD)).toThrow(RangeError);
});

test("sums have no dust", () => {
  expect(addMoney([], USD)).toBe(0);
  expect(addMoney([0.1, 0.2], USD)).toBe(0.3);
  expect(addMoney([1e15, 0.01, -1e15], USD)).toBe(0.01);
  expect(addMoney(Array(1_000_000).fill(0.1), USD)).toBe(100_000);
  expect(Object.is(addMoney([0.1, -0.1], USD), 0)).toBe(true);
});

/** Amounts of so many decimals: integers in 10^-digits. */
const minors = (digits: number) =>
  fc
    .bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n })
    .map((minor) => ({ minor, value: Number(`${minor}e-${digits}`) }));

test("minor units give the amount back", () => {
  for (const code of ["USD", "IDR", "BTC"]) {
    const currency = currencyOf(code);
    fc.assert(
      fc.property(minors(currency.storedDigits), ({ minor, value }) => {
        expect(BigInt(toMinor(value, currency))).toBe(minor);
        expect(fromMinor(toMinor(value, currency), currency)).toBe(value === 0 ? 0 : value);
      }),
    );
  }
});

test("a sum equals that of BigInt, in any order", () => {
  fc.assert(
    fc.property(fc.array(minors(8), { maxLength: 60 }), (amounts) => {
      const total = amounts.reduce((sum, { minor }) => sum + minor, 0n);
      const values = amounts.map(({ value }) => value);
      expect(addMoney(values, USD)).toBe(Number(`${total}e-8`));
      expect(addMoney(values.toReversed(), USD)).toBe(addMoney(values, USD));
    }),
  );
});

test("what is written can be read again", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), (cents) => {
      const value = cents / 100;
      for (const code of ["USD", "EUR", "IDR", "USC", "USDT"]) {
        const text = formatMoney(value, currencyOf(code), { sign: true });
        expect(readNumber(text)).toEqual({ ok: true, value: value === 0 ? 0 : value });
      }
    }),
  );
});
