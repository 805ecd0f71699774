import { appendFileSync, copyFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deleteRow, insertRow, operate } from "../../src/journal/changes.ts";
import { ensureSession } from "../../src/journal/days.ts";
import { checkHealth } from "../../src/journal/health/health.ts";
import { openPages } from "../../src/journal/rescue/pages.ts";
import type { Value } from "../../src/journal/rescue/records.ts";
import { rescueJournal } from "../../src/journal/rescue/rescue.ts";
import { walkIndex, walkTable } from "../../src/journal/rescue/trees.ts";
import type { Store } from "../../src/journal/store.ts";
import { runs } from "../seed.ts";
import { fillUsual, makeOrigin } from "./origin-files.ts";
import { VERSION_4 } from "./schema-4.ts";
import { codeOf, dump, filesIn, hashOf, NOON, openAt, temporaryFolder } from "./temporary.ts";

const PAGE = 4096;
const CLOCK = {
  now: () => NOON,
  machineZone: () => "UTC",
  processes: { own: 1, isRunning: () => true },
};

/** A journal of two profiles with 300 trades and what else there is. */
function journal(fill: (store: Store) => void = () => {}): string {
  const file = path.join(temporaryFolder(), "jurnal.db");
  const store = openAt(file);
  operate(store, "profile.add", "profil", (operation) => {
    insertRow(operation, "users", {
      name: "rupiah",
      email: "rupiah@jurnal.invalid",
      password_hash: "",
      currency: "IDR",
      zone: "Asia/Jakarta",
    });
  });
  operate(store, "test", "transaksi", (operation) => {
    for (let index = 0; index < 300; index++) {
      const date = `2025-0${1 + Math.floor(index / 75)}-${10 + (index % 15)}`;
      const session_id = ensureSession(operation, date);
      operation.touched.add(session_id);
      insertRow(operation, "daily_trading_data", {
        session_id,
        symbol: "XAUUSD",
        profit_loss: index - 100.25,
        lot_size: 0.1,
        exit_time: `${date} 10:00:00`,
        note: `catatan ${index} ${"panjang ".repeat(index % 40)}`,
        external_key: `1|7|${index}`,
      });
    }
  });
  operate(store, "mood.set", "suasana", (operation) => {
    const session_id = ensureSession(operation, "2025-01-10");
    insertRow(operation, "mood_checkins", {
      session_id,
      mood: "tenang",
      created_at: "2025-01-10 01:00:00",
    });
    insertRow(operation, "settings", { key: "sapaan", value: "kamu" });
  });
  fill(store);
  store.db.close();
  return file;
}

function rescued(file: string) {
  const out = path.join(path.dirname(file), "pulih.db");
  const before = hashOf(file);
  const told = rescueJournal(file, out, CLOCK);
  expect(hashOf(file)).toBe(before);
  const store = openAt(out);
  expect(store.opened.kind).toBe("as-it-was");
  expect(checkHealth(store).filter(({ ok }) => !ok)).toEqual([]);
  const table = (name: string) => told.tables.find((one) => one.name === name);
  return { ...told, table, store, out };
}

const ids = ({ db }: Store) =>
  db.prepare("SELECT id FROM daily_trading_data ORDER BY id").pluck().all() as number[];

/** Overwrites whole pages. */
function overwrite(file: string, pages: readonly number[], byte = 0x5a): void {
  const bytes = readFileSync(file);
  for (const page of pages) bytes.fill(byte, (page - 1) * PAGE, page * PAGE);
  writeFileSync(file, bytes);
}

/** Pages of a table or an index, with the kind of each. */
function pagesOf(file: string, name: string): { pageno: number; pagetype: string }[] {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare("SELECT pageno, pagetype FROM dbstat WHERE name = ? ORDER BY path");
  const pages = rows.all(name) as { pageno: number; pagetype: string }[];
  db.close();
  return pages;
}

function origin(): string {
  const file = path.join(temporaryFolder(), "bots.db");
  makeOrigin(file, [], fillUsual);
  return file;
}

/** A journal of an older version, with a table and a column of another program. */
function old(): string {
  const file = path.join(temporaryFolder(), "old.db");
  const db = new Database(file);
  db.exec(VERSION_4);
  db.exec(`INSERT INTO users (id, name, email, password_hash) VALUES (1, 'utama', 'a@b', '');
    ALTER TABLE bots ADD COLUMN plain INTEGER NOT NULL DEFAULT 3;
    CREATE TABLE theirs (a, b); INSERT INTO theirs VALUES (1, 2.5), ('x', x'01');
    CREATE INDEX by_a ON theirs (a); CREATE INDEX by_market ON bots (market);
    INSERT INTO bots (name, market, strategy) VALUES ('EA', 'XAUUSD', 'x');
    INSERT INTO trading_sessions (session_date) VALUES ('2026-11-19');
    INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size)
      VALUES (1, 'XAUUSD', 5, 0.1)`);
  db.pragma("user_version = 4");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();
  return file;
}

const KEPT = ["users", "trading_sessions", "daily_trading_data", "mood_checkins", "settings"];

describe("the reader of pages", () => {
  const value = fc.oneof(
    ...[fc.constant(null), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.double({ noNaN: true })],
    ...[fc.string({ maxLength: 40 }), fc.string({ minLength: 5000, maxLength: 12_000 })],
    fc.uint8Array({ maxLength: 9000 }).map((bytes) => Buffer.from(bytes)),
  );

  test("reads what SQLite wrote, from the file and from its log", () => {
    fc.assert(
      fc.property(fc.array(fc.array(value, { minLength: 3, maxLength: 3 })), (rows) => {
        const file = path.join(temporaryFolder(), "any.db");
        const db = new Database(file);
        db.pragma("journal_mode = WAL");
        db.exec(`CREATE TABLE t (a, b, c);
          CREATE TABLE k (id TEXT PRIMARY KEY, a, b, c) WITHOUT ROWID`);
        const add = db.prepare("INSERT INTO t (rowid, a, b, c) VALUES (?, ?, ?, ?)");
        const key = db.prepare("INSERT INTO k VALUES (?, ?, ?, ?)");
        for (const [index, row] of rows.entries()) {
          add.run((BigInt(index) - 3n) * 10n ** BigInt(index % 15), ...row);
          key.run(String(index), ...row);
          // Half stands in the file, the rest in its log.
          if (index === Math.floor(rows.length / 2)) db.pragma("wal_checkpoint(TRUNCATE)");
        }
        const roots = db.prepare("SELECT rootpage FROM sqlite_master ORDER BY rowid").pluck();
        const [table = 0, keyed = 0] = roots.all() as number[];
        const pages = openPages(file);
        const read: Value[][] = [];
        const unread = walkTable(pages, table, new Set(), (cell) =>
          read.push([cell.rowid, ...cell.values]),
        );
        const entries: Value[][] = [];
        expect(walkIndex(pages, keyed, new Set(), ({ values }) => entries.push(values))).toBe(true);
        pages.close();
        const all = (sql: string) => db.prepare(sql).safeIntegers().raw().all();
        expect(unread).toEqual({ gaps: [], cells: 0 });
        expect(read).toEqual(all("SELECT rowid, * FROM t ORDER BY rowid"));
        const sorted = [...entries].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
        expect(sorted).toEqual(all("SELECT * FROM k ORDER BY id"));
        db.close();
      }),
      runs(25),
    );
  });

  test("takes no bytes for a page that hang or throw", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 0, maxLength: 3 * PAGE }),
        fc.boolean(),
        (noise, log) => {
          const file = path.join(temporaryFolder(), "noise.db");
          const head = Buffer.alloc(100);
          head.write("SQLite format 3\0");
          head.writeUInt16BE(PAGE, 16);
          writeFileSync(file, Buffer.concat([head, noise]));
          if (log) writeFileSync(`${file}-wal`, noise);
          const pages = openPages(file);
          for (let page = 0; page < 5; page++) {
            walkTable(pages, page, new Set(), () => {});
            walkIndex(pages, page, new Set(), () => {});
          }
          pages.close();
        },
      ),
      runs(200),
    );
  });
});

describe("a rescue", () => {
  test("of a whole journal copies all of it, and numbers go on where they were", () => {
    const file = journal((store) => {
      operate(store, "trade.delete", "hapus", (operation) => {
        operation.touched.add(ensureSession(operation, "2025-04-24"));
        deleteRow(operation, "daily_trading_data", 300);
      });
    });
    const { store, left, forgotten_operations, tables } = rescued(file);
    expect({ left, forgotten_operations }).toEqual({ left: [], forgotten_operations: 0 });
    expect(tables.filter(({ lost, unread_pages }) => lost + unread_pages > 0)).toEqual([]);
    const same = [...KEPT, "operations", "changes"];
    expect(dump(store.db, same)).toEqual(dump(file, same));
    const next = operate(store, "x", "x", (operation) =>
      insertRow(operation, "daily_trading_data", {
        session_id: 1,
        symbol: "X",
        profit_loss: 1,
        lot_size: 1,
      }),
    );
    expect(next).toBe(301);
  });

  test("loses the rows of a broken page and no others, and names them", () => {
    const file = journal();
    const leaf = pagesOf(file, "daily_trading_data").filter(
      ({ pagetype }) => pagetype === "leaf",
    )[3];
    overwrite(file, [leaf?.pageno ?? 0]);
    const { store, table, short_days } = rescued(file);
    const lost = Array.from({ length: 300 }, (_, index) => index + 1).filter(
      (id) => !ids(store).includes(id),
    );
    expect(lost.length).toBeGreaterThan(3);
    expect(lost.length).toBeLessThan(40);
    expect(table("daily_trading_data")).toMatchObject({
      copied: 300 - lost.length,
      lost: lost.length,
      lost_ids: lost.slice(0, 10),
      unread_pages: 1,
      uncounted: false,
    });
    expect(short_days.reduce((sum, { had, has }) => sum + had - has, 0)).toBe(lost.length);
  });

  test("loses nothing where pages are hit that only lead to rows", () => {
    const file = journal();
    const inner = pagesOf(file, "daily_trading_data").filter(({ pagetype }) => pagetype !== "leaf");
    const indexes = [...pagesOf(file, "trade_external_key"), ...pagesOf(file, "session_day")];
    overwrite(
      file,
      [...inner, ...indexes].map(({ pageno }) => pageno),
    );
    const { store, table } = rescued(file);
    expect(ids(store)).toHaveLength(300);
    expect(table("daily_trading_data")).toMatchObject({ copied: 300, lost: 0 });
  });

  test.each([0, 0x5a])("finds the tables without the first page (%i)", (byte) => {
    const file = journal();
    const there = dump(file, KEPT);
    overwrite(file, [1], byte);
    expect(dump(rescued(file).store.db, KEPT)).toEqual(there);
  });

  test("reads a file that was cut off as far as it goes", () => {
    const file = journal();
    truncateSync(file, Math.floor(readFileSync(file).length / 2));
    const { store, table } = rescued(file);
    expect(ids(store).length).toBeGreaterThan(20);
    expect(table("daily_trading_data")?.copied).toBe(ids(store).length);
  });

  test("reads what stands in the log alone, and leaves out a torn end of it", () => {
    const file = journal();
    const store = openAt(file);
    operate(store, "test", "satu lagi", (operation) => {
      insertRow(operation, "settings", { key: "baru", value: "ya" });
    });
    const copy = path.join(temporaryFolder(), "salinan.db");
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    appendFileSync(`${copy}-wal`, Buffer.alloc(PAGE + 24, 7));
    const { store: saved } = rescued(copy);
    const setting = saved.db.prepare("SELECT value FROM settings WHERE key = 'baru'").pluck();
    expect(setting.get()).toBe("ya");
  });

  test("gives lost profiles and days what undo keeps of them, never another currency", () => {
    const file = journal((store) => {
      operate({ ...store, profile: { ...store.profile, id: 2 } }, "test", "rupiah", (operation) => {
        const session_id = ensureSession(operation, "2025-06-01");
        const trade = { symbol: "BBCA", profit_loss: 15_000, lot_size: 1 };
        insertRow(operation, "daily_trading_data", { ...trade, session_id });
        operation.touched.add(session_id);
      });
    });
    const hit = [...pagesOf(file, "users"), ...pagesOf(file, "trading_sessions")];
    overwrite(
      file,
      hit.map(({ pageno }) => pageno),
    );
    const { store, stand_ins } = rescued(file);
    expect(stand_ins).toMatchObject({ unowned: 0, days: 61 });
    expect(stand_ins.profiles).toEqual([
      { id: 1, name: "profil-1", kind: "made" },
      { id: 2, name: "rupiah", kind: "read" },
    ]);
    const owners = store.db.prepare(
      `SELECT u.name, u.currency, COUNT(*) AS n, MIN(s.session_date) AS first
       FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
       JOIN users u ON u.id = s.user_id GROUP BY u.id`,
    );
    expect(owners.all()).toEqual([
      { name: "profil-1", currency: "USD", n: 300, first: "2025-01-10" },
      { name: "rupiah", currency: "IDR", n: 1, first: "2025-06-01" },
    ]);
  });

  test("leaves out what cannot be, with its row", () => {
    const file = journal();
    const db = new Database(file);
    db.exec(`DROP INDEX trade_external_key;
      UPDATE daily_trading_data SET external_key = '1|7|20' WHERE id = 30;
      UPDATE daily_trading_data SET profit_loss = 'banyak' WHERE id = 7;
      UPDATE daily_trading_data SET side = x'010203' WHERE id = 8;
      UPDATE trading_sessions SET risk_score = 1e300 WHERE id = 2;
      UPDATE users SET zone = 'Mars/Olympus' WHERE id = 2;
      INSERT INTO fills (user_id, account, format, key, time, data, import_id)
        VALUES (1, '', 'x', 'k', '2025-01-10 10:00:00', 'bukan JSON', 1);
      INSERT INTO appeals (user_id, detector, trade_id, reason, created_at)
        VALUES (1, 'tanpa_sl', 7, 'alasan', '2025-01-10 10:00:00')`);
    db.close();
    const { left, store } = rescued(file);
    expect(left.map(({ shown, ...one }) => one)).toEqual(
      expect.arrayContaining([
        { table: "daily_trading_data", row: 7, column: null, reason: "odd" },
        { table: "daily_trading_data", row: 8, column: "side", reason: "odd" },
        { table: "daily_trading_data", row: 30, column: "external_key", reason: "conflict" },
        { table: "trading_sessions", row: 2, column: "risk_score", reason: "odd" },
        { table: "users", row: 2, column: "zone", reason: "odd" },
        { table: "fills", row: 1, column: null, reason: "odd" },
        { table: "appeals", row: 1, column: null, reason: "orphan" },
      ]),
    );
    expect(ids(store)).toHaveLength(299);
  });

  test("leaves out a row whose number was hit: nothing else tells what it is", () => {
    const file = journal();
    const db = new Database(file);
    db.pragma("foreign_keys = OFF");
    db.exec("UPDATE mood_checkins SET id = -4611686018427387904");
    db.close();
    const { out, left } = rescued(file);
    expect(left).toMatchObject([{ table: "mood_checkins", column: null, reason: "odd" }]);
    const saved = new Database(out);
    expect(saved.prepare("SELECT COUNT(*) FROM mood_checkins").pluck().get()).toBe(0);
    saved.close();
  });

  test("says where a result is another in the index", () => {
    const file = journal();
    const db = new Database(file);
    db.unsafeMode(true);
    db.pragma("writable_schema = ON");
    const root = db.prepare("SELECT sql FROM sqlite_master WHERE name = 'trade_session'").pluck();
    const sql = root.get() as string;
    db.exec("DELETE FROM sqlite_master WHERE type = 'trigger'");
    db.prepare("UPDATE sqlite_master SET sql = ? WHERE name = 'trade_session'").run(
      sql.replace("profit_loss", "lot_size"),
    );
    db.close();
    const other = new Database(file);
    // An index of another column's values: the rows change, what stands for results does not.
    other.exec("UPDATE daily_trading_data SET profit_loss = 999 WHERE id = 50");
    other.close();
    const { doubtful } = rescued(file);
    expect(doubtful).toEqual([{ row: 50, read: 999, indexed: -51.25 }]);
  });

  test("brings QuantumBotX's file and an old journal up to today", () => {
    const bots = origin();
    const trades = dump(bots, ["daily_trading_data"]).daily_trading_data ?? [];
    const history = dump(bots, ["trade_history"]);
    const first = rescued(bots);
    expect(ids(first.store)).toHaveLength(trades.length);
    expect(dump(first.store.db, ["trade_history"])).toEqual(history);

    const { store } = rescued(old());
    expect(ids(store)).toEqual([1]);
    const theirs = store.db.prepare("SELECT typeof(a), a, typeof(b), b FROM theirs").raw().all();
    expect(theirs).toEqual([
      ["integer", 1, "real", 2.5],
      ["text", "x", "blob", Buffer.from([1])],
    ]);
    expect(store.db.prepare("SELECT plain FROM bots").pluck().get()).toBe(3);
    const made = store.db.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'by_%'");
    expect(made.pluck().all().sort()).toEqual(["by_a", "by_market"]);
  });

  test("forgets operations of which something is lost: undo takes back no half", () => {
    const file = journal();
    const leaf = pagesOf(file, "changes").filter(({ pagetype }) => pagetype === "leaf")[4];
    overwrite(file, [leaf?.pageno ?? 0]);
    const { store, forgotten_operations } = rescued(file);
    expect(forgotten_operations).toBe(2);
    const left = store.db.prepare("SELECT summary FROM operations ORDER BY id").pluck().all();
    // What came before the lost one may have been changed by it.
    expect(left).toEqual(["suasana"]);
  });

  test("of anything that was hit anywhere ends in a sound journal or a sentence", () => {
    const journals = [journal(), origin(), old()].map((file) => readFileSync(file));
    const hit = fc.record({
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      bytes: fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 4 }),
        fc.uint8Array({ minLength: 512, maxLength: 512 }),
        fc.constant(new Uint8Array(PAGE)),
      ),
      // At a page, a sector, or anywhere.
      step: fc.constantFrom(1, 512, PAGE),
    });
    const damage = fc.record({
      which: fc.nat(journals.length - 1),
      hits: fc.array(hit, { minLength: 1, maxLength: 30 }),
      kept: fc.oneof(fc.constant(1), fc.double({ min: 0.1, max: 1, noNaN: true })),
    });
    fc.assert(
      fc.property(damage, ({ which, hits, kept }) => {
        const bytes = Buffer.from(journals[which] ?? Buffer.alloc(0));
        for (const { at, bytes: noise, step } of hits) {
          bytes.set(
            noise.subarray(0, bytes.length - Math.floor((at * bytes.length) / step) * step),
            Math.floor((at * bytes.length) / step) * step,
          );
        }
        const file = path.join(temporaryFolder(), "rusak.db");
        writeFileSync(file, bytes.subarray(0, Math.ceil(bytes.length * kept)));
        const out = path.join(path.dirname(file), "pulih.db");
        const code = codeOf(() => rescueJournal(file, out, CLOCK));
        expect(["none", "nothing-to-rescue", "journal-newer"]).toContain(code);
        if (code !== "none") return;
        const store = openAt(out);
        expect(store.opened.kind).toBe("as-it-was");
        expect(checkHealth(store).filter(({ ok }) => !ok)).toEqual([]);
      }),
      runs(15),
    );
  });

  test("makes nothing of what is no journal, and overwrites nothing", () => {
    const folder = temporaryFolder();
    const out = path.join(folder, "pulih.db");
    const file = path.join(folder, "berkas.db");
    const code = () => codeOf(() => rescueJournal(file, out, CLOCK));
    expect(code()).toBe("journal-absent");
    writeFileSync(file, "");
    expect(code()).toBe("journal-absent");
    for (const bytes of ["tanggal,hasil\n2025-07-01,5\n".repeat(1000), Buffer.alloc(40 * PAGE)]) {
      writeFileSync(file, bytes);
      expect(code()).toBe("nothing-to-rescue");
    }
    const other = new Database(file.replace("berkas", "lain"));
    other.exec("CREATE TABLE places (id INTEGER); INSERT INTO places VALUES (1)");
    other.close();
    const foreign = file.replace("berkas", "lain");
    expect(codeOf(() => rescueJournal(foreign, out, CLOCK))).toBe("nothing-to-rescue");
    expect(filesIn(folder)).toEqual(["berkas.db", "lain.db"]);
    writeFileSync(out, "milik orang");
    expect(codeOf(() => rescueJournal(journal(), out, CLOCK))).toBe("file-exists");
    expect(readFileSync(out, "utf8")).toBe("milik orang");
    const nowhere = path.join(folder, "tiada", "pulih.db");
    expect(codeOf(() => rescueJournal(journal(), nowhere, CLOCK))).toBe("out-unwritable");
  });
});
