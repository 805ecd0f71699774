import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settling } from "../../src/journal/store.ts";
import { openAt, temporaryFolder } from "./temporary.ts";

/** What a copy of the file alone holds, made while a writer has it open. */

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const TIMES = { quiet: 2_000, atLeast: 60_000 };

function writer() {
  const file = path.join(temporaryFolder(), "jurnal.db");
  const store = openAt(file);
  store.db.pragma("wal_checkpoint(TRUNCATE)");
  let written = 0;
  const settler = settling(store, TIMES);
  const write = () => {
    written++;
    store.db.prepare("INSERT INTO settings (key, value) VALUES (?, 'x')").run(`kunci ${written}`);
    settler.wrote();
  };
  /** Rows that someone finds who copies the file, without the log beside it. */
  const copied = () => {
    const copy = path.join(path.dirname(file), "salinan.db");
    writeFileSync(copy, readFileSync(file));
    const db = new Database(copy);
    const rows = db.prepare("SELECT count(*) FROM settings WHERE key LIKE 'kunci %'").pluck().get();
    db.close();
    return rows;
  };
  return { settler, write, copied, file, written: () => written };
}

test("a writer that never rests is copied whole at least every minute", () => {
  const { write, copied, written, settler } = writer();
  const lacking: number[] = [];
  // A trade a second, for five minutes: it is never quiet for two.
  for (let second = 1; second <= 300; second++) {
    vi.advanceTimersByTime(1_000);
    write();
    lacking.push(written() - Number(copied()));
  }
  expect(Math.max(...lacking)).toBeLessThanOrEqual(60);
  // Each minute once it lacked nothing, and not at every trade: the disk is spared.
  const whole = lacking.filter((rows) => rows === 0).length;
  expect(whole).toBeGreaterThanOrEqual(4);
  expect(whole).toBeLessThan(20);
  settler.end();
});

test("a writer that rests is copied whole two seconds later", () => {
  const { write, copied, settler } = writer();
  write();
  vi.advanceTimersByTime(1_999);
  expect(copied()).toBe(0);
  vi.advanceTimersByTime(1);
  expect(copied()).toBe(1);
  settler.end();
});

test("what a reader holds back goes over when it is done", () => {
  const { write, copied, file, settler } = writer();
  const reader = new Database(file, { readonly: true });
  write();
  reader.exec("BEGIN; SELECT count(*) FROM settings");
  write();
  vi.advanceTimersByTime(2_000);
  expect(copied()).toBeLessThan(2);
  reader.exec("COMMIT");
  reader.close();
  vi.advanceTimersByTime(2_000);
  expect(copied()).toBe(2);
  settler.end();
});
