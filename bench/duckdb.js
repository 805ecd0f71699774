// `npm run bench:duckdb -- FOLDER [JOURNAL]`: runs the queries of docs/analisis.md with the DuckDB that
// stands in FOLDER (`npm install --prefix FOLDER @duckdb/node-api`: no dependency of ours) over exports
// of a journal (by default the demo's), and holds their figures against `jurnal stats`. Exits with 1
// where one differs by a cent.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const [at, given] = process.argv.slice(2);
if (at === undefined) throw new Error("name the folder with @duckdb/node-api");
const { DuckDBInstance } = createRequire(path.resolve(at, "x.js"))("@duckdb/node-api");
const folder = mkdtempSync(path.join(tmpdir(), "jurnal-duckdb-"));
const bin = path.resolve("bin/jurnal.js");
const page = readFileSync("docs/analisis.md", "utf8");
const queryOf = (name) => new RegExp(`^\`{3}sql ${name}\\n([^\`]*)`, "m").exec(page)[1];
const journal = given === undefined ? path.join(folder, "demo.db") : path.resolve(given);
const jurnal = (...words) =>
  execFileSync(process.execPath, [bin, "--db", journal, ...words], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: ["ignore", "pipe", "ignore"],
  });
if (given === undefined) jurnal("demo", "--save", journal);

const all = ["--from", "1970-01-01"];
const stats = JSON.parse(jurnal("stats", ...all, "--json"));
const bySymbol = JSON.parse(jurnal("stats", ...all, "--by", "symbol", "--json"));
jurnal("export", "--out", "transaksi.ndjson");
jurnal("export", "--all", "--out", "seluruh.ndjson");

process.chdir(folder);
const duck = await (await DuckDBInstance.create(":memory:")).connect();
/** The rows of the last statement, numbers and decimals as numbers. */
async function rowsOf(name) {
  let rows = [];
  for (const sql of queryOf(name)
    .split(/;\s*$/m)
    .filter((one) => one.trim() !== "")) {
    rows = (await duck.runAndReadAll(sql)).getRowObjectsJson();
  }
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        /^-?[\d.]+$/.test(value) ? Number(value) : value,
      ]),
    ),
  );
}

let missed = 0;
function hold(what, theirs, ours) {
  const same = typeof ours === "number" ? Math.abs(theirs - ours) < 0.005 : theirs === ours;
  if (!same) missed++;
  console.log(`${same ? "ok    " : "MISSED"} ${what}: DuckDB ${theirs}, jurnal ${ours}`);
}

console.log((await duck.runAndReadAll("SELECT version() AS v")).getRowObjectsJson()[0].v);
await rowsOf("transaksi.sql");
const [summary] = await rowsOf("ringkasan.sql");
for (const key of Object.keys(summary)) hold(key, summary[key], stats[key]);
const groups = new Map(bySymbol.groups.map((group) => [group.key, group]));
for (const { key, n, net } of await rowsOf("simbol.sql")) {
  hold(`${key} n`, n, groups.get(key)?.n);
  hold(`${key} net`, net, groups.get(key)?.net);
}
const [{ max_drawdown }] = await rowsOf("drawdown.sql");
hold("max_drawdown", max_drawdown, stats.max_drawdown);
const [parquet] = await rowsOf("parquet.sql");
hold("parquet n", parquet.n, stats.n);
hold("parquet net", parquet.net, stats.net);
const moods = await rowsOf("suasana.sql");
const sum = (key) => moods.reduce((total, mood) => total + mood[key], 0);
hold("moods n", sum("n"), stats.n);
hold("moods net", sum("net"), stats.net);
rmSync(folder, { recursive: true, force: true });
process.exitCode = missed > 0 ? 1 : 0;
