import type { NewTrade, Trade } from "../model.ts";
import { TRADE_COLUMNS } from "../trade/fields.ts";
import { addTrades, type DatedTrade, isDuplicate } from "./bulk.ts";
import {
  deleteRow,
  endOperation,
  immediate,
  type Operation,
  resumeOperation,
  updateRow,
} from "./changes.ts";
import { describeDay, ensurePartDays, ensureSession, notesWith } from "./days.ts";
import { alikeFinder, handFinder, type Meeting } from "./incoming/alike.ts";
import { firstStop, joinTrade, mergePaired, mergeTrade } from "./incoming/merge.ts";
import { findTwins } from "./incoming/twins.ts";
import { leaveDay } from "./moves.ts";
import { handOnPlan } from "./plans/match.ts";
import type { Position } from "./plans/positions.ts";
import type { Store } from "./store.ts";
import {
  columnValue,
  dropTrade,
  findTrade,
  fromRow,
  leavePartDays,
  type TradeRow,
  tradeDay,
} from "./trades.ts";

/** A trade of a file on its way into the journal. */
export interface IncomingTrade extends DatedTrade {
  /** Its external_key. */
  key: string;
  /** Row of the file, for messages; 0: of an earlier file, and counted only where it changes. */
  line: number;
  /** Keys that it may have here: of before its account was known, or of an earlier version. */
  formerly: readonly string[];
  /** Paired from purchases and sales: what is known of them now counts, whatever did before. */
  isPaired?: boolean;
}

/** Another trade holds the ticket of this row. */
export interface Conflict {
  line: number;
  ticket: string;
  symbol: string;
  /** The trade in the journal. */
  id: number;
}

/** A trade of the file and one that was written down here, which may be one. */
export interface Similar {
  /** The file's, in the journal. */
  id: number;
  /** The one that was here. */
  hand: number;
}

export interface ImportCounts {
  added: number;
  known: number;
  completed: number;
  changed: number;
  /** Deleted here by the trader; they stay away. */
  deleted: number;
  /** Written down here before, now one with the broker's. */
  joined: number;
  /** Paired before, and no trades any more now that more fills are known. */
  dropped: number;
}

/** An import under way. */
export interface ImportRun {
  operation: Operation;
  importId: number;
  format: string;
  counts: ImportCounts;
  conflicts: Conflict[];
  /** Added trades that may have been written down here before. */
  similar: Similar[];
  /** Key of an added trade -> the one that it may be. */
  similarTo: Map<string, number>;
  /** Known trades that got an account, or a field nobody had told yet. */
  filled: number;
  /** How often another source of the same trade says another hour, by the hours between. */
  hoursApart: Map<number, number>;
  /** False as long as no trade of the file can be in the journal. */
  mayKnow: boolean;
  /** external_key -> id of the profile's open positions. */
  open: Map<string, number>;
  /** Keys of trades that the trader deleted -> the row that remembers it. */
  deleted: Map<string, number>;
  /** Deleted trades come back. */
  restoreDeleted: boolean;
  /** Trades without a ticket that rows of the file were found to be. */
  matched: Set<number>;
  /** Keys of closed trades of this file that are open too (partly closed). */
  partly: ReadonlySet<string>;
}

export interface ImportPlan {
  format: string;
  /** Keys of closed trades of this file that are open too (partly closed). */
  partly: ReadonlySet<string>;
  /** Whether trades that the trader deleted come back. */
  restoreDeleted: boolean;
}

/** Starts an import: the number it will have, and what the profile holds so far. */
export function beginImport(
  operation: Operation,
  { format, partly, restoreDeleted }: ImportPlan,
): ImportRun {
  const { db, profile } = operation.store;
  const next = db.prepare(
    "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'imports'), 0) + 1",
  );
  const any = db.prepare(
    "SELECT EXISTS (SELECT 1 FROM trading_sessions WHERE user_id = ? AND total_trades > 0)",
  );
  const open = db.prepare("SELECT external_key, id FROM open_positions WHERE user_id = ?").raw();
  const gone = db.prepare("SELECT external_key, id FROM deleted_trades WHERE user_id = ?").raw();
  const deleted = new Map(gone.all(profile.id) as [string, number][]);
  return {
    operation,
    importId: next.pluck().get() as number,
    format,
    counts: { added: 0, known: 0, completed: 0, changed: 0, deleted: 0, joined: 0, dropped: 0 },
    conflicts: [],
    similar: [],
    similarTo: new Map(),
    filled: 0,
    hoursApart: new Map(),
    mayKnow: any.pluck().get(profile.id) === 1 || deleted.size > 0,
    open: new Map(open.all(profile.id) as [string, number][]),
    deleted,
    restoreDeleted,
    matched: new Set(),
    partly,
  };
}

/** Takes a batch of closed trades in: new ones are added, known ones compared. */
export function importTrades(run: ImportRun, batch: readonly IncomingTrade[]): void {
  if (!run.mayKnow) {
    try {
      run.operation.store.db.transaction(() => addNew(run, batch))();
      return;
    } catch (error) {
      // A row stands twice in the file.
      if (!isDuplicate(error)) throw error;
      run.mayKnow = true;
    }
  }
  const known = knownTrades(run.operation.store, batch);
  for (const { id } of known.values()) run.matched.add(id);
  const nameless =
    run.format === "jurnal"
      ? batch.filter(({ trade, key }) => trade.ticket === null && !known.has(key))
      : [];
  const alike = alikeFinder(run.operation.store, nameless, run.matched, run.importId);
  const isStatement = run.format !== "jurnal" && run.format !== "quantumbotx";
  const unknown = batch.filter(({ key }) => !known.has(key));
  const twins = findTwins(run.operation.store, run.format, isStatement ? unknown : []);
  // A row of our own form with the broker's ticket comes from a terminal or from another journal.
  const mayMeet = ({ trade }: IncomingTrade) =>
    isStatement || (run.format === "jurnal" && trade.ticket !== null);
  const findHand = handFinder(run.operation.store, unknown.filter(mayMeet));
  const meet = (incoming: IncomingTrade) => (mayMeet(incoming) ? findHand(incoming) : null);
  const fresh = new Map<string, IncomingTrade>();
  for (const incoming of batch) {
    const keys = [incoming.key, ...incoming.formerly];
    const one = keys.map((key) => known.get(key)).find((trade) => trade !== undefined);
    if (one === undefined && alike(incoming) !== null) run.counts.known++;
    else if (one !== undefined) compare(run, one, incoming);
    else if (staysAway(run, incoming)) run.counts.deleted += incoming.line === 0 ? 0 : 1;
    else if (fresh.has(incoming.key)) run.counts.known++;
    else if (twins.covered.has(incoming.key)) run.counts.known++;
    else if (!joins(run, twins.meetings.get(incoming.key) ?? meet(incoming), incoming)) {
      fresh.set(incoming.key, incoming);
    }
  }
  addNew(run, [...fresh.values()]);
}

function addNew(run: ImportRun, batch: readonly IncomingTrade[]): void {
  const added = addTrades(run.operation, batch);
  for (const [index, incoming] of batch.entries()) {
    const hand = run.similarTo.get(incoming.key);
    const id = added[index]?.id as number;
    if (hand !== undefined) run.similar.push({ id, hand });
    run.counts[closeOpen(run, incoming, id) ? "completed" : "added"]++;
  }
}

/**
 * Takes a position that is closed now off the open ones, and hands its plan and its first stop on to the
 * trade that it is; false when it was not there.
 */
function closeOpen(
  run: ImportRun,
  { key, formerly, trade }: IncomingTrade,
  tradeId: number,
): boolean {
  if (run.open.size === 0 || run.partly.has(key)) return false;
  const known = [key, ...formerly].find((one) => run.open.has(one));
  if (known === undefined) return false;
  const { operation } = run;
  const id = run.open.get(known) as number;
  run.open.delete(known);
  const find = operation.store.db.prepare("SELECT * FROM open_positions WHERE id = ?");
  const position = find.get(id) as Position;
  deleteRow(operation, "open_positions", id);
  const first_stop = firstStop(position, { stop_loss: trade.stop_loss });
  if (first_stop !== null) updateRow(operation, "daily_trading_data", tradeId, { first_stop });
  if (position.plan_id !== null) handOnPlan(operation, tradeId, position.plan_id);
  return true;
}

/** Makes one of the row and of the trade that was written down here for it; false: it is a new one. */
function joins(run: ImportRun, meeting: Meeting | null, incoming: IncomingTrade): boolean {
  if (meeting === null) return false;
  const { trade: hand, isSure } = meeting;
  if (!isSure) {
    run.similarTo.set(incoming.key, hand.id);
    return false;
  }
  closeOpen(run, incoming, hand.id);
  write(run, hand, joinTrade(hand, incoming.trade), incoming, true);
  run.counts.joined++;
  return true;
}

/**
 * Makes one of a trade that an import has just added and the one that was written down here, as part
 * of that import: who takes it back has both again.
 */
export function joinSimilar(store: Store, importId: number, { id, hand }: Similar): void {
  immediate(store, () => {
    const find = store.db.prepare("SELECT operation_id FROM imports WHERE id = ?").pluck();
    const operation = resumeOperation(store, Number(find.get(importId)));
    const [mine, theirs] = [findTrade(store, hand), findTrade(store, id)];
    if (operation === null || mine === null || theirs === null) return;
    const key = store.db
      .prepare("SELECT external_key FROM daily_trading_data WHERE id = ?")
      .pluck();
    const external_key = key.get(id);
    const joined = joinTrade(mine, theirs);
    deleteRow(operation, "daily_trading_data", id);
    updateRow(operation, "daily_trading_data", hand, {
      ...Object.fromEntries(TRADE_COLUMNS.map((column) => [column, columnValue(joined, column)])),
      session_id: theirs.session_id,
      external_key,
    });
    operation.touched.add(mine.session_id).add(theirs.session_id);
    leaveDay(operation, mine.session_id, theirs.session_id);
    endOperation(operation);
  });
}

/** Whether the trader deleted this trade and does not want it back. */
function staysAway(run: ImportRun, incoming: IncomingTrade): boolean {
  const keys = [incoming.key, ...incoming.formerly];
  const key = keys.find((one) => run.deleted.has(one));
  if (key === undefined) return false;
  if (!run.restoreDeleted) return true;
  deleteRow(run.operation, "deleted_trades", run.deleted.get(key) as number);
  run.deleted.delete(key);
  return false;
}

interface KnownTrade extends Trade {
  external_key: string | null;
  import_format: string | null;
}

function knownTrades(store: Store, batch: readonly IncomingTrade[]): Map<string, KnownTrade> {
  const keys = batch.flatMap(({ key, formerly }) => [key, ...formerly]);
  const rows = store.db
    .prepare(
      `SELECT t.*, s.session_date, i.format AS import_format FROM daily_trading_data t
       JOIN trading_sessions s ON s.id = t.session_id LEFT JOIN imports i ON i.id = t.import_id
       WHERE t.external_key IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(keys)) as (TradeRow & { external_key: string })[];
  return new Map(rows.map((row) => [row.external_key, fromRow(row) as KnownTrade]));
}

function compare(run: ImportRun, known: KnownTrade, incoming: IncomingTrade): void {
  const merge = incoming.isPaired
    ? mergePaired(known, incoming.trade)
    : mergeTrade(known, incoming.trade, known.import_format === run.format);
  if (merge.kind === "conflict" && incoming.trade.ticket === null) {
    // The very row that came before: side or symbol were edited here.
    run.counts.known++;
    return;
  }
  if (merge.kind === "conflict") {
    const { ticket, raw_symbol, symbol } = incoming.trade;
    const shown = raw_symbol ?? symbol;
    run.conflicts.push({ line: incoming.line, ticket: ticket ?? "", symbol: shown, id: known.id });
    return;
  }
  const wasOpen = closeOpen(run, incoming, known.id);
  const kind = wasOpen && merge.kind === "changed" ? "completed" : merge.kind;
  if (kind !== "known" || incoming.line > 0) run.counts[kind]++;
  if (merge.hours_apart !== 0) {
    run.hoursApart.set(merge.hours_apart, (run.hoursApart.get(merge.hours_apart) ?? 0) + 1);
  }
  const wasWritten = write(run, known, merge.trade, incoming, merge.kind !== "known");
  if (wasWritten && merge.kind === "known") run.filled++;
}

/** Writes what differs; the trade's account and key become those of the file. */
function write(
  run: ImportRun,
  known: Omit<KnownTrade, "import_format">,
  trade: NewTrade,
  incoming: IncomingTrade,
  isChange: boolean,
): boolean {
  const { operation } = run;
  const values: Record<string, unknown> = {};
  for (const column of TRADE_COLUMNS) {
    const value = columnValue(trade, column);
    if (value !== columnValue(known, column)) values[column] = value;
  }
  if (known.external_key !== incoming.key) {
    values.external_key = incoming.key;
    values.account = incoming.trade.account;
  }
  if (Object.keys(values).length === 0) return false;
  if (isChange) values.import_id = run.importId;
  if ("exit_time" in values || "entry_time" in values) {
    const date = tradeDay(operation.store, trade, known.session_date);
    if (date !== known.session_date) values.session_id = ensureSession(operation, date);
  }
  if ("partial_closes" in values) ensurePartDays(operation, trade);
  operation.touched.add(known.session_id);
  if (values.session_id !== undefined) operation.touched.add(Number(values.session_id));
  const isWritten = updateRow(operation, "daily_trading_data", known.id, values);
  if (values.session_id !== undefined) {
    leaveDay(operation, known.session_id, Number(values.session_id));
  }
  if ("partial_closes" in values) leavePartDays(operation, known);
  return isWritten;
}

/**
 * Takes out trades and open positions of these keys, which fills made before and no longer make now
 * that more of them are known. What the trader wrote about such a trade stays, with its day.
 */
export function dropPaired(
  run: ImportRun,
  keys: Readonly<Record<"trades" | "open", readonly string[]>>,
): void {
  const { operation } = run;
  const find = operation.store.db
    .prepare("SELECT id FROM daily_trading_data WHERE external_key = ?")
    .pluck();
  for (const key of keys.trades) {
    const trade = findTrade(operation.store, Number(find.get(key) ?? 0));
    if (trade === null) continue;
    keepNote(operation, trade);
    dropTrade(operation, trade);
    run.counts.dropped++;
  }
  for (const key of keys.open) {
    const id = run.open.get(key);
    if (id === undefined) continue;
    run.open.delete(key);
    deleteRow(operation, "open_positions", id);
  }
}

/** Puts the note of a trade that goes under those of its day. */
function keepNote(operation: Operation, { note, symbol, session_date }: Trade): void {
  if (note === null) return;
  const personal_notes = notesWith(operation.store, session_date, `${symbol}: ${note}`);
  describeDay(operation, session_date, { personal_notes });
}
