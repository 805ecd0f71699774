import { utcText } from "../base/time.ts";
import { UserError } from "../errors.ts";
import type { Bot, Profile } from "../model.ts";
import * as say from "../words/errors.ts";
import { deleteRow, insertRow, type Operation, updateRow } from "./changes.ts";
import { type Db, prepared, type Store } from "./store.ts";
import { markStale } from "./totals.ts";

export interface Account {
  id: number;
  user_id: number;
  /** '' stands for files that name no account. */
  name: string;
  server_zone: string | null;
  server: string | null;
}

/** The profile's account of this name; null when no import has made it yet. */
export function findAccount(store: Store, name: string): Account | null {
  const row = store.db.prepare("SELECT * FROM accounts WHERE user_id = ? AND name = ?");
  return (row.get(store.profile.id, name) as Account | undefined) ?? null;
}

/** The profile's accounts, by name. */
export function listAccounts(store: Store): Account[] {
  const rows = store.db.prepare("SELECT * FROM accounts WHERE user_id = ? ORDER BY name");
  return rows.all(store.profile.id) as Account[];
}

/** Makes the account, or sets what `known` says of it; what is undefined or null stays. */
export function keepAccount(
  operation: Operation,
  name: string,
  known: { server_zone?: string | null; server?: string | null },
): void {
  const { store } = operation;
  const found = findAccount(store, name);
  if (found === null) {
    insertRow(operation, "accounts", { user_id: store.profile.id, name, ...known });
    return;
  }
  const told = Object.entries(known).filter(([, value]) => value !== null && value !== undefined);
  updateRow(operation, "accounts", found.id, Object.fromEntries(told));
}

/** Tickets as a file without an account has them, with what must agree in the journal. */
export interface TicketSign {
  ticket: string;
  symbol: string;
  side: string | null;
}

/** Tickets of a file that are looked up to find its account. */
const MOST_SIGNS = 500;

/**
 * The account under which most of these tickets are in the journal already, where at least half of
 * those found agree in symbol and side (other brokers give the same numbers); null for none.
 */
export function accountOfTickets(store: Store, signs: readonly TicketSign[]): string | null {
  const sample = signs.slice(0, MOST_SIGNS);
  if (sample.length === 0) return null;
  const rows = store.db.prepare(
    `SELECT t.symbol, t.side, j.value ->> 'symbol' AS symbol_here, j.value ->> 'side' AS side_here
     FROM json_each(?) j CROSS JOIN daily_trading_data t
       ON t.external_key = ? || '|' || ? || '|' || (j.value ->> 'ticket')`,
  );
  let best: { name: string; count: number } | null = null;
  for (const name of accountNames(store)) {
    const found = rows.all(JSON.stringify(sample), String(store.profile.id), name) as {
      symbol: string;
      side: string | null;
      symbol_here: string;
      side_here: string | null;
    }[];
    const agreeing = found.filter(
      (row) =>
        row.symbol === row.symbol_here &&
        (row.side === null || row.side_here === null || row.side === row.side_here),
    ).length;
    if (agreeing === 0 || agreeing * 2 < found.length) continue;
    if (best === null || agreeing > best.count) best = { name, count: agreeing };
  }
  return best?.name ?? null;
}

/** Names of accounts that trades of this profile carry. */
function accountNames(store: Store): string[] {
  const rows = store.db.prepare(
    `SELECT DISTINCT t.account FROM daily_trading_data t
     JOIN trading_sessions s ON s.id = t.session_id
     WHERE s.user_id = ? AND t.account IS NOT NULL AND t.account <> ''`,
  );
  return rows.pluck().all(store.profile.id) as string[];
}

export type NewBot = Pick<Bot, "name" | "market" | "strategy"> & Partial<Omit<Bot, "id">>;

/** Adds a bot; what is not given gets the origin's defaults. `id` keeps a number bots know. */
export function addBot(operation: Operation, bot: NewBot & { id?: number }): number {
  return insertRow(operation, "bots", { ...bot });
}

/** Sets what `edit` names of a bot; false: it held already. */
export function editBot(operation: Operation, id: number, edit: Partial<Omit<Bot, "id">>) {
  return updateRow(operation, "bots", id, edit);
}

export interface BotLine extends Bot {
  trades: number;
}

/** What stands in the `status` of a bot that QuantumBotX has deleted and whose trades are here. */
export const DELETED = "Terhapus";

/** Every bot with the number of its trades in this profile; deleted ones that have any. */
export function listBots(store: Store): BotLine[] {
  const rows = store.db.prepare(
    `SELECT b.*, (SELECT COUNT(*) FROM daily_trading_data t
        JOIN trading_sessions s ON s.id = t.session_id
        WHERE t.bot_id = b.id AND s.user_id = ?) AS trades
     FROM all_bots b WHERE b.status <> ? OR trades > 0 ORDER BY b.id`,
  );
  return rows.all(store.profile.id, DELETED) as BotLine[];
}

/** The bot with this number, a deleted one too; null for none. */
export function findBot(store: Store, id: number): Bot | null {
  const row = store.db.prepare("SELECT * FROM all_bots WHERE id = ?").get(id);
  return (row as Bot | undefined) ?? null;
}

/** The bot with this number; one that there is not is refused with those that there are. */
export function requireBot(store: Store, id: number): Bot {
  const found = findBot(store, id);
  if (found !== null) return found;
  const known = listBots(store).map((bot) => `#${bot.id} ${bot.name}`);
  throw new UserError("bot-unknown", ...say.unknownBot(id, known));
}

/** The bot of this name, in any case; the first of several. */
export function botNamed(store: Store, name: string): Bot | null {
  const row = store.db.prepare("SELECT * FROM all_bots WHERE name = ? COLLATE NOCASE ORDER BY id");
  return (row.get(name) as Bot | undefined) ?? null;
}

/** The bots with these ids; ids that are no bot's are left out. */
export function botsById(store: Store, ids: Iterable<number>): Bot[] {
  const rows = store.db.prepare(
    "SELECT * FROM all_bots WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
  );
  return rows.all(JSON.stringify([...ids])) as Bot[];
}

/** Bots by their magic number; of several the first one that was not deleted. */
export function botsByMagic(store: Store): Map<string, number> {
  const rows = store.db.prepare(
    `SELECT magic, id FROM all_bots WHERE magic IS NOT NULL AND magic <> ''
     ORDER BY status = ? DESC, id DESC`,
  );
  return new Map(rows.raw().all(DELETED) as [string, number][]);
}

/** How many bots there are with each of these numbers: 0 or 1. */
export function knownBotIds(store: Store): Set<number> {
  return new Set(store.db.prepare("SELECT id FROM all_bots").pluck().all() as number[]);
}

/**
 * Gives the bot all trades by nobody yet whose orders carry this magic number, in every profile;
 * how many. Their results stay, so no total changes but their days' reports are out of date.
 */
export function adoptMagic(operation: Operation, botId: number, magic: string): number {
  const rows = operation.store.db.prepare(
    "SELECT id, session_id FROM daily_trading_data WHERE magic = ? AND bot_id IS NULL",
  );
  const trades = rows.all(magic) as { id: number; session_id: number }[];
  const days = new Set<number>();
  for (const { id, session_id } of trades) {
    updateRow(operation, "daily_trading_data", id, { bot_id: botId });
    days.add(session_id);
  }
  markStale(operation.store, JSON.stringify([...days]));
  return trades.length;
}

const COLUMNS = "id, name, currency, zone, day_start, initial_balance";

/** All profiles, the first one made first. */
export function listProfiles(db: Db): Profile[] {
  return db.prepare(`SELECT ${COLUMNS} FROM users ORDER BY id`).all() as Profile[];
}

/** The profile with this name (case aside) or number; null when there is none. */
export function findProfile(db: Db, nameOrId: string): Profile | null {
  const row = db
    .prepare(
      `SELECT ${COLUMNS} FROM users WHERE name = @name COLLATE NOCASE OR CAST(id AS TEXT) = @name
       ORDER BY name = @name COLLATE NOCASE DESC, id LIMIT 1`,
    )
    .get({ name: nameOrId });
  return (row as Profile | undefined) ?? null;
}

/** Adds a profile; the origin wants an address and a password of a user, ours have neither. */
export function addProfile(operation: Operation, profile: Omit<Profile, "id">): number {
  const slug = profile.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const next = operation.store.db
    .prepare("SELECT COALESCE(MAX(id), 0) + 1 FROM users")
    .pluck()
    .get();
  return insertRow(operation, "users", {
    ...profile,
    email: `${slug}-${next}@jurnal.invalid`,
    password_hash: "",
    join_date: utcText(operation.store.now()),
  });
}

/** Sets what `edit` names of a profile; false: it held already. */
export function editProfile(
  operation: Operation,
  id: number,
  edit: Partial<Omit<Profile, "id">>,
): boolean {
  return updateRow(operation, "users", id, edit);
}

/**
 * Refuses an amount that was typed in another currency than the profile has by now. To be called
 * inside the operation.
 */
export function requireCurrency({ profile }: Store, typed: string): void {
  if (profile.currency === typed) return;
  throw new UserError("currency-changed", ...say.currencyChanged(typed, profile.currency));
}

/** How many trades the profile holds; a currency may change only while there are none. */
export function countTrades(store: Store, profileId: number): number {
  const sum = store.db.prepare(
    "SELECT COALESCE(SUM(total_trades), 0) FROM trading_sessions WHERE user_id = ?",
  );
  return sum.pluck().get(profileId) as number;
}

/** The stored text of a setting; null when it was never set. */
export function getSetting(db: Db, key: string): string | null {
  const value = prepared(db, "SELECT value FROM settings WHERE key = ?").pluck().get(key);
  return (value as string | undefined) ?? null;
}

/** Stores a setting, or with null goes back to its default; false when it was so already. */
export function putSetting(operation: Operation, key: string, value: string | null): boolean {
  const before = getSetting(operation.store.db, key);
  if (before === value) return false;
  if (value === null) deleteRow(operation, "settings", key);
  else if (before === null) insertRow(operation, "settings", { key, value });
  else updateRow(operation, "settings", key, { value });
  return true;
}
