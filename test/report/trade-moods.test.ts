import { describe, expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

const MEASURE = "kalau harga sudah lewat, lewati";

/** Logs a trade by hand on a day of July 2025 and says its mood, if any. */
async function log(here: ReturnType<typeof fakeWorld>, day: number, result: string, mood?: string) {
  const said = mood === undefined ? [] : ["--mood", mood];
  const date = `2025-07-0${day}`;
  const words = ["XAUUSD", result, "--date", date, "--sl", "--no-input", ...said];
  expect((await here.jurnal(["trade", "log", ...words])).code).toBe(0);
}

async function report(here: ReturnType<typeof fakeWorld>, day: number, ...more: string[]) {
  return (await here.jurnal(["report", `2025-07-0${day}`, ...more])).out.replaceAll(/\s+/g, " ");
}

describe("a mood that was said of a trade", () => {
  test("is told with its trades, and a hot one has a measure for the next entry", async () => {
    const here = fakeWorld();
    await log(here, 7, "-12", "fomo");
    await log(here, 7, "5");
    await log(here, 7, "-3", "fomo");
    const short = await report(here, 7);
    expect(short).toContain("FOMO di #1 dan #3.");
    expect(short).toContain(MEASURE);
    const full = await report(here, 7, "--full");
    expect(full).toContain("FOMO di #1 dan #3");
    expect(full).toContain("Suasana FOMO");
    expect(full).not.toContain("elum ada suasana");
    expect(full).not.toContain("belum dicatat");
  });

  test("stands beside the check-ins; one that is calm at every trade is told once", async () => {
    const here = fakeWorld();
    for (const day of [1, 2]) await log(here, day, "5", "tenang");
    await here.jurnal(["mood", "set", "lelah", "--date", "2025-07-03"]);
    await log(here, 3, "5", "tenang");
    expect(await report(here, 1)).toContain("Tenang di #1.");
    expect(await report(here, 2)).not.toContain("Tenang");
    expect(await report(here, 3)).toMatch(/Lelah.*; tenang di #3\./);
  });

  test("one that was noted too is told once", async () => {
    const here = fakeWorld();
    await here.jurnal(["mood", "set", "fomo", "--note", "takut ketinggalan"]);
    const words = ["trade", "log", "XAUUSD", "-5", "--sl", "--mood", "fomo", "--no-input"];
    await here.jurnal(words);
    const out = (await here.jurnal(["report"])).out.replaceAll(/\s+/g, " ");
    expect(out).toMatch(/FOMO( sebelum mulai| pukul 19:00)?, juga di #1: “takut ketinggalan”/);
    expect(out.match(/FOMO/g)).toHaveLength(1);
  });

  test("the measure is not said again on the next days", async () => {
    const here = fakeWorld();
    for (const day of [1, 2]) await log(here, day, "-5", "fomo");
    expect(await report(here, 1)).toContain(MEASURE);
    const second = await report(here, 2);
    expect(second).toContain("FOMO di #2.");
    expect(second).not.toContain(MEASURE);
  });
});

test("the mood of a trade that is held for days is that before its entry, not of the day it ended", async () => {
  const here = fakeWorld();
  const at = (time: string) => ({ now: () => Date.parse(`2025-07-${time}:00Z`) });
  const set = (mood: string, time: string) => here.jurnal(["mood", "set", mood], [], at(time));
  const held = async (entry: string, exit: string) => {
    const times = ["--entry", `2025-07-${entry}`, "--exit", `2025-07-${exit}`];
    const words = ["trade", "log", "XAUUSD", "-5", "--sl", "--no-input", ...times];
    expect((await here.jurnal(words, [], at("09T12:00"))).code).toBe(0);
  };
  // Jakarta is seven hours ahead.
  await set("takut", "01T01:00");
  await set("tenang", "03T01:00");
  await held("01 09:15", "03 14:00");
  await held("02 09:15", "03 15:00");
  await held("03 09:15", "03 16:00");
  await set("marah", "09T01:00");
  await held("09 08:30", "09 09:00");
  const json = async (...words: string[]) =>
    JSON.parse((await here.jurnal([...words, "--json"])).out);
  const { groups } = await json("stats", "--by", "mood");
  const counted = groups.map(({ key, n }: { key: string; n: number }) => [key, n]);
  expect(counted.sort()).toEqual([
    [null, 1],
    ["marah", 1],
    ["takut", 1],
    ["tenang", 1],
  ]);
  const { mood } = await json("report", "2025-07-09");
  const told = mood.history.map((one: { mood: string; trades: number }) => [one.mood, one.trades]);
  expect(told.sort()).toEqual([
    ["marah", 1],
    ["takut", 1],
    ["tenang", 1],
  ]);
  const month = (await here.jurnal(["report", "--month", "2025-07"])).out;
  expect(month).toContain("4 transaksi");
});

test("so is that of a position of which a part was closed on its first day", async () => {
  const here = fakeWorld();
  const at = (time: string) => ({ now: () => Date.parse(`2025-07-${time}:00Z`) });
  await here.jurnal(["mood", "set", "takut"], [], at("01T01:00"));
  for (const exit of ["01 14:00", "03 14:00"]) {
    const times = ["--entry", "2025-07-01 09:15", "--exit", `2025-07-${exit}`];
    const words = ["trade", "log", "XAUUSD", "-5", "--side", "buy", "--sl", "--no-input", ...times];
    expect((await here.jurnal(words, [], at("09T12:00"))).code).toBe(0);
  }
  const { mood } = JSON.parse((await here.jurnal(["report", "2025-07-03", "--json"])).out);
  expect(mood.history).toMatchObject([{ mood: "takut", trades: 1, net: -10 }]);
});
