import { toDecimal } from "../base/decimal.ts";
import { type BotsDbKept, type BotsDbTrade, keepBotsDb, readBotsDb } from "../journal/bots-db.ts";
import type { Store } from "../journal/store.ts";
import type { FileBytes } from "./files.ts";
import { FORMATS } from "./formats.ts";
import { beginIntake } from "./intake.ts";
import type { JournalTrade } from "./map.ts";
import { type ImportOptions, settleProfile } from "./settle.ts";
import { emptyStatement, type ImportOutcome, type Statement, tradeDraft } from "./statement.ts";

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
  const time = row.created_at?.slice(0, 19).replace("T", " ") ?? "";
  const isTimed = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time);
  if (!isTimed || row.symbol === null || !Number.isFinite(row.profit_loss)) {
    const [field, expected] = !isTimed
      ? (["created_at", "time"] as const)
      : row.symbol === null
        ? (["symbol", "symbol"] as const)
        : (["profit_loss", "number"] as const);
    const value = String(row[field] ?? "");
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
      strategy_used: row.strategy_used,
      bot_id: bot?.id ?? null,
      tags: null,
      note: null,
    },
  });
}
