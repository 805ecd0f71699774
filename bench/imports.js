// Measures `trade import` against the HTML parser alone and against sqlite3's .import:
// `npm run bench:import [TRADES] [ROWS]`. Needs the sqlite3 shell and /usr/bin/time.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeTrades } from "./data.js";
import { measure, median, printRatio } from "./measure.js";
import { writeStatement } from "./statement.js";

const trades = Number(process.argv[2] ?? 100_000);
const rows = Number(process.argv[3] ?? 1_000_000);
const folder = mkdtempSync(path.join(tmpdir(), "jurnal-bench-"));
const file = (name) => path.join(folder, name);
const parserAlone = `
  const { Parser } = await import("htmlparser2");
  const { readFileSync } = await import("node:fs");
  let seen = 0;
  const count = () => { seen++; };
  const parser = new Parser({ onopentag: count, ontext: count, onclosetag: count });
  parser.write(readFileSync(${JSON.stringify(file("statement.htm"))}, "utf8"));
  parser.end();
`;
let imported = 0;
const importing = (name) => {
  const db = file(`${imported++}.db`);
  const words = ["trade", "import", file(name), "--no-input"];
  const command = ["/usr/bin/time", "-f", "%M", process.execPath, "bin/jurnal.js", "--db", db];
  const { ms, stderr } = measure([...command, ...words]);
  return { ms, megabytes: Number(stderr.trim().split("\n").at(-1)) / 1024 };
};

writeStatement(trades, file("statement.htm"));
const rounds = [1, 2, 3].map(() => ({
  html: importing("statement.htm").ms,
  parser: measure([process.execPath, "--input-type=module", "-e", parserAlone]).ms,
}));
const of = (name) => median(rounds.map((round) => round[name]));
printRatio(`statement of ${trades} trades / HTML parser alone`, of("html"), of("parser"), 4);

writeTrades(rows, file("rows.ndjson"), file("bare.csv"));
const columns =
  "ticket,account,symbol,side,lot_size,entry_time,exit_time,entry_price,exit_price,profit_loss,stop_loss_used,strategy_used";
writeFileSync(file("rows.csv"), `${columns}\n${readFileSync(file("bare.csv"), "utf8")}`);
const table = importing("rows.csv");
const plain = measure([
  "sqlite3",
  file("plain.db"),
  ".mode csv",
  `.import ${file("rows.csv")} t`,
]).ms;
printRatio(`CSV of ${rows} rows / sqlite3 .import`, table.ms, plain, 4);
console.log(`CSV of ${rows} rows, peak memory: ${table.megabytes.toFixed(0)} MB`);

writeStatement(390_000, file("large.htm"));
const large = importing("large.htm");
const verdict = large.megabytes < 1000 ? "ok" : "MISSED";
console.log(
  `statement of 200 MB, peak memory: ${large.megabytes.toFixed(0)} MB (bar 1000 MB) ${verdict}`,
);
rmSync(folder, { recursive: true });
