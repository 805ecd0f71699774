-- The whole current schema of a journal: one SQLite file. src/journal/migrate.ts creates a new
-- journal from this text and brings every older or foreign file to exactly this shape.
--
-- The first five tables keep the names, types and defaults of QuantumBotX (bots.db), so that its
-- own statements go on working here. Columns below a line "-- ours" are additions: all of them
-- nullable or with a default, because the origin's INSERTs do not name them.
--
-- Times are UTC, "YYYY-MM-DD HH:MM:SS". Money is REAL as in the origin; every sum is made in
-- integer units (src/journal/totals.ts), never by adding REALs.

CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  join_date DATETIME DEFAULT CURRENT_TIMESTAMP,
  -- ours: a row is a profile, with one currency and one idea of where a day begins
  currency TEXT NOT NULL DEFAULT 'USD',
  zone TEXT NOT NULL DEFAULT 'Asia/Jakarta',   -- IANA name or "+07:00"
  day_start TEXT NOT NULL DEFAULT '00:00',     -- local time at which a trading day begins
  -- What there was when the journal's first trade was opened; cash flows up to then are in it
  -- already, later ones are added. NULL: unknown; then a deposit before the first trade tells it,
  -- else nothing in percent of the balance is said.
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
  -- ours
  magic TEXT                            -- number its orders carry in MetaTrader; the origin: its id
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
  bot_id INTEGER,                       -- NULL: traded by hand (NOT NULL in the origin)
  symbol TEXT NOT NULL,
  entry_time DATETIME,
  exit_time DATETIME,
  profit_loss REAL NOT NULL,            -- net: profit + commission + swap + fee
  lot_size REAL NOT NULL,               -- 0: unknown, the origin has no other way to say so
  stop_loss_used BOOLEAN DEFAULT 0,     -- NULL: nobody said
  take_profit_used BOOLEAN DEFAULT 0,   -- NULL: nobody said
  risk_percent REAL,
  strategy_used TEXT,
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  -- ours
  side TEXT,                            -- buy, sell
  entry_price REAL,
  exit_price REAL,
  stop_loss REAL,                       -- price
  take_profit REAL,                     -- price
  commission REAL,                      -- signed, part of profit_loss
  swap REAL,                            -- signed, part of profit_loss
  ticket TEXT,
  account TEXT,
  tags TEXT,                            -- words between single spaces
  note TEXT,
  external_key TEXT,                    -- what makes this trade the same trade: profile|account|ticket,
                                        -- without a ticket profile|account|#hash of the row:occurrence
  raw_symbol TEXT,                      -- as the broker writes it; symbol is the normal name
  fee REAL,                             -- signed, part of profit_loss; taxes too
  exit_reason TEXT,                     -- sl, tp, stop-out, manual, expert, end-of-test
  parent_ticket TEXT,                   -- partial close: the ticket it was split from
  magic TEXT,                           -- number of the expert that opened it
  comment TEXT,                         -- the broker's, not the trader's note
  import_id INTEGER,                    -- the import that brought it, or last wrote it
  approximate INTEGER,                  -- 1: the source does not know entry or result exactly
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE,
  FOREIGN KEY (bot_id) REFERENCES bots (id) ON DELETE CASCADE
);
-- Also covers the totals of a session.
CREATE INDEX trade_session ON daily_trading_data (session_id, profit_loss);
CREATE UNIQUE INDEX trade_external_key ON daily_trading_data (external_key)
  WHERE external_key IS NOT NULL;
CREATE INDEX trade_bot ON daily_trading_data (bot_id) WHERE bot_id IS NOT NULL;

CREATE TABLE ai_mentor_reports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  trading_patterns_analysis TEXT,       -- JSON
  emotional_analysis TEXT,              -- JSON
  risk_management_score INTEGER,
  recommendations TEXT,                 -- JSON
  motivation_message TEXT,
  language TEXT DEFAULT 'bahasa_indonesia',
  created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
  -- ours
  headline TEXT,                        -- the one line shown in the history
  stale INTEGER NOT NULL DEFAULT 0,     -- 1: the day has changed since this was written
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
CREATE INDEX report_session ON ai_mentor_reports (session_id);

-- Ours from here on.

-- How the trader felt, and when: a mood noted before a trade is a different thing from one after.
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

-- Accounts at brokers. A server writes its own wall clock without a zone: it is kept here.
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  name TEXT NOT NULL,                   -- '' for files that name no account
  server_zone TEXT,                     -- IANA name or "+03:00"; NULL: no file needed one yet
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
  counts TEXT NOT NULL,                 -- JSON: added, known, completed, changed, skipped, ...
  declared TEXT NOT NULL,               -- JSON: what the file says its totals are, and ours
  created_at DATETIME NOT NULL,
  operation_id INTEGER NOT NULL,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- Deposits, withdrawals and the broker's own bookings: for the balance, never trades.
CREATE TABLE cash_flows (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  account TEXT,
  external_key TEXT NOT NULL UNIQUE,
  time DATETIME,
  kind TEXT NOT NULL,                   -- deposit, withdrawal, credit, correction, other
  amount REAL NOT NULL,                 -- signed
  comment TEXT,
  import_id INTEGER,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX cash_user ON cash_flows (user_id);

-- Positions that were still open when the statement was made; the closed trade takes their place.
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
  floating REAL,                        -- result when the statement was made
  magic TEXT,
  comment TEXT,
  import_id INTEGER,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX open_user ON open_positions (user_id);

-- What the user did, one row a command; `jurnal undo` takes back the last one not yet undone.
CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,                   -- trade.log, mood.set, ...
  summary TEXT NOT NULL,                -- Indonesian, shown by undo
  created_at DATETIME NOT NULL,
  undone_at DATETIME
);

-- What each operation did to the rows, as JSON images. A bulk insert leaves one row for
-- `row_count` consecutive ids and no image: each row is its own after image until a later change
-- keeps it as that change's before image.
CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id NOT NULL,                      -- id, or the key of a setting
  row_count INTEGER NOT NULL DEFAULT 1,
  before TEXT,                          -- NULL: the row did not exist
  after TEXT,                           -- NULL: the row is gone (or see above)
  FOREIGN KEY (operation_id) REFERENCES operations (id) ON DELETE CASCADE
);
CREATE INDEX change_operation ON changes (operation_id);

-- The mentor's memory.

-- Trades by hand of a session; sessions without any have no row. The mentor looks for habits when
-- their number over all days reaches certain marks.
CREATE TABLE session_hands (
  session_id INTEGER PRIMARY KEY,
  trades INTEGER NOT NULL,
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);

-- Looks for habits that were made, so that they are not made again. A row goes when a day that it
-- saw changes.
CREATE TABLE mentor_looks (
  user_id INTEGER NOT NULL,
  m INTEGER NOT NULL,                   -- how many trades by hand there were
  last_date DATE NOT NULL,              -- day of the m-th
  basis TEXT NOT NULL,                  -- settings it was made with
  result TEXT NOT NULL,                 -- JSON
  PRIMARY KEY (user_id, m),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) WITHOUT ROWID;

-- If-then actions taken on by the report of a day or by hand, followed up by later reports.
CREATE TABLE promises (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  made_on DATE NOT NULL,
  action TEXT NOT NULL,                 -- the action's id
  params TEXT NOT NULL,                 -- JSON
  text TEXT NOT NULL,                   -- the plan in words
  closed_on DATE,                       -- NULL: open
  closed_as TEXT,                       -- retired, shrunk, dropped, replaced
  accepted_on DATE,                     -- the trader said yes to it; NULL: the report took it on
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX promise_day ON promises (user_id, made_on);

-- The trader's own rules. A day is judged by those that held when it ended and those dropped on it,
-- so that a change of the rules never changes an earlier day, nor undoes what was broken today.
CREATE TABLE rules (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  kind TEXT NOT NULL,                   -- max-daily-loss, max-trades, stop-required, hours, ...
  params TEXT NOT NULL,                 -- JSON
  valid_from DATE NOT NULL,             -- the first day it holds
  closed_on DATE,                       -- the day it was dropped or replaced; NULL: in force
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX rule_day ON rules (user_id, valid_from);

-- Trades that a detector must leave out for good: the trader appealed.
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
