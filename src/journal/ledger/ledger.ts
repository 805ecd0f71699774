import { groupBy } from "../../base/groups.ts";
import { currencyOf, scaleOf } from "../../base/money.ts";
import { knownMood } from "../../base/moods.ts";
import { parseUtc } from "../../base/time.ts";
import type {
  Ledger,
  LedgerColumn,
  LedgerCore,
  LedgerDay,
  LedgerPart,
  Wholes,
} from "../../model.ts";
import { balancesFrom, flowsFrom } from "../balance.ts";
import { dayEnd, SAID_MARKET_SQL } from "../days.ts";
import { knownValues } from "../plans/symbols.ts";
import type { Store } from "../store.ts";
import { minorUnits } from "../totals.ts";
import { type TradeFilter, tradeConditions } from "../trades.ts";
import { bandsOf } from "./bands.ts";
import { type FillingColumn, newColumn, type Pick } from "./columns.ts";
import { byDays, byNumbers, isFew, isMany, type Piece, resultPieces } from "./pieces.ts";

/** Nobody said anything. */
const NO_MOODS: LedgerDay["moods"] = [];
const NO_FLOWS: LedgerDay["flows"] = [];

/** The profile's sessions of a range, oldest first, with what is known of them beside trades. */
export function ledgerDays(store: Store, range: { from?: string; to?: string }): LedgerDay[] {
  // As lists, and without what is not in the table: a day in a journal of years is one of thousands,
  // and to name each of its values takes longer than to find them.
  const rows = store.db
    .prepare(
      `SELECT s.id, s.session_date, CAST(s.total_trades AS INTEGER), s.total_profit_loss,
         ${SAID_MARKET_SQL}, s.emotions, s.body,
         CASE WHEN EXISTS (SELECT 1 FROM ai_mentor_reports r
           WHERE r.session_id = s.id AND r.headline IS NOT NULL)
           THEN s.risk_score END
       FROM trading_sessions s
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to ORDER BY s.session_date`,
    )
    .raw()
    .all(bounds(store, range)) as DayRow[];
  const moods = moodsOf(store, range);
  const first = rows[0]?.[1] ?? "";
  const balances = balancesFrom(store, first);
  const flows = groupBy(flowsFrom(store, first), (flow) => flow.session_date);
  // By place: to take such a row apart by names would take as long again.
  return rows.map((row) => ({
    session_id: row[0],
    session_date: row[1],
    total_trades: row[2],
    total_profit_loss: row[3],
    market_conditions: row[4],
    emotions: knownMood(row[5]),
    body: row[6],
    moods: moods.get(row[0]) ?? NO_MOODS,
    risk_score: row[7],
    balance: balances.get(row[1]) ?? null,
    flows: flows.get(row[1]) ?? NO_FLOWS,
  }));
}

type DayRow = [
  id: number,
  date: string,
  trades: number,
  result: number,
  market: string | null,
  mood: string,
  body: string | null,
  score: number | null,
];

const bounds = (
  store: Store,
  { from = "", to = "9999-12-31" }: { from?: string; to?: string },
) => ({
  user: store.profile.id,
  from,
  to,
});

/** Check-ins of the range by session, in order of time. */
function moodsOf(store: Store, range: { from?: string; to?: string }) {
  const rows = store.db
    .prepare(
      `SELECT m.session_id, s.session_date, m.mood, m.created_at
       FROM mood_checkins m JOIN trading_sessions s ON s.id = m.session_id
       WHERE s.user_id = @user AND s.session_date BETWEEN @from AND @to
       ORDER BY m.created_at, m.id`,
    )
    .raw()
    .all(bounds(store, range)) as [number, string, string, string][];
  const moods = new Map<number, LedgerDay["moods"][number][]>();
  for (const [session, date, mood, at] of rows) {
    const said = moods.get(session) ?? [];
    const until = said[0]?.until ?? dayEnd(store, date) / 1000;
    if (said.push({ mood: knownMood(mood), at: parseUtc(at) / 1000, until }) === 1)
      moods.set(session, said);
  }
  return moods;
}

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
  const isPlanned = planned.length > 0 && isAnyPlanned(store);
  const columns = [...new Set([...wanted, ...(isPlanned ? planned : [])])];
  const source = { store, filter, columns, isMany: isMany(most) };
  const pieces = isFew(store, most) ? byDays(source, days) : byNumbers(source);
  const open = openDays(days, filter);
  const ledger = gather({ days, open, most }, pieces, columns);
  const bands = bandsOf(store, ledger.id);
  if (bands !== null) ledger.even_within = bands;
  ledger.parts = partsIn(store, filter, ledger.id, open);
  ledger.points = knownValues(store);
  return ledger;
}

/** Whether any trade of the journal has a stop or a risk of its own. */
export function isAnyPlanned(store: Store): boolean {
  // The index holds those alone.
  const any = store.db.prepare(
    `SELECT EXISTS (SELECT 1 FROM daily_trading_data
     WHERE stop_loss > 0 OR risk_percent > 0) OR EXISTS (SELECT 1 FROM plans WHERE stop > 0)`,
  );
  return any.pluck().get() === 1;
}

/** The results of the trades that pass the filter, in minor units, in no order: half of a ledger. */
export function readResults(store: Store, filter: LedgerFilter): Float64Array {
  const days = ledgerDays(store, filter);
  const open = openDays(days, filter);
  const passing = days.filter(({ session_id }) => open.has(session_id));
  const results = new Float64Array(days.reduce((sum, day) => sum + day.total_trades, 0));
  let n = 0;
  for (const found of resultPieces(store, filter, passing)) {
    results.set(found, n);
    n += found.length;
  }
  return results.subarray(0, n);
}

/** Parts of positions on other days than their end, where either day is of the ledger. */
function partsIn(
  store: Store,
  filter: TradeFilter,
  ids: Wholes,
  open: ReadonlyMap<number, number>,
): LedgerPart[] {
  const { where, values } = tradeConditions(store, filter);
  const rows = store.db
    .prepare(
      `SELECT t.id, e.session_id, ${minorUnits("e.profit_loss", "@scale")} AS minor,
         ${minorUnits("e.commission", "@scale")} AS commission,
         ${minorUnits("e.swap", "@scale")} AS swap, ${minorUnits("e.fee", "@scale")} AS fee,
         t.bot_id IS NOT NULL AS bots
       FROM early_results e JOIN daily_trading_data t ON t.id = e.trade_id
       JOIN trading_sessions s ON s.id = e.session_id WHERE s.user_id = @user${where}`,
    )
    .all({
      ...values,
      user: store.profile.id,
      scale: scaleOf(currencyOf(store.profile.currency)),
    }) as (Omit<LedgerPart, "row" | "day" | "isBots"> & {
    id: number;
    session_id: number;
    bots: number;
  })[];
  if (rows.length === 0) return [];
  const wanted = new Set(rows.map(({ id }) => id));
  const rowOf = new Map<number, number>();
  ids.forEach((id, row) => {
    if (wanted.has(id)) rowOf.set(id, row);
  });
  return rows
    .map(({ id, session_id, bots, ...part }) => ({
      ...part,
      row: rowOf.get(id) ?? -1,
      day: open.get(session_id) ?? -1,
      isBots: bots === 1,
    }))
    .filter(({ row, day }) => row >= 0 || day >= 0);
}

/** Index of each session whose day itself passes, by its id. */
function openDays(days: readonly LedgerDay[], { mood, market }: TradeFilter): Map<number, number> {
  const same = (a: string | null, b: string | undefined) =>
    b === undefined || a?.toLowerCase() === b.toLowerCase();
  const open = new Map<number, number>();
  days.forEach((day, index) => {
    if (same(day.emotions, mood) && same(day.market_conditions, market)) {
      open.set(day.session_id, index);
    }
  });
  return open;
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
  wanted: readonly K[],
): Ledger<K> {
  const day = new Int32Array(most);
  const id = newColumn("id", most);
  const minor = newColumn("minor", most);
  const closed = newColumn("exit", most);
  const columns = new Map<LedgerColumn, FillingColumn>(
    wanted.map((name) => [name, newColumn(name, most)]),
  );
  let n = 0;
  let rows = new Int32Array(0);
  for (const piece of pieces) {
    const first = n;
    if (rows.length < piece.n) rows = new Int32Array(piece.n);
    let session = -1;
    let index = -1;
    for (let row = 0; row < piece.n; row++) {
      // Trades come in runs of one session.
      if (piece.sessions[row] !== session) {
        session = piece.sessions[row] as number;
        index = open.get(session) ?? -1;
      }
      if (index < 0) continue;
      // `most` holds unless the totals of a session are wrong; then the rest would be lost quietly.
      if (n >= most) throw new RangeError("sessions hold more trades than their totals say");
      day[n] = index;
      rows[n++ - first] = row;
    }
    const count = n - first;
    const kept = count === piece.n ? null : rows;
    id.put(first, count, piece.ids, kept);
    minor.put(first, count, piece.results, kept);
    closed.put(first, count, piece.closed, kept);
    for (const [name, values] of piece.columns) columns.get(name)?.put(first, count, values, kept);
  }
  // Either these two tell when a trade was closed, or what was read beside them.
  const exit = closed.values() ?? columns.get("exit")?.values() ?? null;
  const entry = columns.get("entry")?.values() ?? null;
  const places = inOrder(n, { day, id: id.values() ?? [], exit, entry });
  const pick = picking(places, n);
  const ledger: LedgerCore & { [name in LedgerColumn]?: unknown } = {
    n,
    days,
    day: pick(day),
    id: id.done(pick, n) as Wholes,
    minor: minor.done(pick, n) as Float64Array,
    parts: [],
  };
  for (const [name, column] of columns) ledger[name] = column.done(pick, n);
  return ledger as Ledger<K>;
}

interface Keys {
  day: Int32Array;
  id: ArrayLike<number>;
  exit: ArrayLike<number> | null;
  entry: ArrayLike<number> | null;
}

/** The rows by day, time and number; null: they are in that order already. */
function inOrder(n: number, { day, exit, entry, id }: Keys): Int32Array | null {
  const time = (row: number) => exit?.[row] || entry?.[row] || 0;
  const compare = (a: number, b: number) =>
    (day[a] ?? 0) - (day[b] ?? 0) || time(a) - time(b) || (id[a] ?? 0) - (id[b] ?? 0);
  let row = 1;
  while (row < n && ((day[row - 1] ?? 0) < (day[row] ?? 0) || compare(row - 1, row) <= 0)) row++;
  if (row >= n) return null;
  const places = new Int32Array(n);
  for (let place = 0; place < n; place++) places[place] = place;
  return places.sort(compare);
}

/** Puts columns in this order, each in its own place; null: they are in it. */
function picking(places: Int32Array | null, n: number): Pick {
  if (places === null) return (column) => column.subarray(0, n) as typeof column;
  const was = new Float64Array(n);
  return (column) => {
    const some = column.subarray(0, n) as typeof column;
    was.set(some);
    for (let row = 0; row < n; row++) some[row] = was[places[row] ?? 0] ?? 0;
    return some;
  };
}
