import { copyFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../seed.ts";
import { type Trial, trial } from "./journal-run.ts";

/**
 * What another program, or damage, leaves in a profile or a setting: every command goes on, or names
 * the cell with a way out, and that way mends it.
 */

const CELLS: readonly (readonly [table: string, column: string, row: string])[] = [
  ...["name", "email", "join_date", "currency", "zone", "day_start", "initial_balance"].map(
    (column) => ["users", column, "id = 1"] as const,
  ),
  ...["sapaan", "batas-risiko", "impas", "watch", "profile"].map(
    (key) => ["settings", "value", `key = '${key}'`] as const,
  ),
];

const VALUES = [
  ...["", " ", "x", "constructor", "null", "{", "usd", "25:99", "+99:00", "Mars/Phobos", "0"],
  ...["9999-12-31", "\u001b]52;c;eA==\u0007", "x".repeat(30_000)],
  ...[5, -1, 1e300, Number.POSITIVE_INFINITY, Buffer.from([255]), Buffer.from("IDR")],
];

const READS = [
  [],
  ["status"],
  ["report", "2026-11-20"],
  ["report", "--month", "2026-11"],
  ["stats"],
  ["history"],
  ["trade", "list", "--days", "30"],
  ["trade", "show", "1"],
  ["equity"],
  ["calendar", "2026-11"],
  ["session", "show", "2026-11-20"],
  ["tax", "2026"],
  ["export"],
  ["mood", "list"],
  ["config", "list"],
  ["profile", "list"],
  ["bot", "list"],
  ["undo", "--list"],
  ["watch", "--list"],
];

async function withSettings(): Promise<Trial & { sample: string }> {
  const journal = trial();
  const fine = async (...words: string[]) =>
    expect(await journal.run(...words)).toMatchObject({ code: 0 });
  await fine("trade", "log", "XAUUSD", "5", "--exit", "2026-11-20 09:00", "--lot", "0.1");
  await fine("trade", "log", "XAUUSD", "-2", "--exit", "2026-11-20 10:00");
  await fine("mood", "set", "cemas", "--date", "2026-11-20");
  await fine("report", "2026-11-20");
  await fine("profile", "add", "lain");
  await fine("profile", "use", "lain");
  await fine("profile", "use", "utama");
  await fine("config", "set", "sapaan", "kamu");
  await fine("config", "set", "batas-risiko", "1.5");
  await fine("config", "set", "impas", "$1");
  await fine("config", "set", "watch", journal.folder);
  const sample = path.join(journal.folder, "contoh.db");
  copyFileSync(journal.db, sample);
  return { ...journal, sample };
}

/** False where the schema itself does not let it in. */
function put(file: string, [table, column, row]: (typeof CELLS)[number], value: unknown): boolean {
  const db = new Database(file);
  try {
    return db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${row}`).run(value).changes > 0;
  } catch {
    return false;
  } finally {
    db.close();
  }
}

const hasControl = (text: string) => text.includes("\u001b") || text.includes("\u0007");

test("an odd profile or setting: each command goes on or names the cell and what mends it, and that does", async () => {
  const journal = await withSettings();
  const nameOf = ([table, column, row]: (typeof CELLS)[number]) =>
    table === "users" ? `users.${column}` : (/'(.*)'/.exec(row)?.[1] ?? "");
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...CELLS), fc.constantFrom(...VALUES), async (cell, value) => {
      copyFileSync(journal.sample, journal.db);
      if (!put(journal.db, cell, value)) return;
      const named = nameOf(cell);
      for (const argv of READS) {
        const { code, out, err } = await journal.run(...argv);
        const told = [argv.join(" "), code, err];
        expect(hasControl(out + err), told.join(" ")).toBe(false);
        if (code === 0 || code === 3) continue;
        expect(told).toEqual([told[0], 1, expect.stringContaining(named)]);
        expect(err).toMatch(/jurnal doctor --fix|--profile \S+ profile use /);
      }
      const isLost = named === "profile";
      const use = isLost ? ["--profile", "utama"] : [];
      const first = await journal.run(...use, "doctor");
      const fixed = await journal.run(...use, "doctor", "--fix");
      if (first.code === 1) {
        expect(first.out).toContain(cell[0] === "users" ? named : `settings.value #${named}`);
        expect(fixed.err).toContain(
          fixed.code === 1
            ? "Tidak ada yang bisa diperbaiki"
            : "tidak bisa dibatalkan dengan jurnal",
        );
      }
      if (fixed.code === 1) {
        // A currency that nothing tells is asked for.
        expect([named, fixed.err]).toEqual([
          "users.currency",
          expect.stringContaining("jurnal --profile 1 profile edit --currency KODE"),
        ]);
        expect(await journal.run("profile", "edit", "--currency", "USD")).toMatchObject({
          code: 0,
        });
      }
      expect(await journal.run("doctor")).toMatchObject({ code: 0 });
      for (const argv of READS) {
        const { code, err } = await journal.run(...argv);
        expect([argv.join(" "), [0, 3].includes(code), err]).toEqual([argv.join(" "), true, ""]);
      }
    }),
    runs(8),
  );
}, 300_000);

test("doctor --fix goes back to what was recorded last, and undo to the trader's own", async () => {
  const journal = await withSettings();
  await journal.run("profile", "edit", "--zone", "Asia/Makassar", "--day-start", "05:00");
  await journal.run("config", "set", "impas", "$2");
  put(journal.db, ["users", "zone", "id = 1"], "Mars");
  put(journal.db, ["users", "currency", "id = 1"], Buffer.from([255]));
  put(journal.db, ["settings", "value", "key = 'impas'"], "banyak");
  const { code, err } = await journal.run("doctor", "--fix");
  expect([code, err.replace(/\s+/g, " ")]).toEqual([
    0,
    expect.stringMatching(/users.zone #1: "Mars" → Asia\/Makassar\..*"banyak" → 2 USD\..*\.bak/),
  ]);
  expect(journal.rows("SELECT zone, day_start, currency FROM users WHERE id = 1")).toEqual([
    { zone: "Asia/Makassar", day_start: "05:00", currency: "USD" },
  ]);
  expect((await journal.run("undo")).out).toContain("pengaturan impas = $2");
  expect((await journal.run("config", "get", "impas")).out).toContain("$1");
});

test("a currency of another profile is asked for as that profile's", async () => {
  const journal = await withSettings();
  put(journal.db, ["users", "currency", "id = 2"], "rupiah");
  put(journal.db, ["changes", "after", "table_name = 'users' AND row_id = 2"], null);
  const edit = ["--profile", "2", "profile", "edit", "--currency"];
  for (const words of [["doctor"], ["doctor", "--fix"]]) {
    const { code, err } = await journal.run(...words);
    expect([code, err]).toEqual([1, expect.stringContaining(`jurnal ${edit.join(" ")} KODE`)]);
  }
  expect(await journal.run(...edit, "IDR")).toMatchObject({ code: 0 });
  expect(await journal.run("doctor")).toMatchObject({ code: 0 });
});

test("a currency that is known stays: trades were recorded with it", async () => {
  const journal = await withSettings();
  const { code, err } = await journal.run("profile", "edit", "--currency", "IDR");
  expect([code, err]).toEqual([1, expect.stringContaining("Mata uang profil ini tetap USD")]);
});

test("a day that another profile has is not denied where that one came into use unasked", async () => {
  const journal = await withSettings();
  put(journal.db, ["settings", "value", "key = 'profile'"], "2");
  for (const words of [
    ["report", "2026-11-20"],
    ["session", "show", "2026-11-20"],
  ]) {
    const { code, err } = await journal.run(...words);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(
        /20 Nov 2026 di profil "lain".*\n.*ada di profil utama: .*--profile "utama"/,
      ),
    ]);
  }
  const other = await journal.run("report", "2026-11-18");
  expect(other.err).toContain("Belum ada sesi pada 18 Nov 2026.\n");
});
