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
