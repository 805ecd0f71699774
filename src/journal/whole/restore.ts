import { dictionary } from "../../base/dictionary.ts";
import * as words from "../../words/errors.ts";
import {
  deleteRow,
  insertRow,
  type Operation,
  type Row,
  type RowId,
  recordInserted,
  type UserTable,
  updateRow,
} from "../changes.ts";
import { heal } from "../health/heal.ts";
import { makeOthers, recordOthers } from "../others.ts";
import type { Store } from "../store.ts";
import { quoted } from "../tables.ts";
import { eachRow, guarded, type Head, readHead, type Taker, type WholeFile } from "./read.ts";
import { type WholeTable, wholeTables } from "./tables.ts";

export interface Restored {
  rows: number;
  trades: number;
  days: number;
  profiles: number;
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

const countRows = ({ db }: Store, table: string) =>
  db
    .prepare(`SELECT COUNT(*) FROM ${quoted(table)}`)
    .pluck()
    .get() as number;

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
