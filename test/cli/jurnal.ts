import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { afterAll } from "vitest";

/** The program as it is installed. */
export const BIN = path.resolve("bin/jurnal.js");

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
  /** Runs `jurnal ...words` to its end. */
  jurnal(words: readonly string[], more?: Partial<Started>): Promise<Ended>;
  /** Runs it and asserts that it went well; its stdout. */
  fine(...words: string[]): Promise<string>;
  /** Starts it and leaves its pipes to the test. */
  start(words: readonly string[], more?: Partial<Started>): ChildProcess;
  /** A line of shell in which `jurnal` is the program. */
  shell(line: string): Promise<Ended>;
}

interface Started {
  input: string | Uint8Array;
  env: Record<string, string>;
  uid: number;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A desk whose folder goes when the tests of its file have ended. Its clock is the machine's, its zone UTC. */
export function desk(): Desk {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-test-"));
  folders.push(folder);
  const home = path.join(folder, "home");
  mkdirSync(home);
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: home,
    XDG_DATA_HOME: path.join(home, "data"),
    TMPDIR: folder,
    TZ: "UTC",
  };
  const start = (words: readonly string[], more: Partial<Started> = {}) =>
    spawn(process.execPath, [BIN, ...words], {
      cwd: folder,
      env: { ...env, ...more.env },
      ...(more.uid === undefined ? {} : { uid: more.uid, gid: more.uid }),
    });
  const jurnal = (words: readonly string[], more: Partial<Started> = {}) => {
    const child = start(words, more);
    child.stdin.on("error", () => {});
    child.stdin.end(more.input ?? "");
    return ended(child);
  };
  return {
    folder,
    file: path.join(home, "data", "jurnal", "jurnal.db"),
    env,
    start,
    jurnal,
    async fine(...words) {
      const { code, out, err } = await jurnal(words);
      if (code !== 0) throw new Error(`jurnal ${words.join(" ")}: ${code}\n${err}${out}`);
      return out;
    },
    shell: (line) =>
      ended(
        spawn("bash", ["-o", "pipefail", "-c", `jurnal() { "$NODE" "$BIN" "$@"; }\n${line}`], {
          cwd: folder,
          env: { ...env, NODE: process.execPath, BIN },
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
