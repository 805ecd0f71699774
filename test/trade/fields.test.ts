import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { MAPPED } from "../../src/intake/mapped/map.ts";
import { FIELD_LIST, TRADE_COLUMNS } from "../../src/trade/fields.ts";

/** What stands there more than once. */
const twice = (names: readonly string[]) => names.filter((one, k) => names.indexOf(one) !== k);

test("a heading, a name in a map, an option and a column of the template are of one field each", () => {
  expect(twice(MAPPED.flatMap(({ headings }) => headings.split(" ").filter(Boolean)))).toEqual([]);
  expect(twice(MAPPED.map(({ field }) => field))).toEqual([]);
  expect(twice(FIELD_LIST.flatMap(({ option }) => option?.[0] ?? []))).toEqual([]);
  expect(twice(FIELD_LIST.flatMap(({ template }) => template?.[0] ?? []))).toEqual([]);
});

test("an option is called by its key", () => {
  for (const { option } of FIELD_LIST) {
    const [key = "", ...lines] = option ?? [];
    for (const [term] of lines) {
      const name = term.split(" ")[0]?.replace(/^--(?:no-)?/, "") ?? "";
      expect(name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())).toBe(key);
    }
  }
});

test("the journal has a column for every field of a trade", () => {
  const schema = readFileSync(new URL("../../schema.sql", import.meta.url), "utf8");
  const [table = ""] = /CREATE TABLE daily_trading_data \([\s\S]*?\n\);/.exec(schema) ?? [];
  const columns = [...table.matchAll(/^ {2}([a-z_]+) [A-Z]+/gm)].map(([, name]) => name);
  expect(columns).toEqual(expect.arrayContaining([...TRADE_COLUMNS]));
});
