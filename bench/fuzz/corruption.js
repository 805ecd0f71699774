// Damages a journal, its log and the log's index: every command ends in a sentence, none with 70,
// none hangs; what doctor calls sound can be read by all of them.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { figures, hasAnswered } from "./figures.js";
import { fullJournal, READINGS } from "./journal.js";
import { startService } from "./program.js";
import { randomOf } from "./random.js";

const PAGE = 4096;

/** A page in the place of another. */
export function swapped(bytes, { below }) {
  const pages = Math.floor(bytes.length / PAGE);
  const [from, to] = [below(pages) * PAGE, below(pages) * PAGE];
  bytes.copy(bytes, to, from, from + PAGE);
  return bytes;
}

/** Ways to damage a file; each gets its bytes and answers with those that it is left with. */
const DAMAGES = {
  bytes(bytes, { below }) {
    for (let count = 1 + below(60); count > 0; count--) bytes[below(bytes.length)] = below(256);
    return bytes;
  },
  header(bytes, { below }) {
    for (let count = 1 + below(6); count > 0; count--) bytes[below(100)] = below(256);
    return bytes;
  },
  page(bytes, { below, pick }) {
    const at = below(Math.ceil(bytes.length / PAGE)) * PAGE;
    return bytes.fill(pick([0, 255, 13]), at, at + PAGE);
  },
  swapped,
  cells(bytes, { below }) {
    // Where a page keeps how many cells it has, and where they begin.
    const at = below(Math.floor(bytes.length / PAGE)) * PAGE;
    for (let count = 1 + below(4); count > 0; count--) bytes[at + below(40)] = below(256);
    return bytes;
  },
  cut: (bytes, { below }) => bytes.subarray(0, below(bytes.length)),
  "cut at a page": (bytes, { below }) => bytes.subarray(0, below(bytes.length / PAGE) * PAGE),
  longer: (bytes, { below }) => Buffer.concat([bytes, Buffer.alloc(below(9000), 7)]),
  empty: () => Buffer.alloc(0),
};

const WRITINGS = [
  ["trade", "log", "XAUUSD", "1"],
  ["trade", "delete", "5"],
  ["mood", "set", "tenang"],
  ["undo"],
  ["redo"],
  ["rule", "add", "max-trades", "4"],
  ["doctor", "--fix"],
];

export async function fuzz({ runs, seed, folder }) {
  const random = randomOf(seed);
  const told = figures("corruption", seed);
  const service = await startService(folder);
  const origin = path.join(folder, "origin.db");
  await fullJournal(service, origin);
  const { out: help } = await service.run(origin, ["doctor", "--help"]);
  // A journal with a log: what was written last stands there alone.
  const db = new Database(origin);
  db.prepare("SELECT 1 FROM users").get();
  await service.run(origin, ["trade", "log", "XAUUSD", "2", "--note", "terakhir"]);
  const files = ["", "-wal", "-shm"].map((end) => [end, readFileSync(origin + end)]);
  const target = path.join(folder, "target.db");
  for (let run = 0; run < runs; run++) {
    const [end] = random.pick([...files, files[0], files[0], files[1]]);
    const damage = random.pick(Object.keys(DAMAGES));
    for (const [name, bytes] of files) {
      // A file of its own each time: one and the same may still be mapped.
      rmSync(target + name, { force: true });
      const isIt = name === end;
      writeFileSync(target + name, isIt ? DAMAGES[damage](Buffer.from(bytes), random) : bytes);
    }
    const label = `${damage} of journal${end}, run ${run}`;
    const doctor = told.ran(await service.run(target, ["doctor"]), label);
    told.count(doctor.code === 0 ? "sound" : "named by doctor");
    const lines = Array.from({ length: 4 }, () => random.pick(READINGS));
    lines.push(random.pick(WRITINGS), ["backup", path.join(folder, "copy.db")]);
    if (help.includes("--rescue"))
      lines.push(["doctor", "--rescue", path.join(folder, "rescued.db")]);
    for (const words of lines) {
      const read = told.ran(await service.run(target, words), label);
      const isReading = READINGS.includes(words) && !words.includes("show");
      if (doctor.code === 0 && !hasAnswered(read) && isReading && end === "") {
        told.fault(`sound, but ${words.join(" ")} ends with ${read.code}: ${label}, ${read.err}`);
      }
    }
    for (const name of ["copy.db", "rescued.db"]) {
      for (const rest of ["", "-wal", "-shm"])
        rmSync(path.join(folder, name + rest), { force: true });
    }
    rmSync(`${target}-journal`, { force: true });
  }
  db.close();
  service.stop();
  return told.close();
}
