import { existsSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dump } from "../journal/temporary.ts";
import { runs } from "../seed.ts";
import { fakeWorld } from "../world.ts";

/** Today is 9 July 2025. Three profiles: dollars, rupiah, cents. */
async function trader() {
  const here = fakeWorld({ isInteractive: false, isTerminal: false });
  const fine = (line: string) => here.fine(...line.split(" "));
  const json = (line: string) => here.json(...line.split(" "));
  const refused = async (line: string) => {
    const before = dump(here.file);
    const { code, out, err } = await here.jurnal(line.split(" "));
    expect([line, out, dump(here.file)]).toEqual([line, "", before]);
    return { code, err: err.replace(/\s+/g, " ").trim() };
  };
  await fine("profile edit --balance 1000");
  await fine("trade log XAUUSD 45.5 --lot 0.02 --account A1");
  await fine("trade log EURUSD -20 --date 2025-07-08");
  await fine("profile add saham --currency IDR");
  await fine("--profile saham trade log BBCA 250000 --date 2025-07-08");
  await fine("profile add sen --currency USC");
  await fine("--profile sen trade log EURUSD 1200");
  return { ...here, fine, json, refused };
}

test("a rate is dated, replaced on its day, forgotten, and each is one operation", async () => {
  const { fine, json } = await trader();
  expect(await fine("rate list")).toContain("jurnal rate set USD 16450");
  expect(await fine("rate set usd Rp16450")).toContain(
    "Kurs 1 USD = Rp16.450 mulai 9 Jul 2025 dicatat · batalkan: jurnal undo",
  );
  const dollar = { currency: "USD", quote: "IDR" };
  const today = { ...dollar, rate_date: "2025-07-09", rate: 16450 };
  expect(await json("rate list")).toEqual([today]);
  expect(await fine("rate set USD 16500")).toContain("Rp16.500");
  expect(await fine("rate set USD 16500")).toContain("Sudah begitu");
  await fine("kurs atur EUR 1.0855 --in usd --date 2025-07-01");
  await fine("rate set USD 16300 --date 2025-06-01");
  const all = await json("rate list");
  expect(all).toEqual([
    { currency: "EUR", quote: "USD", rate_date: "2025-07-01", rate: 1.0855 },
    { ...today, rate: 16500 },
    { ...dollar, rate_date: "2025-06-01", rate: 16300 },
  ]);
  expect(await fine("rate list")).toMatch(/EUR +1\.0855 +USD +1 Jul 2025\nUSD +16\.500 +IDR/);
  await fine("rate delete USD --date 2025-06-01");
  expect(await json("rate list")).toEqual(all.slice(0, 2));
  await fine("undo");
  expect(await json("rate list")).toEqual(all);
  await fine("undo");
  await fine("undo");
  await fine("undo");
  expect(await json("rate list")).toEqual([today]);
  await fine("redo");
  expect(await json("rate list")).toEqual([{ ...today, rate: 16500 }]);
  expect(await fine("undo --list")).toContain("kurs 1 USD = Rp16.500");
});

test.each([
  ["rate set USD 0", 2, "sampai satu triliun"],
  ["rate set USD -5", 2, "sampai satu triliun"],
  ["rate set USD 1e99", 2, "sampai satu triliun"],
  ["rate set USD abc", 2, 'kurs: "abc"'],
  ["rate set USD 16.450", 2, "16.45 atau 16450"],
  ["rate set USD 16450 --in USD", 2, "mata uang lain daripada USD"],
  ["rate set X 5", 2, 'mata uang: "X"'],
  ["rate set __proto__ 5", 2, "mata uang"],
  ["rate set USC 160", 2, "USD: akun sen"],
  ["rate set USD 16450 --date 2025-07-10", 2, "hari ini"],
  ["rate delete USD", 1, "tidak ada"],
  ["stats --in USD", 2, "mata uang lain daripada USD"],
  ["stats --in rupiah", 2, "kode mata uang"],
  ["stats --all-profiles --by symbol", 2, "salah satu saja"],
  ["report --in IDR --mask", 2, "--in"],
  ["report --in IDR --why 1", 2, "--in"],
])("%s is refused", async (line, exit, told) => {
  const { refused } = await trader();
  const { code, err } = await refused(line);
  expect([code, err]).toEqual([exit, expect.stringContaining(told)]);
});

const SHOWN = [
  "history",
  "calendar",
  "stats",
  "stats --by symbol",
  "equity",
  "report",
  "report --full",
  "report --week",
  "report --week --full",
  "history --all-profiles",
  "calendar --all-profiles",
  "stats --all-profiles",
  "equity --all-profiles",
];

test.each(SHOWN)("%s --in IDR: beside its own currency, with the day of the rate", async (line) => {
  const { fine, refused } = await trader();
  const before = await fine(line);
  const { code, err } = await refused(`${line} --in IDR`);
  expect(code).toBe(1);
  const [, typed = ""] = /Catat dulu: jurnal (.*)$/.exec(err) ?? [];
  expect(typed).toBe("rate set USD 16450 --date 2025-07-09");
  await fine(typed);
  await fine(`${line} --in IDR`);
  await fine("undo");
  await fine("rate set USD 16000 --date 2025-07-02");
  await fine("rate set USD 99 --date 2025-01-01");
  const shown = (await fine(`${line} --in IDR`)).replace(/\s+/g, " ");
  expect(shown).toContain("1 USD = Rp16.000 dari 2 Jul 2025");
  // The day's own result, or that of both days.
  expect(shown).toMatch(/\+\$45\.50|\+\$25\.50/);
  expect(shown).toMatch(/\+Rp728\.000|\+Rp408\.000/);
  // Nothing that was told is told otherwise.
  if (!line.includes("--all-profiles") && !line.startsWith("history")) {
    for (const part of before
      .replace(/Selengkapnya.*/s, "")
      .trim()
      .split("\n")) {
      expect(shown).toContain(part.trim().replace(/\s+/g, " "));
    }
  }
});

test("the rate is that of the last day shown or the last before it, whichever way it was typed", async () => {
  const { fine, json } = await trader();
  await fine("rate set USD 16000 --date 2025-06-01");
  await fine("rate set USD 17000 --date 2025-07-09");
  const net = async (line: string) => (await json(line)).in;
  expect(await net("report 2025-07-08 --in IDR")).toMatchObject({
    currency: "IDR",
    rate: { rate_date: "2025-06-01", rate: 16000 },
    sums: { net: -320000 },
  });
  expect(await net("report --in IDR")).toMatchObject({ sums: { net: 773500 } });
  expect(await net("stats --to 2025-07-08 --in IDR")).toMatchObject({
    rate: { rate: 16000 },
    sums: { net: -320000, max_drawdown: 320000 },
  });
  // The whole journal of the other profile ends the day before, but it is told today.
  expect(await net("--profile saham stats --in USD")).toMatchObject({
    rate: { currency: "USD", rate: 17000 },
    sums: { net: 14.71 },
  });
  expect(await net("--profile sen stats --in IDR")).toMatchObject({ sums: { net: 204000 } });
  expect(await net("--profile sen stats --in USD")).toEqual({
    currency: "USD",
    rate: null,
    sums: { net: 12, gross_profit: 12, gross_loss: 0, expectancy: 12, max_drawdown: 0 },
  });
  expect((await json("history --in IDR")).map((day: { in: object }) => day.in)).toMatchObject([
    { sums: { total_profit_loss: 773500 }, rate: { rate_date: "2025-07-09" } },
    { sums: { total_profit_loss: -340000 } },
  ]);
});

test("all profiles: each in its own currency, added only by a rate", async () => {
  const { fine, json } = await trader();
  for (const line of ["history", "calendar", "stats", "equity"]) {
    expect((await json(`${line} --all-profiles`)).together).toBeNull();
    expect(await fine(`${line} --all-profiles`)).toContain("tidak dijumlahkan");
  }
  await fine("rate set USD 16000");
  const rates = [
    { currency: "USD", quote: "IDR", rate_date: "2025-07-09", rate: 16000 },
    { currency: "USD", quote: "IDR", rate_date: "2025-07-09", rate: 16000 },
  ];
  for (const line of ["history", "calendar", "stats", "equity"]) {
    const { together, profiles } = await json(`${line} --all-profiles --in IDR`);
    expect(together).toEqual({ currency: "IDR", result: 408000 + 250000 + 192000, rates });
    expect(profiles.map(({ name, currency }: Record<string, string>) => [name, currency])).toEqual([
      ["utama", "USD"],
      ["saham", "IDR"],
      ["sen", "USC"],
    ]);
    expect(await fine(`${line} --all-profiles --in IDR`)).toMatch(/jumlah +\+Rp850\.000/);
  }
  expect(await fine("history --all-profiles")).toMatch(
    /9 Jul 2025 +utama +\+\$45\.50 +1\n +sen +\+1,200\.00 USC +1\n8 Jul 2025 +utama/,
  );
});

test("profiles of one currency are added without a rate", async () => {
  const { fine, json } = fakeWorld();
  await fine("trade", "log", "XAUUSD", "10.1");
  await fine("profile", "add", "dua");
  await fine("--profile", "dua", "trade", "log", "XAUUSD", "0.2");
  const { together } = await json("stats", "--all-profiles");
  expect(together).toEqual({ currency: "USD", result: 10.3, rates: [] });
  expect(await fine("stats", "--all-profiles")).toMatch(/jumlah +\+\$10\.30/);
});

test("there and back is the same amount, to half of the last digit", async () => {
  const { conversionOn, converted, setRate } = await import("../../src/journal/rates.ts");
  const { operate } = await import("../../src/journal/changes.ts");
  const { openStore } = await import("../../src/journal/open.ts");
  const here = fakeWorld();
  await here.fine("trade", "log", "XAUUSD", "1");
  const { world } = here;
  const store = openStore({
    ...{ path: here.file, access: "write", now: world.now, machineZone: () => "UTC" },
    processes: world.processes,
  });
  const cents = fc.integer({ min: -1e8, max: 1e8 });
  fc.assert(
    fc.property(cents, fc.integer({ min: 10_000, max: 20_000 }), (amount, rate) => {
      const typed = { currency: "USD", quote: "IDR", rate_date: "2025-07-09", rate };
      operate(store, "rate.set", "", (operation) => setRate(operation, typed));
      const there = conversionOn(store, "USD", "IDR", "2025-07-09");
      const back = conversionOn(store, "IDR", "USD", "2025-07-10");
      if (there === null || back === null) throw new Error("no rate");
      expect(converted(converted(amount / 100, there), back)).toBeCloseTo(amount / 100, 2);
      const size = Math.round(Math.abs(amount * rate) / 100);
      expect(Math.abs(converted(amount / 100, there))).toBe(size);
    }),
    runs(50),
  );
  store.db.close();
});

test("rates go along with an export of everything, a rescue and an upgrade; doctor looks at them", async () => {
  const { fine, json, jurnal, file } = await trader();
  await fine("rate set USD 16450");
  await fine("rate set EUR 1.0855 --in USD --date 2025-07-01");
  const all = await json("rate list");
  await fine(`export --all --out ${file}.ndjson`);
  const other = fakeWorld();
  await other.fine("import", `${file}.ndjson`);
  expect(await other.json("rate", "list")).toEqual(all);
  await other.fine("undo");
  expect(await other.json("rate", "list")).toEqual([]);
  const bad = readFileSync(`${file}.ndjson`, "utf8").replace('"rate":16450', '"rate":-1');
  expect(bad).toContain('"rate":-1');
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${file}.bad.ndjson`, bad);
  const refused = await other.jurnal(["import", `${file}.bad.ndjson`]);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("rates.rate")]);

  await fine(`doctor --rescue ${file}.pulih`);
  expect(existsSync(`${file}.pulih`)).toBe(true);
  expect(await json(`--db ${file}.pulih rate list`)).toEqual(all);

  const db = new Database(file);
  db.exec("UPDATE rates SET rate = 0 WHERE currency = 'USD'");
  db.close();
  const { code, out } = await jurnal(["doctor"]);
  expect([code, out]).toEqual([1, expect.stringContaining("rates")]);
  // What is no rate is told with nothing.
  const unrated = await jurnal(["stats", "--in", "IDR"]);
  expect([unrated.code, unrated.err]).toEqual([1, expect.stringContaining("Belum ada kurs")]);
});
