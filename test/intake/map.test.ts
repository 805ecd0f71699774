import { describe, expect, test } from "vitest";
import { parseColumnMap } from "../../src/intake/map.ts";

const COLUMNS = { symbol: "Kode", net: 3, exit_time: "Waktu" };

describe("a column map out of JSON", () => {
  test("is taken with what it leaves out filled in", () => {
    expect(parseColumnMap({ columns: COLUMNS })).toEqual({
      columns: COLUMNS,
      decimal: ".",
      dateOrder: "ymd",
      zone: null,
      costs: "signed",
      delimiter: null,
    });
    const full = { decimal: ",", dateOrder: "dmy", zone: "+07:00", costs: "positive" };
    const all = { columns: COLUMNS, ...full, delimiter: "\t" };
    expect(parseColumnMap(all)).toEqual(all);
  });

  test.each<[name: string, value: unknown, place: string, shown: string | null]>([
    ["no object", [], "map", "[]"],
    ["nothing", null, "map", null],
    ["no columns", {}, "columns", null],
    ["a list of columns", { columns: [] }, "columns", "[]"],
    ["an unknown field", { columns: { ...COLUMNS, hasil: "x" } }, "columns", '"hasil"'],
    ["a nameless column", { columns: { ...COLUMNS, lot: "" } }, "columns.lot", '""'],
    ["column 0", { columns: { ...COLUMNS, lot: 0 } }, "columns.lot", "0"],
    ["half a column", { columns: { ...COLUMNS, lot: 1.5 } }, "columns.lot", "1.5"],
    ["null for a column", { columns: { ...COLUMNS, lot: null } }, "columns.lot", null],
    ["a foreign mark", { columns: COLUMNS, decimal: ";" }, "decimal", '";"'],
    ["a foreign order", { columns: COLUMNS, dateOrder: "dym" }, "dateOrder", '"dym"'],
    ["a zone that is none", { columns: COLUMNS, zone: "besok" }, "zone", '"besok"'],
    ["two delimiters", { columns: COLUMNS, delimiter: ",;" }, "delimiter", '",;"'],
    ["no symbol", { columns: { net: 1, date: 2 } }, "columns", null],
  ])("%s: the key that is wrong and what stands there", (_, value, place, shown) => {
    expect(parseColumnMap(value)).toMatchObject({ code: "map-invalid", place, value: shown });
  });

  test("keys of every object are no fields", () => {
    const text = JSON.stringify({ columns: COLUMNS });
    for (const key of ["__proto__", "constructor", "toString"]) {
      const inside = JSON.parse(text.replace('{"symbol', `{"${key}":"Kode","symbol`));
      expect(parseColumnMap(inside), key).toMatchObject({ place: "columns", value: `"${key}"` });
    }
    const only = JSON.parse(`{"__proto__":${text}}`);
    expect(parseColumnMap(only)).toMatchObject({ place: "columns", value: null });
  });
});
