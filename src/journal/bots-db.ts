import { UserError } from "../errors.ts";
import type { Bot, Session } from "../model.ts";
import * as say from "../words/errors.ts";
import { insertRow, type Operation } from "./changes.ts";
import { editSession, ensureSession } from "./days.ts";
import { recogniseOrigin, requireReadable } from "./origin.ts";
import { addBot, botsByMagic, DELETED, findBot } from "./owners.ts";
import { sqlite } from "./sqlite.ts";
import { asUserError, type Db } from "./store.ts";
import { columnsOf } from "./tables.ts";
import { isJournal } from "./upgrade.ts";

/**
 * A row of the origin's daily_trading_data: floating results at a signal, not the broker's. SQLite
 * holds no column to its type: each value may be of another one.
 */
export interface BotsDbTrade {
  id: number;
  bot_id: number | null;
  symbol: string | null;
  profit_loss: number | null;
  lot_size: number | null;
  stop_loss_used: number | null;
  take_profit_used: number | null;
  risk_percent: number | null;
  strategy_used: string | null;
  /** UTC. */
  created_at: string | null;
}

type BotsDbSession = Pick<
  Session,
  "session_date" | "emotions" | "market_conditions" | "personal_notes" | "created_at"
>;

export interface BotsDb {
  bots: Bot[];
  sessions: BotsDbSession[];
  trades: BotsDbTrade[];
}

/**
 * Reads QuantumBotX's bots.db without touching it: columns that an older file lacks are null.
 * Throws UserError for a database that is anything else.
 */
export function readBotsDb(file: string): BotsDb {
  let db: Db;
  try {
    db = sqlite()(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    throw asUserError(error, file);
  }
  try {
    const isOurs = isJournal(db);
    if (isOurs || !recogniseOrigin(db)) {
      throw new UserError("not-bots-db", ...say.notBotsDb(file, isOurs));
    }
    // Of trades a row can be left out; what bots and days say has nobody to name it by.
    requireReadable(db, file, ["bots", "trading_sessions"]);
    return {
      bots: rowsOf(db, "bots", [
        "id",
        "name",
        "market",
        "status",
        "lot_size",
        "sl_pips",
        "tp_pips",
        "timeframe",
        "check_interval_seconds",
        "strategy",
        "strategy_params",
      ]) as unknown as Bot[],
      sessions: rowsOf(db, "trading_sessions", [
        "session_date",
        "emotions",
        "market_conditions",
        "personal_notes",
        "created_at",
      ]) as unknown as BotsDbSession[],
      trades: rowsOf(db, "daily_trading_data", [
        "id",
        "bot_id",
        "symbol",
        "profit_loss",
        "lot_size",
        "stop_loss_used",
        "take_profit_used",
        "risk_percent",
        "strategy_used",
        "created_at",
      ]) as unknown as BotsDbTrade[],
    };
  } catch (error) {
    throw asUserError(error, file);
  } finally {
    db.close();
  }
}

function rowsOf(db: Db, table: string, wanted: readonly string[]): Record<string, unknown>[] {
  const known = columnsOf(db, table);
  if (known.size === 0) return [];
  const columns = wanted.map((name) => (known.has(name) ? name : `NULL AS ${name}`));
  const order = known.has("id") ? "ORDER BY id" : "";
  return db.prepare(`SELECT ${columns.join(", ")} FROM ${table} ${order}`).all() as Record<
    string,
    unknown
  >[];
}

export interface BotsDbKept {
  /** The origin's number of a bot -> ours, and the name by which its trades are known again. */
  bots: Map<number, { id: number; name: string }>;
  bots_added: number;
  /** Days that got a mood, a market or a note. */
  days: number;
}

/**
 * Keeps the bots (one of the same name and market is the same) with their number as magic number,
 * also those that were deleted and left trades, and what the days say: what the trader has set here
 * already is never overwritten, notes are put below it.
 */
export function keepBotsDb(operation: Operation, { bots, sessions, trades }: BotsDb): BotsDbKept {
  const { db } = operation.store;
  const same = db.prepare("SELECT id FROM bots WHERE name = ? AND market = ?").pluck();
  const kept: BotsDbKept = { bots: new Map(), bots_added: 0, days: 0 };
  for (const { id, ...bot } of bots) {
    const given = Object.fromEntries(Object.entries(bot).filter(([, value]) => value !== null));
    const named = { name: `Bot #${id}`, market: "?", strategy: "Unknown", ...given };
    const known = same.get(named.name, named.market) as number | undefined;
    const ours = known ?? addBot(operation, { ...named, magic: String(id) });
    kept.bots.set(id, { id: ours, name: named.name });
    if (known === undefined) kept.bots_added++;
  }
  const byMagic = botsByMagic(operation.store);
  for (const { bot_id: id } of trades) {
    if (!Number.isSafeInteger(id) || id === null || kept.bots.has(id)) continue;
    const known = findBot(operation.store, byMagic.get(String(id)) ?? 0);
    // A stand-in's name is not what the trades were known by when their bot was still there.
    const name = known === null || known.status === DELETED ? "" : known.name;
    kept.bots.set(id, { id: known?.id ?? addBot(operation, standIn(id)), name });
    if (known === null) kept.bots_added++;
  }
  for (const session of sessions) if (keepDay(operation, session)) kept.days++;
  return kept;
}

/** A bot that QuantumBotX has deleted, as far as its trades tell of it. */
const standIn = (id: number) => ({
  name: `Bot #${id} (terhapus)`,
  market: "?",
  strategy: "Unknown",
  status: DELETED,
  magic: String(id),
});

function keepDay(operation: Operation, session: BotsDbSession): boolean {
  const date = /^\d{4}-\d\d-\d\d/.exec(session.session_date ?? "")?.[0];
  const note = session.personal_notes?.trim() ?? "";
  const mood = session.emotions ?? "netral";
  const market = session.market_conditions ?? "normal";
  if (date === undefined || (note === "" && mood === "netral" && market === "normal")) return false;
  const id = ensureSession(operation, date);
  const { store } = operation;
  const find = store.db.prepare("SELECT * FROM trading_sessions WHERE id = ?");
  const own = find.get(id) as Session;
  const notes = own.personal_notes ?? "";
  const isMoodNew = mood !== "netral" && addMoodOnce(operation, id, mood, session.created_at);
  const edited = editSession(operation, id, {
    emotions: own.emotions === "netral" ? mood : own.emotions,
    market_conditions: own.market_conditions === "normal" ? market : own.market_conditions,
    personal_notes: note === "" || notes.includes(note) ? notes : `${notes}\n${note}`.trim(),
  });
  return edited || isMoodNew;
}

/** The mood of the origin's day, at the time it was noted; false when it is here already. */
function addMoodOnce(operation: Operation, id: number, mood: string, at: string | null): boolean {
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(at ?? "") ? at : null;
  if (time === null) return false;
  const known = operation.store.db.prepare(
    "SELECT 1 FROM mood_checkins WHERE session_id = ? AND mood = ? AND created_at = ?",
  );
  if (known.get(id, mood, time) !== undefined) return false;
  const row = { session_id: id, mood, note: null, created_at: time };
  insertRow(operation, "mood_checkins", row);
  return true;
}
