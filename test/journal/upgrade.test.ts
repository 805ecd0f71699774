import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { currencyOf } from "../../src/base/money.ts";
import { beginTransaction, operate } from "../../src/journal/changes.ts";
import { ensureSession } from "../../src/journal/days.ts";
import { openStore } from "../../src/journal/open.ts";
import { renderOpened } from "../../src/views/messages.ts";
import { makeStyle } from "../../src/views/style.ts";
import { VERSION_1 } from "./schema-1.ts";
import { VERSION_3 } from "./schema-3.ts";
import { VERSION_4 } from "./schema-4.ts";
import { VERSION_5 } from "./schema-5.ts";
import { VERSION_6 } from "./schema-6.ts";

const NOW = Date.UTC(2026, 10, 20, 3);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "jurnal-upgrade-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const openAt = (file: string) =>
  openStore({ path: file, access: "write", now: () => NOW, machineZone: () => "Asia/Jakarta" });
const schemaOf = (db: Database.Database) =>
  db
    .prepare(
      "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name",
    )
    .all();

test("a journal of version 1 becomes exactly one of today, with nothing lost", () => {
  const old = path.join(folder, "old.db");
  const db = new Database(old);
  db.exec(VERSION_1);
  db.exec(`INSERT INTO users (id, name, email, password_hash) VALUES (1, 'utama', 'a@b', '');
    INSERT INTO bots (name, market, strategy) VALUES ('EA', 'XAUUSD', 'x');
    INSERT INTO trading_sessions (session_date, personal_notes) VALUES ('2026-11-19', 'catatan');
    INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size, external_key)
      VALUES (1, 1, 'XAUUSD', -5.5, 0.01, '1||7'), (1, NULL, 'EURUSD', 2, 0.1, NULL);
    DELETE FROM daily_trading_data WHERE id = 2;
    INSERT INTO mood_checkins (session_id, mood, created_at) VALUES (1, 'tenang', '2026-11-19 01:00:00');
    INSERT INTO settings VALUES ('sapaan', 'kamu');
    INSERT INTO operations (kind, summary, created_at) VALUES ('trade.log', 'x', '2026-11-19 01:00:00');
    INSERT INTO changes (operation_id, table_name, row_id) VALUES (1, 'daily_trading_data', 1);`);
  db.pragma("user_version = 1");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();

  const upgraded = openAt(old);
  const fresh = openAt(path.join(folder, "fresh.db"));
  expect(upgraded.opened.kind).toBe("upgraded");
  expect(schemaOf(upgraded.db)).toEqual(schemaOf(fresh.db));
  expect(
    upgraded.db
      .prepare("SELECT symbol, profit_loss, bot_id, import_id FROM daily_trading_data")
      .all(),
  ).toEqual([{ symbol: "XAUUSD", profit_loss: -5.5, bot_id: 1, import_id: null }]);
  expect(upgraded.db.prepare("SELECT value FROM settings").pluck().all()).toEqual(["kamu"]);
  expect(upgraded.db.prepare("SELECT COUNT(*) FROM mood_checkins").pluck().get()).toBe(1);
  // The number of a deleted trade is not given again.
  const added = upgraded.db
    .prepare(
      "INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size) VALUES (1, 'X', 0, 0)",
    )
    .run();
  expect(Number(added.lastInsertRowid)).toBe(3);
  expect(upgraded.db.pragma("foreign_key_check")).toEqual([]);
  upgraded.db.close();
  fresh.db.close();
  expect(readdirSync(folder).filter((name) => name.endsWith(".bak"))).toHaveLength(1);
});

test("a journal of version 3 keeps its promises and gets room for rules", () => {
  const old = path.join(folder, "old.db");
  const db = new Database(old);
  db.exec(VERSION_3);
  db.exec(`INSERT INTO users (id, name, email, password_hash) VALUES (1, 'utama', 'a@b', '');
    INSERT INTO trading_sessions (session_date, total_trades, total_profit_loss)
      VALUES ('2026-11-19', 2, -3.5);
    INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size)
      VALUES (1, 'XAUUSD', -5.5, 0.01), (1, 'XAUUSD', 2, 0.01);
    INSERT INTO session_hands VALUES (1, 2);
    INSERT INTO promises (user_id, made_on, action, params, text)
      VALUES (1, '2026-11-19', 'sl_sebelum_order', '{}', 'Jika saya membuka order, ...');
    INSERT INTO appeals (user_id, detector, trade_id, reason, created_at)
      VALUES (1, 'tanpa_sl', 1, 'rencana', '2026-11-19 01:00:00');
    INSERT INTO mentor_looks VALUES (1, 30, '2026-11-19', '[]', '{}');`);
  db.pragma("user_version = 3");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();

  const upgraded = openAt(old);
  const fresh = openAt(path.join(folder, "fresh.db"));
  expect(upgraded.opened.kind).toBe("upgraded");
  expect(schemaOf(upgraded.db)).toEqual(schemaOf(fresh.db));
  const all = (sql: string) => upgraded.db.prepare(sql).all();
  expect(all("SELECT action, closed_on, accepted_on FROM promises")).toEqual([
    { action: "sl_sebelum_order", closed_on: null, accepted_on: null },
  ]);
  expect(all("SELECT detector, trade_id FROM appeals")).toEqual([
    { detector: "tanpa_sl", trade_id: 1 },
  ]);
  expect(all("SELECT m FROM mentor_looks")).toEqual([{ m: 30 }]);
  expect(all("SELECT trades FROM session_hands")).toEqual([{ trades: 2 }]);
  expect(all("SELECT * FROM rules")).toEqual([]);
  expect(upgraded.db.pragma("foreign_key_check")).toEqual([]);
  upgraded.db.close();
  fresh.db.close();
});

test("what others had hung on our tables comes along, or is named", () => {
  const old = path.join(folder, "old.db");
  const db = new Database(old);
  db.exec(VERSION_4);
  db.exec(`INSERT INTO users (id, name, email, password_hash) VALUES (1, 'utama', 'a@b', '');
    ALTER TABLE bots ADD COLUMN plain INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE bots ADD COLUMN risk REAL CHECK (risk < 5) DEFAULT 1;
    ALTER TABLE bots ADD COLUMN "nama, panjang" TEXT COLLATE NOCASE;
    ALTER TABLE bots ADD COLUMN twice AS (risk * 2);
    CREATE INDEX by_market ON bots (market);
    CREATE INDEX by_twice ON bots (twice);
    CREATE TRIGGER note_bot AFTER UPDATE ON bots BEGIN SELECT NEW.plain; END;
    INSERT INTO bots (name, market, strategy, risk, "nama, panjang")
      VALUES ('Emas', 'XAUUSD', 'RSI', 2, 'Emas Pagi')`);
  db.pragma("user_version = 4");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();
  const upgraded = openAt(old);
  expect(upgraded.opened).toMatchObject({
    kind: "upgraded",
    lost: [
      "bots.risk (CHECK)",
      "bots.nama, panjang (COLLATE)",
      "bots.twice (GENERATED)",
      "index by_twice",
    ],
  });
  const told = renderOpened(
    upgraded,
    makeStyle({ color: false, ascii: false, plain: false, columns: 80 }),
  );
  expect(told.replace(/\s+/g, " ")).toContain("Dari program lain tidak ikut: bots.risk (CHECK),");
  const bot = upgraded.db.prepare('SELECT plain, risk, "nama, panjang" AS name FROM bots').get();
  expect(bot).toEqual({ plain: 0, risk: 2, name: "Emas Pagi" });
  const names = (schemaOf(upgraded.db) as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["by_market", "note_bot"]));
  upgraded.db.close();
});

test("a journal of version 4 that QuantumBotX wrote to for months is put right", () => {
  const old = path.join(folder, "old.db");
  const db = new Database(old);
  db.pragma("foreign_keys = OFF");
  db.exec(VERSION_4);
  db.exec(`INSERT INTO users (id, name, email, password_hash) VALUES (1, 'utama', 'a@b', '');
    ALTER TABLE bots ADD COLUMN enable_strategy_switching INTEGER NOT NULL DEFAULT 0;
    INSERT INTO bots (id, name, market, strategy, enable_strategy_switching)
      VALUES (1, 'Emas', 'XAUUSD', 'RSI', 1), (3, 'Bot #3 (terhapus)', 'XAUUSD', 'RSI', 0);
    INSERT INTO trading_sessions (session_date, total_trades, total_profit_loss)
      VALUES ('2026-11-18', 1, 1.5), ('2026-11-19', 1, 5);
    INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size, created_at)
      VALUES (1, 3, 'XAUUSD', 1.5, 0.01, '2026-11-18 03:00:00'),
        (2, 1, 'XAUUSD', 5, 0.01, '2026-11-19 03:00:00'),
        (0, 2, 'EURUSD', 2, 0.01, '2026-11-18 20:00:00');
    INSERT INTO ai_mentor_reports (session_id, headline, created_at)
      VALUES (1, 'Hari yang rapi.', '2026-11-18 09:00:00'), (2, 'Rugi.', '2026-11-19 01:00:00'),
        (2, NULL, '2026-11-19 00:30:00'), (0, NULL, '2026-11-18 20:30:00');
    INSERT INTO operations (kind, summary, created_at) VALUES ('trade.log', 'x', '2026-11-18 03:00:00');
    INSERT INTO changes (operation_id, table_name, row_id) VALUES (1, 'daily_trading_data', 1);`);
  db.pragma("user_version = 4");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();

  const upgraded = openAt(old);
  const fresh = openAt(path.join(folder, "fresh.db"));
  // But for the column that is not ours.
  const ours = (db: Database.Database) =>
    (schemaOf(db) as { name: string }[]).filter(({ name }) => name !== "bots");
  expect(upgraded.opened).toMatchObject({
    kind: "upgraded",
    adopted_rows: 2,
    placeholder_bots: 1,
    recounted_days: 1,
  });
  expect(ours(upgraded.db)).toEqual(ours(fresh.db));
  const all = (sql: string) => upgraded.db.prepare(sql).all();
  expect(all("SELECT id, name, enable_strategy_switching AS e FROM bots")).toEqual([
    { id: 1, name: "Emas", e: 1 },
  ]);
  expect(all("SELECT id, name FROM all_bots ORDER BY id")).toEqual([
    { id: 1, name: "Emas" },
    { id: 2, name: "Bot #2 (terhapus)" },
    { id: 3, name: "Bot #3 (terhapus)" },
  ]);
  expect(
    all("SELECT session_date, total_trades AS n, total_profit_loss AS total FROM trading_sessions"),
  ).toEqual([
    { session_date: "2026-11-18", n: 1, total: 1.5 },
    { session_date: "2026-11-19", n: 2, total: 7 },
  ]);
  // A trade came after the second day's report was written.
  expect(all("SELECT session_id, headline, stale FROM ai_mentor_reports ORDER BY id")).toEqual([
    { session_id: 1, headline: "Hari yang rapi.", stale: 0 },
    { session_id: 2, headline: "Rugi.", stale: 1 },
    { session_id: 2, headline: null, stale: 0 },
    { session_id: 2, headline: null, stale: 0 },
  ]);
  expect(upgraded.db.pragma("foreign_key_check")).toEqual([]);
  upgraded.db.close();
  fresh.db.close();
});

test("a journal of version 5 learns whose its operations are", () => {
  const old = path.join(folder, "old.db");
  const db = new Database(old);
  db.exec(VERSION_5);
  db.exec(`INSERT INTO users (id, name, email, password_hash)
      VALUES (1, 'utama', 'a@b', ''), (2, 'kedua', 'c@d', '');
    INSERT INTO trading_sessions (session_date, user_id) VALUES ('2026-11-19', 2);
    INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size)
      VALUES (1, 'XAUUSD', -5.5, 0.01);
    INSERT INTO operations (kind, summary, created_at)
      VALUES ('trade.log', 'x', '2026-11-19 01:00:00'), ('mood.set', 'y', '2026-11-19 02:00:00');
    INSERT INTO changes (operation_id, table_name, row_id)
      VALUES (1, 'daily_trading_data', 1), (2, 'mood_checkins', 1);`);
  db.pragma("user_version = 5");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();

  const upgraded = openAt(old);
  const fresh = openAt(path.join(folder, "fresh.db"));
  expect(upgraded.opened.kind).toBe("upgraded");
  expect(schemaOf(upgraded.db)).toEqual(schemaOf(fresh.db));
  const all = (sql: string) => upgraded.db.prepare(sql).all();
  expect(all("SELECT id, user_id, undone_by FROM operations ORDER BY id")).toEqual([
    { id: 1, user_id: 2, undone_by: null },
    { id: 2, user_id: null, undone_by: null },
  ]);
  expect(all("SELECT * FROM deleted_trades")).toEqual([]);
  expect(upgraded.db.pragma("foreign_key_check")).toEqual([]);
  upgraded.db.close();
  fresh.db.close();
});

test("a journal of version 6 keeps its trades and open positions and gets room for fills", () => {
  const old = path.join(folder, "old.db");
  const db = new Database(old);
  db.exec(VERSION_6);
  db.exec(`INSERT INTO users (id, name, email, password_hash) VALUES (1, 'utama', 'a@b', '');
    INSERT INTO trading_sessions (session_date, total_trades, total_profit_loss)
      VALUES ('2026-11-19', 1, -5.5);
    INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size, external_key)
      VALUES (1, 'SOLUSDT', -5.5, 1, '1||#0a1b:1');
    INSERT INTO open_positions (user_id, external_key, symbol) VALUES (1, '1||#0c1d:1', 'SOLUSDT');`);
  db.pragma("user_version = 6");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();

  const upgraded = openAt(old);
  const fresh = openAt(path.join(folder, "fresh.db"));
  expect(upgraded.opened.kind).toBe("upgraded");
  expect(schemaOf(upgraded.db)).toEqual(schemaOf(fresh.db));
  const all = (sql: string) => upgraded.db.prepare(sql).all();
  expect(all("SELECT external_key, profit_loss FROM daily_trading_data")).toEqual([
    { external_key: "1||#0a1b:1", profit_loss: -5.5 },
  ]);
  expect(all("SELECT external_key FROM open_positions")).toEqual([{ external_key: "1||#0c1d:1" }]);
  expect(all("SELECT * FROM fills")).toEqual([]);
  expect(upgraded.db.pragma("foreign_key_check")).toEqual([]);
  upgraded.db.close();
  fresh.db.close();
});

test("a journal that a newer program has upgraded is written to no more", () => {
  const file = path.join(folder, "journal.db");
  const open = openAt(file);
  operate(open, "session.create", "", (op) => ensureSession(op, "2026-11-20"));
  const newer = new Database(file);
  newer.pragma("user_version = 99");
  const write = () => operate(open, "session.create", "", (op) => ensureSession(op, "2026-11-21"));
  expect(write).toThrow(expect.objectContaining({ code: "journal-newer" }));
  expect(() => beginTransaction(open)).toThrow(expect.objectContaining({ code: "journal-newer" }));
  expect(open.db.inTransaction).toBe(false);
  const count = newer.prepare("SELECT COUNT(*) FROM trading_sessions").pluck();
  expect(count.get()).toBe(1);
  newer.close();
  open.db.close();
});

test("the schema counts in the same units as the program, whatever the currency", () => {
  const { db } = openAt(path.join(folder, "journal.db"));
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
  const addUser = db.prepare(
    "INSERT INTO users (id, name, email, password_hash, currency) VALUES (?, ?, ?, '', ?)",
  );
  const addDay = db.prepare(
    "INSERT INTO trading_sessions (session_date, user_id) VALUES ('2026-11-20', ?)",
  );
  db.transaction(() => {
    codes.forEach((code, index) => {
      addUser.run(index + 2, code, code, code);
      addDay.run(index + 2);
    });
  })();
  const scales = db.prepare(
    `SELECT u.currency, c.scale FROM session_sums c JOIN trading_sessions s ON s.id = c.session_id
     JOIN users u ON u.id = s.user_id ORDER BY u.id`,
  );
  expect(scales.all()).toEqual(
    codes.map((currency) => ({ currency, scale: 10 ** currencyOf(currency).storedDigits })),
  );
  db.close();
});
