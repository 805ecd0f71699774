import { beforeEach, describe, expect, test } from "vitest";
import { operate } from "../../src/journal/changes.ts";
import { balanceBefore, balancesFrom, cashBasis } from "../../src/journal/money.ts";
import type { Store } from "../../src/journal/store.ts";
import { addTrade } from "../../src/journal/trades.ts";
import { trade } from "../mentor/build.ts";
import { openAt, temporaryFolder } from "./temporary.ts";

let store: Store;

beforeEach(() => {
  store = openAt(`${temporaryFolder()}/journal.db`);
});

function begin(initial: number | null, dayStart = "00:00") {
  store.db.prepare("UPDATE users SET initial_balance = ?, day_start = ?").run(initial, dayStart);
  store.profile.initial_balance = initial;
  store.profile.day_start = dayStart;
}

function flow(time: string | null, amount: number) {
  const count = store.db.prepare("SELECT COUNT(*) FROM cash_flows").pluck().get();
  store.db
    .prepare(
      "INSERT INTO cash_flows (user_id, external_key, time, kind, amount) VALUES (?,?,?,?,?)",
    )
    .run(store.profile.id, `k${count}`, time, amount > 0 ? "deposit" : "withdrawal", amount);
}

function result(date: string, profit_loss: number, entry: string | null = `${date} 03:00:00`) {
  const times = { entry_time: entry, exit_time: entry === null ? null : `${date} 04:00:00` };
  operate(store, "trade.log", "", (operation) => {
    addTrade(operation, { ...trade(), profit_loss, ...times }, date);
  });
}

function twoDays() {
  result("2025-07-01", -100);
  result("2025-07-03", 40);
}

describe("a balance that is told", () => {
  beforeEach(() => {
    begin(1000);
    twoDays();
  });

  test("is the start and all results before the day", () => {
    expect(balanceBefore(store, "2025-07-01")).toBe(1000);
    expect(balanceBefore(store, "2025-07-03")).toBe(900);
    expect(balanceBefore(store, "2025-07-04")).toBe(940);
    expect(cashBasis(store)).toEqual([]);
  });

  test("holds the first deposit already, later flows come on top from the day after", () => {
    flow("2025-06-30 08:00:00", 1000);
    flow("2025-07-01 03:00:00", 10);
    expect(balanceBefore(store, "2025-07-03")).toBe(900);
    flow("2025-07-02 10:00:00", -250.5);
    flow("2025-07-03 02:00:00", 500);
    expect(balanceBefore(store, "2025-07-02")).toBe(900);
    expect(balanceBefore(store, "2025-07-03")).toBe(649.5);
    expect(balanceBefore(store, "2025-07-04")).toBe(1189.5);
    expect(cashBasis(store)).toEqual([4, 1259.5]);
  });

  test("of each session is the same as of each day alone", () => {
    flow("2025-07-02 10:00:00", -250.5);
    flow("2025-07-03 02:00:00", 500);
    result("2025-07-05", 1);
    for (const from of ["2025-07-01", "2025-07-03", "2025-07-05"]) {
      const balances = balancesFrom(store, from);
      expect([...balances.keys()][0]).toBe(from);
      for (const [date, balance] of balances) expect(balance).toBe(balanceBefore(store, date));
    }
  });

  test("a flow of the night belongs to the day before where days begin at 05:00", () => {
    begin(1000, "05:00");
    flow("2025-07-03 04:00:00", 70);
    expect(balanceBefore(store, "2025-07-03")).toBe(970);
  });
});

describe("a balance that is not told", () => {
  beforeEach(() => begin(null));

  test("is unknown without flows, and read from a deposit before the first trade", () => {
    twoDays();
    expect(balanceBefore(store, "2025-07-03")).toBeNull();
    expect(balancesFrom(store, "2025-07-01").size).toBe(0);
    flow("2025-07-01 02:00:00", 500);
    flow("2025-07-02 02:00:00", -50);
    expect(balanceBefore(store, "2025-07-01")).toBe(500);
    expect([...balancesFrom(store, "2025-07-01").values()]).toEqual([500, 350]);
  });

  test("stays unknown in the middle of an account's life, or where it would not be above 0", () => {
    twoDays();
    flow("2025-07-02 02:00:00", 50);
    expect(balanceBefore(store, "2025-07-03")).toBeNull();
    flow("2025-06-02 02:00:00", 60);
    expect(balanceBefore(store, "2025-07-03")).toBe(10);
    expect(balanceBefore(store, "2025-07-02")).toBeNull();
    expect([...balancesFrom(store, "2025-07-01")]).toEqual([
      ["2025-07-01", 60],
      ["2025-07-03", 10],
    ]);
  });

  test("without times of trades, flows of the first day and without a time come first", () => {
    result("2025-07-01", -100, null);
    flow("2025-07-01 20:00:00", 300);
    flow(null, 40);
    expect(balanceBefore(store, "2025-07-01")).toBe(340);
  });
});
