-- The whole current schema of a journal: one SQLite file. src/journal/upgrade.ts creates a new
-- journal from this text and brings every older or foreign file to exactly this shape; columns,
-- tables, indexes and triggers of others in it stay beside ours.
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
  -- ours: what parts of positions that ended on other days brought here, less what those that
  -- ended here had brought elsewhere; in the total
  shifted REAL NOT NULL DEFAULT 0.0,
  market_said INTEGER NOT NULL DEFAULT 0,  -- 1: the market was given, also where it is 'normal'
  body TEXT,                               -- segar, biasa, capek, ngantuk
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
-- One session per profile and day. No index says so but `origin_adds_session` below: it must not
-- fail where two bots of the origin make the first trade of a day together.
CREATE INDEX session_day ON trading_sessions (user_id, session_date);
-- For the origin, which asks for a date alone: it finds the day of profile 1 before any other.
CREATE INDEX session_date ON trading_sessions (session_date, user_id);
CREATE INDEX session_shifted ON trading_sessions (id) WHERE shifted <> 0;

CREATE TABLE daily_trading_data (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  bot_id INTEGER,                       -- of all_bots; NULL: by hand (NOT NULL in the origin)
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
  partial_closes TEXT,                  -- JSON: parts closed before the last one (src/trade/parts.ts)
  timeframe TEXT,                       -- of the chart it was decided on: M15, H4, ...
  mood TEXT,                            -- the trader's at this trade, in the words of the check-ins
  confidence INTEGER,                   -- 1 to 5
  mistakes TEXT,                        -- words between single spaces (src/base/mistakes.ts)
  links TEXT,                           -- lines: a URL or a file each
  plan_id INTEGER,                      -- the plan that it was made by; 0: none, the trader said so
  first_stop REAL,                      -- the first stop known, where stop_loss is a later one
  -- None for bot_id: the origin deletes bots and leaves their trades, which stay that bot's.
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
-- Also covers the totals of a session.
CREATE INDEX trade_session ON daily_trading_data (session_id, profit_loss);
CREATE UNIQUE INDEX trade_external_key ON daily_trading_data (external_key)
  WHERE external_key IS NOT NULL;
CREATE INDEX trade_bot ON daily_trading_data (bot_id) WHERE bot_id IS NOT NULL;
CREATE INDEX trade_plan ON daily_trading_data (plan_id) WHERE plan_id IS NOT NULL;
CREATE INDEX trade_parts ON daily_trading_data (id) WHERE partial_closes IS NOT NULL;
-- Whether anything can be said in R is asked first: of a bot's million trades nothing can.
CREATE INDEX trade_planned ON daily_trading_data (id) WHERE stop_loss > 0 OR risk_percent > 0;

-- What parts of positions brought on other days than that on which the position ended. One that
-- ends with its day missing counts where the position ended, so that no money is lost. CROSS JOIN
-- keeps the order: the planner would look through all days of the profile for each position.
CREATE VIEW early_results AS
SELECT t.id AS trade_id, t.bot_id, t.account, t.symbol,
  e.id AS end_session, e.session_date AS end_date, d.id AS session_id, d.session_date,
  json_extract(p.value, '$.profit_loss') AS profit_loss,
  json_extract(p.value, '$.commission') AS commission,
  json_extract(p.value, '$.swap') AS swap,
  json_extract(p.value, '$.fee') AS fee
FROM daily_trading_data t
JOIN trading_sessions e ON e.id = t.session_id
CROSS JOIN json_each(t.partial_closes) p
CROSS JOIN trading_sessions d ON d.user_id = e.user_id
  AND d.session_date = json_extract(p.value, '$.date') AND d.id <> e.id
WHERE t.partial_closes IS NOT NULL;

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
  headline TEXT,                        -- the one line shown in the history; NULL: the origin's report
  stale INTEGER NOT NULL DEFAULT 0,     -- 1: the day has changed since this was written
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);
CREATE INDEX report_session ON ai_mentor_reports (session_id);

-- Ours from here on.

-- Bots that the origin has deleted: their trades are here, and a name is needed for them.
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

-- Every bot that a trade may be of.
CREATE VIEW all_bots AS
SELECT id, name, market, status, lot_size, sl_pips, tp_pips, timeframe, check_interval_seconds,
  strategy, strategy_params, magic
FROM bots
UNION ALL
SELECT id, name || ' (terhapus)', market, 'Terhapus', lot_size, sl_pips, tp_pips, timeframe,
  check_interval_seconds, strategy, strategy_params, magic
FROM deleted_bots WHERE id NOT IN (SELECT id FROM bots);

-- What the totals of each session have to be: sums in units of the currency's last stored digit
-- (`storedDigits` in src/base/money.ts), never of REALs, which drift.
CREATE VIEW session_sums AS
SELECT session_id, scale, trades,
  (CASE WHEN MAX(largest, -smallest) * trades * scale < 9e18
    THEN (SELECT COALESCE(SUM(CAST(ROUND(t.profit_loss * scale) AS INTEGER)), 0)
      FROM daily_trading_data t WHERE t.session_id = s.session_id)
    -- In two parts, for a SUM of integers that leaves 64 bits is an error (src/journal/totals.ts).
    ELSE (SELECT SUM(CASE TYPEOF(units) WHEN 'integer' THEN units / 1000000000
          ELSE units / 1e9 END) * 1000000000
        + SUM(CASE TYPEOF(units) WHEN 'integer' THEN units % 1000000000 ELSE 0 END)
      FROM (SELECT CASE WHEN ABS(t.profit_loss * scale) < 9e18
          THEN CAST(ROUND(t.profit_loss * scale) AS INTEGER) ELSE t.profit_loss * scale END AS units
        FROM daily_trading_data t WHERE t.session_id = s.session_id)) END
    + CAST(ROUND(shifted * scale) AS INTEGER)) / scale AS total
FROM (
  SELECT s.id AS session_id, s.shifted,
    (SELECT COUNT(*) FROM daily_trading_data t WHERE t.session_id = s.id) AS trades,
    (SELECT COALESCE(MAX(profit_loss), 0) FROM daily_trading_data t WHERE t.session_id = s.id)
      AS largest,
    (SELECT COALESCE(MIN(profit_loss), 0) FROM daily_trading_data t WHERE t.session_id = s.id)
      AS smallest,
    CASE WHEN u.currency IN ('IDR', 'JPY', 'KRW', 'VND') THEN 1e4 ELSE 1e8 END AS scale
  FROM trading_sessions s LEFT JOIN users u ON u.id = s.user_id) s;

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
  kind TEXT NOT NULL,                   -- deposit, withdrawal, credit, correction, cost, other
  amount REAL NOT NULL,                 -- signed
  comment TEXT,
  import_id INTEGER,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX cash_user ON cash_flows (user_id);

-- Positions that were still open when the statement was made; the closed trade takes their place.
-- Without an import they were opened here by hand.
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
  plan_id INTEGER,
  trade_id INTEGER,                     -- the trade of the parts that were closed by hand so far
  first_stop REAL,                      -- the first stop known, where stop_loss is a later one
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX open_user ON open_positions (user_id);

-- Purchases, sales and deals of files that tell those and not whole trades. With each file of an
-- account they are paired anew, so that files with parts of a history, in any order, end as one.
CREATE TABLE fills (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  account TEXT NOT NULL,                -- '' for files that name none
  format TEXT NOT NULL,                 -- of the import; it pairs them
  key TEXT NOT NULL,                    -- the broker's number, else a hash of the row
  time DATETIME NOT NULL,
  data TEXT NOT NULL,                   -- JSON: what its format pairs it by
  import_id INTEGER NOT NULL,
  UNIQUE (user_id, account, format, key),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- Imported trades that the trader deleted: their files may come again, they stay away.
CREATE TABLE deleted_trades (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  external_key TEXT NOT NULL UNIQUE,
  trade_id INTEGER NOT NULL,            -- the number it had; 0: it had none here
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX deleted_user ON deleted_trades (user_id);

-- Files that `jurnal watch` has looked at: none is read again before it changes. Of this machine and
-- made anew from the folders; without it every file is read again, and found to be known.
CREATE TABLE watched_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL,         -- since the epoch, by the clock of the file system
  sha256 TEXT,                          -- of the bytes that were taken; NULL: none were
  outcome TEXT NOT NULL,                -- taken, refused, other (no statement)
  reason TEXT,                          -- why it was refused
  taken_bytes INTEGER,                  -- of a file that grows by lines: from here on it is new
  taken_lines INTEGER,
  program TEXT NOT NULL,                -- the version that looked: another may know more
  looked_at DATETIME NOT NULL,
  UNIQUE (user_id, path),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX watched_content ON watched_files (sha256) WHERE sha256 IS NOT NULL;

-- What the user did, one row a command; `jurnal undo` takes back the profile's last one not yet undone.
CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,                   -- trade.log, mood.set, ...
  summary TEXT NOT NULL,                -- Indonesian, shown by undo
  created_at DATETIME NOT NULL,
  undone_at DATETIME,
  user_id INTEGER,                      -- the profile it was done in; NULL: an older version did not say
  writer INTEGER,                       -- process of a pipe that may still be open
  undone_by INTEGER,                    -- number that its undo took from the same count; NULL: no redo
  redone_at DATETIME                    -- when it was done again; NULL: it never was
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

-- When cells were last changed and rows deleted that came with another journal: of what was done here
-- the operations tell it (src/journal/merge/edits.ts). By both `import` puts two journals together.
CREATE TABLE edits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  table_name TEXT NOT NULL,
  row_id,                               -- id, or the key of a setting; NULL: the row is deleted
  column_name TEXT NOT NULL DEFAULT '', -- '': the row as a whole
  changed_at DATETIME,                  -- NULL: another program changed it, nobody knows when
  deleted TEXT                          -- JSON: what a row was known by that is deleted
);
CREATE INDEX edit_row ON edits (table_name, row_id);

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
  closed_as TEXT,                       -- retired, shrunk, yielded, dropped, replaced
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
  made_at DATETIME,                     -- UTC; no earlier entry is judged by it; NULL: all of its first day are
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX rule_day ON rules (user_id, valid_from);

-- The setups that a trade's strategy_used names, with what is to be checked before the entry.
CREATE TABLE setups (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  checks TEXT NOT NULL,                 -- JSON: a list of texts
  created_at DATETIME NOT NULL,
  retired_on DATE,                      -- NULL: in use
  UNIQUE (user_id, name),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- What the trader has set of a symbol, in the place of what trades tell and of what is usual; NULL:
-- not set. The value of a point at one lot is `contract`, in the currency the symbol is quoted in.
CREATE TABLE symbols (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  contract REAL,
  step REAL,                            -- of the lot
  min_lot REAL,
  pip REAL,                             -- distance of price
  price_step REAL,
  fee REAL,                             -- money for a lot, in and out
  fee_buy REAL,                         -- percent of the value
  fee_sell REAL,
  UNIQUE (user_id, symbol),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

-- What one unit of a currency is worth in another from a day on, as it was typed: for showing sums
-- beside their own currency, never for keeping any. All profiles share them.
CREATE TABLE rates (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  currency TEXT NOT NULL,               -- of this one unit ...
  quote TEXT NOT NULL DEFAULT 'IDR',    -- ... is worth so much of this
  rate_date DATE NOT NULL,
  rate REAL NOT NULL,
  UNIQUE (currency, quote, rate_date)
);

-- What the trader decided before an entry. It is sealed: `plan_is_sealed` refuses any change of what
-- was decided; only what became of it is written later.
CREATE TABLE plans (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  sealed_at DATETIME NOT NULL,
  symbol TEXT NOT NULL,
  side TEXT NOT NULL,
  entry REAL NOT NULL,
  stop REAL,                            -- NULL: none was set
  target REAL,
  lot REAL NOT NULL,
  risk_money REAL,                      -- at the stop, costs included
  risk_percent REAL,                    -- of the balance when the day began
  rr REAL,
  point_value REAL,                     -- money for a point of price at one lot
  setup TEXT,
  why TEXT,
  mood TEXT,
  valid_until DATETIME NOT NULL,
  checks TEXT NOT NULL,                 -- JSON: [{"text", "ok"}]
  allowed INTEGER NOT NULL,             -- 0: a rule said no
  reasons TEXT NOT NULL,                -- JSON: what said no
  against_reason TEXT,                  -- why it was made all the same
  -- What became of it.
  closed_at DATETIME,
  closed_as TEXT,                       -- cancelled, missed
  close_reason TEXT,
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX plan_sealed ON plans (user_id, sealed_at);

-- Scenarios of `what-if` that were held against chance, each once: who tries many finds one by chance.
CREATE TABLE scenarios (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL,
  scenario TEXT NOT NULL,               -- JSON: what it changes, of which trades
  tried_at DATETIME NOT NULL,
  UNIQUE (user_id, scenario),
  FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);

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

-- QuantumBotX beside us.
--
-- It writes to this file at any time, with foreign keys off and knowing nothing of what is ours.
-- The triggers below make of its rows what we would have made of them, and what it does is profile
-- 1's, the only one it knows. They keep still while jurnal itself writes: then `writer` holds a
-- row, inside the transaction only. Its Python may bring an SQLite of 2020: nothing newer here.

CREATE TABLE writer (ours INTEGER PRIMARY KEY);

-- What stood in a cell that nothing can be made of. A trade without a result or a symbol is put on
-- the day -1, which is nobody's, until its program says better. An empty column: a row that is still
-- to be looked at (src/journal/health/odd.ts), which the triggers find by views.
CREATE TABLE odd_cells (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  column_name TEXT NOT NULL DEFAULT '',
  value TEXT,                           -- as an SQL literal
  session_id INTEGER,                   -- the day of a trade that is put aside
  UNIQUE (table_name, row_id, column_name)
);

-- Numbers that the origin was given for a day which was there already.
CREATE TABLE session_aliases (
  id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL,
  FOREIGN KEY (session_id) REFERENCES trading_sessions (id) ON DELETE CASCADE
);

-- The day of profile 1 to which a trade that the origin has just added belongs, where its own
-- session is none (0, an alias) or another profile's. It trades by bots and notes no times.
CREATE VIEW origin_misplaced AS
SELECT t.id AS trade_id,
  COALESCE(s.session_date, date(t.created_at, 'localtime'), date('now', 'localtime')) AS day
FROM daily_trading_data t
LEFT JOIN session_aliases a ON a.id = t.session_id
LEFT JOIN trading_sessions s ON s.id = COALESCE(a.session_id, t.session_id)
WHERE s.id IS NOT t.session_id OR (s.user_id <> 1 AND t.bot_id IS NOT NULL
  AND t.entry_time IS NULL AND t.exit_time IS NULL);

-- Rows with a value that is not of its column's kind, or that no sum has room for: SQLite keeps
-- anything in any column. A view for each table: a trigger that asked one of all would be compiled
-- with all of them, at every statement that writes.
CREATE VIEW odd_trades AS
SELECT id FROM daily_trading_data
WHERE datetime(entry_time) IS NOT entry_time OR datetime(exit_time) IS NOT exit_time
  OR datetime(created_at) IS NOT created_at
  OR CAST(profit_loss AS REAL) IS NOT profit_loss OR ABS(profit_loss) > 1e9
  OR CAST(lot_size AS REAL) IS NOT lot_size OR lot_size NOT BETWEEN 0 AND 1e9
  OR CAST(risk_percent AS REAL) IS NOT risk_percent OR risk_percent NOT BETWEEN 0 AND 1e5
  OR CAST(entry_price AS REAL) IS NOT entry_price OR entry_price NOT BETWEEN 1e-300 AND 1e13
  OR CAST(exit_price AS REAL) IS NOT exit_price OR exit_price NOT BETWEEN 1e-300 AND 1e13
  OR CAST(stop_loss AS REAL) IS NOT stop_loss OR stop_loss NOT BETWEEN 0 AND 1e13
  OR CAST(take_profit AS REAL) IS NOT take_profit OR take_profit NOT BETWEEN 0 AND 1e13
  OR CAST(first_stop AS REAL) IS NOT first_stop OR first_stop NOT BETWEEN 0 AND 1e13
  OR CAST(commission AS REAL) IS NOT commission OR ABS(commission) > 1e9
  OR CAST(swap AS REAL) IS NOT swap OR ABS(swap) > 1e9
  OR CAST(fee AS REAL) IS NOT fee OR ABS(fee) > 1e9
  OR CAST(bot_id AS INTEGER) IS NOT bot_id OR bot_id < 1
  OR CAST(import_id AS INTEGER) IS NOT import_id
  OR stop_loss_used NOT IN (0, 1) OR take_profit_used NOT IN (0, 1) OR approximate NOT IN (0, 1)
  OR side NOT IN ('buy', 'sell') OR partial_closes IS NOT NULL
  OR exit_reason NOT IN ('sl', 'tp', 'stop-out', 'manual', 'expert', 'end-of-test')
  OR 'blob' IN (TYPEOF(symbol), TYPEOF(strategy_used), TYPEOF(ticket), TYPEOF(account),
    TYPEOF(tags), TYPEOF(note), TYPEOF(external_key), TYPEOF(raw_symbol), TYPEOF(parent_ticket),
    TYPEOF(magic), TYPEOF(comment))
  OR LENGTH(symbol || COALESCE(strategy_used, '') || COALESCE(note, '') || COALESCE(comment, ''))
    > 20000
  OR session_id = -1 OR session_id NOT IN (SELECT id FROM trading_sessions);

CREATE VIEW odd_sessions AS
SELECT id FROM trading_sessions
WHERE date(session_date) IS NOT session_date OR datetime(created_at) IS NOT created_at
  OR user_id NOT IN (SELECT id FROM users) OR risk_score NOT BETWEEN 0 AND 10
  OR CAST(risk_score AS REAL) IS NOT risk_score
  OR TYPEOF(total_trades) <> 'integer' OR TYPEOF(total_profit_loss) <> 'real'
  OR CAST(shifted AS REAL) IS NOT shifted OR market_said NOT IN (0, 1)
  OR 'blob' IN (TYPEOF(emotions), TYPEOF(market_conditions), TYPEOF(personal_notes))
  OR LENGTH(emotions || market_conditions) > 20000;

CREATE VIEW odd_bots AS
SELECT id FROM bots
WHERE 'blob' IN (TYPEOF(name), TYPEOF(market), TYPEOF(status), TYPEOF(timeframe),
    TYPEOF(strategy), TYPEOF(strategy_params), TYPEOF(magic))
  OR 'text' IN (TYPEOF(lot_size), TYPEOF(sl_pips), TYPEOF(tp_pips), TYPEOF(check_interval_seconds))
  OR 'blob' IN (TYPEOF(lot_size), TYPEOF(sl_pips), TYPEOF(tp_pips), TYPEOF(check_interval_seconds))
  OR MAX(ABS(lot_size), ABS(sl_pips), ABS(tp_pips), ABS(check_interval_seconds)) > 1e13
  OR LENGTH(name || market || status || timeframe || strategy) > 20000;

CREATE VIEW odd_reports AS
SELECT id FROM ai_mentor_reports
WHERE headline IS NULL AND (datetime(created_at) IS NOT created_at
  OR 'blob' IN (TYPEOF(trading_patterns_analysis), TYPEOF(emotional_analysis),
    TYPEOF(risk_management_score), TYPEOF(recommendations), TYPEOF(motivation_message),
    TYPEOF(language)));

CREATE VIEW odd_rows AS
SELECT 'daily_trading_data' AS table_name, id AS row_id FROM odd_trades
UNION ALL SELECT 'trading_sessions', id FROM odd_sessions
UNION ALL SELECT 'bots', id FROM odd_bots
UNION ALL SELECT 'ai_mentor_reports', id FROM odd_reports;

-- What has an import is ours: asked first, it spares an import of a million trades a second.
CREATE TRIGGER origin_adds_trade AFTER INSERT ON daily_trading_data
WHEN NEW.import_id IS NULL AND NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'daily_trading_data', id FROM odd_trades WHERE id = NEW.id;
  INSERT INTO deleted_bots (id, name, market, strategy)
    SELECT NEW.bot_id, 'Bot #' || NEW.bot_id, NEW.symbol, COALESCE(NEW.strategy_used, 'Unknown')
    WHERE TYPEOF(NEW.bot_id) = 'integer' AND NEW.bot_id NOT IN (SELECT id FROM bots)
      AND NEW.bot_id NOT IN (SELECT id FROM deleted_bots);
  UPDATE sqlite_sequence SET seq = NEW.bot_id
    WHERE name = 'bots' AND TYPEOF(NEW.bot_id) = 'integer' AND seq < NEW.bot_id;
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
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'daily_trading_data', id FROM odd_trades WHERE id = NEW.id;
  UPDATE trading_sessions SET total_trades = total_trades
    WHERE id IN (OLD.session_id, NEW.session_id);
END;

CREATE TRIGGER origin_deletes_trade AFTER DELETE ON daily_trading_data
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  DELETE FROM odd_cells WHERE table_name = 'daily_trading_data' AND row_id = OLD.id;
  UPDATE trading_sessions SET total_trades = total_trades WHERE id = OLD.session_id;
END;

-- It adds to the totals as REALs, and may add to those of the wrong day: they are counted instead.
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

-- A day that is there already takes over what the new row says; whoever asked for the row goes on
-- with its number, which leads to the day.
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
WHEN NEW.emotions <> 'netral' AND TYPEOF(NEW.emotions) = 'text'
  AND NOT EXISTS (SELECT 1 FROM writer)
  AND NOT EXISTS (SELECT 1 FROM trading_sessions
    WHERE user_id = NEW.user_id AND session_date = NEW.session_date AND id <> NEW.id)
BEGIN
  INSERT INTO mood_checkins (session_id, mood, created_at)
    VALUES (NEW.id, NEW.emotions, datetime('now'));
END;

-- Its form comes up empty and sends what is in it: a note that was there stays above the new one.
CREATE TRIGGER origin_describes_day AFTER UPDATE OF emotions, market_conditions, personal_notes
ON trading_sessions
WHEN NEW.user_id = 1 AND NOT EXISTS (SELECT 1 FROM writer)
  AND (NEW.emotions <> OLD.emotions OR NEW.market_conditions <> OLD.market_conditions
    OR NEW.personal_notes IS NOT OLD.personal_notes)
BEGIN
  INSERT INTO mood_checkins (session_id, mood, created_at)
    SELECT NEW.id, NEW.emotions, datetime('now')
    WHERE NEW.emotions <> OLD.emotions AND TYPEOF(NEW.emotions) = 'text';
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

-- Its orders carry the bot's number as their magic number.
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

-- Values of any kind in these tables too; trades are marked above.
CREATE TRIGGER origin_added_session AFTER INSERT ON trading_sessions
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'trading_sessions', id FROM odd_sessions WHERE id = NEW.id;
END;

CREATE TRIGGER origin_changed_session AFTER UPDATE ON trading_sessions
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'trading_sessions', id FROM odd_sessions WHERE id = NEW.id;
END;

CREATE TRIGGER origin_added_bot AFTER INSERT ON bots
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'bots', id FROM odd_bots WHERE id = NEW.id;
END;

CREATE TRIGGER origin_changed_bot AFTER UPDATE ON bots
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'bots', id FROM odd_bots WHERE id = NEW.id;
END;

CREATE TRIGGER origin_added_report AFTER INSERT ON ai_mentor_reports
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'ai_mentor_reports', id FROM odd_reports WHERE id = NEW.id;
END;

CREATE TRIGGER origin_changed_report AFTER UPDATE ON ai_mentor_reports
WHEN NOT EXISTS (SELECT 1 FROM writer)
BEGIN
  INSERT OR IGNORE INTO odd_cells (table_name, row_id)
    SELECT 'ai_mentor_reports', id FROM odd_reports WHERE id = NEW.id;
END;

-- Nobody changes afterwards what was decided before.
CREATE TRIGGER plan_is_sealed BEFORE UPDATE OF id, user_id, sealed_at, symbol, side, entry, stop, target,
  lot, risk_money, risk_percent, rr, point_value, setup, why, mood, valid_until, checks, allowed,
  reasons, against_reason ON plans
BEGIN
  SELECT RAISE(ABORT, 'a plan is sealed');
END;
