import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { run } from "../../src/run.ts";
import type { Ask, World } from "../../src/world.ts";
import { type Question, waits } from "../world.ts";

const NOW = Date.parse("2026-11-22T05:00:00Z");

interface Told {
  code: number;
  out: string;
  err: string;
}

/** A journal in a folder of its own, with commands run in this process. */
export interface Trial {
  folder: string;
  db: string;
  /** Writes a file into the folder; its path. */
  file(name: string, content: string | Uint8Array): string;
  run(...argv: string[]): Promise<Told>;
  json(...argv: string[]): Promise<Record<string, unknown>[]>;
  /** Runs with this text on standard input; what `out` does stands in for stdout. */
  pipe(input: string, argv: string[], out?: (text: string) => Promise<void>): Promise<Told>;
  /** Answers to questions, in turn, for a person who is there; a function is given the question. */
  answer(...answers: unknown[]): void;
  rows(sql: string): Record<string, unknown>[];
  bytes(): Buffer;
}

const noAsk = (): never => {
  throw new Error("asked");
};

export function trial(): Trial {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-trial-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const db = path.join(folder, "jurnal.db");
  let answers: unknown[] | null = null;
  const next = async (question: Question) => {
    if (answers === null || answers.length === 0) return noAsk();
    const answer = answers.shift();
    return (typeof answer === "function" ? answer(question) : answer) as never;
  };
  const ask: Ask = { text: next, choose: next, suggest: next };
  const runOnce = async (
    argv: string[],
    input = "",
    written?: (text: string) => Promise<void>,
  ): Promise<Told> => {
    let [out, err] = ["", ""];
    const world: World = {
      ...waits(() => NOW),
      zone: () => "Asia/Jakarta",
      out: async (text) => {
        await written?.(text);
        out += text;
      },
      err: (text) => {
        err += text;
      },
      input: (async function* () {
        if (input !== "") yield Buffer.from(input);
      })(),
      ask,
      edit: async (text) => text,
      env: { NO_COLOR: "1" },
      processes: { own: 1, isRunning: () => true },
      home: folder,
      platform: "linux",
      tmp: folder,
      isInteractive: answers !== null,
      isTerminal: false,
      columns: 80,
    };
    const code = await run(["--db", db, ...argv], world);
    return { code, out, err };
  };
  return {
    folder,
    db,
    file(name, content) {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return file;
    },
    run: (...argv) => runOnce(argv),
    pipe: (input, argv, written) => runOnce(argv, input, written),
    async json(...argv) {
      const told = await runOnce([...argv, "--json"]);
      if (told.code !== 0) throw new Error(told.err);
      return JSON.parse(told.out);
    },
    answer(...given) {
      answers = given;
    },
    rows(sql) {
      const open = new Database(db, { readonly: true });
      const rows = open.prepare(sql).all() as Record<string, unknown>[];
      open.close();
      return rows;
    },
    bytes: () => readFileSync(db),
  };
}
