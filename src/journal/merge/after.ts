import { utcText } from "../../base/time.ts";
import { UserError } from "../../errors.ts";
import { subjectOf } from "../../mentor/followup.ts";
import * as say from "../../words/errors.ts";
import { insertRow, type Operation, type Row, updateRow } from "../changes.ts";
import { removeIfBare } from "../moves.ts";
import type { Store } from "../store.ts";
import { describe } from "../tables.ts";
import { graveOf } from "./edits.ts";
import { inOf } from "./load.ts";
import { MERGED_TABLES, type MergedTable } from "./rules.ts";
import type { Merged, MergeRun } from "./run.ts";

/** SQL: whether a profile of these tables says something in its money, without a day. */
const saysMoney = (tableOf: (name: string) => string, profile: string) =>
  ["cash_flows", "open_positions", "plans", "rules"]
    .map((name) => `EXISTS (SELECT 1 FROM ${tableOf(name)} WHERE user_id = ${profile}.id)`)
    .concat(`${profile}.initial_balance IS NOT NULL`)
    .join(" OR ");

/**
 * Refuses two profiles of one name with days of their own and another currency, zone or begin of the
 * day: their money is not one, nor are their days. Where one of the two has no days yet, nor money of
 * another currency, it goes by the other.
 */
export function requireOneClock({ operation, loaded }: MergeRun): void {
  const { db } = operation.store;
  const differing = db.prepare(
    `SELECT h.id, h.name, h.currency, h.zone, h.day_start,
       i.currency AS their_currency, i.zone AS their_zone, i.day_start AS their_start,
       EXISTS (SELECT 1 FROM main.trading_sessions WHERE user_id = h.id)
         OR (h.currency <> i.currency AND (${saysMoney((name) => `main.${name}`, "h")})) AS has_ours,
       EXISTS (SELECT 1 FROM ${inOf("trading_sessions")} s WHERE s.user_id = i.id)
         OR (h.currency <> i.currency AND (${saysMoney(inOf, "i")})) AS has_theirs
     FROM ${inOf("users")} i JOIN main.users h ON h.id = i._here
     WHERE (h.currency, h.zone, h.day_start) IS NOT (i.currency, i.zone, i.day_start)`,
  );
  for (const row of differing.all() as (Record<string, string> & { id: number })[]) {
    if (!row.has_theirs) continue;
    const theirs = {
      currency: row.their_currency,
      zone: row.their_zone,
      day_start: row.their_start,
    };
    if (!row.has_ours) {
      updateRow(operation, "users", row.id, theirs);
      continue;
    }
    const [ours, other] = [row, theirs].map((one) =>
      [one.currency, one.zone, one.day_start].join(", "),
    );
    const told = say.profilesDiffer(String(row.name), String(ours), loaded.file, String(other));
    throw new UserError("profiles-differ", ...told);
  }
}

/** Refuses a merge after which two profiles would have one name: nobody could tell which is meant. */
export function requireOneName({ operation, loaded }: MergeRun): void {
  const name = operation.store.db
    .prepare("SELECT name FROM main.users GROUP BY lower(name) HAVING COUNT(*) > 1")
    .pluck()
    .get() as string | undefined;
  if (name === undefined) return;
  throw new UserError("profile-taken", ...say.twoProfiles(name, loaded.file));
}

/**
 * Bots that are gone in one of the two journals are known by their names, and get their numbers
 * from those of all bots.
 */
export function addDeletedBots({ operation, loaded }: MergeRun): void {
  const { db } = operation.store;
  db.exec(`UPDATE ${inOf("bots")} SET _here = d.id FROM main.deleted_bots d
    WHERE in_bots._here IS NULL AND d.id NOT IN (SELECT id FROM main.bots)
      AND lower(d.name) = lower(in_bots.name) AND d.market = in_bots.market`);
  const find = db
    .prepare(
      `SELECT id FROM main.all_bots WHERE lower(name) = lower(@name)
         OR lower(name) = lower(@name || ' (terhapus)') ORDER BY id LIMIT 1`,
    )
    .pluck();
  const next = db
    .prepare(
      `SELECT MAX(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'bots'), 0),
         COALESCE((SELECT MAX(id) FROM main.all_bots), 0)) + 1`,
    )
    .pluck();
  const keep = db.prepare("INSERT OR REPLACE INTO temp.ids VALUES ('bots', ?, ?)");
  const names = (loaded.tables.get("deleted_bots")?.own ?? []).map(({ name }) => name);
  const there = db.prepare(
    `SELECT ${names.join()} FROM ${inOf("deleted_bots")} WHERE id NOT IN (SELECT id FROM ${inOf("bots")})`,
  );
  for (const row of there.all() as (Row & { id: number; name: string })[]) {
    const known = find.get({ name: row.name }) as number | undefined;
    if (known !== undefined) {
      keep.run(row.id, known);
      continue;
    }
    const id = next.get() as number;
    insertRow(operation, "deleted_bots", { ...withDefaults(db, row), id });
    db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'bots'").run(id);
    keep.run(row.id, id);
  }
}

/** What an older version did not have gets its default. */
function withDefaults(db: MergeRun["operation"]["store"]["db"], row: Row): Row {
  const own = describe(db, "deleted_bots").filter(
    ({ name, dflt_value }) => row[name] !== null || dflt_value === null,
  );
  return Object.fromEntries(own.map(({ name }) => [name, row[name] ?? null]));
}

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
export const lastChange = ({ db }: Store): number =>
  db.prepare("SELECT COALESCE(MAX(id), 0) FROM changes").pluck().get() as number;
