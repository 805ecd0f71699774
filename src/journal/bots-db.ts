import { UserError } from "../errors.ts";
import type { Bot, Session } from "../model.ts";
import * as say from "../words/errors.ts";
import { insertRow, type Operation, type Row } from "./changes.ts";
import { editSession, ensureSession } from "./days.ts";
import { readCell } from "./health/values.ts";
import { recogniseOrigin } from "./origin.ts";
import { addBot, botsByMagic, DELETED, editBot, findBot } from "./owners.ts";
import { sqlite } from "./sqlite.ts";
import { asUserError, type Db, type Store } from "./store.ts";
import { type Column, columnsOf, describe } from "./tables.ts";
import { isJournal } from "./upgrade.ts";

/** A cell that nothing can be made of. */
export interface OddCell {
  table: string;
  /** The number of its row. */
  row: number;
  column: string;
  value: unknown;
}

/** A row of the origin's daily_trading_data: floating results at a signal, not the broker's. */
export interface BotsDbTrade {
  id: number;
  bot_id: number | null;
  symbol: string;
  profit_loss: number;
  lot_size: number | null;
  stop_loss_used: number | null;
  take_profit_used: number | null;
  risk_percent: number | null;
  strategy_used: string | null;
  /** UTC. */
  created_at: string;
}

type BotsDbSession = Pick<
  Session,
  "session_date" | "emotions" | "market_conditions" | "personal_notes" | "created_at"
>;

/** Of bots and days a cell that says nothing is null, as one that the file does not have. */
type Told<T> = { [K in keyof T]: T[K] | null };

export interface BotsDb {
  bots: (Told<Omit<Bot, "id">> & { id: number })[];
  sessions: Told<BotsDbSession>[];
  trades: BotsDbTrade[];
  /** Cells of bots and days that are left out; the rest of their rows is taken. */
  left: OddCell[];
  /** One of each day and trade that are left out whole, so that they are taken whole once mended. */
  refused: OddCell[];
}

/**
 * Reads QuantumBotX's bots.db without touching it: columns that an older file lacks are null, and
 * what SQLite keeps in any column is read for what it means, amounts in this currency. Throws
 * UserError for a database that is anything else.
 */
export function readBotsDb(store: Store, file: string): BotsDb {
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
    const cells: Pick<BotsDb, "left" | "refused"> = { left: [], refused: [] };
    const rows = (table: string, wanted: readonly string[]) => {
      const columns = describe(store.db, table).filter(({ name }) => wanted.includes(name));
      const read = rowReader({ table, columns, currency: store.profile.currency }, cells);
      return [...rowsOf(db, table, wanted)].flatMap(read);
    };
    return {
      bots: rows("bots", BOT) as unknown as BotsDb["bots"],
      sessions: rows("trading_sessions", DAY) as unknown as BotsDb["sessions"],
      trades: rows(TRADES, TRADE) as unknown as BotsDbTrade[],
      ...cells,
    };
  } catch (error) {
    throw asUserError(error, file);
  } finally {
    db.close();
  }
}

const TRADES = "daily_trading_data";
const BOT = [
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
];
const DAY = ["session_date", "emotions", "market_conditions", "personal_notes", "created_at"];
const TRADE = [
  "bot_id",
  "symbol",
  "profit_loss",
  "lot_size",
  "stop_loss_used",
  "take_profit_used",
  "risk_percent",
  "strategy_used",
  "created_at",
];

/** Without these a day or a trade is none. */
const NEEDED: readonly string[] = [
  "trading_sessions.session_date",
  `${TRADES}.symbol`,
  `${TRADES}.profit_loss`,
  `${TRADES}.created_at`,
];
const isNeeded = ({ table, column }: Pick<OddCell, "table" | "column">) =>
  NEEDED.includes(`${table}.${column}`);

function* rowsOf(db: Db, table: string, wanted: readonly string[]): Generator<Row> {
  const known = columnsOf(db, table);
  if (known.size === 0) return;
  const columns = wanted.map((name) => (known.has(name) ? name : `NULL AS ${name}`));
  // Where the number is the table's own it is the same one; a view or a table without has that alone.
  const id = known.has("id") ? "id" : "rowid";
  yield* db
    .prepare(`SELECT ${id} AS id, ${columns.join(", ")} FROM ${table} ORDER BY 1`)
    .iterate() as IterableIterator<Row>;
}

/** The row as it can be kept, without the cells that nothing can be made of; none: it is left out. */
function rowReader(
  { table, columns, currency }: { table: string; columns: readonly Column[]; currency: string },
  { left, refused }: Pick<BotsDb, "left" | "refused">,
) {
  return (told: Row): Row[] => {
    const odd: OddCell[] = [];
    const row: Row = { id: told.id };
    for (const column of columns) {
      const value = told[column.name];
      const cell = { table, row: Number(told.id), column: column.name, value };
      const read = readCell(table, column, value, currency);
      row[column.name] = read ?? null;
      if (read === undefined || (read === null && isNeeded(cell))) odd.push(cell);
    }
    const needed = odd.find((cell) => table === TRADES || isNeeded(cell));
    if (needed === undefined) left.push(...odd);
    else refused.push(needed);
    return needed === undefined ? [row] : [];
  };
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
  const byMagic = botsByMagic(operation.store);
  const withMagic = (id: number) => findBot(operation.store, byMagic.get(String(id)) ?? 0);
  const kept: BotsDbKept = { bots: new Map(), bots_added: 0, days: 0 };
  for (const { id, ...bot } of bots) {
    const told = Object.entries(bot).filter(([, value]) => value !== null && value !== "");
    const given = Object.fromEntries(told) as Partial<Omit<Bot, "id">>;
    const named = { ...UNNAMED, name: nameless(id), ...given };
    const known = same.get(named.name, named.market) as number | undefined;
    const numbered = known === undefined ? withMagic(id) : null;
    if (numbered !== null && isSameBot(numbered, id, given)) {
      const { name = numbered.name, market = numbered.market } = given;
      editBot(operation, numbered.id, { name, market });
      kept.bots.set(id, { id: numbered.id, name });
      continue;
    }
    const ours = known ?? addBot(operation, { ...named, magic: String(id) });
    kept.bots.set(id, { id: ours, name: named.name });
    if (known === undefined) kept.bots_added++;
  }
  for (const { bot_id: id } of trades) {
    if (id === null || kept.bots.has(id)) continue;
    const known = withMagic(id);
    // A stand-in's name is not what the trades were known by when their bot was still there.
    const name = known === null || known.status === DELETED ? "" : known.name;
    kept.bots.set(id, { id: known?.id ?? addBot(operation, standIn(id)), name });
    if (known === null) kept.bots_added++;
  }
  for (const session of sessions) if (keepDay(operation, session)) kept.days++;
  return kept;
}

/** What a bot is called whose name nobody can read. */
export const nameless = (id: number) => `Bot #${id}`;

/** What stands for the rest of it. */
const UNNAMED = { market: "?", strategy: "Unknown" };

/**
 * Whether the bot of this number here is the one of the file: name and market are the same, or one
 * of the two could not be read there, now or when it came in.
 */
function isSameBot(ours: Bot, id: number, told: { name?: string; market?: string }): boolean {
  const fits = (here: string, stand: string, there: string | undefined) =>
    there === undefined || here === there || here === stand;
  return (
    ours.status !== DELETED &&
    fits(ours.name, nameless(id), told.name) &&
    fits(ours.market, UNNAMED.market, told.market)
  );
}

/** A bot that QuantumBotX has deleted, as far as its trades tell of it. */
const standIn = (id: number) => ({
  ...UNNAMED,
  name: `${nameless(id)} (terhapus)`,
  status: DELETED,
  magic: String(id),
});

function keepDay(operation: Operation, session: Told<BotsDbSession>): boolean {
  const { session_date: date } = session;
  const note = session.personal_notes?.trim() ?? "";
  const mood = session.emotions || "netral";
  const market = session.market_conditions || "normal";
  if (date === null || (note === "" && mood === "netral" && market === "normal")) return false;
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
  if (at === null) return false;
  const known = operation.store.db.prepare(
    "SELECT 1 FROM mood_checkins WHERE session_id = ? AND mood = ? AND created_at = ?",
  );
  if (known.get(id, mood, at) !== undefined) return false;
  const row = { session_id: id, mood, note: null, created_at: at };
  insertRow(operation, "mood_checkins", row);
  return true;
}
