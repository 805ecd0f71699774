import path from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { deleteRow, operate } from "../../src/journal/changes.ts";
import { checkHealth } from "../../src/journal/health/health.ts";
import { undoLast } from "../../src/journal/undo/undo.ts";
import type { Session } from "../../src/model.ts";
import { type Db, fillUsual, makeOrigin, OTHERS, SAYS, SHARED } from "./origin-files.ts";
import { codeOf, dump, filesIn, hashOf, openAt, schemaOf, temporaryFolder } from "./temporary.ts";

const OURS = [...SHARED, "mood_checkins", "settings", "operations", "changes"];

const addTrade = (db: Db, session: number, bot: number, profit: number) =>
  db.prepare(SAYS.addTrade).run(session, bot, "XAUUSD", profit, 0.01, 1, 1, 1, "RSI");

/** File -> what it lacks and holds. */
const FILES: Record<string, [without: string[], fill: (db: Db) => void]> = {
  "the current schema": [[], fillUsual],
  "no rows at all": [[], () => {}],
  "no totals and no risk score": [
    ["total_trades", "total_profit_loss", "risk_score"].map((name) => `trading_sessions.${name}`),
    (db) => {
      db.exec("INSERT INTO bots (name, market, strategy) VALUES ('Emas', 'XAUUSD', 'RSI')");
      db.prepare(SAYS.addSession).run("2025-07-01", "takut", "volatile", "");
      addTrade(db, 1, 1, 0.1);
      addTrade(db, 1, 1, 0.2);
    },
  ],
  "no trades table": [
    ["daily_trading_data"],
    (db) => {
      db.prepare(SAYS.addSession).run("2025-07-01", "takut", "volatile", "catatan");
      db.prepare(SAYS.addToTotals).run(12.5, 1);
    },
  ],
  "no mentor tables": [
    ["daily_trading_data", "trading_sessions", "ai_mentor_reports"],
    (db) => void db.exec("INSERT INTO bots (name, market, strategy) VALUES ('E', 'X', 'RSI')"),
  ],
  "no users table": [["users"], (db) => addSession(db, "2025-07-01")],
  "three sessions on a day": [
    [],
    (db) => {
      db.exec("INSERT INTO bots (name, market, strategy) VALUES ('Emas', 'XAUUSD', 'RSI')");
      db.prepare(SAYS.addSession).run("2025-07-01", "tenang", "trending", "pagi");
      db.prepare(SAYS.addSession).run("2025-07-01", "marah", "volatile", "sore");
      db.prepare(SAYS.addSession).run("2025-07-01", "netral", "normal", "pagi");
      db.prepare(SAYS.addSession).run("2025-07-02", "netral", "normal", "");
      for (const session of [1, 2, 2, 3, 4]) addTrade(db, session, 1, session / 10);
      db.prepare(SAYS.addReport).run(1, "a", "b", 4, "c", "d");
      db.prepare(SAYS.addReport).run(2, "e", "f", 6, "g", "h");
    },
  ],
  "trades of no bot and of no session": [
    [],
    (db) => {
      addSession(db, "2025-07-01");
      addTrade(db, 1, 77, 5);
      addTrade(db, 99, 77, -1);
      addTrade(db, 98, 78, 2);
    },
  ],
  "indexes and a view of its user": [
    [],
    (db) => {
      fillUsual(db);
      db.exec("CREATE INDEX session_day ON trading_sessions (session_date)");
      db.exec("CREATE INDEX mine ON trade_history (action)");
      db.exec("CREATE VIEW wins AS SELECT * FROM daily_trading_data WHERE profit_loss > 0");
    },
  ],
};

function addSession(db: Db, date: string): void {
  db.prepare(SAYS.addSession).run(date, "netral", "normal", "");
}

function upgraded(name: string) {
  const folder = temporaryFolder();
  const file = path.join(folder, "bots.db");
  const [without, fill] = FILES[name] ?? [[], fillUsual];
  makeOrigin(file, without, fill);
  const before = dump(file);
  const store = openAt(file);
  return { folder, file, before, store };
}

describe.each(Object.keys(FILES))("a bots.db with %s", (name) => {
  test("gets the schema of a fresh journal and leaves other tables alone", () => {
    const { folder, before, store } = upgraded(name);
    const fresh = openAt(path.join(folder, "fresh.db"));
    expect(schemaOf(store.db, OURS)).toEqual(schemaOf(fresh.db, OURS));
    const others = Object.keys(before).filter((table) => !SHARED.includes(table));
    expect(dump(store.db, others)).toEqual(
      Object.fromEntries(others.sort().map((table) => [table, before[table]])),
    );
    expect(store.db.pragma("foreign_key_check")).toEqual([]);
    expect(checkHealth(store).filter((check) => !check.ok)).toEqual([]);
    expect(store.db.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'old%'").all()).toEqual(
      [],
    );
  });

  test("keeps every row of the origin under its number", () => {
    const { before, store } = upgraded(name);
    for (const table of ["users", "bots", "daily_trading_data", "ai_mentor_reports"]) {
      const after = dump(store.db, [table])[table] ?? [];
      for (const row of before[table] ?? []) {
        const { session_id: _, ...kept } = row;
        expect(after).toContainEqual(expect.objectContaining(kept));
      }
    }
    const dates = (rows: Record<string, unknown>[] = []) =>
      new Set(rows.map((row) => row.session_date));
    const days = dates(dump(store.db, ["trading_sessions"]).trading_sessions);
    for (const day of dates(before.trading_sessions)) expect(days).toContain(day);
  });

  test("is backed up as it was, and opened again without a change", () => {
    const { folder, file, before, store } = upgraded(name);
    store.db.close();
    const backup = path.join(folder, "bots.db.20250709120000.bak");
    expect(store.opened).toMatchObject({ kind: "upgraded", backup });
    expect(dump(backup)).toEqual(before);
    const bytes = hashOf(file);
    for (const access of ["read", "write"] as const) {
      const again = openAt(file, { access });
      expect(again.opened.kind).toBe("as-it-was");
      again.db.close();
    }
    expect(hashOf(file)).toBe(bytes);
    expect(filesIn(folder).filter((found) => found.endsWith(".bak"))).toHaveLength(1);
  });

  test("goes on taking the origin's own statements", () => {
    const { file, store } = upgraded(name);
    store.db.close();
    const db = new Database(file);
    db.pragma("foreign_keys = ON");
    db.exec("INSERT INTO bots (name, market, strategy) VALUES ('Baru', 'XAUUSD', 'RSI')");
    const bot = Number(db.prepare("SELECT MAX(id) FROM bots").pluck().get());
    const id = Number(
      db.prepare(SAYS.addSession).run("2099-08-01", "netral", "normal", "").lastInsertRowid,
    );
    addTrade(db, id, bot, 1.5);
    db.prepare(SAYS.addToTotals).run(1.5, id);
    db.prepare(SAYS.setMood).run("frustasi", "kena SL", "2099-08-01");
    db.prepare(SAYS.addReport).run(id, "a", "b", 7, "c", "Semangat!");
    expect(db.prepare(SAYS.readSession).get("2099-08-01")).toEqual({
      id,
      total_trades: 1,
      total_profit_loss: 1.5,
      emotions: "frustasi",
      market_conditions: "normal",
      personal_notes: "kena SL",
      risk_score: 5,
    });
    expect(db.prepare(SAYS.readTrades).all(id)).toHaveLength(1);
    expect(db.prepare(SAYS.readRecent).all(7)[0]).toMatchObject({
      session_date: "2099-08-01",
      motivation_message: "Semangat!",
    });
    db.close();
    expect(checkHealth(openAt(file)).filter((check) => !check.ok)).toEqual([]);
  });
});

describe("columns and tables that are not ours", () => {
  function withOthers() {
    const folder = temporaryFolder();
    const file = path.join(folder, "bots.db");
    makeOrigin(file, [], (db) => {
      fillUsual(db);
      db.exec(OTHERS);
    });
    return { folder, file, before: dump(file) };
  }

  test("are all there after the upgrade, and their program goes on with them", () => {
    const { file, before } = withOthers();
    const { db } = openAt(file);
    const after = dump(db);
    for (const table of ["strategy log", "pairs", "trade_history", "bot_log"])
      expect(after[table]).toEqual(before[table]);
    for (const [index, { magic, ...bot }] of (before.bots ?? []).entries())
      expect(after.bots?.[index]).toMatchObject({
        ...bot,
        magic: String(bot.id),
        magic_asal: magic,
      });
    expect(after.bots?.[1]).toMatchObject({ picture: Buffer.from([0, 255]) });
    const added = db.prepare(
      "INSERT INTO bots (name, market, strategy) VALUES ('Baru', 'X', 'RSI') RETURNING *",
    );
    expect(added.get()).toMatchObject({
      enable_strategy_switching: 0,
      "nama panjang": "it's",
    });
    db.exec("UPDATE bots SET status = 'Aktif' WHERE id = 1");
    expect(dump(db, ["bot_log"]).bot_log).toEqual([{ line: "Emas" }]);
    expect(db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'by_market'").get()).toBeDefined();
  });

  test("are there after a second upgrade, and undo brings bytes back", () => {
    const { file } = withOthers();
    const first = openAt(file);
    first.db.exec("ALTER TABLE users ADD COLUMN theme TEXT; UPDATE users SET theme = 'gelap'");
    const before = dump(first.db);
    first.db.pragma("user_version = 4");
    first.db.close();
    const store = openAt(file);
    expect(dump(store.db)).toEqual(before);
    operate(store, "bot.edit", "", (op) => deleteRow(op, "bots", 2));
    expect(dump(store.db, ["bots"])).not.toEqual({ bots: before.bots });
    undoLast(store);
    expect(dump(store.db, ["bots"])).toEqual({ bots: before.bots });
  });

  test("that have a name which we need are not touched", () => {
    const file = path.join(temporaryFolder(), "bots.db");
    makeOrigin(file, [], (db) => {
      fillUsual(db);
      db.exec("CREATE TABLE settings (a); CREATE INDEX rule_day ON trade_history (action)");
    });
    const bytes = hashOf(file);
    expect(codeOf(() => openAt(file))).toBe("journal-foreign");
    expect(hashOf(file)).toBe(bytes);
  });
});

const sessions = (db: Db) =>
  db.prepare("SELECT * FROM trading_sessions ORDER BY session_date").all() as Session[];

describe("what an upgrade makes of", () => {
  test("totals that drifted: an exact sum", () => {
    const { store } = upgraded("the current schema");
    expect(sessions(store.db).map((day) => [day.total_trades, day.total_profit_loss])).toEqual([
      [4, 45.5],
      [1, -7.25],
    ]);
  });

  test("columns that were not there yet: counted from the trades", () => {
    const { store } = upgraded("no totals and no risk score");
    expect(sessions(store.db)[0]).toMatchObject({
      total_trades: 2,
      total_profit_loss: 0.3,
      risk_score: 5,
      emotions: "takut",
    });
  });

  test("totals without trades: a note that keeps them", () => {
    const { store } = upgraded("no trades table");
    const [day] = sessions(store.db);
    expect(day).toMatchObject({ total_trades: 0, total_profit_loss: 0 });
    expect(day?.personal_notes).toBe("catatan\nTotal dari berkas lama: 1 transaksi, hasil 12.50");
  });

  test("three sessions of a day: one, with all moods, notes, trades and reports", () => {
    const { store } = upgraded("three sessions on a day");
    expect(store.opened).toMatchObject({ merged_days: 1 });
    const [day, next, ...more] = sessions(store.db);
    expect(more).toEqual([]);
    expect(day).toMatchObject({
      id: 1,
      total_trades: 4,
      total_profit_loss: 0.8,
      emotions: "marah",
      market_conditions: "volatile",
      personal_notes: "pagi\nsore\nPasar hari itu: trending, volatile",
    });
    expect(next).toMatchObject({ id: 4, total_trades: 1, total_profit_loss: 0.4 });
    const moods = store.db.prepare("SELECT session_id, mood FROM mood_checkins ORDER BY id");
    expect(moods.all()).toEqual([
      { session_id: 1, mood: "tenang" },
      { session_id: 1, mood: "marah" },
    ]);
    expect(
      store.db.prepare("SELECT COUNT(*) FROM ai_mentor_reports WHERE session_id = 1").pluck().get(),
    ).toBe(2);
  });

  test("lost bots and sessions: placeholders, and the number of a lost one is never reused", () => {
    const { store } = upgraded("trades of no bot and of no session");
    expect(store.opened).toMatchObject({ placeholder_bots: 2 });
    const bots = store.db.prepare("SELECT id, name FROM all_bots ORDER BY id").all();
    expect(bots).toEqual([
      { id: 77, name: "Bot #77 (terhapus)" },
      { id: 78, name: "Bot #78 (terhapus)" },
    ]);
    expect(sessions(store.db).reduce((sum, day) => sum + day.total_trades, 0)).toBe(3);
  });

  test("the numbers of deleted rows: they are not given again", () => {
    const file = path.join(temporaryFolder(), "bots.db");
    makeOrigin(file, [], (db) => {
      fillUsual(db);
      db.exec("DELETE FROM daily_trading_data");
    });
    const { db } = openAt(file);
    db.exec("INSERT INTO bots (name, market, strategy) VALUES ('Baru', 'X', 'RSI')");
    const { lastInsertRowid } = addTrade(db, 1, 1, 1);
    expect(lastInsertRowid).toBe(6);
  });
});
