import path from "node:path";
import { expect, test } from "vitest";
import { addTrades } from "../../src/journal/bulk.ts";
import { operate } from "../../src/journal/changes.ts";
import { sessionHands } from "../../src/journal/days.ts";
import { checkHealth } from "../../src/journal/health/health.ts";
import { taxGroups } from "../../src/journal/money.ts";
import { sumUnits } from "../../src/journal/totals.ts";
import { completeTrade } from "../../src/trade/values.ts";
import { openAt, temporaryFolder } from "./temporary.ts";

/** What leaves the 64 bits of SQLite's integers is summed all the same. */

const DAY = "2025-07-09";
const range = { from: DAY, to: DAY };

function journalOf(amounts: readonly number[]) {
  const store = openAt(path.join(temporaryFolder(), "jurnal.db"));
  const dated = amounts.map((profit_loss) => {
    const reading = completeTrade({ symbol: "X", profit_loss });
    if (!reading.ok) throw new Error(reading.problem.expected);
    return { trade: reading.trade, date: DAY };
  });
  operate(store, "trade.log", "", (op) => addTrades(op, dated));
  return store;
}

/** The day's total as the three statements sum it that add up money. */
function totals(amounts: readonly number[]) {
  const store = journalOf(amounts);
  const stored = store.db.prepare("SELECT total_profit_loss FROM trading_sessions").pluck().get();
  const [hands] = [...sessionHands(store, range).values()];
  const [tax] = taxGroups(store, 2025);
  expect(checkHealth(store).filter(({ ok }) => !ok)).toEqual([]);
  return [stored, hands?.hand.net, Number(tax?.net) / 1e8];
}

test("a hundred of the largest amounts on one day", () => {
  expect(totals(Array(100).fill(1e9))).toEqual([1e11, 1e11, 1e11]);
  expect(totals(Array(100).fill(-1e9))).toEqual([-1e11, -1e11, -1e11]);
});

test("large ones that cancel out leave the cents exact", () => {
  const large = Array.from({ length: 91 }, () => [1e9, -1e9]).flat();
  expect(totals([...large, 0.1, 0.2, -0.01])).toEqual([0.29, 0.29, 0.29]);
});

test("the sum of integers of 64 bits is exact, of more the nearest double, of none NULL", () => {
  const { db } = openAt(path.join(temporaryFolder(), "jurnal.db"));
  const sum = (values: readonly (bigint | number)[]) => {
    db.exec("DROP TABLE IF EXISTS temp.some; CREATE TEMP TABLE some (n)");
    for (const value of values) db.prepare("INSERT INTO some VALUES (?)").run(value);
    return db
      .prepare(`SELECT ${sumUnits("n")} FROM some`)
      .safeIntegers(true)
      .pluck()
      .get();
  };
  expect(sum([9_000_000_000_000_000_001n, 2n, -5n])).toBe(8_999_999_999_999_999_998n);
  expect(sum([-9_000_000_000_000_000_001n, -2n, 5n])).toBe(-8_999_999_999_999_999_998n);
  expect(sum([9_000_000_000_000_000_001n, 9_000_000_000_000_000_001n])).toBe(18e18);
  expect(sum([1e300, 1n])).toBeCloseTo(1e300, -290);
  expect(sum([])).toBeNull();
});
