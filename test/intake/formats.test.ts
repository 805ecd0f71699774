import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readDelimited } from "../../src/base/csv.ts";
import { FORMATS } from "../../src/intake/formats.ts";
import { readStatement } from "../../src/intake/read.ts";
import { showStatement } from "./show-statement.ts";
import { writeXlsx } from "./xlsx-writer.ts";

const FOLDER = path.join(import.meta.dirname, "samples");

/** Small files written for these tests, each with the bytes its platform writes. */
const SAMPLES: readonly (readonly [file: string, format: string])[] = [
  ["Binance-Futures-Trade-History-202601080520(UTC+7).zip", "binance-futures"],
  ["Tren_Emas_OANDA_XAUUSD_2026-01-08.csv", "tradingview"],
  ["binance-positions.csv", "binance-positions"],
  ["binance-spot.csv", "binance-spot"],
  ["bybit.csv", "bybit"],
  ["ctrader.csv", "ctrader"],
  ["exness-open.csv", "exness"],
  ["exness.csv", "exness"],
  ["ftmo-fr.csv", "ftmo"],
  ["ftmo.csv", "ftmo"],
  ["fxblue.csv", "fxblue"],
  ["jurnal.csv", "jurnal"],
  ["jurnal.ndjson", "jurnal"],
  ["mql5-history.csv", "mql5-signal"],
  ["mql5-positions.csv", "mql5-signal"],
  ["mt5-deals.csv", "mt5-deals"],
  ["mt5-deals.json", "mt5-deals"],
  ["mt5-paired.csv", "mt5-deals"],
  ["myfxbook.csv", "myfxbook"],
  ["stockbit.txt", "stockbit"],
  ["template.csv", "template"],
  ["tradingview-old.csv", "tradingview"],
  ["tradingview-orders-excel.csv", "tradingview-orders"],
  ["tradingview-orders.csv", "tradingview-orders"],
];

const bytesOf = (file: string) => new Uint8Array(readFileSync(path.join(FOLDER, file)));

describe("samples", () => {
  test("each has its line in the table", () => {
    const refused = ["binance-ledger.csv"];
    const listed = [...SAMPLES.map(([file]) => file), ...refused].sort();
    expect(readdirSync(FOLDER).sort()).toEqual(listed);
  });

  test.each(SAMPLES)("%s is read as %s, to the last digit", async (file, format) => {
    const options = { fileName: file, backtest: format === "tradingview" };
    const result = await readStatement(bytesOf(file), options);
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    expect(result.statement.format).toBe(format);
    const golden = `../golden/formats/${file}.txt`;
    await expect(showStatement(result.statement)).toMatchFileSnapshot(golden);
  });

  test.each(SAMPLES)("%s is no other format's than %s", async (file, format) => {
    const takers = [];
    for (const one of Object.keys(FORMATS)) {
      const result = await readStatement(bytesOf(file), {
        fileName: file,
        backtest: true,
        format: one,
      });
      if (result.ok) takers.push(one);
    }
    expect(takers).toEqual([format]);
  });

  test.each(["exness.csv", "mql5-history.csv", "ftmo.csv"])(
    "%s as a workbook tells the same",
    async (file) => {
      const { rows } = readDelimited(new TextDecoder().decode(bytesOf(file)));
      const book = writeXlsx({ Notes: [["-"]], Trades: rows.map(({ cells }) => cells) });
      const [csv, xlsx] = [await readStatement(bytesOf(file)), await readStatement(book)];
      if (!csv.ok || !xlsx.ok) throw new Error(JSON.stringify([csv, xlsx]));
      expect(showStatement(xlsx.statement)).toBe(showStatement(csv.statement));
    },
  );

  test("a ledger of coins is refused by name", async () => {
    const result = await readStatement(bytesOf("binance-ledger.csv"));
    expect(result).toMatchObject({ ok: false, problem: { code: "binance-ledger" } });
  });
});
