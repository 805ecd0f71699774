import { deleteRow, insertRow, type Row, type RowId } from "../changes.ts";
import { graveOf } from "./edits.ts";
import { graveKey, inOf } from "./load.ts";
import { buried, pairGraves } from "./pair.ts";
import { idOf, MERGE_RULES, type MergedTable } from "./rules.ts";
import { type MergeRun, NO_TIMES, rowHere } from "./run.ts";

/** Deletes here what was deleted in the other journal after it was last changed here. */
export function deleteGone(run: MergeRun, table: MergedTable): void {
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
export function leaveOutDeleted(run: MergeRun, table: MergedTable): void {
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
