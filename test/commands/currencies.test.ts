import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { scaledInteger } from "../../src/base/decimal.ts";
import { type Trial, trial } from "./journal-run.ts";

/** Totals have the digits of the currency of their own trades, whichever profile is in use. */

const RESULT = { idr: "1000.2525", usd: "0.07", btc: "0.00000012" };
const NAMES = Object.keys(RESULT) as (keyof typeof RESULT)[];

async function fine(journal: Trial, ...words: string[]): Promise<void> {
  const { code, err } = await journal.run(...words);
  expect([words, code, code === 0 ? "" : err]).toEqual([words, 0, ""]);
}

/** A profile of each currency: two trades by hand, and two of a file, on one day and the next. */
async function journalOfAll(): Promise<Trial> {
  const journal = trial();
  for (const name of NAMES) {
    const net = RESULT[name];
    await fine(journal, "profile", "add", name, "--currency", name.toUpperCase());
    for (const day of ["2026-11-17", "2026-11-18"]) {
      await fine(journal, "--profile", name, "trade", "log", "X", net, "--date", day);
    }
    const rows = [17, 18].map((day) => `${name}${day},X,buy,1,2026-11-${day}T05:00:00Z,${net}\n`);
    const head = "ticket,symbol,side,lot_size,exit_time,profit_loss\n";
    const file = journal.file(`${name}.csv`, head + rows.join(""));
    await fine(journal, "--profile", name, "trade", "import", file, "--no-input");
    await fine(journal, "--profile", name, "report", "2026-11-18");
  }
  return journal;
}

/** Every day by what its trades add up to, digit for digit. */
function expectExact(journal: Trial, after: string): void {
  const days = journal.rows(
    "SELECT id, total_trades AS n, total_profit_loss AS sum FROM trading_sessions",
  );
  for (const { id, n, sum } of days) {
    const trades = journal.rows(
      `SELECT profit_loss FROM daily_trading_data WHERE session_id = ${id}`,
    );
    const exact = trades.reduce((all, row) => all + scaledInteger(Number(row.profit_loss), 8), 0n);
    expect([after, id, n, scaledInteger(Number(sum), 8)]).toEqual([
      after,
      id,
      trades.length,
      exact,
    ]);
  }
}

test.each(NAMES)(
  "with %s in use, what is done to the others counts in their digits",
  async (used) => {
    const journal = await journalOfAll();
    expectExact(journal, "all");
    const imports = journal.rows(
      "SELECT i.id, u.name FROM imports i JOIN users u ON u.id = i.user_id",
    );
    expect(imports).toHaveLength(3);
    for (const { id, name } of imports) {
      await fine(journal, "--profile", used, "undo", "--import", String(id));
      expectExact(journal, `undo --import of ${name}`);
    }
    const logs = journal.rows(
      "SELECT id FROM operations WHERE kind = 'trade.log' ORDER BY id DESC",
    );
    for (const { id } of logs) {
      await fine(journal, "--profile", used, "undo", String(id));
      expectExact(journal, `undo ${id}`);
      await journal.run("--profile", used, "redo");
      expectExact(journal, "redo");
    }
  },
);

test.each(NAMES)("with %s in use, doctor --fix counts each in its digits", async (used) => {
  const journal = await journalOfAll();
  const db = new Database(journal.db);
  db.exec(
    "INSERT INTO writer VALUES (1); UPDATE trading_sessions SET total_profit_loss = 3; DELETE FROM writer",
  );
  db.close();
  await fine(journal, "--profile", used, "doctor", "--fix");
  expectExact(journal, "doctor --fix");
  await fine(journal, "--profile", used, "bot", "add", "EA", "--magic", "7");
  for (const name of NAMES) {
    const file = journal.file(
      `${name}2.csv`,
      `ticket,symbol,side,lot_size,exit_time,profit_loss\n${name}17,X,buy,1,2026-11-16T05:00:00Z,${RESULT[name]}\n`,
    );
    await fine(journal, "--profile", name, "trade", "import", file, "--no-input");
    expectExact(journal, `moved by a file of ${name}`);
    await fine(journal, "--profile", name, "profile", "edit", "--day-start", "13:00");
    expectExact(journal, "day start");
    await fine(journal, "--profile", name, "undo");
    expectExact(journal, "undo of the day start");
  }
});

test("looks for habits of another profile are forgotten with the trades they saw", async () => {
  const journal = await journalOfAll();
  const db = new Database(journal.db);
  const look = db.prepare(
    "INSERT INTO mentor_looks (user_id, m, last_date, basis, result) VALUES (?, 30, ?, '', '{}')",
  );
  const ids = db
    .prepare("SELECT id FROM users WHERE name IN ('usd', 'btc') ORDER BY id")
    .pluck()
    .all();
  for (const id of ids) look.run(id, "2026-11-18");
  db.close();
  const [bitcoin] = journal.rows(
    "SELECT i.id FROM imports i JOIN users u ON u.id = i.user_id WHERE u.name = 'btc'",
  );
  await fine(journal, "--profile", "idr", "undo", "--import", String(bitcoin?.id));
  const left = "SELECT u.name FROM mentor_looks l JOIN users u ON u.id = l.user_id";
  expect(journal.rows(left)).toEqual([{ name: "usd" }]);
});
