import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { fromScaled } from "../../src/base/decimal.ts";
import { addMoney, currencyOf } from "../../src/base/money.ts";
import { utcText } from "../../src/base/time.ts";
import { equityOf } from "../../src/figures/equity.ts";
import { taxYear } from "../../src/figures/tax.ts";
import {
  balanceBefore,
  balancesFrom,
  cashBasis,
  earlierResults,
  flowsFrom,
  openingBalance,
} from "../../src/journal/balance.ts";
import { operate } from "../../src/journal/changes.ts";
import { dayAt } from "../../src/journal/days.ts";
import { readLedger } from "../../src/journal/ledger/ledger.ts";
import { taxCash, taxGroups } from "../../src/journal/money.ts";
import type { Store } from "../../src/journal/store.ts";
import { addTrade } from "../../src/journal/trades.ts";
import { trade } from "../mentor/build.ts";
import { openAt, temporaryFolder } from "./temporary.ts";

const USD = currencyOf("USD");
const DIGITS = USD.storedDigits;

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

describe("start + flows + results = end", () => {
  const START = Date.UTC(2025, 11, 15);
  const cents = fc.integer({ min: 1, max: 90_000 }).map((n) => n / 100);
  const at = fc.integer({ min: 0, max: 800 }).map((hours) => new Date(START + hours * 3_600_000));

  test("for every year, and for the curve from any day, whatever was paid in between", () => {
    const journal = fc.record({
      initial: fc.option(fc.constant(100_000)),
      trades: fc.array(fc.tuple(at, cents, fc.boolean()), { minLength: 1, maxLength: 12 }),
      flows: fc.array(fc.tuple(fc.option(at, { freq: 9 }), cents, fc.boolean()), { maxLength: 8 }),
      from: at,
    });
    fc.assert(
      fc.property(journal, ({ initial, trades, flows, from }) => {
        store = openAt(`${temporaryFolder()}/journal.db`);
        begin(initial);
        for (const [time, amount, isWon] of trades) {
          const utc = utcText(time.getTime());
          const times = { entry_time: utc, exit_time: utc };
          const profit_loss = isWon ? amount : -amount;
          operate(store, "trade.log", "", (operation) => {
            addTrade(operation, { ...trade(), profit_loss, ...times }, dayAt(store, +time));
          });
        }
        flow("2020-01-01 00:00:00", 50_000);
        for (const [time, amount, isIn] of flows) {
          flow(time === null ? null : utcText(time.getTime()), isIn ? amount : -amount);
        }
        const sum = (values: readonly number[]) => addMoney(values, USD);
        // An undated withdrawal before everything tells no start.
        fc.pre(openingBalance(store, "2024-01-01") !== null);
        for (const year of [2024, 2025, 2026]) {
          const tax = taxYear(year, taxGroups(store, year), taxCash(store)).total;
          const { net, deposits, withdrawals, booked_costs, other } = tax;
          const moved = fromScaled(net + deposits + withdrawals + booked_costs + other, DIGITS);
          const begins = openingBalance(store, `${year}-01-01`) ?? Number.NaN;
          expect(sum([begins, moved])).toBe(openingBalance(store, `${year + 1}-01-01`));
        }
        const day = dayAt(store, +from);
        const balance = balanceBefore(store, day);
        const ledger = readLedger(store, { from: day }, ["entry", "exit"]);
        const paid = flowsFrom(store, day);
        const curve = equityOf(ledger, { balance, flows: paid }, USD);
        expect(curve.points.at(-1)?.value ?? curve.start).toBe(balanceBefore(store, "2999-01-01"));
        const added = curve.points.map((one) => sum([one.profit_loss, one.cash_flow ?? 0]));
        expect(sum([curve.start, ...added])).toBe(balanceBefore(store, "2999-01-01"));
      }),
      { numRuns: 40 },
    );
  });
});

describe("what the days before came to", () => {
  const of = (dates: readonly string[]) => [...earlierResults(store, dates).values()];

  test("the week from Monday with its lowest, the highest of all, and the best day", () => {
    begin(1000);
    // 30 June 2025 is a Monday. Money paid in or out is no result.
    for (const [date, amount] of [
      ["2025-06-29", 70],
      ["2025-06-30", -50],
      ["2025-07-01", 90],
      ["2025-07-03", -30],
    ] as const) {
      result(date, amount);
    }
    flow("2025-07-01 12:00:00", 500);
    expect(of(["2025-06-29", "2025-06-30", "2025-07-02", "2025-07-06", "2025-07-07"])).toEqual([
      { net: 0, peak: 0, week: 0, weekLow: 0, best: 0 },
      { net: 70, peak: 70, week: 0, weekLow: 0, best: 70 },
      { net: 110, peak: 110, week: 40, weekLow: -50, best: 90 },
      { net: 80, peak: 110, week: 10, weekLow: -50, best: 90 },
      { net: 80, peak: 110, week: 0, weekLow: 0, best: 90 },
    ]);
  });

  test("of many dates at once as of each alone", () => {
    const day = (index: number) => utcText(Date.UTC(2025, 5, 20) + index * 86_400_000).slice(0, 10);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.nat(20), fc.integer({ min: -5000, max: 5000 })), {
          selector: ([index]) => index,
          maxLength: 8,
        }),
        fc.uniqueArray(fc.nat(22), { minLength: 1, maxLength: 6 }),
        (days, asked) => {
          store = openAt(`${temporaryFolder()}/journal.db`);
          for (const [index, cents] of days) result(day(index), cents / 100);
          const dates = asked.sort((a, b) => a - b).map(day);
          expect(of(dates)).toEqual(dates.flatMap((date) => of([date])));
        },
      ),
      { numRuns: 20 },
    );
  });
});
