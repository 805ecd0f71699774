import { describe, expect, test } from "vitest";
import { inspect } from "../../src/intake/inspect.ts";
import { parseColumnMap } from "../../src/intake/mapped/map.ts";
import { readMapped } from "../../src/intake/mapped/read.ts";

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

describe("a CSV of unknown making", () => {
  const FILE = [
    "Tanggal;Kode;Aksi;Jml;Untung;Ongkos",
    "20/11/2025 09:30;XAUUSD;Beli;0,10;45,50;-1,20",
    "20/11/2025 13:30;EURUSD;Jual;0,20;-25,30;-1,40",
    "21/11/2025;EURUSD;Jual;0,20;5;-1,40",
  ].join("\n");

  test("is asked only for columns that can hold the answer", () => {
    const [first] = inspect(FILE).questions;
    expect(first).toEqual({ ask: "column", field: "net", choices: ["Jml", "Untung", "Ongkos"] });
  });

  test("a date that has an hour says when the trade was closed; one without, only the day", () => {
    const { map } = inspect(FILE);
    const read = readMapped(FILE, {
      ...map,
      columns: { ...map.columns, net: "Untung" },
      zone: "UTC",
    });
    const trades = "trades" in read ? read.trades : [];
    expect(trades.map(({ exitTime, isDayOnly }) => [exitTime, isDayOnly ?? false])).toEqual([
      ["2025-11-20 09:30:00", false],
      ["2025-11-20 13:30:00", false],
      ["2025-11-21 12:00:00", true],
    ]);
  });
});
