import { readObject } from "../../base/json.ts";
import { SETTINGS } from "../settings.ts";
import type { Db } from "../store.ts";
import { type Column, describe, quoted } from "../tables.ts";
import { type OddCell, oddCells, rowOf } from "./contents.ts";
import { judges, meaningOf } from "./values.ts";

/** Tables of what a trader has set, whose cells have an earlier or a usual value to go back to. */
const OF_SETTINGS: readonly string[] = ["users", "settings"];

/** A cell that was put right. */
export interface Mended {
  /** `users.zone #1`. */
  cell: string;
  before: string;
  /** Null: it is not set any more. */
  after: string | null;
}

type Row = Record<string, unknown>;

/**
 * Puts cells of profiles and settings right that no command can read: as what they mean, else as the
 * journal last recorded them, else as they are where nobody has set them. A currency is never
 * guessed. For use inside a transaction in which the triggers keep still.
 */
export function mendSettings(db: Db): Mended[] {
  return [...oddCells(db)].flatMap((cell) => {
    if (!OF_SETTINGS.includes(cell.table)) return [];
    const value = rightValue(db, cell);
    if (value === undefined) return [];
    const { table, column, row } = cell;
    if (table === "settings" && value === null) {
      db.prepare("DELETE FROM settings WHERE key = ?").run(row);
    } else {
      const where = `WHERE ${rowOf(table)} = ?`;
      db.prepare(`UPDATE ${table} SET ${quoted(column)} = ? ${where}`).run(value, row);
    }
    const after = value === null ? null : String(value);
    return [{ cell: `${table}.${column} #${row}`, before: cell.shown, after }];
  });
}

function rightValue(db: Db, cell: OddCell): unknown {
  const { table, column: name, row: id, value, currency } = cell;
  // A profile that was in use before need not be there either.
  if (id === "profile") return null;
  const columns = describe(db, table);
  const column = columns.find((one) => one.name === name) as Column;
  const row = db.prepare(`SELECT * FROM ${table} WHERE ${rowOf(table)} = ?`).get(id) as Row;
  const judge = judges()(table, columns);
  const fits = (candidate: unknown) => {
    const odd = judge(columns.map((one) => (one.name === name ? candidate : row[one.name])));
    return candidate !== undefined && !odd.some((one) => one.column === name);
  };
  const candidates = [
    meaningOf(table, column, value, currency),
    ...(name === "currency" ? [String(value).trim().toUpperCase()] : []),
    ...recordedValues(db, cell),
  ];
  const found = candidates.find((one) => one !== null && fits(one));
  return found ?? usualValue(db, cell, column);
}

/** What the journal's operations have recorded of the cell, the latest first. */
function* recordedValues(db: Db, { table, column, row }: OddCell): Generator<unknown> {
  const images = db
    .prepare(
      `SELECT value FROM (SELECT id, 1 AS last, after AS value FROM changes
         WHERE table_name = @table AND row_id = @row
         UNION ALL SELECT id, 0, before FROM changes WHERE table_name = @table AND row_id = @row)
       WHERE value IS NOT NULL ORDER BY id DESC, last DESC`,
    )
    .pluck()
    .all({ table, row }) as string[];
  for (const text of images) yield readObject(text)?.[column];
}

/** Without these settings what is usual holds. */
const KEYS = [...SETTINGS.map(({ key }) => key), "profile"];

/** What stands there where nobody has set anything; undefined: only its owner can know. */
function usualValue(db: Db, { table, column, row }: OddCell, { dflt_value, notnull }: Column) {
  if (table === "settings") return KEYS.some((key) => key === row) ? null : undefined;
  if (column === "currency" || column === "password_hash") return undefined;
  if (column === "name") return `profil ${row}`;
  if (column === "email") return `profil-${row}@jurnal.invalid`;
  if (dflt_value !== null && notnull === 1) return db.prepare(`SELECT ${dflt_value}`).pluck().get();
  return null;
}
