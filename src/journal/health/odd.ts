import { MOST_NUMBER } from "../../base/number.ts";
import { UserError } from "../../errors.ts";
import { immediate } from "../changes.ts";
import {
  ASIDE_DAY,
  asUserError,
  type Db,
  endReading,
  leftAside,
  prepared,
  type Store,
} from "../store.ts";
import { type Column, describe, quoted } from "../tables.ts";
import { type OddCell, oddCells, type Rows } from "./contents.ts";
import { daysOf, healRows } from "./heal.ts";
import { meaningOf } from "./values.ts";

/** Tables that other programs write to. */
const SHARED = ["trading_sessions", "bots", "daily_trading_data", "ai_mentor_reports"];

/** What stands where nothing can be made of a cell that a row cannot be without (SQL). */
const NEUTRAL: Readonly<Record<string, string>> = {
  "trading_sessions.session_date": "COALESCE(date(created_at), '1970-01-01')",
  "bots.name": "'Bot #' || id",
  "bots.market": "'?'",
  "bots.strategy": "'Unknown'",
  "daily_trading_data.session_id": "0",
  "daily_trading_data.symbol": "'?'",
  "daily_trading_data.profit_loss": "0",
  // Nothing has one that is unknown; zero says so.
  "daily_trading_data.lot_size": "0",
  "ai_mentor_reports.session_id": "0",
};

/** Without these a trade is none, or somebody else's: it counts nowhere. */
const NEEDED = ["symbol", "profit_loss", "bot_id"];

/** What was made of cells that cannot stand, by how many. */
export interface Understood {
  /** Written as what they mean. */
  read_cells: number;
  /** Nothing can be made of them: put away in `odd_cells`. */
  unknown_cells: number;
}

/** Rows that another program has written since and that are to be looked at, by table. */
function markedRows(db: Db): Rows {
  const marks = db
    .prepare("SELECT table_name, row_id FROM odd_cells WHERE column_name = ''")
    .raw()
    .all() as [string, number][];
  const rows = new Map<string, Set<number>>();
  for (const [table, id] of marks) rows.set(table, (rows.get(table) ?? new Set()).add(id));
  return rows;
}

/**
 * Looks at what other programs have written since, where the journal can be written to; else its
 * reader is told that it could not be done.
 */
export function lookAtMarked(store: Store): void {
  endReading(store.db);
  try {
    immediate(store, () => understandMarked(store));
    store.aside = leftAside(store.db);
  } catch (error) {
    if (!(asUserError(error, store.path) instanceof UserError)) throw error;
  }
}

/** What was marked is understood, and the days that this touches are put right. */
function understandMarked(store: Store): void {
  const { db } = store;
  const marked = markedRows(db);
  const trades = JSON.stringify([...(marked.get("daily_trading_data") ?? [])]);
  const days = new Set([...daysOf(db, trades), ...(marked.get("trading_sessions") ?? [])]);
  understand(db, marked);
  healRows(store, trades, days);
}

/**
 * Writes what the cells of others mean in the form that is stored, and puts away those of which
 * nothing can be made: of all rows, or of the marked ones only. For use inside a transaction in which
 * the triggers keep still, before days and totals are put right.
 */
export function understand(db: Db, only?: Rows): Understood {
  const understood = { read_cells: 0, unknown_cells: 0 };
  // A trade may be of no day until it gets its own again.
  db.pragma("defer_foreign_keys = ON");
  bringBack(db, (only ?? markedRows(db)).get("daily_trading_data") ?? new Set());
  const columnOf = columnsOfTables(db);
  for (const cell of [...oddCells(db, only)]) {
    if (!SHARED.includes(cell.table) || typeof cell.row !== "number" || isOurs(db, cell)) continue;
    if (isCounted(cell)) continue;
    const column = columnOf(cell);
    if (isMeant(db, cell, column)) understood.read_cells++;
    else {
      putAway(db, cell, column);
      understood.unknown_cells++;
    }
  }
  db.exec("DELETE FROM odd_cells WHERE column_name = ''");
  if (understood.read_cells + understood.unknown_cells > 0) db.exec("DELETE FROM mentor_looks");
  return understood;
}

/** Of a report that is ours no part can be missing: it is damage, and told as such. */
function isOurs(db: Db, { table, row }: OddCell): boolean {
  if (table !== "ai_mentor_reports") return false;
  return (
    prepared(db, "SELECT headline FROM ai_mentor_reports WHERE id = ?").pluck().get(row) !== null
  );
}

/** A result that is larger than our doors take is counted while it can be. */
const isCounted = ({ column, value }: OddCell) =>
  column === "profit_loss" && typeof value === "number" && Math.abs(value) <= MOST_NUMBER;

/** The columns of cells; each table is described once, for a bulk of rows has the same ones. */
function columnsOfTables(db: Db): (cell: OddCell) => Column {
  const tables = new Map<string, Column[]>();
  return ({ table, column }) => {
    const known = tables.get(table) ?? describe(db, table);
    tables.set(table, known);
    return known.find(({ name }) => name === column) as Column;
  };
}

const setCell = (db: Db, { table, column, row }: OddCell, sql: string, ...values: unknown[]) =>
  prepared(db, `UPDATE ${table} SET ${quoted(column)} = ${sql} WHERE id = ?`).run(...values, row);

function isMeant(db: Db, cell: OddCell, column: Column): boolean {
  const meant = meaningOf(cell.table, column, cell.value, cell.currency);
  if (meant === undefined) return false;
  setCell(db, cell, "?", meant);
  return true;
}

/** The day that a trade was of before its first cell was put away (SQL). */
const FIRST_DAY = `iif(session_id = ${ASIDE_DAY}, (SELECT MAX(o.session_id) FROM odd_cells o
  WHERE o.table_name = 'daily_trading_data' AND o.row_id = daily_trading_data.id), session_id)`;

function putAway(db: Db, cell: OddCell, { notnull, dflt_value }: Column): void {
  const { table, column, row } = cell;
  const isAside = table === "daily_trading_data" && NEEDED.includes(column);
  prepared(
    db,
    `INSERT OR REPLACE INTO odd_cells (table_name, row_id, column_name, value, session_id)
     SELECT ?, id, ?, quote(${quoted(column)}), ${isAside ? FIRST_DAY : "NULL"}
     FROM ${table} WHERE id = ?`,
  ).run(table, column, row);
  const fallback = dflt_value ?? NEUTRAL[`${table}.${column}`] ?? "NULL";
  setCell(db, cell, notnull === 0 ? "NULL" : `(${fallback})`);
  if (!isAside) return;
  prepared(
    db,
    "INSERT OR IGNORE INTO trading_sessions (id, session_date, user_id) VALUES (?, '1970-01-01', NULL)",
  ).run(ASIDE_DAY);
  prepared(db, "UPDATE daily_trading_data SET session_id = ? WHERE id = ?").run(ASIDE_DAY, row);
}

/** Trades that were put aside and whose program has said better since go back to their days. */
function bringBack(db: Db, ids: ReadonlySet<number>): void {
  for (const id of ids) {
    const cells = prepared(
      db,
      `SELECT column_name, MAX(session_id) OVER () AS session_id FROM odd_cells
       WHERE table_name = 'daily_trading_data' AND row_id = ? AND column_name <> ''`,
    ).all(id) as { column_name: string; session_id: number | null }[];
    const isStill = ({ column_name: column }: { column_name: string }) => {
      const neutral = NEUTRAL[`daily_trading_data.${column}`] ?? "NULL";
      const same = `SELECT ${quoted(column)} IS ${neutral} FROM daily_trading_data WHERE id = ?`;
      return prepared(db, same).pluck().get(id) === 1;
    };
    const [first] = cells;
    if (first === undefined) continue;
    for (const cell of cells.filter((one) => !isStill(one))) {
      prepared(
        db,
        `DELETE FROM odd_cells
         WHERE table_name = 'daily_trading_data' AND row_id = ? AND column_name = ?`,
      ).run(id, cell.column_name);
    }
    const isBack = !cells.some((one) => NEEDED.includes(one.column_name) && isStill(one));
    if (!isBack) continue;
    prepared(
      db,
      "UPDATE daily_trading_data SET session_id = ? WHERE id = ? AND session_id = ?",
    ).run(first.session_id, id, ASIDE_DAY);
  }
}

/** Forgets the cells that are taken as unknown: their owner has been told, and has a copy. */
export const forgetCells = (db: Db): void => {
  db.exec("DELETE FROM odd_cells WHERE session_id IS NULL");
};

/** A trade that was deleted here is no longer named (SQL). */
const IS_THERE = `(table_name <> 'daily_trading_data'
  OR row_id IN (SELECT id FROM daily_trading_data))`;

/** Cells that were put away, as doctor names them: at most `most`. */
export function asideCells(db: Db, most: number): string[] {
  const cells = db.prepare(
    `SELECT table_name || '.' || column_name || ' #' || row_id || ': ' || substr(value, 1, 40)
       || iif(session_id IS NULL, ' (dianggap tidak diketahui)', ' (tidak dihitung)')
     FROM odd_cells WHERE column_name <> '' AND ${IS_THERE} ORDER BY session_id IS NULL, id LIMIT ?`,
  );
  return cells.pluck().all(most) as string[];
}
