import {
  appendFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { line, place, SAMPLES } from "./place.ts";

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
  const { out } = await here.during([() => writeFileSync(bot, `\n\n${line(5, 5)}rusak\n`)]);
  expect(out).toMatch(/1 baris tidak diambil: baris 4/);
  expect(await taken()).toEqual([4]);
});

test("what was taken of a large file of lines is known again piece by piece", async () => {
  const here = place();
  const bot = here.at("bot.ndjson");
  const large = (ticket: number) =>
    line(ticket, ticket).replace("{", `{"lain":"${"x".repeat(30_000)}",`);
  const first = Array.from({ length: 60 }, (_, index) => large(index + 1)).join("");
  const { out } = await here.during([
    () => writeFileSync(bot, first),
    () => appendFileSync(bot, line(61, 61)),
  ]);
  expect(out).toMatch(/60 transaksi baru[\s\S]*: 1 transaksi baru/);
  expect(out).not.toContain("sudah ada");
});

test("lines are known by the first of them, whatever the file is called", async () => {
  const here = place();
  const { out } = await here.during([
    () => writeFileSync(here.at("bot.txt"), line(1, 1)),
    () => appendFileSync(here.at("bot.txt"), line(2, 2)),
  ]);
  expect(out.match(/1 transaksi baru/g)).toHaveLength(2);
  expect(out).not.toContain("sudah ada");
});

test("HTML in UTF-16 shows its end itself; a table that ends with the start of a row waits", async () => {
  const here = place();
  const html = "<html><body><table><tr><td>Statement</td></tr></table></body></html>";
  const rows = readFileSync(path.join(SAMPLES, "exness.csv"), "utf8");
  const { out, err } = await here.during([
    () => {
      writeFileSync(here.at("Statement.htm"), Buffer.from(`\ufeff${html}`, "utf16le"));
      writeFileSync(here.at("exness.csv"), `${rows}8100`);
    },
  ]);
  expect(out + err).toContain("Statement.htm");
  expect(out + err).not.toContain("exness");
});

/** Only Linux tells. */
test.runIf(process.platform === "linux")("no file that was read stays open", async () => {
  const here = place();
  const open = () => readdirSync("/proc/self/fd").length;
  here.old("bot.ndjson", line(null, 1));
  await here.once();
  const before = open();
  for (let more = 0; more < 20; more++) {
    appendFileSync(here.at("bot.ndjson"), line(null, 1));
    await here.once();
  }
  // Others of this process may open one meanwhile.
  expect(open() - before).toBeLessThan(10);
  expect(await here.trades()).toHaveLength(21);
});
