import { toDecimal } from "../base/decimal.ts";
import { type BotsDbKept, type BotsDbTrade, keepBotsDb, readBotsDb } from "../journal/bots-db.ts";
import type { Store } from "../journal/store.ts";
import { emptyStatement, tradeDraft } from "./drafts.ts";
import type { FileBytes } from "./files/bytes.ts";
import { FORMATS } from "./formats.ts";
import { beginIntake } from "./intake.ts";
import type { JournalTrade } from "./mapped/row.ts";
import type { ImportOutcome } from "./outcome.ts";
import { type ImportOptions, settleProfile } from "./settle.ts";
import type { PlainExpected, Statement } from "./statement.ts";

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
  const data = readBotsDb(path);
  const statement = emptyStatement(FORMATS.quantumbotx);
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
    ...settleProfile(store, statement, options),
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
    for (const row of data.trades) takeRow(intake.take, statement, row, bots);
    return { ...intake.finish(statement), ...kept };
  } catch (error) {
    intake.abort();
    throw error;
  }
}

function takeRow(
  take: (draft: JournalTrade) => void,
  statement: Statement,
  row: BotsDbTrade,
  bots: BotsDbKept["bots"],
): void {
  const time = String(row.created_at ?? "")
    .slice(0, 19)
    .replace("T", " ");
  const odd = oddField(row, time);
  if (odd !== null || row.symbol === null) {
    const [field, expected] = odd ?? (["symbol", "symbol"] as const);
    const value = shownValue(row[field]);
    statement.skipped.push({ line: row.id, reason: "bad", field, value, expected });
    return;
  }
  const bot = bots.get(row.bot_id ?? 0);
  const draft = tradeDraft({
    line: row.id,
    symbol: row.symbol,
    lot: row.lot_size,
    exitTime: time,
    stopLossUsed: row.stop_loss_used === null ? null : row.stop_loss_used !== 0,
    takeProfitUsed: row.take_profit_used === null ? null : row.take_profit_used !== 0,
    profit: toDecimal(row.profit_loss ?? 0, STORED_DIGITS),
    approximate: true,
    raw: [time, row.symbol, row.profit_loss, row.lot_size, bot?.name].join("|"),
  });
  take({
    ...draft,
    account: null,
    currency: null,
    own: {
      risk_percent: row.risk_percent,
      strategy_used: typeof row.strategy_used === "string" ? row.strategy_used : null,
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

const NUMBERS = ["profit_loss", "lot_size", "risk_percent"] as const;

/** The first column that holds nothing a trade can be made of, and what belongs there. */
function oddField(row: BotsDbTrade, time: string): [keyof BotsDbTrade, PlainExpected] | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time)) return ["created_at", "time"];
  if (typeof row.symbol !== "string") return ["symbol", "symbol"];
  if (row.bot_id !== null && !Number.isSafeInteger(row.bot_id)) return ["bot_id", "number"];
  if (row.profit_loss === null) return ["profit_loss", "number"];
  const odd = NUMBERS.find((name) => row[name] !== null && !Number.isFinite(row[name]));
  return odd === undefined ? null : [odd, "number"];
}

/** A value for the eye; bytes have no text. */
const shownValue = (value: unknown) =>
  Buffer.isBuffer(value) ? `${value.length} bita` : String(value ?? "").slice(0, 80);
