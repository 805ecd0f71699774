import type { Bot } from "../model.ts";
import { insertRow, type Operation, updateRow } from "./changes.ts";
import type { Store } from "./store.ts";
import { markStale } from "./totals.ts";

export type NewBot = Pick<Bot, "name" | "market" | "strategy"> & Partial<Omit<Bot, "id">>;

/** Adds a bot; what is not given gets the origin's defaults. `id` keeps a number bots know. */
export function addBot(operation: Operation, bot: NewBot & { id?: number }): number {
  return insertRow(operation, "bots", { ...bot });
}

export function editBot(operation: Operation, id: number, edit: Partial<Omit<Bot, "id">>) {
  return updateRow(operation, "bots", id, edit);
}

export interface BotLine extends Bot {
  trades: number;
}

/** Every bot with the number of its trades in this profile. */
export function listBots(store: Store): BotLine[] {
  const rows = store.db.prepare(
    `SELECT b.*, (SELECT COUNT(*) FROM daily_trading_data t
        JOIN trading_sessions s ON s.id = t.session_id
        WHERE t.bot_id = b.id AND s.user_id = ?) AS trades
     FROM bots b ORDER BY b.id`,
  );
  return rows.all(store.profile.id) as BotLine[];
}

export function findBot(store: Store, id: number): Bot | null {
  const row = store.db.prepare("SELECT * FROM bots WHERE id = ?").get(id);
  return (row as Bot | undefined) ?? null;
}

/** The bot of this name, in any case; the first of several. */
export function botNamed(store: Store, name: string): Bot | null {
  const row = store.db.prepare("SELECT * FROM bots WHERE name = ? COLLATE NOCASE ORDER BY id");
  return (row.get(name) as Bot | undefined) ?? null;
}

/** The bots with these ids; ids that are no bot's are left out. */
export function botsById(store: Store, ids: Iterable<number>): Bot[] {
  const rows = store.db.prepare(
    "SELECT * FROM bots WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
  );
  return rows.all(JSON.stringify([...ids])) as Bot[];
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
