import { utcText } from "../../base/time.ts";
import { columnsOf } from "../../trade/fields.ts";
import * as words from "../../words/errors.ts";
import {
  deleteRow,
  insertRow,
  type Operation,
  type Row,
  type RowId,
  recordInserted,
  updateRow,
} from "../changes.ts";
import { UNSAID } from "../moves.ts";
import type { Column } from "../tables.ts";
import { broken, guarded } from "../whole/read.ts";
import { addDeletedBots, requireOneClock, requireOneName, tidy } from "./after.ts";
import { type Decided, decideRow, type EditTime, type Side } from "./decide.ts";
import { graveOf } from "./edits.ts";
import { graveKey, inOf, type Loaded, loadOwn } from "./load.ts";
import { buried, pairGraves, pairRows } from "./pair.ts";
import { idOf, MERGE_RULES, MERGED_TABLES, type MergedTable, MISSING } from "./rules.ts";
import type { Answers, MergeConflict, Merged, MergeRun, TableCounts } from "./run.ts";

const NO_TIMES: ReadonlyMap<string, EditTime> = new Map();
/** What is told of each change that nobody settled, so that it holds later. */
const SETTLED = ["later", "joined", "sealed"];

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

/** The columns of a table that are ours, without its number. */
const ownColumns = ({ loaded }: MergeRun, table: string): Column[] =>
  (loaded.tables.get(table)?.own ?? []).filter(({ name }) => name !== idOf(table));

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

/** Deletes here what was deleted in the other journal after it was last changed here. */
function deleteGone(run: MergeRun, table: MergedTable): void {
  const { operation, merged } = run;
  const { db } = operation.store;
  pairGraves(operation.store, table);
  const graves = db
    .prepare(`SELECT * FROM ${inOf(table)} WHERE _gone IS NOT NULL`)
    .all() as (Row & {
    _gone: string;
    _here: RowId | null;
  })[];
  for (const grave of graves) {
    const here = grave._here === null ? null : rowHere(run, table, grave._here);
    const isLater =
      here !== null &&
      grave._gone < lastChange(table, here, run.times.get(`${table}|${here[idOf(table)]}`));
    if (isLater) continue;
    if (here !== null) {
      removeHere(run, table, here);
      merged.counts[table].deleted++;
    }
    bury(run, table, grave);
  }
  db.exec(`UPDATE ${inOf(table)} SET _here = NULL, _dead = 1 WHERE _gone IS NOT NULL`);
}

/** Keeps that a row was deleted in the other journal: others may bring it. */
function bury({ operation, graves }: MergeRun, table: MergedTable, grave: Row): void {
  const { _owner: owner, _day: day, _gone } = grave;
  if (owner === null && "user_id" in grave) return;
  const deleted = graveOf(table, { ...grave, owner, day });
  const edit = {
    table_name: table,
    row_id: null,
    column_name: "",
    changed_at: String(_gone),
    deleted,
  };
  if (!graves.has(graveKey(edit))) insertRow(operation, "edits", edit);
}

/** When anything of a row was last changed; after all times where nobody knows. */
function lastChange(table: MergedTable, row: Row, times = NO_TIMES): string {
  const { born } = MERGE_RULES[table];
  const made = born === undefined ? "" : String(row[born] ?? "");
  return [made, ...[...times.values()].map((at) => at ?? "9")].sort().at(-1) as string;
}

/** Takes a row off its day; the day itself may get others yet, and goes at the end. */
function removeHere({ operation }: MergeRun, table: MergedTable, row: Row): void {
  const { store, touched } = operation;
  if ("session_id" in row) touched.add(Number(row.session_id));
  if (row.partial_closes != null) {
    const days = store.db.prepare("SELECT session_id FROM early_results WHERE trade_id = ?");
    for (const day of days.pluck().all(row.id) as number[]) touched.add(day);
  }
  deleteRow(operation, table, row[idOf(table)] as RowId);
}

/** Leaves out rows of the file that were deleted here after they were last changed there. */
function leaveOutDeleted(run: MergeRun, table: MergedTable): void {
  const { operation, loaded, merged } = run;
  const { db } = operation.store;
  const rows = inOf(table);
  const find = db.prepare(`SELECT * FROM ${rows} WHERE rowid = ?`);
  const leave = db.prepare(`UPDATE ${rows} SET _dead = 1 WHERE rowid = ?`);
  const back: number[] = [];
  for (const { row, at } of buried(operation.store, table)) {
    const there = find.get(row) as Row;
    const times = loaded.times.get(`${table}|${there[idOf(table)]}`);
    if (at < lastChange(table, there, times)) back.push(row);
    else {
      leave.run(row);
      merged.counts[table].stayed++;
    }
  }
  if (table === "daily_trading_data") {
    // An older version did not say when.
    const { changes } = db
      .prepare(
        `UPDATE ${rows} SET _dead = 1 WHERE _here IS NULL AND _dead IS NULL
         AND external_key IN (SELECT external_key FROM main.deleted_trades)
         AND rowid NOT IN (SELECT value FROM json_each(?))`,
      )
      .run(JSON.stringify(back));
    merged.counts[table].stayed += changes;
  }
  if (table === "deleted_trades") {
    const live = "external_key IN (SELECT external_key FROM main.daily_trading_data)";
    db.exec(`UPDATE ${rows} SET _dead = 1, _here = NULL WHERE ${live}`);
    const ids = db.prepare(`SELECT id FROM main.deleted_trades WHERE ${live}`).pluck().all();
    for (const id of ids) deleteRow(operation, "deleted_trades", id as number);
  }
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

function keepTime(
  operation: Operation,
  table: MergedTable,
  row_id: RowId,
  column_name: string,
  changed_at: string | null,
): void {
  insertRow(operation, "edits", { table_name: table, row_id, column_name, changed_at });
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

const rowHere = ({ operation: { store } }: MergeRun, table: string, id: RowId) =>
  store.db.prepare(`SELECT * FROM main.${table} WHERE ${idOf(table)} = ?`).get(id) as Row;

/** Compares the rows that both journals have. */
function compareRows(run: MergeRun, table: MergedTable): void {
  const { operation, merged } = run;
  const { db } = operation.store;
  const { local = [] } = MERGE_RULES[table];
  const columns = ownColumns(run, table)
    .map(({ name }) => name)
    .filter((name) => !local.includes(name));
  const both = "i._here IS NOT NULL AND i._new IS NULL AND i._gone IS NULL";
  const count = db.prepare(`SELECT COUNT(*) FROM ${inOf(table)} i WHERE ${both}`).pluck();
  merged.counts[table].same = count.get() as number;
  if (columns.length === 0) return;
  const side = (name: string) => columns.map((column) => `${name}."${column}"`).join();
  const differing = db
    .prepare(
      `SELECT i.rowid FROM ${inOf(table)} i JOIN main.${table} h ON h.${idOf(table)} = i._here
       WHERE ${both} AND (${side("h")}) IS NOT (${side("i")}) ORDER BY i.rowid`,
    )
    .pluck()
    .all() as number[];
  const find = db.prepare(`SELECT * FROM ${inOf(table)} WHERE rowid = ?`);
  for (const row of differing) compareRow(run, table, columns, find.get(row) as Row);
}

const BROKER = new Set<string>([...columnsOf("broker"), "ticket", "account", "session_id"]);
const EXACT = new Set<string>(columnsOf("broker"));

/** Who knows better what the broker says of a trade: a statement than a hand, exactly than roughly. */
function preferredOf(table: MergedTable, ours: Row, theirs: Row) {
  if (table !== "daily_trading_data") return null;
  const pick = (isOurs: boolean, columns: ReadonlySet<string>) => {
    return { side: isOurs ? ("ours" as const) : ("theirs" as const), columns };
  };
  const isBooked = [ours, theirs].map(({ import_id }) => import_id !== null);
  if (isBooked[0] !== isBooked[1]) return pick(isBooked[0] === true, BROKER);
  const isRough = [ours, theirs].map(({ approximate }) => approximate === 1);
  return isRough[0] === isRough[1] ? null : pick(isRough[1] === true, EXACT);
}

function compareRow(run: MergeRun, table: MergedTable, columns: string[], theirs: Row): void {
  const { operation, loaded, merged } = run;
  const id = theirs._here as RowId;
  const ours = rowHere(run, table, id);
  const there = theirs[idOf(table)] as RowId;
  const times = {
    ours: run.times.get(`${table}|${id}`) ?? NO_TIMES,
    theirs: loaded.times.get(`${table}|${there}`) ?? NO_TIMES,
  };
  const preferred = preferredOf(table, ours, theirs);
  const cells = decideRow(
    MERGE_RULES[table],
    { row: ours, times: times.ours },
    { row: theirs, times: times.theirs },
    columns,
    preferred,
  );
  const key = `${table}|${there}`;
  const answer = run.answers.by.get(key) ?? run.answers.others;
  for (const cell of cells) if (cell.how === "open" && answer !== null) settle(run, cell, answer);
  const told = cells.filter(
    ({ how, side }) => how === "open" || SETTLED.includes(how) || (how === "rule" && side === null),
  );
  const conflict: MergeConflict = { key, table, ours, theirs, cells: told };
  if (cells.some(({ how, side }) => how === "open" && side === null)) merged.open.push(conflict);
  else if (told.length > 0) merged.conflicts.push(conflict);
  if (told.length > 0) merged.counts[table].conflicts++;
  const values = Object.fromEntries(
    cells.filter(({ ours, value }) => ours !== value).map(({ column, value }) => [column, value]),
  );
  if (table === "daily_trading_data")
    Object.assign(values, keysOf(ours, theirs, values, preferred));
  const isWritten = Object.keys(values).length > 0;
  for (const cell of told) if (cell.column === "session_id") nameDays(operation, cell);
  if (isWritten) write(operation, table, ours, values);
  for (const { column, at } of cells) {
    if (at === undefined || times.ours.get(column) === at) continue;
    keepTime(operation, table, id, column, at);
  }
  if (!isWritten) return;
  merged.counts[table].same--;
  merged.counts[table].filled++;
}

/** A day is told by its date. */
function nameDays({ store: { db } }: Operation, cell: Decided): void {
  const date = db.prepare("SELECT session_date FROM trading_sessions WHERE id = ?").pluck();
  Object.assign(cell, { ours: date.get(cell.ours), theirs: date.get(cell.theirs) });
}

/** What somebody said of a cell is its last change. */
function settle({ operation: { store } }: MergeRun, cell: Decided, side: Side): void {
  Object.assign(cell, { side, value: cell[side], at: utcText(store.now()) });
}

/** Key and import of a trade go with the ticket. */
function keysOf(
  ours: Row,
  theirs: Row,
  values: Row,
  preferred: ReturnType<typeof preferredOf>,
): Row {
  const isBooked = preferred?.side === "theirs" && preferred.columns === BROKER;
  const isTicket = "ticket" in values || "account" in values;
  if (!isBooked && !isTicket && ours.external_key !== null) return {};
  const external_key = theirs.external_key ?? ours.external_key;
  const import_id = ours.import_id ?? theirs.import_id;
  return {
    ...(external_key === ours.external_key ? {} : { external_key }),
    ...(import_id === ours.import_id ? {} : { import_id }),
  };
}

function write(operation: Operation, table: MergedTable, ours: Row, values: Row): void {
  const id = ours[idOf(table)] as RowId;
  const stale = table === "ai_mentor_reports" ? { stale: 1 } : {};
  updateRow(operation, table, id, { ...values, ...stale });
  if (table === "trading_sessions") operation.touched.add(Number(id));
  if (!("session_id" in ours) || table === "ai_mentor_reports") return;
  const from = Number(ours.session_id);
  const to = Number(values.session_id ?? from);
  operation.touched.add(from).add(to);
}
