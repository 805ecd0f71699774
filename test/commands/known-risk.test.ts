import { expect, test } from "vitest";
import { fakeWorld } from "../world.ts";

/* A mean of R stands beside a number of trades: where its risks are known of fewer, every screen says so. */

/** Ten trades of a week, whose risk is known unless the place is in `unknown`; the last in another symbol. */
async function tenTrades(unknown: readonly number[]) {
  const world = fakeWorld();
  const { fine } = world;
  await fine("profile", "edit", "--balance", "1000");
  await fine("setup", "add", "pullback");
  for (let i = 0; i < 10; i++) {
    const day = ["--date", `2025-07-0${1 + (i % 3)}`];
    const symbol = i === 9 ? "EURUSD" : "XAUUSD";
    const risk = unknown.includes(i) ? [] : ["--risk", "1"];
    const result = String(i % 2 === 0 ? 12 : -8);
    await fine("trade", "log", symbol, result, "--setup", "pullback", ...day, ...risk);
  }
  return world;
}

const PAGE_TILE = />Rata-rata R<[\s\S]*?risiko diketahui pada (\d+) dari (\d+)/;

test("one risk of ten is not known: week, month, year, tiles, groups, setups, profiles, comparison, what-if", async () => {
  const { fine } = await tenTrades([4]);
  for (const of of ["--week", "--month", "--year"]) {
    const screen = await fine("report", of, "2025-07-03");
    expect(screen.replace(/\s+/g, " ")).toContain("R (9/10), drawdown");
    expect((await fine("report", of, "2025-07-03", "--full")).replace(/\s+/g, " ")).toContain(
      "risiko diketahui pada 9 dari 10",
    );
    const page = await fine("report", of, "2025-07-03", "--html", "-");
    expect(PAGE_TILE.exec(page)?.slice(1)).toEqual(["9", "10"]);
  }
  expect((await fine("stats")).replace(/\s+/g, " ")).toContain("risiko diketahui pada 9 dari 10");
  const groups = await fine("stats", "--by", "symbol");
  expect(groups).toMatch(/XAUUSD .*R \(8\/9\)/);
  expect(groups).toMatch(/EURUSD .*-0\.80R(?! \()/);
  expect(await fine("stats", "--all-profiles")).toMatch(/utama .*R \(9\/10\)/);
  expect(await fine("setup", "list")).toMatch(/pullback .*R \(9\/10\)/);
  expect(await fine("setup", "show", "pullback")).toMatch(/risiko diketahui pada 9 dari\s+10/);
  const compared = await fine("compare", "--by", "symbol", "XAUUSD", "EURUSD");
  expect(compared).toMatch(/R diketahui +8 dari 9 +1 dari 1/);
  const without = await fine("what-if", "--without", "symbol=EURUSD");
  expect(without).toMatch(/^ *R +\S+R \(9\/10\) +\S+R \(8\/9\)/m);
});

test("where every risk is known nothing is said of it; a group of guesses alone has no R", async () => {
  const { fine } = await tenTrades([]);
  const screens = [
    await fine("report", "--week", "2025-07-03"),
    await fine("stats", "--by", "symbol"),
    await fine("stats", "--all-profiles"),
    await fine("setup", "list"),
  ];
  for (const screen of screens) {
    expect(screen).toMatch(/\dR\b/);
    expect(screen).not.toMatch(/R \(/);
  }
  const guessed = await tenTrades([9]);
  const groups = await guessed.json("stats", "--by", "symbol");
  expect(groups).toMatchObject({
    groups: [
      { key: "XAUUSD", r_n: 9, r_known: 9 },
      { key: "EURUSD", r_n: 1, r_known: 0 },
    ],
  });
  expect(await guessed.fine("stats", "--by", "symbol")).not.toMatch(/EURUSD .*\dR/);
});
