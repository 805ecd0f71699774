import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { sqlite } from "../../src/journal/sqlite.ts";
import { trial } from "../commands/journal-run.ts";
import { fillUsual, makeOrigin } from "./origin-files.ts";
import { filesIn, hashOf } from "./temporary.ts";

/** What others may hang on a journal: its name as it is told, and what makes it. */
const FOREIGN: Record<string, string> = {
  "trigger half (daily_trading_data)": `CREATE TRIGGER half AFTER INSERT ON daily_trading_data
    BEGIN UPDATE daily_trading_data SET profit_loss = NEW.profit_loss / 2 WHERE id = NEW.id; END`,
  "trigger catat (Trading_Sessions)": `CREATE TRIGGER catat BEFORE UPDATE ON Trading_Sessions
    BEGIN SELECT RAISE(IGNORE); END`,
  "trigger chain (bots)": `CREATE TABLE theirs (a); CREATE TRIGGER own AFTER INSERT ON theirs
    BEGIN DELETE /* in two steps */ FROM daily_trading_data; END;
    CREATE TRIGGER chain AFTER INSERT ON bots BEGIN INSERT INTO theirs VALUES (1); END`,
  "trigger lost (bots)": `CREATE TRIGGER lost AFTER INSERT ON bots
    BEGIN INSERT INTO gone VALUES (1); END`,
  "trigger origin_adds_bot (bots)": `DROP TRIGGER origin_adds_bot;
    CREATE TRIGGER origin_adds_bot AFTER INSERT ON bots BEGIN DELETE FROM bots; END`,
  "trigger lihat (all_bots)": `CREATE TRIGGER lihat INSTEAD OF INSERT ON all_bots
    BEGIN SELECT 1; END`,
  "view session_sums": `DROP VIEW session_sums;
    CREATE VIEW session_sums AS SELECT id AS session_id, 1 AS scale, 0 AS trades, 0 AS total
    FROM trading_sessions`,
};

const byOther = (file: string, sql: string) => {
  const db = new Database(file);
  db.exec(sql);
  db.close();
};

const WRITES = [
  ["trade", "log", "XAUUSD", "5"],
  ["mood", "set", "tenang"],
  ["undo"],
  ["bot", "add", "Emas"],
  ["config", "set", "sapaan", "kamu"],
  ["profile", "add", "kedua"],
];

describe.each(Object.entries(FOREIGN))("%s", (name, sql) => {
  test("is refused by its name to every change, named by doctor and taken away by --fix", async () => {
    const here = trial();
    await here.run("trade", "log", "XAUUSD", "5");
    byOther(here.db, sql);
    const before = here.rows("SELECT * FROM daily_trading_data");
    for (const words of WRITES) {
      const { code, out, err } = await here.run(...words);
      expect([words, code, out]).toEqual([words, 1, ""]);
      expect(err.replace(/\s+/g, " ")).toContain(name);
      expect(err).toContain("jurnal doctor --fix");
    }
    const piped = await here.pipe('{"symbol":"X","profit_loss":1}\n', ["trade", "log", "--stdin"]);
    expect(piped.code).toBe(1);
    expect(here.rows("SELECT * FROM daily_trading_data")).toEqual(before);

    for (const words of [["history"], ["trade", "list"], ["stats"], ["status"]]) {
      expect((await here.run(...words)).code).toBe(0);
    }
    const report = await here.run("report");
    expect([report.code, report.err]).toEqual([0, expect.stringContaining("tidak disimpan")]);

    const sick = await here.run("doctor");
    expect([sick.code, sick.out]).toEqual([1, expect.stringContaining(name)]);
    const fixed = await here.run("doctor", "--fix");
    expect([fixed.code, fixed.err]).toEqual([0, expect.stringContaining(`Dilepas: ${name}`)]);
    expect(filesIn(here.folder).filter((file) => file.endsWith(".bak"))).toHaveLength(1);
    expect((await here.run("trade", "log", "XAUUSD", "7")).code).toBe(0);
    expect(here.rows("SELECT profit_loss AS p FROM daily_trading_data")).toEqual([
      { p: 5 },
      { p: 7 },
    ]);
    expect((await here.run("doctor")).code).toBe(0);
  });
});

test("what others keep beside us stays: tables, columns, indexes, triggers that write to their own", async () => {
  const here = trial();
  await here.run("trade", "log", "XAUUSD", "5");
  byOther(
    here.db,
    `CREATE TABLE theirs (a); CREATE TRIGGER own AFTER INSERT ON theirs BEGIN SELECT 1; END;
     CREATE TRIGGER notes AFTER INSERT ON daily_trading_data
       BEGIN INSERT OR IGNORE INTO "theirs" VALUES (NEW.symbol); END;
     CREATE VIEW shown AS SELECT * FROM daily_trading_data;
     CREATE INDEX by_symbol ON daily_trading_data (symbol); ALTER TABLE bots ADD COLUMN plain`,
  );
  expect(await here.run("trade", "log", "XAUUSD", "7")).toMatchObject({ code: 0 });
  expect(await here.run("doctor")).toMatchObject({ code: 0 });
  expect(here.rows("SELECT a FROM theirs")).toEqual([{ a: "XAUUSD" }]);
});

test("what of ours is gone is named, and made again", async () => {
  const here = trial();
  await here.run("trade", "log", "XAUUSD", "5");
  byOther(here.db, "DROP VIEW session_sums; DROP TRIGGER origin_adds_bot; DROP INDEX mood_session");
  const { code, out } = await here.run("doctor");
  expect(code).toBe(1);
  for (const name of ["view session_sums", "trigger origin_adds_bot", "index mood_session"]) {
    expect(out).toContain(name);
  }
  expect(await here.run("doctor", "--fix")).toMatchObject({ code: 0 });
  expect(await here.run("trade", "log", "XAUUSD", "7")).toMatchObject({ code: 0 });
});

test("a trigger in QuantumBotX's own file: read, refused to every change, and taken away", async () => {
  const here = trial();
  makeOrigin(here.db, [], fillUsual);
  byOther(here.db, FOREIGN["trigger half (daily_trading_data)"] ?? "");
  expect(await here.run("history")).toMatchObject({ code: 0 });
  const bytes = hashOf(here.db);
  const refused = await here.run("trade", "log", "XAUUSD", "5");
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("trigger half")]);
  expect(hashOf(here.db)).toBe(bytes);
  expect(await here.run("doctor", "--fix")).toMatchObject({ code: 0 });
  expect(await here.run("trade", "log", "XAUUSD", "5")).toMatchObject({ code: 0 });
});

test("words of a file may not reach beyond it, whatever connection reads them", () => {
  const db = sqlite()(":memory:");
  expect(db.pragma("trusted_schema", { simple: true })).toBe(0);
  db.exec("CREATE VIEW reaches AS SELECT load_extension('x')");
  expect(() => db.prepare("SELECT * FROM reaches").all()).toThrow(/unsafe use/);
  db.close();
});

test.each([
  ["daily_trading_data.lot_size", -1],
  ["daily_trading_data.stop_loss_used", 7],
  ["daily_trading_data.approximate", 2],
  ["trading_sessions.risk_score", 11],
  ["ai_mentor_reports.stale", 3],
  ["changes.row_count", -1],
  ["users.zone", "Mars/Olympus"],
  ["users.day_start", "25:00"],
])("a value of the right type and out of its range is named: %s %s", async (column, value) => {
  const here = trial();
  await here.run("trade", "log", "XAUUSD", "5", "--date", "2026-11-20");
  await here.run("report", "2026-11-20");
  const [table = "", name = ""] = column.split(".");
  const shown = typeof value === "string" ? `'${value}'` : value;
  byOther(here.db, `UPDATE ${table} SET ${name} = ${shown}`);
  const { code, out } = await here.run("doctor");
  expect([code, out]).toEqual([1, expect.stringContaining(`${column} #`)]);
});
