import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { run } from "../../src/run.ts";
import { editText } from "../../src/terminal.ts";
import type { World } from "../../src/world.ts";
import { waits } from "../world.ts";

/** The program as it is installed, and the Node that runs it; `npm run test:node` names others. */
export const BIN = process.env.JURNAL_TEST_BIN ?? path.resolve("bin/jurnal.js");
export const NODE = process.env.JURNAL_TEST_NODE ?? process.execPath;

/** The clock of every command that runs in this process: a Wednesday, 17:00 in Jakarta. */
const NOW = Date.parse("2026-11-25T10:00:00Z");
export const TODAY = "2026-11-25";

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** A home, a data folder and a journal of one test's own. */
export interface Desk {
  folder: string;
  /** The journal that commands without --db use. */
  file: string;
  env: Record<string, string>;
  /** Runs `jurnal ...words` to its end, in this process: 20 times as fast as a process of its own. */
  jurnal(words: readonly string[], more?: Partial<Started>): Promise<Ended>;
  /** Runs it and asserts that it went well; its stdout. */
  fine(...words: string[]): Promise<string>;
  /** The built program as a process, for what only a process shows; its clock is the machine's. */
  spawned(words: readonly string[], more?: Partial<Started>): Promise<Ended>;
  /** The same with its pipes left to the test. */
  start(words: readonly string[], more?: Partial<Started>): ChildProcess;
  /** A line of shell in which `jurnal` is the program. */
  shell(line: string): Promise<Ended>;
}

interface Started {
  input: string | Uint8Array;
  env: Record<string, string>;
  /** Of the terminal that it writes to, where that is one; not of a process. */
  columns: number;
  /** Of a process alone. */
  uid: number;
}

/** As much of a file or pipe as one read brings. */
const CHUNK = 1 << 16;

// A command finds files by the working folder, of which a process has one: one command at a time.
let turn: Promise<unknown> = Promise.resolve();

function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = turn.then(work);
  turn = next.catch(() => {});
  return next;
}

async function* chunksOf(input: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(input);
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

const noAsk = (): never => {
  throw new Error("asked, and nobody is there");
};

/** A desk whose folder goes when the tests have ended; its zone is UTC. */
export function desk(now = () => NOW): Desk {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-test-"));
  const home = path.join(folder, "home");
  mkdirSync(path.join(home, "Downloads"), { recursive: true });
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: home,
    XDG_DATA_HOME: path.join(home, "data"),
    // One for all: a home of its own would have every process compile the program anew.
    XDG_CACHE_HOME: path.dirname(folder),
    TMPDIR: folder,
    TZ: "UTC",
  };
  const here = async (words: readonly string[], more: Partial<Started>): Promise<Ended> => {
    let [out, err] = ["", ""];
    const world: World = {
      ...waits(now),
      zone: () => "UTC",
      out: async (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      input: chunksOf(more.input ?? ""),
      ask: { text: noAsk, choose: noAsk, suggest: noAsk },
      edit: async (text) => editText(text, world),
      env: { ...env, ...more.env },
      processes: { own: 1, isRunning: () => true },
      home,
      platform: process.platform,
      tmp: folder,
      isInteractive: false,
      isTerminal: more.columns !== undefined,
      columns: more.columns ?? 80,
    };
    const before = process.cwd();
    process.chdir(folder);
    try {
      const code = await run(words, world);
      return { code, out, err };
    } finally {
      process.chdir(before);
    }
  };
  const jurnal = (words: readonly string[], more: Partial<Started> = {}) =>
    inTurn(() => here(words, more));
  const start = (words: readonly string[], more: Partial<Started> = {}) =>
    spawn(NODE, [BIN, ...words], {
      cwd: folder,
      env: { ...env, ...more.env },
      ...(more.uid === undefined ? {} : { uid: more.uid, gid: more.uid }),
    });
  return {
    folder,
    file: path.join(home, "data", "jurnal", "jurnal.db"),
    env,
    jurnal,
    async fine(...words) {
      const { code, out, err } = await jurnal(words);
      if (code !== 0) throw new Error(`jurnal ${words.join(" ")}: ${code}\n${err}${out}`);
      return out;
    },
    spawned(words, more = {}) {
      const child = start(words, more);
      child.stdin.on("error", () => {});
      child.stdin.end(more.input ?? "");
      return ended(child);
    },
    start,
    shell: (line) =>
      ended(
        spawn("bash", ["-o", "pipefail", "-c", `jurnal() { "$NODE" "$BIN" "$@"; }\n${line}`], {
          cwd: folder,
          env: { ...env, NODE, BIN },
          stdio: ["ignore", "pipe", "pipe"],
        }),
      ),
  };
}
/** Collects what a process says until it ends. */
export function ended(child: ChildProcess): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text) => {
    out += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

/** Looks into a journal from outside. */
export function look<T>(file: string, sql: string): T[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).all() as T[];
  } finally {
    db.close();
  }
}

/** Days whose totals are not the sum of their trades, to the cent. */
export const wrongTotals = (file: string) =>
  look(
    file,
    `SELECT * FROM (SELECT s.total_trades, CAST(ROUND(s.total_profit_loss * 100) AS INTEGER) AS total,
       COUNT(t.id) AS n, COALESCE(SUM(CAST(ROUND(t.profit_loss * 100) AS INTEGER)), 0) AS sum
     FROM trading_sessions s LEFT JOIN daily_trading_data t ON t.session_id = s.id GROUP BY s.id)
     WHERE total_trades <> n OR total <> sum`,
  );
