import { expect, test } from "vitest";
import { isRecord, readObject, safeJson } from "../../src/base/json.ts";

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

test("JSON for a screen holds nothing that steers one, and means the same", () => {
  const signs = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code));
  const json = safeJson(JSON.stringify({ "a\u009b": signs.join(""), emoji: "📈" }, null, 2));
  expect(JSON.parse(json)).toEqual({ "a\u009b": signs.join(""), emoji: "📈" });
  expect(json.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
});
