import type { OpenPromise } from "../mentor/types.ts";
import type { PromiseChanges } from "../model.ts";
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
}

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
  const same = (a: Omit<PromiseRow, "id" | "made_on">, b: Omit<PromiseRow, "id" | "made_on">) =>
    a.action === b.action && a.params === b.params && a.text === b.text;
  for (const row of today) {
    if (!wanted.some((one) => same(one, row))) {
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
