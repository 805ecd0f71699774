import { existsSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

/**
 * Every command about what a journal holds already: none of them may show an empty list, or make a
 * journal, for a path with a slip in it.
 */
const READS = [
  "doctor",
  "doctor --fix",
  "backup",
  "export",
  "export --all",
  "trade list",
  "trade show 1",
  "trade import --list",
  "stats",
  "stats --by hour",
  "compare 2025-06 2025-07",
  "equity",
  "distribution",
  "calendar",
  "history",
  "report",
  "report --month",
  "report --html laporan.html",
  "status",
  "tax",
  "mood list",
  "session show",
  "promise list",
  "rule list",
  "profile list",
  "bot list",
  "undo",
  "undo --list",
  "redo",
  "trade edit 1 --lot 2",
  "trade edit --symbol XAUUSD --setup x --yes",
  "trade delete 1",
  "close 1 3350",
  "plan cancel 1",
  "plan missed 1 rapat",
  "setup edit tembus --name lain",
  "setup retire tembus",
  "rate list",
  "rate delete USD",
  "mood edit 1 tenang",
  "mood delete 1",
  "rule drop max-trades",
  "promise accept 1",
  "promise edit 1 jeda",
  "promise drop 1",
  "appeal 1 sudah",
  "bot edit 1 --name x",
  "profile use lain",
];

const NAMED = ["config list", "config get sapaan", ""];

const words = (line: string) => line.split(" ").filter((word) => word !== "");

describe("a journal that is not there", () => {
  test.each(READS)("is said by: jurnal %s", async (line) => {
    const { jurnal, file, world } = fakeWorld({ isInteractive: false });
    for (const more of [[], ["--json"]]) {
      const { code, out, err } = await jurnal([...words(line), ...more]);
      expect({ line, code, out }).toEqual({ line, code: 1, out: "" });
      expect(err).toContain(`Belum ada jurnal di ${file}`);
      expect(err).toContain("Mulai dengan: jurnal trade log");
    }
    expect(readdirSync(world.home)).toEqual([]);
  });

  test.each([...READS, ...NAMED])("by its own path: jurnal %s", async (line) => {
    const { jurnal, world } = fakeWorld({ isInteractive: false });
    const empty = path.join(world.home, "kosong.db");
    writeFileSync(empty, "");
    const loop = path.join(world.home, "putar.db");
    symlinkSync(loop, loop);
    const typed = async (file: string) => jurnal(["--db", file, ...words(line)]);
    for (const file of [path.join(world.home, "salah.db"), empty]) {
      const { code, out, err } = await typed(file);
      expect({ line, code, out }).toEqual({ line, code: 1, out: "" });
      expect(err).toContain(`Belum ada jurnal di ${file}`);
    }
    // What cannot be looked at is not known to be missing; a folder without rights is told so too.
    const unseen = await typed(loop);
    expect({ line, code: unseen.code, out: unseen.out }).toEqual({ line, code: 1, out: "" });
    expect(unseen.err).toContain("ELOOP");
    expect(statSync(empty).size).toBe(0);
    expect(existsSync(path.join(world.home, "salah.db"))).toBe(false);
  });

  test("is no reason to refuse a first look, a trial, or advice", async () => {
    const { jurnal, file, world } = fakeWorld({ isInteractive: false });
    const trades = path.join(world.home, "t.csv");
    writeFileSync(trades, "symbol,profit_loss,exit_time\nXAUUSD,5,2025-07-01T09:00:00Z\n");
    for (const line of ["", "config list", "feedback fomo", `trade import ${trades} --dry-run`]) {
      expect({ line, code: (await jurnal(words(line))).code }).toEqual({ line, code: 0 });
    }
    expect(existsSync(file)).toBe(false);
  });
});
