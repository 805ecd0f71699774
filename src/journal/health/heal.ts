import type Database from "better-sqlite3";
import { clockMinutes, dayOf, parseUtc, type Zone } from "../../base/time.ts";
import type { Session } from "../../model.ts";
import { ASIDE_DAY, type Healed, type Store } from "../store.ts";
import { refreshTotals, STALE, shiftResults, TOTALS } from "../totals.ts";

type Db = Database.Database;

/**
 * Puts right what other programs and older versions of this one left: rows without an owner get
 * theirs back, two sessions of a day become one, and every total is counted again. Nothing is
 * deleted. For use inside a transaction in which the triggers keep still.
 */
export function heal(db: Db, now: number): Healed {
  adoptSessions(db);
  const adopted_rows = adoptStrays(db, now);
  const placeholder_bots = nameLostBots(db);
  const merged_days = mergeDoubleDays(db).length;
  const recounted_days = recount(db);
  // Looks for habits that may have seen what was put right are made again.
  if (adopted_rows + merged_days + recounted_days > 0) db.exec("DELETE FROM mentor_looks");
  return { merged_days, placeholder_bots, adopted_rows, recounted_days };
}

/**
 * The same where only some rows were written, of a journal that may have a million: these trades (a
 * JSON array of ids), and the days that they are of or were (`days`).
 */
export function healRows(store: Store, trades: string, days: ReadonlySet<number>): void {
  const { db } = store;
  const adopted = adoptSessions(db);
  adoptStrays(db, store.now(), trades);
  nameLostBots(db, trades);
  const merged = mergeDoubleDays(db);
  refreshTotals(store, new Set([...days, ...adopted, ...merged, ...daysOf(db, trades)]));
}

/** The days that trades (a JSON array of ids) are of. */
export function daysOf(db: Db, trades: string): number[] {
  const days = db.prepare(
    `SELECT DISTINCT session_id FROM daily_trading_data WHERE id IN (${LISTED})`,
  );
  return days.pluck().all(trades) as number[];
}

/** SQL: ids that are given as a JSON array. */
const LISTED = "SELECT value FROM json_each(?)";

/** SQL that goes on after WHERE, and its parameters: of these trades only, where some are given. */
function among(trades: string | undefined): { and: string; given: string[] } {
  return trades === undefined
    ? { and: "", given: [] }
    : { and: `AND id IN (${LISTED})`, given: [trades] };
}

/** Tables whose rows belong to a session, with the time by which a row is of a day (SQL). */
const OF_A_SESSION = [
  ["daily_trading_data", "COALESCE(exit_time, entry_time)"],
  ["ai_mentor_reports", "NULL"],
  ["mood_checkins", "NULL"],
] as const;

/** Gives sessions that are of no profile the first one; which they are. */
function adoptSessions(db: Db): number[] {
  const adopted = db.prepare(
    `UPDATE trading_sessions SET user_id = 1
     WHERE id <> ${ASIDE_DAY} AND (user_id IS NULL OR user_id NOT IN (SELECT id FROM users))
     RETURNING id`,
  );
  return adopted.pluck().all() as number[];
}

/** Gives rows of no session the day that they are of, of all trades or of these; how many rows. */
function adoptStrays(db: Db, now: number, trades?: string): number {
  const profile = db.prepare("SELECT zone, day_start FROM users WHERE id = 1").get() as {
    zone: Zone;
    day_start: string;
  };
  const find = db
    .prepare("SELECT id FROM trading_sessions WHERE user_id = 1 AND session_date = ?")
    .pluck();
  const begin = db.prepare(
    "INSERT INTO trading_sessions (session_date, user_id, personal_notes) VALUES (?, 1, '')",
  );
  let count = 0;
  for (const [table, when] of OF_A_SESSION) {
    const move = db.prepare(`UPDATE ${table} SET session_id = ? WHERE id = ?`);
    const { and, given } = among(table === "daily_trading_data" ? trades : undefined);
    const rows = db
      .prepare(
        `SELECT id, ${when} AS time, created_at FROM ${table}
         WHERE session_id NOT IN (SELECT id FROM trading_sessions) ${and}`,
      )
      .all(...given) as {
      id: number;
      time: string | null;
      created_at: string | null;
    }[];
    for (const { id, time, created_at } of rows) {
      // The origin's days begin at midnight: a row that has no times is one of its.
      const [at, start] = time === null ? [created_at, "00:00"] : [time, profile.day_start];
      const known = parseUtc(at ?? "");
      const day = dayOf(Number.isNaN(known) ? now : known, profile.zone, clockMinutes(start));
      move.run(find.get(day) ?? begin.run(day).lastInsertRowid, id);
    }
    count += rows.length;
  }
  return count;
}

/** Gives the bots of trades (all, or these) that are in no table a name and their numbers; how many. */
function nameLostBots(db: Db, trades?: string): number {
  const { and, given } = among(trades);
  const { changes } = db
    .prepare(
      `INSERT INTO deleted_bots (id, name, market, strategy, magic)
       SELECT bot_id, 'Bot #' || bot_id, MIN(symbol), COALESCE(MIN(strategy_used), 'Unknown'),
         CAST(bot_id AS TEXT)
       FROM daily_trading_data
       WHERE TYPEOF(bot_id) = 'integer' AND bot_id NOT IN (SELECT id FROM all_bots) ${and}
       GROUP BY bot_id`,
    )
    .run(...given);
  db.exec(`INSERT INTO sqlite_sequence (name, seq) SELECT 'bots', 0
      WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'bots');
    UPDATE sqlite_sequence SET seq = MAX(seq, (SELECT COALESCE(MAX(id), 0) FROM deleted_bots))
      WHERE name = 'bots'`);
  return changes;
}

/** Makes one session of all that a profile has on one day, losing nothing; those that are left. */
function mergeDoubleDays(db: Db): number[] {
  normaliseDates(db);
  const doubles = db
    .prepare(
      `SELECT user_id, session_date FROM trading_sessions
       GROUP BY user_id, session_date HAVING COUNT(*) > 1`,
    )
    .all() as { user_id: number; session_date: string }[];
  return doubles.flatMap(({ user_id, session_date }) => {
    const sessions = db
      .prepare("SELECT * FROM trading_sessions WHERE user_id = ? AND session_date = ? ORDER BY id")
      .all(user_id, session_date) as Session[];
    return mergeInto(db, sessions);
  });
}

/** Dates written with a time ("2025-07-01 00:00:00") get the form that we look for. */
function normaliseDates(db: Db): void {
  db.exec(`UPDATE trading_sessions SET session_date = substr(session_date, 1, 10)
    WHERE TYPEOF(session_date) = 'text' AND LENGTH(session_date) > 10
      AND date(substr(session_date, 1, 10)) = substr(session_date, 1, 10)`);
}

/** Moves all that these sessions of one day have to the first of them, which is given back. */
function mergeInto(db: Db, sessions: readonly Session[]): number[] {
  const [kept, ...others] = sessions;
  if (kept === undefined) return [];
  for (const { id } of others) {
    for (const [table] of OF_A_SESSION) {
      db.prepare(`UPDATE ${table} SET session_id = ? WHERE session_id = ?`).run(kept.id, id);
    }
    db.prepare("DELETE FROM trading_sessions WHERE id = ?").run(id);
  }
  // Every mood of the day stays as a check-in; the session shows the last that says something.
  const checkin = db.prepare(
    `INSERT INTO mood_checkins (session_id, mood, created_at) SELECT @id, @mood, @at
     WHERE NOT EXISTS (SELECT 1 FROM mood_checkins WHERE session_id = @id AND mood = @mood)`,
  );
  for (const session of sessions) {
    const at = session.created_at ?? `${session.session_date} 00:00:00`;
    const mood = session.emotions;
    if (mood !== "netral") checkin.run({ id: kept.id, mood, at });
  }
  const last = <K extends keyof Session>(name: K, nothing: Session[K]) =>
    sessions.findLast((session) => session[name] !== nothing)?.[name] ?? nothing;
  const markets = new Set(sessions.map((session) => session.market_conditions));
  markets.delete("normal");
  const notes = [...new Set(sessions.map((session) => session.personal_notes ?? ""))].filter(
    Boolean,
  );
  if (markets.size > 1) notes.push(`Pasar hari itu: ${[...markets].join(", ")}`);
  db.prepare(
    `UPDATE trading_sessions SET emotions = ?, market_conditions = ?, market_said = ?,
       body = ?, personal_notes = ? WHERE id = ?`,
  ).run(
    last("emotions", "netral"),
    last("market_conditions", "normal"),
    last("market_said", 0),
    last("body", null),
    notes.join("\n"),
    kept.id,
  );
  return [kept.id];
}

/** Counts again every total that is wrong, and the trades by hand; how many days were wrong. */
function recount(db: Db): number {
  shiftResults(db);
  const wrong = db
    .prepare(
      `SELECT s.id FROM trading_sessions s JOIN session_sums c ON c.session_id = s.id
       WHERE s.total_trades <> c.trades OR s.total_profit_loss <> c.total`,
    )
    .pluck()
    .all();
  const ids = JSON.stringify(wrong);
  db.prepare(TOTALS).run(ids);
  db.prepare(STALE).run(ids);
  db.exec(`DELETE FROM session_hands;
    INSERT INTO session_hands (session_id, trades)
    SELECT session_id, COUNT(*) FROM daily_trading_data WHERE bot_id IS NULL GROUP BY session_id`);
  return wrong.length;
}
