import type Database from "better-sqlite3";
import { columnsOf, dropAttachments, keepSequence } from "./origin.ts";

type Db = Database.Database;

/**
 * Brings a journal of an older version of ours to the current schema inside the caller's
 * transaction: every table of ours is made anew from schema.sql and its rows are copied by column
 * name, so that the file has exactly the schema of a new one. New columns get their defaults;
 * a step that has to fill them belongs at the end of this function.
 */
export function rebuild(db: Db, schema: string) {
  const tables = [...schema.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, name]) => name as string);
  const old = tables.filter((name) => columnsOf(db, name).size > 0);
  for (const name of old) db.exec(`ALTER TABLE ${name} RENAME TO old_${name}`);
  // Indices move along with a renamed table and would stand in the way of the new ones.
  dropAttachments(db);
  db.exec(schema);
  for (const name of old) {
    const known = columnsOf(db, `old_${name}`);
    const columns = [...columnsOf(db, name)].filter((column) => known.has(column)).join(", ");
    db.exec(`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM old_${name}`);
    if (columnsOf(db, name).has("id")) keepSequence(db, name);
    db.exec(`DROP TABLE old_${name}`);
  }
  return { merged_days: 0, placeholder_bots: 0 };
}

/** Version 3 keeps the number of trades by hand with each session; a file of any age gets it. */
export function countHands(db: Db): void {
  db.exec(`INSERT OR REPLACE INTO session_hands (session_id, trades)
    SELECT session_id, COUNT(*) FROM daily_trading_data WHERE bot_id IS NULL GROUP BY session_id`);
}
