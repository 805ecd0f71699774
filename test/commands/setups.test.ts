import { expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

const CHECKS = ["--check", "Trend H4 searah", "--check", "Bukan sekitar berita"];

test("a setup is added, shown with its trades, renamed with them, retired and taken up again", async () => {
  const { fine, json } = fakeWorld();
  await fine("setup", "add", "pullback", ...CHECKS);
  const day = ["--date", "2025-07-08"];
  await fine("trade", "log", "XAUUSD", "30", "--setup", "Pullback", "--risk", "1", ...day);
  await fine("trade", "log", "XAUUSD", "-10", "--setup", "pullback", "--risk", "1", ...day);
  await fine("trade", "log", "XAUUSD", "99", "--setup", "breakout", ...day);
  const checks = ["Trend H4 searah", "Bukan sekitar berita"];
  expect(await json("setup", "show", "PULLBACK")).toMatchObject({
    ...{ name: "pullback", checks, n: 2, wins: 1, win_rate: 0.5, net: 20, retired_on: null },
  });
  const shown = await fine("setup", "show", "pullback");
  expect(shown).toContain("• Trend H4 searah");
  expect(shown).toMatch(/Hasil +\+\$20\.00/);
  await fine("setup", "edit", "pullback", "--name", "pullback H4", "--check", "");
  expect(await json("setup", "show", "pullback h4")).toMatchObject({ checks: [], n: 2 });
  expect(await json("trade", "show", "1")).toMatchObject({ strategy_used: "pullback H4" });
  await fine("undo");
  expect(await json("trade", "show", "1")).toMatchObject({ strategy_used: "Pullback" });
  expect(await json("setup", "show", "pullback")).toMatchObject({ checks, n: 2 });
  await fine("setup", "retire", "pullback");
  expect(await json("setup", "list")).toMatchObject([
    { name: "pullback", retired_on: "2025-07-09" },
  ]);
  expect(await fine("setup", "list")).toMatch(/pullback +2 +2 +50\.0% +\+\$20\.00.*pensiun/);
  await fine("setup", "add", "Pullback");
  expect(await json("setup", "list")).toMatchObject([
    { id: 1, name: "Pullback", retired_on: null, checks: [] },
  ]);
  await fine("undo");
  expect(await json("setup", "list")).toMatchObject([{ checks, retired_on: "2025-07-09" }]);
});

test("the list says of each setup what is shown of it alone", async () => {
  const { fine, json, jurnal } = fakeWorld();
  for (const name of ["pullback", "Breakout É", "news", "empty"]) await fine("setup", "add", name);
  await fine("profile", "edit", "--balance", "1000");
  const names = ["Pullback", "pullback", "BREAKOUT É", "news", "breakout é", "other"];
  for (let i = 0; i < 40; i++) {
    const result = String(((i * 37) % 23) - 10.5);
    const more = i % 3 === 0 ? ["--risk", "1"] : [];
    const day = ["--date", `2025-06-${String(2 + (i % 12)).padStart(2, "0")}`];
    await fine("trade", "log", "XAUUSD", result, "--setup", names[i % 6] ?? "", ...day, ...more);
  }
  // Closed in parts on two days.
  const on = async (day: string, ...words: string[]) => {
    const now = () => Date.parse(`2025-06-${day}T09:00:00Z`);
    expect((await jurnal(words, [], { now })).code).toBe(0);
  };
  const stop = ["--stop", "3345", "--risk", "50", "--setup", "news"];
  await on("20", "open", "XAUUSD", "buy", "0.04", "3350", ...stop);
  await on("20", "close", "1", "3355", "--part", "0.02");
  await on("23", "close", "1", "3349");
  for (const band of [null, "0.1R"]) {
    if (band !== null) await fine("config", "set", "impas", band);
    const all = (await json("setup", "list")) as { name: string; n: number }[];
    expect(all.map(({ name, n }) => [name, n])).toEqual([
      ...[
        ["Breakout É", 7],
        ["empty", 0],
        ["news", 8],
        ["pullback", 14],
      ],
    ]);
    for (const one of all) expect(one).toEqual(await json("setup", "show", one.name));
  }
});

test.each([
  [["add", "  "], "nama"],
  [["add", "pullback"], "sudah ada"],
  [["add", "x", "--check", "y".repeat(201)], "--check"],
  [["edit", "pullback"], "--name atau --check"],
  [["edit", "pullback", "--name", "BREAKOUT"], "sudah ada"],
  [["show", "reversal"], "Yang ada: breakout, pullback"],
  [["retire", "reversal"], "tidak ada"],
])("setup %j is refused and changes nothing", async (argv, told) => {
  const { jurnal, fine, json } = fakeWorld();
  await fine("setup", "add", "pullback", ...CHECKS);
  await fine("setup", "add", "breakout");
  const before = await json("setup", "list");
  const { code, err } = await jurnal(["setup", ...argv]);
  expect(code).toBeGreaterThan(0);
  expect(err).toContain(told);
  expect(await json("setup", "list")).toEqual(before);
});

test("setups are of their profile, and go along with an export of everything", async () => {
  const { fine, json, file } = fakeWorld();
  await fine("setup", "add", "pullback", ...CHECKS);
  await fine("profile", "add", "kedua", "--currency", "IDR");
  expect(await json("--profile", "kedua", "setup", "list")).toEqual([]);
  await fine("export", "--all", "--out", `${file}.ndjson`);
  const other = fakeWorld();
  await other.fine("import", `${file}.ndjson`);
  expect(await other.json("setup", "list")).toEqual(await json("setup", "list"));
  expect(await other.fine("doctor")).toContain("✔");
});
