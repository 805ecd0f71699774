import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../src/run.ts";
import type { World } from "../src/world.ts";

/** What a person answers, in order: words, or a function of the question (its choices, its check). */
export type Answer = unknown | ((question: Question) => unknown);

export interface Question {
  message: string;
  choices?: readonly { value: unknown; label: string }[];
  suggestions?: readonly string[];
  check?(answer: string): true | string;
}

/** As inquirer throws it on Ctrl-C. */
class ExitPromptError extends Error {
  override readonly name = "ExitPromptError";
}

export const CTRL_C = () => {
  throw new ExitPromptError();
};

/**
 * A clock that goes on only while it is waited for, for at most a minute: then Ctrl-C ends whatever
 * still waits.
 */
export function waits(now: () => number): Pick<World, "now" | "pause" | "onStop"> {
  let ahead = 0;
  let waited = 0;
  let stop = () => {};
  return {
    now: () => now() + ahead,
    async pause(milliseconds) {
      ahead += milliseconds;
      waited += milliseconds;
      if (waited > 60_000) stop();
    },
    onStop(wanted) {
      waited = 0;
      stop = wanted;
    },
  };
}

/** A world of memory: a fixed clock, collected output, a person with answers ready. */
export function fakeWorld(changes: Partial<World> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), "jurnal-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "jurnal.db");
  const asked: Question[] = [];
  let answers: Answer[] = [];
  const heard = { out: "", err: "" };
  const answer = async (question: Question): Promise<never> => {
    asked.push(question);
    if (answers.length === 0) throw new Error(`nobody answers: ${question.message}`);
    const next = answers.shift();
    return (typeof next === "function" ? next(question) : next) as never;
  };
  const world: World = {
    ...waits(() => Date.parse("2025-07-09T12:00:00Z")),
    zone: () => "Asia/Jakarta",
    out: async (text) => {
      heard.out += text;
    },
    err: (text) => {
      heard.err += text;
    },
    input: (async function* () {})(),
    ask: { text: answer, choose: answer, suggest: answer },
    edit: async (text) => text,
    env: { JURNAL_DB: file, NO_COLOR: "1" },
    processes: { own: 1, isRunning: () => true },
    home: folder,
    platform: "linux",
    tmp: folder,
    isInteractive: true,
    isTerminal: true,
    columns: 80,
    ...changes,
  };
  /** Runs one command line; `replies` answer its questions and must all be used. */
  async function jurnal(
    argv: readonly string[],
    replies: Answer[] = [],
    more: Partial<World> = {},
  ) {
    heard.out = heard.err = "";
    asked.length = 0;
    answers = [...replies];
    const code = await run(argv, { ...world, ...more });
    if (answers.length > 0) throw new Error(`not asked: ${answers.length} answers left`);
    return { code, ...heard, asked: asked.map(({ message }) => message) };
  }
  /** What a command line prints that must end well and ask nothing. */
  async function fine(...argv: string[]): Promise<string> {
    const done = await jurnal([...argv, "--no-input"]);
    if (done.code !== 0) throw new Error(`${argv.join(" ")}: ${done.err}`);
    return done.out;
  }
  const json = async (...argv: string[]) => JSON.parse(await fine(...argv, "--json"));
  return { world, file, asked, jurnal, fine, json };
}

export const linesOf = (...objects: object[]): AsyncIterable<Uint8Array> =>
  (async function* () {
    for (const object of objects) yield Buffer.from(`${JSON.stringify(object)}\n`);
  })();
