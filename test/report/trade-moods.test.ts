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

  test("the measure is not said again on the next days", async () => {
    const here = fakeWorld();
    for (const day of [1, 2]) await log(here, day, "-5", "fomo");
    expect(await report(here, 1)).toContain(MEASURE);
    const second = await report(here, 2);
    expect(second).toContain("FOMO di #2.");
    expect(second).not.toContain(MEASURE);
  });
});
