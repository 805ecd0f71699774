import * as v from "valibot";
import { shownJson } from "../../base/json.ts";
import { type ExportKind, largeValue, storedTime } from "../../base/rows.ts";
import { UserError } from "../../errors.ts";
import * as words from "../../words/errors.ts";
import type { Row } from "../changes.ts";
import { judges } from "../health/values.ts";
import type { Store } from "../store.ts";
import { type WholeTable, wholeTables } from "./tables.ts";

/** One row of a whole export; `line` is its place in the file. */
export interface WholeRow {
  line: number;
  /** Null: the line is no JSON object. */
  row: Record<string, unknown> | null;
}

/** A whole export that is being read: its name, its tables as they are here, its rows. */
export interface WholeFile {
  name: string;
  rows: Iterator<WholeRow>;
}

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
export type Head = v.InferOutput<typeof HEAD>;

/** Reads the first row; UserError where it is no whole export, or one of a later version. */
export function readHead(store: Store, { name, rows }: WholeFile): Head {
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
export interface Taker {
  take(row: Row, line: number): boolean;
  /** Called when the rows of the table have ended. */
  end?(): void;
}

/**
 * Hands every row to the taker of its table, once it is known to be one; how many there were. What
 * `unknown` names of other programs is passed over where there is no such table or column here.
 */
export function eachRow(
  store: Store,
  { name: file, rows }: WholeFile,
  takerOf: (table: WholeTable) => Taker,
  counts: Record<string, number>,
  unknown: Head["others"] = { tables: {}, columns: {} },
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
    if (Object.hasOwn(unknown.tables, String(row.table)) && !tables.has(String(row.table))) {
      count++;
      continue;
    }
    if (table === undefined || row.table !== table.name) {
      taker?.end?.();
      table = tables.get(String(row.table));
      if (table === undefined)
        throw broken(file, line, words.exportFault.table(String(row.table ?? "")));
      taker = takerOf(table);
      read = rowReader(file, table, judgeOf);
    }
    for (const { name } of unknown.columns[String(row.table)] ?? []) {
      if (table?.columns.every((column) => column.name !== name)) delete row[name];
    }
    const values = read(line, row);
    if (!guarded(file, line, String(row.table), () => taker?.take(values, line))) return count;
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
export function guarded<T>(file: string, line: number, table: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = "", message = "" } = error as { code?: string; message?: string };
    const isOfFile =
      /^SQLITE_(CONSTRAINT|ERROR|MISMATCH)/.test(code) || error instanceof RangeError;
    if (!isOfFile) throw error;
    throw broken(file, line, words.exportFault.row(table, refusalText(message)));
  }
}

/** What the schema says of a row that it refuses, in words. */
function refusalText(message: string): string {
  const [, rule, names = ""] =
    /^(UNIQUE|NOT NULL) constraint failed: ([\w., ]+)$/.exec(message) ?? [];
  const columns = names.replace(/\w+\./g, "");
  if (rule === "UNIQUE") return words.exportFault.twice(columns);
  return rule === undefined ? message : words.exportFault.missing(columns);
}

/** The error of a line that cannot be taken. */
export const broken = (file: string, line: number, detail: string) =>
  new UserError("export-broken", ...words.exportBroken(file, line, detail));
