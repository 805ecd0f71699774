// `npm run bench:watch -- [FILES] [DAYS]`: the built program watches a folder of downloads (10,000
// files of the kinds that statements come in, one in fifty a statement) for a week of a clock that
// leaps over its waits. Prints what it took and held; exits with 1 where its memory grew.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { statement } from "./statement.js";

const [files = 10_000, days = 7] = process.argv.slice(2).map(Number);
/** Growth of the heap from the first idle hours to the last that is still flat. */
const MOST_GROWTH = 3e6;

const folder = mkdtempSync(path.join(tmpdir(), "jurnal-watch-"));
const downloads = path.join(folder, "unduhan");
mkdirSync(downloads);

const KINDS = [
  ["html", (n) => `<!doctype html><html><body>${"<p>artikel</p>".repeat(200)}${n}</body></html>`],
  ["csv", (n) => `bahan,jumlah,harga\n${`tepung,${n},12000\n`.repeat(100)}`],
  ["json", (n) => JSON.stringify({ nomor: n, isi: Array.from({ length: 100 }, () => "x") })],
  ["txt", (n) => `catatan ${n}\n`.repeat(100)],
  ["xlsx", (n) => `PK\x03\x04 rusak ${n}`],
  ["jpg", (n) => `gambar ${n}`],
];
for (let n = 0; n < files; n++) {
  const [end, text] = KINDS[n % KINDS.length];
  const isStatement = n % 50 === 0;
  const name = isStatement ? `Statement-${n}.htm` : `berkas-${n}.${end}`;
  const content = isStatement
    ? statement(20).replaceAll("77000", `7${String(n).padStart(4, "0")}`)
    : text(n);
  writeFileSync(path.join(downloads, name), content);
}

const clock = pathToFileURL(path.resolve("bench/fast-clock.js")).href;
const child = spawn(
  process.execPath,
  ["--expose-gc", "--import", clock, "bin/jurnal.js", "watch", downloads],
  {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    env: { ...process.env, DAYS: String(days), JURNAL_DB: path.join(folder, "jurnal.db") },
  },
);
let said = "";
child.stderr.on("data", (data) => {
  said += data;
});
const samples = [];
createInterface({ input: child.stdio[3] }).on("line", (line) => {
  const sample = JSON.parse(line);
  samples.push(sample);
  const { day, heapUsed, rss, cpu } = sample;
  console.log(
    `day ${day.toFixed(2)}: heap ${(heapUsed / 1e6).toFixed(1)} MB, rss ${(rss / 1e6).toFixed(0)} MB, CPU ${cpu.toFixed(1)} s`,
  );
});
child.on("close", (code) => {
  rmSync(folder, { recursive: true, force: true });
  const [first, last] = [samples[1], samples.at(-1)];
  const growth = last.heapUsed - first.heapUsed;
  const seconds = (last.cpu - first.cpu) / (last.day - first.day);
  console.log(said.trim().split("\n").at(-1));
  console.log(
    `${files} files, ${last.day.toFixed(1)} days: heap grew by ${(growth / 1e6).toFixed(2)} MB, ` +
      `${seconds.toFixed(0)} s of CPU a day (${((100 * seconds) / 86_400).toFixed(2)} %)`,
  );
  if (code !== 0 || growth > MOST_GROWTH) {
    console.log(`MISSED: exit ${code}, growth ${growth}`);
    process.exitCode = 1;
  }
});
