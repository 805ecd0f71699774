// Many processes over one journal: `npm run bench:together [SEED] [PROCESSES] [COMMANDS]`. Each runs
// random commands, one after another, while the others do; each command must end within a minute and
// in a sentence (exit 0, 1, 2 or 3), and in the end doctor and a count of its own must find every
// day's total to be that of its trades. The seed makes the command lines, not how they interleave.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const seed = Number(process.argv[2] ?? 1);
const processes = Number(process.argv[3] ?? 8);
const commands = Number(process.argv[4] ?? 100);
/** A command that takes longer than this hangs. */
const MOST_MS = 60_000;

const bin = path.resolve("bin/jurnal.js");
const folder = mkdtempSync(path.join(tmpdir(), "jurnal-together-"));
const db = path.join(folder, "jurnal.db");
const env = { PATH: process.env.PATH, HOME: folder, TZ: "Asia/Jakarta" };

/** A linear congruence (Numerical Recipes): the same command lines every time. */
function randomFrom(start) {
  let state = start >>> 0;
  for (let warm = 0; warm < 8; warm++) state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const DAY_MS = 86_400_000;
const dayBack = (days) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** CSV files that share tickets, so that one import knows what another brought. */
function writeFiles() {
  mkdirSync(path.join(folder, "out"));
  const random = randomFrom(seed + 7);
  const rows = Array.from({ length: 120 }, (_, index) => {
    const time = `${dayBack(1 + (index % 12))}T${String(8 + (index % 12)).padStart(2, "0")}:15:00Z`;
    const net = (random(20_001) - 10_000) / 100;
    return `${5000 + index},XAUUSD,${index % 2 ? "buy" : "sell"},0.1,${time},${net}\n`;
  });
  [0, 30, 60].forEach((from, file) => {
    const head = "ticket,symbol,side,lot_size,exit_time,profit_loss\n";
    const text = head + rows.slice(from, from + 60).join("");
    writeFileSync(path.join(folder, `statement-${file}.csv`), text);
  });
}

const MOODS = ["tenang", "cemas", "disiplin", "serakah", "frustrasi"];
const RULES = [
  ["max-trades", "5"],
  ["max-daily-loss", "50"],
  ["stop-required"],
  ["hours", "08:00-22:00"],
  ["risk", "1%"],
  ["pause-after-loss", "15m"],
];
const ZONES = ["WIB", "WITA", "Europe/London", "America/New_York"];

/** One command line and what goes to its stdin; `by` names the process, so that names can meet. */
function makeCommand(random) {
  const pick = (list) => list[random(list.length)];
  const trade = () => String(1 + random(150));
  const day = () => dayBack(random(12));
  const money = () => String((random(20_001) - 10_000) / 100);
  const lines = () =>
    Array.from({ length: 1 + random(40) }, () =>
      JSON.stringify({
        symbol: pick(["XAUUSD", "EURUSD"]),
        profit_loss: Number(money()),
        session_date: day(),
        ...(random(2) ? { ticket: String(9000 + random(300)), account: "7" } : {}),
        ...(random(4) ? {} : { bot_id: 1 + random(4) }),
      }),
    ).join("\n");
  const kinds = [
    [8, () => ["trade", "log", pick(["XAUUSD", "EURUSD"]), money(), "--date", day()]],
    [3, () => ["trade", "log", "XAUUSD", money(), "--ticket", String(9000 + random(300))]],
    [6, () => ["trade", "edit", trade(), "--profit", money()]],
    [4, () => ["trade", "edit", trade(), "--date", day(), "--lot", `0.0${1 + random(8)}`]],
    [3, () => ["trade", "edit", trade(), "--strategy", pick(["breakout", "pullback"])]],
    [3, () => ["trade", "edit", trade(), "--bot", pick(["1", "2", "3"])]],
    [6, () => ["trade", "delete", trade()]],
    [10, () => ["undo"]],
    [3, () => ["undo", String(1 + random(200))]],
    [5, () => ["redo"]],
    [4, () => ["undo", "--import", String(1 + random(12))]],
    [6, () => ["trade", "import", path.join(folder, `statement-${random(3)}.csv`), "--no-input"]],
    [1, () => ["trade", "import", path.join(folder, "statement-0.csv"), "--restore-deleted"]],
    [4, () => ["mood", "set", pick(MOODS), "--date", day(), "--note", "sambil berjalan"]],
    [4, () => ["session", "set", "--date", day(), "--notes", `catatan ${random(9)}`]],
    [2, () => ["session", "set", "--date", day(), "--market", pick(["trending", "sideways"])]],
    [2, () => ["session", "today"]],
    [6, () => ["report", day()]],
    [2, () => ["report", "--week"]],
    [2, () => ["report", "--month", "--json"]],
    [
      1,
      () => ["report", day(), "--html", path.join(folder, "out", `${random(4)}.html`), "--force"],
    ],
    [3, () => ["promise", "accept", String(1 + random(3))]],
    [2, () => ["promise", "edit", String(1 + random(12)), "Setelah rugi saya berdiri dulu."]],
    [3, () => ["promise", "drop", String(1 + random(12))]],
    [1, () => ["promise", "list"]],
    [4, () => ["rule", "add", ...pick(RULES)]],
    [3, () => ["rule", "drop", pick(RULES)[0]]],
    [2, () => ["appeal", String(1 + random(4)), "sudah direncanakan", "--date", day()]],
    [2, () => ["profile", "edit", "--day-start", pick(["00:00", "05:00", "07:00"])]],
    [2, () => ["profile", "edit", "--zone", pick(ZONES)]],
    [1, () => ["profile", "edit", "--balance", String(1000 + random(9) * 500)]],
    [1, () => ["profile", "add", `profil ${random(3)}`, "--currency", pick(["USD", "IDR"])]],
    [1, () => ["profile", "use", pick(["1", "2", "utama", "profil 1"])]],
    [1, () => ["profile", "edit", "--name", pick(["utama", "profil 1", "gold"])]],
    [2, () => ["config", "set", "sapaan", pick(["kamu", "anda"])]],
    [2, () => ["bot", "add", `EA ${random(4)}`, "--magic", String(70 + random(4))]],
    [2, () => ["bot", "edit", String(1 + random(4)), "--magic", String(70 + random(4))]],
    [2, () => ["bot", "edit", String(1 + random(4)), "--name", `EA ${random(9)}`]],
    [4, () => ["trade", "log", "--stdin", ...(random(2) ? ["--create-bots"] : [])], lines],
    [3, () => ["trade", "list", "--days", "14"]],
    [2, () => ["trade", "show", trade()]],
    [2, () => ["stats", "--by", pick(["symbol", "mood", "hour"])]],
    [1, () => ["equity"]],
    [1, () => ["calendar"]],
    [1, () => ["distribution"]],
    [1, () => ["history", "--json"]],
    [1, () => ["status"]],
    [1, () => []],
    [1, () => ["tax", dayBack(0).slice(0, 4)]],
    [1, () => ["export", "--format", "csv"]],
    [1, () => ["export", "--all"]],
    [1, () => ["backup", path.join(folder, "out", `${random(1e9)}.db`)]],
    [1, () => ["doctor"]],
    [1, () => ["doctor", "--fix"]],
    [1, () => ["undo", "--list"]],
    [1, () => ["trade", "import", "--list"]],
  ];
  const all = kinds.reduce((sum, [weight]) => sum + weight, 0);
  let left = random(all);
  const [, words, input] = kinds.find(([weight]) => {
    left -= weight;
    return left < 0;
  });
  return { words: words(), input: input?.() ?? "" };
}

/** Runs a command line; resolves with how it ended, after how long. */
function run(words, input) {
  const began = performance.now();
  const child = spawn(process.execPath, [bin, "--db", db, ...words], { env });
  let said = "";
  child.stdout.resume();
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const timer = setTimeout(() => child.kill("SIGKILL"), MOST_MS);
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      resolve({ words, code, signal, said, ms: performance.now() - began });
    });
  });
}

/** What no sentence of ours says: the words of SQLite, of Node, of a program that fell over. */
const NOT_OURS = /SQLITE|constraint|no row|undefined|\bNaN\b|TypeError|is not|at \w+ \(/i;

const runs = [];
async function work(index) {
  const random = randomFrom(seed * 1000 + index);
  for (let count = 0; count < commands; count++) {
    const { words, input } = makeCommand(random);
    runs.push(await run(words, input));
  }
}

/** Days whose totals are not those of their trades, by a count that shares no code with ours. */
function wrongDays() {
  const Database = createRequire(import.meta.url)("better-sqlite3");
  const file = new Database(db, { readonly: true });
  const rows = file
    .prepare(
      `SELECT s.id, s.session_date, s.total_trades, s.total_profit_loss, COUNT(t.id) AS n,
         COALESCE(SUM(CAST(ROUND(t.profit_loss * 100) AS INTEGER)), 0) AS cents
       FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id GROUP BY s.id`,
    )
    .all();
  file.close();
  return rows.filter(
    (row) => row.total_trades !== row.n || Math.round(row.total_profit_loss * 100) !== row.cents,
  );
}

writeFiles();
const first = [
  ["trade", "import", path.join(folder, "statement-0.csv"), "--no-input"],
  ["bot", "add", "EA 0", "--magic", "70"],
  ["bot", "add", "EA 1", "--magic", "71"],
  ["report", dayBack(3)],
  ["report", dayBack(2)],
];
for (const words of first) {
  const { status, stderr } = spawnSync(process.execPath, [bin, "--db", db, ...words], { env });
  if (status !== 0) throw new Error(`${words.join(" ")}: ${stderr}`);
}
const began = performance.now();
await Promise.all(Array.from({ length: processes }, (_, index) => work(index)));
const seconds = (performance.now() - began) / 1000;
const doctor = spawnSync(process.execPath, [bin, "--db", db, "doctor"], { env, encoding: "utf8" });
const wrong = wrongDays();
let undone = 0;
while (
  undone < 1000 &&
  spawnSync(process.execPath, [bin, "--db", db, "undo"], { env }).status === 0
)
  undone++;
const after = spawnSync(process.execPath, [bin, "--db", db, "doctor"], { env, encoding: "utf8" });
const wrongAfter = wrongDays();

const codes = new Map();
for (const { code, signal } of runs) {
  const key = signal ?? code;
  codes.set(key, (codes.get(key) ?? 0) + 1);
}
const hangs = runs.filter(({ signal }) => signal === "SIGKILL");
const bugs = runs.filter(({ code, said }) => ![0, 1, 2, 3].includes(code) || NOT_OURS.test(said));
for (const { words, code, signal, said } of bugs) {
  console.log(
    `✖ ${signal ?? code}: jurnal ${words.join(" ")}\n  ${said.trim().replaceAll("\n", "\n  ")}`,
  );
}
const slowest = runs.reduce((most, one) => (one.ms > most.ms ? one : most));
console.log(
  [
    `seed ${seed}: ${runs.length} runs by ${processes} processes in ${seconds.toFixed(0)} s`,
    `exits: ${[...codes].map(([code, count]) => `${code} × ${count}`).join(", ")}`,
    `not in a sentence of ours: ${bugs.length}, hangs: ${hangs.length}`,
    `slowest: ${(slowest.ms / 1000).toFixed(1)} s, jurnal ${slowest.words.join(" ")}`,
    `doctor: exit ${doctor.status}; days with another total than their trades: ${wrong.length}`,
    `after ${undone} undos: doctor exit ${after.status}, wrong days ${wrongAfter.length}`,
  ].join("\n"),
);
if (doctor.status !== 0) console.log(doctor.stdout);
if (after.status !== 0) console.log(after.stdout);
const isSound = doctor.status === 0 && after.status === 0 && wrong.length + wrongAfter.length === 0;
if (process.env.KEEP) console.log(folder);
else rmSync(folder, { recursive: true });
process.exitCode = isSound && bugs.length === 0 ? 0 : 1;
