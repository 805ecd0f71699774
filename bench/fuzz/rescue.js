// Damages copies of a journal of 5,000 trades and rescues each: the damaged file is not touched, and
// what is rescued passes doctor and can be worked with. Tells how many trades each kind of damage costs.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { swapped } from "./corruption.js";
import { figures } from "./figures.js";
import { startService } from "./program.js";
import { randomOf } from "./random.js";

const TRADES = 5000;
const [PAGE, SECTOR] = [4096, 512];

/** A journal whose trades fill many pages, with a row in most of its other tables. */
async function longJournal(service, file) {
  const start = Date.parse("2024-01-01T09:00:00Z");
  const time = (at) => new Date(at).toISOString();
  const lines = Array.from({ length: TRADES }, (_, index) => {
    const entry = start + index * 3 * 3_600_000;
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
  const must = async (line, input = "") => {
    const { code, err } = await service.run(file, line.split(" "), { input });
    if (code !== 0) throw new Error(`${line}: ${code} ${err}`);
  };
  await must("trade log --stdin", lines.join("\n"));
  await must("mood set tenang");
  await must("rule add max-trades 5");
  await must("config set sapaan kamu");
  await must("profile add rupiah --currency IDR");
  await must("--profile rupiah trade log BBCA 15000 --date 2026-01-05");
  await must("report 2024-03-01");
}

/** The trades that a journal holds, by their numbers; their days may be others after a rescue. */
function tradesOf(file) {
  const db = new Database(file, { readonly: true });
  const rows = db.prepare("SELECT * FROM daily_trading_data").all();
  db.close();
  return new Map(rows.map((row) => [row.id, JSON.stringify({ ...row, session_id: 0 })]));
}

function noise(bytes, at, length, { below }) {
  for (let index = at; index < at + length; index++) bytes[index] = below(256);
  return bytes;
}

const blockOf = (bytes, size, { below }) => below(bytes.length / size) * size;

/** Ways to damage a file; each gets its bytes and answers with those that it is left with. */
const DAMAGES = {
  "a page of noise": (bytes, random) => noise(bytes, blockOf(bytes, PAGE, random), PAGE, random),
  "a page of zeros"(bytes, random) {
    const at = blockOf(bytes, PAGE, random);
    return bytes.fill(0, at, at + PAGE);
  },
  "ten pages of zeros"(bytes, random) {
    const at = blockOf(bytes.subarray(10 * PAGE), PAGE, random);
    return bytes.fill(0, at, at + 10 * PAGE);
  },
  "a sector of noise": (bytes, random) =>
    noise(bytes, blockOf(bytes, SECTOR, random), SECTOR, random),
  "thirty sectors"(bytes, random) {
    for (let count = 30; count > 0; count--) {
      noise(bytes, blockOf(bytes, SECTOR, random), SECTOR, random);
    }
    return bytes;
  },
  "a hundred bytes"(bytes, random) {
    for (let count = 100; count > 0; count--) noise(bytes, random.below(bytes.length), 1, random);
    return bytes;
  },
  "the header": (bytes, random) => noise(bytes, 0, 100, random),
  "the first page": (bytes, random) =>
    random.chance(0.5) ? bytes.fill(0, 0, PAGE) : noise(bytes, 0, PAGE, random),
  "the end cut off": (bytes, { below }) =>
    bytes.subarray(0, Math.floor(bytes.length / 10) + below(bytes.length * 0.9)),
  "a page in the place of another": swapped,
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export async function fuzz({ runs, seed, folder }) {
  const random = randomOf(seed);
  const told = figures("rescue", seed);
  const service = await startService(folder);
  const origin = path.join(folder, "origin.db");
  await longJournal(service, origin);
  const whole = readFileSync(origin);
  const known = tradesOf(origin);
  const [file, out] = ["target.db", "rescued.db"].map((name) => path.join(folder, name));
  const kinds = Object.keys(DAMAGES);
  const costs = Object.fromEntries(kinds.map((kind) => [kind, { lost: [], differing: 0 }]));
  for (let run = 0; run < runs; run++) {
    const kind = kinds[run % kinds.length];
    const label = `${kind}, run ${run}`;
    for (const end of ["", "-wal", "-shm"]) {
      rmSync(file + end, { force: true });
      rmSync(out + end, { force: true });
    }
    const damaged = DAMAGES[kind](Buffer.from(whole), random);
    writeFileSync(file, damaged);
    const ask = async (db, line) => told.ran(await service.run(db, line.split(" ")), label);
    const rescue = await ask(file, `doctor --rescue ${out}`);
    if (!readFileSync(file).equals(damaged)) told.fault(`the damaged file was touched: ${label}`);
    for (const line of ["doctor", "stats", "trade list --days 3000"]) await ask(file, line);
    if (rescue.code !== 0) {
      told.fault(`nothing rescued: ${label}, ${rescue.err}`);
      continue;
    }
    const { code, err } = await ask(out, "doctor");
    if (code !== 0) told.fault(`what was rescued is not sound: ${label}, ${err}`);
    const saved = tradesOf(out);
    costs[kind].lost.push([...known.keys()].filter((id) => !saved.has(id)).length);
    for (const [id, row] of saved) if (known.get(id) !== row) costs[kind].differing++;
    for (const line of ["undo", "trade log XAUUSD 5", "report"]) await ask(out, line);
  }
  service.stop();
  for (const [kind, { lost, differing }] of Object.entries(costs)) {
    const most = Math.max(0, ...lost);
    console.log(
      `${kind}: ${lost.length} rescued; of ${known.size} trades lost: median ${median(lost)}, most ${most}; differing: ${differing}`,
    );
  }
  return told.close();
}
