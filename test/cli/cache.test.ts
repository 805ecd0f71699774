import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { desk, ended, NODE } from "./jurnal.ts";

const VERSION = execFileSync(NODE, ["--version"], { encoding: "utf8" }).trim();

/** A desk with a cache of its own. */
function cached() {
  const here = desk(Date.now);
  const home = path.join(here.folder, "cache");
  const folder = path.join(home, "jurnal");
  const env = { XDG_CACHE_HOME: home };
  const run = async (...words: string[]) => {
    if (!existsSync(here.file)) await here.fine("config", "set", "sapaan", "Anda");
    const { code, out, err } = await here.spawned(words, { env });
    expect(err).toBe("");
    return { code, out };
  };
  const files = () => readdirSync(folder).sort();
  const bytesOf = (name = "") => readFileSync(path.join(folder, name));
  return { ...here, folder, env, run, files, bytesOf };
}

test("a command's first run writes its cache for this Node, the next one only reads it", async () => {
  const { folder, run, files } = cached();
  const first = await run("status");
  const [name = ""] = files();
  expect(files()).toHaveLength(1);
  expect(name.slice(16)).toBe(`-${VERSION}-${process.arch}-status`);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  const written = statSync(path.join(folder, name)).mtimeMs;
  expect(await run("status")).toEqual(first);
  expect(statSync(path.join(folder, name)).mtimeMs).toBe(written);
  await run("history", "--json");
  expect(files()).toHaveLength(2);
});

test("it grows with the parts that a command comes to use, and they are known from then on", async () => {
  const { run, files, bytesOf, fine } = cached();
  await fine("trade", "log", "XAUUSD", "5");
  await run("report", "--plain");
  const [name] = files();
  const short = bytesOf(name);
  await run("report", "--plain", "--md");
  const long = bytesOf(name);
  expect(long.length).toBeGreaterThan(short.length);
  await run("report", "--plain");
  expect(bytesOf(name)).toEqual(long);
});

test("each command has its own, by the word after it; a value in it makes no new one", async () => {
  const { run, files, file, fine } = cached();
  await fine("trade", "log", "XAUUSD", "5");
  for (const line of [
    "trade show 1",
    "trade list --days 3",
    "trade list --days 4",
    "report --month",
    "report",
    `--db ${file} trade show 1`,
  ]) {
    await run(...line.split(" "));
  }
  const commands = files().map((name) =>
    name.slice(`0123456789abcdef-${VERSION}-${process.arch}-`.length),
  );
  expect(commands.sort()).toEqual(["report", "report---month", "trade-list", "trade-show"]);
});

test.each([
  ["cut off", (file: string) => truncateSync(file, 100_000)],
  ["empty", (file: string) => truncateSync(file, 0)],
  ["something else", (file: string) => writeFileSync(file, "bukan\ncache")],
])("a cache that is %s is not used but written anew", async (_, spoil) => {
  const { folder, run, files, bytesOf } = cached();
  const first = await run("status");
  const [name = ""] = files();
  spoil(path.join(folder, name));
  expect(await run("status")).toEqual(first);
  expect(bytesOf(name).length).toBeGreaterThan(100_000);
});

test("a folder that others may write to is neither read nor written", async () => {
  const { folder, run, files, bytesOf } = cached();
  await run("status");
  const [name = ""] = files();
  writeFileSync(path.join(folder, name), "bukan\ncache");
  chmodSync(folder, 0o777);
  await run("status");
  await run("history", "--json");
  expect(files()).toEqual([name]);
  expect(bytesOf(name).toString()).toBe("bukan\ncache");
});

test("where no cache can be written the program runs all the same", async () => {
  const { folder, spawned, fine } = desk(Date.now);
  await fine("config", "set", "sapaan", "Anda");
  const file = path.join(folder, "berkas");
  writeFileSync(file, "");
  for (const XDG_CACHE_HOME of [file, path.join(file, "x"), path.join(folder, "tidak", "ada")]) {
    const { code, err } = await spawned(["status"], { env: { XDG_CACHE_HOME } });
    expect({ code, err }).toEqual({ code: 0, err: "" });
  }
  expect(readdirSync(folder)).not.toContain("tidak");
});

test("a command that there is not leaves nothing behind", async () => {
  const { folder, env, spawned } = cached();
  expect((await spawned(["salah"], { env })).code).toBe(2);
  expect(() => readdirSync(folder)).toThrow("ENOENT");
});

test("a command that says its exit code in the middle leaves its cache like any other", async () => {
  const { env, files, fine, start } = cached();
  await fine("trade", "log", "XAUUSD", "5", "--date", "2026-11-20");
  const child = start(["trade", "list"], { env });
  // Nobody reads: the first line that is written ends the program.
  child.stdout?.destroy();
  expect((await ended(child)).code).toBe(0);
  expect(files()).toHaveLength(1);
});

test("what nothing has renewed for a month goes when the next one is written", async () => {
  const { folder, run, files } = cached();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, days] of [
    ["lama", 31],
    ["baru", 29],
  ] as const) {
    writeFileSync(path.join(folder, name), "");
    const at = Date.now() / 1000 - days * 86_400;
    utimesSync(path.join(folder, name), at, at);
  }
  await run("status");
  expect(files()).toHaveLength(2);
  expect(files()).toContain("baru");
});
