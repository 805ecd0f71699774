import { UserError } from "../../errors.ts";
import * as say from "../../words/errors.ts";
import { insertRow, type Row, updateRow } from "../changes.ts";
import { describe } from "../tables.ts";
import { inOf } from "./load.ts";
import type { MergeRun } from "./run.ts";

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
