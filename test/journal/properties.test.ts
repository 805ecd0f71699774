import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../src/base/time.ts";
import { addTrades, addUnknownTrades } from "../../src/journal/bulk.ts";
import { operate } from "../../src/journal/changes.ts";
import { addMood, editSession, ensureSession } from "../../src/journal/days.ts";
import { checkHealth } from "../../src/journal/health/health.ts";
import { addBot, editProfile, putSetting } from "../../src/journal/owners.ts";
import { redateTrades } from "../../src/journal/rezone.ts";
import type { Store } from "../../src/journal/store.ts";
import { addTrade, editTrade, findTrade, removeTrade, tradeDay } from "../../src/journal/trades.ts";
import { undoLast } from "../../src/journal/undo/undo.ts";
import type { NewTrade } from "../../src/model.ts";
import { runs } from "../seed.ts";
import { readTrade } from "./read-trade.ts";
import { dump, openAt, temporaryFolder } from "./temporary.ts";

const USER_TABLES = [
  "users",
  "bots",
  "trading_sessions",
  "daily_trading_data",
  "mood_checkins",
  "settings",
];

/** Amounts whose sums drift as REALs: 0.1 + 0.2, a million and a cent, a hundred-millionth. */
const amount = fc.oneof(
  fc.constantFrom(0.1, 0.2, -0.2, 0.3, -0.3, 1e6 + 0.01, -1e6 - 0.01, 0, 1e-8, -0.07, 33.33),
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((cents) => cents / 100),
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((units) => units / 1e8),
);
const day = fc.integer({ min: 1, max: 4 }).map((date) => `2025-07-0${date}`);
const clock = fc.option(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })));

interface Draft {
  profit_loss: number;
  date: string;
  clock: readonly [number, number] | null;
  ticket: number | null;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  profit_loss: amount,
  date: day,
  clock,
  ticket: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 2 }),
});

const two = (value: number) => String(value).padStart(2, "0");

function tradeOf({ profit_loss, date, clock, ticket }: Draft): NewTrade {
  const raw: Record<string, unknown> = { symbol: "XAUUSD", profit_loss };
  if (clock !== null) raw.exit_time = `${date}T${two(clock[0])}:${two(clock[1])}:00Z`;
  if (ticket !== null) raw.ticket = ticket;
  return readTrade(raw, date);
}

type Step =
  | { do: "log" | "edit"; draft: Draft; at: number }
  | { do: "bulk"; drafts: Draft[] }
  | { do: "delete" | "undo"; at: number }
  | { do: "mood" | "note" | "setting"; date: string; word: string }
  | { do: "zone"; zone: string; day_start: string };

const at = fc.nat(1000);
const word = fc.constantFrom("tenang", "marah", "netral", "");
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("log" as const), draft, at }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("edit" as const), draft, at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("delete" as const), at }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("undo" as const), at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("bulk" as const),
      drafts: fc.array(draft, { minLength: 1, maxLength: 60 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom("mood" as const, "note" as const, "setting" as const),
      date: day,
      word,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("zone" as const),
      zone: fc.constantFrom("Asia/Jakarta", "America/New_York", "UTC", "+05:45"),
      day_start: fc.constantFrom("00:00", "05:00", "17:30"),
    }),
  },
);

const isKnown = (error: unknown) =>
  (error as { code?: string }).code === "SQLITE_CONSTRAINT_UNIQUE";

/** The nth trade there is, counted round; null when there is none. */
function pick(store: Store, at: number) {
  const ids = store.db.prepare("SELECT id FROM daily_trading_data ORDER BY id").pluck().all();
  return ids.length === 0 ? null : findTrade(store, ids[at % ids.length] as number);
}

/** Does one step as one operation; whether it changed anything. */
function perform(store: Store, step: Exclude<Step, { do: "undo" }>): void {
  operate(store, step.do, "uji", (operation): unknown => {
    switch (step.do) {
      case "log": {
        const trade = tradeOf(step.draft);
        return addTrade(operation, trade, tradeDay(store, trade, step.draft.date));
      }
      case "edit": {
        const before = pick(store, step.at);
        if (before === null) return null;
        const trade = tradeOf(step.draft);
        return editTrade(operation, before, trade, tradeDay(store, trade, step.draft.date));
      }
      case "delete": {
        const before = pick(store, step.at);
        return before === null ? null : removeTrade(operation, before);
      }
      case "bulk": {
        const dated = step.drafts.map((one) => {
          const trade = tradeOf(one);
          return { trade, date: tradeDay(store, trade, one.date) };
        });
        return addUnknownTrades(operation, dated);
      }
      case "mood":
        return addMood(operation, { date: step.date, mood: step.word || "netral", note: null });
      case "note":
        return editSession(operation, ensureSession(operation, step.date), {
          personal_notes: step.word,
        });
      case "setting":
        return putSetting(operation, "sapaan", step.word === "" ? null : step.word);
      case "zone": {
        const { zone, day_start } = step;
        editProfile(operation, store.profile.id, { zone, day_start });
        return redateTrades(operation, { ...store.profile, zone, day_start });
      }
    }
  });
}

/** 10^-8 of a dollar, exactly: toFixed writes the double's own digits, no product is rounded. */
const units = (value: number) => BigInt(value.toFixed(8).replace(".", ""));

/** Every session's totals against an integer sum of its trades. */
function checkTotals({ db }: Store): void {
  const expected = new Map<number, [count: number, sum: bigint]>();
  const trades = db.prepare("SELECT session_id, profit_loss FROM daily_trading_data").all();
  for (const { session_id, profit_loss } of trades as {
    session_id: number;
    profit_loss: number;
  }[]) {
    const [count, sum] = expected.get(session_id) ?? [0, 0n];
    expected.set(session_id, [count + 1, sum + units(profit_loss)]);
  }
  const sessions = db
    .prepare("SELECT id, total_trades, total_profit_loss FROM trading_sessions")
    .all() as { id: number; total_trades: number; total_profit_loss: number }[];
  for (const session of sessions) {
    const [count, sum] = expected.get(session.id) ?? [0, 0n];
    expect([session.total_trades, session.total_profit_loss]).toEqual([count, Number(`${sum}e-8`)]);
  }
}

/** The profile of a store is read once: after an operation on it, a command would be a new run. */
function reread(store: Store): void {
  const profile = store.db
    .prepare("SELECT id, name, currency, zone, day_start, initial_balance FROM users WHERE id = 1")
    .get();
  Object.assign(store.profile, profile);
}

function emptyJournal(): Store {
  const store = openAt(path.join(temporaryFolder(), "jurnal.db"));
  // The disk is not what this test is about.
  store.db.pragma("synchronous = OFF");
  return store;
}

describe("after any sequence of log, edit, delete, bulk, mood, note, zone and undo", () => {
  test("totals are the integer sum, and undo leads back step by step to the empty journal", () => {
    let steps = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 60 }), (sequence) => {
        const store = emptyJournal();
        const past = [dump(store.db, USER_TABLES)];
        const takeBack = () => {
          expect(undoLast(store) !== null).toBe(past.length > 1);
          if (past.length > 1) past.pop();
          expect(dump(store.db, USER_TABLES)).toEqual(past.at(-1));
        };
        const operations = store.db.prepare("SELECT COUNT(*) FROM operations").pluck();
        for (const one of sequence) {
          steps++;
          if (one.do === "undo") takeBack();
          else {
            const before = operations.get();
            try {
              perform(store, one);
            } catch (error) {
              if (!isKnown(error)) throw error;
            }
            if (operations.get() === before) {
              expect(dump(store.db, USER_TABLES)).toEqual(past.at(-1));
            } else past.push(dump(store.db, USER_TABLES));
          }
          reread(store);
          checkTotals(store);
        }
        while (past.length > 1) takeBack();
        takeBack();
        store.db.close();
      }),
      runs(25),
    );
    expect(steps).toBeGreaterThan(700);
  });

  test("each trade with a time is in the session of the day it closed, whatever the zone", () => {
    fc.assert(
      fc.property(
        fc.array(draft, { minLength: 1, maxLength: 40 }),
        fc.array(
          step.filter((one) => one.do === "zone" || one.do === "log"),
          { maxLength: 10 },
        ),
        (drafts, sequence) => {
          const store = emptyJournal();
          const all: Step[] = [{ do: "bulk", drafts }, ...sequence];
          const profits = () =>
            store.db.prepare("SELECT id, profit_loss FROM daily_trading_data ORDER BY id").all();
          for (const one of all) {
            if (one.do === "undo") continue;
            const before = profits();
            try {
              perform(store, one);
            } catch (error) {
              if (!isKnown(error)) throw error;
            }
            reread(store);
            if (one.do === "zone") expect(profits()).toEqual(before);
            const rows = store.db
              .prepare(
                `SELECT s.session_date, t.exit_time FROM daily_trading_data t
                 JOIN trading_sessions s ON s.id = t.session_id WHERE exit_time IS NOT NULL`,
              )
              .all() as { session_date: string; exit_time: string }[];
            const { zone, day_start } = store.profile;
            const minutes = Number(day_start.slice(0, 2)) * 60 + Number(day_start.slice(3));
            for (const row of rows) {
              const instant = Date.parse(`${row.exit_time.replace(" ", "T")}Z`);
              expect(row.session_date).toBe(dayOf(instant, zone, minutes));
            }
          }
          store.db.close();
        },
      ),
      runs(20),
    );
  });
});

test("rows added in bulk equal the same rows added one by one", () => {
  fc.assert(
    fc.property(fc.array(draft, { minLength: 1, maxLength: 130 }), (drafts) => {
      const dated = drafts.map((one, index) => ({
        trade: tradeOf({ ...one, ticket: one.ticket === null ? null : index + 1 }),
        date: one.date,
      }));
      const [bulk, single] = [emptyJournal(), emptyJournal()];
      operate(bulk, "bulk", "uji", (operation) => addTrades(operation, dated));
      operate(single, "log", "uji", (operation) => {
        for (const { trade, date } of dated) addTrade(operation, trade, date);
      });
      expect(dump(bulk.db, USER_TABLES)).toEqual(dump(single.db, USER_TABLES));
      bulk.db.close();
      single.db.close();
    }),
    runs(15),
  );
});

test("a day that a bot went on filling survives the undo of the command that began it", () => {
  const store = emptyJournal();
  const trade = (profit_loss: number) =>
    tradeOf({ profit_loss, date: "2025-07-09", clock: null, ticket: null });
  const log = (profit_loss: number) =>
    operate(store, "log", "uji", (operation) =>
      addTrade(operation, trade(profit_loss), "2025-07-09"),
    );
  const first = log(5);
  log(7);
  undoLast(store);
  log(9);
  // The bot's trade came by the origin's own statement: no operation of ours knows of it.
  store.db.exec(
    "INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size) VALUES (1, 'X', 2.5, 1)",
  );
  undoLast(store);
  undoLast(store);
  expect(findTrade(store, first)).toBeNull();
  expect(dump(store.db, ["trading_sessions"]).trading_sessions).toMatchObject([
    { total_trades: 1, total_profit_loss: 2.5 },
  ]);
});

test("a total of hundreds of millions is as healthy as a small one", () => {
  const store = emptyJournal();
  const dated = Array.from({ length: 400 }, () => ({
    trade: tradeOf({ profit_loss: 1e6 + 0.01, date: "2025-07-09", clock: null, ticket: null }),
    date: "2025-07-09",
  }));
  operate(store, "bulk", "uji", (operation) => addTrades(operation, dated));
  checkTotals(store);
  expect(checkHealth(store).filter((check) => !check.ok)).toEqual([]);
});

test("a bot stays when its adding is undone while trades of others are its", () => {
  const store = emptyJournal();
  const id = operate(store, "bot.add", "uji", (operation) =>
    addBot(operation, { name: "EA", market: "XAUUSD", strategy: "RSI" }),
  );
  store.db.exec(`INSERT INTO trading_sessions (session_date) VALUES ('2025-07-09');
    INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size)
    VALUES (1, ${id}, 'XAUUSD', 5, 0.1)`);
  undoLast(store);
  expect(dump(store.db, ["bots"]).bots).toHaveLength(1);
  expect(dump(store.db, ["daily_trading_data"]).daily_trading_data).toHaveLength(1);
});
