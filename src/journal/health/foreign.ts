import schema from "../../../schema.sql";
import { sqlite } from "../sqlite.ts";
import type { Db } from "../store.ts";
import { namesIn, quoted } from "../tables.ts";

interface Made {
  type: string;
  name: string;
  tbl_name: string;
  sql: string;
}

/** Kinds of what hangs on tables or stands for rows of them; others may add indexes. */
const KINDS = ["VIEW", "TRIGGER", "INDEX"] as const;

/** Triggers and views that work on our tables; SQLite keeps the very words that made each. */
function rulesIn(db: Db): Made[] {
  const rows = db.prepare(
    `SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type IN ('trigger', 'view')`,
  );
  return rows.all() as Made[];
}

/**
 * Triggers of others on our tables that could change or refuse what we write, and views in our names
 * with other words. One that only notes something in a table of its own program may stay.
 */
export function foreignRules(db: Db): Made[] {
  const tables = new Set(namesIn("TABLE"));
  const views = new Set(namesIn("VIEW"));
  const rules = rulesIn(db);
  const theirs = new Set(
    (
      db
        .prepare("SELECT lower(name) FROM sqlite_master WHERE type = 'table'")
        .pluck()
        .all() as string[]
    ).filter((name) => !tables.has(name) && !name.startsWith("sqlite_")),
  );
  return rules.filter(({ type, name, tbl_name, sql }) => {
    if (schema.includes(sql)) return false;
    if (type === "view") return views.has(name.toLowerCase());
    const on = tbl_name.toLowerCase();
    return views.has(on) || (tables.has(on) && !staysApart(sql, theirs, rules));
  });
}

const COMMENT = /--[^\n]*|\/\*[\s\S]*?\*\//g;
const WRITES = /\b(?:INSERT|REPLACE|UPDATE|DELETE|RAISE)\b/gi;
const TARGET =
  /\b(?:(?:INSERT(?:\s+OR\s+\w+)?|REPLACE)\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM)\s+["[`]?(\w+)/gi;

/**
 * Whether a trigger writes to tables of others alone, also by the triggers on those. What cannot be
 * told from its words counts as not.
 */
function staysApart(
  sql: string,
  theirs: ReadonlySet<string>,
  rules: readonly Made[],
  before: readonly string[] = [],
): boolean {
  const plain = sql.replace(COMMENT, " ");
  const body = plain.slice(plain.search(/\bBEGIN\b/i));
  const targets = [...body.matchAll(TARGET)].map(([, name]) => (name ?? "").toLowerCase());
  if ((body.match(WRITES) ?? []).length !== targets.length) return false;
  return targets.every((target) => {
    if (!theirs.has(target)) return false;
    if (before.includes(target)) return true;
    const further = rules.filter(({ type, tbl_name }) => {
      return type === "trigger" && tbl_name.toLowerCase() === target;
    });
    return further.every((rule) => staysApart(rule.sql, theirs, rules, [...before, target]));
  });
}

/** As a person is told of one: `trigger catat (bots)`. */
export const ruleLine = ({ type, name, tbl_name }: Made): string =>
  type === "view" ? `view ${name}` : `${type} ${name} (${tbl_name})`;

/** Views, triggers and indexes of ours that are not there any more, by kind and name. */
export function missingRules(db: Db): string[] {
  const find = db.prepare("SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?");
  return KINDS.flatMap((kind) =>
    namesIn(kind).flatMap((name) =>
      find.get(kind.toLowerCase(), name) === undefined ? [`${kind.toLowerCase()} ${name}`] : [],
    ),
  );
}

/** Takes away what is foreign and makes what is missing, inside the caller's transaction. */
export function restoreRules(db: Db): { dropped: string[]; made: string[] } {
  const dropped = foreignRules(db).map((one) => {
    db.prepare(`DROP ${one.type} ${quoted(one.name)}`).run();
    return ruleLine(one);
  });
  const made = missingRules(db);
  const model = sqlite()(":memory:");
  model.exec(schema);
  const find = model.prepare("SELECT sql FROM sqlite_master WHERE type = ? AND name = ?").pluck();
  for (const line of made) db.prepare(find.get(...line.split(" ")) as string).run();
  model.close();
  return { dropped, made };
}
