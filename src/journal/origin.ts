import { utcText } from "../base/time.ts";
import type { Session } from "../model.ts";
import type { Clock, Db } from "./store.ts";
import { recount } from "./totals.ts";

/** Same scale as the origin's money: QuantumBotX knows no currency but the account's dollars. */
const SCALE = 1e8;

/**
 * Makes one session of all that a user has on one day, loses nothing of them, recounts every
 * total, and restores the rule that a day has one session. Returns how many days were merged.
 */
function mergeDoubleDays(db: Db): number {
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
  db.exec(recount(SCALE));
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

/**
 * The origin's tables with, for each column, what a row gets where the old file has no such column
 * or has NULL in it (SQL). Rows are copied by name, so that a file of any age of the origin fits.
 */
const TABLES: Record<string, Record<string, string>> = {
  users: { id: "NULL", name: "'utama'", email: "NULL", password_hash: "''", join_date: "NULL" },
  bots: {
    id: "NULL",
    name: "'Bot'",
    market: "'?'",
    status: "'Dijeda'",
    lot_size: "0.01",
    sl_pips: "100",
    tp_pips: "200",
    timeframe: "'H1'",
    check_interval_seconds: "60",
    strategy: "'Unknown'",
    strategy_params: "NULL",
  },
  trading_sessions: {
    id: "NULL",
    session_date: "NULL",
    user_id: "1",
    total_trades: "0",
    total_profit_loss: "0.0",
    emotions: "'netral'",
    market_conditions: "'normal'",
    personal_notes: "NULL",
    risk_score: "5",
    created_at: "NULL",
  },
  daily_trading_data: {
    id: "NULL",
    session_id: "NULL",
    bot_id: "NULL",
    symbol: "'?'",
    entry_time: "NULL",
    exit_time: "NULL",
    profit_loss: "0.0",
    lot_size: "0.0",
    stop_loss_used: "0",
    take_profit_used: "0",
    risk_percent: "1.0",
    strategy_used: "'Unknown'",
    created_at: "NULL",
  },
  ai_mentor_reports: {
    id: "NULL",
    session_id: "NULL",
    trading_patterns_analysis: "NULL",
    emotional_analysis: "NULL",
    risk_management_score: "NULL",
    recommendations: "NULL",
    motivation_message: "NULL",
    language: "'bahasa_indonesia'",
    created_at: "NULL",
  },
};

/** Columns whose NULL means something and stays; for the others NULL gets the fallback. */
const NULL_STAYS = new Set(["risk_percent", "strategy_used"]);

/** Names of a table's columns; none for a table that is not there. */
export function columnsOf(db: Db, table: string): Set<string> {
  const names = db.prepare("SELECT name FROM pragma_table_info(?)").pluck().all(table);
  return new Set(names as string[]);
}

/** Whether this is QuantumBotX's bots.db, of any age: by its tables, never by its name. */
export function recogniseOrigin(db: Db): boolean {
  const bots = columnsOf(db, "bots");
  if (bots.has("market") && bots.has("sl_pips") && bots.has("strategy")) return true;
  const sessions = columnsOf(db, "trading_sessions");
  return sessions.has("session_date") && sessions.has("emotions");
}

/**
 * Rebuilds the origin's tables in the current schema inside the caller's transaction: every row is
 * kept with its id, two sessions of one day become one, and what the origin left dangling gets an
 * owner. Tables that are not ours (trade_history, ...) are left as they are.
 */
export function upgradeOrigin(db: Db, schema: string, clock: Clock) {
  const old = new Map<string, Set<string>>();
  for (const table of Object.keys(TABLES)) {
    const columns = columnsOf(db, table);
    if (columns.size === 0) continue;
    old.set(table, columns);
    db.exec(`ALTER TABLE ${table} RENAME TO old_${table}`);
  }
  // Indices and triggers move along with a renamed table and would stand in the way of ours.
  dropAttachments(db);
  db.exec(schema);
  // `mergeDoubleDays` makes it again; until then the file may hold two sessions of one day.
  db.exec("DROP INDEX session_day");
  for (const [table, columns] of old) copyRows(db, table, columns);
  ensureFirstProfile(db, clock);
  const placeholder_bots = adoptOrphans(db, clock);
  // The origin gives its orders the bot's number as their magic number.
  db.exec("UPDATE bots SET magic = CAST(id AS TEXT)");
  const merged_days = mergeDoubleDays(db);
  for (const table of old.keys()) db.exec(`DROP TABLE old_${table}`);
  return { merged_days, placeholder_bots };
}

/** Drops the indices and triggers of tables named old_*. */
export function dropAttachments(db: Db): void {
  const attached = db
    .prepare(
      `SELECT type, name FROM sqlite_master
       WHERE type IN ('index', 'trigger') AND tbl_name LIKE 'old\\_%' ESCAPE '\\' AND sql IS NOT NULL`,
    )
    .all() as { type: string; name: string }[];
  for (const { type, name } of attached) db.exec(`DROP ${type} "${name.replaceAll('"', '""')}"`);
}

function copyRows(db: Db, table: string, columns: Set<string>): void {
  const wanted = Object.entries(TABLES[table] as Record<string, string>);
  const values = wanted.map(([name, fallback]) => {
    if (!columns.has(name)) return fallback;
    return NULL_STAYS.has(name) || fallback === "NULL" ? name : `COALESCE(${name}, ${fallback})`;
  });
  const names = wanted.map(([name]) => name).join(", ");
  db.exec(`INSERT INTO ${table} (${names}) SELECT ${values.join(", ")} FROM old_${table}`);
  keepSequence(db, table);
}

/** A number that was given once is never given again, also when its row is gone. */
export function keepSequence(db: Db, table: string): void {
  db.prepare(
    `INSERT INTO sqlite_sequence (name, seq)
     SELECT @table, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = @table)`,
  ).run({ table });
  db.prepare(
    `UPDATE sqlite_sequence SET seq = MAX(seq, COALESCE(
       (SELECT seq FROM sqlite_sequence WHERE name = ?), 0)) WHERE name = ?`,
  ).run(`old_${table}`, table);
}

function ensureFirstProfile(db: Db, clock: Clock): void {
  db.prepare(
    `INSERT OR IGNORE INTO users (id, name, email, password_hash)
     VALUES (1, 'utama', 'utama-1@jurnal.invalid', '')`,
  ).run();
  db.prepare("UPDATE users SET zone = ?").run(clock.machineZone());
}

/** Gives rows an owner whose own the origin lost; returns how many bots had to be made up. */
function adoptOrphans(db: Db, clock: Clock): number {
  const now = utcText(clock.now());
  db.exec(`UPDATE trading_sessions SET user_id = 1
    WHERE user_id IS NULL OR user_id NOT IN (SELECT id FROM users)`);
  const lostSessions = db
    .prepare(
      `SELECT DISTINCT t.session_id AS id, date(COALESCE(t.exit_time, t.created_at, @now)) AS day
       FROM daily_trading_data t LEFT JOIN trading_sessions s ON s.id = t.session_id
       WHERE s.id IS NULL GROUP BY t.session_id`,
    )
    .all({ now }) as { id: number; day: string | null }[];
  for (const { id, day } of lostSessions) {
    db.prepare(
      "INSERT INTO trading_sessions (id, session_date, personal_notes) VALUES (?, ?, '')",
    ).run(id, day ?? now.slice(0, 10));
  }
  // A report without its day says nothing that could still be read.
  db.exec(
    "DELETE FROM ai_mentor_reports WHERE session_id NOT IN (SELECT id FROM trading_sessions)",
  );
  return db
    .prepare(
      `INSERT INTO bots (id, name, market, strategy)
       SELECT bot_id, 'Bot #' || bot_id || ' (terhapus)', MIN(symbol),
         COALESCE(MIN(strategy_used), 'Unknown')
       FROM daily_trading_data
       WHERE bot_id IS NOT NULL AND bot_id NOT IN (SELECT id FROM bots) GROUP BY bot_id`,
    )
    .run().changes;
}
