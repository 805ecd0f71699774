import type { ExportColumn } from "../../base/rows.ts";
import { parseUtc, utcText } from "../../base/time.ts";
import { image, type Row, type RowId, type UserTable } from "../changes.ts";
import type { Store } from "../store.ts";
import { MERGE_RULES, MERGED_TABLES, type MergedTable, signColumns } from "./rules.ts";

/** When a cell was last changed, or a row was deleted. */
export interface Edit {
  table_name: string;
  /** Null: the row is deleted. */
  row_id: RowId | null;
  /** '': the row as a whole. */
  column_name: string;
  /** Null: another program changed it, nobody knows when. */
  changed_at: string | null;
  /** JSON: what a row was known by that is deleted. */
  deleted: string | null;
}

/** Operations that only brought over what was done elsewhere: when that was stands in `edits`. */
export const BROUGHT = ["journal.import", "journal.merge"];

/** Tables that QuantumBotX writes to, past our operations. */
const FOREIGN: readonly string[] = ["trading_sessions", "daily_trading_data", "bots"];
/** What we ourselves set past our operations. */
const MOVED: readonly string[] = ["session_id", "partial_closes", "bot_id", "magic"];

/**
 * What is known of when each cell of the journal was last changed and what was deleted: by the
 * operations of this file, undone ones at the time of their undo, and by `edits` of what came from
 * elsewhere. In a fixed order.
 */
export function editsOf(store: Store): Edit[] {
  const known = new Known(store);
  known.readOperations();
  return known.list();
}

interface Changed {
  table_name: string;
  row_id: RowId;
  before: string | null;
  after: string | null;
  at: string;
  undone: number;
  redone: number;
}

interface Cell {
  at: string | null;
  /** It came with another journal, whose clock may be ahead of ours. */
  isStored?: true;
  /** What the last change left there; undefined: not to be held against what is there. */
  left?: unknown;
}

const isMerged = (table: string): table is MergedTable =>
  MERGED_TABLES.some((name) => name === table);

const parsed = (text: string | null) => (text === null ? null : (JSON.parse(text) as Row | Row[]));

const numberOf = (table: MergedTable, row: Row) =>
  (table === "settings" ? row.key : row.id) as RowId;

/** The time of a change that was made after another one of the same thing. */
function laterThan({ at, isStored }: Cell, time: string): string {
  const isLater = at === null || at < time || (at === time && isStored !== true);
  const next = isLater ? Number.NaN : parseUtc(at) + 1000;
  return Number.isNaN(next) ? time : utcText(next);
}

const EDIT = "table_name, row_id, column_name, changed_at, deleted";
const FROM_CHANGES = "FROM changes c JOIN operations o ON o.id = c.operation_id";
/** What came with another journal has its place among the changes here. */
const IS_PLACED = `(c.table_name = 'edits' AND c.after IS NOT NULL AND c.row_count = 1
  AND o.kind IN (SELECT value FROM json_each(?)))`;

class Known {
  readonly store: Store;
  /** `table|row` -> column -> cell. */
  readonly cells = new Map<string, Map<string, Cell>>();
  readonly gone = new Map<string, { table: MergedTable; row: Row; at: string }>();
  readonly stored: Edit[] = [];
  /** Days that are gone, by number. */
  readonly days = new Map<unknown, Row>();

  constructor(store: Store) {
    this.store = store;
  }

  /**
   * In the order in which all of it was done here: what was changed after another is the later one,
   * also where the clock says otherwise. An undo has no place in that order but its time.
   */
  readOperations(): void {
    const placed = this.store.db
      .prepare(`SELECT c.row_id ${FROM_CHANGES} WHERE ${IS_PLACED} AND o.undone_at IS NULL`)
      .pluck()
      .all(JSON.stringify(BROUGHT));
    const isPlaced = new Set<unknown>(placed);
    const stored = this.store.db.prepare(`SELECT id, ${EDIT} FROM edits ORDER BY id`);
    for (const { id, ...edit } of stored.iterate() as Iterable<Edit & { id: number }>) {
      if (!isPlaced.has(id)) this.readStored(edit);
    }
    // What was added in bulk has no images, and says when it was made in its own rows.
    const rows = this.store.db.prepare(
      `SELECT c.table_name, c.row_id, c.before, c.after, o.undone_at IS NOT NULL AS undone,
         o.redone_at IS NOT NULL AS redone,
         COALESCE(o.undone_at, o.redone_at, o.created_at) AS at
       ${FROM_CHANGES} WHERE (o.undone_at IS NOT NULL) = ? AND (${IS_PLACED}
         OR o.kind NOT IN (SELECT value FROM json_each(?)))
         AND (c.before IS NOT NULL OR c.after IS NOT NULL) ORDER BY c.id`,
    );
    const brought = JSON.stringify(BROUGHT);
    for (const undone of [0, 1]) {
      for (const change of rows.iterate(undone, brought, brought) as Iterable<Changed>) {
        if (isMerged(change.table_name)) this.read(change);
        else if (change.table_name === "edits" && undone === 0) {
          this.readStored(parsed(change.after) as unknown as Edit);
        }
      }
    }
  }

  private read(change: Changed): void {
    const { table_name, row_id, at } = change;
    const table = table_name as MergedTable;
    const [before, after] = [parsed(change.before), parsed(change.after)];
    const isUndone = change.undone === 1;
    if (table === "trading_sessions") this.days.set(row_id, (after ?? before) as Row);
    if (before === null) {
      const added = (Array.isArray(after) ? after : [after]) as Row[];
      for (const row of added) {
        if (isUndone) this.bury(table, row, at);
        else if (MERGE_RULES[table].born === undefined || change.redone === 1) {
          this.set(table, numberOf(table, row), "", { at });
        }
      }
      return;
    }
    const old = before as Row;
    if (after === null) {
      if (isUndone) this.set(table, row_id, "", { at }, true);
      else this.bury(table, old, at);
      return;
    }
    const now = after as Row;
    for (const column of Object.keys(now)) {
      if (JSON.stringify(now[column]) === JSON.stringify(old[column])) continue;
      this.set(table, row_id, column, isUndone ? { at } : { at, left: now[column] }, isUndone);
    }
  }

  /** `isByTime`: only where it is the later one. */
  private set(table: string, id: RowId, column: string, cell: Cell, isByTime = false): void {
    const key = `${table}|${id}`;
    const cells = this.cells.get(key) ?? new Map<string, Cell>();
    this.cells.set(key, cells);
    const known = cells.get(column);
    if (known !== undefined && cell.at === null) return;
    if (known?.at == null || cell.at === null) cells.set(column, cell);
    else if (!isByTime) cells.set(column, { ...cell, at: laterThan(known, cell.at) });
    else if (cell.at >= known.at) cells.set(column, cell);
  }

  private bury(table: MergedTable, row: Row, time: string): void {
    if (MERGE_RULES[table].isMourned === undefined) return;
    const key = `${table}|${numberOf(table, row)}`;
    const cells = [...(this.cells.get(key)?.values() ?? [])];
    const at = cells.reduce(
      (last, cell) => (cell.at === null ? last : laterThan(cell, last)),
      time,
    );
    const known = this.gone.get(key);
    if (known === undefined || known.at < at) this.gone.set(key, { table, row, at });
  }

  private readStored(edit: Edit): void {
    const { table_name, row_id, column_name, changed_at: at } = edit;
    // A damaged file, or one of a later version, may name any table.
    if (!isMerged(table_name)) return;
    if (row_id === null) this.stored.push(edit);
    else this.set(table_name, row_id, column_name, { at, isStored: true });
  }

  list(): Edit[] {
    const edits: Edit[] = [];
    for (const [key, cells] of this.cells) {
      const at = key.indexOf("|");
      const table = key.slice(0, at);
      const id = table === "settings" ? key.slice(at + 1) : Number(key.slice(at + 1));
      const now = image(this.store, table as UserTable, id);
      if (now === null) continue;
      for (const [column, cell] of cells) {
        const isOthers =
          cell.left !== undefined &&
          FOREIGN.includes(table) &&
          !MOVED.includes(column) &&
          JSON.stringify(now[column]) !== JSON.stringify(cell.left);
        edits.push({
          table_name: table,
          row_id: id,
          column_name: column,
          changed_at: isOthers ? null : cell.at,
          deleted: null,
        });
      }
    }
    return [...edits, ...this.graves()].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  }

  private graves(): Edit[] {
    const own = [...this.gone].flatMap(([key, { table, row, at }]): Edit[] => {
      const id = key.slice(key.indexOf("|") + 1);
      if (image(this.store, table, table === "settings" ? id : Number(id)) !== null) return [];
      const deleted = graveOf(table, { ...row, ...this.ownerOf(row) });
      return [{ table_name: table, row_id: null, column_name: "", changed_at: at, deleted }];
    });
    const all = [...own, ...this.stored].map((edit) => [orderOf(edit), edit] as const);
    return [...new Map(all).values()];
  }

  private ownerOf(row: Row): Row {
    if (!("session_id" in row)) return { owner: row.user_id ?? null };
    const day = image(this.store, "trading_sessions", row.session_id as number);
    const { user_id = null, session_date = null } = day ?? this.days.get(row.session_id) ?? {};
    return { owner: user_id, day: session_date };
  }
}

/** What a deleted row is known by, always written in one way; `owner` and `day` say whose it was. */
export function graveOf(table: MergedTable, row: Row): string {
  const names = ["owner", "day", ...signColumns(MERGE_RULES[table])];
  return JSON.stringify(
    Object.fromEntries(names.flatMap((name) => (row[name] == null ? [] : [[name, row[name]]]))),
  );
}

const orderOf = ({ table_name, row_id, column_name, changed_at, deleted }: Edit) =>
  [
    table_name,
    typeof row_id === "number" ? String(row_id).padStart(16, "0") : (row_id ?? "~"),
    column_name,
    deleted === null ? "" : `${deleted}${changed_at}`,
  ].join("\u0000");

/** The rows of `edits` in a whole export, numbered anew: values of these columns. */
export function* editRows(store: Store, columns: readonly ExportColumn[]): Generator<unknown[]> {
  let id = 0;
  for (const edit of editsOf(store)) {
    id++;
    const row: Row = { ...edit, id };
    yield columns.map(({ name }) => row[name] ?? null);
  }
}
