import type { ExportColumn, ExportKind } from "../../base/rows.ts";
import { utcText } from "../../base/time.ts";
import { editRows } from "../merge/edits.ts";
import { type Others, othersIn } from "../others.ts";
import type { Store } from "../store.ts";
import { type Column, describe, namesIn, quoted } from "../tables.ts";

/** What the journal makes anew by itself, or what belongs to this file alone. */
const LEFT_OUT = [
  "changes",
  "operations",
  "mentor_looks",
  "watched_files",
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
  store: Store,
  { name, columns, theirs }: WholeTable,
): IterableIterator<unknown[]> {
  // More of them are told by the operations, which stay here.
  if (name === "edits") return editRows(store, columns);
  const { db } = store;
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
  const given = (rows as [string, number][]).filter(
    ([name]) => !LEFT_OUT.includes(name) && name !== "edits",
  );
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
