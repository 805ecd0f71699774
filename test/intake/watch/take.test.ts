import { appendFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { line, place } from "./place.ts";

test("a file that vanishes while another is taken is not spoken of", async () => {
  const here = place();
  here.sample("exness.csv", "exness.csv", 2);
  here.sample("fxblue.csv");
  let said = "";
  const { code, err } = await here.jurnal(["watch", here.folder, "--once"], [], {
    async out(text) {
      said += text;
      rmSync(here.at("fxblue.csv"), { force: true });
    },
  });
  expect([code, said.match(/\.csv/g)]).toEqual([0, [".csv"]]);
  expect(err).not.toContain("fxblue");
});

test("lines are nothing until one of them is whole", async () => {
  const here = place();
  const half = line(1, 10).slice(0, 30);
  const { out, err } = await here.during([() => writeFileSync(here.at("trades.ndjson"), half)]);
  expect(out + err).not.toContain("trades.ndjson");
  expect(await here.json("watch", "--list")).toEqual([]);
});

test("a file of more than 200 MB is none that a platform writes: not read, and said once", async () => {
  const here = place();
  for (const name of ["Statement.csv", "film.csv"]) {
    here.old(name, "x");
    truncateSync(here.at(name), 201e6);
  }
  const { code, err } = await here.once();
  expect([code, err]).toEqual([1, expect.stringMatching(/Statement\.csv.*201 MB/)]);
  expect(err).not.toContain("film");
  expect(await here.once()).toMatchObject({ code: 0, err: "" });
});

test("how many lines are taken, and which are bad, is counted in the file that is there now", async () => {
  const here = place();
  const bot = here.at("bot.ndjson");
  const taken = async () =>
    (await here.json("watch", "--list")).map((one: { taken_lines: number }) => one.taken_lines);
  await here.during([() => writeFileSync(bot, line(1, 1) + line(2, 2))]);
  expect(await taken()).toEqual([2]);
  await here.during([() => appendFileSync(bot, `${line(3, 3)}${line(4, 4).trimEnd()}`)]);
  expect(await taken()).toEqual([4]);
  const { out } = await here.during([() => writeFileSync(bot, `${line(5, 5)}rusak\n`)]);
  expect(out).toMatch(/1 baris tidak diambil: baris 2/);
  expect(await taken()).toEqual([2]);
});
