// Measures the program as ratios against a reference run beside it: `npm run bench [ROWS]`.
// Needs the sqlite3 shell for the intake's reference, and /usr/bin/time for its memory.
import { copyFileSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeTrades } from "./data.js";
import { inTurn, measure, printRatio } from "./measure.js";

const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = 15;
const folder = mkdtempSync(path.join(tmpdir(), "jurnal-bench-"));
const file = (name) => path.join(folder, name);
const node = process.execPath;
const jurnal = (db, ...words) => [node, "bin/jurnal.js", "--db", file(db), ...words];
const log = (db) => jurnal(db, "trade", "log", "XAUUSD", "45.50", "--lot", "0.02", "--sl");

/** Pipes a file into a new journal; returns what `measure` does, with the peak memory in MB. */
function intake(ndjson, db) {
  const input = openSync(ndjson, "r");
  const command = ["/usr/bin/time", "-f", "%M", ...jurnal(db, "trade", "log", "--stdin")];
  const { ms, stderr } = measure(command, { stdio: [input, "ignore", "pipe"] });
  return { ms, megabytes: Number(stderr.trim().split("\n").at(-1)) / 1024 };
}

/** A day of four trades, reported once: the report itself is what is measured, not its storing. */
function logDay(db) {
  for (const result of ["25.10", "-12.40", "0", "8.75"]) {
    measure(jurnal(db, "trade", "log", "XAUUSD", result, "--lot", "0.02", "--sl"));
  }
  measure(jurnal(db, "report"));
}

/**
 * Every start beside bare Node, on a journal of 10,000 trades whose last day has four. What a Node
 * has compiled of a command it keeps (bin/jurnal.js), so the first round of `inTurn` is its first run.
 */
function starts() {
  writeTrades(10_000, file("usual.ndjson"), file("usual.csv"));
  intake(file("usual.ndjson"), "usual.db");
  logDay("usual.db");
  // Logging goes to a copy: a day of many trades is another report.
  copyFileSync(file("usual.db"), file("log.db"));
  const isNode20 = Number(process.versions.node.split(".")[0]) < 22;
  // Newer Nodes start twice as fast, and the work weighs more beside them: no bar was set for it.
  const work = isNode20 ? 2.5 : null;
  const measured = [
    ["status", jurnal("usual.db", "status"), isNode20 ? 1.35 : 2],
    ["trade log", log("log.db"), isNode20 ? 1.4 : 2],
    ["report", jurnal("usual.db", "report"), isNode20 ? 1.55 : 2],
    ["stats", jurnal("usual.db", "stats"), work],
    ["stats --by symbol", jurnal("usual.db", "stats", "--by", "symbol"), work],
    ["report --month", jurnal("usual.db", "report", "--month", "2025-12"), work],
  ];
  const commands = measured.map(([, command]) => command);
  const [bare, ...times] = inTurn(rounds, [[node, "-e", "0"], ...commands]);
  measured.forEach(([name, , bar], index) => {
    printRatio(`${name} / node -e 0`, times[index], bare, bar);
  });
}

writeTrades(1_000, file("small.ndjson"), file("small.csv"));
writeTrades(rows, file("large.ndjson"), file("large.csv"));
intake(file("small.ndjson"), "small.db");

console.log(
  `medians of ${rounds} rounds on Node ${process.version}; intake of ${rows} rows once each`,
);
starts();

const large = intake(file("large.ndjson"), "large.db");
const again = intake(file("large.ndjson"), "large.db");
const columns = "ticket,account,symbol,side,lot,entry,exit,open,close,pl,sl,strategy";
const importInto = (db, ...before) =>
  measure(["sqlite3", file(db), ...before, ".mode csv", `.import ${file("large.csv")} trades`]).ms;
const plain = importInto("plain.db", `CREATE TABLE trades (${columns})`);
const indexed = importInto(
  "indexed.db",
  `CREATE TABLE trades (${columns})`,
  "CREATE UNIQUE INDEX ticket ON trades (account, ticket)",
  "CREATE INDEX day ON trades (substr(exit, 1, 10), pl)",
);
printRatio("intake / sqlite3 .import", large.ms, plain, 4);
printRatio("intake / .import with our two indices", large.ms, indexed, 4);
printRatio("the same again (all known) / sqlite3 .import", again.ms, plain, 4);
const verdict = large.megabytes <= 150 ? "ok" : "MISSED";
console.log(
  `${"intake, peak memory".padEnd(46)} ${large.megabytes.toFixed(0).padStart(6)} MB (bar 150 MB) ${verdict}`,
);

// The same last day in both journals, with 200 trades of history before it.
const days = ["small.db", "large.db"].map((db) => {
  logDay(db);
  return jurnal(db, "report");
});
const [onSmall, onLarge] = inTurn(rounds, days);
printRatio(`report on ${rows} trades / on 1000`, onLarge, onSmall, 1.15);

rmSync(folder, { recursive: true });
