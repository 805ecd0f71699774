import * as v from "valibot";
import { dictionary } from "../base/dictionary.ts";
import { shownJson } from "../base/json.ts";
import { type ExportColumn, type ExportKind, largeValue, storedTime } from "../base/rows.ts";
import { utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import { FIELD_LIST, type FieldKind } from "../trade/fields.ts";
import * as words from "../words/errors.ts";
import {
  deleteRow,
  insertRow,
  type Operation,
  type Row,
  type RowId,
  recordInserted,
  type UserTable,
  updateRow,
} from "./changes.ts";
import { heal } from "./health/heal.ts";
import { judges } from "./health/values.ts";
import { makeOthers, type Others, othersIn, recordOthers } from "./others.ts";
import type { Store } from "./store.ts";
import { type Column, describe, namesIn, quoted } from "./tables.ts";
import { conditions, type TradeFilter } from "./trades.ts";

/** How an export writes what a field holds. */
const WRITTEN: Readonly<Record<FieldKind, ExportKind>> = {
  money: "number",
  price: "number",
  size: "number",
  number: "number",
  time: "time",
  day: "text",
  flag: "flag",
  choice: "text",
  text: "text",
  lines: "text",
  parts: "text",
  links: "text",
};

/** Columns of an exported trade and their SQL. */
const TRADE: readonly (ExportColumn & { sql: string })[] = [
  { name: "id", kind: "number", sql: "t.id" },
  ...FIELD_LIST.map(({ column, kind, sql = `t.${column}` }) => ({
    name: column,
    kind: WRITTEN[kind],
    sql,
  })),
  { name: "created_at", kind: "time", sql: "t.created_at" },
];

export const EXPORTED_TRADE: readonly ExportColumn[] = TRADE.map(({ name, kind }) => ({
  name,
  kind,
}));

/** The trades that pass the filter, oldest day first, one at a time: values of EXPORTED_TRADE. */
export function exportTrades(
  store: Store,
  filter: Omit<TradeFilter, "limit">,
): IterableIterator<unknown[]> {
  const columns = TRADE.map(({ sql }) => sql).join(", ");
  const { where, values } = conditions(filter, null);
  const { id: user, currency } = store.profile;
  // Day by day over the index, so that a million rows need not be sorted at once.
  const rows = store.db.prepare(
    `SELECT ${columns} FROM trading_sessions s
     CROSS JOIN daily_trading_data t ON t.session_id = s.id WHERE s.user_id = @user${where}
     ORDER BY s.session_date, COALESCE(t.entry_time, t.exit_time), t.id`,
  );
  return rows.raw().iterate({ ...values, user, currency }) as IterableIterator<unknown[]>;
}

/** What the journal makes anew by itself, or what belongs to this file alone. */
const LEFT_OUT = [
  "changes",
  "operations",
  "mentor_looks",
  "session_hands",
  "session_aliases",
  "writer",
];
/** An operation is of this file; a login of the origin's web page is nobody's business. */
const LEFT_OUT_COLUMNS = ["operation_id", "password_hash"];

/** A table of a whole export, in an order in which its rows can be added again. */
export interface WholeTable {
  name: string;
  columns: ExportColumn[];
  /** Those of them that are ours, as SQLite describes them. */
  own: Column[];
  /** What of it is another program's, whose values may be of any kind and size. */
  theirs: "nothing" | "some columns" | "all";
}

/** Tables whose rows others refer to come first; all others follow in the order of the schema. */
const FIRST = ["settings", "users", "bots", "accounts", "imports", "trading_sessions", "plans"];

/** All tables that hold what the user or another program recorded, with their columns. */
export function wholeTables({ db }: Pick<Store, "db">): WholeTable[] {
  const others = othersIn(db);
  const rank = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  const own = namesIn("TABLE")
    .filter((name) => !LEFT_OUT.includes(name))
    .sort((a, b) => rank(a) - rank(b))
    .map((name): WholeTable => {
      const theirs = (others.columns[name] ?? []).map((column) => column.name);
      const described = describe(db, name).filter(({ name }) => !LEFT_OUT_COLUMNS.includes(name));
      const own = described.filter(({ name }) => !theirs.includes(name));
      const columns = described.map(({ name, type }) => ({
        name,
        kind: theirs.includes(name) ? OTHERS : kindOf(type, name),
      }));
      return {
        name,
        columns,
        own,
        theirs: theirs.length > 0 ? "some columns" : "nothing",
      } as const;
    });
  const more = Object.keys(others.tables).map((name): WholeTable => {
    const columns = describe(db, name).map((column) => ({ name: column.name, kind: OTHERS }));
    return { name, columns, own: [], theirs: "all" };
  });
  return [...own, ...more];
}

/** The kind of values that are written as they are. */
const OTHERS: ExportKind = "text";

function kindOf(type: string, name: string): ExportKind {
  if (type === "DATETIME") return "time";
  // QuantumBotX writes "6/10 - GOOD".
  if (name === "risk_management_score") return OTHERS;
  return ["INTEGER", "REAL", "BOOLEAN"].includes(type) ? "number" : "text";
}

/** The rows of a table by id (settings: by key; without either by all they hold), one at a time. */
export function exportRows(
  { db }: Pick<Store, "db">,
  { name, columns, theirs }: WholeTable,
): IterableIterator<unknown[]> {
  const names = columns.map((column) => quoted(column.name)).join(", ");
  const order = theirs === "all" ? columns.map((_, index) => index + 1).join() : "1";
  const rows = db.prepare(`SELECT ${names} FROM ${quoted(name)} ORDER BY ${order}`).raw();
  return rows.safeIntegers(theirs !== "nothing").iterate() as IterableIterator<unknown[]>;
}

/** What a whole export begins with. */
export interface WholeHead {
  table: "jurnal";
  /** PRAGMA user_version. */
  schema: number;
  exported_at: string;
  /** The highest number each table ever gave: one that was deleted is never given again. */
  sequence: Record<string, number>;
  /** What other programs keep in the file; absent where there is nothing, and in old exports. */
  others?: Others;
}

/** The first row of a whole export. */
export function wholeHead({ db, now }: Store): WholeHead {
  const rows = db.prepare("SELECT name, seq FROM sqlite_sequence ORDER BY name").raw().all();
  const given = (rows as [string, number][]).filter(([name]) => !LEFT_OUT.includes(name));
  const others = othersIn(db);
  const isAny = [others.tables, others.columns].some((found) => Object.keys(found).length > 0);
  return {
    table: "jurnal",
    schema: db.pragma("user_version", { simple: true }) as number,
    exported_at: `${utcText(now()).replace(" ", "T")}Z`,
    sequence: Object.fromEntries(given),
    ...(isAny ? { others } : {}),
  };
}

/** One row of a whole export; `line` is its place in the file. */
export interface WholeRow {
  line: number;
  /** Null: the line is no JSON object. */
  row: Record<string, unknown> | null;
}

export interface Restored {
  rows: number;
  trades: number;
  days: number;
  profiles: number;
}

/** A whole export that is being read: its name, its tables as they are here, its rows. */
export interface WholeFile {
  name: string;
  rows: Iterator<WholeRow>;
}

/** Whether nothing was recorded yet: one profile, no day, no bot, nothing imported. */
export function isEmptyJournal(store: Store): boolean {
  return wholeTables(store).every(({ name }) => {
    if (name === "settings") return true;
    const rows = countRows(store, name);
    return name === "users" ? rows <= 1 : rows === 0;
  });
}

/** Adds all rows of a whole export to an empty journal, with the numbers they had. */
export function restoreRows(operation: Operation, file: WholeFile): Restored {
  const { store } = operation;
  const head = readHead(store, file);
  const made = guarded(file.name, 1, "jurnal", () => makeOthers(store, head.others));
  for (const key of store.db.prepare("SELECT key FROM settings").pluck().all()) {
    deleteRow(operation, "settings", key as string);
  }
  const counts: Record<string, number> = {};
  const rows = eachRow(store, file, (table) => adder(operation, table), counts);
  continueNumbers(store, head);
  recordOthers(operation, head.others, made);
  heal(store.db, store.now());
  const { daily_trading_data: trades = 0, trading_sessions: days = 0, users = 0 } = counts;
  return { rows, trades, days, profiles: users };
}

/** Whether the journal holds exactly the rows of the export. */
export function isSameJournal(store: Store, file: WholeFile): boolean {
  readHead(store, file);
  let same = true;
  const counts: Record<string, number> = {};
  const compare = (table: WholeTable): Taker => {
    const names = table.columns.map((column) => column.name);
    const find = finder(store, table);
    return {
      take(row) {
        const here = find(row);
        same =
          here !== undefined &&
          names.every((name, index) => isEqual(here[index], row[name] ?? null));
        return same;
      },
    };
  };
  eachRow(store, file, compare, counts);
  return (
    same && wholeTables(store).every(({ name }) => countRows(store, name) === (counts[name] ?? 0))
  );
}

/** Finds the row here that a row of the export may be: by its number, else by its place. */
function finder(store: Store, table: WholeTable): (row: Row) => unknown[] | undefined {
  if (table.theirs === "all") {
    const rows = [...exportRows(store, table)].reverse();
    return () => rows.pop();
  }
  const key = table.columns[0]?.name ?? "id";
  const names = table.columns.map(({ name }) => quoted(name)).join(", ");
  const find = store.db.prepare(`SELECT ${names} FROM ${table.name} WHERE ${key} = ?`).raw();
  find.safeIntegers(table.theirs !== "nothing");
  return (row) => find.get(row[key]) as unknown[] | undefined;
}

function isEqual(here: unknown, there: unknown): boolean {
  if (here instanceof Uint8Array || typeof here === "bigint") {
    return String(here) === String(there);
  }
  return here === there;
}

const countRows = ({ db }: Store, table: string) =>
  db
    .prepare(`SELECT COUNT(*) FROM ${quoted(table)}`)
    .pluck()
    .get() as number;

const COLUMNS = v.array(
  v.object({
    name: v.string(),
    type: v.string(),
    notnull: v.number(),
    dflt_value: v.nullable(v.string()),
  }),
);

/** The first row, as far as a restore heeds it. */
const HEAD = v.object({
  table: v.literal("jurnal"),
  schema: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sequence: v.optional(v.record(v.string(), v.pipe(v.number(), v.safeInteger())), {}),
  others: v.optional(
    v.object({ tables: v.record(v.string(), v.string()), columns: v.record(v.string(), COLUMNS) }),
    { tables: {}, columns: {} },
  ),
});
type Head = v.InferOutput<typeof HEAD>;

function readHead(store: Store, { name, rows }: WholeFile): Head {
  const first = rows.next();
  const head = first.done === true ? null : first.value.row;
  if (head?.table !== "jurnal") throw broken(name, 1, words.exportFault.json);
  const read = v.safeParse(HEAD, head, { abortEarly: true });
  if (!read.success) throw misfit(name, 1, "jurnal", read.issues[0]);
  const known = store.db.pragma("user_version", { simple: true }) as number;
  const { schema } = read.output;
  if (schema > known)
    throw new UserError("export-newer", ...words.exportNewer(name, schema, known));
  return read.output;
}

/** Takes the rows of one table; false ends the reading. */
interface Taker {
  take(row: Row): boolean;
  /** Called when the rows of the table have ended. */
  end?(): void;
}

/** Hands every row to the taker of its table, once it is known to be one; how many there were. */
function eachRow(
  store: Store,
  { name: file, rows }: WholeFile,
  takerOf: (table: WholeTable) => Taker,
  counts: Record<string, number>,
): number {
  const tables = new Map(wholeTables(store).map((table) => [table.name, table]));
  const judgeOf = judges();
  let [table, taker]: [WholeTable | undefined, Taker | undefined] = [undefined, undefined];
  let read = (_line: number, row: Row): Row => row;
  let count = 0;
  let last = 1;
  for (let next = rows.next(); next.done !== true; next = rows.next()) {
    const { line, row } = next.value;
    last = line;
    if (row === null) throw broken(file, line, words.exportFault.json);
    if (row.table === "end") {
      taker?.end?.();
      if (row.rows !== count || rows.next().done !== true)
        throw broken(file, line, words.exportFault.cut);
      return count;
    }
    if (row.table !== table?.name) {
      taker?.end?.();
      table = tables.get(String(row.table));
      if (table === undefined) throw broken(file, line, words.exportFault.table(String(row.table)));
      taker = takerOf(table);
      read = rowReader(file, table, judgeOf);
    }
    const values = read(line, row);
    if (!guarded(file, line, String(row.table), () => taker?.take(values))) return count;
    counts[String(row.table)] = (counts[String(row.table)] ?? 0) + 1;
    count++;
  }
  throw broken(file, last, words.exportFault.cut);
}

/** What stands for a value of the kind, in a message. */
const KIND_WORDS: Readonly<Record<ExportKind, string>> = {
  number: "angka",
  flag: "angka",
  time: "waktu",
  text: "teks",
};

const isNumber = (value: unknown) => value === null || typeof value === "number";
const isScalar = (value: unknown) => isNumber(value) || typeof value === "string";

const FITS: Readonly<Record<ExportKind, (value: unknown) => boolean>> = {
  number: isNumber,
  flag: isNumber,
  time: isScalar,
  text: (value) => isScalar(value) || largeValue(value) !== undefined,
};

/**
 * Whether a row has keys of its table only, with values that can stand. By the schema, which says
 * what is wrong with a row, the restore of a large journal takes a quarter more CPU.
 */
function isSound({ columns }: WholeTable, raw: Row): boolean {
  let known = 1;
  for (const { name, kind } of columns) {
    const value = raw[name];
    if (value === undefined) continue;
    if (!FITS[kind](value)) return false;
    known++;
  }
  return Object.keys(raw).length === known;
}

/** A function that reads the rows of a table as the journal stores them; absent columns are NULL. */
function rowReader(file: string, table: WholeTable, judgeOf: ReturnType<typeof judges>) {
  const { name, columns, own } = table;
  const judge = judgeOf(name, own);
  const kinds = columns.map(
    ({ name, kind }) => [name, v.optional(v.custom(FITS[kind], KIND_WORDS[kind]))] as const,
  );
  const schema = v.strictObject({ table: v.literal(name), ...Object.fromEntries(kinds) });
  return (line: number, raw: Row): Row => {
    if (!isSound(table, raw)) {
      const read = v.safeParse(schema, raw, { abortEarly: true });
      if (!read.success) throw misfit(file, line, name, read.issues[0], read.issues[0].message);
    }
    const row: Row = {};
    for (const column of columns) {
      const value = raw[column.name];
      if (value === undefined) continue;
      const isTime = column.kind === "time" && typeof value === "string";
      const stored = isTime ? storedTime(value) : value;
      row[column.name] = typeof stored === "object" ? (largeValue(stored) ?? stored) : stored;
    }
    const [odd] = judge(own.map((column) => row[column.name] ?? null));
    if (odd !== undefined) {
      throw broken(
        file,
        line,
        words.exportFault.value(name, odd.column, shown(odd.value), odd.expected),
      );
    }
    return row;
  };
}

/** A key that the table does not have, or a value that cannot stand under it. */
function misfit(
  file: string,
  line: number,
  table: string,
  issue: v.BaseIssue<unknown>,
  expected?: string,
): UserError {
  const key = v.getDotPath(issue) ?? "";
  if (issue.expected === "never") {
    return broken(file, line, words.exportFault.column(table, key));
  }
  return broken(file, line, words.exportFault.value(table, key, shown(issue.input), expected));
}

const shown = (value: unknown) => shownJson(value).slice(0, 80);

/** Runs `work`; what the schema refuses is the fault of this line. */
function guarded<T>(file: string, line: number, table: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = "", message = "" } = error as { code?: string; message?: string };
    const isOfFile =
      /^SQLITE_(CONSTRAINT|ERROR|MISMATCH)/.test(code) || error instanceof RangeError;
    if (!isOfFile) throw error;
    throw broken(file, line, words.exportFault.row(table, message));
  }
}

const broken = (file: string, line: number, detail: string) =>
  new UserError("export-broken", ...words.exportBroken(file, line, detail));

/** What a column gets that is not in the export, where NULL is not allowed. */
const MISSING: Record<string, Row> = dictionary({
  users: { password_hash: "" },
  imports: { operation_id: 0 },
});
function adder(operation: Operation, table: WholeTable): Taker {
  const name = table.name as UserTable;
  if (name === "users") return { take: (row) => putProfile(operation, row) };
  if (name === "settings") {
    return { take: (row) => insertRow(operation, name, row) > 0 };
  }
  const fixed = MISSING[name] ?? {};
  const requireOwners = ownersOf(operation.store, table);
  let statement: ReturnType<Store["db"]["prepare"]> | null = null;
  let shape = "";
  let run = { first: 0, count: 0 };
  const record = () => {
    // Tables of others are recorded as a whole: their rows need not have a number.
    if (run.count > 0 && table.theirs !== "all") {
      recordInserted(operation, name, run.first, run.count);
    }
  };
  return {
    take(row) {
      requireOwners(row);
      const values = { ...row, ...fixed };
      const names = Object.keys(values);
      if (statement === null || shape !== names.join()) {
        shape = names.join();
        const columns = names.map(quoted).join();
        const marks = names.map(() => "?").join();
        statement = operation.store.db.prepare(
          `INSERT INTO ${quoted(name)} (${columns}) VALUES (${marks})`,
        );
      }
      const id = Number(statement.run(Object.values(values)).lastInsertRowid);
      if (id === run.first + run.count) run.count++;
      else {
        record();
        run = { first: id, count: 1 };
      }
      return true;
    },
    end: record,
  };
}

/** Of these heal finds the profile or the day. */
const ADOPTED = ["trading_sessions", "daily_trading_data", "ai_mentor_reports", "mood_checkins"];

/** A function that refuses a row which belongs to one that is not there. */
function ownersOf({ db }: Store, { name, theirs }: WholeTable): (row: Row) => void {
  if (theirs === "all" || ADOPTED.includes(name)) return () => {};
  const keys = db.prepare('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)').all(name);
  const owners = (keys as { from: string; table: string; to: string }[]).map(
    ({ from, table, to }) => {
      const find = db.prepare(`SELECT 1 FROM ${table} WHERE ${to} = ?`);
      return { from, table, find, known: new Set<unknown>([null, undefined]) };
    },
  );
  return (row) => {
    for (const { from, table, find, known } of owners) {
      const owner = row[from];
      if (known.has(owner)) continue;
      if (find.get(owner) === undefined) throw new RangeError(words.noOwner(from, owner, table));
      known.add(owner);
    }
  };
}

/** A profile that is there (the first one of a new journal) takes what the export says. */
function putProfile(operation: Operation, row: Row): boolean {
  const there = operation.store.db.prepare("SELECT 1 FROM users WHERE id = ?").get(row.id);
  if (there === undefined) insertRow(operation, "users", { ...row, ...MISSING.users });
  else updateRow(operation, "users", row.id as RowId, row);
  return true;
}

/** Numbers that the exported journal gave once are not given again here. */
function continueNumbers({ db }: Store, { sequence }: Head): void {
  const raise = db.prepare("UPDATE sqlite_sequence SET seq = MAX(seq, @seq) WHERE name = @name");
  const begin = db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (@name, @seq)");
  for (const [name, seq] of Object.entries(sequence)) {
    if (raise.run({ name, seq }).changes === 0) begin.run({ name, seq });
  }
}
