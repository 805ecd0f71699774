// What a journal of a million trades costs, each against its bar: `npm run bench:million [ROWS | JOURNAL]`.
// CPU seconds (user and system), because a busy machine changes them least, and the peak memory. Needs
// the sqlite3 shell for its references, and /usr/bin/time. A journal that is given is only read.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeTrades } from "./data.js";
import { measure } from "./measure.js";

const given = process.argv[2] ?? "1000000";
const node = process.execPath;
const folder = mkdtempSync(path.join(tmpdir(), "jurnal-bench-"));
const file = (name) => path.join(folder, name);

if (spawnSync("sqlite3", ["-version"]).status !== 0) {
  console.error("the sqlite3 shell is missing: there is nothing to measure against");
  process.exit(1);
}

/** A journal of so many trades over ten years, or over one, taken in through the program. */
function journalOf(rows, name, years = 10) {
  const [db, ndjson] = [file(`${name}.db`), file(`${name}.ndjson`)];
  writeTrades(rows, ndjson, file(`${name}.csv`), years);
  measure([node, "bin/jurnal.js", "--db", db, "trade", "log", "--stdin"], {
    stdio: [openSync(ndjson, "r"), "ignore", "pipe"],
  });
  return db;
}

/** CPU seconds and peak megabytes of a command whose output goes nowhere. */
function cost(command) {
  const timed = ["/usr/bin/time", "-f", "%U %S %M", ...command];
  const [user, system, kilobytes] = measure(timed).stderr.trim().split("\n").at(-1).split(" ");
  return { seconds: Number(user) + Number(system), megabytes: Number(kilobytes) / 1024 };
}

/** The better of two runs: the first fills the caches of the file and of the code. */
function best(command) {
  const [a, b] = [cost(command), cost(command)];
  return a.seconds < b.seconds ? a : b;
}

/** Bars: seconds of CPU, `times` the reference, megabytes; null where none was set. */
function report(
  name,
  { seconds, megabytes },
  { most = null, times = null, mostMegabytes = 250 },
  plain,
) {
  const ratio = plain === undefined ? null : seconds / plain.seconds;
  const isOver =
    (most !== null && seconds > most) ||
    (times !== null && ratio > times) ||
    (mostMegabytes !== null && megabytes > mostMegabytes);
  const bars = [
    most === null ? "" : `${most} s`,
    times === null ? "" : `${times} x`,
    mostMegabytes === null ? "" : `${mostMegabytes} MB`,
  ];
  const beside = ratio === null ? "" : ` = ${ratio.toFixed(2)} x of ${plain.seconds.toFixed(2)} s`;
  console.log(
    `${name.padEnd(34)} ${seconds.toFixed(2).padStart(6)} s ${megabytes.toFixed(0).padStart(5)} MB${beside}` +
      ` (bar ${bars.filter(Boolean).join(", ")}) ${isOver ? "MISSED" : "ok"}`,
  );
}

const large = existsSync(given) ? given : journalOf(Number(given), "large");
const year = journalOf(100_000, "year", 1);
const jurnal = (...words) => [node, "bin/jurnal.js", "--db", large, ...words];
const ofYear = (...words) => [node, "bin/jurnal.js", "--db", year, ...words];
const shell = (sql) => ["sqlite3", "-readonly", "-csv", large, sql];
const FROM = "FROM daily_trading_data t JOIN trading_sessions s ON s.id = t.session_id";
const rows = best(
  shell(`SELECT t.*, s.session_date ${FROM}
    ORDER BY s.session_date, coalesce(t.entry_time, t.exit_time), t.id`),
);
const aggregate = best(
  shell(`SELECT count(*), sum(profit_loss), sum(profit_loss > 0), max(profit_loss),
    min(profit_loss), avg(unixepoch(t.exit_time) - unixepoch(t.entry_time)) ${FROM}`),
);

console.log(`CPU and peak memory on Node ${process.version}; ${given} trades over ten years`);
const everything = ["trade", "list", "--from", "2010-01-01"];
for (const more of [[], ["--json"], ["--plain"]]) {
  const name = [...everything.slice(0, 2), ...more].join(" ");
  report(name, cost(jurnal(...everything, ...more)), { mostMegabytes: 200 }, rows);
}
for (const format of ["csv", "json", "ndjson"]) {
  const exported = cost(jurnal("export", "--format", format));
  report(`export ${format} / sqlite3 -csv`, exported, { times: 3, mostMegabytes: 150 }, rows);
}
const all = cost(jurnal("export", "--all"));
report("export --all / sqlite3 -csv", all, { times: 3, mostMegabytes: 150 }, rows);
const TEN_YEARS = ["report", "--from", "2016-01-01", "--to", "2025-12-31"];
report(
  "review of ten years",
  best(jurnal(...TEN_YEARS)),
  { most: 2, mostMegabytes: 200 },
  aggregate,
);
report("stats", best(jurnal("stats")), { most: 1 }, aggregate);
report("distribution", best(jurnal("distribution")), { most: 1 }, aggregate);
const html = ["report", "--year", "2016", "--html", "-"];
report("HTML of a year of 100,000", best(ofYear(...html)), { most: 1 });
for (const words of [
  ["stats", "--by", "symbol"],
  ["compare", "--by", "side"],
  ["equity"],
  ["calendar", "2024-03"],
  ["history", "--from", "2010-01-01"],
  ["tax", "2024"],
  ["doctor"],
  ["backup", file("copy.db")],
]) {
  // Nothing was asked of these but to end, in bounded memory.
  report(words[0] === "backup" ? "backup" : words.join(" "), cost(jurnal(...words)), {
    mostMegabytes: 350,
  });
}

const copy = file("copy.db");
const again = ["--db", copy, "profile", "edit", "--day-start", "05:00"];
for (const words of [again, ["--db", copy, "undo"]]) {
  const [, , ...name] = words;
  report(name.join(" "), cost([node, "bin/jurnal.js", ...words]), { mostMegabytes: 350 });
}

rmSync(folder, { recursive: true });
