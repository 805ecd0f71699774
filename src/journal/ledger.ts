import type {
  Coded,
  Ledger,
  LedgerColumn,
  LedgerColumns,
  LedgerCore,
  LedgerDay,
} from "../model-ledger.ts";
import { currencyOf } from "../text/currency.ts";
import { ledgerDays } from "./ledger-days.ts";
import type { Store } from "./store.ts";
import { type TradeFilter, tradeConditions } from "./trades.ts";

/** Trades that come over from SQLite in one piece: as JSON arrays, four times as fast as rows. */
const PIECE = 4_000;
/** Days are read through the index when they hold fewer than this share of all trades. */
const FEW = 0.2;

type Kind = "money" | "number" | "time" | "side" | "flag" | "text";

/** Each column in SQL, and how its values are held. */
const COLUMNS: Readonly<Record<LedgerColumn, { sql: string; kind: Kind }>> = {
  entry: { sql: "t.entry_time", kind: "time" },
  exit: { sql: "t.exit_time", kind: "time" },
  lot: { sql: "nullif(t.lot_size, 0)", kind: "number" },
  side: { sql: "t.side", kind: "side" },
  commission: { sql: "t.commission", kind: "money" },
  swap: { sql: "t.swap", kind: "money" },
  fee: { sql: "t.fee", kind: "money" },
  bot: { sql: "coalesce(t.bot_id, 0)", kind: "number" },
  entry_price: { sql: "t.entry_price", kind: "number" },
  exit_price: { sql: "t.exit_price", kind: "number" },
  stop_loss: { sql: "t.stop_loss", kind: "number" },
  stop_loss_used: { sql: "t.stop_loss_used", kind: "flag" },
  risk_percent: { sql: "t.risk_percent", kind: "number" },
  symbol: { sql: "t.symbol", kind: "text" },
  strategy: { sql: "nullif(t.strategy_used, '')", kind: "text" },
  tags: { sql: "nullif(t.tags, '')", kind: "text" },
  exit_reason: { sql: "t.exit_reason", kind: "text" },
};

const KINDS: Readonly<Record<Kind, (sql: string) => string>> = {
  // Whole numbers cross over twice as fast as fractions and are what money is added in.
  money: (sql) => `CAST(round(${sql} * @scale) AS INT)`,
  number: (sql) => sql,
  time: (sql) => `unixepoch(${sql})`,
  side: (sql) => `CASE ${sql} WHEN 'buy' THEN 1 WHEN 'sell' THEN -1 ELSE 0 END`,
  flag: (sql) => `coalesce(${sql} <> 0, -1)`,
  text: (sql) => sql,
};

const CORE = [
  "t.id",
  "t.session_id",
  KINDS.money("t.profit_loss"),
  // The order within a day.
  "coalesce(unixepoch(coalesce(t.exit_time, t.entry_time)), 0)",
];

/**
 * The trades that pass the filter, with the columns asked for. The days of the range are all there,
 * also those of which no trade passes. Reads only.
 */
export function readLedger<K extends LedgerColumn>(
  store: Store,
  filter: Omit<TradeFilter, "limit">,
  wanted: readonly K[],
): Ledger<K> {
  const days = ledgerDays(store, filter);
  const open = openDays(days, filter);
  const sql = [...CORE, ...wanted.map((name) => KINDS[COLUMNS[name].kind](COLUMNS[name].sql))];
  const pieces = readPieces(store, days, filter, sql);
  return gather(days, open, pieces, wanted);
}

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

type Piece = readonly (readonly unknown[])[];

function* readPieces(
  store: Store,
  days: readonly LedgerDay[],
  filter: TradeFilter,
  sql: readonly string[],
): Generator<Piece> {
  const { where, values } = tradeConditions(filter);
  const { storedDigits } = currencyOf(store.profile.currency);
  const arrays = sql.map((column) => `json_group_array(${column})`).join(", ");
  const named = { ...values, scale: 10 ** storedDigits };
  const read = (from: string, bounds: object) => {
    const rows = store.db.prepare(
      `SELECT ${arrays} FROM daily_trading_data t WHERE ${from}${where}`,
    );
    const row = rows.raw().get({ ...named, ...bounds }) as string[];
    return row.map((text) => JSON.parse(text) as unknown[]);
  };
  const count = days.reduce((sum, day) => sum + day.total_trades, 0);
  const last = store.db.prepare("SELECT coalesce(max(id), 0) FROM daily_trading_data").pluck();
  const highest = last.get() as number;
  if (count < FEW * highest) {
    yield* byDays(days, (ids) =>
      read("t.session_id IN (SELECT value FROM json_each(@ids))", { ids }),
    );
    return;
  }
  for (let low = 0; low <= highest; low += PIECE) {
    yield read("t.id BETWEEN @low AND @high", { low, high: low + PIECE - 1 });
  }
}

/** Reads days together until they make a piece. */
function* byDays(days: readonly LedgerDay[], read: (ids: string) => Piece): Generator<Piece> {
  let ids: number[] = [];
  let count = 0;
  for (const day of days) {
    ids.push(day.session_id);
    count += day.total_trades;
    if (count < PIECE) continue;
    yield read(JSON.stringify(ids));
    [ids, count] = [[], 0];
  }
  if (ids.length > 0) yield read(JSON.stringify(ids));
}

/** Columns while they are being filled. */
type Growing = { [K in LedgerColumn]?: unknown };

function gather<K extends LedgerColumn>(
  days: readonly LedgerDay[],
  open: ReadonlyMap<number, number>,
  pieces: Iterable<Piece>,
  wanted: readonly K[],
): Ledger<K> {
  const most = days.reduce((sum, day) => sum + day.total_trades, 0);
  const core = {
    ...{ day: new Int32Array(most), id: new Float64Array(most), minor: new Float64Array(most) },
  };
  const order = new Float64Array(most);
  const columns = wanted.map((name) => emptyColumn(COLUMNS[name].kind, most));
  let n = 0;
  for (const [ids = [], sessions = [], minors = [], orders = [], ...rest] of pieces) {
    for (let row = 0; row < ids.length; row++) {
      const day = open.get(sessions[row] as number);
      // `most` holds unless the totals of a session are wrong; then the rest would be lost quietly.
      if (day === undefined) continue;
      if (n >= most) throw new RangeError("sessions hold more trades than their totals say");
      core.day[n] = day;
      core.id[n] = ids[row] as number;
      core.minor[n] = minors[row] as number;
      order[n] = orders[row] as number;
      for (let c = 0; c < columns.length; c++) columns[c]?.put(n, rest[c]?.[row]);
      n++;
    }
  }
  const places = inOrder(core.day, order, core.id, n);
  const pick = <T extends Pickable>(column: T): T => picked(column, places, n);
  const ledger: LedgerCore & Growing = {
    ...{ n, days, day: pick(core.day), id: pick(core.id), minor: pick(core.minor) },
  };
  wanted.forEach((name, index) => {
    ledger[name] = columns[index]?.done(pick) as LedgerColumns[K];
  });
  return ledger as Ledger<K>;
}

type Pickable = Int32Array | Float64Array | Int8Array;

/** The rows in order of day, time and id; null: they are already. */
function inOrder(day: Int32Array, time: Float64Array, id: Float64Array, n: number) {
  const compare = (a: number, b: number) =>
    (day[a] ?? 0) - (day[b] ?? 0) || (time[a] ?? 0) - (time[b] ?? 0) || (id[a] ?? 0) - (id[b] ?? 0);
  let isSorted = true;
  for (let row = 1; row < n && isSorted; row++) isSorted = compare(row - 1, row) <= 0;
  if (isSorted) return null;
  const places = new Int32Array(n);
  for (let row = 0; row < n; row++) places[row] = row;
  return places.sort(compare);
}

function picked<T extends Pickable>(column: T, places: Int32Array | null, n: number): T {
  if (places === null) return column.subarray(0, n) as T;
  const to = column.slice(0, n) as T;
  for (let row = 0; row < n; row++) to[row] = column[places[row] ?? 0] ?? 0;
  return to;
}

interface FillingColumn {
  put(row: number, value: unknown): void;
  done(pick: <T extends Pickable>(column: T) => T): Pickable | Coded;
}

function emptyColumn(kind: Kind, size: number): FillingColumn {
  if (kind === "text") return emptyCoded(size);
  const values = kind === "side" || kind === "flag" ? new Int8Array(size) : new Float64Array(size);
  return {
    put: (row, value) => {
      values[row] = typeof value === "number" ? value : Number.NaN;
    },
    done: (pick) => pick<Int8Array | Float64Array>(values),
  };
}

function emptyCoded(size: number): FillingColumn {
  const code = new Int32Array(size);
  const numbers = new Map<string, number>();
  return {
    put: (row, value) => {
      if (value === null || value === undefined) {
        code[row] = -1;
        return;
      }
      const name = String(value);
      const known = numbers.get(name) ?? numbers.size;
      if (known === numbers.size) numbers.set(name, known);
      code[row] = known;
    },
    done: (pick) => ({ names: [...numbers.keys()], code: pick(code) }),
  };
}
