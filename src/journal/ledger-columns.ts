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

/** A stored time as epoch seconds; what has not the form of one is null. */
export const secondsOf = (sql: string) => `unixepoch(iif(${sql} GLOB '[0-9]*-*', ${sql}, NULL))`;

const KINDS: Readonly<Record<Kind, (sql: string) => string>> = {
  // Money is added in whole numbers, which also come out of SQLite twice as fast as fractions.
  money: (sql) => minorUnits(sql, "@scale"),
  number: (sql) => sql,
  time: secondsOf,
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

/** Puts the rows in their order. */
export type Pick = <T extends Pickable>(column: T) => T;

/** A column while it is being filled. */
export interface FillingColumn {
  values: Pickable;
  /** Puts these rows of `from`, one after the other, from `first` on; null: all of them. */
  put(first: number, from: readonly unknown[], rows: Int32Array | null): void;
  done(pick: Pick): Pickable | Coded;
}

/** A column of this size of which nothing is known yet. */
export function newColumn(column: LedgerColumn | "minor", size: number): FillingColumn {
  const kind = column === "minor" ? "money" : COLUMNS[column].kind;
  if (kind === "text") return newCoded(size);
  const values =
    kind === "side" || kind === "flag"
      ? new Int8Array(size)
      : new Float64Array(size).fill(Number.NaN);
  return {
    values,
    put: (first, from, rows) => {
      // In one go where there is nothing to leave out.
      if (rows === null && !from.includes(null)) return values.set(from as number[], first);
      const n = rows === null ? from.length : rows.length;
      for (let k = 0; k < n; k++) {
        const value = from[rows === null ? k : (rows[k] ?? 0)];
        if (typeof value === "number") values[first + k] = value;
      }
    },
    done: (pick) => pick<Pickable>(values),
  };
}

function newCoded(size: number): FillingColumn {
  const values = new Int32Array(size).fill(-1);
  const numbers = new Map<unknown, number>();
  return {
    values,
    put: (first, from, rows) => {
      const n = rows === null ? from.length : rows.length;
      for (let k = 0; k < n; k++) {
        const name = from[rows === null ? k : (rows[k] ?? 0)];
        if (name === null || name === undefined) continue;
        const known = numbers.get(name) ?? numbers.size;
        if (known === numbers.size) numbers.set(name, known);
        values[first + k] = known;
      }
    },
    done: (pick) => ({ names: [...numbers.keys()].map(String), code: pick(values) }),
  };
}
