import { expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

test("days of which too little is known are no right ones in a review", async () => {
  const here = fakeWorld();
  const log = async (day: number, ...words: string[]) => {
    const date = `2025-07-0${day}`;
    const more = ["--date", date, "--no-input", ...words];
    expect((await here.jurnal(["trade", "log", "XAUUSD", "20", ...more])).code).toBe(0);
  };
  await here.jurnal(["profile", "edit", "--balance", "3000", "--currency", "USD"]);
  const whole = ["--lot", "0.02", "--sl", "--risk", "1", "--entry", "10:00", "--exit", "11:00"];
  await log(1, ...whole);
  await log(2, ...whole);
  const review = async (...more: string[]) =>
    (await here.jurnal(["report", "--month", "2025-07", ...more])).out.replaceAll(/\s+/g, " ");
  expect(await review()).toMatch(/proses benar 2 dari 2 hari (?!\()/);
  expect(await review("--full")).toContain("Prosesnya layak diulang, dengan ukuran yang sama.");

  for (const day of [3, 4, 5]) await log(day);
  expect(await review()).toContain("proses benar 2 dari 5 hari (3 kurang data)");
  const full = await review("--full");
  expect(full).toContain("2 dari 5 hari dijalani dengan proses yang benar, 3 kurang datanya.");
  expect(full).not.toContain("layak diulang");
});
