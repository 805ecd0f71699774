import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import { type Db, SAYS } from "./origin-files.ts";

/** QuantumBotX as far as a file notices: a connection for each call, foreign keys never asked for. */
export interface QuantumBotX {
  /** The number that it goes on with: 0 when the insert failed. */
  createSession(date: string, mood?: string, market?: string, notes?: string): number;
  sessionOf(date: string): number;
  /** Logs a trade of a bot on this day, into the session that it finds or makes. */
  logTrade(date: string, bot: number, profit: number, more?: { session?: number }): void;
  setMood(date: string, mood: string, notes: string): void;
  saveReport(session: number, message: string): void;
  addBot(name: string): number;
  deleteBot(id: number): void;
  run<T>(work: (db: Db) => T): T;
}

export function quantumBotX(file: string): QuantumBotX {
  const run = <T>(work: (db: Db) => T): T => {
    const db = new Database(file, { timeout: 5000, fileMustExist: true });
    db.pragma("foreign_keys = OFF");
    try {
      return work(db);
    } finally {
      db.close();
    }
  };
  const createSession: QuantumBotX["createSession"] = (
    date,
    mood = "netral",
    market = "normal",
    notes = "",
  ) => {
    try {
      const add = (db: Db) => db.prepare(SAYS.addSession).run(date, mood, market, notes);
      return Number(run(add).lastInsertRowid);
    } catch {
      return 0;
    }
  };
  const sessionOf = (date: string) => {
    const found = run((db) => db.prepare(SAYS.findSession).pluck().get(date));
    return (found as number | undefined) ?? createSession(date);
  };
  return {
    run,
    createSession,
    sessionOf,
    logTrade(date, bot, profit, { session = sessionOf(date) } = {}) {
      run((db) =>
        db.transaction(() => {
          const trade = [session, bot, "XAUUSD", profit, 0.01, 1, 0, 1.0, "RSI"];
          db.prepare(SAYS.addTrade).run(...trade);
          db.prepare(SAYS.addToTotals).run(profit, session);
        })(),
      );
    },
    setMood: (date, mood, notes) =>
      void run((db) => db.prepare(SAYS.setMood).run(mood, notes, date)),
    saveReport: (session, message) =>
      void run((db) => {
        const patterns = JSON.stringify({
          pola_utama: "Belajar",
          analisis: "Rugi $12.50 hari ini.",
        });
        const emotions = JSON.stringify({ feedback: "Istirahat dulu.", tip: "Tarik napas." });
        const advice = JSON.stringify(["**Tips:**", "- Jaga lot"]);
        db.prepare(SAYS.addReport).run(session, patterns, emotions, "6/10 - GOOD", advice, message);
      }),
    addBot: (name) => Number(run((db) => db.prepare(SAYS.addBot).run(name)).lastInsertRowid),
    deleteBot: (id) => void run((db) => db.prepare(SAYS.deleteBot).run(id)),
  };
}

/** One bot in a thread of its own: looks for the day, waits for the others, then logs its trade. */
const BOT = `
const { workerData: { file, date, bot, bots, gate, says } } = require("node:worker_threads");
const Database = require("better-sqlite3");
const run = (work) => {
  const db = new Database(file, { timeout: 20000 });
  db.pragma("foreign_keys = OFF");
  try { return work(db); } finally { db.close(); }
};
let session = run((db) => db.prepare(says.findSession).pluck().get(date));
const there = new Int32Array(gate);
if (Atomics.add(there, 0, 1) + 1 === bots) Atomics.notify(there, 0);
else for (let n; (n = Atomics.load(there, 0)) < bots; ) Atomics.wait(there, 0, n);
if (session === undefined) {
  try {
    const add = (db) => db.prepare(says.addSession).run(date, "netral", "normal", "");
    session = Number(run(add).lastInsertRowid);
  } catch { session = 0; }
}
run((db) => db.transaction(() => {
  db.prepare(says.addTrade).run(session, bot, "XAUUSD", 0.1, 0.01, 1, 0, 1.0, "RSI");
  db.prepare(says.addToTotals).run(0.1, session);
}).immediate());
`;

/** So many bots that make the first trade of a day (0.10 each) at the same moment. */
export async function tradeTogether(file: string, date: string, bots: number): Promise<void> {
  const gate = new SharedArrayBuffer(4);
  const ends = Array.from({ length: bots }, (_, index) => {
    const workerData = { file, date, bot: index + 1, bots, gate, says: SAYS };
    const worker = new Worker(BOT, { eval: true, workerData });
    return new Promise<void>((resolve, reject) => {
      worker.on("error", reject);
      worker.on("exit", () => resolve());
    });
  });
  await Promise.all(ends);
}
