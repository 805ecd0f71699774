import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { filesIn, hashOf } from "../journal/temporary.ts";
import { desk, look } from "./jurnal.ts";

const PAGE = 4096;

/** A journal of 400 trades whose pages from `first` on, so many, were overwritten. */
async function damaged(first: number, count: number) {
  const here = desk(Date.now);
  const lines = Array.from({ length: 400 }, (_, index) =>
    JSON.stringify({
      symbol: "XAUUSD",
      profit_loss: index - 150,
      ticket: String(index),
      exit_time: `2026-03-${10 + (index % 20)}T10:00:00Z`,
      note: `catatan ${index}`,
    }),
  );
  const logged = await here.jurnal(["trade", "log", "--stdin"], { input: lines.join("\n") });
  expect(logged.code).toBe(0);
  const file = path.join(here.folder, "rusak.db");
  const bytes = readFileSync(here.file);
  bytes.fill(0x5a, (first - 1) * PAGE, (first - 1 + count) * PAGE);
  writeFileSync(file, bytes);
  const jurnal = (...words: string[]) => here.spawned(["--db", file, ...words]);
  return { here, file, jurnal, last: bytes.length / PAGE };
}

test("a damaged journal: every door names the rescue, and the rescued one is sound", async () => {
  const { here, file, jurnal } = await damaged(1, 12);
  const bytes = hashOf(file);
  for (const words of [
    ["trade", "list"],
    ["status"],
    ["trade", "log", "XAUUSD", "5"],
    ["doctor"],
  ]) {
    const { code, out, err } = await jurnal(...words);
    expect([words, code, out]).toEqual([words, 1, ""]);
    expect(err).toContain("doctor --rescue pulih.db");
    expect(err).not.toContain(".recover");
  }
  const told = await jurnal("doctor", "--rescue", "pulih.db");
  expect([told.code, told.err]).toEqual([0, ""]);
  expect(told.out).toMatch(/transaksi: \d+ baris disalin/);
  expect(hashOf(file)).toBe(bytes);
  expect(await here.spawned(["--db", "pulih.db", "doctor"])).toMatchObject({ code: 0 });
  const again = await jurnal("doctor", "--rescue", "pulih.db");
  expect([again.code, again.err]).toEqual([1, expect.stringContaining("tidak ditimpa")]);
  const both = await jurnal("doctor", "--rescue", "lain.db", "--fix");
  expect([both.code, both.err]).toEqual([2, expect.stringContaining("pilih satu")]);
});

test("pages in the middle: doctor says so, and the answer for programs names what is lost", async () => {
  const { here, jurnal, last } = await damaged(1, 0);
  expect(last).toBeGreaterThan(70);
  const { file, jurnal: hit } = await damaged(58, 3);
  const sick = await hit("doctor");
  expect(sick.code).toBe(1);
  expect(sick.out + sick.err).toContain("--rescue");
  const { code, out } = await hit("doctor", "--rescue", path.join(here.folder, "p.db"), "--json");
  expect(code).toBe(0);
  const { tables, source } = JSON.parse(out) as {
    source: string;
    tables: { name: string; copied: number; lost: number; uncounted: boolean }[];
  };
  expect(source).toBe(file);
  const trades = tables.find(({ name }) => name === "daily_trading_data");
  expect((trades?.copied ?? 0) + (trades?.lost ?? 0)).toBe(400);
  const [saved] = look<{ n: number }>(
    path.join(here.folder, "p.db"),
    "SELECT COUNT(*) AS n FROM daily_trading_data",
  );
  expect(saved?.n).toBe(trades?.copied);
  expect((await jurnal("doctor")).code).toBe(0);
});

test("killed at any moment: the new journal is whole or not there, and another run completes", async () => {
  const { here, file } = await damaged(40, 2);
  for (const wait of [100, 200, 300, 450, 600, 800]) {
    const out = `bunuh-${wait}.db`;
    const child = here.start(["--db", file, "doctor", "--rescue", out]);
    const gone = new Promise((resolve) => child.on("close", resolve));
    setTimeout(() => child.kill("SIGKILL"), wait);
    await gone;
    const isThere = filesIn(here.folder).includes(out);
    if (!isThere) {
      const again = await here.spawned(["--db", file, "doctor", "--rescue", out]);
      expect([again.code, again.err]).toEqual([0, ""]);
    }
    expect(await here.spawned(["--db", out, "doctor"])).toMatchObject({ code: 0 });
    expect(filesIn(here.folder).filter((name) => name.startsWith(`${out}.`))).toEqual([]);
  }
});
