import { readFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../seed.ts";
import { type Trial, trial } from "./journal-run.ts";

/** What comes in with an export of a whole journal is what the doors would have let in. */

type Cells = Record<string, unknown>;

/** A journal with something in most tables, as the objects of its export. */
async function exported(): Promise<{ journal: Trial; rows: Cells[] }> {
  const journal = trial();
  const sample = (name: string) => path.resolve(`test/intake/samples/${name}`);
  const trade = (hour: number, profit_loss: number, lot_size: number) => ({
    ...{ symbol: "XAUUSD", side: "buy", lot_size, profit_loss, stop_loss_used: false },
    entry_time: `2026-11-20T0${hour}:00:00Z`,
    exit_time: `2026-11-20T0${hour}:30:00Z`,
  });
  const pipe = [trade(1, 5, 0.1), trade(2, -8, 0.1), trade(3, -20, 0.4)];
  await journal.pipe(pipe.map((one) => `${JSON.stringify(one)}\n`).join(""), [
    "trade",
    "log",
    "--stdin",
  ]);
  for (const line of [
    ["mood", "set", "tenang"],
    ["report", "2026-11-20"],
    ["appeal", "1", "direncanakan", "--date", "2026-11-20"],
    ["rule", "add", "max-trades", "3"],
    ["config", "set", "batas-risiko", "1.5"],
    ["bot", "add", "Grid"],
    ["profile", "add", "rupiah", "--currency", "IDR"],
    ["trade", "import", sample("exness.csv"), "--no-input"],
    ["trade", "import", sample("exness-open.csv"), "--no-input"],
    ["trade", "import", sample("mt5-deals.csv"), "--no-input", "--skip-bad-rows"],
  ]) {
    const { code, err } = await journal.run(...line);
    if (code !== 0) throw new Error(`${line.join(" ")}: ${err}`);
  }
  const file = path.join(journal.folder, "semua.ndjson");
  await journal.run("export", "--all", "--out", file);
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  return { journal, rows: lines.map((line) => JSON.parse(line) as Cells) };
}

let count = 0;
async function imported({ journal, rows }: Awaited<ReturnType<typeof exported>>) {
  const file = journal.file(
    "diubah.ndjson",
    rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
  );
  const db = path.join(journal.folder, `${++count}.db`);
  const done = await journal.run("--db", db, "import", file);
  return { ...done, db };
}

/** table.column, a value that no door takes there, and what the sentence asks for. */
const REFUSED: readonly [string, unknown, RegExp][] = [
  ["users.currency", "constructor", /kode mata uang/],
  ["users.zone", "Asia/Jakart", /zona waktu/],
  ["users.day_start", "24:00", /jam/],
  ["users.initial_balance", 1e12, /uang antara/],
  ["users.name", " ", /nama/],
  ["settings.value", "banyak", /persen per transaksi/],
  ["bots.lot_size", "0,01", /angka/],
  ["bots.id", 0, /nomor/],
  ["trading_sessions.session_date", "9999-12-31", /tanggal/],
  ["trading_sessions.session_date", "2025-02-30", /tanggal/],
  ["trading_sessions.emotions", { base64: "AP8=" }, /teks/],
  ["trading_sessions.created_at", "kemarin", /waktu/],
  ["daily_trading_data.side", "constructor", /buy atau sell/],
  ["daily_trading_data.side", "__proto__", /buy atau sell/],
  ["daily_trading_data.profit_loss", "12,5", /angka/],
  ["daily_trading_data.profit_loss", 1.5e9, /uang antara/],
  ["daily_trading_data.lot_size", -1, /ukuran lot/],
  ["daily_trading_data.entry_price", -1, /harga/],
  ["daily_trading_data.exit_time", "9999-12-31T23:59:59Z", /waktu UTC/],
  ["daily_trading_data.entry_time", "12:00", /waktu UTC/],
  ["daily_trading_data.risk_percent", -1, /persen/],
  ["daily_trading_data.stop_loss_used", 7, /true atau false/],
  ["daily_trading_data.exit_reason", "constructor", /sl, tp/],
  ["daily_trading_data.partial_closes", '[{"date":"x"}]', /penutupan sebagian/],
  ["daily_trading_data.note", "x".repeat(30_000), /teks sampai/],
  ["ai_mentor_reports.recommendations", '{"actions":{}}', /JSON/],
  ["ai_mentor_reports.trading_patterns_analysis", "{", /JSON/],
  ["mood_checkins.created_at", "2025-07-01T25:00:00Z", /waktu/],
  ["imports.counts", "[1,2", /JSON/],
  ["cash_flows.amount", -1e300, /uang antara|angka/],
  ["cash_flows.kind", "toString", /deposit/],
  ["open_positions.entry_price", 0, /harga/],
  ["fills.data", "null", /JSON/],
  ["promises.action", "toString", /rencana/],
  ["promises.params", "[]", /JSON/],
  ["rules.kind", "constructor", /max-daily-loss/],
  ["rules.params", '{"most":0}', /bilangan bulat/],
  ["rules.params", "{}", /bilangan bulat/],
  ["rules.valid_from", "hari ini", /tanggal/],
];

test("a value that no door takes is refused with its line, its column and what is expected", async () => {
  const { journal, rows } = await exported();
  expect((await imported({ journal, rows })).code).toBe(0);
  for (const [name, value, expected] of REFUSED) {
    const [table, column = ""] = name.split(".");
    const at = rows.findIndex((row) => row.table === table);
    expect(at, name).toBeGreaterThan(0);
    const changed = rows.with(at, { ...rows[at], [column]: value });
    const { code, err, db } = await imported({ journal, rows: changed });
    expect.soft(code, `${name} ${String(value).slice(0, 40)}: ${err}`).toBe(1);
    expect.soft(err).toContain(`baris ${at + 1}`);
    expect.soft(err).toContain(name);
    expect.soft(err, name).toMatch(expected);
    const left = new Database(db, { readonly: true });
    const days = left.prepare("SELECT COUNT(*) FROM trading_sessions").pluck().get();
    expect.soft(days, name).toBe(0);
    left.close();
  }
});

test.each([
  ["imports", "user_id", "users"],
  ["accounts", "user_id", "users"],
  ["rules", "user_id", "users"],
  ["appeals", "trade_id", "daily_trading_data"],
])("a row of %s whose %s is nowhere is refused with its line", async (table, column, owner) => {
  const { journal, rows } = await exported();
  const at = rows.findIndex((row) => row.table === table);
  const changed = rows.with(at, { ...rows[at], [column]: 10_000_000_000 });
  const { code, err } = await imported({ journal, rows: changed });
  expect([code, err]).toEqual([1, expect.stringContaining(`baris ${at + 1}`)]);
  expect(err).toContain(`${table}: ${column}: 10000000000 tidak ada di ${owner}`);
});

test("whatever stands in a column: it is refused, or all commands can read it", async () => {
  const { journal, rows } = await exported();
  const cells = rows.flatMap((row, at) => Object.keys(row).map((key) => ({ at, key })));
  const value = fc.oneof(
    fc.constantFrom(null, true, 0, -1, 1e13, 1e300, "", "x", "NaN", "__proto__", "2025-07-01"),
    fc.constantFrom("{}", "[]", '{"a":1}', "\u001b[2J", "9999-12-31", "12:00", [], {}, { a: 1 }),
    fc.jsonValue(),
  );
  const readings = ["doctor", "report 2026-11-20", "report --month 2026-11", "stats", "status"];
  const others = ["trade list", "promise list", "rule list", "calendar 2026-11", "export --all"];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...cells), value, async ({ at, key }, put) => {
      const changed = rows.with(at, { ...rows[at], [key]: put });
      const { code, db, err } = await imported({ journal, rows: changed });
      if (code !== 0) {
        expect(code, err).toBe(1);
        return;
      }
      for (const line of [...readings, ...others]) {
        const read = await journal.run("--db", db, ...line.split(" "));
        expect(read.code, `${line}: ${read.out}${read.err}`).toBe(0);
      }
    }),
    runs(15),
  );
});
