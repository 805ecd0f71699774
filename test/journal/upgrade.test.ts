import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../src/journal/open.ts";
import { VERSION_1 } from "./schema-1.ts";
import { VERSION_3 } from "./schema-3.ts";

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
    INSERT INTO trading_sessions (session_date) VALUES ('2026-11-19');
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
