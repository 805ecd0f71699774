import { currencyOf, scaleOf } from "../base/money.ts";
import { knownMood } from "../base/moods.ts";
import { parseUtc } from "../base/time.ts";
import type { Ledger, LedgerColumn, LedgerCore, LedgerDay } from "../model.ts";
import {
  columnSql,
  countable,
  type FillingColumn,
  newColumn,
  newTimes,
  RESULT_SQL,
  type Reorder,
} from "./ledger-columns.ts";
import { balancesFrom } from "./money.ts";
import type { Store } from "./store.ts";
import { type TradeFilter, tradeConditions } from "./trades.ts";

interface DayRow extends Omit<LedgerDay, "moods" | "balance"> {
  moods: string | null;
}

/** The profile's sessions of a range, oldest first, with what is known of them beside trades. */
export function ledgerDays(store: Store, range: { from?: string; to?: string }): LedgerDay[] {
  const rows = store.db
    .prepare(
      `SELECT s.id AS session_id, s.session_date, s.total_trades, s.total_profit_loss,
         s.market_conditions, s.emotions,
         (SELECT json_group_array(json_array(m.mood, m.created_at)
            ORDER BY m.created_at, m.id) FROM mood_checkins m WHERE m.session_id = s.id) AS moods,
         CASE WHEN EXISTS (SELECT 1 FROM ai_mentor_reports r
           WHERE r.session_id = s.id AND r.headline IS NOT NULL)
           THEN s.risk_score END AS risk_score
       FROM trading_sessions s
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to ORDER BY s.session_date`,
    )
    .all({
      user: store.profile.id,
      from: range.from ?? "",
      to: range.to ?? "9999-12-31",
    }) as DayRow[];
  const balances = balancesFrom(store, rows[0]?.session_date ?? "");
  return rows.map((row) => ({
    ...row,
    emotions: knownMood(row.emotions),
    moods: (JSON.parse(row.moods ?? "[]") as [string, string][]).map(([mood, at]) => ({
      mood: knownMood(mood),
      at: parseUtc(at) / 1000,
    })),
    balance: balances.get(row.session_date) ?? null,
  }));
}

/**
 * Trades that come over from SQLite in one piece, as JSON arrays of its columns. Read as rows,
 * `stats` over 300,000 trades takes a fifth more CPU.
 */
const PIECE = 4_000;
/**
 * Days are read through the index when they hold fewer than this share of all trades: one month of
 * ten years takes 2.3 times the CPU by a walk over all trades, and all of them half as much again
 * through the index.
 */
const FEW = 0.2;

type LedgerFilter = Omit<TradeFilter, "limit">;

/**
 * The trades that pass the filter, with the columns asked for. The days of the range are all there,
 * also those of which no trade passes. The columns `planned` are there only when some trade has a
 * stop or a risk of its own: without one nothing can be said in R. Reads only.
 */
export function readLedger<K extends LedgerColumn, P extends LedgerColumn = never>(
  store: Store,
  filter: LedgerFilter,
  wanted: readonly K[],
  planned: readonly P[] = [],
): Ledger<K> & Partial<Ledger<P>> {
  const days = ledgerDays(store, filter);
  const most = days.reduce((sum, day) => sum + day.total_trades, 0);
  const highest = store.db.prepare("SELECT coalesce(max(id), 0) FROM daily_trading_data");
  const last = highest.pluck().get() as number;
  const isFew = most < FEW * last;
  const empty = isFew ? [] : emptyColumns(store, [...wanted, ...planned]);
  const isPlanned = !(empty.includes("stop_loss") && empty.includes("risk_percent"));
  const columns = [...new Set([...wanted, ...(isPlanned ? planned : [])])];
  const read = columns.filter((column) => !empty.includes(column));
  const sql = [
    "t.session_id",
    RESULT_SQL,
    ...closing(read),
    ...read.map((column) => columnSql(column)),
  ];
  const reader = pieceReader(store, filter, sql);
  const pieces = isFew ? byDays(days, reader) : byNumbers(last, reader);
  return gather({ days, open: openDays(days, filter), most }, pieces, { wanted: columns, read });
}

/**
 * Those of the columns that hold nothing, which need not be read: without this look `stats` over
 * 300,000 trades of a bot takes a third more CPU, and by hour half as much again.
 */
function emptyColumns(store: Store, wanted: readonly LedgerColumn[]): LedgerColumn[] {
  const counted = countable(wanted);
  if (counted.length === 0) return [];
  const sql = counted.map((one) => one.sql).join(", ");
  const row = store.db.prepare(`SELECT ${sql} FROM daily_trading_data t`).raw().get() as number[];
  return counted.flatMap(({ column }, index) => (row[index] === 0 ? [column] : []));
}

/** SQL of the time by which a day's trades are ordered, where the columns that are read do not hold it. */
function closing(read: readonly LedgerColumn[]): string[] {
  return isTimed(read) ? [] : ["coalesce(t.exit_time, t.entry_time)"];
}

const isTimed = (read: readonly LedgerColumn[]) => read.includes("entry") && read.includes("exit");

/** Index of each session whose day itself passes, by its id. */
function openDays(days: readonly LedgerDay[], { mood, market }: TradeFilter): Map<number, number> {
  const same = (a: string, b: string | undefined) =>
    b === undefined || a.toLowerCase() === b.toLowerCase();
  const open = new Map<number, number>();
  days.forEach((day, index) => {
    if (same(day.emotions, mood) && same(day.market_conditions, market)) {
      open.set(day.session_id, index);
    }
  });
  return open;
}

/** Some trades: their ids, and their values column by column. */
interface Piece {
  ids: readonly number[];
  columns: readonly (readonly unknown[])[];
}

interface PieceReader {
  /** Trades of these sessions, a JSON array of ids. */
  ofSessions(ids: string): Piece;
  /** Trades with these numbers, by number. */
  numbered(low: number, high: number): Piece;
}

function pieceReader(store: Store, filter: TradeFilter, sql: readonly string[]): PieceReader {
  const { where, values } = tradeConditions(filter);
  const scale = scaleOf(currencyOf(store.profile.currency));
  const arrays = sql.map((column) => `json_group_array(${column})`).join(", ");
  const prepare = (columns: string, from: string) =>
    store.db.prepare(`SELECT ${columns} FROM daily_trading_data t ${from}${where}`).raw();
  const ofSessions = "WHERE t.session_id IN (SELECT value FROM json_each(@ids))";
  // NOT INDEXED: through an index that suits the filter the rows would come in its order.
  const numbered = "NOT INDEXED WHERE t.id BETWEEN @low AND @high";
  const bySession = prepare(`json_group_array(t.id), ${arrays}`, ofSessions);
  const byNumber = prepare(`json_group_array(t.id), ${arrays}`, numbered);
  const piece = (texts: unknown): Piece => {
    const [ids = [], ...columns] = (texts as string[]).map((text) => JSON.parse(text) as unknown[]);
    return { ids: ids as number[], columns };
  };
  return {
    ofSessions: (ids) => piece(bySession.get({ ...values, scale, ids })),
    numbered: (low, high) => piece(byNumber.get({ ...values, scale, low, high })),
  };
}

function* byNumbers(last: number, reader: PieceReader): Generator<Piece> {
  for (let low = 1; low <= last; low += PIECE) yield reader.numbered(low, low + PIECE - 1);
}

/** Reads days together until they make a piece. */
function* byDays(days: readonly LedgerDay[], reader: PieceReader): Generator<Piece> {
  let ids: number[] = [];
  let count = 0;
  for (const day of days) {
    ids.push(day.session_id);
    count += day.total_trades;
    if (count < PIECE) continue;
    yield reader.ofSessions(JSON.stringify(ids));
    [ids, count] = [[], 0];
  }
  if (ids.length > 0) yield reader.ofSessions(JSON.stringify(ids));
}

interface Range {
  days: readonly LedgerDay[];
  /** Index of the days that pass, by session id. */
  open: ReadonlyMap<number, number>;
  /** Trades of all the days. */
  most: number;
}

function gather<K extends LedgerColumn>(
  { days, open, most }: Range,
  pieces: Iterable<Piece>,
  { wanted, read }: { wanted: readonly K[]; read: readonly LedgerColumn[] },
): Ledger<K> {
  const day = new Int32Array(most);
  const id = new Float64Array(most);
  const minor = new Float64Array(most);
  const closed = newTimes(isTimed(read) ? 0 : most);
  const columns = new Map<LedgerColumn, FillingColumn>(
    wanted.map((name) => [name, newColumn(name, most)]),
  );
  const filling = [...(isTimed(read) ? [] : [closed]), ...read.map((name) => columns.get(name))];
  let n = 0;
  for (const { ids, columns: values } of pieces) {
    const [sessions = [], minors = [], ...rest] = values;
    const first = n;
    const rows = new Int32Array(ids.length);
    for (let row = 0; row < ids.length; row++) {
      const index = open.get(sessions[row] as number);
      if (index === undefined) continue;
      // The columns have room for as many trades as the sessions' totals say.
      if (n >= most) throw new RangeError("sessions hold more trades than their totals say");
      day[n] = index;
      id[n] = ids[row] as number;
      minor[n] = minors[row] as number;
      rows[n++ - first] = row;
    }
    const kept = rows.subarray(0, n - first);
    filling.forEach((column, c) => {
      column?.put(first, rest[c] ?? [], kept);
    });
  }
  const [exit, entry] = isTimed(read)
    ? [columns.get("exit"), columns.get("entry")]
    : [closed, closed];
  const places = inOrder(n, [
    (row) => day[row] ?? 0,
    (row) => exit?.at?.(row) || entry?.at?.(row) || 0,
    (row) => id[row] ?? 0,
  ]);
  const pick: Reorder = (column) => picked(column, places, n);
  const ledger: LedgerCore & { [name in LedgerColumn]?: unknown } = {
    n,
    days,
    day: pick(day),
    id: pick(id),
    minor: pick(minor),
  };
  for (const [name, column] of columns) ledger[name] = column.done(pick);
  return ledger as Ledger<K>;
}

/** The rows in order of these keys, one after the other; null: they are already. */
function inOrder(n: number, keys: readonly [Key, Key, Key]): Int32Array | null {
  const [day, time, id] = keys;
  const compare = (a: number, b: number) => day(a) - day(b) || time(a) - time(b) || id(a) - id(b);
  let isSorted = true;
  for (let row = 1; row < n && isSorted; row++) isSorted = compare(row - 1, row) <= 0;
  if (isSorted) return null;
  const places = new Int32Array(n);
  for (let row = 0; row < n; row++) places[row] = row;
  return places.sort(compare);
}

type Key = (row: number) => number;

function picked<T extends Int32Array | Float64Array | Int8Array>(
  column: T,
  places: Int32Array | null,
  n: number,
): T {
  if (places === null) return column.subarray(0, n) as T;
  const to = column.slice(0, n) as T;
  for (let row = 0; row < n; row++) to[row] = column[places[row] ?? 0] ?? 0;
  return to;
}
