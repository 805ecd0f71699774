import type Database from "better-sqlite3";
import type { Session } from "../model.ts";

type Db = Database.Database;

/** Same scale as the origin's money: QuantumBotX knows no currency but the account's dollars. */
const SCALE = 1e8;

/**
 * Makes one session of all that a user has on one day, loses nothing of them, recounts every
 * total, and restores the rule that a day has one session. Returns how many days were merged.
 */
export function mergeDoubleDays(db: Db): number {
  normaliseDates(db);
  const doubles = db
    .prepare(
      `SELECT user_id, session_date FROM trading_sessions
       GROUP BY user_id, session_date HAVING COUNT(*) > 1`,
    )
    .all() as { user_id: number; session_date: string }[];
  for (const { user_id, session_date } of doubles) {
    const sessions = db
      .prepare("SELECT * FROM trading_sessions WHERE user_id = ? AND session_date = ? ORDER BY id")
      .all(user_id, session_date) as Session[];
    mergeInto(db, sessions);
  }
  keepTotalsWithoutTrades(db);
  db.exec(`UPDATE trading_sessions SET (total_trades, total_profit_loss) = (
      SELECT COUNT(*), COALESCE(SUM(CAST(ROUND(profit_loss * ${SCALE}) AS INTEGER)), 0) / ${SCALE}.0
      FROM daily_trading_data WHERE session_id = trading_sessions.id)`);
  db.exec("CREATE UNIQUE INDEX session_day ON trading_sessions (user_id, session_date)");
  return doubles.length;
}

/** Dates written with a time ("2025-07-01 00:00:00") or not at all get the form that we look for. */
function normaliseDates(db: Db): void {
  db.exec(`UPDATE trading_sessions SET session_date =
      COALESCE(date(session_date), date(created_at), date('1970-01-01'))
    WHERE session_date IS NOT date(session_date)`);
}

function mergeInto(db: Db, sessions: readonly Session[]): void {
  const [kept, ...others] = sessions;
  if (kept === undefined) return;
  for (const { id } of others) {
    for (const table of ["daily_trading_data", "ai_mentor_reports"]) {
      db.prepare(`UPDATE ${table} SET session_id = ? WHERE session_id = ?`).run(kept.id, id);
    }
    db.prepare("DELETE FROM trading_sessions WHERE id = ?").run(id);
  }
  // Every mood of the day stays as a check-in; the session shows the last that says something.
  const checkin = db.prepare(
    "INSERT INTO mood_checkins (session_id, mood, created_at) VALUES (?, ?, ?)",
  );
  for (const session of sessions) {
    const at = session.created_at ?? `${session.session_date} 00:00:00`;
    if (session.emotions !== "netral") checkin.run(kept.id, session.emotions, at);
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
    `UPDATE trading_sessions SET emotions = ?, market_conditions = ?, personal_notes = ?,
       total_trades = ?, total_profit_loss = ? WHERE id = ?`,
  ).run(
    last("emotions", "netral"),
    last("market_conditions", "normal"),
    notes.join("\n"),
    sessions.reduce((sum, session) => sum + session.total_trades, 0),
    sessions.reduce((sum, session) => sum + Math.round(session.total_profit_loss * SCALE), 0) /
      SCALE,
    kept.id,
  );
}

/** A file from before trades were kept has totals only: they become a note, since totals are counted. */
function keepTotalsWithoutTrades(db: Db): void {
  db.exec(`UPDATE trading_sessions SET personal_notes =
      TRIM(COALESCE(personal_notes, '') || char(10) || 'Total dari berkas lama: '
        || total_trades || ' transaksi, hasil ' || printf('%.2f', total_profit_loss), char(10))
    WHERE (total_trades <> 0 OR total_profit_loss <> 0)
      AND NOT EXISTS (SELECT 1 FROM daily_trading_data t WHERE t.session_id = trading_sessions.id)`);
}
