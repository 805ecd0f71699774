import Database from "better-sqlite3";

/** The tables of QuantumBotX's bots.db, column by column, as its set-up makes them. */
const TABLES: Record<string, string[]> = {
  users: [
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "name TEXT NOT NULL",
    "email TEXT NOT NULL UNIQUE",
    "password_hash TEXT NOT NULL",
    "join_date DATETIME DEFAULT CURRENT_TIMESTAMP",
  ],
  bots: [
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "name TEXT NOT NULL",
    "market TEXT NOT NULL",
    "status TEXT NOT NULL DEFAULT 'Dijeda'",
    "lot_size REAL NOT NULL DEFAULT 0.01",
    "sl_pips INTEGER NOT NULL DEFAULT 100",
    "tp_pips INTEGER NOT NULL DEFAULT 200",
    "timeframe TEXT NOT NULL DEFAULT 'H1'",
    "check_interval_seconds INTEGER NOT NULL DEFAULT 60",
    "strategy TEXT NOT NULL",
    "strategy_params TEXT",
  ],
  trade_history: [
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "bot_id INTEGER NOT NULL",
    "timestamp DATETIME DEFAULT CURRENT_TIMESTAMP",
    "action TEXT NOT NULL",
    "details TEXT",
    "is_notification INTEGER NOT NULL DEFAULT 0",
    "is_read INTEGER NOT NULL DEFAULT 0",
    "FOREIGN KEY (bot_id) REFERENCES bots (id) ON DELETE CASCADE",
  ],
  backtest_results: [
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "timestamp DATETIME DEFAULT CURRENT_TIMESTAMP",
    "strategy_name TEXT NOT NULL",
    "total_profit_usd REAL NOT NULL",
    "trade_log TEXT",
  ],
  trading_sessions: [
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "session_date DATE NOT NULL",
    "user_id INTEGER DEFAULT 1",
    "total_trades INTEGER NOT NULL DEFAULT 0",
    "total_profit_loss REAL NOT NULL DEFAULT 0.0",
    "emotions TEXT NOT NULL DEFAULT 'netral'",
    "market_conditions TEXT NOT NULL DEFAULT 'normal'",
    "personal_notes TEXT",
    "risk_score INTEGER DEFAULT 5",
    "created_at DATETIME DEFAULT CURRENT_TIMESTAMP",
    "FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE",
  ],
  ai_mentor_reports: [
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "session_id INTEGER NOT NULL",
    "trading_patterns_analysis TEXT",
    "emotional_analysis TEXT",
    "risk_management_score INTEGER",
    "recommendations TEXT",
    "motivation_message TEXT",
    "language TEXT DEFAULT 'bahasa_indonesia'",
    "created_at DATETIME DEFAULT CURRENT_TIMESTAMP",
    "FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE",
  ],
  daily_trading_data: [
    "id INTEGER PRIMARY KEY AUTOINCREMENT",
    "session_id INTEGER NOT NULL",
    "bot_id INTEGER NOT NULL",
    "symbol TEXT NOT NULL",
    "entry_time DATETIME",
    "exit_time DATETIME",
    "profit_loss REAL NOT NULL",
    "lot_size REAL NOT NULL",
    "stop_loss_used BOOLEAN DEFAULT 0",
    "take_profit_used BOOLEAN DEFAULT 0",
    "risk_percent REAL",
    "strategy_used TEXT",
    "created_at DATETIME DEFAULT CURRENT_TIMESTAMP",
    "FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE",
    "FOREIGN KEY (bot_id) REFERENCES bots (id) ON DELETE CASCADE",
  ],
};

/** The tables that a journal shares with the origin. */
export const SHARED = [
  "users",
  "bots",
  "trading_sessions",
  "daily_trading_data",
  "ai_mentor_reports",
];

/** Statements of the origin's own code, which must go on working on an upgraded file. */
export const SAYS = {
  findSession: "SELECT id FROM trading_sessions WHERE session_date = ?",
  addBot: `INSERT INTO bots (name, market, lot_size, sl_pips, tp_pips, timeframe,
    check_interval_seconds, strategy, strategy_params, status)
    VALUES (?, 'XAUUSD', 0.01, 100, 200, 'H1', 60, 'RSI', '{}', 'Dijeda')`,
  deleteBot: "DELETE FROM bots WHERE id = ?",
  addSession: `INSERT INTO trading_sessions
    (session_date, emotions, market_conditions, personal_notes) VALUES (?, ?, ?, ?)`,
  addTrade: `INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size,
    stop_loss_used, take_profit_used, risk_percent, strategy_used) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  addToTotals: `UPDATE trading_sessions SET total_trades = total_trades + 1,
    total_profit_loss = total_profit_loss + ? WHERE id = ?`,
  readSession: `SELECT id, total_trades, total_profit_loss, emotions, market_conditions,
    personal_notes, risk_score FROM trading_sessions WHERE session_date = ?`,
  readTrades: `SELECT symbol, profit_loss, lot_size, stop_loss_used, take_profit_used,
    risk_percent, strategy_used FROM daily_trading_data WHERE session_id = ?`,
  addReport: `INSERT INTO ai_mentor_reports (session_id, trading_patterns_analysis,
    emotional_analysis, risk_management_score, recommendations, motivation_message)
    VALUES (?, ?, ?, ?, ?, ?)`,
  setMood: "UPDATE trading_sessions SET emotions = ?, personal_notes = ? WHERE session_date = ?",
  readRecent: `SELECT s.session_date, s.total_trades, s.total_profit_loss, s.emotions,
    r.motivation_message FROM trading_sessions s
    LEFT JOIN ai_mentor_reports r ON s.id = r.session_id ORDER BY s.session_date DESC LIMIT ?`,
};

export type Db = Database.Database;

/**
 * Makes a bots.db; `without` names tables ("daily_trading_data") or columns
 * ("trading_sessions.total_trades") that a file of that age did not have yet.
 */
export function makeOrigin(file: string, without: string[], fill: (db: Db) => void): void {
  const db = new Database(file);
  // As in the origin, whose connections never ask for foreign keys.
  db.pragma("foreign_keys = OFF");
  for (const [table, columns] of Object.entries(TABLES)) {
    if (without.includes(table)) continue;
    const kept = columns.filter((text) => !without.includes(`${table}.${text.split(" ")[0]}`));
    db.exec(`CREATE TABLE ${table} (\n  ${kept.join(",\n  ")}\n)`);
  }
  if (!without.includes("users")) {
    db.exec(`INSERT INTO users (name, email, password_hash)
      VALUES ('Admin User', 'admin@quantumbotx.com', 'scrypt:32768:8:1$x$y')`);
  }
  fill(db);
  db.close();
}

/** Days, trades, bots and a report as the origin leaves them; needs the current tables. */
export function fillUsual(db: Db): void {
  db.exec(`INSERT INTO bots (name, market, strategy, strategy_params) VALUES
    ('Emas', 'XAUUSD', 'QUANTUMBOTX_HYBRID', '{"adx": 25}'), ('Euro', 'EURUSD', 'MA_CROSSOVER', NULL)`);
  db.exec("INSERT INTO trade_history (bot_id, action, details) VALUES (1, 'OPEN BUY', 'tiket 5')");
  db.exec(`INSERT INTO backtest_results (strategy_name, total_profit_usd, trade_log)
    VALUES ('MA_CROSSOVER', 12.5, '[]')`);
  db.prepare(SAYS.addSession).run(
    "2025-07-01",
    "tenang",
    "trending",
    "hari 'pertama' 📈\nbaris dua",
  );
  db.prepare(SAYS.addSession).run("2025-07-02", "netral", "normal", null);
  for (const profit of [0.1, 0.2, -0.3, 45.5]) {
    db.prepare(SAYS.addTrade).run(1, 1, "XAUUSD", profit, 0.01, 1, 0, 1.5, "QUANTUMBOTX_HYBRID");
    db.prepare(SAYS.addToTotals).run(profit, 1);
  }
  db.prepare(SAYS.addTrade).run(2, 2, "EURUSD", -7.25, 0.1, 0, 0, null, null);
  db.prepare(SAYS.addToTotals).run(-7.25, 2);
  db.prepare(SAYS.addReport).run(1, "{'pola': 1}", "tenang", 7, "- jaga lot", "Semangat!");
}

/** What another program may have put into a file: columns of every kind, and tables of its own. */
export const OTHERS = `
  ALTER TABLE bots ADD COLUMN enable_strategy_switching INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE bots ADD COLUMN magic INTEGER;
  ALTER TABLE bots ADD COLUMN "nama panjang" TEXT COLLATE NOCASE DEFAULT 'it''s';
  ALTER TABLE daily_trading_data ADD COLUMN swapped_at DATETIME DEFAULT NULL;
  ALTER TABLE bots ADD COLUMN picture BLOB;
  UPDATE bots SET enable_strategy_switching = 1, magic = 4711, "nama panjang" = 'Emas 24 jam'
    WHERE id = 1;
  UPDATE bots SET picture = x'00ff' WHERE id = 2;
  CREATE TABLE "strategy log" (bot_id REFERENCES bots (id), "order" BLOB, at DATETIME, n INTEGER);
  INSERT INTO "strategy log" VALUES (1, x'0102', '2025-07-01T10:00:00Z', 9007199254740993),
    (99, NULL, '2025-07-01 10:00:00', -1), (99, 'teks', NULL, 2.5);
  CREATE TABLE pairs (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
  INSERT INTO pairs VALUES ('x', 'y');
  CREATE INDEX by_market ON bots (market);
  CREATE TABLE bot_log (line TEXT);
  CREATE TRIGGER note_bot AFTER UPDATE OF status ON bots
    BEGIN INSERT INTO bot_log VALUES (NEW.name); END;
`;
