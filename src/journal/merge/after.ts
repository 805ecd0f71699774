import { utcText } from "../../base/time.ts";
import { subjectOf } from "../../mentor/followup.ts";
import { insertRow, type Operation, type Row, updateRow } from "../changes.ts";
import { removeIfBare } from "../moves.ts";
import type { Store } from "../store.ts";
import { graveOf } from "./edits.ts";
import { inOf } from "./load.ts";
import { MERGED_TABLES, type MergedTable } from "./rules.ts";
import type { Merged, MergeRun } from "./run.ts";

/** Puts in order what only all rows together tell. */
export function tidy(run: MergeRun): void {
  tidyRules(run);
  tidyPromises(run);
  scoreDays(run);
  leaveBareDays(run);
}

/** Days that lost their last trade to another, or came and did not get one. */
function leaveBareDays({ operation }: MergeRun): void {
  const { db } = operation.store;
  const bare = db.prepare(
    `SELECT id FROM trading_sessions WHERE id IN (SELECT value FROM json_each(?))
     AND id NOT IN (SELECT session_id FROM daily_trading_data)`,
  );
  const touched = JSON.stringify([...operation.touched]);
  for (const id of bare.pluck().all(touched) as number[]) removeIfBare(operation, id);
}

/** One rule of a kind holds at a time: the earlier one ends where the later begins. */
function tidyRules({ operation }: MergeRun): void {
  const { db } = operation.store;
  const rules = db.prepare(
    `SELECT * FROM rules WHERE (user_id, kind) IN
       (SELECT user_id, kind FROM ${inOf("rules")} WHERE _new = 1)
     ORDER BY user_id, kind, valid_from, made_at, params`,
  );
  let last: Row | undefined;
  for (const rule of rules.all() as Row[]) {
    const isNext = last?.user_id === rule.user_id && last?.kind === rule.kind;
    const begins = String(rule.valid_from);
    const isOver = last?.closed_on != null && String(last.closed_on) <= begins;
    if (isNext && !isOver) updateRow(operation, "rules", Number(last?.id), { closed_on: begins });
    last = rule;
  }
  const days = db.prepare(
    `SELECT s.id FROM trading_sessions s JOIN rules r ON r.user_id = s.user_id
     AND s.session_date >= r.valid_from WHERE r.id IN
       (SELECT _here FROM ${inOf("rules")} WHERE _new = 1)`,
  );
  for (const day of days.pluck().all() as number[]) operation.touched.add(day);
}

/** A promise that both journals took on stays as the earlier one; the other one ends as it began. */
function tidyPromises({ operation }: MergeRun): void {
  const { db } = operation.store;
  const open = db.prepare(
    `SELECT p.*, p.id IN (SELECT _here FROM ${inOf("promises")} WHERE _new = 1) AS is_new
     FROM promises p WHERE closed_on IS NULL ORDER BY user_id, made_on, params`,
  );
  const groups = new Map<string, Row[]>();
  for (const row of open.all() as Row[]) {
    const params = JSON.parse(String(row.params));
    const key = `${row.user_id} ${subjectOf({ id: String(row.action), params })}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  for (const [, ...later] of [...groups.values()].filter((rows) =>
    rows.some((row) => row.is_new),
  )) {
    for (const { id, made_on } of later) {
      updateRow(operation, "promises", Number(id), { closed_on: made_on, closed_as: "replaced" });
    }
  }
}

/** The score of a day is that of its report. */
function scoreDays({ operation }: MergeRun): void {
  const wrong = operation.store.db.prepare(
    `SELECT s.id, r.risk_management_score AS score FROM ${inOf("ai_mentor_reports")} i
     JOIN main.ai_mentor_reports r ON r.id = i._here JOIN main.trading_sessions s ON s.id = r.session_id
     WHERE i._gone IS NULL AND r.headline IS NOT NULL
       AND typeof(r.risk_management_score) = 'integer' AND s.risk_score IS NOT r.risk_management_score`,
  );
  for (const { id, score } of wrong.all() as { id: number; score: number }[]) {
    updateRow(operation, "trading_sessions", id, { risk_score: score });
  }
}

/**
 * What pairing fills anew changed after this change (a number) was decided now: a file that tells less
 * of them does not bring back what it knew.
 */
export function markPaired({ store, id }: Operation, since: number): void {
  const changes = store.db.prepare(
    `SELECT row_id, before, after FROM changes WHERE operation_id = ? AND id > ?
     AND table_name = 'daily_trading_data' AND before IS NOT NULL`,
  );
  const changed_at = utcText(store.now());
  const operation = { store, id, touched: new Set<number>() };
  const table_name = "daily_trading_data";
  for (const { row_id, before, after } of changes.all(id, since) as Record<string, string>[]) {
    const was = JSON.parse(String(before)) as Row;
    if (after === null) {
      const day = store.db
        .prepare("SELECT user_id AS owner, session_date AS day FROM trading_sessions WHERE id = ?")
        .get(was.session_id) as Row | undefined;
      const deleted = graveOf(table_name, { ...was, ...day });
      insertRow(operation, "edits", { table_name, row_id: null, changed_at, deleted });
      continue;
    }
    const now = JSON.parse(String(after)) as Row;
    for (const column_name of Object.keys(now).filter((name) => now[name] !== was[name])) {
      insertRow(operation, "edits", { table_name, row_id, column_name, changed_at });
    }
  }
}

/** How many rows each table has. */
export const sizesOf = ({ db }: Store): ReadonlyMap<MergedTable, number> =>
  new Map(
    MERGED_TABLES.map((name) => [
      name,
      db.prepare(`SELECT COUNT(*) FROM main.${name}`).pluck().get() as number,
    ]),
  );

/** Counts also what came or went after the rows were put together: days left bare, trades of fills. */
export function countAgain(
  store: Store,
  { counts }: Merged,
  before: ReadonlyMap<MergedTable, number>,
): void {
  for (const [name, size] of sizesOf(store)) {
    const count = counts[name];
    const more = size - (before.get(name) ?? 0) - (count.added - count.deleted);
    const taken = Math.min(count.added, Math.max(0, -more));
    count.added += more > 0 ? more : -taken;
    count.deleted += more < 0 ? -more - taken : 0;
  }
}

/** The number of the last change that was recorded. */
export const lastRecorded = ({ db }: Store): number =>
  db.prepare("SELECT COALESCE(MAX(id), 0) FROM changes").pluck().get() as number;
