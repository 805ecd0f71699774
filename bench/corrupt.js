// Damages copies of a journal of 5,000 trades and opens, looks over and rescues each:
// `npm run bench:corrupt [COUNT] [SEED]`. No command may end in 70 or hang, and what is rescued has to
// pass doctor, hold no trade that is not in the journal and lose none that stands on a whole page.
import { spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";

const count = Number(process.argv[2] ?? 200);
const seed = Number(process.argv[3] ?? 1);
const TRADES = 5000;
/** A command that takes longer hangs. */
const LIMIT_MS = 60_000;

// A linear congruence (Numerical Recipes): the same files every time.
let state = seed;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % below;
};

const folder = mkdtempSync(path.join(tmpdir(), "jurnal-corrupt-"));
const jurnal = (db, words, input = "") => {
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ["bin/jurnal.js", "--db", db, ...words],
    { input, encoding: "utf8", timeout: LIMIT_MS, env: { ...process.env, TZ: "UTC" } },
  );
  return { code: error === undefined ? status : "hang", out: stdout, err: stderr };
};

const whole = path.join(folder, "whole.db");
const start = Date.parse("2024-01-01T09:00:00Z");
const lines = Array.from({ length: TRADES }, (_, index) => {
  const entry = start + index * 3 * 3_600_000;
  const time = (at) => new Date(at).toISOString();
  return JSON.stringify({
    symbol: ["XAUUSD", "EURUSD", "GBPUSD"][index % 3],
    profit_loss: ((index * 37) % 200) - 95.5,
    lot_size: 0.1,
    ticket: String(100_000 + index),
    account: "7",
    side: index % 2 === 0 ? "buy" : "sell",
    entry_time: time(entry),
    exit_time: time(entry + 1_800_000),
    ...(index % 7 === 0 ? { note: `catatan ${index}` } : {}),
  });
});
jurnal(whole, ["trade", "log", "--stdin"], lines.join("\n"));
for (const line of ["mood set tenang", "rule add max-trades 5", "config set sapaan kamu"]) {
  jurnal(whole, line.split(" "));
}
jurnal(whole, ["profile", "add", "rupiah", "--currency", "IDR"]);
jurnal(whole, ["--profile", "rupiah", "trade", "log", "BBCA", "15000", "--date", "2026-01-05"]);
jurnal(whole, ["report", "2024-03-01"]);

const PAGE = 4096;
const size = readFileSync(whole).length;
const pages = size / PAGE;
const tradesOf = (file) => {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare("SELECT * FROM daily_trading_data").all();
  db.close();
  return new Map(rows.map((row) => [row.id, JSON.stringify({ ...row, session_id: 0 })]));
};
const known = tradesOf(whole);

const noise = (length) => Buffer.from(Array.from({ length }, () => random(256)));
const over = (at, bytes) => (file) => {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
};
/** Kinds of damage -> what does it to a file. */
const DAMAGE = {
  "a page of noise": () => over(random(pages) * PAGE, noise(PAGE)),
  "a page of zeros": () => over(random(pages) * PAGE, Buffer.alloc(PAGE)),
  "ten pages of zeros": () => over(random(pages - 10) * PAGE, Buffer.alloc(10 * PAGE)),
  "a sector of noise": () => over(random(size / 512) * 512, noise(512)),
  "thirty sectors": () => {
    const hits = Array.from({ length: 30 }, () => over(random(size / 512) * 512, noise(512)));
    return (file) => hits.forEach((hit) => void hit(file));
  },
  "a hundred bytes": () => {
    const hits = Array.from({ length: 100 }, () => over(random(size), noise(1)));
    return (file) => hits.forEach((hit) => void hit(file));
  },
  "the header": () => over(0, noise(100)),
  "the first page": () => over(0, random(2) === 0 ? Buffer.alloc(PAGE) : noise(PAGE)),
  "the end cut off": () => {
    const length = Math.floor(size / 10) + random(Math.floor((size * 9) / 10));
    return (file) => {
      const descriptor = openSync(file, "r+");
      ftruncateSync(descriptor, length);
      closeSync(descriptor);
    };
  },
  "a page in the place of another": () => {
    const from = random(pages) * PAGE;
    return over(random(pages) * PAGE, readFileSync(whole).subarray(from, from + PAGE));
  },
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const failures = [];
const results = {};
let hangs = 0;
const kinds = Object.keys(DAMAGE);
for (let index = 0; index < count; index++) {
  const kind = kinds[index % kinds.length];
  const file = path.join(folder, `${index}.db`);
  const out = path.join(folder, `${index}-pulih.db`);
  copyFileSync(whole, file);
  DAMAGE[kind]()(file);
  const before = readFileSync(file);
  const told = (words, db = file) => {
    const { code, err } = jurnal(db, words);
    if (code === "hang") hangs++;
    if (code !== 0 && code !== 1)
      failures.push(`${index} (${kind}) ${words.join(" ")}: ${code} ${err}`);
    return { code, err };
  };
  const rescue = told(["doctor", "--rescue", out]);
  if (!readFileSync(file).equals(before)) failures.push(`${index} (${kind}): the file was touched`);
  for (const words of [["doctor"], ["stats"], ["trade", "list", "--days", "3000"]]) told(words);
  results[kind] ??= { runs: 0, none: 0, lost: [], wrong: 0, named: 0 };
  const result = results[kind];
  result.runs++;
  if (rescue.code !== 0) {
    result.none++;
    failures.push(`${index} (${kind}): nothing rescued: ${rescue.err}`);
    continue;
  }
  const health = told(["doctor"], out);
  if (health.code !== 0) failures.push(`${index} (${kind}): the rescued journal is not sound`);
  const saved = tradesOf(out);
  for (const words of [["undo"], ["trade", "log", "XAUUSD", "5"], ["report"]]) told(words, out);
  let lost = 0;
  for (const id of known.keys()) if (!saved.has(id)) lost++;
  for (const [id, row] of saved) if (known.get(id) !== row) result.wrong++;
  result.lost.push(lost);
  rmSync(out);
  rmSync(file);
}
rmSync(folder, { recursive: true });
for (const [kind, { runs, none, lost, wrong }] of Object.entries(results)) {
  const most = Math.max(0, ...lost);
  process.stdout.write(
    `${kind}: ${runs} runs, ${none} without a rescue; trades lost: median ${median(lost)}, most ${most}; differing: ${wrong}\n`,
  );
}
const all = Object.values(results).flatMap(({ lost }) => lost);
process.stdout.write(
  `${count} copies, seed ${seed}: trades lost: median ${median(all)}, most ${Math.max(0, ...all)} of ${known.size}; hangs ${hangs}\n`,
);
for (const failure of failures) process.stdout.write(`${failure.trim()}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
