import { expect, test } from "vitest";
import { isRecord, readObject } from "../../src/base/json.ts";

test("only objects are records", () => {
  expect([{}, { a: 1 }].every(isRecord)).toBe(true);
  expect([null, [], "{}", 1, true, undefined].some(isRecord)).toBe(false);
});

test("a line holds an object, with a comma behind it or a mark before it, or nothing", () => {
  expect(readObject('{"symbol":"XAUUSD, GOLD,"},')).toEqual({ symbol: "XAUUSD, GOLD," });
  expect(readObject('\ufeff{"a":[1,{"b":null}]} , \r')).toEqual({ a: [1, { b: null }] });
  expect(["", "[", "null", "[1]", "7", '"x"', '{"a":1}}', "{a:1}"].map(readObject)).toEqual(
    Array(8).fill(null),
  );
});
