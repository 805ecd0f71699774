// Kills commands at random moments with SIGKILL: whatever was acknowledged before is in the journal
// afterwards, what was not is there wholly or not at all, and doctor finds the journal sound.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { figures } from "./figures.js";
import { jurnal, startService } from "./program.js";
import { randomOf } from "./random.js";

const LINES = 400;
const IMPORTED = 300;

/** A journal as version 3 of the program left it, which the first command of today upgrades. */
export function oldJournal(file) {
  const [, schema] = /`([^`]*)`/.exec(readFileSync("test/journal/schema-3.ts", "utf8"));
  const db = new Database(file);
  db.exec(schema);
  db.exec(`INSERT INTO users (id, name, email, password_hash) VALUES (1, 'utama', 'a@b', '');
    INSERT INTO trading_sessions (session_date, total_trades, total_profit_loss)
      VALUES ('2025-11-19', ${IMPORTED}, ${IMPORTED});
    INSERT INTO session_hands VALUES (1, ${IMPORTED});
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${IMPORTED - 1})
    INSERT INTO daily_trading_data (session_id, symbol, profit_loss, lot_size, ticket, external_key)
      SELECT 1, 'XAUUSD', 1, 0.01, 'old' || i, '1||old' || i FROM n`);
  db.pragma("user_version = 3");
  db.pragma(`application_id = ${0x4a524e4c}`);
  db.close();
  return Array.from({ length: IMPORTED }, (_, index) => `old${index}`);
}

/** The tickets that the journal holds. */
export function ticketsIn(file) {
  const db = new Database(file, { readonly: true });
  const tickets = db.prepare("SELECT ticket FROM daily_trading_data").pluck().all();
  db.close();
  return new Set(tickets);
}

export const bulkOf = (name, count) =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);
export const pipeOf = (tickets) =>
  tickets.map((ticket) => `{"symbol":"XAUUSD","profit_loss":1,"ticket":"${ticket}"}\n`).join("");
export const csvOf = (tickets) =>
  `ticket,symbol,side,lot_size,exit_time,profit_loss\n${tickets
    .map((ticket) => `${ticket},EURUSD,buy,0.1,2026-01-05T10:10:00Z,1\n`)
    .join("")}`;
/** The tickets of the lines of a pipe that were said to be recorded. */
export const acknowledgedIn = (out, tickets) =>
  [...out.matchAll(/^\{"line":(\d+),"status":"recorded","id":\d+\}\n/gm)].map(
    ([, line]) => tickets[line - 1],
  );

/**
 * What is killed. Each answers with its words, what it reads, and what must hold afterwards:
 * `all`: these tickets are there wholly or not at all (wholly where it was acknowledged); `each`:
 * those of acknowledged lines are there; `gone`: these are away where that was acknowledged.
 */
const ATTACKS = {
  log: (name) => ({ words: ["trade", "log", "XAUUSD", "1", "--ticket", name], all: [name] }),
  pipe(name) {
    const tickets = bulkOf(name, LINES);
    return { words: ["trade", "log", "--stdin"], input: pipeOf(tickets), each: tickets };
  },
  import(name, { folder }) {
    const tickets = bulkOf(name, IMPORTED);
    const file = path.join(folder, "import.csv");
    writeFileSync(file, csvOf(tickets));
    return { words: ["trade", "import", file, "--no-input"], all: tickets };
  },
  async undo(name, { db, service }) {
    await service.run(db, ["trade", "log", "XAUUSD", "1", "--ticket", name]);
    return { words: ["undo"], gone: [name] };
  },
  backup: (name, { folder }) => {
    const copy = path.join(folder, `${name}.bak.db`);
    return { words: ["backup", copy], copy };
  },
  upgrade(name, { folder }) {
    const db = path.join(folder, `${name}.old.db`);
    const old = oldJournal(db);
    return { db, old, words: ["trade", "log", "XAUUSD", "1", "--ticket", name], all: [name] };
  },
};

export async function fuzz({ runs, seed, folder }) {
  const random = randomOf(seed);
  const told = figures("kill", seed);
  const service = await startService(folder);
  const db = path.join(folder, "journal.db");
  const context = { folder, db, service };
  await service.run(db, ["trade", "log", "XAUUSD", "1", "--ticket", "first"]);
  const kept = new Set(["first"]);
  const usual = {};
  for (let run = 0; run < runs; run++) {
    const kind = Object.keys(ATTACKS)[run % Object.keys(ATTACKS).length];
    const attack = await ATTACKS[kind](`${kind}-${run}`, context);
    const target = attack.db ?? db;
    const began = Date.now();
    // The first of each kind is let live: it tells how long one takes.
    const delay = usual[kind] === undefined ? null : random.below(usual[kind] * 1.1);
    const started = (child) => {
      if (delay !== null) setTimeout(() => child.kill("SIGKILL"), delay);
    };
    const result = told.ran(await jurnal(target, attack.words, { input: attack.input, started }));
    usual[kind] ??= Date.now() - began;
    if (result.signal === "SIGKILL") told.count("killed");
    const there = await judge({ attack, result, target, kept, told, service });
    for (const ticket of attack.each ?? attack.all ?? []) {
      if (target === db && there.has(ticket)) kept.add(ticket);
    }
    if (attack.db !== undefined) {
      for (const name of readdirSync(folder)) {
        if (name.startsWith(path.basename(target))) rmSync(path.join(folder, name));
      }
    }
  }
  service.stop();
  return told.close();
}

async function judge({ attack, result, target, kept, told, service }) {
  const { all, each, gone, old, copy } = attack;
  const line = result.words.join(" ");
  const said = /✔/.test(result.out) || result.code === 0;
  // Left as it is for the readers: what a killed process leaves they have to make good.
  const doctor = await service.run(target, ["doctor"]);
  if (doctor.code !== 0) told.fault(`doctor: ${doctor.out}${doctor.err} after ${line}`);
  const there = ticketsIn(target);
  const must = (tickets) => {
    told.count("acknowledged", tickets.length);
    const lost = tickets.filter((ticket) => !there.has(ticket));
    told.count("lost", lost.length);
    if (lost.length > 0) told.fault(`lost after ${line}: ${lost.slice(0, 5)}`);
  };
  const before = [...(old ?? kept)].filter((ticket) => !there.has(ticket));
  if (before.length > 0) told.fault(`lost of before ${line}: ${before.slice(0, 5)}`);
  if (each !== undefined) must(acknowledgedIn(result.out, each));
  if (all !== undefined && said) must(all);
  const some = all?.filter((ticket) => there.has(ticket)).length ?? 0;
  if (some !== 0 && some !== all.length) told.fault(`${some} of ${all.length} after ${line}`);
  if (gone !== undefined && said) {
    told.count("acknowledged");
    if (there.has(gone[0])) told.fault(`undone, and still there: ${line}`);
  }
  if (copy !== undefined && (said || existsSync(copy))) {
    const sound = existsSync(copy) && (await service.run(copy, ["doctor"])).code === 0;
    const lacks = sound ? [...kept].filter((ticket) => !ticketsIn(copy).has(ticket)) : [""];
    if (lacks.length > 0) told.fault(`no whole copy: ${line}`);
    rmSync(copy, { force: true });
  }
  return there;
}
