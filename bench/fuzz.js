// Mutates statements and imports them: `npm run bench:fuzz [COUNT]`. Each must end in a sentence
// (exit 1) or in a whole import (exit 0) that doctor finds sound; all else is listed and fails.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { statement } from "./statement.js";

const count = Number(process.argv[2] ?? 10_000);
/** Every so many files go through the whole program; all go through the readers. */
const WHOLE = 100;
const { readStatement } = createRequire(import.meta.url)("../dist/readers.cjs");
const folder = mkdtempSync(path.join(tmpdir(), "jurnal-fuzz-"));
const csv = `ticket,symbol,side,lot_size,exit_time,profit_loss\n${Array.from(
  { length: 30 },
  (_, index) => `${index},EURUSD,buy,0.1,2026-01-05T10:${10 + index}:00Z,${index - 15}.25\n`,
).join("")}`;
const seeds = [
  Buffer.from(statement(30)),
  Buffer.from(`\ufeff${statement(10)}`, "utf16le"),
  Buffer.from(csv),
];

// A linear congruence (Numerical Recipes): the same files every time.
let state = 20250731;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state % below;
};

function mutate(bytes) {
  const copy = Buffer.from(bytes);
  const kind = random(4);
  const at = random(copy.length);
  if (kind === 0) return copy.subarray(0, at);
  if (kind === 1) return Buffer.concat([copy.subarray(0, at), copy.subarray(at + random(200))]);
  if (kind === 2) {
    const from = random(copy.length);
    return Buffer.concat([
      copy.subarray(0, at),
      copy.subarray(from, from + 300),
      copy.subarray(at),
    ]);
  }
  for (let times = random(40); times >= 0; times--) copy[random(copy.length)] = random(256);
  return copy;
}

const failures = [];
const counts = { read: 0, refused: 0 };
for (let index = 0; index < count; index++) {
  const bytes = mutate(seeds[index % seeds.length]);
  const result = await readStatement(bytes, {}).catch((error) => ({ crash: String(error) }));
  if (result.crash !== undefined) failures.push(`${index}: ${result.crash}`);
  counts[result.ok ? "read" : "refused"]++;
  if (index % WHOLE !== 0) continue;
  const file = path.join(folder, "fuzz.dat");
  writeFileSync(file, bytes);
  const db = path.join(folder, `${index}.db`);
  const jurnal = (...words) =>
    spawnSync(process.execPath, ["bin/jurnal.js", "--db", db, ...words], { encoding: "utf8" });
  const { status, stderr } = jurnal("trade", "import", file, "--no-input");
  const sound = jurnal("doctor").status;
  if (status > 1 || sound !== 0) failures.push(`${index}: exit ${status}, ${stderr}`);
}
rmSync(folder, { recursive: true });
for (const failure of failures) console.log(failure);
console.log(
  `${count} files: ${counts.read} read, ${counts.refused} refused, ${failures.length} failed`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
