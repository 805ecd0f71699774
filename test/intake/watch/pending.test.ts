import { expect, test } from "vitest";
import { pendingFiles, SETTLE_MS } from "../../../src/intake/watch/pending.ts";

const seen = (size: number, modified_ms = 1_000) => ({ size, modified_ms });
const T = 1_000_000;

test("a file is ready once size and time have been steady for two seconds", () => {
  const pending = pendingFiles();
  pending.see("a.csv", seen(10), undefined, T);
  expect(pending.ready(T + SETTLE_MS - 1, false)).toEqual([]);
  expect(pending.next(T + 500)).toBe(SETTLE_MS - 500);
  pending.see("a.csv", seen(20), undefined, T + 1_500);
  expect(pending.ready(T + SETTLE_MS, false)).toEqual([]);
  pending.see("a.csv", seen(20), undefined, T + 1_500 + SETTLE_MS);
  expect(pending.ready(T + 1_500 + SETTLE_MS, false)).toEqual(["a.csv"]);
  pending.see("b.csv", seen(20, 2_000), undefined, T);
  pending.see("b.csv", seen(20, 3_000), undefined, T + 1_900);
  expect(pending.ready(T + SETTLE_MS, false)).toEqual([]);
});

test("an empty file, one that is gone, and one that was read as it is do not wait", () => {
  const pending = pendingFiles();
  pending.see("empty.csv", seen(0), undefined, T);
  pending.see("known.csv", seen(10), seen(10), T);
  pending.see("gone.csv", seen(10), undefined, T);
  pending.see("gone.csv", null, undefined, T + 1);
  expect(pending.files()).toEqual([]);
  expect(pending.next(T)).toBe(Number.POSITIVE_INFINITY);
  pending.see("known.csv", seen(11), seen(10), T);
  expect(pending.files()).toEqual(["known.csv"]);
});

test("with once a file that has long been as it is need not be watched; the older comes first", () => {
  const pending = pendingFiles();
  pending.see("new.csv", seen(10, T - 100), undefined, T);
  pending.see("ahead.csv", seen(10, T + 90_000), undefined, T);
  pending.see("late.csv", seen(10, T - SETTLE_MS), undefined, T);
  pending.see("early.csv", seen(10, T - 9_000), undefined, T);
  expect(pending.ready(T, true)).toEqual(["early.csv", "late.csv"]);
  expect(pending.ready(T, false)).toEqual([]);
  pending.hold(T + 100);
  expect(pending.ready(T + 99, true)).toEqual([]);
  expect(pending.ready(T + 100, true)).toEqual(["early.csv", "late.csv"]);
});

test("lines count as soon as they are there, but are read no more than once a second", () => {
  const pending = pendingFiles();
  pending.see("bot.ndjson", seen(10), undefined, T);
  expect(pending.ready(T, false)).toEqual(["bot.ndjson"]);
  pending.done("bot.ndjson", T);
  expect(pending.files()).toEqual([]);
  pending.see("bot.ndjson", seen(20), seen(10), T + 10);
  expect(pending.ready(T + 10, false)).toEqual([]);
  expect(pending.next(T + 10)).toBe(990);
  expect(pending.next(T + 5_000)).toBe(0);
  pending.see("bot.ndjson", seen(30), seen(10), T + 900);
  expect(pending.ready(T + 1_000, false)).toEqual(["bot.ndjson"]);
});

test("a locked file is said once and tried again, later less often", () => {
  const pending = pendingFiles();
  pending.see("a.csv", seen(10), undefined, T);
  let now = T + SETTLE_MS;
  const waits: number[] = [];
  for (let times = 0; times < 8; times++) {
    expect(pending.ready(now, false)).toEqual(["a.csv"]);
    expect(pending.locked("a.csv", now)).toBe(times === 0);
    waits.push(pending.next(now));
    now += pending.next(now);
    pending.see("a.csv", seen(10), undefined, now);
  }
  expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("a file that never settles is spoken of once, after a minute", () => {
  const pending = pendingFiles();
  const said: string[] = [];
  for (let at = 0; at < 200_000; at += 1_000) {
    pending.see("a.csv", seen(10 + at), undefined, T + at);
    expect(pending.ready(T + at, false)).toEqual([]);
    said.push(...pending.restless(T + at).map((file) => `${file} ${at}`));
  }
  expect(said).toEqual(["a.csv 60000"]);
});

test("a clock that is set back does not keep a file waiting", () => {
  const pending = pendingFiles();
  pending.see("a.csv", seen(10), undefined, T);
  pending.hold(T + 10_000);
  const back = T - 3_600_000;
  pending.see("a.csv", seen(10), undefined, back);
  expect(pending.next(back)).toBe(60_000);
  expect(pending.ready(back + 60_000, false)).toEqual(["a.csv"]);
});

test("what ends in the middle of a row is early until it has been steady for ten seconds", () => {
  const pending = pendingFiles();
  pending.see("a.csv", seen(10, T - 10_000), undefined, T);
  expect(pending.isEarly("a.csv", T + SETTLE_MS, false)).toBe(true);
  expect(pending.next(T + SETTLE_MS)).toBe(8_000);
  expect(pending.isEarly("a.csv", T + 10_000, false)).toBe(false);
  // With once its own time tells how long that is.
  expect(pending.isEarly("a.csv", T, true)).toBe(false);
  pending.see("b.csv", seen(10, T - 9_000), undefined, T);
  expect(pending.isEarly("b.csv", T, true)).toBe(true);
});

test("held files wait until then, and those that wait for longer do so still", () => {
  const pending = pendingFiles();
  pending.see("a.csv", seen(10), undefined, T);
  pending.locked("a.csv", T);
  pending.locked("a.csv", T);
  pending.hold(T + 3_000);
  expect(pending.next(T)).toBe(4_000);
  pending.hold(T + 10_000);
  expect(pending.next(T)).toBe(10_000);
});

test("a folder may hold hundreds of thousands of new files", () => {
  const pending = pendingFiles();
  for (let n = 0; n < 200_000; n++) pending.see(`${n}.csv`, seen(10), undefined, T + n);
  expect(pending.next(T)).toBe(SETTLE_MS);
});
