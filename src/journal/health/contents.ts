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
/** Years that a calendar of today knows what to do with. */
const YEAR = "@ GLOB '[12][0-9][0-9][0-9]-*'";
/** A day and an hour as `parseUtc` reads them, without an offset, which it would pass over. */
const CLOCK = `@ GLOB '????-??-??[ T][0-2][0-9]:[0-5][0-9]*' AND rtrim(substr(@, 17), '+0:Z') NOT GLOB '*[-+]*'`;
/** SQLite takes 30 February for 2 March; nothing else does. */
const REAL_DAY = "date(substr(@, 1, 10)) IS substr(@, 1, 10)";
const TIME = `typeof(@) = 'text' AND datetime(@) IS NOT NULL AND ${YEAR} AND ${CLOCK} AND ${REAL_DAY}`;
const DATE = `typeof(@) = 'text' AND date(@) IS @ AND ${YEAR}`;
const JSON_TEXT = "typeof(@) = 'text' AND json_valid(@)";
const FLAG = "@ IN (0, 1)";
const oneOf = (...words: string[]) => `@ IN (${words.map((word) => `'${word}'`).join(", ")})`;
const jsonOf = (...types: string[]) =>
  `CASE WHEN typeof(@) = 'text' AND json_valid(@) THEN ${oneOf(...types).replace("@", "json_type(@)")} END`;

/** What the values of a column must be, where its type does not say all; @ is the value. */
const RULES: Readonly<Record<string, string>> = {
  "users.day_start": "@ GLOB '[0-2][0-9]:[0-5][0-9]' AND @ < '24'",
  "trading_sessions.session_date": DATE,
  "trading_sessions.total_trades": "typeof(@) = 'integer' AND @ BETWEEN 0 AND 1e9",
  "trading_sessions.risk_score": `${NUMBER} AND @ BETWEEN 0 AND 10`,
  "daily_trading_data.lot_size": `${NUMBER} AND @ >= 0`,
  "daily_trading_data.stop_loss_used": FLAG,
  "daily_trading_data.take_profit_used": FLAG,
  "daily_trading_data.approximate": FLAG,
  "ai_mentor_reports.stale": FLAG,
  "daily_trading_data.side": oneOf("buy", "sell"),
  "daily_trading_data.exit_reason": oneOf(
    ...["sl", "tp", "stop-out", "manual", "expert", "end-of-test"],
  ),
  "daily_trading_data.partial_closes": jsonOf("array"),
  "imports.counts": JSON_TEXT,
  "imports.declared": JSON_TEXT,
  "fills.data": JSON_TEXT,
  "changes.table_name": "@ IN (SELECT name FROM sqlite_master)",
  "changes.row_count": "typeof(@) = 'integer' AND @ >= 0",
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
  // QuantumBotX's reports, which have no headline, hold any words.
  "ai_mentor_reports.trading_patterns_analysis": `headline IS NULL OR ${jsonOf("object")}`,
  "ai_mentor_reports.recommendations": `headline IS NULL OR ${jsonOf("object")}`,
  // It writes "6/10 - GOOD".
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

/** A value that cannot be, with the number of its row (the key, for a setting). */
export interface OddCell {
  table: string;
  column: string;
  row: number | string;
  /** At most 40 characters of it. */
  shown: string;
}

/** Looks at every value of the tables of ours, by the type of its column and what is known of it. */
export function oddValues(db: Db): OddValues {
  const columns = lookedAt(db);
  const found: string[] = [];
  for (const { table, column, row, shown } of oddCells(db, columns)) {
    found.push(`${table}.${column} #${row}: ${shown}`);
    if (found.length === MOST) break;
  }
  return { columns: columns.length, found };
}

interface Looked {
  table: string;
  column: string;
  rule: string;
}

function lookedAt(db: Db): Looked[] {
  return namesIn("TABLE").flatMap((table) =>
    describe(db, table).flatMap(({ name, type }) => {
      const rule = RULES[`${table}.${name}`] ?? KINDS[type];
      return rule === undefined ? [] : [{ table, column: name, rule }];
    }),
  );
}

/** The values that cannot be, column by column; the tables may be those of an older version. */
export function* oddCells(db: Db, columns = lookedAt(db)): Generator<OddCell> {
  for (const { table, column, rule } of columns) {
    const value = quoted(column);
    const rows = db
      .prepare(
        `SELECT ${rowOf(table)}, substr(CAST(${value} AS TEXT), 1, 40) FROM ${table}
         WHERE ${value} IS NOT NULL AND NOT coalesce(${rule.replaceAll("@", value)}, 0)`,
      )
      .raw()
      .iterate() as IterableIterator<[number | string, string]>;
    for (const [row, shown] of rows) yield { table, column, row, shown };
  }
  yield* oddNames(db, columns);
}

const rowOf = (table: string) =>
  table === "settings" ? "key" : table === "mentor_looks" ? "m" : "rowid";

/** Currencies and zones, which SQL does not know. */
const NAMED: readonly [table: string, column: string, isName: (value: string) => boolean][] = [
  ["users", "currency", isCurrencyCode],
  ["users", "zone", (zone) => canonicalZone(zone) !== null],
  ["accounts", "server_zone", (zone) => canonicalZone(zone) !== null],
];

function* oddNames(db: Db, columns: readonly Looked[]): Generator<OddCell> {
  for (const [table, column, isName] of NAMED) {
    if (!columns.some((one) => one.table === table && one.column === column)) continue;
    const rows = db
      .prepare(`SELECT id, ${column} FROM ${table} WHERE typeof(${column}) = 'text'`)
      .raw()
      .all() as [number, string][];
    for (const [row, shown] of rows) if (!isName(shown)) yield { table, column, row, shown };
  }
}
