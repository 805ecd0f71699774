import { unknownColumn } from "../../base/unknown.ts";
import type { Coded, LedgerColumn, Wholes } from "../../model.ts";
import { minorUnits } from "../totals.ts";
import { bytesOf, timesIn, wholesIn } from "./decoded.ts";

/** The stop that R of a trade `t` is measured from, where its own is a later one: its plan's, else the first. */
export const FIRST_STOP =
  "CASE WHEN t.plan_id > 0 THEN coalesce((SELECT p.stop FROM plans p WHERE p.id = t.plan_id), t.first_stop) " +
  "ELSE t.first_stop END";

type Kind = "money" | "number" | "time" | "whole" | "text";

/** Each column in SQL, and how its values are held; whole numbers that nobody knows are 0 or what is said. */
const COLUMNS: Readonly<Record<LedgerColumn, { sql: string; kind: Kind; unknown?: number }>> = {
  entry: { sql: "t.entry_time", kind: "time" },
  exit: { sql: "t.exit_time", kind: "time" },
  lot: { sql: "nullif(t.lot_size, 0)", kind: "number" },
  side: { sql: "CASE t.side WHEN 'buy' THEN 1 WHEN 'sell' THEN -1 END", kind: "whole" },
  commission: { sql: "t.commission", kind: "money" },
  swap: { sql: "t.swap", kind: "money" },
  fee: { sql: "t.fee", kind: "money" },
  bot: { sql: "t.bot_id", kind: "whole" },
  entry_price: { sql: "t.entry_price", kind: "number" },
  exit_price: { sql: "t.exit_price", kind: "number" },
  stop_loss: { sql: "t.stop_loss", kind: "number" },
  planned_stop: { sql: FIRST_STOP, kind: "number" },
  stop_loss_used: { sql: "t.stop_loss_used <> 0", kind: "whole", unknown: -1 },
  risk_percent: { sql: "t.risk_percent", kind: "number" },
  symbol: { sql: "t.symbol", kind: "text" },
  setup: { sql: "nullif(t.strategy_used, '')", kind: "text" },
  account: { sql: "nullif(t.account, '')", kind: "text" },
  timeframe: { sql: "t.timeframe", kind: "text" },
  mood: { sql: "t.mood", kind: "text" },
  confidence: { sql: "t.confidence", kind: "number" },
  mistakes: { sql: "nullif(t.mistakes, '')", kind: "text" },
  plan: {
    sql: `CASE WHEN t.plan_id > 0
        THEN (SELECT iif(p.allowed = 1, 'planned', 'against') FROM plans p WHERE p.id = t.plan_id)
      WHEN EXISTS (SELECT 1 FROM trading_sessions d JOIN plans p ON p.user_id = d.user_id
        WHERE d.id = t.session_id
          AND p.sealed_at <= COALESCE(t.entry_time, t.exit_time, t.created_at))
      THEN 'unplanned' END`,
    kind: "text",
  },
  checklist: {
    sql: `(SELECT CASE WHEN json_array_length(p.checks) = 0 THEN NULL
        WHEN EXISTS (SELECT 1 FROM json_each(p.checks) c WHERE NOT json_extract(c.value, '$.ok'))
        THEN 'broken' ELSE 'whole' END FROM plans p WHERE p.id = t.plan_id)`,
    kind: "text",
  },
  tags: { sql: "nullif(t.tags, '')", kind: "text" },
  exit_reason: { sql: "t.exit_reason", kind: "text" },
};

/**
 * A way to bring a column of a piece over in one value, and to read it there: as many values as the
 * piece has trades, or none at all where every one is unknown. Null: it cannot be read so.
 */
interface Form {
  sql: string;
  read(found: unknown, n: number, room: Float64Array): ArrayLike<unknown> | null;
}

const together = (sql: string) => `group_concat(${sql})`;
const withGaps = (sql: string) => together(`coalesce(${sql}, '')`);

const wholes: Form["read"] = (found, n, room) => wholesIn(bytesOf(found as string), n, room);
const times: Form["read"] = (found, n, room) => timesIn(bytesOf(found as string), n, room);
// Beyond 64 bits it comes as the largest of them.
const units: Form["read"] = (found, n, room) => wholesIn(bytesOf(found as string), n, room, 18);
const json: Form["read"] = (found, n) => {
  const values = JSON.parse(found as string) as unknown[];
  return values.length === 0 || values.length === n ? values : null;
};

/** What each kind is in SQL. */
const EXACT: Readonly<Record<Kind, (sql: string) => string>> = {
  // Money is added in whole numbers.
  money: (sql) => minorUnits(sql, "@scale"),
  // What has not the form of a time at all is none.
  time: (sql) => `unixepoch(iif(${sql} GLOB '[0-9]*-*', ${sql}, NULL))`,
  whole: (sql) => sql,
  number: (sql) => sql,
  text: (sql) => sql,
};

/**
 * Forms for many trades, the quickest first: a time in the form in which we store it is read here in a
 * third of the time that SQLite takes. What does not fit is read as EXACT has it.
 */
const QUICK: Readonly<Record<Kind, (sql: string) => readonly Form[]>> = {
  money: (sql) => {
    const whole = `CAST(ROUND(${sql} * @scale) AS INTEGER)`;
    return [
      { sql: together(whole), read: units },
      { sql: withGaps(whole), read: units },
    ];
  },
  // With its gaps from the start: a foreign text may hold commas, and then there are too many.
  time: (sql) => [{ sql: withGaps(sql), read: times }],
  whole: (sql) => [
    { sql: together(sql), read: wholes },
    { sql: withGaps(sql), read: wholes },
  ],
  number: () => [],
  text: () => [],
};

/** A list of unknown values alone is an empty one, which costs nothing. */
function jsonForms(sql: string): Form[] {
  return [
    { sql: `json_group_array(${sql}) FILTER (WHERE ${sql} IS NOT NULL)`, read: json },
    { sql: `json_group_array(${sql})`, read: json },
  ];
}

/** A column of pieces, in the quickest form that its values have allowed so far. */
export interface ColumnReader {
  /** What to select of a piece. */
  sql(): string;
  /** What has a value where a trade has one. */
  source: string;
  /**
   * The values in what was selected of a piece of `n` trades, valid until the next call; empty where
   * none has any. Null: the piece has to be read anew, by another SQL.
   */
  values(found: unknown, n: number): ArrayLike<unknown> | null;
}

function formsOf(sql: string, kind: Kind, isMany: boolean): Form[] {
  return [...(isMany ? QUICK[kind](sql) : []), ...jsonForms(EXACT[kind](sql))];
}

/**
 * Reads `sql` of trades `t`; money in minor units (of "@scale"), times in epoch seconds. Quick forms
 * pay when their readers here have become machine code: of few trades JSON is read sooner.
 */
export function columnReader(sql: string, kind: Kind, isMany: boolean): ColumnReader {
  return readerIn(sql, formsOf(sql, kind, isMany));
}

/**
 * The numbers of trades, which are read in the order of these and from @low to @high: where none of
 * them is missing there is nothing to bring over.
 */
export function numberReader(isMany: boolean): ColumnReader {
  const gapless: Form = {
    sql: "iif(count(*) = @high - @low + 1, @low, 0)",
    read(low, n, room) {
      if (low === 0) return null;
      for (let row = 0; row < n; row++) room[row] = Number(low) + row;
      return room.subarray(0, n);
    },
  };
  const id = "t.id";
  return readerIn(id, [gapless, ...formsOf(id, "whole", isMany)]);
}

/** From the first of the forms that reads the values on. */
function readerIn(source: string, forms: readonly Form[]): ColumnReader {
  let at = 0;
  let room = new Float64Array(0);
  const form = () => {
    const now = forms[at];
    if (now === undefined) throw new RangeError(`no form reads ${source}`);
    return now;
  };
  return {
    sql: () => form().sql,
    source,
    values: (found, n) => {
      if (found === null) return [];
      if (room.length < n) room = new Float64Array(n);
      const values = form().read(found, n, room);
      if (values === null) at++;
      return values;
    },
  };
}

/** The net results, in minor units. */
export const resultReader = (isMany: boolean) => columnReader("t.profit_loss", "money", isMany);

/** The values of a column of the ledger. */
export function readerOf(column: LedgerColumn, isMany: boolean): ColumnReader {
  const { sql, kind } = COLUMNS[column];
  return columnReader(sql, kind, isMany);
}

type Column = Wholes | Float64Array;

/** Puts the rows in their order. */
export type Pick = <T extends Column>(column: T) => T;

/** A column while it is being filled. */
export interface FillingColumn {
  /** Null: nothing is known yet. */
  values(): Column | null;
  /** Puts these `n` rows of `from`, one after the other, from `first` on; null: all of them. */
  put(first: number, n: number, from: ArrayLike<unknown>, rows: Int32Array | null): void;
  /** The column of all `n` rows. */
  done(pick: Pick, n: number): Column | Coded;
}

/** A column with room for so many rows, of which nothing is known yet. */
export function newColumn(column: LedgerColumn | "id" | "minor", size: number): FillingColumn {
  if (column === "id") return newWholes(size, 0);
  const { kind, unknown = 0 } = column === "minor" ? { kind: "money" } : COLUMNS[column];
  if (kind === "text") return newCoded(size);
  return kind === "whole" ? newWholes(size, unknown) : newNumbers(size);
}

function newNumbers(size: number): FillingColumn {
  let values: Float64Array | null = null;
  return {
    values: () => values,
    put: (first, n, from, rows) => {
      // No further than there are rows: what nothing was written into takes no memory.
      if (from.length === 0) return void values?.fill(Number.NaN, first, first + n);
      values ??= new Float64Array(size).fill(Number.NaN, 0, first);
      // In one go where there is nothing to leave out.
      if (rows === null && from instanceof Float64Array) return values.set(from, first);
      for (let k = 0; k < n; k++) {
        const value = from[rows === null ? k : (rows[k] ?? 0)];
        values[first + k] = typeof value === "number" ? value : Number.NaN;
      }
    },
    done: (pick, n) => (values === null ? unknownColumn(n) : pick<Column>(values)),
  };
}

/** In an array as narrow as the values allow. */
function newWholes(
  size: number,
  unknown: number,
  numberOf = (value: unknown): unknown => value,
): FillingColumn & { done(pick: Pick): Wholes } {
  let values: Wholes = new Int8Array(size).fill(unknown);
  return {
    values: () => values,
    put: (first, n, from, rows) => {
      for (let k = 0; k < n && from.length > 0; k++) {
        const value = numberOf(from[rows === null ? k : (rows[k] ?? 0)]);
        if (typeof value !== "number" || Number.isNaN(value)) continue;
        const at = first + k;
        values[at] = value;
        // What does not come back as it was does not fit.
        while (values[at] !== value) {
          values = wider(values);
          values[at] = value;
        }
      }
    },
    done: (pick) => pick(values),
  };
}

function wider(values: Wholes): Wholes {
  if (values instanceof Int8Array) return Int16Array.from(values);
  return values instanceof Int16Array ? Int32Array.from(values) : Float64Array.from(values);
}

function newCoded(size: number): FillingColumn {
  const numbers = new Map<unknown, number>();
  const codes = newWholes(size, -1, (name) => {
    if (name === null || name === undefined) return null;
    const known = numbers.get(name) ?? numbers.size;
    if (known === numbers.size) numbers.set(name, known);
    return known;
  });
  return {
    ...codes,
    done: (pick) => ({ names: [...numbers.keys()].map(String), code: codes.done(pick) }),
  };
}
