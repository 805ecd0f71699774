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
 * Triggers of others on our tables, and views in our names with other words: they could change what
 * we write or read.
 */
export function foreignRules(db: Db): Made[] {
  const own = new Set([...namesIn("TABLE"), ...namesIn("VIEW")]);
  const isOn = ({ type, name, tbl_name }: Made) =>
    own.has((type === "view" ? name : tbl_name).toLowerCase());
  return rulesIn(db).filter((one) => isOn(one) && !schema.includes(one.sql));
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
