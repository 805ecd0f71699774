import { isCurrencyCode } from "../../base/money.ts";
import { MOST_NUMBER } from "../../base/number.ts";
import { canonicalZone } from "../../base/time.ts";
import type { Db } from "../store.ts";
import { describe, namesIn, quoted } from "../tables.ts";

/** Values that no door of ours lets in: they came by another program, or the file is damaged. */
export interface OddValues {
  /** How many columns were looked at. */
  columns: number;
  /** `table.column #row: value`, at most ten. */
  found: string[];
}

const MOST = 10;

/** What a number may be: beyond this a double no longer holds cents, and 1e999 is none at all. */
const NUMBER = `typeof(@) IN ('integer', 'real') AND abs(@) <= ${MOST_NUMBER}`;
const TEXT = "typeof(@) = 'text'";
const TIME = "typeof(@) = 'text' AND datetime(@) IS NOT NULL";
const DATE = "typeof(@) = 'text' AND date(@) IS @";
const JSON_TEXT = "typeof(@) = 'text' AND json_valid(@)";
const oneOf = (...words: string[]) => `@ IN (${words.map((word) => `'${word}'`).join(", ")})`;
const jsonOf = (...types: string[]) =>
  `CASE WHEN typeof(@) = 'text' AND json_valid(@) THEN ${oneOf(...types).replace("@", "json_type(@)")} END`;

/** What the values of a column must be, where its type does not say all; @ is the value. */
const RULES: Readonly<Record<string, string>> = {
  "users.day_start": "@ GLOB '[0-2][0-9]:[0-5][0-9]' AND @ < '24'",
  "trading_sessions.session_date": DATE,
  "trading_sessions.total_trades": "typeof(@) = 'integer' AND @ BETWEEN 0 AND 1e9",
  "daily_trading_data.side": oneOf("buy", "sell"),
  "daily_trading_data.exit_reason": oneOf(
    ...["sl", "tp", "stop-out", "manual", "expert", "end-of-test"],
  ),
  "daily_trading_data.partial_closes": jsonOf("array"),
  "imports.counts": JSON_TEXT,
  "imports.declared": JSON_TEXT,
  "fills.data": JSON_TEXT,
  "changes.table_name": "@ IN (SELECT name FROM sqlite_master)",
  "changes.before": jsonOf("object"),
  "changes.after": jsonOf("object", "array"),
  "mentor_looks.result": JSON_TEXT,
  "mentor_looks.basis": JSON_TEXT,
  "promises.params": JSON_TEXT,
  "promises.made_on": DATE,
  "promises.closed_on": DATE,
  "promises.accepted_on": DATE,
  "rules.params": JSON_TEXT,
  "rules.valid_from": DATE,
  "rules.closed_on": DATE,
  "rules.kind": oneOf(
    ...["max-daily-loss", "max-trades", "stop-required", "hours", "risk", "pause-after-loss"],
  ),
  // QuantumBotX writes "6/10 - GOOD".
  "ai_mentor_reports.risk_management_score": `${NUMBER} OR ${TEXT}`,
  "changes.row_id": `${NUMBER} OR ${TEXT}`,
};

const KINDS: Readonly<Record<string, string>> = {
  INTEGER: NUMBER,
  REAL: NUMBER,
  BOOLEAN: NUMBER,
  DATETIME: TIME,
  DATE,
  TEXT,
};

/** Looks at every value of the tables of ours, by the type of its column and what is known of it. */
export function oddValues(db: Db): OddValues {
  const found: string[] = [];
  let columns = 0;
  for (const table of namesIn("TABLE")) {
    for (const { name, type } of describe(db, table)) {
      const rule = RULES[`${table}.${name}`] ?? KINDS[type];
      if (rule === undefined) continue;
      columns++;
      if (found.length >= MOST) continue;
      const value = quoted(name);
      const rows = db
        .prepare(
          `SELECT ${rowOf(table)}, substr(CAST(${value} AS TEXT), 1, 40) FROM ${table}
           WHERE ${value} IS NOT NULL AND NOT coalesce(${rule.replaceAll("@", value)}, 0)
           LIMIT ${MOST - found.length}`,
        )
        .raw()
        .all() as [number | string, string][];
      found.push(...rows.map(([row, shown]) => `${table}.${name} #${row}: ${shown}`));
    }
  }
  return { columns, found: [...found, ...oddNames(db)].slice(0, MOST) };
}

const rowOf = (table: string) =>
  table === "settings" ? "key" : table === "mentor_looks" ? "m" : "rowid";

/** Currencies and zones, which SQL does not know. */
function oddNames(db: Db): string[] {
  const users = db.prepare("SELECT id, currency, zone FROM users").raw().all();
  const accounts = db
    .prepare("SELECT id, server_zone FROM accounts WHERE server_zone IS NOT NULL")
    .raw()
    .all();
  const isZone = (zone: unknown) => canonicalZone(String(zone)) !== null;
  return [
    ...(users as [number, unknown, unknown][]).flatMap(([id, currency, zone]) => [
      ...(isCurrencyCode(String(currency)) ? [] : [`users.currency #${id}: ${currency}`]),
      ...(isZone(zone) ? [] : [`users.zone #${id}: ${zone}`]),
    ]),
    ...(accounts as [number, unknown][]).flatMap(([id, zone]) =>
      isZone(zone) ? [] : [`accounts.server_zone #${id}: ${zone}`],
    ),
  ];
}
