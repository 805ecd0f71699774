import * as words from "../../words/errors.ts";
import { insertRow, type Operation, type Row, type RowId, recordInserted } from "../changes.ts";
import { UNSAID } from "../moves.ts";
import { broken, guarded } from "../whole/read.ts";
import { tidy } from "./after.ts";
import { compareRows } from "./compare.ts";
import { deleteGone, leaveOutDeleted } from "./deleted.ts";
import { inOf, type Loaded, loadOwn } from "./load.ts";
import { addDeletedBots, requireOneClock, requireOneName } from "./owners.ts";
import { pairRows } from "./pair.ts";
import { idOf, MERGE_RULES, MERGED_TABLES, type MergedTable, MISSING } from "./rules.ts";
import {
  type Answers,
  keepTime,
  type Merged,
  type MergeRun,
  ownColumns,
  type TableCounts,
} from "./run.ts";

/**
 * Puts the rows of a loaded export together with those of the journal, as one operation. Rows are
 * known again by `MERGE_RULES`; of what differs the later change stands. Nothing that was written may
 * be kept where `open` has something.
 */
export function mergeRows(operation: Operation, loaded: Loaded, answers: Answers): Merged {
  const { store } = operation;
  const none = (): TableCounts => ({
    added: 0,
    same: 0,
    filled: 0,
    deleted: 0,
    stayed: 0,
    conflicts: 0,
  });
  const counts = Object.fromEntries(MERGED_TABLES.map((name) => [name, none()]));
  const merged: Merged = {
    counts: counts as Record<MergedTable, TableCounts>,
    conflicts: [],
    open: [],
    isChanged: false,
  };
  const run: MergeRun = { operation, loaded, ...loadOwn(store), answers, merged };
  for (const table of MERGED_TABLES) mergeTable(run, table);
  tidy(run);
  const written = store.db.prepare("SELECT EXISTS (SELECT 1 FROM changes WHERE operation_id = ?)");
  merged.isChanged = written.pluck().get(operation.id) === 1;
  return merged;
}

function mergeTable(run: MergeRun, table: MergedTable): void {
  const { store } = run.operation;
  mapRefs(run, table);
  pairRows(store, table);
  if (table === "users") requireOneClock(run);
  if (table === "bots") addDeletedBots(run);
  if (MERGE_RULES[table].isMourned) {
    deleteGone(run, table);
    leaveOutDeleted(run, table);
  }
  if (table === "trading_sessions") leaveOutBare(run);
  addNew(run, table);
  store.db.exec(`INSERT OR REPLACE INTO temp.ids SELECT '${table}', ${idOf(table)}, _here
    FROM ${inOf(table)} WHERE _here IS NOT NULL AND _gone IS NULL`);
  compareRows(run, table);
  if (table === "users") requireOneName(run);
}

/** Gives what rows of the file name the numbers that it has here. */
function mapRefs(run: MergeRun, table: MergedTable): void {
  const { db } = run.operation.store;
  const rows = inOf(table);
  const own = ownColumns(run, table);
  db.exec(`UPDATE ${rows} SET _owner = (SELECT here FROM temp.ids WHERE tbl = 'users' AND there = _owner)
    WHERE _gone IS NOT NULL`);
  for (const [column, target] of Object.entries(MERGE_RULES[table].refs)) {
    const here = `(SELECT here FROM temp.ids WHERE tbl = '${target}' AND there = ${column})`;
    const isDead = `${column} IN (SELECT id FROM ${inOf(target)} WHERE _dead = 1)`;
    const lost = `${column} IS NOT NULL AND ${column} <> 0 AND ${here} IS NULL AND _gone IS NULL`;
    // A day of nobody is the first profile's, as QuantumBotX has it.
    const isDay = table === "trading_sessions";
    if (isDay) db.exec(`UPDATE ${rows} SET user_id = 1 WHERE user_id IS NULL`);
    const isNeeded =
      isDay || own.find(({ name }) => name === column)?.notnull === 1 || column === "bot_id";
    if (table === "deleted_trades" && column === "trade_id") {
      db.exec(`UPDATE ${rows} SET ${column} = COALESCE(${here}, 0)`);
      continue;
    }
    if (isNeeded) {
      db.exec(`UPDATE ${rows} SET _dead = 1 WHERE ${lost} AND ${isDead}`);
      const stray = db
        .prepare(
          `SELECT _line AS line, ${column} AS owner FROM ${rows} WHERE ${lost} AND _dead IS NULL`,
        )
        .get() as { line: number; owner: unknown } | undefined;
      if (stray !== undefined) throw strayRow(run, table, column, target, stray);
    }
    db.exec(`UPDATE ${rows} SET ${column} = ${here} WHERE ${column} <> 0`);
    if (column === "user_id")
      db.exec(`UPDATE ${rows} SET user_id = _owner WHERE _gone IS NOT NULL`);
    if (column === "session_id") {
      db.exec(`UPDATE ${rows} SET session_id = (SELECT id FROM main.trading_sessions
        WHERE user_id = _owner AND session_date = _day) WHERE _gone IS NOT NULL`);
    }
  }
  if (!own.some(({ name }) => name === "external_key")) return;
  db.exec(`UPDATE ${rows} SET external_key = COALESCE((SELECT here FROM temp.ids WHERE tbl = 'users'
      AND there = CAST(substr(external_key, 1, instr(external_key, '|') - 1) AS INTEGER)) ||
      substr(external_key, instr(external_key, '|')), external_key)
    WHERE external_key GLOB '[0-9]*|*'`);
}

function strayRow(
  { loaded }: MergeRun,
  table: string,
  column: string,
  target: string,
  { line, owner }: { line: number; owner: unknown },
) {
  const detail = words.exportFault.row(table, words.noOwner(column, owner, target));
  return broken(loaded.file, line, detail);
}

/** A day on which nothing is, and of which nothing is said, tells nothing. */
function leaveOutBare({ operation }: MergeRun): void {
  const unsaid = Object.entries(UNSAID).map(([column, value]) => {
    const nothing = typeof value === "string" ? `'${value}'` : String(value);
    return `("${column}" IS NULL OR "${column}" = ${nothing})`;
  });
  // A report of ours is made again when it is asked for.
  const held = [
    ["daily_trading_data", "_gone IS NULL"],
    ["mood_checkins", "_gone IS NULL"],
    ["ai_mentor_reports", "headline IS NULL"],
  ].map(
    ([table = "", where]) =>
      `id NOT IN (SELECT session_id FROM ${inOf(table)} WHERE session_id IS NOT NULL AND ${where})`,
  );
  operation.store.db.exec(`UPDATE ${inOf("trading_sessions")} SET _dead = 1
    WHERE _here IS NULL AND COALESCE(shifted, 0) = 0 AND ${[...unsaid, ...held].join(" AND ")}`);
}

/** Adds the rows of the file that are not here, under the next numbers. */
function addNew(run: MergeRun, table: MergedTable): void {
  const { operation, loaded, merged } = run;
  const { db } = operation.store;
  const rows = inOf(table);
  const free = "_here IS NULL AND _dead IS NULL AND _gone IS NULL";
  const count = db.prepare(`SELECT COUNT(*) FROM ${rows} WHERE ${free}`).pluck().get() as number;
  if (count === 0) return;
  merged.counts[table].added = count;
  if (table === "settings") {
    for (const { key, value } of db.prepare(`SELECT * FROM ${rows} WHERE ${free}`).all() as Row[]) {
      insertRow(operation, table, { key, value });
    }
    db.exec(`UPDATE ${rows} SET _here = key, _new = 1 WHERE ${free}`);
  } else {
    const next = db.prepare(
      `SELECT MAX(COALESCE((SELECT seq FROM sqlite_sequence WHERE name = '${table}'), 0),
         COALESCE((SELECT MAX(id) FROM main.${table}), 0)) + 1`,
    );
    const first = next.pluck().get() as number;
    db.exec(`UPDATE ${rows} SET _here = ${first - 1} + f.n, _new = 1
      FROM (SELECT rowid AS r, row_number() OVER (ORDER BY id) AS n FROM ${rows} WHERE ${free}) f
      WHERE f.r = ${rows.replace("temp.", "")}.rowid`);
    if (table === "users") freeAddresses(run);
    if (table === "ai_mentor_reports") db.exec(`UPDATE ${rows} SET stale = 1 WHERE _new = 1`);
    // A column that an older version did not have gets its default.
    const columns = (loaded.tables.get(table)?.columns ?? []).filter(({ name }) => name !== "id");
    const defaults = new Map(ownColumns(run, table).map((column) => [column.name, column]));
    const values = columns.map(({ name }) => {
      const { notnull = 0, dflt_value = null } = defaults.get(name) ?? {};
      return notnull === 1 && dflt_value !== null
        ? `COALESCE("${name}", ${dflt_value})`
        : `"${name}"`;
    });
    const names = columns.map(({ name }) => `"${name}"`);
    const [missing, sql] = MISSING[table] ?? [];
    if (missing !== undefined) {
      names.push(missing);
      values.push(String(sql));
    }
    guarded(loaded.file, 1, table, () =>
      db.exec(`INSERT INTO main.${table} (id, ${names.join()})
        SELECT _here, ${values.join()} FROM ${rows} WHERE _new = 1 ORDER BY _here`),
    );
    recordInserted(operation, table, first, count);
  }
  keepTimes(run, table);
  touchNew(run, table);
}

/** No two profiles have one address: the origin's table wants it so. */
function freeAddresses({ operation: { store } }: MergeRun): void {
  store.db.exec(`UPDATE ${inOf("users")} SET email = 'profil-' || _here || '@jurnal.invalid'
    WHERE _new = 1 AND (email IS NULL OR email IN (SELECT email FROM main.users))`);
}

/** Keeps when the cells of new rows were changed in the other journal. */
function keepTimes({ operation, loaded }: MergeRun, table: MergedTable): void {
  const rows = operation.store.db.prepare(
    `SELECT ${idOf(table)} AS there, _here AS here FROM ${inOf(table)} WHERE _new = 1
     AND ${idOf(table)} IN (SELECT id FROM temp.edited WHERE side = 'theirs' AND tbl = '${table}')`,
  );
  for (const { there, here } of rows.all() as { there: RowId; here: RowId }[]) {
    for (const [column, at] of loaded.times.get(`${table}|${there}`) ?? []) {
      keepTime(operation, table, here, column, at ?? null);
    }
  }
}

function touchNew({ operation }: MergeRun, table: MergedTable): void {
  const { db } = operation.store;
  const column =
    table === "trading_sessions"
      ? "_here"
      : "session_id" in MERGE_RULES[table].refs
        ? "session_id"
        : null;
  if (column === null || table === "ai_mentor_reports") return;
  const days = db.prepare(`SELECT DISTINCT ${column} FROM ${inOf(table)} WHERE _new = 1`).pluck();
  for (const day of days.all() as number[]) operation.touched.add(day);
}
