import { describe, expect, test } from "vitest";
import { trial } from "../commands/journal-run.ts";
import { MAP, WRITERS } from "./table-writers.ts";

/** What a cell of a table may hold, and what makes its row a bad one, is the same in every table. */

const GOOD = {
  tanggal: "2026-11-03",
  kode: "XAUUSD",
  aksi: "beli",
  lot: "0.1",
  harga_masuk: "2600",
  harga_keluar: "2601",
  sl: "2590",
  tp: "2620",
  hasil: "5",
  komisi: "-1",
};
type Cells = Partial<typeof GOOD>;

/** A template with a good row and one for each of these, in a profile that has a currency. */
async function filledIn(currency: string, ...spoilt: Cells[]) {
  const journal = trial();
  await journal.run("profile", "edit", "--zone", "UTC", "--currency", currency);
  await journal.run("trade", "log", "EURUSD", "1", "--no-input");
  const names = Object.keys(GOOD) as (keyof typeof GOOD)[];
  const lines = [GOOD, ...spoilt.map((cells) => ({ ...GOOD, ...cells }))].map((cells) =>
    names.map((name) => `"${cells[name]}"`).join(","),
  );
  const file = journal.file("isian.csv", `${[names.join(","), ...lines].join("\n")}\n`);
  const words = ["trade", "import", file, "--no-input"];
  return { journal, words };
}

const FOREIGN = [
  ...["250000 Rp", "100Rp", "100 rp", "Rp10", "Rp. 10", "(100 Rp)", "-Rp10", "10 IDR"],
  ...["HK$7", "C$7", "A$7", "NZ$7", "S$7", "R$7", "-S$7", "XX$7", "7 HK$"],
  ...["₹7", "฿7", "₩7", "₫7", "₽7", "€7", "£7", "¥7", "7 EUR", "7 SGD"],
];

describe("money beside the sign of another currency", () => {
  test.each(FOREIGN)("%s is no US dollars", async (hasil) => {
    const { journal, words } = await filledIn("USD", { hasil });
    const { code, err } = await journal.run(...words);
    expect({ code, err }).toMatchObject({ code: 1 });
    expect(err).toContain(`hasil "${hasil}" harus dalam USD`);
    const [outcome] = await journal.json(...words, "--skip-bad-rows");
    expect(outcome).toMatchObject({ added: 1, net: "5" });
    // Nor is it where it is typed.
    const typed = await journal.run("trade", "log", "XAUUSD", "--no-input", "--", hasil);
    expect(typed.code).not.toBe(0);
  });

  test.each([
    ["IDR", "HK$300"],
    ["IDR", "$300"],
    ["HKD", "US$7"],
    ["HKD", "C$7"],
    ["SGD", "7 USD"],
    ["USC", "7 USD"],
  ])("in %s: %s", async (currency, hasil) => {
    const { journal, words } = await filledIn(currency, { hasil });
    expect((await journal.run(...words)).err).toContain(`"${hasil}" harus dalam ${currency}`);
  });

  test("nor is what the broker booked", async () => {
    const { journal } = await filledIn("USD");
    const map = { columns: { symbol: "s", side: "d", lot: "l", entry_price: "p", net: "n" } };
    const columns = { ...map.columns, exit_time: "t" };
    const told = ["--map", journal.file("m.json", JSON.stringify({ columns, zone: "UTC" }))];
    const trade = "XAUUSD,buy,1,2600,2026-01-05 09:00,5";
    const rows = (amount: string) =>
      journal.file(
        `${amount}.csv`,
        `s,d,l,p,t,n\n${trade}\nDividend,,,,2026-01-06 09:00,${amount}\n`,
      );
    const own = await journal.run("trade", "import", rows("$7"), ...told, "--no-input");
    expect(own.out).toContain("Kas");
    const other = await journal.run("trade", "import", rows("HK$7"), ...told, "--no-input");
    expect(other.err).toContain('n "HK$7" harus dalam USD');
  });

  test.each([
    ["USD", "$7"],
    ["USD", "-$7"],
    ["USD", "US$7"],
    ["USD", "7 USD"],
    ["USC", "$7"],
    ["USDT", "$7"],
    ["SGD", "$7"],
    ["SGD", "S$7"],
    ["HKD", "HK$7"],
    ["INR", "₹7"],
    ["IDR", "250000 Rp"],
    ["IDR", "100rp"],
    ["CNY", "CN¥7"],
    ["CNY", "¥7"],
  ])("its own sign in %s: %s", async (currency, hasil) => {
    const { journal, words } = await filledIn(currency, { hasil });
    const [outcome] = await journal.json(...words);
    expect(outcome).toMatchObject({ added: 2 });
  });
});

/** A cell, the column it stands in, and what is said of it. */
const SPOILT: [keyof typeof GOOD, string, string][] = [
  ["lot", "1/2", "ukuran"],
  ["lot", "0.5x2", "ukuran"],
  ["lot", "1e400", "ukuran"],
  ["lot", "1e2x", "ukuran"],
  ["lot", "-1", "ukuran"],
  ["lot", "(1)", "ukuran"],
  ["lot", "$1", "ukuran"],
  ["lot", "satu", "ukuran"],
  ["harga_masuk", "-1", "harga di atas 0"],
  ["harga_masuk", "0", "harga di atas 0"],
  ["harga_keluar", "-2601", "harga di atas 0"],
  ["harga_keluar", "1e400", "dijumlahkan tepat"],
  ["sl", "-1", "harga, atau 0"],
  ["tp", "-0.5", "harga, atau 0"],
  ["hasil", "1e400", "dijumlahkan tepat"],
  ["komisi", "-1e300", "dijumlahkan tepat"],
];

describe("a size, price or amount that no trade has", () => {
  test.each(SPOILT)("%s %s", async (column, cell, must) => {
    const { journal, words } = await filledIn("USD", { [column]: cell });
    const { code, err } = await journal.run(...words);
    expect({ code, err }).toMatchObject({ code: 1 });
    expect(err).toMatch(new RegExp(`^.*1 baris .*baris 3: .*${must}`));
    const [outcome] = await journal.json(...words, "--skip-bad-rows");
    expect(outcome).toMatchObject({ added: 1, net: "5" });
  });

  test.each([
    ["1e2", 100],
    ["1.5e3", 1500],
    ["1e-05", 0.00001],
    ["0.10 lot", 0.1],
    ["2 lots", 2],
    ["3BTC", 3],
    ["0.05/0.05", 0.05],
    ["0.05 / 0.05", 0.05],
  ])("a lot of %s is one of %d", async (lot, size) => {
    const { journal, words } = await filledIn("USD", { lot });
    await journal.run(...words);
    const sizes = "SELECT lot_size FROM daily_trading_data ORDER BY id DESC LIMIT 1";
    expect(journal.rows(sizes)).toEqual([{ lot_size: size }]);
  });

  test("a price of zero is one that a table does not know", async () => {
    const { journal } = await filledIn("USD");
    const rows =
      "symbol,profit_loss,exit_time,entry_price,exit_price\nEURUSD,5,2026-01-05T09:00:00Z,0,1.1";
    await journal.run("trade", "import", journal.file("a.csv", `${rows}\n`), "--no-input");
    const last = "SELECT entry_price, exit_price FROM daily_trading_data ORDER BY id DESC LIMIT 1";
    expect(journal.rows(last)).toEqual([{ entry_price: null, exit_price: 1.1 }]);
  });

  test("zero is no stop and no target", async () => {
    const { journal, words } = await filledIn("USD", { sl: "0", tp: "0" });
    const [outcome] = await journal.json(...words);
    expect(outcome).toMatchObject({ added: 2 });
  });

  const SIZED = Object.entries(WRITERS).flatMap(([name, writer]) => {
    const row = { id: 11, profit: "10.25", commission: "0", swap: "0" };
    const at = writer.row(row).findIndex((cell) => /^0\.1(?: Lots)?$/.test(String(cell)));
    return at < 0 ? [] : [{ name, at }];
  });

  test.each(SIZED)("in a table of $name too", async ({ name, at }) => {
    const writer = WRITERS[name] as (typeof WRITERS)[string];
    const journal = trial();
    const rows = [10, 11, 12].map((id) =>
      writer.row({ id, profit: "10.25", commission: "0", swap: "0" }).map(String),
    );
    (rows.at(-1) as string[])[at] = "-0.1";
    const map = name === "csv" ? ["--map", journal.file("map.json", MAP)] : [];
    const text = [writer.header, ...rows.map((cells) => cells.join(writer.separator ?? ","))];
    const file = journal.file("f.csv", `${text.join("\n")}\n`);
    const words = ["trade", "import", file, ...map, "--server-zone", "UTC", "--no-input"];
    const { code, err } = await journal.run(...words);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("baris 4") });
  });
});

describe("what the first import says of costs", () => {
  const heading = "symbol,profit_loss,exit_time,commission,swap,bot_id";
  test.each([
    ["of zeros", "EURUSD,5,2026-01-05T09:00:00Z,0,0,", /tidak ada yang tercatat untuk 1 transaksi/],
    [
      "of a bot's trades",
      "EURUSD,5,2026-01-05T09:00:00Z,,,\nEURUSD,5,2026-01-06T09:00:00Z,-1,-2,1",
      /tidak ada yang tercatat untuk 1 transaksi/,
    ],
    ["of a trade by hand", "EURUSD,5,2026-01-05T09:00:00Z,-1,-2,", /dari 1 transaksi: -\$3\.00/],
  ])("%s is true", async (_, rows, said) => {
    const journal = trial();
    await journal.run("bot", "add", "Grid");
    const file = journal.file("a.csv", `${heading}\n${rows}\n`);
    const { out } = await journal.run("trade", "import", file, "--no-input");
    const text = out.replace(/\s+/g, " ");
    expect(text).toMatch(said);
    expect(text).not.toContain("tidak disebut di berkas ini");
  });
});

describe("what is said of the rows that are not taken", () => {
  test("all of them are counted at once, in the order of the file", async () => {
    const spoilt = [{ hasil: "$2000000000" }, { hasil: "banyak" }, { harga_masuk: "-1" }];
    const { journal, words } = await filledIn("USD", ...spoilt);
    const { err } = await journal.run(...words);
    expect(err).toMatch(/3 baris .*baris 3: .*; baris 4: .*; baris 5: /);
    const { out } = await journal.run(...words, "--skip-bad-rows");
    expect(out).toContain("3 baris yang tidak bisa dibaca TIDAK dicatat");
  });

  test("foreign money is no part of a sum either", async () => {
    const { journal, words } = await filledIn("USD", { hasil: "250000 Rp" }, { hasil: "2e9" });
    const { out } = await journal.run(...words, "--skip-bad-rows");
    expect(out).toContain("uang semua baris: di berkas +$2,000,000,005.00");
  });

  test("a report's amount that is none is no part of a sum", async () => {
    const journal = trial();
    const row = (ticket: number, profit: string) =>
      [ticket, "2026.01.05 10:00:00", "buy", "0.10", "eurusd", "1.1", "0", "0"]
        .concat("2026.01.05 11:00:00", "1.2", "0", "0", "0", profit)
        .map((cell) => `<td>${cell}</td>`)
        .join("");
    const rows = [row(7, "5.00"), row(8, "1e400")].map((cells) => `<tr>${cells}</tr>`).join("");
    const file = journal.file("r.htm", `<html><table>${rows}</table></html>`);
    const { out, err } = await journal.run(
      "trade",
      "import",
      file,
      "--no-input",
      "--skip-bad-rows",
    );
    expect({ out, err }).toMatchObject({ out: expect.stringContaining("1 baris yang tidak bisa") });
    expect(out).not.toMatch(/∞|\d{20}|selisih/);
  });

  test("an amount that is none is no part of a sum", async () => {
    const { journal, words } = await filledIn("USD", { hasil: "1e400" }, { hasil: "-1e300" });
    const { out } = await journal.run(...words, "--skip-bad-rows");
    expect(out).toContain("2 baris yang tidak bisa dibaca TIDAK dicatat");
    expect(out).toContain('hasil "1e400"');
    expect(out).not.toMatch(/∞|\d{20}|selisih/);
  });
});

test("a number of NDJSON beyond all numbers is not said to be missing", async () => {
  const journal = trial();
  const line =
    '{"symbol":"XAUUSD","profit_loss":1e400,"lot_size":0.1,"exit_time":"2026-11-20T10:00Z"}';
  const file = journal.file("bot.ndjson", `${line}\n`);
  const { code, err } = await journal.run("trade", "import", file, "--no-input");
  expect([code, err]).toEqual([1, expect.stringContaining('profit_loss "Infinity" harus angka')]);
});
