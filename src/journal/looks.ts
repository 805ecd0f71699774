import type { Look, SessionContext } from "../mentor/types.ts";
import type { Trade } from "../model.ts";
import { balancesFrom } from "./balance.ts";
import { immediate } from "./changes.ts";
import { moodsOfSessions } from "./moods.ts";
import type { Store } from "./store.ts";
import { tradesOfSessions } from "./trades.ts";

/** How many trades by hand the days before this one hold. */
export function handsBefore(store: Store, date: string): number {
  const sum = store.db.prepare(
    `SELECT COALESCE(SUM(h.trades), 0) FROM trading_sessions s
     JOIN session_hands h ON h.session_id = s.id WHERE s.user_id = ? AND s.session_date < ?`,
  );
  return sum.pluck().get(store.profile.id, date) as number;
}

/**
 * The last trades by hand up to and including this day, whole days, oldest first, until there are
 * at least `atLeast` (or no more).
 */
export function handTradesUpTo(store: Store, date: string, atLeast: number): Trade[] {
  const days = store.db
    .prepare(
      `SELECT s.id, h.trades FROM trading_sessions s JOIN session_hands h ON h.session_id = s.id
       WHERE s.user_id = ? AND s.session_date <= ? AND h.trades > 0 ORDER BY s.session_date DESC`,
    )
    .iterate(store.profile.id, date) as Iterable<{ id: number; trades: number }>;
  const ids: number[] = [];
  let count = 0;
  for (const day of days) {
    ids.push(day.id);
    count += day.trades;
    if (count >= atLeast) break;
  }
  return tradesOfSessions(store, ids).filter((trade) => trade.bot_id === null);
}

/** What is known of these sessions beside their trades. */
export function sessionContexts(
  store: Store,
  trades: readonly Trade[],
): Map<number, SessionContext> {
  const ids = [...new Set(trades.map((trade) => trade.session_id))];
  const rows = store.db
    .prepare(
      `SELECT id, session_date, market_conditions FROM trading_sessions
       WHERE id IN (SELECT value FROM json_each(?)) ORDER BY session_date`,
    )
    .all(JSON.stringify(ids)) as {
    id: number;
    session_date: string;
    market_conditions: string;
  }[];
  const moods = moodsOfSessions(store, ids);
  const balances = balancesFrom(store, rows[0]?.session_date ?? "");
  const contexts = new Map<number, SessionContext>();
  for (const row of rows) {
    const entries = trades.flatMap((t) =>
      t.session_id === row.id ? [t.entry_time ?? t.exit_time ?? ""] : [],
    );
    const first = entries.reduce((least, time) => (time < least ? time : least), entries[0] ?? "");
    const before = moods.filter((mood) => mood.session_id === row.id && mood.created_at <= first);
    contexts.set(row.id, {
      id: row.id,
      date: row.session_date,
      condition: row.market_conditions,
      moodBefore: first === "" ? null : (before.at(-1)?.mood ?? null),
      balance: balances.get(row.session_date) ?? null,
    });
  }
  return contexts;
}

/** Looks kept for these numbers of trades, made with the same settings. */
export function keptLooks(store: Store, milestones: readonly number[], basis: string): Look[] {
  const rows = store.db.prepare(
    `SELECT result FROM mentor_looks WHERE user_id = ? AND basis = ?
     AND m IN (SELECT value FROM json_each(?))`,
  );
  const texts = rows.pluck().all(store.profile.id, basis, JSON.stringify(milestones));
  return (texts as string[]).map((text) => JSON.parse(text) as Look);
}

/** Keeps looks with the day of their last trade; nothing is written when there are none. */
export function keepLooks(
  store: Store,
  looks: readonly { look: Look; last_date: string }[],
  basis: string,
): void {
  if (looks.length === 0) return;
  const insert = store.db.prepare(
    `INSERT OR REPLACE INTO mentor_looks (user_id, m, last_date, basis, result)
     VALUES (?, ?, ?, ?, ?)`,
  );
  immediate(store, () => {
    for (const { look, last_date } of looks) {
      insert.run(store.profile.id, look.m, last_date, basis, JSON.stringify(look));
    }
  });
}
