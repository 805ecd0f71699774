// Random and hostile command lines over all commands and options, as the program's own tree has
// them: none ends with 70 or hangs, and one that ends otherwise than well has changed nothing.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { figures } from "./figures.js";
import { fullJournal } from "./journal.js";
import { sources, startService } from "./program.js";
import { randomOf } from "./random.js";

const VALUES = [
  ...[
    "",
    " ",
    "0",
    "-1",
    "1",
    "5",
    "254",
    "1.5",
    "-25,30",
    "1e400",
    "-1e400",
    "1e13",
    "1e-9",
    "NaN",
  ],
  ...["Infinity", "constructor", "__proto__", "toString", "hasOwnProperty", "null", "undefined"],
  ...[
    "9999-12",
    "9999-12-31",
    "0000-01-01",
    "2025-02-30",
    "2025-07",
    "2025-07-09",
    "2025",
    "kemarin",
  ],
  ...["24:00", "25:61", "2025-07-09 14:00", "9999-12-31 23:59", "99999999999999999999", "1/0"],
  ...[
    "XAUUSD",
    "BTC/IDR",
    "-",
    "--",
    "---",
    "-x",
    "--profile",
    "=1+1",
    "#5",
    "a,b",
    "a:b",
    "*",
    "%",
  ],
  ...["\u001b]52;c;aGk=\u0007", "\u202etxt", "a\nb", "\ud800", "💥", "ا", "e\u0301"],
  ...["x".repeat(300), "9".repeat(5_000), "y".repeat(120_000), ".", "tidak/ada"],
  ...[
    "/",
    "/nonexistent/x",
    "USD",
    "IDR",
    "usd",
    "XXX",
    "Asia/Jakarta",
    "+07:00",
    "+99:00",
    "05:00",
  ],
  ...[
    "buy",
    "sell",
    "rupiah",
    "utama",
    "symbol",
    "hour",
    "csv",
    "json",
    "max-trades",
    "2%",
    "10rb",
  ],
  ...["max-daily-loss", "hours", "tenang", "marah", "exness", "mt5", "utf-16", "1h", "50 OR 1=1"],
];

const INPUTS = [
  ...["", "\n", "x", "{}", "[]", "null\n", '{"symbol":"XAUUSD","profit_loss":1}\n', "\u0000\u0001"],
  ...['{"side":"constructor","symbol":"A","profit_loss":1}\n', '{"__proto__":{"a":1}}\n'],
  ...['{"symbol":"A","profit_loss":1e400}\n', `{"note":${"[".repeat(100_000)}\n`, "\ud800\n"],
  ...[
    `{"symbol":"A","profit_loss":${"9".repeat(1_000_000)}}\n`,
    "a,b\n1,2\n",
    '{"a":1}\n'.repeat(500),
  ],
];

/** A command and all below it, as commander knows them. */
function walk(command, line, found) {
  const options = command.options.map(({ long, short, required, optional }) => ({
    name: long ?? short,
    takes: required || optional,
  }));
  found.push({ line, options, takes: command.registeredArguments.length });
  for (const below of command.commands) walk(below, [...line, below.name()], found);
}

async function commandsOf() {
  const { makeProgram, program } = await sources();
  // Of commands in files of their own the tree knows all once something asks for the whole of it.
  let whole = null;
  const root = {
    ...program,
    async run({ wholeProgram }) {
      whole = await wholeProgram();
    },
  };
  const command = await makeProgram(root, [], {
    world: { columns: 80, env: {} },
    style: {},
    say() {},
    contextOf: (_, wholeProgram) => ({ wholeProgram }),
  });
  await command.parseAsync([], { from: "user" });
  const found = [];
  walk(whole, [], found);
  return found;
}

/** What the journal holds, whatever the file's bytes: those of a checkpoint may move. */
function contents(file) {
  const db = new Database(file, { readonly: true });
  const hash = createHash("sha1");
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
  for (const name of tables.pluck().all()) {
    // Reading may make these anew.
    if (name === "mentor_looks" || name === "ai_mentor_reports") continue;
    for (const row of db.prepare(`SELECT * FROM "${name}"`).raw().safeIntegers().iterate()) {
      hash.update(`${name}${row.map(String).join("\u0001")}\n`);
    }
  }
  db.close();
  return hash.digest("hex");
}

export async function fuzz({ runs, seed, folder }) {
  const random = randomOf(seed);
  const told = figures("arguments", seed);
  const service = await startService(folder);
  const commands = await commandsOf();
  console.log(`${commands.length} commands`);
  const origin = path.join(folder, "origin.db");
  await fullJournal(service, origin);
  const before = contents(origin);
  const db = path.join(folder, "target.db");
  const fresh = () => {
    for (const end of ["", "-wal", "-shm"]) rmSync(db + end, { force: true });
    copyFileSync(origin, db);
  };
  fresh();
  for (let run = 0; run < runs; run++) {
    const words = lineOf(random, commands);
    const input = random.chance(0.3) ? random.pick(INPUTS) : "";
    const { code, err } = told.ran(await service.run(db, words, { input }));
    const isSame = existsSync(db) && contents(db) === before;
    // A pipe records the lines that it can, and says which it could not.
    const mayRecord = words.includes("--stdin");
    if (code !== 0 && !mayRecord && !isSame) {
      const line = JSON.stringify(words).slice(0, 500);
      told.fault(`changed, though it ended with ${code}: ${line}\n${err}`);
    }
    told.count(code === 0 ? "ended well" : "ended in a sentence");
    if (!isSame) fresh();
  }
  service.stop();
  return told.close();
}

/** A command with options and arguments of its own, and now and then others. */
function lineOf({ pick, chance, below }, commands) {
  const { line, options, takes } = pick(commands);
  const known = options.length > 0 && chance(0.95) ? options : pick(commands).options;
  const words = [...line];
  const count = chance(0.8) ? takes : below(4);
  for (let index = 0; index < count; index++) words.push(pick(VALUES));
  for (let index = below(4); index > 0 && known.length > 0; index--) {
    const { name, takes: isValued } = pick(known);
    // Files are written into the folder, wherever a line wants them.
    const option = isValued ? [name, pick(VALUES)] : [name];
    words.splice(line.length + below(words.length - line.length + 1), 0, ...option);
  }
  return chance(0.05) ? words.toReversed() : words;
}
