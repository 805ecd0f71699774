import schema from "../../../schema.sql";
import { sqlite } from "../sqlite.ts";
import type { Db } from "../store.ts";
import { type Column, namesIn, quoted } from "../tables.ts";
import { isCurrentMark } from "../upgrade.ts";
import type { Pages } from "./pages.ts";
import type { Cell, Value } from "./records.ts";
import { detachedRows, everything, freePages, type Gap, walkIndex, walkTable } from "./trees.ts";

/** A column as it stands in records. */
interface Stored extends Column {
  /** It is the row's number. */
  isRowid: boolean;
  /** SQLite reckons it: it cannot be written. */
  isReckoned: boolean;
}

/** A table of the file, by its own words or, where those are lost, by the schema's. */
export interface FoundTable {
  name: string;
  sql: string;
  /** In the order of the record's values. */
  columns: Stored[];
  /** Null: nothing says where its rows begin. */
  root: number | null;
  hasRowid: boolean;
  /** Its columns are those of today's schema: a row of any other number of values is not of it. */
  isAssumed: boolean;
  indexes: { name: string; root: number }[];
}

/** A statement that makes something, with the page where it begins. */
interface Made {
  type: string;
  name: string;
  table: string;
  root: number;
  sql: string | null;
}

/** What a damaged file still tells of itself. */
export interface Found {
  tables: FoundTable[];
  /** Statements that make indexes of others. */
  indexes: string[];
  seen: Set<number>;
  free: Set<number>;
}

/** Looks for the tables: by the list that the file keeps, also where its first page is lost. */
export function findTables(pages: Pages): Found {
  const seen = new Set<number>();
  const free = freePages(pages);
  const rows: Cell[] = [];
  const unread = walkTable(pages, 1, seen, (cell) => rows.push(cell));
  if (unread.gaps.length > 0) {
    for (let page = 1; page <= pages.count; page++) {
      if (seen.has(page) || free.has(page)) continue;
      const detached = detachedRows(pages, page, 5);
      if (!detached.some((cell) => madeBy(cell) !== null)) continue;
      seen.add(page);
      rows.push(...detached);
    }
  }
  const made = rows.flatMap((cell) => madeBy(cell) ?? []);
  const scratch = sqlite()(":memory:");
  try {
    const own = ownTables(scratch);
    const found = made.flatMap((one) => tableOf(scratch, one, made, own.get(one.name)) ?? []);
    const known = new Set(found.map(({ name }) => name));
    const isOurs = OURS_ALONE.some((name) => known.has(name)) || found.length === 0;
    const isCurrent = pages.header !== null && isCurrentMark(pages.header);
    const isListLost = unread.gaps.length > 0 || unread.cells > 0;
    const lost = isOurs && (isCurrent || isListLost) ? [...own.values()] : [];
    const tables = [...found, ...lost.filter(({ name }) => !known.has(name))];
    // Ours first: rows that nothing leads to are theirs before they are anybody's.
    tables.sort((a, b) => Number(own.has(b.name)) - Number(own.has(a.name)));
    const indexes = made.flatMap(({ type, sql, table }) =>
      type === "index" && sql !== null && known.has(table) ? [sql] : [],
    );
    return { tables, indexes, seen, free };
  } finally {
    scratch.close();
  }
}

/** Tables that QuantumBotX has none of, in every version of ours. */
const OURS_ALONE = ["operations", "changes", "settings", "mood_checkins"];

/** A row of the file's list of what it holds; null for any other row. */
function madeBy({ values }: Cell): Made | null {
  const [type, name, table, root, sql] = values;
  if (values.length !== 5 || typeof type !== "string" || typeof name !== "string") return null;
  if (!["table", "index", "view", "trigger"].includes(type) || typeof table !== "string")
    return null;
  if (typeof root !== "bigint") return null;
  return { type, name, table, root: Number(root), sql: typeof sql === "string" ? sql : null };
}

/** A table by its own words; one of ours by those of the schema where its own were hit. */
function tableOf(
  scratch: Db,
  { type, name, root, sql }: Made,
  all: readonly Made[],
  own: FoundTable | undefined,
): FoundTable | null {
  if (type !== "table" || root < 1 || /^sqlite_(?!sequence$)/.test(name)) return null;
  const words = name === "sqlite_sequence" ? SEQUENCE : (sql ?? "");
  const isTable = /^CREATE TABLE\b/i.test(words);
  const described = isTable ? describeIn(scratch, name, words) : null;
  const indexes = all.flatMap((one) =>
    one.type === "index" && one.table === name && one.root > 1
      ? [{ name: one.name, root: one.root }]
      : [],
  );
  // As many columns as today are those of today, whatever a hit byte made of their names.
  const isOwn = described === null || described.columns.length === own?.columns.length;
  if (own !== undefined && isOwn) return { ...own, root, indexes };
  return described === null ? null : { name, root, indexes, isAssumed: false, ...described };
}

const SEQUENCE = "CREATE TABLE sqlite_sequence (name, seq)";

/** The tables of schema.sql, by name. */
function ownTables(scratch: Db): Map<string, FoundTable> {
  const model = sqlite()(":memory:");
  model.exec(schema);
  const sql = model.prepare("SELECT sql FROM sqlite_master WHERE name = ?").pluck();
  const own = namesIn("TABLE").map((name): [string, FoundTable] => {
    const described = describeIn(scratch, name, sql.get(name) as string);
    if (described === null) throw new RangeError(`no table ${name} in the schema`);
    return [name, { name, root: null, indexes: [], isAssumed: true, ...described }];
  });
  model.close();
  return new Map(own);
}

/** The columns of a table as a record holds them; null for words that make no such table. */
function describeIn(scratch: Db, name: string, sql: string) {
  const own = name === "sqlite_sequence" ? "sequence" : name;
  try {
    // Not `exec`: what a file says may be one statement.
    scratch.prepare(sql.replace(/\bsqlite_sequence\b/, own)).run();
    const rows = scratch
      .prepare(`SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)`)
      .all(own) as (Column & { pk: number; hidden: number })[];
    const about = scratch.prepare("SELECT wr FROM pragma_table_list(?)").pluck();
    const hasRowid = about.get(own) === 0;
    scratch.prepare(`DROP TABLE ${quoted(own)}`).run();
    if (rows.length === 0) return null;
    const keys = rows.filter(({ pk }) => pk > 0);
    const isNumber = hasRowid && keys.length === 1 && keys[0]?.type.toUpperCase() === "INTEGER";
    const columns = rows
      .filter(({ hidden }) => hidden !== 2)
      .map(({ pk, hidden, ...column }) => ({
        ...column,
        pk,
        isRowid: isNumber && pk > 0,
        isReckoned: hidden !== 0,
      }));
    // A table without row numbers keeps its key first.
    if (!hasRowid) columns.sort((a, b) => (a.pk || rows.length + 1) - (b.pk || rows.length + 1));
    return { sql, columns, hasRowid };
  } catch {
    return null;
  }
}

/** What came out of the pages of one table. */
export interface ReadTable {
  /** Pages that should hold rows and cannot be read. */
  pages: number;
  /** Rows on readable pages that are none. */
  cells: number;
  /** Rows on pages that no list leads to any more: they may have been deleted before. */
  detached: number;
  /** Rows that an index knows of and that were not found, with the index's first value. */
  missing: Map<bigint, Value>;
  /** No index says how many rows there were. */
  isUnsure: boolean;
  /** Results of trades that are others in their index: one of the two was hit. */
  doubtful: { row: number; read: number; indexed: number }[];
}

/** Hands out every row of a table that can be read, those first to which the file's lists lead. */
export function readTable(
  pages: Pages,
  found: Found,
  table: FoundTable,
  take: (cell: Cell) => void,
): ReadTable {
  const result: ReadTable = {
    pages: 0,
    cells: 0,
    detached: 0,
    missing: new Map(),
    isUnsure: false,
    doubtful: [],
  };
  const { root, hasRowid } = table;
  if (!hasRowid) {
    const isWhole = root !== null && walkIndex(pages, root, found.seen, take);
    return { ...result, pages: isWhole ? 0 : 1, isUnsure: !isWhole };
  }
  const known = new Map<bigint, number | null>();
  const money = table.columns.findIndex(({ name }) => name === MONEY.column);
  const isMoney = table.name === MONEY.table && money >= 0;
  const once = (cell: Cell) => {
    if (known.has(cell.rowid)) return false;
    known.set(cell.rowid, isMoney ? amountOf(cell.values[money]) : null);
    take(cell);
    return true;
  };
  const unread =
    root === null ? { gaps: [everything(0)], cells: 0 } : walkTable(pages, root, found.seen, once);
  const isRead = unread.gaps.length === 0 && unread.cells === 0;
  if (!isRead) result.detached = detachedOf(pages, found, table, unread.gaps, once);
  let isCounted = isRead;
  for (const { name, root: index } of table.indexes) {
    if (isRead && name !== MONEY.index) continue;
    const isWhole = walkIndex(pages, index, new Set(), ({ values }) => {
      const rowid = values.at(-1);
      if (typeof rowid !== "bigint") return;
      const read = known.get(rowid);
      if (read === undefined) result.missing.set(rowid, values[0] ?? null);
      const indexed = name === MONEY.index ? amountOf(values[1]) : null;
      if (typeof read === "number" && indexed !== null && read !== indexed) {
        result.doubtful.push({ row: Number(rowid), read, indexed });
      }
    });
    if (isWhole && !PARTIAL.includes(name)) isCounted = true;
  }
  return { ...result, pages: unread.gaps.length, cells: unread.cells, isUnsure: !isCounted };
}

/** Where money stands a second time. */
const MONEY = {
  table: "daily_trading_data",
  column: "profit_loss",
  index: "trade_session",
} as const;

const amountOf = (value: Value | undefined) =>
  typeof value === "bigint" || typeof value === "number" ? Number(value) : null;

/** Indexes that leave rows out. */
const PARTIAL = [...schema.matchAll(/^CREATE (?:UNIQUE )?INDEX (\w+)[^;]*?\bWHERE\b/gm)].map(
  ([, name]) => name as string,
);

/** Tables whose rows look like those of another: they are taken where a list leads to them alone. */
const ALIKE = ["session_aliases", "session_hands", "sqlite_sequence"];

function detachedOf(
  pages: Pages,
  { seen, free }: Found,
  table: FoundTable,
  gaps: readonly Gap[],
  take: (cell: Cell) => boolean,
): number {
  if (gaps.length === 0 || ALIKE.includes(table.name)) return 0;
  let count = 0;
  for (let page = 2; page <= pages.count; page++) {
    if (seen.has(page) || free.has(page)) continue;
    const rows = detachedRows(pages, page, table.columns.length);
    if (rows.length === 0) continue;
    const ours = rows.filter(
      (cell) =>
        gaps.some(({ low, high }) => cell.rowid > low && cell.rowid <= high) &&
        looksLike(table, cell),
    );
    // A page is of one table.
    if (ours.length * 2 <= rows.length) continue;
    seen.add(page);
    for (const cell of ours) if (take(cell)) count++;
  }
  return count;
}

/** Whether a row can be one of this table, by the number and the types of its values. */
function looksLike({ columns }: FoundTable, { values }: Cell): boolean {
  if (values.length !== columns.length) return false;
  return columns.every(({ name, type, notnull, isRowid }, index) => {
    const value = values[index] as Value;
    if (value === null) return isRowid || notnull === 0;
    if (isRowid) return false;
    const isNumber = typeof value === "bigint" || typeof value === "number";
    // QuantumBotX writes "6/10 - GOOD".
    if (name === "risk_management_score") return isNumber || typeof value === "string";
    if (["INTEGER", "REAL", "BOOLEAN"].includes(type)) return isNumber;
    if (type === "DATETIME" || type === "DATE") {
      return typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value);
    }
    return type === "" || typeof value === "string" || Buffer.isBuffer(value);
  });
}
