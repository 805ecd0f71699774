import path from "node:path";
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

test("bytes in a note are unknown in the file, and named where it is imported", async () => {
  const note = { table: "trading_sessions", column: "personal_notes", value: Buffer.from([1, 2]) };
  const { history, imported } = await named(note);
  expect(history).toMatchObject({ code: 0, err: expect.stringContaining("1 isian program lain") });
  expect([imported.code, imported.err]).toEqual([
    1,
    expect.stringMatching(/tabel trading_sessions baris 1, personal_notes berisi 2 bita/),
  ]);
});
