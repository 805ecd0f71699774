import { expect, test } from "vitest";
import { trial } from "./journal-run.ts";

const HEADER =
  "tanggal,jam_masuk,jam_keluar,kode,aksi,lot,harga_masuk,harga_keluar,sl,tp,hasil,komisi,swap,strategi,catatan";
const row = (levels: string, result: string) =>
  `2026-11-20,09:15,10:40,XAUUSD,beli,0.01,2650.10,2652.60,${levels},${result},0,0,breakout,`;

const MAP = JSON.stringify({
  columns: { exit_time: "Waktu", symbol: "Instrumen", side: "Arah", net: "Untung" },
  decimal: ".",
  dateOrder: "ymd",
  zone: null,
});
const MAPPED = "Waktu,Instrumen,Arah,Untung\n2026-11-20 10:00,XAUUSD,buy,5\n";

test("an empty stop in the template is unknown, and accuses nobody; 0 is none", async () => {
  const journal = trial();
  const file = journal.file("t.csv", [HEADER, row(",", "2.50"), ""].join("\n"));
  await journal.json("trade", "import", file, "--no-input");
  expect((await journal.run("report", "2026-11-20")).out).not.toContain("tanpa stop loss");
  const next = journal.file("u.csv", [HEADER, row("0,2660", "3.50"), ""].join("\n"));
  await journal.json("trade", "import", next, "--no-input");
  const levels =
    "SELECT stop_loss_used AS stop, take_profit_used AS target FROM daily_trading_data";
  expect(journal.rows(levels)).toEqual([
    { stop: null, target: null },
    { stop: 0, target: 1 },
  ]);
});

test("the sign of another currency in a filled-in amount is refused", async () => {
  const journal = trial();
  await journal.run("trade", "log", "XAUUSD", "5", "--no-input");
  for (const result of ["Rp5.000", "5 USC", "€5"]) {
    const file = journal.file("t.csv", [HEADER, row(",", result), ""].join("\n"));
    await journal.run("trade", "import", file, "--no-input");
  }
  expect(journal.rows("SELECT count(*) AS n FROM daily_trading_data")).toEqual([{ n: 1 }]);
});

test("a sign beside an amount must be that of the profile's currency, in every cell and format", async () => {
  const tried = async (currency: string, file: string, text: string) => {
    const journal = trial();
    await journal.run("profile", "edit", "--currency", currency);
    await journal.run("trade", "log", "EURUSD", "5", "--date", "2026-11-19", "--no-input");
    const words = ["trade", "import", journal.file(file, text), "--no-input"];
    const { code, err } = await journal.run(...words);
    return [code, err.replace(/\s+/g, " ")] as const;
  };
  const template = (result: string, fee = "0") =>
    [HEADER, row(",", result).replace(/,0,0,breakout/, `,${fee},0,breakout`), ""].join("\n");
  for (const currency of ["USD", "USC", "USDT", "SGD"]) {
    expect((await tried(currency, "t.csv", template("$5")))[0]).toBe(0);
  }
  const wrong = [
    ["IDR", "$5", '2: hasil "$5" harus dalam IDR'],
    ["EUR", "$5", '2: hasil "$5" harus dalam EUR'],
    ["USD", "5 USC", '2: hasil "5 USC" harus dalam USD'],
    ["USD", "-Rp500", '2: hasil "-Rp500" harus dalam USD'],
  ] as const;
  for (const [currency, result, told] of wrong) {
    const [code, err] = await tried(currency, "t.csv", template(result));
    expect({ currency, result, code }).toEqual({ currency, result, code: 1 });
    expect(err).toContain(told);
  }
  const [code, err] = await tried("USD", "t.csv", template("5", "-Rp500"));
  expect([code, err]).toEqual([1, expect.stringContaining('komisi "-Rp500" harus dalam USD')]);
  const exness =
    "ticket,opening_time_utc,closing_time_utc,type,lots,symbol,opening_price,closing_price,profit\n" +
    "1,2026-01-05T09:00:00,2026-01-05T10:00:00,buy,0.1,EURUSD,1.1,1.2,€5\n";
  const [no, told] = await tried("USD", "e.csv", exness);
  expect([no, told]).toEqual([1, expect.stringContaining('profit "€5" harus dalam USD')]);
  expect((await tried("EUR", "e.csv", exness))[0]).toBe(0);
});

test("an exit before the entry is no trade", async () => {
  const journal = trial();
  const columns = { symbol: "symbol", net: "net", entry_time: "entry", exit_time: "exit" };
  const map = journal.file("m.json", JSON.stringify({ columns, zone: "UTC" }));
  const file = journal.file(
    "e.csv",
    "symbol,net,entry,exit\nEURUSD,10,2026-01-05 15:00:00,2026-01-05 14:00:00\n",
  );
  const told = await journal.run("trade", "import", file, "--map", map, "--no-input");
  expect(told.out + told.err).toContain("tidak lebih awal dari waktu masuk");
  expect(told.out).not.toContain("Baru      1");
});

test("the clock of an account holds for a mapped table, and not for the trader's template", async () => {
  const journal = trial();
  const map = journal.file("m.json", MAP);
  const file = journal.file("g.csv", MAPPED);
  const words = ["trade", "import", file, "--map", map, "--account", "9", "--no-input"];
  await journal.json(...words, "--server-zone", "Europe/Athens");
  const [again] = await journal.json(...words);
  expect(again).toMatchObject({
    known: 1,
    changed: 0,
    zone: { zone: "Europe/Athens", how: "kept" },
  });
  const own = journal.file("t.csv", [HEADER, row(",", "2.50"), ""].join("\n"));
  await journal.json("trade", "import", own, "--account", "9", "--no-input");
  expect(journal.rows("SELECT exit_time FROM daily_trading_data ORDER BY id")).toEqual([
    { exit_time: "2026-11-20 08:00:00" },
    { exit_time: "2026-11-20 03:40:00" },
  ]);
});
