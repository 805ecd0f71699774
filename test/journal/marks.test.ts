import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { operate } from "../../src/journal/changes.ts";
import { ensureSession } from "../../src/journal/days.ts";
import { checkHealth } from "../../src/journal/health/health.ts";
import { fillUsual, makeOrigin } from "./origin-files.ts";
import { VERSION_1 } from "./schema-1.ts";
import { VERSION_3 } from "./schema-3.ts";
import { VERSION_4 } from "./schema-4.ts";
import { VERSION_5 } from "./schema-5.ts";
import { VERSION_6 } from "./schema-6.ts";
import { codeOf, dump, filesIn, hashOf, openAt, temporaryFolder } from "./temporary.ts";

function journal(): string {
  const file = path.join(temporaryFolder(), "jurnal.db");
  const store = openAt(file);
  operate(store, "test", "uji", (operation) => ensureSession(operation, "2025-07-09"));
  store.db.close();
  return file;
}

/** Writes a file anew from its statements and rows, as `.dump` does: the header's marks are lost. */
function rebuilt(file: string): string {
  const target = path.join(temporaryFolder(), "lagi.db");
  const db = new Database(file);
  const made = db
    .prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    .all() as { type: string; name: string; sql: string }[];
  const anew = new Database(target);
  anew.pragma("foreign_keys = OFF");
  const isMade = ({ name }: { name: string }) => name !== "sqlite_sequence";
  const tables = made.filter(({ type }) => type === "table");
  for (const { sql } of tables.filter(isMade)) anew.exec(sql);
  for (const { name } of tables) {
    for (const row of db.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][]) {
      anew.prepare(`INSERT INTO "${name}" VALUES (${row.map(() => "?").join()})`).run(row);
    }
  }
  for (const { type, sql } of made) if (type !== "table") anew.exec(sql);
  anew.close();
  db.close();
  return target;
}

/** A journal whose header has these marks. */
function marked({ application, version }: { application?: number; version?: number }): string {
  const file = journal();
  const bytes = readFileSync(file);
  if (version !== undefined) bytes.writeUInt32BE(version, 60);
  if (application !== undefined) bytes.writeUInt32BE(application, 68);
  writeFileSync(file, bytes);
  return file;
}

const backups = (file: string) =>
  filesIn(path.dirname(file)).filter((name) => name.endsWith(".bak"));

describe("a journal that has lost its marks", () => {
  test.each<[string, () => string]>([
    ["written anew from its statements", () => rebuilt(journal())],
    ["with another mark", () => marked({ application: 0x12345678 })],
    ["with another mark and version", () => marked({ application: 1, version: 999 })],
    ["with a version that cannot be", () => marked({ version: 0x5a5a5a5a })],
    ["with no version", () => marked({ version: 0 })],
  ])("%s: gets them again, and no copy is made", (_, make) => {
    const file = make();
    const before = dump(file);
    const kinds = ["read", "read", "write"].map((access) => {
      const store = openAt(file, { access: access as "read" | "write" });
      const { kind } = store.opened;
      expect(checkHealth(store).filter(({ ok }) => !ok)).toEqual([]);
      store.db.close();
      return kind;
    });
    expect(kinds).toEqual(["marked", "as-it-was", "as-it-was"]);
    expect(dump(file)).toEqual(before);
    expect(backups(file)).toEqual([]);
  });

  test("can be read where it may not be written to", () => {
    const file = rebuilt(journal());
    chmodSync(file, 0o444);
    const bytes = hashOf(file);
    // Root may write all the same.
    const { kind } = openAt(file, { access: "read" }).opened;
    expect(kind).toBe(process.getuid?.() === 0 ? "marked" : "as-it-was");
    if (kind === "as-it-was") expect(hashOf(file)).toBe(bytes);
  });

  test("with a column of another program: upgraded once, with one copy", () => {
    const file = journal();
    const db = new Database(file);
    db.exec("ALTER TABLE bots ADD COLUMN plain INTEGER NOT NULL DEFAULT 0");
    db.close();
    const anew = rebuilt(file);
    const kinds = [1, 2, 3].map(() => {
      const store = openAt(anew, { access: "read" });
      store.db.close();
      return store.opened.kind;
    });
    expect(kinds).toEqual(["upgraded", "as-it-was", "as-it-was"]);
    expect(backups(anew)).toHaveLength(1);
  });
});

test.each([
  [1, false],
  [7, false],
  [0xe9000000, false],
  [0, true],
])("a header that counts %i free pages, where there are none", (count, isSound) => {
  const file = journal();
  const bytes = readFileSync(file);
  // Neither is the first of them, at 32.
  expect(bytes.readBigUInt64BE(32)).toBe(0n);
  bytes.writeUInt32BE(count, 36);
  writeFileSync(file, bytes);
  const [check] = checkHealth(openAt(file, { access: "read" }));
  expect(check).toMatchObject({ name: "file", ok: isSound });
});

test("pages that are free are no fault", () => {
  const file = journal();
  const db = new Database(file);
  db.exec("CREATE TABLE lain (a); INSERT INTO lain VALUES (zeroblob(100000)); DROP TABLE lain");
  expect(db.pragma("freelist_count", { simple: true })).toBeGreaterThan(20);
  db.close();
  const [check] = checkHealth(openAt(file, { access: "read" }));
  expect(check).toMatchObject({ name: "file", ok: true });
});

test.each([
  [1, VERSION_1],
  [3, VERSION_3],
  [4, VERSION_4],
  [5, VERSION_5],
  [6, VERSION_6],
])("a journal of version %i without its marks is upgraded as one with them", (version, sql) => {
  const folder = temporaryFolder();
  const [withMarks = "", without = ""] = ["a.db", "b.db"].map((name) => {
    const file = path.join(folder, name);
    const db = new Database(file);
    db.exec(sql);
    db.exec(`INSERT INTO users (id, name, email, password_hash, join_date)
        VALUES (1, 'utama', 'a@b', '', '2026-11-01 00:00:00');
      INSERT INTO bots (name, market, strategy) VALUES ('Bot #7 (terhapus)', 'XAUUSD', 'x');
      INSERT INTO trading_sessions (session_date, created_at) VALUES ('2026-11-19', NULL)`);
    if (name === "a.db") {
      db.pragma(`user_version = ${version}`);
      db.pragma(`application_id = ${0x4a524e4c}`);
    }
    db.close();
    const store = openAt(file);
    expect(store.opened.kind).toBe("upgraded");
    store.db.close();
    return file;
  });
  expect(dump(without)).toEqual(dump(withMarks));
});

describe("QuantumBotX's file with a table of ours", () => {
  test.each(["settings", "mood_checkins", "operations"])(
    "%s: is refused by that name, as it was, with no copy",
    (name) => {
      const file = path.join(temporaryFolder(), "bots.db");
      makeOrigin(file, [], fillUsual);
      const db = new Database(file);
      db.exec(`CREATE TABLE ${name} (id INTEGER PRIMARY KEY, theirs TEXT)`);
      db.close();
      const bytes = hashOf(file);
      for (const access of ["read", "read", "write"] as const) {
        expect(codeOf(() => openAt(file, { access }))).toBe("journal-foreign");
      }
      expect(hashOf(file)).toBe(bytes);
      expect(filesIn(path.dirname(file))).toEqual(["bots.db"]);
    },
  );
});

test("a copy that an earlier, killed upgrade left unfinished goes with the next one", () => {
  const file = path.join(temporaryFolder(), "bots.db");
  makeOrigin(file, [], fillUsual);
  const left = [`${file}.20250101000000.bak.4711.part`, `${file}.20250101000000-2.bak.4711.part`];
  for (const part of left) writeFileSync(part, "sepotong");
  const store = openAt(file);
  store.db.close();
  expect(filesIn(path.dirname(file))).toEqual(["bots.db", "bots.db.20250709120000.bak"]);
});
