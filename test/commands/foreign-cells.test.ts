import { chmodSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Trial, trial } from "./journal-run.ts";

/**
 * Other programs write SQL straight into the journal, and SQLite keeps anything in any column. What
 * has one clear meaning is read for that, what has none is left out with a line, on every view alike.
 */

const BYTES = Buffer.from([5, 0, 0, 0, 255]);

/** What becomes of the first trade, of +5, beside one of +7; the line is told where there is one. */
type Outcome = { cell?: unknown; total?: number; line?: "trade" | "cell" };

const read = (cell: unknown, total = 12): Outcome => ({ cell, total });
const UNKNOWN: Outcome = { cell: null, total: 12, line: "cell" };
const OUT: Outcome = { total: 7, line: "trade" };

const TRADE: [column: string, value: unknown, outcome: Outcome][] = [
  ["entry_time", "2026-11-22T08:05:00+07:00", read("2026-11-22 01:05:00")],
  ["entry_time", "2026-11-22T01:05:00Z", read("2026-11-22 01:05:00")],
  ["entry_time", "2026-11-22 01:05:00.123456", read("2026-11-22 01:05:00")],
  ["exit_time", "2026-11-22T01:05:00.999Z", read("2026-11-22 01:05:00")],
  ["exit_time", "2026-11-22 01:05", read("2026-11-22 01:05:00")],
  ["exit_time", "2026-11-22", read(null)],
  ["exit_time", "", read(null)],
  ["exit_time", "2026-02-30 10:00:00", UNKNOWN],
  ["exit_time", "10:00", UNKNOWN],
  ["exit_time", BYTES, UNKNOWN],
  ["created_at", "2026-11-22T08:05:00+07:00", read("2026-11-22 01:05:00")],
  ["created_at", "kemarin", UNKNOWN],
  ["profit_loss", "12,5", read(12.5, 19.5)],
  ["profit_loss", "-1.234,50", read(-1234.5, -1227.5)],
  ["profit_loss", "1,234", OUT],
  ["profit_loss", "", OUT],
  ["profit_loss", "abc", OUT],
  ["profit_loss", BYTES, OUT],
  ["profit_loss", 1e300, OUT],
  ["profit_loss", Number.POSITIVE_INFINITY, OUT],
  ["lot_size", "0,5", read(0.5)],
  ["lot_size", "banyak", { ...UNKNOWN, cell: 0 }],
  ["lot_size", BYTES, { ...UNKNOWN, cell: 0 }],
  ["risk_percent", "1,5", read(1.5)],
  ["risk_percent", "", read(null)],
  ["risk_percent", BYTES, UNKNOWN],
  ["stop_loss_used", "ya", read(1)],
  ["stop_loss_used", BYTES, UNKNOWN],
  ["entry_price", "2650,5", read(2650.5)],
  ["entry_price", -1, UNKNOWN],
  ["commission", "-0,75", read(-0.75)],
  ["side", "BUY", read("buy")],
  ["side", "constructor", UNKNOWN],
  ["bot_id", "", read(null)],
  ["bot_id", "EA", OUT],
  ["symbol", BYTES, OUT],
  ["strategy_used", BYTES, UNKNOWN],
  ["note", BYTES, UNKNOWN],
  ["partial_closes", "[{", UNKNOWN],
];

const DAY: [column: string, value: unknown, outcome: Outcome][] = [
  ["session_date", "2026-11-22T23:30:00+07:00", read("2026-11-22")],
  ["session_date", "", { cell: "2026-11-22", total: 12, line: "cell" }],
  ["session_date", BYTES, { cell: "2026-11-22", total: 12, line: "cell" }],
  ["created_at", "2026-11-22T08:05:00+07:00", read("2026-11-22 01:05:00")],
  ["total_profit_loss", "12,5", read(12)],
  ["total_trades", BYTES, read(2)],
  ["emotions", BYTES, { ...UNKNOWN, cell: "netral" }],
  ["market_conditions", BYTES, { ...UNKNOWN, cell: "normal" }],
  ["personal_notes", BYTES, UNKNOWN],
  ["risk_score", "tinggi", { total: 12, line: "cell" }],
  ["user_id", 99, read(1)],
];

async function withTwo(): Promise<Trial> {
  const journal = trial();
  const day = ["--lot", "0.1", "--exit"];
  await journal.run("trade", "log", "XAUUSD", "5", ...day, "2026-11-22 08:00");
  await journal.run("trade", "log", "XAUUSD", "7", ...day, "2026-11-22 09:00");
  return journal;
}

/** Writes as another program does: knowing nothing of us, with foreign keys off. */
function writes(journal: Trial, sql: string, ...values: unknown[]): void {
  const db = new Database(journal.db);
  db.pragma("foreign_keys = OFF");
  db.prepare(sql).run(...values);
  db.close();
}

const LINE = {
  trade: "! 1 baris program lain tidak terbaca dan tidak ikut dihitung. Lihat: jurnal doctor\n",
  cell: "! 1 isian program lain tidak terbaca dan dianggap tidak diketahui. Lihat: jurnal doctor\n",
};

type Total = (json: unknown) => number;
const totalAt =
  (...keys: string[]): Total =>
  (json) =>
    keys.reduce((value, key) => (value as Record<string, unknown>)[key], json) as number;
const sumOf =
  (column: string, ...keys: string[]): Total =>
  (json) =>
    (totalAt(...keys)(json) as unknown as Record<string, number>[]).reduce(
      (total, row) => total + (row[column] ?? Number.NaN),
      0,
    );

/** Each view, with the total it tells. */
const VIEWS: [argv: string[], total: Total | null][] = [
  [["trade", "list", "--days", "30"], sumOf("profit_loss")],
  [["history"], sumOf("total_profit_loss")],
  [["stats"], totalAt("net")],
  [["report", "2026-11-22"], totalAt("totals", "net")],
  [["report", "--week", "2026-11-22"], null],
  [["equity"], totalAt("result")],
  [["tax", "2026"], totalAt("total", "net")],
  [["status"], totalAt("net")],
  [["calendar", "2026-11"], sumOf("total_profit_loss", "days")],
  [["export", "--format", "csv"], null],
  [["report", "2026-11-22", "--html", "-"], null],
  [[], null],
];

async function holdsOn(journal: Trial, total: number, line: string): Promise<void> {
  for (const [argv, totalOf] of VIEWS) {
    const shown = await journal.run(...argv, ...(totalOf === null ? [] : ["--json"]));
    expect.soft([argv, shown.code, shown.err]).toEqual([argv, 0, line]);
    if (totalOf !== null)
      expect.soft([argv, totalOf(JSON.parse(shown.out))]).toEqual([argv, total]);
  }
}

describe.each([
  ["daily_trading_data", TRADE],
  ["trading_sessions", DAY],
] as const)("what another program wrote into %s", (table, cells) => {
  test.each(cells)("%s = %j", async (column, value, { cell, total = 12, line }) => {
    const journal = await withTwo();
    writes(journal, `UPDATE ${table} SET ${column} = ? WHERE id = 1`, value);
    await holdsOn(journal, total, line === undefined ? "" : LINE[line]);
    const [row] = journal.rows(`SELECT ${column} AS cell FROM ${table} WHERE id = 1`);
    if (cell !== undefined) expect(row?.cell).toEqual(cell);
    const { code, out } = await journal.run("doctor");
    expect(code).toBe(line === undefined ? 0 : 1);
    if (line !== undefined) expect(out).toContain(`${table}.${column} #1: `);
  });
});

test("a row that comes with nonsense, by a trade that was added", async () => {
  const journal = await withTwo();
  const add = `INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size)
    VALUES (1, 4, 'XAUUSD', ?, '0,2')`;
  writes(journal, add, "rugi");
  writes(journal, add, "2,5");
  await holdsOn(journal, 14.5, LINE.trade);
});

test("what its program puts right counts again, and what it deletes is no longer told", async () => {
  const journal = await withTwo();
  writes(journal, "UPDATE daily_trading_data SET profit_loss = 'x'");
  expect((await journal.run("history")).err).toContain("2 baris program lain");
  writes(journal, "UPDATE daily_trading_data SET profit_loss = '9,5' WHERE id = 1");
  await holdsOn(journal, 9.5, LINE.trade);
  writes(journal, "DELETE FROM daily_trading_data WHERE id = 2");
  await holdsOn(journal, 9.5, "");
  expect(await journal.run("doctor")).toMatchObject({ code: 0 });
});

test("a row that counts nowhere is deleted by its number, and comes back by undo", async () => {
  const journal = await withTwo();
  writes(journal, "UPDATE daily_trading_data SET profit_loss = 'x' WHERE id = 1");
  const { code, out } = await journal.run("trade", "delete", "1");
  expect([code, out]).toEqual([
    0,
    expect.stringContaining("Baris #1, yang tidak dihitung, dihapus"),
  ]);
  await holdsOn(journal, 7, "");
  expect(await journal.run("doctor")).toMatchObject({ code: 0 });
  expect((await journal.run("undo")).code).toBe(0);
  await holdsOn(journal, 7, LINE.trade);
});

test("doctor --fix writes what was there before anyone looked, and forgets unknown cells", async () => {
  const journal = await withTwo();
  const quietly = (sql: string) => {
    const db = new Database(journal.db);
    db.exec(`INSERT INTO writer VALUES (1); ${sql}; DELETE FROM writer`);
    db.close();
  };
  quietly("UPDATE daily_trading_data SET entry_time = '2026-11-22T07:05:00+07:00' WHERE id = 1");
  quietly("UPDATE daily_trading_data SET note = X'05' WHERE id = 2");
  const fixed = await journal.run("doctor", "--fix");
  expect([fixed.code, fixed.err]).toEqual([
    0,
    expect.stringMatching(/1 isian program lain ditulis menurut artinya\..*1 isian yang tidak/),
  ]);
  expect(journal.rows("SELECT entry_time AS t, note FROM daily_trading_data")).toEqual([
    { t: "2026-11-22 00:05:00", note: null },
    { t: null, note: null },
  ]);
  await holdsOn(journal, 12, "");
});

test("a whole export takes along what counts nowhere", async () => {
  const journal = await withTwo();
  writes(journal, "UPDATE daily_trading_data SET profit_loss = X'05' WHERE id = 1");
  const file = path.join(journal.folder, "semua.jsonl");
  expect((await journal.run("export", "--all", "--out", file)).code).toBe(0);
  const other = trial();
  expect((await other.run("import", file)).err).not.toMatch(/✖/);
  await holdsOn(other, 7, LINE.trade);
  expect((await other.run("doctor")).out).toContain("daily_trading_data.profit_loss #1: X'05'");
});

test("where nothing can be written, the line says that it was not looked at", async () => {
  const journal = await withTwo();
  writes(journal, "UPDATE daily_trading_data SET note = X'05' WHERE id = 1");
  chmodSync(journal.db, 0o400);
  const { code, err } = await journal.run("history");
  // Root may write to anything.
  const line = process.getuid?.() === 0 ? "1 isian" : "1 baris program lain belum bisa diperiksa";
  expect([code, err]).toEqual([0, expect.stringContaining(line)]);
});

/** What other programs do, blindly: to trade and day `n` of six, with `value`. */
const BLIND: readonly ((n: number, value: unknown) => [sql: string, ...values: unknown[]])[] = [
  (n, value) => ["UPDATE daily_trading_data SET profit_loss = ? WHERE id = ?", value, n],
  (n, value) => ["UPDATE daily_trading_data SET exit_time = ? WHERE id = ?", value, n],
  (n, value) => ["UPDATE daily_trading_data SET bot_id = ? WHERE id = ?", value, n],
  (n) => ["UPDATE daily_trading_data SET session_id = ? WHERE id = ?", n * 7, n],
  (n) => ["UPDATE daily_trading_data SET session_id = 1, note = X'05' WHERE id = ?", n],
  (n, value) => ["UPDATE trading_sessions SET total_profit_loss = ? WHERE id = ?", value, n],
  (n) => ["UPDATE trading_sessions SET session_date = '2026-11-20 00:00' WHERE id = ?", n],
  (n, value) => ["UPDATE trading_sessions SET user_id = ? WHERE id = ?", value, n],
  (n, value) => [
    `INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size)
     VALUES (?, ?, 'XAUUSD', ?, 0.1)`,
    n,
    n + 40,
    value,
  ],
  (n) => ["DELETE FROM daily_trading_data WHERE id = ?", n],
];

const VALUES = ["12,5", "1,234", "", 3, -2.5, 99, BYTES, "2026-11-21T23:30:00-05:00", null];

test("rows that are looked at one by one are put right as the whole journal would be", async () => {
  const base = trial();
  await base.run("profile", "add", "rupiah", "--currency", "IDR");
  for (const [index, day] of [18, 19, 20, 21, 22, 23].entries()) {
    const profile = index < 4 ? [] : ["--profile", "rupiah"];
    const log = ["trade", "log", "XAUUSD", "5", "--lot", "0.1", "--exit", `2026-11-${day} 09:00`];
    await base.run(...profile, ...log);
  }
  /** The pages alone would leave out what its log holds. */
  const copyOf = ({ db: file }: Trial): Trial => {
    const copy = trial();
    const db = new Database(file);
    db.prepare("VACUUM INTO ?").run(copy.db);
    db.close();
    return copy;
  };
  const state = (file: string) => {
    const db = new Database(file, { readonly: true });
    const told = [
      "daily_trading_data",
      "trading_sessions",
      "session_hands WHERE trades > 0",
      "deleted_bots",
    ].map((rows) =>
      // A day that had to be made is as old as its making.
      (db.prepare(`SELECT * FROM ${rows} ORDER BY 1`).all() as Record<string, unknown>[]).map(
        ({ created_at, ...row }) => row,
      ),
    );
    const wrong = db
      .prepare(
        `SELECT s.id FROM trading_sessions s JOIN session_sums c ON c.session_id = s.id
         WHERE s.total_trades <> c.trades OR s.total_profit_loss <> c.total`,
      )
      .all();
    db.close();
    return { told, wrong };
  };
  const write = fc.tuple(
    fc.nat(BLIND.length - 1),
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom(...VALUES),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 6 }), async (made) => {
      const journal = copyOf(base);
      for (const [which, n, value] of made) {
        const [sql, ...values] = BLIND[which]?.(n, value) ?? [""];
        try {
          writes(journal, sql, ...values);
        } catch (error) {
          // A double day, a day without a date: SQLite itself keeps these out.
          if (!(error instanceof Database.SqliteError)) throw error;
        }
      }
      const whole = copyOf(journal);
      await whole.run("doctor", "--fix");
      await journal.run("status");
      const seen = state(journal.db);
      expect(seen.wrong).toEqual([]);
      expect(seen.told).toEqual(state(whole.db).told);
    }),
    { numRuns: 40 },
  );
});
