import { utcText } from "../../base/time.ts";
import { columnsOf } from "../../trade/fields.ts";
import { type Operation, type Row, type RowId, updateRow } from "../changes.ts";
import { type Decided, decideRow, type Side } from "./decide.ts";
import { inOf } from "./load.ts";
import { idOf, MERGE_RULES, type MergedTable } from "./rules.ts";
import {
  keepTime,
  type MergeConflict,
  type MergeRun,
  NO_TIMES,
  ownColumns,
  rowHere,
} from "./run.ts";

/** What is told of each change that nobody settled, so that it holds later. */
const SETTLED = ["later", "joined", "sealed"];

/** Compares the rows that both journals have. */
export function compareRows(run: MergeRun, table: MergedTable): void {
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
