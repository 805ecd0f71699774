import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { type Trial, trial } from "./journal-run.ts";

/** Undo takes back one's own, and only what still is as it was left; redo does it again. */

const COUNT = "SELECT COUNT(*) n FROM daily_trading_data";
const count = (journal: Trial) => journal.rows(COUNT)[0]?.n;

/** What another program does to the file. */
function byOther(journal: Trial, sql: string): void {
  const db = new Database(journal.db);
  db.exec(sql);
  db.close();
}

async function fine(journal: Trial, ...words: string[]): Promise<string> {
  const { code, out, err } = await journal.run(...words);
  expect([words, code, code === 0 ? "" : err]).toEqual([words, 0, ""]);
  return out + err;
}

describe("whose", () => {
  test("another profile's is left alone unless it is asked for by its number", async () => {
    const journal = trial();
    await fine(journal, "trade", "log", "EURUSD", "-25.3");
    await fine(journal, "profile", "add", "kedua", "--currency", "IDR");
    await fine(journal, "--profile", "kedua", "trade", "log", "BBCA", "10000");
    // The profile holds a trade of its own by now: adding it cannot be taken back.
    const stuck = await journal.run("undo");
    expect([stuck.code, stuck.err]).toEqual([
      1,
      expect.stringMatching(/profil kedua: sudah dipakai yang lain[\s\S]*jurnal undo berikutnya/),
    ]);
    expect(await fine(journal, "undo")).toMatch(/Dibatalkan: catat transaksi #1 EURUSD/);
    expect((await journal.run("undo")).err).toMatch(/Belum ada yang bisa dibatalkan/);
    expect(journal.rows("SELECT symbol FROM daily_trading_data")).toEqual([{ symbol: "BBCA" }]);
    expect(await fine(journal, "undo", "--list")).toMatch(/kedua\s+catat transaksi #2 BBCA/);
    const [last] = await journal.json("undo", "--list");
    expect(await fine(journal, "undo", String(last?.operation_id))).toMatch(/BBCA/);
    expect(count(journal)).toBe(0);
    expect((await journal.run("undo", String(last?.operation_id))).code).toBe(1);
  });

  test("what a pipe that is still open recorded is not the trader's to lose", async () => {
    const journal = trial();
    await fine(journal, "trade", "log", "EURUSD", "-25.3");
    const line = '{"symbol":"XAUUSD","profit_loss":1}\n';
    let told = "";
    await journal.pipe(line, ["trade", "log", "--stdin"], async () => {
      expect(await fine(journal, "undo", "--list")).toMatch(/pipa masih terbuka/);
      told = await fine(journal, "undo");
    });
    expect(told).toMatch(/catat transaksi #1 EURUSD/);
    expect(journal.rows("SELECT symbol FROM daily_trading_data")).toEqual([{ symbol: "XAUUSD" }]);
    // The pipe has ended: now it is the last thing that was done here.
    expect(await fine(journal, "undo")).toMatch(/1 transaksi dari aliran/);
    expect(count(journal)).toBe(0);
  });
});

describe("what another program changed since", () => {
  test("stays, is told, and the rest is taken back", async () => {
    const journal = trial();
    await fine(journal, "session", "set", "--market", "trending", "--notes", "rencana");
    await fine(journal, "session", "set", "--market", "sideways", "--notes", "baru");
    byOther(journal, "UPDATE trading_sessions SET market_conditions = 'volatile'");
    expect(await fine(journal, "undo")).toMatch(/sesi 2026-11-22 \(pasar\): sudah diubah/);
    const DAY = "SELECT market_conditions AS m, personal_notes AS n FROM trading_sessions";
    expect(journal.rows(DAY)).toEqual([{ m: "volatile", n: "rencana" }]);
  });

  test("a trade that was changed is not removed, and undo goes on before it", async () => {
    const journal = trial();
    await fine(journal, "trade", "log", "EURUSD", "1");
    await fine(journal, "trade", "log", "XAUUSD", "2");
    byOther(journal, "UPDATE daily_trading_data SET profit_loss = 7 WHERE id = 2");
    expect((await journal.run("undo")).err).toMatch(/transaksi #2 \(hasil\): sudah diubah/);
    await fine(journal, "undo");
    expect(journal.rows("SELECT id, profit_loss AS p FROM daily_trading_data")).toEqual([
      { id: 2, p: 7 },
    ]);
  });

  test("a trade comes back with its day, also where another program removed that", async () => {
    const journal = trial();
    await fine(journal, "trade", "log", "EURUSD", "1", "--date", "2026-11-20");
    await fine(journal, "trade", "log", "EURUSD", "3", "--date", "2026-11-20");
    await fine(journal, "trade", "delete", "1");
    byOther(journal, "DELETE FROM trading_sessions WHERE session_date = '2026-11-20'");
    expect(await fine(journal, "undo")).toMatch(/Dibatalkan: hapus transaksi #1/);
    expect(
      journal.rows("SELECT session_date AS d, total_profit_loss AS p FROM trading_sessions"),
    ).toEqual([{ d: "2026-11-20", p: 1 }]);
  });

  test("what the schema refuses never ends the program, nor stands in the way", async () => {
    const journal = trial();
    await fine(journal, "trade", "log", "EURUSD", "1");
    await fine(journal, "trade", "log", "XAUUSD", "2");
    await fine(journal, "trade", "delete", "1");
    byOther(
      journal,
      `INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size)
         VALUES (1, 'EURUSD', 3, 0.1);
       CREATE UNIQUE INDEX one_of_each ON daily_trading_data (symbol)`,
    );
    const refused = await journal.run("undo");
    expect([refused.code, refused.err]).toEqual([1, expect.stringMatching(/tidak ada/)]);
    expect(await fine(journal, "undo")).toMatch(/XAUUSD/);
    expect((await journal.run("doctor")).code).toBe(0);
  });

  test("by number: a later change of one's own must go first", async () => {
    const journal = trial();
    await fine(journal, "trade", "log", "EURUSD", "1");
    await fine(journal, "trade", "edit", "1", "--note", "sabar");
    const early = await journal.run("undo", "1");
    expect([early.code, early.err]).toEqual([1, expect.stringMatching(/transaksi #1 \(catatan\)/)]);
    await fine(journal, "undo");
    await fine(journal, "undo", "1");
    expect(count(journal)).toBe(0);
  });
});

describe("redo", () => {
  const dumped = (journal: Trial) =>
    ["trading_sessions", "daily_trading_data", "mood_checkins", "bots", "settings", "imports"].map(
      (table) => journal.rows(`SELECT * FROM ${table} ORDER BY 1`),
    );

  test("does again, step by step, what undo took back", async () => {
    const journal = trial();
    const file = journal.file(
      "t.csv",
      `tanggal,jam_masuk,jam_keluar,kode,aksi,lot,harga_masuk,harga_keluar,sl,tp,hasil,komisi,swap,strategi,catatan
2026-11-20,09:15,10:40,XAUUSD,beli,0.01,2650.10,2652.60,2645,2660,2.50,0,0,breakout,a
2026-11-21,11:15,11:40,XAUUSD,beli,0.01,2650.10,2652.60,2645,2660,2.50,0,0,breakout,b
`,
    );
    const steps = [
      ["trade", "log", "EURUSD", "-25.3", "--lot", "0.1"],
      ["mood", "set", "tenang", "--note", "pagi"],
      ["trade", "import", file, "--no-input"],
      ["trade", "edit", "2", "--note", "sabar", "--entry", "", "--exit", "2026-11-18 10:40"],
      ["bot", "add", "EA", "--market", "XAUUSD"],
      ["trade", "delete", "3"],
      ["config", "set", "sapaan", "kamu"],
    ];
    const states = [];
    for (const words of steps) {
      await fine(journal, ...words);
      states.push(dumped(journal));
    }
    for (const _ of steps) await fine(journal, "undo");
    expect([count(journal), (await journal.run("undo")).code]).toEqual([0, 1]);
    for (const state of states) {
      await fine(journal, "redo");
      expect(dumped(journal)).toEqual(state);
    }
    expect((await journal.run("redo")).err).toMatch(/Tidak ada yang bisa diulangi/);
    expect((await journal.run("doctor")).code).toBe(0);
    // And back once more.
    for (const _ of steps) await fine(journal, "undo");
    expect(count(journal)).toBe(0);
  });

  test("ends where something new was done", async () => {
    const journal = trial();
    await fine(journal, "trade", "log", "EURUSD", "1");
    await fine(journal, "undo");
    await fine(journal, "trade", "log", "EURUSD", "2");
    expect((await journal.run("redo")).code).toBe(1);
    expect(count(journal)).toBe(1);
  });
});
