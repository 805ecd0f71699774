/** schema.sql as version 6 of the journal had it. */
export const VERSION_6 = `
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  join_date DATETIME DEFAULT CURRENT_TIMESTAMP,
  currency TEXT NOT NULL DEFAULT 'USD',
  zone TEXT NOT NULL DEFAULT 'Asia/Jakarta',
  day_start TEXT NOT NULL DEFAULT '00:00',
  initial_balance REAL
);
CREATE TABLE bots (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  market TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'Dijeda',
  lot_size REAL NOT NULL DEFAULT 0.01,
  sl_pips INTEGER NOT NULL DEFAULT 100,
  tp_pips INTEGER NOT NULL DEFAULT 200,
  timeframe TEXT NOT NULL DEFAULT 'H1',
  check_interval_seconds INTEGER NOT NULL DEFAULT 60,
  strategy TEXT NOT NULL,
  strategy_params TEXT,
  magic TEXT
);
CREATE TABLE trading_sessions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_date DATE NOT NULL,
  user_id INTEGER DEFAULT 1,
  total_trades INTEGER NOT NULL DEFAULT 0,
  total_profit_loss REAL NOT NULL DEFAULT 0.0,
  emotions TEXT NOT NULL DEFAULT 'netral',
  market_conditions TEXT NOT NULL DEFAULT 'normal',
  personal_notes TEXT,
  risk_score INTEGER DEFAULT 5,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX session_day ON trading_sessions (user_id, session_date);
CREATE INDEX session_date ON trading_sessions (session_date, user_id);
CREATE TABLE daily_trading_data (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  bot_id INTEGER,
  symbol TEXT NOT NULL,
  entry_time DATETIME,
  exit_time DATETIME,
  profit_loss REAL NOT NULL,
  lot_size REAL NOT NULL,
  stop_loss_used BOOLEAN DEFAULT 0,
  take_profit_used BOOLEAN DEFAULT 0,
  risk_percent REAL,
  strategy_used TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  side TEXT,
  entry_price REAL,
  exit_price REAL,
  stop_loss REAL,
  take_profit REAL,
  commission REAL,
  swap REAL,
  ticket TEXT,
  account TEXT,
  tags TEXT,
  note TEXT,
  external_key TEXT,
  raw_symbol TEXT,
  fee REAL,
  exit_reason TEXT,
  parent_ticket TEXT,
  magic TEXT,
  comment TEXT,
  import_id INTEGER,
  approximate INTEGER,
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
CREATE INDEX trade_session ON daily_trading_data (session_id, profit_loss);
CREATE UNIQUE INDEX trade_external_key ON daily_trading_data (external_key)
  WHERE external_key IS NOT NULL;
CREATE INDEX trade_bot ON daily_trading_data (bot_id) WHERE bot_id IS NOT NULL;
CREATE TABLE ai_mentor_reports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  trading_patterns_analysis TEXT,
  emotional_analysis TEXT,
  risk_management_score INTEGER,
  recommendations TEXT,
  motivation_message TEXT,
  language TEXT DEFAULT 'bahasa_indonesia',
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  headline TEXT,
  stale INTEGER NOT NULL DEFAULT 0,
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
CREATE INDEX report_session ON ai_mentor_reports (session_id);
CREATE TABLE deleted_bots (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  market TEXT NOT NULL,
  lot_size REAL NOT NULL DEFAULT 0.01,
  sl_pips INTEGER NOT NULL DEFAULT 100,
  tp_pips INTEGER NOT NULL DEFAULT 200,
  timeframe TEXT NOT NULL DEFAULT 'H1',
  check_interval_seconds INTEGER NOT NULL DEFAULT 60,
  strategy TEXT NOT NULL,
  strategy_params TEXT,
  magic TEXT
);
CREATE VIEW all_bots AS
SELECT id, name, market, status, lot_size, sl_pips, tp_pips, timeframe, check_interval_seconds,
  strategy, strategy_params, magic
FROM bots
UNION ALL
SELECT id, name || ' (terhapus)', market, 'Terhapus', lot_size, sl_pips, tp_pips, timeframe,
  check_interval_seconds, strategy, strategy_params, magic
FROM deleted_bots WHERE id NOT IN (SELECT id FROM bots);
CREATE VIEW session_sums AS
SELECT session_id, scale,
  (SELECT COUNT(*) FROM daily_trading_data t WHERE t.session_id = s.session_id) AS trades,
  (SELECT COALESCE(SUM(CAST(ROUND(t.profit_loss * scale) AS INTEGER)), 0)
    FROM daily_trading_data t WHERE t.session_id = s.session_id) / scale AS total
FROM (
  SELECT s.id AS session_id,
    CASE WHEN u.currency IN ('IDR', 'JPY', 'KRW', 'VND') THEN 1e4 ELSE 1e8 END AS scale
  FROM trading_sessions s LEFT JOIN users u ON u.id = s.user_id) s;
CREATE TABLE mood_checkins (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  mood TEXT NOT NULL,
  note TEXT,
  created_at DATETIME NOT NULL,
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
CREATE INDEX mood_session ON mood_checkins (session_id);
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  server_zone TEXT,
  server TEXT,
  UNIQUE (user_id, name),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  account TEXT,
  counts TEXT NOT NULL,
  declared TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  operation_id INTEGER NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE TABLE cash_flows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  account TEXT,
  external_key TEXT NOT NULL UNIQUE,
  time DATETIME,
  kind TEXT NOT NULL,
  amount REAL NOT NULL,
  comment TEXT,
  import_id INTEGER,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX cash_user ON cash_flows (user_id);
CREATE TABLE open_positions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  account TEXT,
  external_key TEXT NOT NULL UNIQUE,
  ticket TEXT,
  symbol TEXT NOT NULL,
  raw_symbol TEXT,
  side TEXT,
  lot_size REAL,
  entry_time DATETIME,
  entry_price REAL,
  stop_loss REAL,
  take_profit REAL,
  floating REAL,
  magic TEXT,
  comment TEXT,
  import_id INTEGER,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX open_user ON open_positions (user_id);
CREATE TABLE deleted_trades (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  external_key TEXT NOT NULL UNIQUE,
  trade_id INTEGER NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX deleted_user ON deleted_trades (user_id);
CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  summary TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  undone_at DATETIME,
  user_id INTEGER,
  writer INTEGER,
  undone_by INTEGER
);
CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id NOT NULL,
  row_count INTEGER NOT NULL DEFAULT 1,
  before TEXT,
  after TEXT,
  FOREIGN KEY (operation_id) REFERENCES operations (id) ON DELETE CASCADE
);
CREATE INDEX change_operation ON changes (operation_id);
CREATE TABLE session_hands (
  session_id INTEGER PRIMARY KEY,
  trades INTEGER NOT NULL,
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
CREATE TABLE mentor_looks (
  user_id INTEGER NOT NULL,
  m INTEGER NOT NULL,
  last_date DATE NOT NULL,
  basis TEXT NOT NULL,
  result TEXT NOT NULL,
  PRIMARY KEY (user_id, m),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE promises (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  made_on DATE NOT NULL,
  action TEXT NOT NULL,
  params TEXT NOT NULL,
  text TEXT NOT NULL,
  closed_on DATE,
  closed_as TEXT,
  accepted_on DATE,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX promise_day ON promises (user_id, made_on);
CREATE TABLE rules (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  params TEXT NOT NULL,
  valid_from DATE NOT NULL,
  closed_on DATE,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX rule_day ON rules (user_id, valid_from);
CREATE TABLE appeals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  detector TEXT NOT NULL,
  trade_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
  FOREIGN KEY (trade_id) REFERENCES daily_trading_data (id) ON DELETE CASCADE
);
CREATE INDEX appeal_detector ON appeals (user_id, detector);
CREATE TABLE writer (ours INTEGER PRIMARY KEY);
CREATE TABLE session_aliases (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL,
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
CREATE VIEW origin_misplaced AS
SELECT t.id AS trade_id,
  COALESCE(s.session_date, date(t.created_at, 'localtime'), date('now', 'localtime')) AS day
FROM daily_trading_data t
LEFT JOIN session_aliases a ON a.id = t.session_id
LEFT JOIN trading_sessions s ON s.id = COALESCE(a.session_id, t.session_id)
WHERE s.id IS NOT t.session_id OR (s.user_id <> 1 AND t.bot_id IS NOT NULL
  AND t.entry_time IS NULL AND t.exit_time IS NULL);
CREATE TRIGGER origin_adds_trade AFTER INSERT ON daily_trading_data
WHEN NEW.import_id IS NULL AND NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT INTO deleted_bots (id, name, market, strategy)
    SELECT NEW.bot_id, 'Bot #' || NEW.bot_id, NEW.symbol, COALESCE(NEW.strategy_used, 'Unknown')
    WHERE NEW.bot_id IS NOT NULL AND NEW.bot_id NOT IN (SELECT id FROM bots)
      AND NEW.bot_id NOT IN (SELECT id FROM deleted_bots);
  UPDATE sqlite_sequence SET seq = NEW.bot_id WHERE name = 'bots' AND seq < NEW.bot_id;
  INSERT INTO trading_sessions (session_date, user_id, personal_notes)
    SELECT day, 1, '' FROM origin_misplaced WHERE trade_id = NEW.id
      AND day NOT IN (SELECT session_date FROM trading_sessions WHERE user_id = 1);
  UPDATE daily_trading_data SET session_id = (
      SELECT s.id FROM trading_sessions s JOIN origin_misplaced m ON m.day = s.session_date
      WHERE m.trade_id = NEW.id AND s.user_id = 1)
    WHERE id = NEW.id AND id IN (SELECT trade_id FROM origin_misplaced WHERE trade_id = NEW.id);
  UPDATE trading_sessions SET total_trades = total_trades
    WHERE id = (SELECT session_id FROM daily_trading_data WHERE id = NEW.id);
END;
CREATE TRIGGER origin_changes_trade AFTER UPDATE ON daily_trading_data
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  UPDATE trading_sessions SET total_trades = total_trades
    WHERE id IN (OLD.session_id, NEW.session_id);
END;
CREATE TRIGGER origin_deletes_trade AFTER DELETE ON daily_trading_data
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  UPDATE trading_sessions SET total_trades = total_trades WHERE id = OLD.session_id;
END;
CREATE TRIGGER origin_sets_totals AFTER UPDATE OF total_trades, total_profit_loss ON trading_sessions
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  UPDATE trading_sessions SET (total_trades, total_profit_loss) =
      (SELECT trades, total FROM session_sums WHERE session_id = NEW.id)
    WHERE id = NEW.id;
  INSERT OR REPLACE INTO session_hands (session_id, trades)
    SELECT NEW.id, COUNT(*) FROM daily_trading_data
    WHERE session_id = NEW.id AND bot_id IS NULL;
  UPDATE ai_mentor_reports SET stale = 1
    WHERE session_id = NEW.id AND headline IS NOT NULL AND stale = 0;
  DELETE FROM mentor_looks WHERE user_id = NEW.user_id AND last_date >= NEW.session_date;
END;
CREATE TRIGGER origin_adds_session AFTER INSERT ON trading_sessions
WHEN EXISTS (SELECT 1 FROM trading_sessions
  WHERE user_id = NEW.user_id AND session_date = NEW.session_date AND id <> NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'two sessions on one day') WHERE EXISTS (SELECT 1 FROM writer);
  DELETE FROM trading_sessions WHERE id = NEW.id;
  INSERT INTO session_aliases (id, session_id) SELECT NEW.id, id FROM trading_sessions
    WHERE user_id = NEW.user_id AND session_date = NEW.session_date;
  UPDATE trading_sessions SET
      emotions = CASE WHEN NEW.emotions = 'netral' THEN emotions ELSE NEW.emotions END,
      market_conditions = CASE WHEN NEW.market_conditions = 'normal' THEN market_conditions
        ELSE NEW.market_conditions END,
      personal_notes = COALESCE(NULLIF(NEW.personal_notes, ''), personal_notes)
    WHERE user_id = NEW.user_id AND session_date = NEW.session_date;
END;
CREATE TRIGGER origin_adds_mood AFTER INSERT ON trading_sessions
WHEN NEW.emotions <> 'netral' AND NOT EXISTS (SELECT 1 FROM writer)
  AND NOT EXISTS (SELECT 1 FROM trading_sessions
    WHERE user_id = NEW.user_id AND session_date = NEW.session_date AND id <> NEW.id)
BEGIN
  INSERT INTO mood_checkins (session_id, mood, created_at)
    VALUES (NEW.id, NEW.emotions, datetime('now'));
END;
CREATE TRIGGER origin_describes_day AFTER UPDATE OF emotions, market_conditions, personal_notes
ON trading_sessions
WHEN NEW.user_id = 1 AND NOT EXISTS (SELECT 1 FROM writer)
  AND (NEW.emotions <> OLD.emotions OR NEW.market_conditions <> OLD.market_conditions
    OR NEW.personal_notes IS NOT OLD.personal_notes)
BEGIN
  INSERT INTO mood_checkins (session_id, mood, created_at)
    SELECT NEW.id, NEW.emotions, datetime('now') WHERE NEW.emotions <> OLD.emotions;
  UPDATE trading_sessions SET personal_notes =
      CASE WHEN instr(OLD.personal_notes, COALESCE(TRIM(NEW.personal_notes), '')) > 0
        THEN OLD.personal_notes ELSE OLD.personal_notes || char(10) || NEW.personal_notes END
    WHERE id = NEW.id AND OLD.personal_notes <> ''
      AND instr(COALESCE(NEW.personal_notes, ''), OLD.personal_notes) = 0;
  UPDATE ai_mentor_reports SET stale = 1
    WHERE session_id = NEW.id AND headline IS NOT NULL AND stale = 0;
END;
CREATE TRIGGER origin_describes_others AFTER UPDATE OF emotions, market_conditions, personal_notes
ON trading_sessions
WHEN NEW.user_id <> 1 AND NOT EXISTS (SELECT 1 FROM writer)
  AND (NEW.emotions <> OLD.emotions OR NEW.market_conditions <> OLD.market_conditions
    OR NEW.personal_notes IS NOT OLD.personal_notes)
BEGIN
  UPDATE trading_sessions SET emotions = OLD.emotions,
      market_conditions = OLD.market_conditions, personal_notes = OLD.personal_notes
    WHERE id = NEW.id;
  INSERT INTO trading_sessions (session_date, user_id, emotions, personal_notes)
    SELECT NEW.session_date, 1, NEW.emotions, NEW.personal_notes
    WHERE NEW.session_date NOT IN (SELECT session_date FROM trading_sessions WHERE user_id = 1);
END;
CREATE TRIGGER origin_adds_report AFTER INSERT ON ai_mentor_reports
WHEN NEW.session_id IN (SELECT id FROM session_aliases) AND NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  UPDATE ai_mentor_reports
    SET session_id = (SELECT session_id FROM session_aliases WHERE id = NEW.session_id)
    WHERE id = NEW.id;
END;
CREATE TRIGGER origin_adds_bot AFTER INSERT ON bots
WHEN NEW.magic IS NULL AND NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  UPDATE bots SET magic = CAST(NEW.id AS TEXT) WHERE id = NEW.id;
END;
CREATE TRIGGER origin_deletes_bot AFTER DELETE ON bots
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR REPLACE INTO deleted_bots (id, name, market, lot_size, sl_pips, tp_pips, timeframe,
      check_interval_seconds, strategy, strategy_params, magic)
    VALUES (OLD.id, OLD.name, OLD.market, OLD.lot_size, OLD.sl_pips, OLD.tp_pips, OLD.timeframe,
      OLD.check_interval_seconds, OLD.strategy, OLD.strategy_params, OLD.magic);
END;
`;
