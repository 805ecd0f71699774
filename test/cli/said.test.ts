import { lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { desk } from "./jurnal.ts";

/** What is said about what was done: a write that happened is never called a failure. */

const lines = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify({ symbol: "XAUUSD", profit_loss: 1, ticket: String(index + 1) }),
  ).join("\n");

describe.skipIf(process.platform !== "linux")("stdout that takes nothing", () => {
  const { shell, fine, folder } = desk(Date.now);

  test("a trade, a mood and an undo say that they are recorded", async () => {
    for (const command of ["trade log XAUUSD 5 --lot 0.01", "mood set tenang", "undo"]) {
      const { code, err } = await shell(`jurnal ${command} >/dev/full`);
      expect(code, command).toBe(1);
      expect(err, command).toContain("Sudah dicatat, tetapi jawabannya tidak bisa ditulis");
      expect(err, command).toContain("Jangan diulang");
    }
    expect(await fine("trade", "list")).toContain("1 transaksi");
  });

  test("what records nothing, or may be done again, is not said to be recorded", async () => {
    const { shell, fine } = desk(Date.now);
    await fine("trade", "log", "XAUUSD", "5");
    await fine("mood", "set", "tenang");
    await fine("rule", "add", "max-trades", "1");
    for (const command of [
      "history",
      "report",
      "mood edit 1 tenang",
      "open XAUUSD buy 0.01 2000",
      "rule add max-trades 1",
      "doctor --fix",
    ]) {
      const { code, err } = await shell(`jurnal ${command} >/dev/full`);
      expect(code, command).toBe(1);
      expect(err, command).toContain("Keluarannya tidak bisa ditulis ke stdout (ENOSPC)");
      expect(err, command).not.toContain("Sudah dicatat");
      expect(err, command).toContain("lalu ulangi");
    }
    expect(await fine("positions")).not.toContain("XAUUSD");
  });

  test("a limit that is used up is told by the exit code, also to who does not read on", async () => {
    const { shell, fine } = desk(Date.now);
    await fine("trade", "log", "XAUUSD", "5");
    await fine("rule", "add", "max-trades", "1");
    for (const command of [
      "status",
      "open XAUUSD buy 0.01 2000",
      "open XAUUSD buy 0.01 2000 --json",
    ]) {
      const { out } = await shell(`set -o pipefail; jurnal ${command} | true; echo $?`);
      expect(out, command).toBe("3\n");
    }
  });

  test("a file that was written whole is not said to have met a full disk", async () => {
    const { code, err } = await shell("jurnal export --out semua.ndjson >/dev/full");
    expect(code).toBe(1);
    expect(err).toContain("stdout (ENOSPC)");
    expect(err).not.toContain("penuh");
    expect(readFileSync(path.join(folder, "semua.ndjson"), "utf8")).toContain('"symbol"');
  });

  test("a pipe says how many lines it took, whoever stopped listening", async () => {
    writeFileSync(path.join(folder, "banyak.ndjson"), lines(5000));
    const full = await shell("jurnal --db a.db trade log --stdin < banyak.ndjson >/dev/full");
    expect(full.code).toBe(1);
    const [, taken] =
      /(\d+) dicatat, 0 sudah ada, 0 ditolak; baris sesudahnya/.exec(full.err) ?? [];
    const { n } = JSON.parse(await fine("--db", "a.db", "stats", "--json"));
    expect(Number(taken)).toBe(n);
    const head = await shell(
      "jurnal --db b.db trade log --stdin < banyak.ndjson 2>err | head -1 >/dev/null; " +
        'echo "$' +
        '{PIPESTATUS[0]}"; cat err',
    );
    expect(head.out).toMatch(/^1\n/);
    expect(head.out).toContain("Pembaca jawaban sudah pergi");
  });
});

test.skipIf(process.platform !== "linux")("a whole export comes out of a pipe", async () => {
  const { shell, fine } = desk(Date.now);
  await fine("trade", "log", "XAUUSD", "5");
  await fine("export", "--all", "--out", "semua.ndjson");
  for (const [name, command] of [
    ["a.db", "cat semua.ndjson | jurnal --db a.db import /dev/stdin"],
    ["b.db", "jurnal --db b.db import <(cat semua.ndjson)"],
    ["c.db", "jurnal --db c.db import <(jurnal export)"],
  ] as const) {
    const { code, err } = await shell(command);
    expect(code, err).toBe(0);
    expect(JSON.parse(await fine("--db", name, "trade", "list", "--json"))).toHaveLength(1);
  }
  const again = await shell("jurnal --db a.db import <(cat semua.ndjson)");
  expect(again.out).toContain("tidak ada yang berubah");
});

test("what a killed backup left is no backup, and the next one clears it away", async () => {
  const { fine, spawned, folder } = desk();
  await fine("trade", "log", "XAUUSD", "5");
  // The number of the process is nobody's any more.
  writeFileSync(path.join(folder, "salinan.db.4194999.part"), "separuh");
  expect((await spawned(["backup", "salinan.db"])).code).toBe(0);
  expect(readdirSync(folder).filter((name) => name.startsWith("salinan"))).toEqual(["salinan.db"]);
  expect((await spawned(["--db", "salinan.db", "doctor"])).code).toBe(0);
});

test("a file that is no plain one is not replaced by an export, and a link stays a link", async () => {
  const { fine, jurnal, shell, folder } = desk();
  await fine("trade", "log", "XAUUSD", "5");
  await shell("mkfifo pipa; touch sungguh; ln -s sungguh tautan");
  const { code, err } = await jurnal(["export", "--out", "pipa", "--force"]);
  expect(code).toBe(1);
  expect(err).toContain("bukan berkas biasa");
  expect(lstatSync(path.join(folder, "pipa")).isFIFO()).toBe(true);
  await fine("export", "--out", "tautan", "--force");
  expect(lstatSync(path.join(folder, "tautan")).isSymbolicLink()).toBe(true);
  expect(readFileSync(path.join(folder, "sungguh"), "utf8")).toContain("XAUUSD");
});

test.skipIf(process.platform !== "linux")(
  "help that cannot be written ends with 1, without a stack",
  async () => {
    const { shell } = desk();
    for (const words of [
      "--help",
      "--version",
      "trade log --help",
      "help trade",
      "completion bash",
    ]) {
      const { code, err } = await shell(`jurnal ${words} >/dev/full`);
      expect(code, words).toBe(1);
      expect(err, words).toMatch(/^✖ Keluarannya tidak bisa ditulis/);
    }
  },
);
