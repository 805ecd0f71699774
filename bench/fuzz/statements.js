// Mutates statements and imports them. Each must end in a sentence (exit 1) or in a whole import
// (exit 0) that doctor finds sound.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { statement } from "../statement.js";
import { figures } from "./figures.js";
import { sources, startService } from "./program.js";
import { randomOf } from "./random.js";

/** Every so many files go through the whole program; all go through the readers. */
const WHOLE = 100;

const csv = `ticket,symbol,side,lot_size,exit_time,profit_loss\n${Array.from(
  { length: 30 },
  (_, index) => `${index},EURUSD,buy,0.1,2026-01-05T10:${10 + index}:00Z,${index - 15}.25\n`,
).join("")}`;
const ORIGINALS = [
  Buffer.from(statement(30)),
  Buffer.from(`\ufeff${statement(10)}`, "utf16le"),
  Buffer.from(csv),
];

function mutate(bytes, { below }) {
  const copy = Buffer.from(bytes);
  const kind = below(4);
  const at = below(copy.length);
  if (kind === 0) return copy.subarray(0, at);
  if (kind === 1) return Buffer.concat([copy.subarray(0, at), copy.subarray(at + below(200))]);
  if (kind === 2) {
    const from = below(copy.length);
    return Buffer.concat([
      copy.subarray(0, at),
      copy.subarray(from, from + 300),
      copy.subarray(at),
    ]);
  }
  for (let times = below(40); times >= 0; times--) copy[below(copy.length)] = below(256);
  return copy;
}

export async function fuzz({ runs, seed, folder }) {
  const random = randomOf(seed);
  const told = figures("statements", seed);
  const { readStatement } = await sources();
  const service = await startService(folder);
  for (let index = 0; index < runs; index++) {
    const bytes = mutate(ORIGINALS[index % ORIGINALS.length], random);
    const result = await readStatement(bytes, {}).catch((error) => {
      told.fault(`${index}: ${error}`);
      return { ok: false };
    });
    told.count(result.ok ? "read" : "refused");
    if (index % WHOLE !== 0) continue;
    const file = path.join(folder, "statement.dat");
    writeFileSync(file, bytes);
    const db = path.join(folder, `${index}.db`);
    const imported = told.ran(await service.run(db, ["trade", "import", file, "--no-input"]));
    const doctor = told.ran(await service.run(db, ["doctor"]));
    if (imported.code > 1) told.fault(`${index}: ${imported.err}`);
    if (doctor.code !== 0) told.fault(`${index}: ${doctor.out}`);
  }
  service.stop();
  return told.close();
}
