import {
  image,
  immediate,
  isBare,
  type Row,
  type RowId,
  removeRow,
  setColumns,
  type UserTable,
} from "../changes.ts";
import { sessionAgain, settleTrade, untimed } from "../day-again.ts";
import type { ImportRow } from "../import-list.ts";
import { isEmptyDay } from "../moves.ts";
import { prepared, type Store } from "../store.ts";
import { refreshTotals } from "../totals.ts";
import {
  bringBack,
  type Change,
  changesOf,
  imagesOf,
  isNoted,
  rowsOf,
  sessionsOf,
} from "./rows.ts";
import { markUndone } from "./undo.ts";

export interface UndoneImport {
  import_id: number;
  file_name: string;
  /** Trades that left the journal. */
  trades: number;
}

/**
 * Takes one import back, also when later operations exist: its trades go with all that was done to
 * them since, rows it changed get back what it changed and nothing else, and what later operations
 * came to rest on (a day with other trades or a note, a bot, an account's clock) stays. Null when
 * there is no such import, or it was made in the journal that this one was restored from.
 */
export function undoImport(store: Store, id: number): UndoneImport | null {
  const find = store.db.prepare("SELECT * FROM imports WHERE id = ? AND operation_id <> 0");
  if (find.get(id) === undefined) return null;
  return immediate(store, () => {
    const row = find.get(id) as (ImportRow & { user_id: number }) | undefined;
    if (row === undefined) return null;
    const count = store.db.prepare("SELECT COUNT(*) FROM daily_trading_data").pluck();
    const before = count.get() as number;
    const touched = new Set<number>();
    const changes = [...changesOf(store, row.operation_id)];
    for (const change of changes) takeOut(store, change, touched);
    for (const change of changes) settleGivenBack(store, change, touched);
    for (const day of touched) removeEmptyDay(store, day, row.operation_id);
    markUndone(store, row.operation_id);
    forgetEmptyOperations(store);
    refreshTotals(store, touched);
    return { import_id: id, file_name: row.file_name, trades: before - (count.get() as number) };
  });
}

function takeOut(store: Store, change: Change, touched: Set<number>): void {
  const { table_name: table } = change;
  const { before, after } = imagesOf(change);
  for (const sessionId of sessionsOf(store, change, before, after)) touched.add(sessionId);
  if (before === null) {
    const changed = changedSince(store, change);
    for (const rowId of rowsOf(change)) {
      if (isNeeded(store, table, rowId, after)) continue;
      removeForGood(store, table, rowId, touched);
      if (changed.has(rowId)) laterChanges(store).delete.run(table, rowId, change.id);
    }
    if (table === "daily_trading_data")
      forgetDeleted(store, Number(change.row_id), change.row_count);
  } else if (after === null) {
    bringBack(store, table, before);
  } else {
    for (const column of Object.keys(before)) {
      if (before[column] !== after[column]) giveBack(store, change, column, before, after, touched);
    }
  }
}

/** Whether something that stays rests on a row that the import added. */
function isNeeded(store: Store, table: UserTable, id: RowId, added: Row | null): boolean {
  if (!isBare(store, table, id)) return true;
  if (table === "trading_sessions") return isNoted(store, id, added);
  if (table !== "accounts") return false;
  const any = prepared(
    store.db,
    `SELECT EXISTS (SELECT 1 FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id
     WHERE s.user_id = ? AND COALESCE(t.account, '') = ? AND t.import_id IS NOT NULL)`,
  );
  return any.pluck().get(added?.user_id, added?.name) === 1;
}

/** Removes a row that the import added. */
function removeForGood(store: Store, table: UserTable, id: RowId, touched: Set<number>): void {
  if (table === "daily_trading_data") {
    // Two of its columns: an import may hold a million trades.
    const now = prepared(
      store.db,
      "SELECT session_id, partial_closes IS NOT NULL FROM daily_trading_data WHERE id = ?",
    );
    const [day, isParted] = (now.raw().get(id) ?? []) as [number?, number?];
    if (day !== undefined) touched.add(day);
    if (isParted === 1) for (const other of partDays(store, id)) touched.add(other);
  }
  removeRow(store, table, id);
}

/** Sessions to which parts of a trade are booked that ended on another day. */
function partDays({ db }: Store, tradeId: RowId): number[] {
  const days = prepared(db, "SELECT session_id FROM early_results WHERE trade_id = ?");
  return days.pluck().all(tradeId) as number[];
}

/** Puts a trade of which something was given back on the day of its time. */
function settleGivenBack(store: Store, change: Change, touched: Set<number>): void {
  const { before, after } = imagesOf(change);
  if (change.table_name !== "daily_trading_data" || before === null) return;
  const was = after === null ? null : untimed(after, before);
  settleTrade(store, Number(change.row_id), was, touched);
}

/**
 * Later operations may have made a day for a trade that is gone now. What they noted of it goes;
 * under the import, which is done with, its image stays: another undo may need that day again.
 */
function removeEmptyDay(store: Store, id: number, operationId: number): void {
  const day = image(store, "trading_sessions", id);
  if (day === null || !isEmptyDay(store, id)) return;
  removeRow(store, "trading_sessions", id);
  store.db
    .prepare("DELETE FROM changes WHERE table_name = 'trading_sessions' AND row_id = ?")
    .run(id);
  const keep = "INSERT INTO changes (operation_id, table_name, row_id, before) VALUES (?, ?, ?, ?)";
  store.db.prepare(keep).run(operationId, "trading_sessions", id, JSON.stringify(day));
}

/** Forgets that trades of these numbers were deleted: their import is gone, and may come again. */
function forgetDeleted({ db }: Store, first: number, count: number): void {
  const rows = db.prepare("SELECT id FROM deleted_trades WHERE trade_id BETWEEN ? AND ?").pluck();
  for (const id of rows.all(first, first + count - 1)) {
    db.prepare("DELETE FROM deleted_trades WHERE id = ?").run(id);
    db.prepare("DELETE FROM changes WHERE table_name = 'deleted_trades' AND row_id = ?").run(id);
  }
}

/**
 * Gives one column of a row what it held before the import. Later changes of the row that kept the
 * import's value get the old one in their images; where a later change set the column anew it
 * stays, and only that change's own before image is mended.
 */
function giveBack(
  store: Store,
  change: Change,
  column: string,
  before: Row,
  after: Row,
  touched: Set<number>,
): void {
  const { table_name: table, row_id: id } = change;
  if (table === "users" && column === "currency" && hasTrades(store, id)) return;
  const { select, update } = laterChanges(store);
  for (const later of select.all(table, id, change.id) as Change[]) {
    const images = [later.before, later.after].map((text) =>
      text === null ? null : (JSON.parse(text) as Row),
    );
    const [older, newer] = images;
    const isOverwritten = newer == null || newer[column] !== after[column];
    if (older != null) older[column] = before[column];
    if (newer != null && !isOverwritten) newer[column] = before[column];
    const texts = [older, newer].map((row) => (row == null ? null : JSON.stringify(row)));
    update.run(texts[0], texts[1], later.id);
    if (isOverwritten) return;
  }
  const now = image(store, table, id);
  if (now === null) return;
  if ("session_id" in now) touched.add(Number(now.session_id));
  if (column !== "session_id") {
    setColumns(store, table, id, before, [column]);
    return;
  }
  const session_id = sessionAgain(store, before);
  touched.add(session_id);
  setColumns(store, table, id, { session_id }, [column]);
}

function hasTrades(store: Store, userId: RowId): boolean {
  const any = store.db.prepare(
    `SELECT EXISTS (SELECT 1 FROM daily_trading_data t
       JOIN trading_sessions s ON s.id = t.session_id WHERE s.user_id = ?)`,
  );
  return any.pluck().get(userId) === 1;
}

/** Rows of the table that any later change is of: asked once, for an import has tens of thousands. */
function changedSince({ db }: Store, { id, table_name }: Change): Set<RowId> {
  const rows = prepared(db, "SELECT DISTINCT row_id FROM changes WHERE table_name = ? AND id > ?");
  return new Set(rows.pluck().all(table_name, id) as RowId[]);
}

function laterChanges({ db }: Store) {
  return {
    select: prepared(
      db,
      `SELECT c.id, c.table_name, c.row_id, c.row_count, c.before, c.after FROM changes c
       JOIN operations o ON o.id = c.operation_id AND o.undone_at IS NULL
       WHERE c.table_name = ? AND c.row_id = ? AND c.id > ? ORDER BY c.id`,
    ),
    update: prepared(db, "UPDATE changes SET before = ?, after = ? WHERE id = ?"),
    delete: prepared(db, "DELETE FROM changes WHERE table_name = ? AND row_id = ? AND id > ?"),
  };
}

/** Forgets operations of which no change is left: undo would report them as taken back. */
function forgetEmptyOperations({ db }: Store): void {
  db.exec(`DELETE FROM operations WHERE undone_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM changes WHERE operation_id = operations.id)`);
}
