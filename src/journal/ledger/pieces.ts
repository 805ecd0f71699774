import { currencyOf, scaleOf } from "../../base/money.ts";
import type { LedgerColumn, LedgerDay } from "../../model.ts";
import type { Store } from "../store.ts";
import { type TradeFilter, tradeConditions } from "../trades.ts";
import {
  type ColumnReader,
  columnReader,
  numberReader,
  readerOf,
  resultReader,
} from "./columns.ts";

/**
 * Trades that come over from SQLite in one piece, column by column. Read as rows, they take ten times
 * the CPU; in larger pieces it is the same, with more memory.
 */
const PIECE = 4_000;
/**
 * Days are read through the index when they hold fewer than this share of all trades: one month of
 * ten years takes 2.3 times the CPU by a walk over all trades, and all of them half as much again
 * through the index.
 */
const FEW = 0.2;

/** From so many trades on the time it takes to compile the quick readers is won back. */
const MANY = 50_000;
export const isMany = (most: number) => most >= MANY;

/** Whether so many trades are better read day by day than in a walk over all of the journal. */
export const isFew = (store: Store, most: number) => most < FEW * lastNumber(store);

function lastNumber(store: Store): number {
  const highest = store.db.prepare("SELECT coalesce(max(id), 0) FROM daily_trading_data");
  return highest.pluck().get() as number;
}

/** Some trades, column by column, to be taken over before the next piece is asked for. */
export interface Piece {
  n: number;
  /** Of the session. */
  sessions: ArrayLike<unknown>;
  ids: ArrayLike<number>;
  /** Net, in minor units. */
  results: ArrayLike<unknown>;
  /** When it was closed, else opened; empty where the columns tell. */
  closed: ArrayLike<unknown>;
  /** Empty where no trade of the piece has a value. */
  columns: ReadonlyMap<LedgerColumn, ArrayLike<unknown>>;
}

interface Source {
  store: Store;
  filter: TradeFilter;
  columns: readonly LedgerColumn[];
  /** Whether they are read in the forms for many trades. */
  isMany: boolean;
}

/** The trades that pass the filter, by their number. */
export function* byNumbers(source: Source): Generator<Piece> {
  const last = lastNumber(source.store);
  // Each page is read once: to keep 16 MB of them gains nothing.
  source.store.db.pragma("cache_size = -2000");
  // NOT INDEXED: through an index that suits the filter the rows would come in its order.
  const from = "NOT INDEXED WHERE t.id BETWEEN @low AND @high";
  const read = pieceReader(source, from, numberReader(source.isMany));
  for (let low = 1; low <= last; low += PIECE) {
    yield read({ low, high: Math.min(last, low + PIECE - 1) });
  }
}

/** The trades of these days that pass the filter. */
export function* byDays(source: Source, days: readonly LedgerDay[]): Generator<Piece> {
  const read = pieceReader(source, OF_SESSIONS, columnReader("t.id", "whole", source.isMany));
  for (const ids of together(days)) yield read({ ids });
}

const OF_SESSIONS = "WHERE t.session_id IN (SELECT value FROM json_each(@ids))";

/** The results of the trades of these days that pass the filter, in minor units, in no order. */
export function* resultPieces(
  store: Store,
  filter: TradeFilter,
  days: readonly LedgerDay[],
): Generator<ArrayLike<number>> {
  const most = days.reduce((sum, day) => sum + day.total_trades, 0);
  const read = columnsReader({ store, filter }, OF_SESSIONS, [resultReader(isMany(most))]);
  for (const ids of together(days)) yield (read({ ids }).values[0] ?? []) as ArrayLike<number>;
}

function pieceReader({ store, filter, columns, isMany }: Source, from: string, ids: ColumnReader) {
  const isTimed = columns.includes("entry") && columns.includes("exit");
  const reader = (sql: string, kind: "whole" | "time") => columnReader(sql, kind, isMany);
  const closed = isTimed ? [] : [reader("coalesce(t.exit_time, t.entry_time)", "time")];
  const read = columnsReader({ store, filter }, from, [
    ...[reader("t.session_id", "whole"), ids, resultReader(isMany)],
    ...[...columns.map((column) => readerOf(column, isMany)), ...closed],
  ]);
  return (range: object): Piece => {
    const { n, values } = read(range);
    const [sessions = [], ids = [], results = [], ...named] = values;
    return {
      n,
      sessions,
      ids: ids as ArrayLike<number>,
      results,
      closed: isTimed ? [] : (named.at(-1) ?? []),
      columns: new Map(columns.map((column, at) => [column, named[at] ?? []])),
    };
  };
}

/** Reads columns of the trades in a range that the filter lets pass, one range after the other. */
function columnsReader(
  { store, filter }: Pick<Source, "store" | "filter">,
  from: string,
  readers: readonly ColumnReader[],
) {
  const { where, values: named } = tradeConditions(store, filter);
  const scale = scaleOf(currencyOf(store.profile.currency));
  // Without a value in the first piece: from then on it is asked of all together whether any has one.
  let silent: readonly ColumnReader[] | null = null;
  const prepare = () => {
    const columns = readers.map((reader) => (silent?.includes(reader) ? "NULL" : reader.sql()));
    const sources = (silent ?? []).map(({ source }) => source).join(", ");
    const heard = sources === "" ? "0" : `count(coalesce(NULL, ${sources}))`;
    const sql = `SELECT count(*), ${heard}, ${columns} FROM daily_trading_data t ${from}${where}`;
    return store.db.prepare(sql).raw();
  };
  let statement: ReturnType<typeof prepare> | null = null;
  return (range: object): { n: number; values: ArrayLike<unknown>[] } => {
    for (;;) {
      statement ??= prepare();
      const row = statement.get({ ...named, scale, ...range }) as [number, number, ...unknown[]];
      const [n, heard, ...found] = row;
      const values = readers.map((reader, at) => reader.values(found[at], n));
      const fitting = values.filter((column) => column !== null);
      if (heard > 0) silent = [];
      if (heard > 0 || fitting.length < values.length) {
        statement = null;
        continue;
      }
      if (silent === null && n > 0) {
        silent = readers.filter((_, at) => fitting[at]?.length === 0);
        if (silent.length > 0) statement = null;
      }
      return { n, values: fitting };
    }
  };
}

/** Days that make a piece together, as JSON arrays of their ids. */
function* together(days: readonly LedgerDay[]): Generator<string> {
  let ids: number[] = [];
  let count = 0;
  for (const day of days) {
    ids.push(day.session_id);
    count += day.total_trades;
    if (count < PIECE) continue;
    yield JSON.stringify(ids);
    [ids, count] = [[], 0];
  }
  if (ids.length > 0) yield JSON.stringify(ids);
}
