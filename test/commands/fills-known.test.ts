import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { type Trial, trial } from "./journal-run.ts";

/** What was bought in one file and sold in another, and what the trader did in between. */

const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
const NET =
  "SELECT symbol, profit_loss AS net, note FROM daily_trading_data ORDER BY exit_time, id";
const count = (journal: Trial, table: string) =>
  journal.rows(`SELECT COUNT(*) AS n FROM ${table}`)[0]?.n;
const flat = (text: string) => text.replace(/\s+/g, " ");

const confirmation = (day: string, deal: string, total: string) =>
  lines("Trade Confirmation", `Transaction Date ${day}`, deal, `Total Cost ${total}`);
const BOUGHT = confirmation(
  "01/12/2025",
  "0054305 RG BBCA Bank Central Asia Tbk. 2 200.00 8,000.00 1,600,000.00 0.00",
  "1,602,400.00 0.00",
);
const SOLD = confirmation(
  "04/12/2025",
  "0062228 RG BBCA Bank Central Asia Tbk. 2 200.00 8,500.00 0.00 1,700,000.00",
  "0.00 1,695,750.00",
);

const spot = (...rows: string[]) => lines("Date(UTC),Pair,Side,Price,Executed,Amount,Fee", ...rows);
const BUY_1 = "2026-01-05 09:00:00,SOLUSDT,BUY,100,1SOL,100USDT,0USDT";
const BUY_2 = "2026-01-06 09:00:00,SOLUSDT,BUY,110,1SOL,110USDT,0USDT";
const SELL_1 = "2026-01-07 09:00:00,SOLUSDT,SELL,120,1SOL,120USDT,0USDT";
const SELL_2 = "2026-01-08 09:00:00,SOLUSDT,SELL,130,1SOL,130USDT,0USDT";

async function take(journal: Trial, name: string, text: string, ...more: string[]) {
  return journal.run("trade", "import", journal.file(name, text), "--no-input", ...more);
}

describe("bought in one confirmation, sold in the next", () => {
  test("is one trade, in one command and in two", async () => {
    const [one, two] = [trial(), trial()];
    const files = [one.file("a.txt", BOUGHT), one.file("b.txt", SOLD)];
    expect((await one.run("trade", "import", ...files, "--no-input")).code).toBe(0);
    await take(two, "a.txt", BOUGHT);
    expect(count(two, "open_positions")).toBe(1);
    await take(two, "b.txt", SOLD);
    for (const journal of [one, two]) {
      expect(journal.rows(NET)).toEqual([{ symbol: "BBCA", net: 93350, note: null }]);
      expect(count(journal, "open_positions")).toBe(0);
    }
  });

  test("the sale alone says what is missing, and counts when the purchase comes", async () => {
    const journal = trial();
    const told = await take(journal, "b.txt", SOLD);
    expect(told.code).toBe(0);
    expect(flat(told.out)).toContain("Penjualan tanpa pembelian, belum dihitung: BBCA 2.");
    expect(flat(told.out)).toContain("tidak ada di berkas ini maupun di jurnal");
    expect(journal.rows(NET)).toEqual([]);
    const then = await take(journal, "a.txt", BOUGHT);
    expect(flat(then.out)).not.toContain("tanpa pembelian");
    expect(journal.rows(NET)).toEqual([{ symbol: "BBCA", net: 93350, note: null }]);
    // Neither order of taking them out leaves anything behind.
    expect((await journal.run("undo", "--import", "1")).code).toBe(0);
    expect(journal.rows(NET)).toEqual([]);
    expect(count(journal, "open_positions")).toBe(1);
    expect((await journal.run("undo", "--import", "2")).code).toBe(0);
    for (const table of ["fills", "open_positions", "trading_sessions", "imports"]) {
      expect(count(journal, table)).toBe(0);
    }
  });

  test("another profile's purchase is not sold here", async () => {
    const journal = trial();
    await take(journal, "a.txt", BOUGHT);
    await journal.run("profile", "add", "istri", "--currency", "IDR");
    await take(journal, "b.txt", SOLD, "--profile", "istri");
    expect(journal.rows(NET)).toEqual([]);
  });
});

describe("what the trader did to a paired trade", () => {
  test("a note stays when an older file changes what the trade is made of", async () => {
    const journal = trial();
    await take(journal, "2.csv", spot(BUY_2, SELL_1));
    await journal.run("trade", "edit", "1", "--note", "keluar sesuai rencana", "--tag", "plan");
    await take(journal, "1.csv", spot(BUY_1));
    expect(
      journal.rows("SELECT profit_loss, entry_price, note, tags FROM daily_trading_data"),
    ).toEqual([{ profit_loss: 20, entry_price: 100, note: "keluar sesuai rencana", tags: "plan" }]);
    expect(journal.rows("SELECT entry_price FROM open_positions")).toEqual([{ entry_price: 110 }]);
    await journal.run("undo");
    expect(journal.rows("SELECT profit_loss, entry_price, note FROM daily_trading_data")).toEqual([
      { profit_loss: 10, entry_price: 110, note: "keluar sesuai rencana" },
    ]);
    await journal.run("redo");
    expect(journal.rows(NET)).toMatchObject([{ net: 20, note: "keluar sesuai rencana" }]);
  });

  test("a file of later days leaves edited trades of earlier ones alone", async () => {
    const journal = trial();
    await take(journal, "1.csv", spot(BUY_1, SELL_1));
    await journal.run("trade", "edit", "1", "--profit", "19.5");
    await take(journal, "2.csv", spot("2026-01-09 09:00:00,SOLUSDT,BUY,100,1SOL,100USDT,0USDT"));
    expect(journal.rows(NET)).toMatchObject([{ net: 19.5 }]);
  });

  test("a deleted trade stays away, and what it had used up stays used", async () => {
    const journal = trial();
    await take(journal, "1.csv", spot(BUY_1, BUY_2, SELL_1));
    await journal.run("trade", "delete", "1");
    const again = await take(journal, "1.csv", spot(BUY_1, BUY_2, SELL_1));
    expect(flat(again.out)).toContain("1 yang dulu Anda hapus");
    await take(journal, "2.csv", spot(SELL_2));
    expect(journal.rows(NET)).toMatchObject([{ net: 20 }]);
    await take(journal, "1.csv", spot(BUY_1, BUY_2, SELL_1), "--restore-deleted");
    expect(journal.rows(NET)).toMatchObject([{ net: 20 }, { net: 20 }]);
  });

  test("a note on what turns out to be no trade of its own goes to its day", async () => {
    const orders = (...rows: string[]) =>
      lines("Symbol,Side,Type,Qty,Fill Price,Status,Commission,Closing Time,Order ID", ...rows);
    const journal = trial();
    // Seen alone, the second file begins with a short sale and ends by buying it back.
    await take(
      journal,
      "2.csv",
      orders(
        "AAPL,Sell,Market,1,110,Filled,0,2026-01-06 10:00:00,12",
        "AAPL,Buy,Market,1,100,Filled,0,2026-01-07 10:00:00,13",
      ),
    );
    await journal.run("trade", "edit", "1", "--note", "masuk lagi");
    const told = await take(
      journal,
      "1.csv",
      orders("AAPL,Buy,Market,1,90,Filled,0,2026-01-05 10:00:00,11"),
    );
    expect(flat(told.out)).toContain("1 ternyata bukan transaksi sendiri");
    expect(journal.rows(NET)).toEqual([{ symbol: "AAPL", net: 20, note: null }]);
    expect(journal.rows("SELECT side, entry_price FROM open_positions")).toEqual([
      { side: "buy", entry_price: 100 },
    ]);
    expect(
      journal.rows("SELECT session_date, personal_notes FROM trading_sessions ORDER BY 1"),
    ).toEqual([
      { session_date: "2026-01-06", personal_notes: "" },
      { session_date: "2026-01-07", personal_notes: "AAPL: masuk lagi" },
    ]);
    await journal.run("undo");
    expect(journal.rows(NET)).toEqual([{ symbol: "AAPL", net: 10, note: "masuk lagi" }]);
  });
});

test("an import in the middle can be taken back by its number, and done again", async () => {
  const journal = trial();
  await take(journal, "1.csv", spot(BUY_1));
  await take(journal, "2.csv", spot(BUY_2));
  await take(journal, "3.csv", spot(SELL_1));
  expect(journal.rows(NET)).toMatchObject([{ net: 20 }]);
  const first = journal.rows("SELECT MIN(id) AS id FROM operations WHERE kind = 'trade.import'");
  expect((await journal.run("undo", String(first[0]?.id))).code).toBe(0);
  expect(journal.rows(NET)).toMatchObject([{ net: 10 }]);
  expect(count(journal, "open_positions")).toBe(0);
  expect((await journal.run("redo")).code).toBe(0);
  expect(journal.rows(NET)).toMatchObject([{ net: 20 }]);
  expect(journal.rows("SELECT entry_price FROM open_positions")).toEqual([{ entry_price: 110 }]);
});

test("a journal that was exported whole and restored goes on pairing", async () => {
  const [old, fresh] = [trial(), trial()];
  await take(old, "1.csv", spot(BUY_1, BUY_2));
  const whole = (await old.run("export", "--all")).out;
  expect((await fresh.run("import", fresh.file("w.ndjson", whole))).code).toBe(0);
  await take(fresh, "2.csv", spot(SELL_1));
  expect(fresh.rows(NET)).toMatchObject([{ net: 20 }]);
});

test("an account's clock that is put right moves fills along", async () => {
  const journal = trial();
  const deals = (...rows: string[]) =>
    lines("ticket,time,type,entry,position_id,volume,price,profit,symbol", ...rows);
  const words = ["--account", "7", "--server-zone", "+02:00"];
  await take(journal, "1.csv", deals("1,2026-01-05 10:00:00,0,0,9,0.1,1.1,0,EURUSD"), ...words);
  await journal.run("trade", "import", "--rezone", "7", "+03:00");
  await take(
    journal,
    "2.csv",
    deals("2,2026-01-05 12:00:00,1,1,9,0.1,1.2,5,EURUSD"),
    "--account",
    "7",
  );
  expect(journal.rows("SELECT entry_time, exit_time, approximate FROM daily_trading_data")).toEqual(
    [{ entry_time: "2026-01-05 07:00:00", exit_time: "2026-01-05 09:00:00", approximate: null }],
  );
});

test("trades that an older version imported are known by their files", async () => {
  const journal = trial();
  const file = spot(BUY_1, BUY_2, SELL_1);
  await take(journal, "1.csv", file);
  await journal.run("trade", "edit", "1", "--note", "lama");
  // Its keys were made of all rows of a trade, and it kept no fills.
  const former = (...rows: string[]) => {
    const text = rows.map((row) => row.split(",").join("|")).join("\n");
    return `1||#${createHash("sha1").update(text).digest("hex").slice(0, 20)}:1`;
  };
  const db = new Database(journal.db);
  db.prepare("UPDATE daily_trading_data SET external_key = ?").run(former(BUY_1, SELL_1));
  db.prepare("UPDATE open_positions SET external_key = ?").run(former(`open,${BUY_2},1`));
  db.exec("DELETE FROM fills");
  db.close();
  await take(journal, "1.csv", file);
  expect(journal.rows(NET)).toEqual([{ symbol: "SOLUSDT", net: 20, note: "lama" }]);
  expect(count(journal, "open_positions")).toBe(1);
  await take(journal, "2.csv", spot(SELL_2));
  expect(journal.rows(NET)).toMatchObject([{ net: 20 }, { net: 20 }]);
  expect(count(journal, "open_positions")).toBe(0);
});

test("a fill of a time to come is refused, and with --skip-bad-rows only it is left out", async () => {
  const journal = trial();
  const deals = (...rows: string[]) =>
    lines("ticket,time,type,entry,position_id,volume,price,profit,symbol", ...rows);
  const file = deals(
    "1,2026-01-05 10:00:00,0,0,9,0.1,1.1,0,EURUSD",
    "2,2026-01-05 12:00:00,1,1,9,0.1,1.2,5,EURUSD",
    "3,2099-01-05 10:00:00,0,0,10,0.1,1.1,0,EURUSD",
  );
  const words = ["--account", "7", "--server-zone", "UTC"];
  expect((await take(journal, "1.csv", file, ...words)).code).toBe(1);
  expect(count(journal, "fills")).toBe(0);
  expect((await take(journal, "1.csv", file, ...words, "--skip-bad-rows")).code).toBe(0);
  expect(journal.rows(NET)).toMatchObject([{ net: 5 }]);
  expect(count(journal, "fills")).toBe(2);
  expect(count(journal, "open_positions")).toBe(0);
});
