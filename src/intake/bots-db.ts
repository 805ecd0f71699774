import { toDecimal } from "../base/decimal.ts";
import {
  type BotsDbKept,
  type BotsDbTrade,
  keepBotsDb,
  nameless,
  type OddCell,
  readBotsDb,
} from "../journal/bots-db.ts";
import type { Store } from "../journal/store.ts";
import { emptyStatement, tradeDraft } from "./drafts.ts";
import type { FileBytes } from "./files/bytes.ts";
import { FORMATS } from "./formats.ts";
import { beginIntake } from "./intake.ts";
import type { JournalTrade } from "./mapped/row.ts";
import type { ImportOutcome } from "./outcome.ts";
import { type ImportOptions, settleProfile } from "./settle.ts";
import type { PlainExpected, SkippedRow } from "./statement.ts";

const STORED_DIGITS = 8;

/** Whether these are the bytes of an SQLite database. */
export function isSqlite(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 16)).toString("latin1") === "SQLite format 3\0";
}

/**
 * Takes QuantumBotX's bots.db in: its bots, days and notes, and its trade rows marked approximate,
 * since they are floating results at a signal and not what the broker booked.
 */
export function importBotsDb(
  store: Store,
  path: string,
  { name, sha256 }: FileBytes,
  options: ImportOptions,
): ImportOutcome {
  const statement = emptyStatement(FORMATS.quantumbotx);
  const settled = settleProfile(store, statement, options);
  const data = readBotsDb({ ...store, profile: settled.profile }, path);
  for (const cell of data.refused) statement.skipped.push(rowOf(cell));
  const bots: BotsDbKept["bots"] = new Map();
  const kept = { bots_added: 0, days: 0 };
  const intake = beginIntake(store, {
    file: name,
    sha256,
    format: statement.format,
    dryRun: options.dryRun === true,
    restoreDeleted: options.restoreDeleted === true,
    // Rows of a database are seldom to be mended by hand: they are named, and the rest is taken.
    skipBadRows: true,
    ...settled,
    account: options.account ?? null,
    accountHow: options.account === undefined ? null : "told",
    server: null,
    zone: null,
    partlyOpen: [],
    savedMap: null,
    prepare(operation) {
      const done = keepBotsDb(operation, data);
      Object.assign(kept, { bots_added: done.bots_added, days: done.days });
      for (const [theirs, ours] of done.bots) bots.set(theirs, ours);
    },
  });
  try {
    for (const row of data.trades) takeRow(intake.take, row, bots);
    return { ...intake.finish(statement), ...kept, unread: data.left.map(rowOf) };
  } catch (error) {
    intake.abort();
    throw error;
  }
}

function takeRow(
  take: (draft: JournalTrade) => void,
  row: BotsDbTrade,
  bots: BotsDbKept["bots"],
): void {
  const { id, symbol, created_at: time, profit_loss: profit } = row;
  const bot = bots.get(row.bot_id ?? 0);
  const raw = (name: string | undefined) => [time, symbol, profit, row.lot_size, name].join("|");
  const draft = tradeDraft({
    line: id,
    symbol,
    lot: row.lot_size,
    exitTime: time,
    stopLossUsed: row.stop_loss_used === null ? null : row.stop_loss_used !== 0,
    takeProfitUsed: row.take_profit_used === null ? null : row.take_profit_used !== 0,
    profit: toDecimal(profit, STORED_DIGITS),
    approximate: true,
    raw: raw(bot?.name),
  });
  take({
    ...draft,
    // Its bot may have had a name that could not be read when it was imported.
    ...(row.bot_id === null ? {} : { formerRaw: raw(nameless(row.bot_id)) }),
    account: null,
    currency: null,
    own: {
      risk_percent: row.risk_percent,
      strategy_used: row.strategy_used,
      bot_id: bot?.id ?? null,
      tags: null,
      note: null,
      timeframe: null,
      mood: null,
      confidence: null,
      mistakes: null,
      links: null,
    },
  });
}

/** What belongs into a column that is no text. */
const EXPECTED: Readonly<Record<string, PlainExpected>> = {
  created_at: "time",
  session_date: "date",
  symbol: "symbol",
  bot_id: "a number that can be kept",
  profit_loss: "number",
  lot_size: "size",
  risk_percent: "a number that can be kept",
  stop_loss_used: "1|0",
  take_profit_used: "1|0",
  sl_pips: "a number that can be kept",
  tp_pips: "a number that can be kept",
  check_interval_seconds: "a number that can be kept",
};

/** A cell for the eye; bytes have no text. */
function rowOf({ table, row, column, value }: OddCell): SkippedRow {
  const isTooLarge = column === "profit_loss" && typeof value === "number";
  return {
    line: row,
    reason: "bad",
    table,
    field: column,
    value: value instanceof Uint8Array ? `${value.length} bita` : String(value ?? "").slice(0, 80),
    expected: isTooLarge
      ? "an amount that can be kept"
      : (EXPECTED[column] ?? "a text that can be kept"),
  };
}
