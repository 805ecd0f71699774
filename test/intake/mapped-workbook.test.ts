import { describe, expect, test } from "vitest";
import { trial } from "../commands/journal-run.ts";
import { writeXlsx } from "./xlsx-writer.ts";

/** A workbook of anybody's making, read by a column map as the same table in a CSV is. */

type Cell = string | number | null;

const HEADER = ["Waktu masuk", "Waktu keluar", "Instrumen", "Arah", "Volume", "Hasil", "Biaya"];
const COLUMNS = {
  entry_time: "Waktu masuk",
  exit_time: "Waktu keluar",
  symbol: "Instrumen",
  side: "Arah",
  lot: "Volume",
  profit: "Hasil",
  commission: "Biaya",
};

/** Days since the end of 1899, as Excel counts. */
const serial = (utc: string) => (Date.parse(utc) - Date.UTC(1899, 11, 30)) / 86_400_000;

async function taken(file: string, content: string | Uint8Array, map: object) {
  const journal = trial();
  const named = journal.file("map.json", JSON.stringify({ columns: COLUMNS, zone: "UTC", ...map }));
  const words = ["trade", "import", journal.file(file, content), "--map", named, "--no-input"];
  const [outcome] = await journal.json(...words);
  const [again] = await journal.json(...words);
  expect(again).toMatchObject({ added: 0, changed: 0, known: outcome?.added });
  return journal.rows(
    `SELECT symbol, side, lot_size, entry_time, exit_time, profit_loss, commission
     FROM daily_trading_data ORDER BY exit_time`,
  );
}

const EXPECTED = [
  ["XAUUSD", "buy", 0.01, "2026-01-05 09:15:00", "2026-01-05 10:40:30", 1234.06, -0.7],
  ["EURUSD", "sell", 1.5, "2026-02-13 21:05:00", "2026-02-14 00:10:00", -12.34, null],
].map(([symbol, side, lot_size, entry_time, exit_time, profit_loss, commission]) => ({
  symbol,
  side,
  lot_size,
  entry_time,
  exit_time,
  profit_loss,
  commission,
}));

describe("a workbook with a column map", () => {
  const numbers: Cell[][] = [
    [
      serial("2026-01-05T09:15:00Z"),
      serial("2026-01-05T10:40:30Z"),
      "XAUUSD",
      "buy",
      0.01,
      1234.76,
      -0.7,
    ],
    [
      serial("2026-02-13T21:05:00Z"),
      serial("2026-02-14T00:10:00Z"),
      "EURUSD",
      "sell",
      1.5,
      -12.34,
      null,
    ],
  ];
  test.each([".", ","])("numbers are numbers, also beside texts with %s", async (decimal) => {
    const book = writeXlsx({
      Catatan: [["apa saja"]],
      Data: [["Jurnal saya"], HEADER, ...numbers],
    });
    expect(await taken("a.xlsx", book, { decimal })).toEqual(EXPECTED);
  });

  test("texts are read as the map says, and as in a CSV", async () => {
    const rows = [
      ["05/01/2026 09:15", "05/01/2026 10:40:30", "XAUUSD", "buy", "0,01", "1.234,76", "-0,70"],
      ["13/02/2026 21:05", "14/02/2026 00:10", "EURUSD", "sell", "1,5", "-12,34", "0"],
    ];
    const map = { decimal: ",", dateOrder: "dmy" };
    expect(await taken("a.xlsx", writeXlsx({ Data: [HEADER, ...rows] }), map)).toEqual(EXPECTED);
    const csv = [HEADER, ...rows].map((cells) => cells.join(";")).join("\n");
    expect(await taken("a.csv", `${csv}\n`, map)).toEqual(EXPECTED);
  });

  test("a day and hours of their own, as Excel keeps them", async () => {
    const columns = {
      date: "Hari",
      entry_time: "Masuk",
      exit_time: "Keluar",
      symbol: "S",
      net: "N",
    };
    const at = (utc: string) => serial(`1899-12-30T${utc}Z`);
    const book = writeXlsx({
      A: [
        ["Hari", "Masuk", "Keluar", "S", "N"],
        [serial("2026-01-05T00:00:00Z"), at("09:15:00"), at("10:40:30"), "XAUUSD", 5],
        [serial("2026-01-06T00:00:00Z"), at("23:50:00"), at("00:10:00"), "XAUUSD", 6],
      ],
    });
    const rows = await taken("a.xlsx", book, { columns });
    expect(rows.map((row) => [row.entry_time, row.exit_time])).toEqual([
      ["2026-01-05 09:15:00", "2026-01-05 10:40:30"],
      ["2026-01-06 23:50:00", "2026-01-07 00:10:00"],
    ]);
  });

  test("a heading that no sheet has is named with those that there are", async () => {
    const journal = trial();
    const columns = { ...COLUMNS, symbol: "Pasangan" };
    const map = journal.file("map.json", JSON.stringify({ columns, zone: "UTC" }));
    const book = journal.file("a.xlsx", writeXlsx({ Data: [HEADER, ...numbers] }));
    const told = await journal.run("trade", "import", book, "--map", map, "--no-input");
    expect(told.code).toBe(1);
    expect(told.err).toContain('Kolom "Pasangan"');
    expect(told.err.replace(/\s+/g, " ")).toContain("Waktu keluar, Instrumen, Arah");
  });
});
