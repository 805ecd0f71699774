import { type Operation, recordInserted, updateRow } from "../changes.ts";
import type { ImportRow } from "../import-list.ts";
import type { Store } from "../store.ts";

/** What was bought or sold, as a file tells it and before it is paired. */
export interface NewFill {
  /** What makes it the same one in every file of the account. */
  key: string;
  /** UTC. */
  time: string;
  /** JSON. */
  data: string;
}

/** A row of `fills`. */
export interface KnownFill extends NewFill {
  id: number;
  user_id: number;
  account: string;
  format: string;
  import_id: number;
}

/** Whose fills are paired with each other. */
export interface FillSource {
  user_id: number;
  /** '' for files that name no account. */
  account: string;
  format: string;
}

/** All fills of a source that the journal knows. */
export function fillsOf({ db }: Pick<Store, "db">, source: FillSource): KnownFill[] {
  const rows = db.prepare(
    `SELECT * FROM fills WHERE user_id = @user_id AND account = @account AND format = @format
     ORDER BY id`,
  );
  return rows.all(source) as KnownFill[];
}

/** Rows per INSERT. */
const GROUP = 200;

/** Keeps fills that are new, and what a file tells otherwise of known ones; false: nothing was. */
export function keepFills(
  operation: Operation,
  importId: number,
  source: FillSource,
  fills: Iterable<NewFill>,
  known: ReadonlyMap<string, KnownFill>,
): boolean {
  let [group, count, last, isChanged]: [NewFill[], number, number, boolean] = [[], 0, 0, false];
  const row = "(@user_id, @account, @format, @importId, ?, ?, ?)";
  const insertOf = (rows: number) =>
    operation.store.db.prepare(
      `INSERT INTO fills (user_id, account, format, import_id, key, time, data)
       VALUES ${Array(rows).fill(row).join()}`,
    );
  const insertGroup = insertOf(GROUP);
  const flush = () => {
    if (group.length === 0) return;
    const insert = group.length === GROUP ? insertGroup : insertOf(group.length);
    const values = group.flatMap(({ key, time, data }) => [key, time, data]);
    last = Number(insert.run(values, { ...source, importId }).lastInsertRowid);
    count += group.length;
    group = [];
  };
  for (const { key, time, data } of fills) {
    const before = known.get(key);
    if (before === undefined) group.push({ key, time, data });
    else if (before.time !== time || before.data !== data) {
      isChanged = updateRow(operation, "fills", before.id, { time, data }) || isChanged;
    }
    if (group.length === GROUP) flush();
  }
  flush();
  // AUTOINCREMENT only counts up, and the write lock is ours: the ids are consecutive.
  if (count > 0) recordInserted(operation, "fills", last - count + 1, count);
  return isChanged || count > 0;
}

/** Whether the journal knows fills, or knew some that may come back. */
export function knowsFills({ db }: Pick<Store, "db">): boolean {
  const any = db.prepare(
    `SELECT EXISTS (SELECT 1 FROM fills)
       OR EXISTS (SELECT 1 FROM changes WHERE table_name = 'fills')`,
  );
  return any.pluck().get() === 1;
}

/** Every source that there are fills of. */
export function fillSources({ db }: Pick<Store, "db">): FillSource[] {
  return db.prepare("SELECT DISTINCT user_id, account, format FROM fills").all() as FillSource[];
}

/** The last import that told of a source, with the operation that it was. */
export function lastImportOf({ db }: Pick<Store, "db">, source: FillSource) {
  const row = db.prepare(
    `SELECT i.id, i.operation_id FROM fills f JOIN imports i ON i.id = f.import_id
     WHERE f.user_id = @user_id AND f.account = @account AND f.format = @format
     ORDER BY i.id DESC LIMIT 1`,
  );
  return row.get(source) as Pick<ImportRow, "id" | "operation_id"> | undefined;
}

/** Keys of all trades and open positions that imports with fills of a source brought. */
export function keysMade({ db }: Pick<Store, "db">, source: FillSource) {
  const keys = (table: "daily_trading_data" | "open_positions") =>
    db
      .prepare(
        `SELECT external_key FROM ${table} WHERE external_key IS NOT NULL AND import_id IN (
           SELECT import_id FROM fills
           WHERE user_id = @user_id AND account = @account AND format = @format)`,
      )
      .pluck()
      .all(source) as string[];
  return { trades: keys("daily_trading_data"), open: keys("open_positions") };
}
