import path from "node:path";
import { expect, test } from "vitest";
import { MERGED_TABLES } from "../../../src/journal/merge/rules.ts";
import { twoMachines } from "./journals.ts";

/** What a merge says of its rows is what the tables tell. */

type Machines = ReturnType<typeof twoMachines>;

async function takesAsSaid({ takes, look }: Machines, machine: 0 | 1) {
  const sizes = () => MERGED_TABLES.map((name) => look(machine, `SELECT 1 FROM ${name}`).length);
  const before = sizes();
  const { tables } = await takes(machine);
  const now = sizes();
  for (const [at, name] of MERGED_TABLES.entries()) {
    const { added = 0, deleted = 0 } = tables[name] ?? {};
    expect([name, added - deleted]).toEqual([name, (now[at] ?? 0) - (before[at] ?? 0)]);
  }
  return tables;
}

test("days that lose their last trade are counted as deleted, in both directions", async () => {
  const machines = twoMachines();
  const { fine, clock } = machines;
  clock.ahead = [366 * 86_400_000, 366 * 86_400_000];
  const csv = path.resolve("test/intake/samples/exness.csv");
  await fine(0, "trade", "log", "XAUUSD", "1");
  await fine(0, "trade", "import", csv, "--no-input");
  await fine(1, "trade", "log", "XAUUSD", "2");
  await takesAsSaid(machines, 1);
  await fine(0, "undo");
  const back = await takesAsSaid(machines, 0);
  expect(back.trading_sessions).toMatchObject({ added: 0, deleted: 0 });
  const gone = await takesAsSaid(machines, 1);
  expect(gone.trading_sessions?.deleted).toBeGreaterThan(0);
});

test("a profile that got the name of a new one of the other machine is refused, not doubled", async () => {
  const { fine, jurnal, exportTo, to, look } = twoMachines();
  await fine(0, "profile", "add", "sen", "--currency", "USC");
  await exportTo(0);
  await fine(1, "import", to(0));
  await fine(0, "--profile", "sen", "profile", "edit", "--name", "kecil");
  await fine(1, "profile", "add", "kecil", "--currency", "IDR");
  await exportTo(1);
  const { code, err } = await jurnal(0, "import", to(1));
  expect([code, err]).toEqual([1, expect.stringContaining('dua profil bernama "kecil"')]);
  await fine(0, "--profile", "kecil", "profile", "edit", "--name", "cent");
  await fine(0, "import", to(1));
  expect(look(0, "SELECT name FROM users ORDER BY name")).toEqual([
    { name: "cent" },
    { name: "kecil" },
    { name: "utama" },
  ]);
});

test("money of another currency is not taken for this one, though its profile has no day", async () => {
  const balance = ["profile", "edit", "--balance", "10000000"];
  const rule = ["rule", "add", "max-daily-loss", "500000"];
  // A journal with a balance alone is still empty: the export goes into it as a whole.
  for (const [words, machines] of [
    [balance, [1]],
    [rule, [0, 1]],
  ] as const) {
    for (const machine of machines) {
      const { fine, jurnal, exportTo, to } = twoMachines();
      const other = machine === 0 ? 1 : 0;
      await fine(0, "profile", "edit", "--currency", "IDR");
      await fine(0, ...words);
      await fine(1, "trade", "log", "XAUUSD", "5");
      await exportTo(other);
      const { code, err } = await jurnal(machine, "import", to(other));
      expect([code, err]).toEqual([1, expect.stringContaining('Profil "utama"')]);
    }
  }
});

test("what is only open is not said to be here already", async () => {
  const { fine, jurnal, exportTo, to, write } = twoMachines();
  await fine(0, "trade", "log", "XAUUSD", "1");
  await exportTo(0);
  await fine(1, "import", to(0));
  write(0, "UPDATE daily_trading_data SET comment = 'a'");
  write(1, "UPDATE daily_trading_data SET comment = 'b'");
  await exportTo(1);
  const { code, out } = await jurnal(0, "import", to(1), "--dry-run");
  expect([code, out]).toEqual([0, expect.stringContaining("belum dijawab")]);
  expect(out).not.toContain("sudah ada");
  expect(out).not.toContain("tidak ada yang berubah");
});
