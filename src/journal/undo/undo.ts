import { utcText } from "../../base/time.ts";
import { image, immediate } from "../changes.ts";
import { settleTrade, settleTrades } from "../day-again.ts";
import type { Store } from "../store.ts";
import { refreshTotals } from "../totals.ts";
import {
  attempt,
  type Change,
  changesOf,
  doAgain,
  type Kept,
  keptRow,
  reverse,
  type Work,
} from "./rows.ts";

/** What became of an operation that was taken back or done again. */
export interface Undone {
  operation_id: number;
  kind: string;
  summary: string;
  created_at: string;
  /** What stays as it is, because of what was done since. */
  kept: Kept[];
}

/** An undo, and whether there was nothing in it that could be taken back. */
export interface TakenBack extends Undone {
  is_nothing: boolean;
}

type Found = Omit<Undone, "kept"> & { writer: number | null; user_id: number | null };

const FOUND = "o.id AS operation_id, o.kind, o.summary, o.created_at, o.writer, o.user_id";

/**
 * Takes back the profile's operation with the last change that is not yet undone; null when there
 * is none. (Not the one begun last: a stream of trades goes on while its owner does other things.)
 * What a pipe recorded that is still open is its own. An operation of which nothing can be taken
 * back is passed for good: it must not stand in the way of those before it.
 */
export function undoLast(store: Store): TakenBack | null {
  // Looked at before any lock is taken: a journal in which nothing was done is left alone.
  if (lastOperation(store) === null) return null;
  return immediate(store, () => {
    const last = lastOperation(store);
    return last === null ? null : takeBack(store, last);
  });
}

function lastOperation(store: Store): Found | null {
  const rows = store.db.prepare(
    `SELECT ${FOUND} FROM changes c JOIN operations o ON o.id = c.operation_id
     WHERE o.undone_at IS NULL AND (o.user_id IS NULL OR o.user_id = ?) ORDER BY c.id DESC`,
  );
  const running = new Map<number, boolean>();
  for (const found of rows.iterate(store.profile.id) as Iterable<Found>) {
    const { operation_id: id } = found;
    if (!running.has(id)) running.set(id, isRunning(store, found));
    if (running.get(id) === false) return found;
  }
  return null;
}

/** Whether a pipe that may go on with this operation is still open. */
const isRunning = ({ processes }: Store, { writer }: Pick<Found, "writer">) =>
  writer !== null && processes.isRunning(writer);

/**
 * Takes back the operation of this number, of any profile and of any pipe; null when there is none
 * that stands. One of which nothing can be taken back stands, and can be asked for again.
 */
export function undoOperation(store: Store, id: number): TakenBack | null {
  const find = store.db.prepare(
    `SELECT ${FOUND} FROM operations o WHERE id = ? AND undone_at IS NULL`,
  );
  if (find.get(id) === undefined) return null;
  return immediate(store, () => {
    const found = find.get(id) as Found | undefined;
    if (found === undefined) return null;
    const undone = takeBack(store, found);
    if (undone.is_nothing) {
      store.db
        .prepare("UPDATE operations SET undone_at = NULL, undone_by = NULL WHERE id = ?")
        .run(id);
    }
    return undone;
  });
}

/** Does again what was undone last, unless the profile has done something else since. */
export function redoLast(store: Store): Undone | null {
  const last = store.db.prepare(
    `SELECT ${FOUND} FROM operations o WHERE undone_by = (
       SELECT MAX(undone_by) FROM operations WHERE user_id IS NULL OR user_id = @user)
     AND NOT EXISTS (SELECT 1 FROM operations n WHERE n.id > o.undone_by AND n.undone_at IS NULL
       AND n.kind <> 'trade.stdin' AND (n.user_id IS NULL OR n.user_id = @user))`,
  );
  const user = { user: store.profile.id };
  if (last.get(user) === undefined) return null;
  return immediate(store, () => {
    const found = last.get(user) as Found | undefined;
    if (found === undefined) return null;
    const work = beginWork(store);
    for (const change of [...changesOf(store, found.operation_id)].reverse()) {
      attempt(work, change, () => doAgain(work, change));
    }
    const stand =
      "UPDATE operations SET undone_at = NULL, undone_by = NULL, redone_at = ? WHERE id = ?";
    store.db.prepare(stand).run(utcText(store.now()), found.operation_id);
    return { ...told(found), kept: endWork(work, found) };
  });
}

/** An operation as `undo --list` shows it. */
export interface ListedOperation {
  operation_id: number;
  kind: string;
  summary: string;
  created_at: string;
  profile: string | null;
  /** running: by a pipe that is still open. */
  state: "done" | "undone" | "running";
}

/** The last operations of all profiles, newest first. */
export function listOperations(store: Store, limit: number): ListedOperation[] {
  const rows = store.db.prepare(
    `SELECT ${FOUND}, o.undone_at, u.name AS profile FROM operations o
     LEFT JOIN users u ON u.id = o.user_id ORDER BY o.id DESC LIMIT ?`,
  );
  const found = rows.all(limit) as (Found & { undone_at: string | null; profile: string | null })[];
  return found.map(({ operation_id, kind, summary, created_at, profile, ...row }) => {
    const standing = isRunning(store, row) ? "running" : "done";
    const state = row.undone_at === null ? standing : "undone";
    return { operation_id, kind, summary, created_at, profile, state };
  });
}

function beginWork(store: Store): Work {
  const clocks = new Set<number>();
  return { store, touched: new Set(), kept: [], written: 0, turned: new Map(), clocks };
}

const told = ({ operation_id, kind, summary, created_at }: Found) => {
  return { operation_id, kind, summary, created_at };
};

function endWork({ store, touched, kept, turned, clocks }: Work, { user_id }: Found): Kept[] {
  for (const [id, was] of turned) settleTrade(store, id, was, touched);
  for (const user of clocks) settleTrades(store, user, touched);
  refreshTotals(store, touched);
  // `markStale` finds the looks to forget by the date of a day, and a day may have gone just now:
  // all of them go, and are made again when a report needs them.
  const forget = store.db.prepare("DELETE FROM mentor_looks WHERE user_id = ?");
  for (const id of new Set([store.profile.id, user_id ?? store.profile.id])) forget.run(id);
  store.recorded.any = true;
  return kept;
}

function takeBack(store: Store, found: Found): TakenBack {
  const { operation_id: id } = found;
  const work = beginWork(store);
  const mayRedo = isRedoable(store, id);
  let last: Change | undefined;
  for (const change of changesOf(store, id)) {
    last ??= change;
    attempt(work, change, () => reverse(work, change, mayRedo));
  }
  markUndone(store, id);
  const isNothing = work.written === 0;
  if (isNothing && work.kept.length === 0 && last !== undefined) {
    const { table_name: table, row_id } = last;
    const reason = image(store, table, row_id) === null ? "gone" : "needed";
    work.kept.push(keptRow(store, table, row_id, reason));
  }
  if (mayRedo && !isNothing) {
    store.db.prepare("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'operations'").run();
    const number = "(SELECT seq FROM sqlite_sequence WHERE name = 'operations')";
    store.db.prepare(`UPDATE operations SET undone_by = ${number} WHERE id = ?`).run(id);
  }
  return { ...told(found), kept: endWork(work, found), is_nothing: isNothing };
}

/** More rows than this are not kept for a redo: they would weigh more than the journal. */
const MOST_REDONE = 100_000;

/** Whether what goes with this operation is kept: it is not too much, and in tables of ours alone. */
function isRedoable({ db }: Store, operationId: number): boolean {
  const about = db.prepare(
    `SELECT total(row_count) <= ${MOST_REDONE} AND coalesce(
       min(typeof(row_id) IN ('integer', 'real') OR table_name = 'settings'), 1)
     FROM changes WHERE operation_id = ?`,
  );
  return about.pluck().get(operationId) === 1;
}

/** Marks an operation as taken back. */
export function markUndone(store: Store, operationId: number): void {
  store.db
    .prepare("UPDATE operations SET undone_at = ? WHERE id = ?")
    .run(utcText(store.now()), operationId);
}
