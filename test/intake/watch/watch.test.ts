import { appendFileSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { line, place } from "./place.ts";

const idle = (count: number) => Array.from({ length: count }, () => () => {});

test("with once a file that goes on being written is left after half a minute, and said", async () => {
  const here = place();
  writeFileSync(here.at("tumbuh.csv"), "a");
  const grow = () => appendFileSync(here.at("tumbuh.csv"), "b");
  const script = Array.from({ length: 60 }, () => grow);
  const { code, err } = await here.during(script, 0, ["--once"]);
  expect(here.pauses.reduce((sum, one) => sum + one, 0)).toBe(30_000);
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/tumbuh\.csv: belum selesai[\s\S]*1 menunggu/),
  ]);
});

test("a file that is written for a minute is spoken of once", async () => {
  const here = place();
  const grow = () => appendFileSync(here.at("tumbuh.csv"), "b");
  const { err } = await here.during(
    Array.from({ length: 90 }, () => grow),
    0,
  );
  expect(err.match(/tumbuh\.csv: masih ditulis/g)).toHaveLength(1);
});

test("the end is told, but not of a scheduled run that found nothing", async () => {
  const here = place();
  expect((await here.during(idle(1), 0)).err).toMatch(/Memantau .*\n0 berkas diambil/);
  const told = await here.during(idle(1), 0, ["--poll", "1", "--json"]);
  expect([told.err, JSON.parse(told.out)]).toEqual(["", expect.objectContaining({ taken: 0 })]);
  here.old("bot.ndjson", line(1, 1));
  here.old("Statement.csv", "a,b\n1,2\n");
  expect((await here.once()).err).toMatch(/1 berkas diambil .*1 tidak bisa diambil/);
  expect((await here.once()).err).toBe("");
});

test("it looks once a minute where the folder tells of changes, also when the clock is set back", async () => {
  const here = place();
  await here.during([() => {}, () => here.setBack(86_400_000), () => {}], 0, []);
  expect(here.pauses).toEqual([60_000, 60_000, 60_000, 60_000]);
  here.pauses.length = 0;
  await here.during(idle(1), 0, ["--poll"]);
  expect(here.pauses).toEqual([5_000, 5_000]);
});

test("the journal is open only while there is something to take", async () => {
  const here = place();
  await here.fine("session", "today");
  const aside = `${here.file}-lain`;
  const isOpen: boolean[] = [];
  await here.during([
    () => isOpen.push(existsSync(`${here.file}-wal`)),
    () => writeFileSync(here.at("bot.ndjson"), line(1, 1)),
    () => isOpen.push(existsSync(`${here.file}-wal`)),
    () => renameSync(here.file, aside),
    () => isOpen.push(existsSync(here.file)),
    () => renameSync(aside, here.file),
  ]);
  expect(isOpen).toEqual([false, false, false]);
  expect(await here.trades()).toHaveLength(1);
});

test("a refused file that goes is forgotten, and looked at anew when it is back", async () => {
  const here = place();
  const bot = here.at("bot.ndjson");
  const listed = async () =>
    (await here.json("watch", "--list")).map((one: { outcome: string }) => one.outcome);
  const bad = here.at("Statement.csv");
  const { err } = await here.during([
    () => writeFileSync(bad, "a,b\n1,2\n"),
    () => renameSync(bad, `${bad}.lain`),
    () => writeFileSync(bot, line(1, 1)),
    () => renameSync(`${bad}.lain`, bad),
    () => appendFileSync(bot, line(2, 2)),
  ]);
  expect(err.match(/^✖.*Statement\.csv/gm)).toHaveLength(2);
  expect(await listed()).toEqual(["refused", "taken"]);
  await here.during([() => rmSync(bad), () => appendFileSync(bot, line(3, 3))]);
  expect(await listed()).toEqual(["taken"]);
});

test("a journal that cannot be written is tried every ten seconds, and each trouble is said", async () => {
  const here = place();
  await here.fine("session", "today");
  const version = (wanted: number) => {
    const db = new Database(here.file);
    const was = db.pragma("user_version", { simple: true }) as number;
    db.pragma(`user_version = ${wanted}`);
    db.close();
    return was;
  };
  const counts: unknown[] = [];
  const count = () => {
    const db = new Database(here.file, { readonly: true });
    counts.push(db.prepare("SELECT COUNT(*) FROM daily_trading_data").pluck().get());
    db.close();
  };
  let own = 0;
  const trouble = (ticket: number) => () => {
    own = version(999);
    appendFileSync(here.at("bot.ndjson"), line(ticket, ticket));
  };
  const mend = () => version(own);
  const round = (ticket: number) => [
    ...[trouble(ticket), () => {}, mend, ...idle(5), count, ...idle(5), count],
  ];
  const { err } = await here.during([...round(1), ...round(2)], 0);
  expect(counts).toEqual([0, 1, 1, 2]);
  expect(err.match(/Berkas menunggu/g)).toHaveLength(2);
});
