// Hostile input through every door that takes any: a pipe of lines, statements of all formats, bots.db,
// a journal with odd cells, an assistant's requests. No exit of 70, no stack, no control sequence, and
// what is said to be recorded is what is there.
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { figures } from "./figures.js";
import { fullJournal, READINGS } from "./journal.js";
import { startService } from "./program.js";
import { randomOf } from "./random.js";

const SAMPLES = path.resolve("test/intake/samples");

const TEXTS = [
  ...["", " ", "x", "constructor", "__proto__", "null", "{", "[]", "=1+1", "-", "NaN", "1e400"],
  ...["12,5", "1.234", "1.234,5", "-0", "9".repeat(400), "2026-02-30", "9999-12-31 23:59:59"],
  ...["24:00", "2026-11-20T10:00:00+07:00", "0000-01-01", "\u001b]52;c;eA==\u0007", "\u001b[2J"],
  ...["\u202eabc", "\u009b31m", "\u0000", "\ud800", "a\rb", "a\nb", "🙂".repeat(300)],
  ...["a".repeat(25_000), "'; DROP TABLE users; --"],
];
const NUMBERS = [0, -0, 1, -1, 0.5, 1e13, 1e300, -1e300, 5e-324, 2 ** 53, Number.POSITIVE_INFINITY];
const BYTES = [Buffer.from([255, 0]), Buffer.from("teks"), Buffer.alloc(0)];
const FIELDS = (
  "symbol side lot_size profit_loss entry_time exit_time entry_price exit_price stop_loss " +
  "take_profit commission swap fee risk_percent strategy_used bot_id tags note account " +
  "ticket magic comment mood confidence mistakes links plan_id timeframe partial_closes " +
  "currency session_date raw_symbol"
).split(" ");
const WRITES = [
  ["trade", "log", "XAUUSD", "5", "--lot", "0.1"],
  ["mood", "set", "tenang"],
  ["trade", "edit", "1", "--note", "satu"],
  ["undo"],
  ["redo"],
  ["doctor", "--fix"],
];
const TOOLS = (
  "status report review stats trades trade positions lot plan " + "add_trade set_mood add_note"
).split(" ");

const CONTROL = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u;
const STACK = /\n\s+at .*:\d+:\d+/;

const anyOf = ({ below }, list) => list[below(list.length)];
const value = (random) => anyOf(random, anyOf(random, [TEXTS, TEXTS, NUMBERS, BYTES]));

function mutated(bytes, random) {
  const copy = Buffer.from(bytes);
  const at = random.below(copy.length);
  const put = (text) =>
    Buffer.concat([copy.subarray(0, at), Buffer.from(text), copy.subarray(at + random.below(30))]);
  const kind = random.below(5);
  if (kind === 0) return copy.subarray(0, at);
  if (kind === 1) return put(String(anyOf(random, TEXTS)));
  if (kind === 2) return put(copy.subarray(random.below(copy.length)).subarray(0, 300));
  if (kind === 3) return put(`"${anyOf(random, TEXTS)}"`);
  for (let times = random.below(20); times >= 0; times--)
    copy[random.below(copy.length)] = random.below(256);
  return copy;
}

/** How many trades are there, of any day. */
function countTrades(file) {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    const count = db.prepare("SELECT COUNT(*) FROM daily_trading_data").pluck().get();
    db.close();
    return count;
  } catch {
    return 0;
  }
}

/** Sets some cells of a file, as another program does; false where none let it in. */
function spoil(file, random, times) {
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  const columns = db
    .prepare(
      `SELECT m.name AS t, c.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) c
       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`,
    )
    .all();
  let isIn = false;
  for (let left = times; left > 0; left--) {
    const { t, c } = anyOf(random, columns);
    const which = anyOf(random, ["1", `rowid = (SELECT MIN(rowid) FROM ${t})`]);
    try {
      isIn =
        db.prepare(`UPDATE ${t} SET "${c}" = ? WHERE ${which}`).run(value(random)).changes > 0 ||
        isIn;
    } catch {
      // The schema lets it in nowhere.
    }
  }
  db.close();
  return isIn;
}

/** QuantumBotX's own tables, with a bot, two days and trades. */
function botsDb(file) {
  const db = new Database(file);
  db.exec(`CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT, password_hash TEXT);
    CREATE TABLE bots (id INTEGER PRIMARY KEY, name TEXT, market TEXT, status TEXT, lot_size REAL,
      sl_pips INTEGER, tp_pips INTEGER, timeframe TEXT, check_interval_seconds INTEGER, strategy TEXT,
      strategy_params TEXT);
    CREATE TABLE trading_sessions (id INTEGER PRIMARY KEY, session_date DATE, user_id INTEGER DEFAULT 1,
      total_trades INTEGER DEFAULT 0, total_profit_loss REAL DEFAULT 0, emotions TEXT DEFAULT 'netral',
      market_conditions TEXT DEFAULT 'normal', personal_notes TEXT, risk_score INTEGER DEFAULT 5,
      created_at DATETIME DEFAULT CURRENT_TIMESTAMP);
    CREATE TABLE daily_trading_data (id INTEGER PRIMARY KEY, session_id INTEGER, bot_id INTEGER, symbol TEXT,
      entry_time DATETIME, exit_time DATETIME, profit_loss REAL, lot_size REAL, stop_loss_used BOOLEAN DEFAULT 0,
      take_profit_used BOOLEAN DEFAULT 0, risk_percent REAL, strategy_used TEXT, created_at DATETIME);
    INSERT INTO users VALUES (1, 'Admin', 'a@b', 'x');
    INSERT INTO bots VALUES (1, 'Emas', 'XAUUSD', 'Aktif', 0.01, 100, 200, 'H1', 60, 'RSI', '{}');
    INSERT INTO trading_sessions (session_date, emotions, personal_notes) VALUES ('2026-01-05', 'takut', 'pagi'), ('2026-01-06', 'tenang', NULL);
    INSERT INTO daily_trading_data (session_id, bot_id, symbol, profit_loss, lot_size, risk_percent, strategy_used, created_at)
      VALUES (1, 1, 'XAUUSD', 5, 0.01, 1, 'RSI', '2026-01-05 10:00:00'), (1, 1, 'XAUUSD', -2, 0.01, 1, 'RSI', '2026-01-05 11:00:00'),
        (2, 7, 'EURUSD', 3, 0.1, NULL, NULL, '2026-01-06 10:00:00');`);
  db.close();
}

function lines(random) {
  return Array.from({ length: 1 + random.below(8) }, () => {
    const row = { symbol: "XAUUSD", profit_loss: 1 + random.below(9) };
    for (let times = random.below(3); times > 0; times--) {
      const one = value(random);
      row[anyOf(random, FIELDS)] = one instanceof Uint8Array ? [...one] : one;
    }
    const text = JSON.stringify(row);
    return random.below(6) === 0
      ? mutated(Buffer.from(text), random).toString("latin1").replaceAll("\n", " ")
      : text;
  }).join("\n");
}

export async function fuzz({ runs, seed, folder }) {
  const random = randomOf(seed);
  const told = figures("doors", seed);
  const service = await startService(folder);
  const file = (name) => path.join(folder, name);
  const sample = file("contoh.db");
  await fullJournal(service, sample);
  const fold = new Database(sample);
  fold.pragma("wal_checkpoint(TRUNCATE)");
  fold.close();
  const samples = readdirSync(SAMPLES).map((name) => ({
    name,
    bytes: readFileSync(path.join(SAMPLES, name)),
  }));
  const db = file("j.db");
  const fresh = () => {
    for (const end of ["", "-wal", "-shm"]) rmSync(db + end, { force: true });
  };
  const run = async (words, input) => {
    const result = told.ran(await service.run(db, words, { input }));
    const { out, err } = result;
    if (CONTROL.test(out) || CONTROL.test(err))
      told.fault(
        `control: ${JSON.stringify(words)} ${JSON.stringify((CONTROL.exec(out) ?? CONTROL.exec(err)).index)}`,
      );
    if (STACK.test(err) || STACK.test(out))
      told.fault(`stack: ${JSON.stringify(words)} ${err.slice(0, 400)}`);
    return result;
  };
  const sound = async (door) => {
    const { code, out } = await run(["doctor"]);
    if (code !== 0) told.fault(`${door}: doctor ${out}`);
  };
  const doors = {
    async pipe() {
      fresh();
      const input = lines(random);
      const { code, out } = await run(["trade", "log", "--stdin"], input);
      const said = out.split("\n").filter((line) => line.includes('"status":"recorded"')).length;
      if (said !== countTrades(db))
        told.fault(`pipe: said ${said}, there ${countTrades(db)}: ${input}`);
      if (code > 2) told.fault(`pipe: ${code} ${input}`);
      await sound("pipe");
    },
    async statement() {
      fresh();
      const { name, bytes } = anyOf(random, samples);
      writeFileSync(file(name), mutated(bytes, random));
      const words = [
        "trade",
        "import",
        file(name),
        "--no-input",
        ...(random.below(2) === 0 ? ["--skip-bad-rows"] : []),
      ];
      const { code, out, err } = await run([...words, "--json"]);
      const said = code === 0 ? JSON.parse(out).reduce((sum, one) => sum + one.added, 0) : 0;
      if (said !== countTrades(db))
        told.fault(`statement ${name}: said ${said}, there ${countTrades(db)}; ${err}`);
      await sound(`statement ${name}`);
      rmSync(file(name));
    },
    async bots() {
      fresh();
      const bots = file("bots.db");
      rmSync(bots, { force: true });
      botsDb(bots);
      spoil(bots, random, 1 + random.below(5));
      for (const first of [true, false]) {
        const before = countTrades(db);
        const { code, out, err } = await run(["trade", "import", bots, "--no-input", "--json"]);
        const said = code === 0 ? JSON.parse(out)[0].added : 0;
        if (said !== countTrades(db) - before || (!first && said > 0))
          told.fault(`bots: said ${said}; ${err}`);
        if (code !== 0) told.fault(`bots: ${code} ${err}`);
      }
      await sound("bots");
      for (const words of READINGS.slice(0, 6)) told.ran(await service.run(bots, words));
    },
    async journal() {
      fresh();
      copyFileSync(sample, db);
      spoil(db, random, 1 + random.below(3));
      for (let times = 6; times > 0; times--) await run(anyOf(random, READINGS));
      for (const words of WRITES) {
        const before = countTrades(db);
        const { code, err } = await run(words);
        const added = countTrades(db) - before;
        if (words[1] === "log" && added !== (code === 0 ? 1 : 0))
          told.fault(`log: ${code}, ${added}: ${err}`);
      }
    },
    async mcp() {
      fresh();
      copyFileSync(sample, db);
      const start = {
        jsonrpc: "2.0",
        id: 0,
        method: "initialize",
        params: {
          protocolVersion: "2025-06-18",
          capabilities: {},
          clientInfo: { name: "x", version: "1" },
        },
      };
      const calls = Array.from({ length: 5 }, (_, id) => {
        const one = value(random);
        const given = {
          [anyOf(random, [...FIELDS, "date", "period", "by", "id", "text"])]:
            one instanceof Uint8Array ? [...one] : one,
        };
        const call = {
          jsonrpc: "2.0",
          id: id + 1,
          method: "tools/call",
          params: { name: anyOf(random, TOOLS), arguments: given },
        };
        return random.below(5) === 0
          ? mutated(Buffer.from(JSON.stringify(call)), random)
              .toString("latin1")
              .replaceAll("\n", " ")
          : JSON.stringify(call);
      });
      const { out } = await run(
        ["mcp", "--write"],
        `${[JSON.stringify(start), ...calls].join("\n")}\n`,
      );
      for (const line of out.split("\n").filter(Boolean)) JSON.parse(line);
      if (/kesalahan di program ini/.test(out)) told.fault(`mcp: ${calls.join("\n")} ${out}`);
    },
  };
  const names = Object.keys(doors);
  for (let index = 0; index < runs; index++) {
    const name = names[index % names.length];
    told.count(name);
    await doors[name]();
  }
  service.stop();
  return told.close();
}
