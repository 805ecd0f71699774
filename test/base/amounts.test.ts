import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalMarkOf, readAmount, readQuantity } from "../../src/base/amounts.ts";
import { parseDecimal } from "../../src/base/decimal.ts";

test.each([
  ["-147.92", ".", "-147.92"],
  ["-1 004.94", ".", "-1004.94"],
  ["3\u00a0000\u202f000", ".", "3000000"],
  ["5,061.63", ".", "5061.63"],
  ["-$13.90", ".", "-13.9"],
  ["$-13.90", ".", "-13.9"],
  ["(13.90)", ".", "-13.9"],
  ["−2.5", ".", "-2.5"],
  ["+4", ".", "4"],
  ["-0.0", ".", "0"],
  ["007", ".", "7"],
  [".5", ".", "0.5"],
  ["1e-05", ".", "0.00001"],
  ["-1.25E+3", ".", "-1250"],
  ["Rp1.250.000,50", ",", "1250000.5"],
  ["8.550", ",", "8550"],
  ["-45,5", ",", "-45.5"],
  ["12.5 USDT", ".", "12.5"],
] as const)("%s with %s is %s", (cell, mark, amount) => {
  expect(readAmount(cell, mark)).toBe(amount);
});

test.each([
  ["1,5", "."],
  ["1.17", ","],
  ["12,34,567", "."],
  ["", "."],
  ["abc", "."],
  ["--5", "."],
  ["1.2.3", "."],
  ["$", "."],
] as const)("%j with %s is no number", (cell, mark) => {
  expect(readAmount(cell, mark)).toBeNull();
});

test("units stay beside their number", () => {
  expect(readQuantity("0.1800000000SOL")).toEqual({ amount: "0.18", unit: "SOL" });
  expect(readQuantity("0.2952 USDC")).toEqual({ amount: "0.2952", unit: "USDC" });
  expect(readQuantity("100 1000SATS")).toEqual({ amount: "100", unit: "1000SATS" });
  expect(readQuantity("1\u00a0000\u00a0Lots")).toEqual({ amount: "1000", unit: "Lots" });
  expect(readQuantity("0.5\u202fLots")).toEqual({ amount: "0.5", unit: "Lots" });
  expect(readQuantity("7")).toEqual({ amount: "7", unit: "" });
  expect(readQuantity("SOL")).toBeNull();
});

test("the decimal mark is proven or unknown", () => {
  expect(decimalMarkOf(["1,5"])).toBe(",");
  expect(decimalMarkOf(["1.234.567"])).toBe(",");
  expect(decimalMarkOf(["5,061.63"])).toBe(".");
  expect(decimalMarkOf(["2035.50"])).toBe(".");
  expect(decimalMarkOf(["2035.500"])).toBe(".");
  expect(decimalMarkOf(["8.550", "12", "x"])).toBeNull();
  expect(decimalMarkOf(["1,5", "1.5"])).toBe("both");
});

test("any amount is read back exactly under both marks", () => {
  const parts = fc.tuple(fc.boolean(), fc.bigInt(0n, 10n ** 15n), fc.integer({ min: 0, max: 8 }));
  fc.assert(
    fc.property(parts, ([isMinus, units, scale]) => {
      const digits = String(units).padStart(scale + 1, "0");
      const whole = digits.slice(0, digits.length - scale);
      const fraction = digits.slice(digits.length - scale);
      const sign = isMinus && units > 0n ? "-" : "";
      const text = sign + whole + (scale > 0 ? `.${fraction}` : "");
      const group = (mark: string) => whole.replace(/\B(?=(\d{3})+$)/g, mark);
      const plain = parseDecimal(text);
      expect(readAmount(sign + group(",") + (scale > 0 ? `.${fraction}` : ""))).toBe(plain);
      expect(readAmount(sign + group(".") + (scale > 0 ? `,${fraction}` : ""), ",")).toBe(plain);
    }),
  );
});
