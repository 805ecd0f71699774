import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeOrigin, SAYS } from "../journal/origin-files.ts";
import { runs } from "../seed.ts";
import { type Trial, trial } from "./journal-run.ts";

/** SQLite keeps anything in any column: what QuantumBotX's file may hold never ends the program. */

const COLUMNS = {
  bots: ["name", "market", "status", "lot_size", "sl_pips", "timeframe", "strategy"],
  trading_sessions: [
    ...["session_date", "total_trades", "total_profit_loss", "emotions", "market_conditions"],
    ...["personal_notes", "risk_score", "created_at"],
  ],
  daily_trading_data: [
    ...["bot_id", "symbol", "entry_time", "exit_time", "profit_loss", "lot_size"],
    ...["stop_loss_used", "risk_percent", "strategy_used", "created_at"],
  ],
  ai_mentor_reports: ["motivation_message", "recommendations", "created_at"],
};

interface Cell {
  table: string;
  column: string;
  value: Buffer | string | number;
}

/** A file with three trades of a bot and a note, and this in one cell of it. */
function fileWith({ folder }: Trial, { table, column, value }: Cell): string {
  const file = path.join(folder, "bots.db");
  makeOrigin(file, [], (db) => {
    db.prepare(SAYS.addBot).run("Emas");
    db.prepare(SAYS.addSession).run("2026-11-20", "tenang", "normal", "rencana");
    for (const profit of [5, -2, 3]) {
      db.prepare(SAYS.addTrade).run(1, 1, "XAUUSD", profit, 0.01, 1, 0, 1, "RSI");
    }
    db.prepare(SAYS.addReport).run(1, "{}", "{}", 5, "[]", "Semangat");
    db.exec("UPDATE daily_trading_data SET created_at = '2026-11-20 10:00:00'");
    db.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = (SELECT MAX(id) FROM ${table})`).run(
      value,
    );
  });
  return file;
}

const cell: fc.Arbitrary<Cell> = fc
  .constantFrom(
    ...Object.entries(COLUMNS).flatMap(([table, columns]) =>
      columns.map((column) => ({ table, column })),
    ),
  )
  .chain((where) =>
    fc.record({
      table: fc.constant(where.table),
      column: fc.constant(where.column),
      value: fc.constantFrom<Cell["value"]>(
        ...[Buffer.from([1, 2, 255]), "abc", "", 2, -1e11, 1e12, 1e20, 1e300],
        ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      ),
    }),
  );

const COMMANDS = [
  "status",
  "history",
  "trade list",
  "stats",
  "bot list",
  "session show 2026-11-20",
  "report --month 2026-11",
  "equity",
  "tax 2026",
  "export --format json",
];

test("an odd cell is read, left out or named, at either door", async () => {
  await fc.assert(
    fc.asyncProperty(cell, async (odd) => {
      const here = trial();
      const file = fileWith(here, odd);
      const imported = await here.run("trade", "import", file);
      expect([0, 1], `import: ${imported.err}`).toContain(imported.code);
      for (const command of COMMANDS) {
        const { code, err } = await here.run("--db", file, ...command.split(" "));
        expect([0, 1], `${command}: ${err}`).toContain(code);
      }
    }),
    runs(12),
  );
});

const named = async (odd: Cell) => {
  const here = trial();
  const file = fileWith(here, odd);
  const imported = await here.run("trade", "import", file);
  const history = await here.run("--db", file, "history");
  return { here, file, imported, history };
};

test("a result beyond all sums opens where it can be counted, else the rest is shown", async () => {
  const result = { table: "daily_trading_data", column: "profit_loss" };
  const counted = await named({ ...result, value: 1e11 });
  expect([counted.history.code, counted.history.out]).toEqual([
    0,
    expect.stringContaining("+$100,000,000,003.00"),
  ]);
  const { here, history, imported, file } = await named({ ...result, value: 1e20 });
  expect(history).toMatchObject({
    code: 0,
    out: expect.stringContaining("hasil +$3.00"),
    err: expect.stringContaining("1 baris program lain tidak terbaca dan tidak ikut dihitung"),
  });
  const doctor = await here.run("--db", file, "doctor");
  expect(doctor.out).toContain("daily_trading_data.profit_loss #3: 1.0e+20 (tidak dihitung)");
  // The others of the file are taken.
  expect([imported.code, imported.out]).toEqual([0, expect.stringMatching(/baris 3: /)]);
  expect(here.rows("SELECT profit_loss AS p FROM daily_trading_data ORDER BY p DESC")).toEqual([
    { p: 5 },
    { p: -2 },
  ]);
});

test("bytes that are no words are unknown in the file and where it is imported; words are read", async () => {
  const note = { table: "trading_sessions", column: "personal_notes" };
  const { history, imported, here } = await named({ ...note, value: Buffer.from([1, 2]) });
  expect(history).toMatchObject({ code: 0, err: expect.stringContaining("1 isian program lain") });
  expect([imported.code, imported.out.replace(/\s+/g, " ")]).toEqual([
    0,
    expect.stringContaining(
      'tabel trading_sessions baris 1: personal_notes "2 bita" harus teks sampai 20000 huruf; isian itu dianggap tidak diketahui',
    ),
  ]);
  expect(here.rows("SELECT personal_notes AS n FROM trading_sessions")).toEqual([{ n: "" }]);
  const read = await named({ ...note, value: Buffer.from("sabar dulu ✓") });
  expect([read.history.code, read.history.err, read.imported.code]).toEqual([
    0,
    expect.not.stringContaining("isian"),
    0,
  ]);
  for (const db of [read.here.db, read.file]) {
    const { out } = await read.here.run("--db", db, "session", "show", "2026-11-20");
    expect(out).toContain("sabar dulu ✓");
  }
});

test.each(["abc", Buffer.from([255]), ""])(
  "a trade of bot %j counts nowhere, or is by hand where it says nothing",
  async (value) => {
    const { history } = await named({ table: "daily_trading_data", column: "bot_id", value });
    const total = value === "" ? "+$6.00" : "+$3.00";
    expect([history.code, history.out]).toEqual([0, expect.stringContaining(total)]);
  },
);

test("tables of another make, and a view, are read by the number that they have", async () => {
  const here = trial();
  const file = path.join(here.folder, "bots.db");
  twoBots(file, []);
  const db = new Database(file);
  db.exec(`PRAGMA foreign_keys = OFF;
    ALTER TABLE daily_trading_data RENAME TO trades;
    CREATE VIEW daily_trading_data AS SELECT * FROM trades;
    CREATE TABLE days (id INTEGER PRIMARY KEY, session_date, emotions, personal_notes) WITHOUT ROWID;
    INSERT INTO days SELECT id, session_date, emotions, personal_notes FROM trading_sessions;
    DROP TABLE trading_sessions;
    ALTER TABLE days RENAME TO trading_sessions`);
  db.close();
  expect(await take(here, file)).toMatchObject({ added: 4, skipped: [], unread: [] });
  expect(await take(here, file)).toMatchObject({ added: 0, import_id: null });
});

test("a number that cannot be kept is not said to be none, and rows of two tables are not counted as of one", async () => {
  const cells = [
    { table: "daily_trading_data", column: "profit_loss", value: 1e15 },
    { table: "bots", column: "sl_pips", value: 1e300 },
    { table: "trading_sessions", column: "session_date", value: "kemarin" },
  ];
  const here = trial();
  const file = path.join(here.folder, "bots.db");
  twoBots(file, cells);
  const { code, out } = await here.run("trade", "import", file);
  expect(code).toBe(0);
  expect(out).toMatch(/^Dilewati +2 tidak bisa dibaca$/m);
  const said = out.replace(/\s+/g, " ");
  expect(said).toContain('daily_trading_data baris 1: profit_loss "1000000000000000" harus uang');
  expect(said).toContain(
    'bots baris 1: sl_pips "1e+300" harus angka yang bisa disimpan; isian itu',
  );
});

interface Imported {
  added: number;
  trades: number;
  net: string;
  skipped: { table: string; line: number; field: string }[];
  unread: { table: string; line: number; field: string }[];
}

/** Two bots, two days and four trades; then these cells set. */
function twoBots(file: string, cells: readonly Cell[]): void {
  makeOrigin(file, [], (db) => {
    for (const name of ["Emas", "Euro"]) db.prepare(SAYS.addBot).run(name);
    db.prepare(SAYS.addSession).run("2026-11-20", "tenang", "normal", "rencana");
    db.prepare(SAYS.addSession).run("2026-11-19", "takut", "news", "rugi");
    for (const [index, profit] of [5, -2, 3, 3].entries()) {
      const day = (index % 2) + 1;
      db.prepare(SAYS.addTrade).run(day, day, "XAUUSD", profit, 0.01, 1, 0, 1, "RSI");
    }
    db.exec(`UPDATE daily_trading_data SET created_at = '2026-11-' || (21 - session_id) || ' 10:00:00';
      UPDATE trading_sessions SET created_at = session_date || ' 02:00:00'`);
    for (const { table, column, value } of cells) {
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE id = 1`).run(value);
    }
  });
}

const STATE = [
  `SELECT t.symbol, t.profit_loss, t.lot_size, t.stop_loss_used, t.risk_percent, t.strategy_used,
     t.exit_time, b.name FROM daily_trading_data t JOIN bots b ON b.id = t.bot_id
     ORDER BY t.exit_time, t.profit_loss, b.name`,
  `SELECT session_date, emotions, market_conditions, personal_notes, total_profit_loss
     FROM trading_sessions ORDER BY session_date`,
  "SELECT name, market, magic FROM bots ORDER BY magic",
];

const take = async (here: Trial, file: string) => {
  const { code, out, err } = await here.run("trade", "import", file, "--json");
  expect(code, err).toBe(0);
  return (JSON.parse(out) as Imported[])[0] as Imported;
};

test("of a bots.db with odd cells the rest is taken, once, and the sums are those of its rows", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 4 }), async (odd) => {
      const here = trial();
      const file = path.join(here.folder, "bots.db");
      twoBots(
        file,
        odd.filter(({ table }) => table !== "ai_mentor_reports"),
      );
      const first = await take(here, file);
      const left = first.skipped.filter(({ table }) => table === "daily_trading_data");
      expect(first.added + left.length).toBe(4);
      const sum = "SELECT COUNT(*) AS n, TOTAL(profit_loss) AS net FROM daily_trading_data";
      expect(here.rows(sum)).toEqual([{ n: first.added, net: Number(first.net) }]);
      for (const { table, line } of [...first.skipped, ...first.unread]) {
        expect([line, odd.some((one) => one.table === table)]).toEqual([1, true]);
      }
      expect(await take(here, file)).toMatchObject({ added: 0, import_id: null });
      expect(await here.run("doctor")).toMatchObject({ code: 0 });
    }),
    runs(15),
  );
});

test("what nobody can read in a bots.db is named, and taken once it is mended", async () => {
  const clean = trial();
  const whole = path.join(clean.folder, "bots.db");
  twoBots(whole, []);
  await take(clean, whole);
  const wanted = STATE.map((sql) => clean.rows(sql));
  const shared = Object.entries(COLUMNS).filter(([table]) => table !== "ai_mentor_reports");
  const taken = shared.flatMap(([table, columns]) =>
    columns
      .filter((name) => !/^(?:total_|entry_time|exit_time)|risk_score/.test(name))
      .map((column) => ({ table, column, value: Buffer.from([1, 2, 255]) })),
  );
  const some = fc.oneof(
    fc.constantFrom(...taken).map((one) => [one]),
    fc.subarray(taken, { minLength: 1 }),
  );
  await fc.assert(
    fc.asyncProperty(some, async (cells) => {
      const here = trial();
      const file = path.join(here.folder, "bots.db");
      twoBots(file, cells);
      const first = await take(here, file);
      const told = new Set([...first.skipped, ...first.unread].map(({ table }) => table));
      expect([...told].sort()).toEqual([...new Set(cells.map(({ table }) => table))].sort());
      await take(here, file);
      await take(here, whole);
      expect(STATE.map((sql) => here.rows(sql))).toEqual(wanted);
      expect(await take(here, whole)).toMatchObject({ added: 0, import_id: null });
    }),
    runs(25),
  );
});
