import { copyFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../seed.ts";
import { trial } from "./journal-run.ts";

/**
 * QuantumBotX goes on writing into a file that is a journal by now, and SQLite keeps anything in any
 * column: no command ends in a bug, whatever stands in one row of the tables that both write to.
 */

const TABLES = ["bots", "trading_sessions", "daily_trading_data", "ai_mentor_reports", "users"];

const ODD = [
  ...["", "12,5", "abc", "{", "null", "2026-11-20", "2026-11-20T10:00:00+07:00", "10:00"],
  ...["9999-12-31 23:59:59", "9999-12-31", "0000-01-01 00:00:00", "0000-01-01", "2026-02-30"],
  ...[null, 0, -1, 1.5, 1e300, Number.POSITIVE_INFINITY, 9_007_199_254_740_993n],
  Buffer.from([1, 2, 255]),
];

const READS = [
  [],
  ["report", "2026-11-20"],
  ["report", "--month", "2026-11"],
  ["report", "--year", "2026", "--html", "-"],
  ["trade", "list", "--days", "400"],
  ["trade", "show", "1"],
  ["session", "show", "2026-11-20"],
  ["stats"],
  ["stats", "--by", "hour"],
  ["equity"],
  ["distribution"],
  ["calendar", "2026-11"],
  ["history"],
  ["mood", "list"],
  ["bot", "list"],
  ["profile", "list"],
  ["status"],
  ["tax", "2026"],
  ["compare", "2026-11", "2026-10"],
  ["export", "--format", "csv"],
  ["export", "--all"],
  ["doctor"],
];
const WRITES = [
  ["trade", "log", "XAUUSD", "5", "--date", "2026-11-20"],
  ["trade", "edit", "1", "--lot", "0.2"],
  ["mood", "set", "tenang", "--date", "2026-11-20"],
  ["bot", "edit", "1", "--name", "Baru"],
  ["profile", "edit", "--day-start", "05:00"],
  ["undo"],
  ["redo"],
  ["trade", "delete", "1"],
  ["undo", "1"],
  ["doctor", "--fix"],
];

test("an odd value in one row of another program: a sentence from every command", async () => {
  const journal = trial();
  const sample = path.join(journal.folder, "contoh.db");
  await journal.run("trade", "log", "XAUUSD", "5", "--date", "2026-11-20", "--lot", "0.1");
  await journal.run("trade", "log", "XAUUSD", "-2", "--exit", "2026-11-20 10:00");
  await journal.run("bot", "add", "EA");
  await journal.run("trade", "log", "XAUUSD", "3", "--bot", "1", "--date", "2026-11-19");
  await journal.run("mood", "set", "cemas", "--date", "2026-11-20");
  await journal.run("report", "2026-11-20");
  copyFileSync(journal.db, sample);
  const columns = journal.rows(
    `SELECT m.name AS "table", c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
     WHERE m.name IN (${TABLES.map((name) => `'${name}'`).join()})
       AND NOT (m.name = 'users' AND c.name = 'id')`,
  );
  const cell = fc.record({ column: fc.constantFrom(...columns), value: fc.constantFrom(...ODD) });
  await fc.assert(
    fc.asyncProperty(cell, async ({ column: { table, name }, value }) => {
      copyFileSync(sample, journal.db);
      if (!write(journal.db, `${table}`, `${name}`, value)) return;
      for (const argv of [...READS, ...WRITES]) {
        const { code, err } = await journal.run(...argv);
        expect(code === 70 ? [argv, err] : []).toEqual([]);
      }
    }),
    runs(20),
  );
}, 900_000);

/** False where the schema itself does not let it in. */
function write(file: string, table: string, column: string, value: unknown): boolean {
  const db = new Database(file);
  db.exec("PRAGMA foreign_keys = OFF");
  try {
    const one = `UPDATE ${table} SET "${column}" = ? WHERE id = (SELECT MIN(id) FROM ${table})`;
    return db.prepare(one).run(value).changes > 0;
  } catch {
    return false;
  } finally {
    db.close();
  }
}
