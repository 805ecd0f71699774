import { sharedMood } from "../base/moods.ts";
import { parseUtc, utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import type { OverviewTrade } from "../mentor/overview.ts";
import type { NewTrade, Side, Trade } from "../model.ts";
import { TRADE_COLUMNS } from "../trade/fields.ts";
import { partialCloses } from "../trade/parts.ts";
import * as say from "../words/errors.ts";
import { deleteRow, insertRow, type Operation, operate, updateRow } from "./changes.ts";
import { dayAt, ensurePartDays, ensureSession, findSession, SAID_MARKET_SQL } from "./days.ts";
import { banded, evenTrades } from "./ledger/bands.ts";
import { FIRST_STOP } from "./ledger/columns.ts";
import { leaveDay } from "./moves.ts";
import { ASIDE_DAY, prepared, type Store } from "./store.ts";

/** A row of daily_trading_data as SQLite gives it: flags as numbers, a lot of 0 where it is unknown. */
export type TradeRow = {
  [K in keyof Trade]-?: Trade[K] extends boolean | null | undefined ? number | null : Trade[K];
} & { lot_size: number };

const bit = (value: boolean | null) => (value === null ? null : value ? 1 : 0);
const known = (value: number | null | undefined) => (value == null ? null : value !== 0);

/** The value that the file holds for one column of a trade. */
export function columnValue(trade: NewTrade, column: keyof NewTrade): string | number | null {
  if (column === "stop_loss_used" || column === "take_profit_used") return bit(trade[column]);
  if (column === "lot_size") return trade.lot_size ?? 0;
  if (column === "approximate") return bit(trade.approximate ?? null);
  return trade[column] ?? null;
}

/**
 * What makes a trade the same trade wherever it comes from: profile, account and ticket; null for
 * one without a ticket, which is always new.
 */
export function externalKey(store: Store, trade: NewTrade): string | null {
  if (trade.ticket === null) return null;
  return `${store.profile.id}|${trade.account ?? ""}|${trade.ticket}`;
}

/** The day a trade belongs to: that of its exit, else of its entry, else `fallback`. */
export function tradeDay(store: Store, trade: NewTrade, fallback: string): string {
  const time = trade.exit_time ?? trade.entry_time;
  return time === null ? fallback : dayAt(store, parseUtc(time));
}

/** Logs one trade into the session of `date`, making the session if there is none; its id. */
export function addTrade(operation: Operation, trade: NewTrade, date: string): number {
  const sessionId = ensureSession(operation, date);
  operation.touched.add(sessionId);
  ensurePartDays(operation, trade);
  return insertRow(operation, "daily_trading_data", {
    ...Object.fromEntries(TRADE_COLUMNS.map((column) => [column, columnValue(trade, column)])),
    session_id: sessionId,
    external_key: externalKey(operation.store, trade),
    created_at: utcText(operation.store.now()),
  });
}

/** The key that an import gave the trade, whatever it says of itself now; null for one made here. */
function importedKey({ db }: Store, { id, import_id }: Trade): string | null {
  if (import_id == null) return null;
  const key = db.prepare("SELECT external_key FROM daily_trading_data WHERE id = ?");
  return key.pluck().get(id) as string | null;
}

/**
 * Replaces what `edit` names of a trade, moving it to the session of `date`; false: no change. What
 * an import brought keeps the key it came with, so that its file still knows it.
 */
export function editTrade(operation: Operation, trade: Trade, edit: NewTrade, date: string) {
  const { store } = operation;
  const sessionId = ensureSession(operation, date);
  const changed = updateRow(operation, "daily_trading_data", trade.id, {
    ...Object.fromEntries(TRADE_COLUMNS.map((column) => [column, columnValue(edit, column)])),
    session_id: sessionId,
    external_key: importedKey(store, trade) ?? externalKey(store, edit),
  });
  operation.touched.add(trade.session_id).add(sessionId);
  leaveDay(operation, trade.session_id, sessionId);
  return changed;
}

/** Removes a trade; one that an import brought is remembered, and stays away when its file comes again. */
export function removeTrade(operation: Operation, trade: Trade): void {
  const { store } = operation;
  const external_key = importedKey(store, trade);
  const known = store.db.prepare("SELECT 1 FROM deleted_trades WHERE external_key = ?");
  if (external_key !== null && known.get(external_key) === undefined) {
    const row = { user_id: store.profile.id, external_key, trade_id: trade.id };
    insertRow(operation, "deleted_trades", row);
  }
  dropTrade(operation, trade);
}

/** Removes a trade of another program that counts nowhere, as an operation; null: it is none. */
export function removeAside(store: Store, id: number): { id: number } | null {
  const isAside = `SELECT 1 FROM daily_trading_data WHERE id = ? AND session_id = ${ASIDE_DAY}`;
  if (store.db.prepare(isAside).get(id) === undefined) return null;
  const summary = `hapus baris #${id}, yang tidak dihitung`;
  operate(store, "trade.delete", summary, (operation) => {
    deleteRow(operation, "daily_trading_data", id);
    operation.touched.add(ASIDE_DAY);
  });
  return { id };
}

/** Takes a trade off its days, without a trace but for the undo. */
export function dropTrade(operation: Operation, trade: Trade): void {
  operation.touched.add(trade.session_id);
  deleteRow(operation, "daily_trading_data", trade.id);
  leaveDay(operation, trade.session_id, null);
  leavePartDays(operation, trade);
}

/** To be called when parts of a trade are no longer on these days. */
export function leavePartDays(operation: Operation, was: Pick<Trade, "partial_closes">): void {
  for (const { date } of partialCloses(was)) {
    const session = findSession(operation.store, date);
    if (session !== null) leaveDay(operation, session.id, null);
  }
}

/**
 * Refuses a second trade with the same ticket and account; `except` is the trade being edited. To
 * be called inside the operation, where no other process can log it in between.
 */
export function refuseKnown(store: Store, trade: NewTrade, except?: number): void {
  const key = externalKey(store, trade);
  if (key === null) return;
  const row = store.db.prepare("SELECT id FROM daily_trading_data WHERE external_key = ?");
  const known = row.pluck().get(key) as number | undefined;
  if (known === undefined || known === except) return;
  const told = say.duplicateTicket(trade.ticket ?? "", trade.account, known);
  throw new UserError("ticket-known", ...told);
}

const SELECT = `SELECT t.*, s.session_date FROM daily_trading_data t
  JOIN trading_sessions s ON s.id = t.session_id`;

/** The same with the first stop that is known. */
const JUDGED = `SELECT t.*, s.session_date, ${FIRST_STOP} AS planned_stop
  FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id`;

/** The profile's trade with this number; null for none, and for another profile's. */
export function findTrade(store: Store, id: number): Trade | null {
  const row = prepared(store.db, `${SELECT} WHERE t.id = ? AND s.user_id = ?`);
  const found = row.get(id, store.profile.id) as TradeRow | undefined;
  return found === undefined ? null : fromRow(found);
}

/** The trades of a session in the order they were opened (closed, logged, where unknown). */
export function sessionTrades(store: Store, sessionId: number): Trade[] {
  const rows = store.db.prepare(
    `${JUDGED} WHERE t.session_id = ? ORDER BY COALESCE(t.entry_time, t.exit_time), t.id`,
  );
  return banded(store, (rows.all(sessionId) as TradeRow[]).map(fromRow));
}

/** The trades of several sessions by day, each day's in the order of `sessionTrades`. */
export function tradesOfSessions(store: Store, sessionIds: readonly number[]): Trade[] {
  const rows = store.db.prepare(
    `${JUDGED} WHERE t.session_id IN (SELECT value FROM json_each(?))
     ORDER BY s.session_date, COALESCE(t.entry_time, t.exit_time), t.id`,
  );
  return banded(store, (rows.all(JSON.stringify(sessionIds)) as TradeRow[]).map(fromRow));
}

/** The last `limit` trades of the days before `date`, oldest first. */
export function tradesBefore(store: Store, date: string, limit: number): Trade[] {
  const days = store.db
    .prepare(
      `SELECT id, total_trades FROM trading_sessions
       WHERE user_id = ? AND session_date < ? AND total_trades > 0 ORDER BY session_date DESC`,
    )
    .iterate(store.profile.id, date) as Iterable<{ id: number; total_trades: number }>;
  const sessionIds: number[] = [];
  let count = 0;
  for (const day of days) {
    sessionIds.push(day.id);
    count += day.total_trades;
    if (count >= limit) break;
  }
  const trades = tradesOfSessions(store, sessionIds);
  return trades.slice(Math.max(0, trades.length - limit));
}

export interface TradeFilter {
  from?: string;
  to?: string;
  symbol?: string;
  setup?: string;
  bot_id?: number;
  /** True: bots' trades only; false: trades by hand only. */
  by_bot?: boolean;
  /** Of the trade itself; where it says none, of its day. */
  mood?: string;
  market?: string;
  side?: Side;
  account?: string;
  tag?: string;
  timeframe?: string;
  confidence?: number;
  mistake?: string;
  body?: string;
  result?: "win" | "loss" | "zero";
  /** The newest this many. */
  limit?: number;
}

const CONDITIONS: Record<Exclude<keyof TradeFilter, "limit">, string> = {
  from: "s.session_date >= @from",
  to: "s.session_date <= @to",
  symbol: "(t.symbol = @symbol COLLATE NOCASE OR t.raw_symbol = @symbol COLLATE NOCASE)",
  setup: "t.strategy_used = @setup COLLATE NOCASE",
  bot_id: "t.bot_id = @bot_id",
  by_bot: "(t.bot_id IS NOT NULL) = @by_bot",
  // Not by `s`, which a walk over trades alone does not have.
  mood: `(t.mood = @mood OR (t.mood IS NULL AND t.session_id IN (SELECT id FROM trading_sessions
    WHERE emotions COLLATE NOCASE IN (@mood, @shared_mood))))`,
  market: `${SAID_MARKET_SQL} = @market COLLATE NOCASE`,
  side: "t.side = @side",
  account: "t.account = @account COLLATE NOCASE",
  tag: "instr(' ' || t.tags || ' ', ' ' || @tag || ' ') > 0",
  timeframe: "t.timeframe = @timeframe",
  confidence: "t.confidence = @confidence",
  mistake: "instr(' ' || t.mistakes || ' ', ' ' || @mistake || ' ') > 0",
  body: "s.body = @body",
  result: "iif(t.id IN (SELECT value FROM json_each(@even)), 0, sign(t.profit_loss)) = @result",
};
const SIGN = { win: 1, loss: -1, zero: 0 } as const;

/** What a filter asks of the day, not of the trade. */
const OF_THE_DAY: readonly string[] = ["from", "to", "market", "body"];

/** SQL that a trade `t` (of the day `s`) must meet, each condition after an AND, and its values. */
export function conditions(
  store: Store,
  { limit, ...given }: TradeFilter,
  isOfDay: boolean | null,
) {
  const names = (Object.keys(given) as (keyof typeof given)[]).filter(
    (name) =>
      given[name] !== undefined && (isOfDay === null || OF_THE_DAY.includes(name) === isOfDay),
  );
  const values = {
    ...given,
    shared_mood: sharedMood(given.mood ?? ""),
    by_bot: bit(given.by_bot ?? null),
    result: given.result === undefined ? null : SIGN[given.result],
    even: given.result === undefined ? null : evenTrades(store),
  };
  return { where: names.map((name) => ` AND ${CONDITIONS[name]}`).join(""), values };
}

/** The conditions of a filter on the trade itself, without those on its day. */
export function tradeConditions(store: Store, filter: TradeFilter) {
  return conditions(store, filter, false);
}

/** More trades than this are read anew each time that they are walked through. */
const MOST_HELD = 10_000;

/** What a line of a list tells of a trade. */
export type ListedTrade = Pick<Trade, ListedColumn>;
type ListedColumn = "session_date" | (typeof LISTED)[number];
const LISTED = [
  ...(["id", "entry_time", "exit_time", "symbol", "side", "lot_size", "stop_loss_used"] as const),
  ...(["strategy_used", "bot_id", "exit_reason", "profit_loss"] as const),
] as const satisfies readonly (keyof Trade)[];
interface Listed {
  all: Trade;
  line: ListedTrade;
}
const LINE_COLUMNS = LISTED.map((column) => `t.${column}`).join(", ");

/**
 * Trades that pass every condition given, oldest day first, to be walked through as often as need
 * be: the same ones each time, as a read is of one moment. `what` is read of each: a third of the
 * columns takes a third of the time.
 */
export function listTrades<What extends keyof Listed>(
  store: Store,
  filter: TradeFilter,
  what: What,
): () => Iterable<Listed[What]> {
  const columns = `${what === "all" ? "t.*" : LINE_COLUMNS}, s.session_date`;
  const { where, values } = conditions(store, filter, null);
  const named = { ...values, user: store.profile.id };
  // Day by day over the index, so that a million rows need not be sorted at once.
  const from = `FROM trading_sessions s
    CROSS JOIN daily_trading_data t ON t.session_id = s.id WHERE s.user_id = @user${where}`;
  const { limit = Number.POSITIVE_INFINITY } = filter;
  const newest = store.db
    .prepare(
      `SELECT ${columns} ${from}
       ORDER BY s.session_date DESC, COALESCE(t.entry_time, t.exit_time) DESC, t.id DESC LIMIT @most`,
    )
    .all({ ...named, most: Math.min(limit, MOST_HELD + 1) }) as TradeRow[];
  if (newest.length <= MOST_HELD) {
    const held = newest.map(fromRow).reverse();
    return () => held;
  }
  const count = store.db.prepare(`SELECT COUNT(*) ${from}`).pluck().get(named) as number;
  const rows = store.db.prepare(
    `SELECT ${columns} ${from}
     ORDER BY s.session_date, COALESCE(t.entry_time, t.exit_time), t.id LIMIT -1 OFFSET @older`,
  );
  const older = Math.max(0, count - limit);
  return function* () {
    for (const row of rows.iterate({ ...named, older })) yield fromRow(row as TradeRow);
  };
}

/** A column of the profile's last 2,000 trades, the newest first. */
const latest = (column: string) =>
  `SELECT t.${column} FROM daily_trading_data t
   CROSS JOIN trading_sessions s ON s.id = t.session_id
   WHERE s.user_id = ? ORDER BY t.id DESC LIMIT 2000`;

/** Whether one of these is in this symbol. */
export function isSeenSymbol(store: Store, symbol: string): boolean {
  // Mostly one of the last: it ends at the first that is found.
  const any = store.db.prepare(
    `SELECT EXISTS (SELECT 1 FROM (${latest("symbol")}) WHERE symbol = ?)`,
  );
  return any.pluck().get(store.profile.id, symbol) === 1;
}

/** Values in the profile's last 2,000 trades, most frequent first: to pick from and for hints. */
export function seenBefore(
  store: Store,
  column: "symbol" | "strategy_used" | "mistakes",
): string[] {
  const rows = store.db.prepare(
    `SELECT ${column} FROM (${latest(column)})
     WHERE ${column} IS NOT NULL AND ${column} <> ''
     GROUP BY ${column} ORDER BY COUNT(*) DESC, ${column} LIMIT 50`,
  );
  return rows.pluck().all(store.profile.id) as string[];
}

/** The latest trades of a symbol by hand, the newest first: its usual lots and its last price. */
export function latestOf({ db, profile }: Store, symbol: string) {
  const rows = prepared(
    db,
    `SELECT lot_size, entry_price, exit_price FROM (
       SELECT t.symbol, nullif(t.lot_size, 0) AS lot_size, t.entry_price, t.exit_price
       FROM daily_trading_data t CROSS JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.user_id = ? AND t.bot_id IS NULL ORDER BY t.id DESC LIMIT 2000)
     WHERE symbol = ? LIMIT 50`,
  );
  type Latest = Pick<NewTrade, "lot_size" | "entry_price" | "exit_price">;
  return rows.all(profile.id, symbol) as Latest[];
}

/** The trade that a row holds. */
export function fromRow(row: TradeRow): Trade {
  return {
    ...row,
    lot_size: row.lot_size === 0 ? null : row.lot_size,
    stop_loss_used: known(row.stop_loss_used),
    take_profit_used: known(row.take_profit_used),
    approximate: known(row.approximate),
    // 0: by none, as the trader said.
    plan_id: row.plan_id || null,
  };
}

/** The first trade of the last minutes that says the same as this one, written down by hand too. */
export function typedBefore({ db }: Store, id: number): number | null {
  const first = db.prepare(
    `SELECT o.id FROM daily_trading_data t JOIN daily_trading_data o
       ON o.session_id = t.session_id AND o.id <> t.id AND o.import_id IS NULL
         AND (o.symbol, o.profit_loss, o.lot_size) = (t.symbol, t.profit_loss, t.lot_size)
         AND o.side IS t.side AND o.exit_time IS t.exit_time
         AND (o.ticket IS NULL OR t.ticket IS NULL)
         AND strftime('%s', t.created_at) - strftime('%s', o.created_at) BETWEEN 0 AND 300
     WHERE t.id = ? ORDER BY o.id LIMIT 1`,
  );
  return (first.pluck().get(id) as number | undefined) ?? null;
}

/** The profile's trades by hand (by bots, where there are no others) for an overview. */
export function overviewTrades(store: Store): OverviewTrade[] {
  const rows = store.db
    .prepare(
      `SELECT t.id, t.symbol, t.profit_loss, t.lot_size, t.entry_time, t.exit_time, t.stop_loss_used,
         t.commission, t.swap, t.fee, t.bot_id
       FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.user_id = ? ORDER BY t.id`,
    )
    .all(store.profile.id) as Row[];
  const byHand = rows.filter((row) => row.bot_id === null);
  return banded(store, byHand.length > 0 ? byHand : rows).map((row) => ({
    symbol: row.symbol,
    net: row.profit_loss,
    evenWithin: row.even_within,
    lot: row.lot_size === 0 ? null : row.lot_size,
    entry: row.entry_time === null ? null : parseUtc(row.entry_time),
    exit: row.exit_time === null ? null : parseUtc(row.exit_time),
    stop: row.stop_loss_used === null ? null : row.stop_loss_used !== 0,
    costs: costsOf(row),
  }));
}

interface Row {
  id: number;
  even_within?: number;
  symbol: string;
  profit_loss: number;
  lot_size: number;
  entry_time: string | null;
  exit_time: string | null;
  stop_loss_used: number | null;
  commission: number | null;
  swap: number | null;
  fee: number | null;
  bot_id: number | null;
}

function costsOf({ commission, swap, fee }: Row): number | null {
  if (commission === null && swap === null && fee === null) return null;
  return (commission ?? 0) + (swap ?? 0) + (fee ?? 0);
}

/** The profile's trades with these ids, in the order of the ids; one that is not there is left out. */
export function pickTrades(store: Store, ids: readonly number[]): Trade[] {
  const rows = store.db
    .prepare(
      `SELECT t.*, s.session_date FROM json_each(?) wanted
       CROSS JOIN daily_trading_data t ON t.id = wanted.value
       JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.user_id = ? ORDER BY wanted.key`,
    )
    .all(JSON.stringify(ids), store.profile.id) as TradeRow[];
  return rows.map(fromRow);
}
