import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import {
  beginOperation,
  beginTransaction,
  endOperation,
  operate,
} from "../../src/journal/changes.ts";
import { ensureSession } from "../../src/journal/days.ts";
import { copyTo } from "../../src/journal/upgrade.ts";
import { fillUsual, makeOrigin } from "./origin-files.ts";
import { codeOf, dump, filesIn, hashOf, NOON, openAt, temporaryFolder } from "./temporary.ts";

const inFolder = (name: string) => path.join(temporaryFolder(), name);

function makeDatabase(file: string, sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

/** Makes a journal and changes its bytes. */
function hitJournal(file: string, hit: (bytes: Buffer) => unknown): void {
  openAt(file).db.close();
  const bytes = readFileSync(file);
  hit(bytes);
  writeFileSync(file, bytes);
}

const canMake = process.platform === "linux" && process.getuid?.() === 0;

describe("what is no plain file is no journal, is not waited for, and stays", () => {
  test("a folder", () => {
    const folder = inFolder("jurnal.db");
    mkdirSync(folder);
    for (const access of ["read", "write"] as const) {
      expect(codeOf(() => openAt(folder, { access }))).toBe("journal-no-file");
    }
  });

  test.skipIf(process.platform === "win32")("a pipe", () => {
    const pipe = inFolder("jurnal.db");
    execFileSync("mkfifo", [pipe]);
    for (const access of ["read", "write"] as const) {
      expect(codeOf(() => openAt(pipe, { access }))).toBe("journal-no-file");
    }
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  test.skipIf(!canMake)("a device", () => {
    // What /dev/null is.
    const device = inFolder("jurnal.db");
    execFileSync("mknod", [device, "c", "1", "3"]);
    for (const access of ["read", "write"] as const) {
      expect(codeOf(() => openAt(device, { access }))).toBe("journal-no-file");
    }
    expect(statSync(device).isCharacterDevice()).toBe(true);
  });
});

describe("a new journal", () => {
  test("is its owner's alone, in a folder of its own", () => {
    const file = inFolder("deep/jurnal/jurnal.db");
    const { opened } = openAt(file);
    expect(opened.kind).toBe("created");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  });

  test("starts from a file of no bytes too", () => {
    const file = inFolder("kosong.db");
    writeFileSync(file, "");
    expect(codeOf(() => openAt(file, { access: "read" }))).toBe("journal-absent");
    expect(openAt(file, { access: "read-or-empty" }).opened.kind).toBe("absent");
    expect(statSync(file).size).toBe(0);
    expect(openAt(file).opened.kind).toBe("created");
  });

  test("is not made by reading", () => {
    const file = inFolder("jurnal.db");
    expect(codeOf(() => openAt(file, { access: "read" }))).toBe("journal-absent");
    const store = openAt(file, { access: "read-or-empty" });
    expect(store.opened.kind).toBe("absent");
    expect(store.readOnly).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  test("takes the machine's zone, and leaves nothing beside it when closed", () => {
    const file = inFolder("jurnal.db");
    const store = openAt(file, { machineZone: () => "Asia/Makassar" });
    expect(store.profile).toMatchObject({ name: "utama", zone: "Asia/Makassar", currency: "USD" });
    store.db.close();
    expect(filesIn(path.dirname(file))).toEqual(["jurnal.db"]);
  });
});

/** Files that are refused: name -> what makes it and the code of the refusal. */
const REFUSED: Record<string, [code: string, make: (file: string) => void]> = {
  "a database of another program": [
    "journal-foreign",
    (file) => makeDatabase(file, "CREATE TABLE places (id INTEGER); INSERT INTO places VALUES (1)"),
  ],
  "another program's trading_sessions": [
    "journal-foreign",
    (file) => makeDatabase(file, "CREATE TABLE trading_sessions (id INTEGER, started_at TEXT)"),
  ],
  "a newer journal": [
    "journal-newer",
    (file) => {
      openAt(file).db.close();
      makeDatabase(file, "PRAGMA user_version = 999");
    },
  ],
  "a text file": [
    "journal-foreign",
    (file) => writeFileSync(file, "tanggal,hasil\n2025-07-01,5\n".repeat(100)),
  ],
  "a short text file": ["journal-foreign", (file) => writeFileSync(file, "halo")],
  "a journal whose pages are garbage": [
    "journal-corrupt",
    (file) => hitJournal(file, (bytes) => bytes.fill(0x5a, 100)),
  ],
  "a journal in a format that SQLite does not know": [
    "journal-corrupt",
    // The schema format number of SQLite's header: 1 to 4.
    (file) => hitJournal(file, (bytes) => bytes.writeUInt32BE(9, 44)),
  ],
  "half a bots.db": [
    "journal-corrupt",
    (file) => {
      makeOrigin(file, [], fillUsual);
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 4096);
      writeFileSync(file, bytes);
    },
  ],
};

describe.each(Object.entries(REFUSED))("%s", (_, [code, make]) => {
  test.each(["read", "write"] as const)("is refused to %s, and not touched", (access) => {
    const file = inFolder("berkas.db");
    make(file);
    const bytes = hashOf(file);
    expect(codeOf(() => openAt(file, { access }))).toBe(code);
    expect(hashOf(file)).toBe(bytes);
    expect(filesIn(path.dirname(file)).filter((name) => !/-(wal|shm)$/.test(name))).toEqual([
      "berkas.db",
    ]);
  });
});

test("an unknown profile is refused with the known ones", () => {
  const file = inFolder("jurnal.db");
  expect(codeOf(() => openAt(file, { profile: "saham" }))).toBe("profile-unknown");
});

describe("a backup", () => {
  test("is a whole journal, its owner's alone, and never overwrites", () => {
    const folder = temporaryFolder();
    const store = openAt(path.join(folder, "jurnal.db"));
    operate(store, "test", "uji", (operation) => ensureSession(operation, "2025-07-09"));
    const first = copyTo(store, undefined);
    const second = copyTo(store, undefined);
    expect([first, second].map((file) => path.basename(file))).toEqual([
      "jurnal.db.20250709120000.bak",
      "jurnal.db.20250709120000-2.bak",
    ]);
    expect(statSync(first).mode & 0o777).toBe(0o600);
    expect(dump(first)).toEqual(dump(store.db));
    expect(codeOf(() => copyTo(store, first))).toBe("file-exists");
    mkdirSync(path.join(folder, "sub"));
    expect(codeOf(() => copyTo(store, path.join(folder, "tiada", "a.db")))).toBe("out-unwritable");
  });

  test("of an old file is its owner's alone, as it holds a password", () => {
    const file = inFolder("bots.db");
    makeOrigin(file, [], fillUsual);
    chmodSync(file, 0o600);
    const { opened } = openAt(file, { now: () => NOON });
    const backup = opened.kind === "upgraded" ? opened.backup : "";
    expect(statSync(backup).mode & 0o777).toBe(0o600);
  });
});

test("a read of an old file upgrades it as a write does", () => {
  const file = inFolder("bots.db");
  makeOrigin(file, [], fillUsual);
  expect(openAt(file, { access: "read" }).opened.kind).toBe("upgraded");
});

test("what counts as recorded is what was committed", () => {
  const store = openAt(inFolder("jurnal.db"));
  const begin = () => {
    const transaction = beginTransaction(store);
    const operation = beginOperation(store, "test", "uji");
    ensureSession(operation, "2025-07-09");
    endOperation(operation);
    return transaction;
  };
  const failed = begin();
  // As SQLite does where the disk fails.
  store.db.exec("ROLLBACK");
  failed.rollback();
  expect(store.recorded.any).toBe(false);
  begin().rollback();
  expect(store.recorded.any).toBe(false);
  operate(store, "test", "uji", () => {});
  expect(store.recorded.any).toBe(false);
  const kept = begin();
  kept.commit();
  kept.rollback();
  expect(store.recorded.any).toBe(true);
});
