import type { NewTrade, Trade } from "../model.ts";
import { addTrades, type DatedTrade, isDuplicate } from "./bulk.ts";
import { deleteRow, type Operation, updateRow } from "./changes.ts";
import { alikeFinder } from "./import-alike.ts";
import { mergeTrade } from "./merge.ts";
import { ensureSession } from "./sessions.ts";
import type { Store } from "./store.ts";
import { columnValue, fromRow, TRADE_COLUMNS, type TradeRow, tradeDay } from "./trades.ts";

/** A trade of a file on its way into the journal. */
export interface IncomingTrade extends DatedTrade {
  /** Its external_key. */
  key: string;
  /** Row of the file, for messages. */
  line: number;
}

/** Another trade holds the ticket of this row. */
export interface Conflict {
  line: number;
  ticket: string;
  symbol: string;
  /** The trade in the journal. */
  id: number;
}

export interface ImportCounts {
  added: number;
  known: number;
  completed: number;
  changed: number;
}

/** An import under way. */
export interface ImportRun {
  operation: Operation;
  importId: number;
  format: string;
  counts: ImportCounts;
  conflicts: Conflict[];
  /** Known trades that got an account, or a field nobody had told yet. */
  filled: number;
  /** How often another source of the same trade says another hour, by the hours between. */
  hoursApart: Map<number, number>;
  /** False as long as no trade of the file can be in the journal. */
  mayKnow: boolean;
  /** external_key -> id of the profile's open positions. */
  open: Map<string, number>;
  /** Trades without a ticket that rows of the file were found to be. */
  matched: Set<number>;
  /** Keys of closed trades of this file that are open too (partly closed). */
  partly: ReadonlySet<string>;
}

/** Starts an import: the number it will have, and what the profile holds so far. */
export function beginImport(
  operation: Operation,
  format: string,
  partly: ReadonlySet<string>,
): ImportRun {
  const { db, profile } = operation.store;
  const next = db.prepare(
    "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'imports'), 0) + 1",
  );
  const any = db.prepare(
    "SELECT EXISTS (SELECT 1 FROM trading_sessions WHERE user_id = ? AND total_trades > 0)",
  );
  const open = db.prepare("SELECT external_key, id FROM open_positions WHERE user_id = ?").raw();
  return {
    operation,
    importId: next.pluck().get() as number,
    format,
    counts: { added: 0, known: 0, completed: 0, changed: 0 },
    conflicts: [],
    filled: 0,
    hoursApart: new Map(),
    mayKnow: any.pluck().get(profile.id) === 1,
    open: new Map(open.all(profile.id) as [string, number][]),
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
  const isAlike = run.format === "jurnal" ? alikeFinder(run, batch, known) : () => false;
  const fresh = new Map<string, IncomingTrade>();
  for (const incoming of batch) {
    const found = known.get(incoming.key) ?? known.get(withoutAccount(run, incoming) ?? "");
    if (found === undefined && isAlike(incoming)) run.counts.known++;
    else if (found !== undefined) compare(run, found, incoming);
    else if (fresh.has(incoming.key)) run.counts.known++;
    else fresh.set(incoming.key, incoming);
  }
  addNew(run, [...fresh.values()]);
}

function addNew(run: ImportRun, batch: readonly IncomingTrade[]): void {
  addTrades(run.operation, batch);
  for (const { key } of batch) {
    run.counts[closeOpen(run, key) ? "completed" : "added"]++;
  }
}

/** Takes a position that is closed now off the open ones; false when it was not there. */
function closeOpen(run: ImportRun, key: string): boolean {
  const id = run.open.get(key);
  if (id === undefined || run.partly.has(key)) return false;
  run.open.delete(key);
  deleteRow(run.operation, "open_positions", id);
  return true;
}

export interface KnownTrade extends Trade {
  external_key: string;
  import_format: string | null;
}

/** The key that a trade has which came in before its account was known. */
function withoutAccount(run: ImportRun, { trade }: IncomingTrade): string | null {
  if (trade.ticket === null || !trade.account) return null;
  return `${run.operation.store.profile.id}||${trade.ticket}`;
}

function knownTrades(store: Store, batch: readonly IncomingTrade[]): Map<string, KnownTrade> {
  const keys = batch.flatMap(({ key, trade }) =>
    trade.ticket === null || !trade.account ? [key] : [key, `${store.profile.id}||${trade.ticket}`],
  );
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
  const merge = mergeTrade(known, incoming.trade, known.import_format === run.format);
  if (merge.kind === "conflict") {
    const { ticket, raw_symbol, symbol } = incoming.trade;
    const shown = raw_symbol ?? symbol;
    run.conflicts.push({ line: incoming.line, ticket: ticket ?? "", symbol: shown, id: known.id });
    return;
  }
  const wasOpen = closeOpen(run, incoming.key);
  run.counts[wasOpen && merge.kind === "changed" ? "completed" : merge.kind]++;
  if (merge.hours_apart !== 0) {
    run.hoursApart.set(merge.hours_apart, (run.hoursApart.get(merge.hours_apart) ?? 0) + 1);
  }
  const wasWritten = write(run, known, merge.trade, incoming, merge.kind !== "known");
  if (wasWritten && merge.kind === "known") run.filled++;
}

/** Writes what differs; the trade's account and key become those of the file. */
function write(
  run: ImportRun,
  known: KnownTrade,
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
  operation.touched.add(known.session_id);
  if (values.session_id !== undefined) operation.touched.add(Number(values.session_id));
  return updateRow(operation, "daily_trading_data", known.id, values);
}
