import { readObject } from "../../base/json.ts";
import * as words from "../../words/errors.ts";
import type { Row } from "../changes.ts";
import { ASIDE_DAY, endReading, type Store } from "../store.ts";
import { describe, quoted } from "../tables.ts";
import { broken, eachRow, type Head, readHead, type Taker, type WholeFile } from "../whole/read.ts";
import { type WholeTable, wholeTables } from "../whole/tables.ts";
import type { EditTime } from "./decide.ts";
import { type Edit, editsOf } from "./edits.ts";
import { idOf, MERGE_RULES, MERGED_TABLES, MISSING, OF_THIS_MACHINE, OTHERWISE } from "./rules.ts";

/** `table|row` -> column -> when it was changed. */
export type Times = ReadonlyMap<string, ReadonlyMap<string, EditTime>>;

/** A whole export that lies beside the journal, in tables that go with the connection. */
export interface Loaded {
  file: string;
  tables: ReadonlyMap<string, WholeTable>;
  times: Times;
  /** Rows of the file that other programs wrote and nothing can be made of. */
  aside: number;
  /** Tables and columns of other programs, which stay with their file. */
  others: string[];
  rows: number;
}

/** The table that holds the rows of the file: ids are the file's until they are mapped. */
export const inOf = (table: string) => `temp."in_${table}"`;
/** The table that holds what was deleted here. */
export const deadOf = (table: string) => `temp."dead_${table}"`;

/**
 * Reads a whole export beside the journal, every row checked as a restore checks it; nothing is
 * written, and nobody has to wait. Throws UserError for what is no such export.
 */
export function loadFile(store: Store, file: WholeFile): Loaded {
  const { db } = store;
  endReading(db);
  const head = readHead(store, file);
  const tables = new Map(wholeTables(store).map((table) => [table.name, table]));
  dropLoaded(store);
  db.exec("BEGIN");
  try {
    db.exec(
      "CREATE TABLE temp.ids (tbl TEXT, there INTEGER, here INTEGER, PRIMARY KEY (tbl, there))",
    );
    db.exec(
      "CREATE TABLE temp.edited (side TEXT, tbl TEXT, id INTEGER, PRIMARY KEY (side, tbl, id))",
    );
    for (const { name } of [...tables.values()].filter(({ theirs }) => theirs !== "all")) {
      db.exec(`CREATE TABLE ${inOf(name)} AS SELECT *, 0 AS _line, CAST(NULL AS INTEGER) AS _here,
        NULL AS _new, NULL AS _dead, NULL AS _gone, CAST(NULL AS INTEGER) AS _owner, NULL AS _day FROM main.${name} WHERE 0`);
    }
    for (const name of mourned()) {
      db.exec(`CREATE TABLE ${deadOf(name)} AS SELECT * FROM ${inOf(name)} WHERE 0`);
    }
    const aside = { count: 0 };
    const takerOf = (table: WholeTable) => taker(store, table, aside);
    const counts: Record<string, number> = {};
    const indexes = [...tables.values()].flatMap((table) => oneOfAKind(store, table));
    const rows = eachRow(store, file, takerOf, counts, head.others);
    for (const index of indexes) db.exec(`DROP INDEX temp."${index}"`);
    for (const table of tables.values()) requireWhole(store, file.name, table);
    const edits = db.prepare(`SELECT * FROM ${inOf("edits")}`).all() as Edit[];
    const times = takeEdits(store, "theirs", edits, inOf);
    for (const name of MERGED_TABLES) {
      db.exec(`CREATE INDEX temp."in_${name}_here" ON "in_${name}" (_here)`);
    }
    db.exec("COMMIT");
    const others = othersIn(store, head, counts);
    return { file: file.name, tables, times, aside: aside.count, others, rows };
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
}

/** Holds rows of the file to what is there once only in a journal; the names of the indexes. */
function oneOfAKind({ db }: Store, { name, theirs }: WholeTable): string[] {
  if (theirs === "all") return [];
  const unique = db
    .prepare("SELECT name FROM pragma_index_list(?) WHERE \"unique\" AND origin <> 'pk'")
    .pluck()
    .all(name) as string[];
  const columns = db.prepare("SELECT name FROM pragma_index_info(?)").pluck();
  const keys = [[idOf(name)], ...unique.map((index) => columns.all(index) as string[])];
  return keys.map((key, at) => {
    db.exec(`CREATE UNIQUE INDEX temp."once_${name}_${at}" ON "in_${name}" (${key.map(quoted)})`);
    return `once_${name}_${at}`;
  });
}

/** Refuses a row without a value that it cannot be without. */
function requireWhole({ db }: Store, file: string, { name, own, theirs }: WholeTable): void {
  if (theirs === "all") return;
  for (const { name: column, notnull, dflt_value } of own) {
    if (notnull === 0 || dflt_value !== null || column === MISSING[name]?.[0]) continue;
    const find = db.prepare(`SELECT _line FROM ${inOf(name)} WHERE "${column}" IS NULL LIMIT 1`);
    const line = find.pluck().get() as number | undefined;
    if (line === undefined) continue;
    const { row, missing } = words.exportFault;
    throw broken(file, line, row(name, missing(column)));
  }
}

/** Lets go of what was loaded. */
export function dropLoaded({ db }: Store): void {
  const names = db.prepare("SELECT name FROM sqlite_temp_master WHERE type = 'table'").pluck();
  for (const name of names.all()) db.exec(`DROP TABLE temp.${quoted(String(name))}`);
}

const mourned = () => MERGED_TABLES.filter((name) => MERGE_RULES[name].isMourned);

/** What the operations here tell, beside the rows of the file; to be called inside the transaction. */
export function loadOwn(store: Store): { times: Times; graves: ReadonlySet<string> } {
  const { db } = store;
  const edits = editsOf(store);
  const times = takeEdits(store, "ours", edits, deadOf);
  for (const name of mourned()) {
    const columns = new Set(describe(db, name).map((column) => column.name));
    if (columns.has("user_id")) db.exec(`UPDATE ${deadOf(name)} SET user_id = _owner`);
    if (!columns.has("session_id")) continue;
    db.exec(`UPDATE ${deadOf(name)} SET session_id = (SELECT s.id FROM main.trading_sessions s
      WHERE s.user_id = _owner AND s.session_date = _day)`);
  }
  const graves = edits.flatMap((edit) => (edit.deleted === null ? [] : [graveKey(edit)]));
  return { times, graves: new Set(graves) };
}

/** By what a deletion is known again. */
export const graveKey = ({
  table_name,
  changed_at,
  deleted,
}: Pick<Edit, "table_name" | "changed_at" | "deleted">) => `${table_name}|${changed_at}|${deleted}`;

function takeEdits(
  { db }: Store,
  side: "ours" | "theirs",
  edits: readonly Edit[],
  graveyard: (table: string) => string,
): Times {
  const times = new Map<string, Map<string, EditTime>>();
  const mark = db.prepare("INSERT OR IGNORE INTO temp.edited VALUES (?, ?, ?)");
  const isMourned = new Set<string>(mourned());
  for (const { table_name: table, row_id: id, column_name, changed_at, deleted } of edits) {
    if (id !== null) {
      const key = `${table}|${id}`;
      const cells = times.get(key) ?? new Map<string, EditTime>();
      times.set(key, cells.set(column_name, changed_at));
      mark.run(side, table, id);
    } else if (deleted !== null && changed_at !== null && isMourned.has(table)) {
      const { owner = null, day = null, ...row } = readObject(deleted) ?? {};
      const known = new Set(describe(db, table).map(({ name }) => name));
      const names = Object.keys(row).filter((name) => known.has(name) && isScalar(row[name]));
      const columns = [...names.map(quoted), "_gone", "_owner", "_day"];
      db.prepare(
        `INSERT INTO ${graveyard(table)} (${columns.join()}) VALUES (${columns.map(() => "?").join()})`,
      ).run(
        ...names.map((name) => row[name]),
        changed_at,
        ...[owner, day].map((one) => (isScalar(one) ? one : null)),
      );
    }
  }
  return times;
}

const isScalar = (value: unknown) => typeof value === "string" || typeof value === "number";

/** What is of the day that is nobody's. */
const isAside = (table: string, row: Row) =>
  table === "odd_cells" || (table === "trading_sessions" ? row.id : row.session_id) === ASIDE_DAY;

function taker({ db }: Store, { name, theirs }: WholeTable, aside: { count: number }): Taker {
  if (theirs === "all") return { take: () => true };
  const isKnown = [...MERGED_TABLES, ...OTHERWISE].includes(name);
  if (!isKnown) throw new Error(`no rule by which rows of ${name} are put together`);
  let [statement, shape] = [db.prepare("SELECT 1"), ""];
  return {
    take(row, line) {
      if (name === "settings" && OF_THIS_MACHINE.includes(row.key)) return true;
      if (isAside(name, row)) {
        if (name === "daily_trading_data") aside.count++;
        return true;
      }
      const names = Object.keys(row);
      if (shape !== names.join()) {
        shape = names.join();
        const columns = [...names.map(quoted), "_line"];
        statement = db.prepare(
          `INSERT INTO ${inOf(name)} (${columns.join()}) VALUES (${columns.map(() => "?").join()})`,
        );
      }
      statement.run(...Object.values(row), line);
      return true;
    },
  };
}

function othersIn(store: Store, { others }: Head, counts: Record<string, number>): string[] {
  const here = new Map(wholeTables(store).map((table) => [table.name, table]));
  const columns = Object.entries(others.columns).flatMap(([table, theirs]) => {
    const known = new Set(here.get(table)?.columns.map(({ name }) => name));
    return theirs.flatMap(({ name }) => (known.has(name) ? [] : [`${table}.${name}`]));
  });
  const tables = Object.keys(others.tables).filter(
    (name) => !here.has(name) || (counts[name] ?? 0) > 0,
  );
  return [...tables, ...columns];
}
