import type { Trade } from "../../model.ts";
import { isSure, type LoggedTrade } from "../incoming/alike.ts";
import type { Store } from "../store.ts";
import { fromRow, type TradeRow } from "../trades.ts";
import { deadOf, inOf } from "./load.ts";
import { idOf, MERGE_RULES, type MergedTable, type Sign } from "./rules.ts";

/** Rows of one side: SQL of the table, of the number by which a row is named, and of those that are free. */
interface Group {
  from: string;
  id: string;
  free: string;
  side: "ours" | "theirs" | null;
}

/** Rows of the journal that are in the file; each is found once. */
const taken = (table: string) => `SELECT _here FROM ${inOf(table)} WHERE _here IS NOT NULL`;

const theirs = (table: string, free: string): Group => ({
  from: inOf(table),
  id: "rowid",
  free: `_here IS NULL AND _dead IS NULL AND ${free}`,
  side: "theirs",
});

const ours = (table: string): Group => ({
  from: `main.${table}`,
  id: idOf(table),
  free: `${idOf(table)} NOT IN (${taken(table)})`,
  side: "ours",
});

/** Finds which rows of the file are here, the surest sign first; the rows of the table are mapped. */
export function pairRows(store: Store, table: MergedTable): void {
  const incoming = theirs(table, "_gone IS NULL");
  for (const sign of MERGE_RULES[table].signs) {
    if (isNone(store, incoming)) return;
    keep(store, table, join(store, table, sign, incoming, ours(table)));
  }
  if (table === "daily_trading_data" && !isNone(store, incoming)) {
    keep(store, table, handsMet(store, incoming));
  }
}

/**
 * Finds which rows here, of those that the file does not have, were deleted in it. What was deleted
 * once and is in both journals again is forgotten.
 */
export function pairGraves(store: Store, table: MergedTable): void {
  const graves: Group = { ...theirs(table, "_gone IS NOT NULL"), side: null };
  const forget = store.db.prepare(`DELETE FROM ${inOf(table)} WHERE rowid = ?`);
  const signs = MERGE_RULES[table].signs.filter(tellsGraves);
  for (const sign of signs) {
    if (isNone(store, graves)) return;
    keep(store, table, join(store, table, sign, graves, ours(table)));
  }
  for (const sign of signs) {
    if (isNone(store, graves)) return;
    const all = { ...ours(table), free: "1" };
    for (const [grave] of join(store, table, sign, graves, all)) forget.run(grave);
  }
}

/** Rows of the file that were deleted here, with the time of that; of those that are not here. */
export function buried(store: Store, table: MergedTable): { row: number; at: string }[] {
  const found: { row: number; at: string }[] = [];
  const dead: Group = { from: deadOf(table), id: "rowid", free: "_here IS NULL", side: null };
  const gone = store.db.prepare(`SELECT _gone FROM ${dead.from} WHERE rowid = ?`).pluck();
  const use = store.db.prepare(`UPDATE ${dead.from} SET _here = ? WHERE rowid = ?`);
  for (const sign of MERGE_RULES[table].signs) {
    if (!tellsGraves(sign) || isNone(store, dead)) continue;
    for (const [grave, row] of join(store, table, sign, dead, theirs(table, "_gone IS NULL"))) {
      use.run(row, grave);
      found.push({ row, at: String(gone.get(grave)) });
    }
  }
  return found;
}

const tellsGraves = ({ ifEdited, isWeak, isOfGraves }: Sign) =>
  !isWeak && (ifEdited === undefined || isOfGraves === true);

const isNone = ({ db }: Store, { from, free }: Group) =>
  db.prepare(`SELECT NOT EXISTS (SELECT 1 FROM ${from} WHERE ${free})`).pluck().get() === 1;

/** Pairs of rows that are alike by a sign; of several that are, the first with the first. */
function join(
  { db }: Store,
  table: string,
  { by, where = "1", ifEdited }: Sign,
  one: Group,
  other: Group,
): [one: number, other: number][] {
  const isAsked = ifEdited === true && one.side !== null && other.side !== null;
  const key = by.map((part) => `quote(${part})`).join(" || '|' || ");
  const rows = ({ from, id, free, side }: Group) => {
    const edited = isAsked
      ? `${idOf(table)} IN (SELECT id FROM temp.edited WHERE side = '${side}' AND tbl = '${table}')`
      : "0";
    return `SELECT ${id} AS r, ${key} AS k, ${edited} AS e,
      row_number() OVER (PARTITION BY ${key} ORDER BY ${idOf(table)}) AS n
      FROM ${from} WHERE ${by[0]} IS NOT NULL AND ${where} AND ${free}`;
  };
  const pairs = db.prepare(
    `SELECT a.r, b.r FROM (${rows(one)}) a JOIN (${rows(other)}) b ON a.k = b.k AND a.n = b.n
     ${isAsked ? "WHERE a.e OR b.e" : ""}`,
  );
  return pairs.raw().all() as [number, number][];
}

function keep({ db }: Store, table: string, pairs: Iterable<readonly [number, number]>): void {
  const set = db.prepare(`UPDATE ${inOf(table)} SET _here = ? WHERE rowid = ?`);
  for (const [row, here] of pairs) set.run(here, row);
}

/**
 * Trades that were written down by hand in one journal and came with a statement in the other, by
 * the rule of `handFinder`. SQL only looks for those that may be.
 */
function handsMet(store: Store, incoming: Group): [row: number, here: number][] {
  const { db } = store;
  const minute = (time: string) => `CAST(strftime('%s', ${time}) AS INTEGER) / 60`;
  const here = ours("daily_trading_data");
  db.exec("DROP TABLE IF EXISTS temp.near");
  db.exec("CREATE TABLE temp.near (owner TEXT, r, hand, ticket, side, lot, minute)");
  for (const [owner, { from, id, free }] of [
    ["theirs", incoming],
    ["ours", here],
  ] as const) {
    db.exec(`INSERT INTO temp.near
      SELECT '${owner}', ${id}, import_id IS NULL, ticket, side, lot_size, ${minute("exit_time")}
        FROM ${from} WHERE ${free}
      UNION ALL
      SELECT '${owner}', ${id}, import_id IS NULL, ticket, side, lot_size, ${minute("entry_time")}
        FROM ${from} WHERE ${free} AND (import_id IS NOT NULL OR exit_time IS NULL)`);
  }
  db.exec("CREATE INDEX temp.near_minute ON near (owner, hand, minute, side, lot)");
  db.exec("CREATE INDEX temp.near_ticket ON near (owner, hand, ticket)");
  const candidates = db.prepare(
    `SELECT a.r, b.r, a.hand FROM near a JOIN near b ON b.owner = 'ours' AND b.hand = 1 - a.hand
       AND b.minute BETWEEN a.minute - 1 AND a.minute + 1 AND b.side = a.side AND b.lot = a.lot
     WHERE a.owner = 'theirs'
     UNION SELECT a.r, b.r, a.hand FROM near a
       JOIN near b ON b.owner = 'ours' AND b.hand = 1 - a.hand AND b.ticket = a.ticket
     WHERE a.owner = 'theirs' ORDER BY 1, 2`,
  );
  const tradeFrom = (from: string, id: string) => {
    const find = db.prepare(
      `SELECT t.*, s.session_date, s.user_id FROM ${from} t
       JOIN main.trading_sessions s ON s.id = t.session_id WHERE t.${id} = ?`,
    );
    return (row: number) => fromRow(find.get(row) as TradeRow) as LoggedTrade & { user_id: number };
  };
  const [theirTrade, ourTrade] = [tradeFrom(incoming.from, "rowid"), tradeFrom(here.from, here.id)];
  const [rows, met] = [new Map<number, number>(), new Set<number>()];
  for (const [row, id, isTheirs] of candidates.raw().all() as [number, number, number][]) {
    if (rows.has(row) || met.has(id)) continue;
    const [a, b] = [theirTrade(row), ourTrade(id)];
    const [hand, statement] = isTheirs === 1 ? [a, b] : [b, a];
    if (a.user_id !== b.user_id || !isOne(hand, statement)) continue;
    rows.set(row, id);
    met.add(id);
  }
  return [...rows];
}

const isOne = (hand: LoggedTrade, statement: Trade) =>
  isSure(hand, { trade: statement, date: statement.session_date });
