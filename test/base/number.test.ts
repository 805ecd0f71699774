import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatNumber,
  formatPercent,
  formatPrice,
  inStyleOf,
  readNumber,
  roundHalfAway,
} from "../../src/base/number.ts";

test.each([
  ["45.50", 45.5],
  ["45,50", 45.5],
  ["0,125", 0.125],
  ["1,23", 1.23],
  ["1234,567", 1234.567],
  ["1,2345", 1.2345],
  [".5", 0.5],
  [",5", 0.5],
  ["1.234,50", 1234.5],
  ["1,234.50", 1234.5],
  ["1.234,567", 1234.567],
  ["1,234,567", 1234567],
  ["1.234.567", 1234567],
  ["1.234", 1.234],
  ["2035.50", 2035.5],
  ["-25.30", -25.3],
  ["+7", 7],
  ["\u221225", -25],
  ["-0", 0],
  ["007", 7],
  ["$25", 25],
  ["-$25", -25],
  ["$-25", -25],
  ["+$45.50", 45.5],
  ["US$ 25", 25],
  ["¥-348,604,000", -348604000],
  ["Rp25.000", 25000],
  ["Rp 25.000", 25000],
  ["rp.25.000", 25000],
  ["-Rp25.000", -25000],
  ["Rp-25.000", -25000],
  ["Rp1.250.000,50", 1250000.5],
  ["Rp25.5", 25.5],
  ["1 234.50", 1234.5],
  ["-1 004.94", -1004.94],
  ["3\u00a0000\u202f000", 3000000],
  ["1'234'567.8", 1234567.8],
  ["1\u2019234", 1234],
  ["1_000", 1000],
  ["1 234,567", 1234.567],
  ["25.3 USD", 25.3],
  ["25.3usd", 25.3],
  ["12 XYZ", 12],
  ["$25 USD", 25],
  ["25rb", 25000],
  ["25 ribu", 25000],
  ["1,5jt", 1500000],
  ["1.5 JUTA", 1500000],
  ["Rp2,5 jt", 2500000],
  ["123456789012345", 123456789012345],
  ["0.1234567890123450000", 0.123456789012345],
])("%s is %d", (text, value) => {
  expect(readNumber(text)).toEqual({ ok: true, value });
});

test.each([
  ["1,234", false, [1.234, 1234]],
  ["-1,234", false, [-1.234, -1234]],
  ["$1,234", false, [1.234, 1234]],
  ["Rp25,000", false, [25, 25000]],
  ["25.000", true, [25, 25000]],
  ["1.250", true, [1.25, 1250]],
  ["25.000 IDR", false, [25, 25000]],
  ["1.250 jt", false, [1250000, 1250000000]],
])("%s (dots may group: %s) is ambiguous", (text, dotGroupsThousands, readings) => {
  const reading = readNumber(text, { dotGroupsThousands });
  expect(reading).toEqual({ ok: false, reason: "ambiguous", readings });
});

test.each([
  ["25000", 25000],
  ["1.250.000", 1250000],
  ["25,5", 25.5],
  ["25.5", 25.5],
  ["0.125", 0.125],
  ["Rp25.000", 25000],
])("an amount in rupiah %s is %d", (text, value) => {
  expect(readNumber(text, { dotGroupsThousands: true })).toEqual({ ok: true, value });
});

test.each([
  "",
  " ",
  "-",
  ".",
  ",",
  "abc",
  "0x10",
  "1e5",
  "Infinity",
  "NaN",
  "--5",
  "-$-5",
  "5-",
  "1,23,456",
  "1.23.456",
  "1234.567.890",
  "1,234.567,8",
  "0.123,45",
  "12 34",
  "1 234 56",
  "1'234 567",
  "5.",
  "1..5",
  "25 lot",
  "25 dollar",
  "$25 IDR",
  "Rp5 USD",
  "5%",
  "٣",
  "1234567890123456",
  "0.1234567890123456",
  "999999999999999jt",
  "1 2,3,4",
])("%j is no number", (text) => {
  expect(readNumber(text)).toEqual({ ok: false, reason: "not-a-number" });
});

test.each([
  [1234.5, 2, {}, "1.234,50"],
  [-1234.5, 0, {}, "-1.235"],
  [1.005, 2, {}, "1,01"],
  [-0.001, 2, {}, "0,00"],
  [-0.001, 2, { sign: true }, "0,00"],
  [45.5, 2, { sign: true }, "+45,50"],
  [0.1, 5, { trim: true }, "0,1"],
  [1000, 2, { trim: true }, "1.000"],
  [Number.POSITIVE_INFINITY, 2, {}, "∞"],
  [Number.NaN, 2, {}, "–"],
])("%d with %d digits %o is %s", (value, digits, options, text) => {
  expect(formatNumber(value, digits, options)).toBe(text);
});

test("percent moves the point in the decimal form", () => {
  expect(formatPercent(0.475)).toBe("48%");
  expect(formatPercent(0.475, 1)).toBe("47,5%");
  expect(formatPercent(0.285)).toBe("29%");
  expect(formatPercent(-0.001)).toBe("0%");
  expect(formatPercent(1)).toBe("100%");
});

test("rounding is half away from zero on the decimal form", () => {
  expect(roundHalfAway(1.005, 2)).toBe(1.01);
  expect(roundHalfAway(-2.5, 0)).toBe(-3);
  expect(roundHalfAway(9.999, 2)).toBe(10);
  expect(roundHalfAway(0.05, 0)).toBe(0);
  expect(roundHalfAway(0.5, 0)).toBe(1);
  expect(roundHalfAway(1e-20, 2)).toBe(0);
  expect(Object.is(roundHalfAway(-0.1, 0), 0)).toBe(true);
  expect(roundHalfAway(Number.NEGATIVE_INFINITY, 2)).toBe(Number.NEGATIVE_INFINITY);
});

const decimals = fc.tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 6 }));

test("a written number is read as itself, or as one of two readings", () => {
  fc.assert(
    fc.property(decimals, fc.boolean(), ([figures, digits], trim) => {
      const value = Number(`${figures}e-${digits}`) || 0;
      const text = formatNumber(value, digits, { trim });
      const reading = readNumber(text, { dotGroupsThousands: true });
      if (reading.ok) expect(reading.value).toBe(value);
      else if (reading.reason === "ambiguous") expect(reading.readings).toContain(value);
      else expect.unreachable(text);
    }),
  );
});

test("a number as JavaScript writes it is never read as another one", () => {
  fc.assert(
    fc.property(decimals, ([figures, digits]) => {
      const value = Number(`${figures}e-${digits}`) || 0;
      if (String(value).includes("e")) return;
      expect(readNumber(String(value))).toEqual({ ok: true, value });
    }),
  );
});

test("rounding agrees with the text and never leaves more digits", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), (value) => {
      const rounded = roundHalfAway(value, 2);
      expect(formatNumber(rounded, 2)).toBe(formatNumber(value, 2));
      expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.005000001);
    }),
  );
});

test("no text makes the reader throw or return a number that is not finite", () => {
  const letters = fc.constantFrom(..."0123456789.,-+ '_$RpjtrbUSD\u00a0");
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 14 }), (text) => {
      const reading = readNumber(text);
      if (reading.ok) expect(Number.isFinite(reading.value)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("a price is never written in groups, and a fraction has two figures at least", () => {
  const prices = [3350, 3354.2, 4120.305, 1.0851, 64250.5, 0, -4.5, 1234567];
  expect(inStyleOf("USD", () => prices.map(formatPrice))).toEqual([
    "3350",
    "3354.20",
    "4120.305",
    "1.0851",
    "64250.50",
    "0",
    "-4.50",
    "1234567",
  ]);
  expect(inStyleOf("IDR", () => prices.slice(0, 2).map(formatPrice))).toEqual(["3350", "3354,20"]);
});
