import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDecimals,
  compareDecimals,
  isZero,
  negateDecimal,
  parseDecimal,
  splitDecimal,
  sumDecimals,
} from "../../src/base/decimal.ts";

describe("parseDecimal", () => {
  it.each([
    ["-1 004.94", "-1004.94"],
    ["3 000 000", "3000000"],
    ["0.00", "0"],
    ["-0.00", "0"],
    ["007.50", "7.5"],
    ["1,234.50", "1234.5"],
    ["1.234,50", "1234.5"],
    ["1.234.567", "1234567"],
    ["1,234,567", "1234567"],
    ["1,23,456", "123456"],
    ["12,5", "12.5"],
    ["12,50", "12.5"],
    ["0,00012", "0.00012"],
    ["1,234", "1234"],
    ["1'234.5", "1234.5"],
    ["1\u00a0234.5", "1234.5"],
    ["\u22125.5", "-5.5"],
    ["+3", "3"],
    ["1.1353900000000001", "1.1353900000000001"],
    ["5e-05", "0.00005"],
    ["1.5E+3", "1500"],
  ])("%s is %s", (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  it.each(["", "-", "abc", "1.2.3", "12:30", "1,2,3", "$5", "5 %", "0x10"])(
    "%j is no number",
    (text) => expect(parseDecimal(text)).toBeNull(),
  );

  it("reads what it wrote itself", () => {
    const cents = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(cents, fc.integer({ min: 0, max: 12 }), (value, places) => {
        const digits = (value < 0n ? -value : value).toString().padStart(places + 1, "0");
        const cut = digits.length - places;
        const text = `${value < 0n ? "-" : ""}${digits.slice(0, cut)}.${digits.slice(cut)}0`;
        const parsed = parseDecimal(text);
        expect(parsed).not.toBeNull();
        expect(parseDecimal(parsed ?? "")).toBe(parsed);
      }),
    );
  });
});

describe("sums", () => {
  const amount = fc
    .integer({ min: -1e9, max: 1e9 })
    .map((n) => parseDecimal(String(n / 100)) ?? "");

  it("are exact where floats are not", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(addDecimals("0", "0")).toBe("0");
    expect(addDecimals("-1", "1")).toBe("0");
    expect(sumDecimals(["1.005", "-0.005", "99999999999999999999"])).toBe("100000000000000000000");
  });

  it("a sum and its negative are zero, and order does not matter", () => {
    fc.assert(
      fc.property(fc.array(amount), (values) => {
        const total = sumDecimals(values);
        expect(sumDecimals(values.toReversed())).toBe(total);
        expect(isZero(addDecimals(total, negateDecimal(total)))).toBe(true);
      }),
    );
  });

  it("parts of a split add up to the whole", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amount, weights, fc.constantFrom(0, 2), (value, parts, places) => {
        expect(sumDecimals(splitDecimal(value, parts, places))).toBe(value);
      }),
    );
    expect(splitDecimal("10", [1, 1, 1], 2)).toEqual(["3.33", "3.33", "3.34"]);
  });

  it("compare by value", () => {
    expect(compareDecimals("2", "10")).toBeLessThan(0);
    expect(compareDecimals("-2", "-10")).toBeGreaterThan(0);
    expect(compareDecimals("1.5", "1.50")).toBe(0);
  });
});
