import { parseUtc } from "../base/time.ts";
import type { Coded, LedgerColumn } from "../model.ts";
import { minorUnits } from "./totals.ts";

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
  // Money is added in whole numbers, which also come out of SQLite twice as fast as fractions.
  money: (sql) => minorUnits(sql, "@scale"),
  number: (sql) => sql,
  // As text: `secondsReader` turns it into seconds faster than SQLite's unixepoch() does.
  time: (sql) => sql,
  side: (sql) => `CASE ${sql} WHEN 'buy' THEN 1 WHEN 'sell' THEN -1 ELSE 0 END`,
  flag: (sql) => `coalesce(${sql} <> 0, -1)`,
  text: (sql) => sql,
};

/** Columns of which many a journal holds nothing; see `emptyColumns`. */
const OFTEN_EMPTY: readonly LedgerColumn[] = [
  ...(["commission", "swap", "fee", "stop_loss", "risk_percent"] as const),
  ...(["entry_price", "exit_price", "strategy", "tags", "exit_reason"] as const),
];

/** A net result in minor units. */
export const RESULT_SQL = KINDS.money("t.profit_loss");

/** The SQL that reads a column. */
export function columnSql(column: LedgerColumn): string {
  const { sql, kind } = COLUMNS[column];
  return KINDS[kind](sql);
}

/** Those of the columns that may hold nothing at all, with the SQL that counts what they hold. */
export function countable(
  columns: readonly LedgerColumn[],
): { column: LedgerColumn; sql: string }[] {
  return columns
    .filter((column) => OFTEN_EMPTY.includes(column))
    .map((column) => ({ column, sql: `count(${COLUMNS[column].sql})` }));
}

type Pickable = Int32Array | Float64Array | Int8Array;

/** Puts the rows of a column into the order of the ledger. */
export type Reorder = <T extends Pickable>(column: T) => T;

/** A column while it is being filled. */
export interface FillingColumn {
  /** Puts `values[rows[0]]`, `values[rows[1]]`, ... from `first` on. */
  put(first: number, values: readonly unknown[], rows: Int32Array): void;
  /** The time at a row, where it is a column of times; NaN: unknown. */
  at?(row: number): number;
  done(pick: Reorder): Pickable | Coded;
}

/** A column of this size of which nothing is known yet. */
export function newColumn(column: LedgerColumn, size: number): FillingColumn {
  const { kind } = COLUMNS[column];
  if (kind === "text") return newCoded(size);
  if (kind === "time") return newTimes(size);
  const values = kind === "side" || kind === "flag" ? new Int8Array(size) : unknown(size);
  return {
    put: (first, from, rows) => {
      for (let k = 0; k < rows.length; k++) {
        const value = from[rows[k] ?? 0];
        if (typeof value === "number") values[first + k] = value;
      }
    },
    done: (pick) => pick<Int8Array | Float64Array>(values),
  };
}

function unknown(size: number): Float64Array {
  return new Float64Array(size).fill(Number.NaN);
}

/** Epoch seconds of stored times. */
export function newTimes(size: number): FillingColumn {
  const values = unknown(size);
  const secondsOf = secondsReader();
  return {
    put: (first, from, rows) => {
      for (let k = 0; k < rows.length; k++) {
        const value = from[rows[k] ?? 0];
        if (typeof value === "string") values[first + k] = secondsOf(value);
      }
    },
    at: (row) => values[row] ?? Number.NaN,
    done: (pick) => pick(values),
  };
}

/**
 * Reads stored times. Trades come in long runs of one day, so the day is reckoned once and only the
 * clock is read: a sixth less CPU for `stats --by hour` over 300,000 trades than by `parseUtc`.
 */
function secondsReader(): (text: string) => number {
  let day = "";
  let midnight = 0;
  // The number of two digits by their character codes, that of "0" being 48: 10 (a - 48) + b - 48.
  const pair = (text: string, at: number) =>
    text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
  return (text) => {
    if (text.length !== 19) return Math.floor(parseUtc(text) / 1000);
    if (day === "" || !text.startsWith(day)) {
      const seconds = parseUtc(text) / 1000;
      if (Number.isNaN(seconds)) return seconds;
      day = text.slice(0, 11);
      midnight = Math.floor(seconds / 86_400) * 86_400;
      return seconds;
    }
    return midnight + pair(text, 11) * 3600 + pair(text, 14) * 60 + pair(text, 17);
  };
}

function newCoded(size: number): FillingColumn {
  const code = new Int32Array(size).fill(-1);
  const numbers = new Map<string, number>();
  return {
    put: (first, from, rows) => {
      for (let k = 0; k < rows.length; k++) {
        const value = from[rows[k] ?? 0];
        if (value === null || value === undefined) continue;
        const name = String(value);
        const known = numbers.get(name) ?? numbers.size;
        if (known === numbers.size) numbers.set(name, known);
        code[first + k] = known;
      }
    },
    done: (pick) => ({ names: [...numbers.keys()], code: pick(code) }),
  };
}
