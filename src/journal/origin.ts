import { heal } from "./health/heal.ts";
import type { Clock, Db, Healed } from "./store.ts";
import { carryColumns, columnsOf, endAside, keepSequence, quoted, setAside } from "./tables.ts";

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

/** The tables that a journal shares with QuantumBotX. */
export const SHARED_TABLES: readonly string[] = Object.keys(TABLES);

/** Columns whose NULL means something and stays; for the others NULL gets the fallback. */
const NULL_STAYS = new Set(["risk_percent", "strategy_used"]);

/** Whether this is QuantumBotX's bots.db, of any age: by its tables, never by its name. */
export function recogniseOrigin(db: Db): boolean {
  const bots = columnsOf(db, "bots");
  if (bots.has("market") && bots.has("sl_pips") && bots.has("strategy")) return true;
  const sessions = columnsOf(db, "trading_sessions");
  return sessions.has("session_date") && sessions.has("emotions");
}

/**
 * Brings bots.db to our schema inside the caller's transaction: its
 * tables become ours with all their rows under their numbers and the columns that we do not know,
 * two sessions of a day become one, and a bot, a session or a user that was deleted without its
 * rows gets a stand-in. Tables that are not ours (trade_history, ...) are left as they are.
 */
export function upgradeOrigin(
  db: Db,
  schema: { tables: string; triggers: string },
  clock: Clock,
): Healed {
  const old = setAside(db, SHARED_TABLES);
  db.exec(schema.tables);
  for (const table of old.tables) copyRows(db, table);
  ensureFirstProfile(db, clock);
  keepTotalsWithoutTrades(db);
  const healed = heal(db, clock.now());
  // The origin gives its orders the bot's number as their magic number.
  db.exec("UPDATE bots SET magic = CAST(id AS TEXT)");
  db.exec(schema.triggers);
  endAside(db, old);
  return healed;
}

function copyRows(db: Db, table: string): void {
  const columns = columnsOf(db, `old_${table}`);
  const wanted = Object.entries(TABLES[table] as Record<string, string>);
  const values = wanted.map(([name, fallback]) => {
    if (!columns.has(name)) return fallback;
    return NULL_STAYS.has(name) || fallback === "NULL" ? name : `COALESCE(${name}, ${fallback})`;
  });
  const carried = carryColumns(db, table, new Set(wanted.map(([name]) => name)));
  const names = [...wanted.map(([name]) => name), ...carried.map(([, now]) => quoted(now))];
  const all = [...values, ...carried.map(([name]) => quoted(name))];
  db.exec(`INSERT INTO ${table} (${names.join(", ")}) SELECT ${all.join(", ")} FROM old_${table}`);
  keepSequence(db, table);
}

function ensureFirstProfile(db: Db, clock: Clock): void {
  db.prepare(
    `INSERT OR IGNORE INTO users (id, name, email, password_hash)
     VALUES (1, 'utama', 'utama-1@jurnal.invalid', '')`,
  ).run();
  db.prepare("UPDATE users SET zone = ?").run(clock.machineZone());
}
