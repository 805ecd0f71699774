/** The schema of version 4, as released in 0.1.0. */
export const VERSION_4 = `
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
CREATE UNIQUE INDEX session_day ON trading_sessions (user_id, session_date);
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
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE,
  FOREIGN KEY (bot_id) REFERENCES bots (id) ON DELETE CASCADE
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
CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  summary TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  undone_at DATETIME
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
`;
