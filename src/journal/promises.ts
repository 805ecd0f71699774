import type { OpenPromise } from "../mentor/types.ts";
import type { PromiseChanges } from "../model.ts";
import { type Operation, updateRow } from "./changes.ts";
import type { Store } from "./store.ts";

/** A promise as the journal keeps it. */
export interface KeptPromise extends OpenPromise {
  /** The plan in words. */
  text: string;
}

interface PromiseRow {
  id: number;
  made_on: string;
  action: string;
  params: string;
  text: string;
  closed_on: string | null;
}

type Counted = Pick<PromiseRow, "action" | "params">;

function fromRow({ id, made_on, action, params, text }: PromiseRow): KeptPromise {
  return { id, made_on, action: { id: action, params: JSON.parse(params) }, text };
}

/** Promises made before this day that were still open when it began, the oldest first. */
export function promisesOn(store: Store, date: string): KeptPromise[] {
  const rows = store.db.prepare(
    `SELECT * FROM promises WHERE user_id = @user AND made_on < @date
     AND (closed_on IS NULL OR closed_on >= @date) ORDER BY made_on, id`,
  );
  return (rows.all({ user: store.profile.id, date }) as PromiseRow[]).map(fromRow);
}

/**
 * Brings the promises in line with the report of a day, so that making it again changes nothing.
 * To be called inside a transaction.
 */
export function keepPromises(store: Store, changes: PromiseChanges): void {
  const { db, profile } = store;
  const { date, closed, added } = changes;
  const key = { user: profile.id, date };
  db.prepare(
    `UPDATE promises SET closed_on = NULL, closed_as = NULL
     WHERE user_id = @user AND closed_on = @date AND closed_as IN ('retired', 'shrunk')`,
  ).run(key);
  const close = db.prepare("UPDATE promises SET closed_on = ?, closed_as = ? WHERE id = ?");
  for (const { id, as } of closed) close.run(date, as, id);
  const today = db
    .prepare("SELECT * FROM promises WHERE user_id = @user AND made_on = @date")
    .all(key) as PromiseRow[];
  const wanted = added.map(({ action, params, text }) => ({
    ...{ action, params: JSON.stringify(params), text },
  }));
  // By what is counted, not by its words: those the trader may have changed.
  const same = (a: Counted, b: Counted) => a.action === b.action && a.params === b.params;
  for (const row of today) {
    if (row.closed_on === null && !wanted.some((one) => same(one, row))) {
      db.prepare("DELETE FROM promises WHERE id = ?").run(row.id);
    }
  }
  const insert = db.prepare(
    `INSERT INTO promises (user_id, made_on, action, params, text)
     VALUES (@user, @date, @action, @params, @text)`,
  );
  for (const one of wanted) {
    if (!today.some((row) => same(one, row))) insert.run({ ...key, ...one });
  }
}

/** Promises that are open now, the oldest first. */
export function openPromises(store: Store): KeptPromise[] {
  const rows = store.db.prepare(
    "SELECT * FROM promises WHERE user_id = ? AND closed_on IS NULL ORDER BY made_on, id",
  );
  return (rows.all(store.profile.id) as PromiseRow[]).map(fromRow);
}

/** Gives a promise other words; what is counted stays. */
export function rewordPromise(operation: Operation, id: number, text: string): void {
  updateRow(operation, "promises", id, { text });
}

/** Lets a promise go on this day. */
export function closePromise(operation: Operation, id: number, date: string): void {
  updateRow(operation, "promises", id, { closed_on: date, closed_as: "dropped" });
}
