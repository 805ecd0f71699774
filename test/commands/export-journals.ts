import fc from "fast-check";
import { addTrades } from "../../src/journal/bulk.ts";
import { type Operation, operate } from "../../src/journal/changes.ts";
import { ensureSession } from "../../src/journal/days.ts";
import { openStore } from "../../src/journal/open.ts";
import { addBot, addProfile, findProfile, putSetting } from "../../src/journal/owners.ts";
import { addAppeals } from "../../src/journal/promises.ts";
import { refreshTotals } from "../../src/journal/totals.ts";
import { tradeDay } from "../../src/journal/trades.ts";
import type { NewTrade } from "../../src/model.ts";

/** Random journals that hold something of everything, and odd texts wherever a text can stand. */

const ODD = [
  '=HYPERLINK("http://x","klik")',
  "+62 812",
  "-5% lagi",
  "@semua",
  "'=sudah berkutip",
  "''+dua",
  'kata "emas", lalu; titik',
  "baris satu\nbaris dua",
  "none",
  "-",
  "NaN",
  "null",
  "🚀 TP 👍🏽",
  "| a | b |",
  "# tanda",
  "<b>tebal</b> & `kode`",
  "'",
  "0",
];
const odd = fc.oneof(
  fc.constantFrom(...ODD),
  fc
    .string({ minLength: 1, maxLength: 30 })
    .map((text) => text.replace(/[^\x20-\x7e]/g, "").trim()),
);
const line = odd.map((text) => text.replace(/\s+/g, " ").trim() || "x");
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const time = fc
  .integer({ min: 0, max: 400 * 86_400 })
  // Up to two days before the clock of the tests: a trade lasts a day, and none is to come.
  .map((second) => new Date(Date.UTC(2024, 5, 1) + second * 1000).toISOString())
  .map((text) => text.slice(0, 19).replace("T", " "));
const amount = fc.oneof(
  fc.constantFrom(0, 1e-8, -1e-8, 0.1, -0.07, 1e6 + 0.01, 33.33, -450.5, 123456.78901),
  fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
);
const price = fc.oneof(
  fc.constantFrom(1.10512, 2650.25, 0.00001234, 1e-7, 65000),
  fc.double({ min: 0.0001, max: 1e6, noNaN: true }),
);

const trade = fc
  .record({
    symbol: fc.constantFrom("XAUUSD", "XAUUSD.m", "BBCA", "BTCUSDT", "-3X", "EURUSDm"),
    profit_loss: amount,
    lot_size: maybe(fc.constantFrom(0.01, 0.1, 1, 12.345678)),
    side: maybe(fc.constantFrom("buy" as const, "sell" as const)),
    entry_price: maybe(price),
    exit_price: maybe(price),
    stop_loss: maybe(price),
    take_profit: maybe(price),
    used: fc.tuple(maybe(fc.boolean()), maybe(fc.boolean())),
    risk_percent: maybe(fc.constantFrom(0, 0.5, 1.25, 2)),
    strategy_used: maybe(line),
    commission: maybe(amount),
    swap: maybe(amount),
    fee: maybe(amount),
    hasTicket: fc.boolean(),
    account: maybe(fc.constantFrom("1001", "=2+3", "akun utama")),
    tags: maybe(fc.constantFrom("news", "a-1 b_2", "-miring")),
    note: maybe(odd.map((text) => text.trim() || "x")),
    timeframe: maybe(fc.constantFrom("M5", "H4", "MN1")),
    mood: maybe(fc.constantFrom("tenang", "percaya diri", "fomo")),
    confidence: maybe(fc.constantFrom(1, 5)),
    mistakes: maybe(fc.constantFrom("geser-sl", "lot-kegedean lupa_makan")),
    links: maybe(fc.constantFrom("https://x.id/a?b=1,2", "/home/a b/chart.png\nhttps://x.id/s")),
    raw_symbol: maybe(fc.constantFrom("XAUUSD.pro", "#AAPL")),
    exit_reason: maybe(fc.constantFrom("sl" as const, "stop-out" as const, "manual" as const)),
    first_stop: maybe(price),
    parent_ticket: maybe(fc.constantFrom("77", "#78")),
    magic: maybe(fc.constantFrom("1001", "0")),
    comment: maybe(line),
    approximate: maybe(fc.constant(true)),
    times: fc.tuple(maybe(time), maybe(fc.integer({ min: 0, max: 90_000 })), fc.boolean()),
    bot: fc.boolean(),
    twice: fc.boolean(),
  })
  .map(({ used, times: [entry, hold, isOpen], ...fields }) => {
    const exit = entry === null || hold === null ? null : later(entry, hold);
    const slUsed = fields.stop_loss !== null || used[0];
    const tpUsed = fields.take_profit !== null || used[1];
    return {
      ...fields,
      // One that is the stop itself says nothing, and no door keeps it.
      first_stop: fields.first_stop === fields.stop_loss ? null : fields.first_stop,
      stop_loss_used: slUsed,
      take_profit_used: tpUsed,
      entry_time: isOpen && exit !== null ? null : entry,
      exit_time: exit,
    };
  });

function later(time: string, seconds: number): string {
  const at = Date.parse(`${time.replace(" ", "T")}Z`) + seconds * 1000;
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

const day = fc
  .integer({ min: 1, max: 28 })
  .map((date) => `2025-02-${String(date).padStart(2, "0")}`);

export const journal = fc.record({
  currencies: fc.shuffledSubarray(["IDR", "USC", "USDT"]),
  zone: fc.constantFrom("Asia/Jakarta", "America/New_York", "UTC"),
  day_start: fc.constantFrom("00:00", "05:00"),
  balance: maybe(fc.constantFrom(0, 1000.5)),
  bots: fc.array(fc.record({ name: line, params: maybe(odd) }), { minLength: 1, maxLength: 3 }),
  trades: fc.array(fc.tuple(fc.nat(2), trade, day), { maxLength: 25 }),
  moods: fc.array(fc.record({ day, mood: line, note: maybe(odd), at: time }), { maxLength: 6 }),
  notes: fc.array(fc.record({ day, text: fc.option(odd), market: line }), { maxLength: 4 }),
  cash: fc.array(fc.record({ amount, at: maybe(time), comment: maybe(line) }), { maxLength: 4 }),
  open: fc.array(fc.record({ price, comment: maybe(line) }), { maxLength: 2 }),
  settings: fc.record(
    {
      sapaan: fc.constantFrom("Anda", "kamu"),
      "batas-risiko": fc.constantFrom("1.5", "2"),
      "peta:x": odd,
    },
    { requiredKeys: [] },
  ),
  promises: fc.array(fc.record({ text: odd, day, closed: maybe(day) }), { maxLength: 3 }),
  reports: fc.boolean(),
  gone: fc.boolean(),
});
export type RandomJournal = typeof journal extends fc.Arbitrary<infer T> ? T : never;

/** Writes a random journal to a new file. */
export function writeJournal(file: string, random: RandomJournal): void {
  const now = () => Date.parse("2025-12-31T12:00:00Z");
  const store = openStore({ path: file, access: "write", now, machineZone: () => "UTC" });
  store.db.pragma("synchronous = OFF");
  operate(store, "uji", "uji", (operation) => fill(operation, random));
  if (random.gone) {
    // A number that was given once and is gone.
    store.db.exec(`INSERT INTO mood_checkins (session_id, mood, created_at)
      SELECT id, 'x', 'y' FROM trading_sessions LIMIT 1; DELETE FROM mood_checkins WHERE mood = 'x'`);
  }
  store.db.close();
}

function fill(operation: Operation, random: RandomJournal): void {
  const { store } = operation;
  const { db } = store;
  db.prepare("UPDATE users SET zone = ?, day_start = ?, initial_balance = ?").run(
    random.zone,
    random.day_start,
    random.balance,
  );
  const profiles = [
    findProfile(db, "1"),
    ...random.currencies.map((currency) => {
      const fresh = {
        name: `p ${currency}`,
        currency,
        zone: random.zone,
        day_start: random.day_start,
      };
      return findProfile(db, String(addProfile(operation, { ...fresh, initial_balance: null })));
    }),
  ].filter((profile) => profile !== null);
  const bots = random.bots.map(({ name, params }, index) =>
    addBot(operation, {
      name,
      market: "XAUUSD",
      strategy: "RSI",
      strategy_params: params,
      magic: `${index + 1}`,
    }),
  );
  for (const [key, value] of Object.entries(random.settings)) putSetting(operation, key, value);
  random.trades.forEach(([at, { hasTicket, bot, twice, ...fields }, date], index) => {
    const profile = profiles[at % profiles.length] ?? store.profile;
    const there = { ...operation, store: { ...store, profile }, touched: new Set<number>() };
    const one: NewTrade = {
      ...fields,
      bot_id: bot ? (bots[index % bots.length] ?? null) : null,
      ticket: hasTicket ? `${index % 2 ? "#" : ""}${index}` : null,
    };
    const dated = { trade: one, date: tradeDay(there.store, one, date) };
    addTrades(there, hasTicket || !twice ? [dated] : [dated, dated]);
    refreshTotals(there.store, there.touched);
  });
  fillRest(operation, random);
}

function fillRest(operation: Operation, random: RandomJournal): void {
  const { db } = operation.store;
  for (const { day, mood, note, at } of random.moods) {
    db.prepare(
      "INSERT INTO mood_checkins (session_id, mood, note, created_at) VALUES (?, ?, ?, ?)",
    ).run(ensureSession(operation, day), mood, note, at);
  }
  for (const { day, text, market } of random.notes) {
    const id = ensureSession(operation, day);
    db.prepare(
      "UPDATE trading_sessions SET personal_notes = ?, market_conditions = ? WHERE id = ?",
    ).run(text, market, id);
    if (!random.reports) continue;
    db.prepare(
      `INSERT INTO ai_mentor_reports (session_id, recommendations, headline, stale)
       VALUES (?, ?, ?, 1)`,
    ).run(id, JSON.stringify({ actions: [], text: [text] }), text);
  }
  random.cash.forEach(({ amount, at, comment }, index) => {
    db.prepare(
      `INSERT INTO cash_flows (user_id, external_key, time, kind, amount, comment)
       VALUES (1, ?, ?, 'deposit', ?, ?)`,
    ).run(`1||cash:${index}`, at, amount, comment);
  });
  random.open.forEach(({ price, comment }, index) => {
    db.prepare(
      `INSERT INTO open_positions (user_id, external_key, symbol, entry_price, comment)
       VALUES (1, ?, 'XAUUSD', ?, ?)`,
    ).run(`1||o${index}`, price, comment);
  });
  db.exec("INSERT INTO accounts (user_id, name, server_zone) VALUES (1, '', '+03:00')");
  db.exec(`INSERT INTO imports (id, user_id, file_name, sha256, format, counts, declared,
    created_at, operation_id) VALUES (4, 1, 'a;b.htm', 'ff', 'mt4', '{}', '[]', '2025-01-01 00:00:00', 0)`);
  db.exec(`INSERT INTO rules (user_id, kind, params, valid_from)
    VALUES (1, 'max-trades', '{"most":5}', '2025-02-03')`);
  for (const { text, day, closed } of random.promises) {
    db.prepare(
      `INSERT INTO promises (user_id, made_on, action, params, text, closed_on)
       VALUES (1, ?, 'lot_dasar', '{}', ?, ?)`,
    ).run(day, text, closed);
  }
  const first = db.prepare("SELECT MIN(id) FROM daily_trading_data").pluck().get() as number | null;
  if (first !== null) addAppeals(operation, { detector: "d", trades: [first], reason: "=1" });
}
