import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { trial } from "../commands/journal-run.ts";
import { fakeWorld } from "../world.ts";
import { MAP, WRITERS, type Writer } from "./table-writers.ts";

/** Whatever the format: nothing is closed before it was opened, and nothing lies in the future. */

const row = (id: number) => ({ id, profit: "10.25", commission: "0", swap: "0" });
const lines = (writer: Writer) => [10, 11, 12, 13].map((id) => writer.row(row(id)).map(String));

/** A trade in a year that has not come. */
const ahead = (cell: string) =>
  cell.replace(/2026/, "2027").replace(/^17\d{8}$/, String(Date.UTC(2027, 1, 1) / 1000));

/** A trade closed an hour before it was opened. */
const turned = (cell: string) =>
  cell.replace(/(?<=[T ])(09|10):00/, (_, hour) => (hour === "09" ? "10:00" : "09:00"));

function told(name: string, spoil: (cell: string) => string) {
  const writer = WRITERS[name] as Writer;
  const journal = trial();
  const map = name === "csv" ? ["--map", journal.file("map.json", MAP)] : [];
  // Of deals the closing one: without its opening the rest is a position that began earlier.
  const at = name === "mt5-deals, one a row" ? 3 : 2;
  const rows = lines(writer).map((cells, index) => (index === at ? cells.map(spoil) : cells));
  const text = [writer.header, ...rows.map((cells) => cells.join(writer.separator ?? ","))];
  const file = journal.file("f.csv", `${text.join("\n")}\n`);
  const words = ["trade", "import", file, ...map, "--server-zone", "UTC", "--no-input"];
  return { journal, words };
}

const bothTimes = Object.keys(WRITERS).filter(
  (name) => !["bybit", "csv", "template", "mt5-deals, one a row"].includes(name),
);

describe("a file with a trade that cannot be", () => {
  test.each(Object.keys(WRITERS))("to come: %s", async (name) => {
    const { journal, words } = told(name, ahead);
    const whole = await journal.run(...words);
    expect(whole).toMatchObject({ code: 1, out: "" });
    expect(whole.err).toMatch(/baris [45]: waktu (?:masuk|keluar) "2027/);
    expect(whole.err).toContain("harus waktu yang sudah lewat");
    await journal.run(...words, "--skip-bad-rows");
    const later = "SELECT count(*) AS n FROM daily_trading_data WHERE exit_time > '2026-11-23'";
    expect(journal.rows(later)).toEqual([{ n: 0 }]);
  });

  test.each(bothTimes)("closed before it was opened: %s", async (name) => {
    const { journal, words } = told(name, turned);
    const whole = await journal.run(...words);
    expect(whole).toMatchObject({ code: 1, out: "" });
    expect(whole.err).toContain("harus tidak lebih awal dari waktu masuk");
    const [outcome] = await journal.json(...words, "--skip-bad-rows");
    expect(outcome).toMatchObject({ added: 3 });
  });

  test.each([
    ["mt4", "7|2026.01.05 10:00:00|buy|0.10|eurusd|1.1|0|0|2026.01.05 09:00:00|1.2|0|0|0|10.00"],
    ["mt4", "7|2026.01.05 10:00:00|buy|0.10|eurusd|1.1|0|0|2027.01.05 09:00:00|1.2|0|0|0|10.00"],
    ["mt5", "2026.01.05 10:00:00|7|eurusd|buy|0.10|1.1|0|0|2026.01.05 09:00:00|1.2|0|0|10.00"],
    ["mt5", "2027.01.05 10:00:00|7|eurusd|buy|0.10|1.1|0|0|2027.01.05 11:00:00|1.2|0|0|10.00"],
  ])("in a report of %s: %s", async (_, cells) => {
    const journal = trial();
    const tds = cells
      .split("|")
      .map((cell) => `<td>${cell}</td>`)
      .join("");
    const file = journal.file("r.htm", `<html><table><tr>${tds}</tr></table></html>`);
    const words = ["trade", "import", file, "--no-input"];
    const { code, err } = await journal.run(...words);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("waktu") });
    expect(err).toMatch(/waktu yang sudah lewat|tidak lebih awal dari waktu masuk/);
  });

  test("an hour that comes twice is no fault, and an unknown clock has a day", async () => {
    const journal = trial();
    const map = journal.file(
      "m.json",
      JSON.stringify({
        columns: { symbol: "s", net: "n", entry_time: "in", exit_time: "out" },
        zone: null,
      }),
    );
    // Athens: 04:00 becomes 03:00 again on 2025-10-26.
    const twice = journal.file("a.csv", "s,n,in,out\nBTCUSD,1,2025-10-26 03:40,2025-10-26 03:10\n");
    const words = ["--map", map, "--no-input"];
    const zone = ["--account", "9", "--server-zone", "Europe/Athens"];
    const [first] = await journal.json("trade", "import", twice, ...words, ...zone);
    expect(first).toMatchObject({ added: 1 });
    // The clock of the trial is 2026-11-22 12:00 in Jakarta; the file's may be ahead of it.
    const soon = journal.file("b.csv", "s,n,in,out\nBTCUSD,1,2026-11-22 13:00,2026-11-22 15:00\n");
    const [second] = await journal.json("trade", "import", soon, ...words, "--account", "10");
    expect(second).toMatchObject({ added: 1 });
    const told = await journal.run("trade", "import", soon, ...words, "--server-zone", "WIB");
    expect(told.code).toBe(1);
    // Only the day is known of a trade of today: its noon need not have come.
    const today = journal.file("c.csv", "s,n,out\nBTCUSD,1,2026-11-22\nBTCUSD,2,2026-11-23\n");
    const days = JSON.stringify({
      columns: { symbol: "s", net: "n", date: "out" },
      zone: "+08:00",
    });
    const byDay = ["trade", "import", today, "--map", journal.file("d.json", days), "--no-input"];
    expect((await journal.run(...byDay)).err).toContain("baris 3");
    expect((await journal.run(...byDay)).err).not.toContain("baris 2");
  });

  test("a confirmation of today is none of a time to come, though it is taken for noon", async () => {
    const { jurnal, file: db } = fakeWorld({ isInteractive: false });
    const bought = (day: string) =>
      [
        "Trade Confirmation",
        `Transaction Date ${day}/11/2026`,
        "0054305 RG BBCA Bank Central Asia Tbk. 2 200.00 8,000.00 1,600,000.00 0.00",
        "0062228 RG BBCA Bank Central Asia Tbk. 1 100.00 8,500.00 0.00 850,000.00",
        "Total Cost 1,602,400.00 847,875.00",
      ].join("\n");
    const tell = (day: string) => {
      const file = path.join(path.dirname(db), `${day}.txt`);
      writeFileSync(file, bought(day));
      const morning = { now: () => Date.parse("2026-11-23T03:00:00Z") };
      return jurnal(["trade", "import", file, "--no-input"], [], morning);
    };
    expect((await tell("24")).code).toBe(1);
    expect(await tell("23")).toMatchObject({ code: 0, out: expect.stringContaining("Baru") });
  });
});

test.each(["symbol", "account", "ticket", "note", "tags", "strategy_used"])(
  "a %s longer than a journal keeps is refused in its row, and the rest is taken",
  async (field) => {
    const journal = trial();
    const sold = { symbol: "XAUUSD", profit_loss: 1, exit_time: "2026-01-05T09:00:00Z" };
    const rows = [sold, { ...sold, profit_loss: 2, [field]: "q".repeat(20_001) }];
    const file = journal.file("f.ndjson", rows.map((one) => `${JSON.stringify(one)}\n`).join(""));
    const { err } = await journal.run("trade", "import", file, "--no-input");
    expect(err).toMatch(/baris 2: \S+ "q{40}…" harus teks sampai 20000 huruf/);
    const [outcome] = await journal.json("trade", "import", file, "--no-input", "--skip-bad-rows");
    expect(outcome).toMatchObject({ added: 1 });
    expect((await journal.run("doctor")).code).toBe(0);
  },
);
