import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { currencyOf, toMinor } from "../../../src/base/money.ts";
import { parseUtc } from "../../../src/base/time.ts";
import { addUnknownTrades } from "../../../src/journal/bulk.ts";
import { operate } from "../../../src/journal/changes.ts";
import { editSession } from "../../../src/journal/days.ts";
import { isAnyPlanned, readLedger, readResults } from "../../../src/journal/ledger/ledger.ts";
import { byNumbers } from "../../../src/journal/ledger/pieces.ts";
import { minorUnits } from "../../../src/journal/totals.ts";
import { listTrades, type TradeFilter, tradeDay } from "../../../src/journal/trades.ts";
import { readTrade } from "../read-trade.ts";
import { openAt, temporaryFolder } from "../temporary.ts";

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4, nil: undefined });
const time = fc
  .integer({ min: 0, max: 20 * 86_400 })
  .map((s) => new Date(Date.UTC(2025, 5, 1) + s * 1000).toISOString());

const raw = fc.record(
  {
    symbol: fc.constantFrom("EURUSD", "XAUUSD", "BTCUSDT"),
    profit_loss: fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
    exit_time: maybe(time),
    lot_size: maybe(fc.constantFrom(0.01, 0.1, 2)),
    side: maybe(fc.constantFrom("buy", "sell")),
    stop: maybe(fc.constantFrom(1.0985, 2650.25, true, false)),
    strategy_used: maybe(fc.constantFrom("breakout", "EA")),
    commission: maybe(fc.constantFrom(-0.07, -3.5)),
    account: maybe(fc.constantFrom("1001", "1002")),
  },
  { requiredKeys: ["symbol", "profit_loss"] },
);
const filters: TradeFilter[] = [
  {},
  { symbol: "xauusd" },
  { from: "2025-06-05", to: "2025-06-09" },
  { setup: "breakout", side: "buy" },
  { result: "loss", account: "1001" },
  { mood: "marah" },
  { market: "trending", by_bot: false },
];

test("a ledger holds the trades of the list, column by column, in order of close", () => {
  const currency = currencyOf("USD");
  let file = 0;
  const folder = temporaryFolder();
  fc.assert(
    fc.property(fc.array(raw, { minLength: 1, maxLength: 60 }), (rows) => {
      const store = openAt(path.join(folder, `${file++}.db`));
      operate(store, "trade.log", "uji", (operation) => {
        const trades = rows.map(({ stop, ...row }) => {
          const said = typeof stop === "number" ? { stop_loss: stop } : { stop_loss_used: stop };
          const trade = readTrade(stop === undefined ? row : { ...row, ...said });
          return { trade, date: tradeDay(store, trade, "2025-06-10") };
        });
        addUnknownTrades(operation, trades);
        const [first] = store.db.prepare("SELECT min(id) FROM trading_sessions").pluck().all();
        editSession(operation, first as number, {
          emotions: "marah",
          market_conditions: "trending",
        });
      });
      for (const filter of filters) {
        const listed = [...listTrades(store, filter, "all")()];
        const ledger = readLedger(store, filter, [
          ...(["entry", "exit", "lot", "side", "commission", "bot", "stop_loss"] as const),
          ...(["stop_loss_used", "symbol", "setup"] as const),
        ]);
        const at = (id: number) => ledger.id.indexOf(id);
        expect(ledger.n).toBe(listed.length);
        expect(readResults(store, filter).toSorted()).toEqual(ledger.minor.toSorted());
        expect(isAnyPlanned(store)).toBe(
          [...listTrades(store, {}, "all")()].some(
            ({ stop_loss, risk_percent }) => (stop_loss ?? 0) > 0 || (risk_percent ?? 0) > 0,
          ),
        );
        for (const trade of listed) {
          const row = at(trade.id);
          const number = (value: number | null) => value ?? Number.NaN;
          expect({
            day: ledger.days[ledger.day[row] ?? -1]?.session_date,
            minor: ledger.minor[row],
            exit: ledger.exit[row],
            lot: ledger.lot[row],
            side: ledger.side[row],
            commission: ledger.commission[row],
            stop: ledger.stop_loss[row],
            used: ledger.stop_loss_used[row],
            symbol: ledger.symbol.names[ledger.symbol.code[row] ?? -1],
            setup: ledger.setup.names[ledger.setup.code[row] ?? -1] ?? null,
          }).toEqual({
            day: trade.session_date,
            minor: toMinor(trade.profit_loss, currency),
            exit: trade.exit_time === null ? Number.NaN : parseUtc(trade.exit_time) / 1000,
            lot: number(trade.lot_size),
            side: trade.side === null ? 0 : trade.side === "buy" ? 1 : -1,
            commission:
              trade.commission === null ? Number.NaN : toMinor(trade.commission, currency),
            stop: number(trade.stop_loss),
            used: trade.stop_loss_used === null ? -1 : Number(trade.stop_loss_used),
            symbol: trade.symbol,
            setup: trade.strategy_used,
          });
        }
        for (let row = 1; row < ledger.n; row++) {
          expect(ledger.day[row]).toBeGreaterThanOrEqual(ledger.day[row - 1] ?? 0);
          if (ledger.day[row] !== ledger.day[row - 1]) continue;
          if (!(Number(ledger.exit[row - 1]) > 0 && Number(ledger.exit[row]) > 0)) continue;
          expect(ledger.exit[row]).toBeGreaterThanOrEqual(ledger.exit[row - 1] ?? 0);
        }
      }
    }),
    { numRuns: 25 },
  );
});

/** What a program beside us, or a hand with SQL, may leave where a time or an amount is kept. */
const FOREIGN = [
  ...["2025-06-02 10:00:00", "2025-06-02T10:00:00Z", "2025-06-02 10:00:00+07:00", "2025-06-02"],
  ...["2025-06-02 10:00:00,2025-06-03 10:00:00", "2025-02-30 23:59:59", "2025-13-01 00:00:00"],
  ...["2025-06-02 24:00:00", "2025-06-02 10:00:60", "0000-01-01 00:00:00", "9999-12-31 23:59:59"],
  ...["", ",", "10:00:00", "now", "besok", "2025-06-02 1٠:00:00", "0099-01-01 00:00:00"],
  ...[null, 0, -1, 12, 0.5, 1748858400, 1e15, 9.1e18 / 1e8, 9.3e18 / 1e8, -1e300, -0.000000005],
  ...["12,5", "7", "-3.25", Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 90071992.54740991],
];

/** Values of a piece; unknown ones are null, a list of those alone is empty. */
function plain(values: ArrayLike<unknown>): unknown[] {
  const known = Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  return known.every((value) => value === null) ? [] : known;
}

test("what others wrote into times and amounts is read as SQLite reads it", () => {
  const store = openAt(path.join(temporaryFolder(), "foreign.db"));
  const raw = { symbol: "XAUUSD", profit_loss: 1, exit_time: "2025-06-02T10:00:00Z" };
  operate(store, "trade.log", "uji", (operation) => {
    const one = { trade: readTrade(raw), date: "2025-06-02" };
    addUnknownTrades(operation, Array(FOREIGN.length).fill(one));
  });
  const time = (column: string) =>
    `unixepoch(iif(${column} GLOB '[0-9]*-*', ${column}, NULL)) AS ${column}`;
  const money = (column: string) => `${minorUnits(column, 1e8)} AS ${column}`;
  const expected = store.db.prepare(
    `SELECT id, ${time("entry_time")}, ${time("exit_time")}, ${money("profit_loss")},
       ${money("commission")}, coalesce(bot_id, 0) AS bot, lot_size AS lot, strategy_used AS strategy
     FROM daily_trading_data`,
  );
  const set = store.db.prepare(
    `UPDATE daily_trading_data SET entry_time = @entry, exit_time = @exit, profit_loss = @profit,
       commission = @commission, bot_id = @bot, strategy_used = @strategy WHERE id = @id`,
  );
  // All at once, then each alone among plain ones.
  for (const alone of [null, ...FOREIGN.keys()]) {
    store.db.exec("INSERT INTO writer VALUES (1)");
    FOREIGN.forEach((value, index) => {
      const isPlain = alone !== null && alone !== index;
      set.run({
        id: index + 1,
        entry: isPlain ? "2025-06-01 09:00:00" : value,
        exit: isPlain ? null : value,
        profit: isPlain || value === null ? 12.5 : value,
        commission: isPlain ? null : value,
        bot: isPlain || typeof value === "string" ? null : value,
        strategy: isPlain ? null : value,
      });
    });
    store.db.exec("DELETE FROM writer");
    const ledger = readLedger(store, {}, ["entry", "exit", "commission", "bot", "lot", "setup"]);
    expect(ledger.n).toBe(FOREIGN.length);
    const number = (value: unknown) => (typeof value === "number" ? value : Number.NaN);
    for (const row of expected.all() as Record<string, unknown>[]) {
      const at = ledger.id.indexOf(row.id as number);
      expect([alone, row.id, ledger.entry[at], ledger.exit[at], ledger.minor[at]]).toEqual([
        ...[alone, row.id, number(row.entry_time), number(row.exit_time), number(row.profit_loss)],
      ]);
      expect([alone, row.id, ledger.commission[at], ledger.lot[at], ledger.bot[at]]).toEqual([
        ...[alone, row.id, number(row.commission), number(row.lot) || Number.NaN, row.bot],
      ]);
    }
    // The same in both forms: few trades come as JSON, many as lists of bytes.
    const columns = ["entry", "exit", "commission", "lot", "setup", "bot"] as const;
    const pieces = [false, true].map((isMany) =>
      [...byNumbers({ store, filter: {}, columns, isMany })].map((piece) => ({
        ids: plain(piece.ids),
        sessions: plain(piece.sessions),
        results: plain(piece.results),
        columns: columns.map((column) => plain(piece.columns.get(column) ?? [])),
      })),
    );
    expect([alone, pieces[1]]).toEqual([alone, pieces[0]]);
    const results = expected.all() as { profit_loss: number }[];
    expect(readResults(store, {}).toSorted()).toEqual(
      Float64Array.from(results, (row) => row.profit_loss).toSorted(),
    );
  }
});

test("numbers of bots and texts are whole, however large and however many they are", () => {
  const store = openAt(path.join(temporaryFolder(), "wholes.db"));
  const bots = [null, 1, 127, 128, null, 32_768, 2 ** 31, 2 ** 40, 3];
  operate(store, "trade.log", "uji", (operation) => {
    const raw = { symbol: "XAUUSD", profit_loss: 1, exit_time: "2025-06-02T10:00:00Z" };
    const trades = Array.from({ length: 300 }, (_, index) => ({
      trade: readTrade({ ...raw, strategy_used: `setup ${index}` }),
      date: "2025-06-02",
    }));
    addUnknownTrades(operation, trades);
  });
  store.db.exec("INSERT INTO writer VALUES (1)");
  const set = store.db.prepare("UPDATE daily_trading_data SET bot_id = ? WHERE id = ?");
  bots.forEach((bot, index) => {
    set.run(bot, index + 1);
  });
  const { id, bot, setup } = readLedger(store, {}, ["bot", "setup"]);
  expect([...bot.subarray(0, bots.length)]).toEqual(bots.map((one) => one ?? 0));
  expect([...id]).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  expect(Array.from(setup.code, (code) => setup.names[code])).toEqual(
    Array.from({ length: 300 }, (_, index) => `setup ${index}`),
  );
});

test("a value that comes after thousands of trades without any is read, and a missing number is seen", () => {
  const store = openAt(path.join(temporaryFolder(), "pieces.db"));
  const raw = { symbol: "XAUUSD", profit_loss: 1, exit_time: "2025-06-02T10:00:00Z" };
  operate(store, "trade.log", "uji", (operation) => {
    const one = { trade: readTrade(raw), date: "2025-06-02" };
    addUnknownTrades(operation, Array(9_000).fill(one));
  });
  store.db.exec(`UPDATE daily_trading_data SET commission = -0.5, timeframe = 'H1' WHERE id = 4500;
    UPDATE daily_trading_data SET swap = 0.25 WHERE id = 8999;
    DELETE FROM daily_trading_data WHERE id IN (5000, 8500)`);
  const columns = ["commission", "swap", "fee", "timeframe"] as const;
  const { n, id, commission, swap, timeframe } = readLedger(store, {}, columns);
  for (const isMany of [false, true]) {
    const pieces: { ids: number[]; columns: unknown[][] }[] = [];
    for (const piece of byNumbers({ store, filter: {}, columns, isMany })) {
      const known = columns.map((name) => plain(piece.columns.get(name) ?? []).filter(Boolean));
      pieces.push({ ids: Array.from(piece.ids), columns: known });
    }
    expect(pieces.flatMap(({ ids }) => ids)).toEqual([...id]);
    expect(pieces.map(({ columns }) => columns)).toEqual([
      [[], [], [], []],
      [[-50_000_000], [], [], ["H1"]],
      [[], [25_000_000], [], []],
    ]);
  }
  const stored = store.db.prepare("SELECT id FROM daily_trading_data ORDER BY id").pluck().all();
  expect([n, [...id]]).toEqual([8_998, stored]);
  const at = (number: number) => id.indexOf(number);
  expect([commission[at(4500)], swap[at(8999)], commission[at(8999)]]).toEqual([
    ...[-50_000_000, 25_000_000, Number.NaN],
  ]);
  expect(timeframe.names[timeframe.code[at(4500)] ?? -1]).toBe("H1");
});
