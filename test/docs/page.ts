import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { run } from "../../src/run.ts";
import type { World } from "../../src/world.ts";
import { waits } from "../world.ts";

/**
 * A page of the manual as it is played through: its blocks run from top to bottom in one folder
 * with one journal, as a reader would type them.
 *
 * - ```sh: every line must end well.
 * - ```console: `$ command`, then what it prints; a line `…` stands for lines left out.
 * - ```csv trades.csv (any language and a file name): the block is that file.
 * - <!-- clock: 2026-11-20 08:05 -->: the time in Jakarta from here on.
 */
export interface Played {
  /** The page with every console block as the program now prints it. */
  text: string;
  /** Commands in sh blocks that did not end well, with what they said. */
  failed: string[];
}

const BLOCK = /^```(\S+)(?: (\S+))?\n([\s\S]*?)^```$|<!-- clock: (\S+) (\S+) -->/gm;

/** Plays a page in the folder that is the process's own. */
export async function play(text: string, machine: Machine): Promise<Played> {
  const failed: string[] = [];
  const pieces: string[] = [];
  let at = 0;
  for (const match of text.matchAll(BLOCK)) {
    const [whole, language = "", file, body = "", day, hour] = match;
    pieces.push(text.slice(at, match.index));
    at = match.index + whole.length;
    let shown = whole;
    if (day !== undefined) machine.setClock(`${day}T${hour}:00+07:00`);
    else if (file !== undefined) write(file, body);
    else if (language === "sh") failed.push(...(await failures(body, machine)));
    else if (language === "console") shown = `\`\`\`console\n${await retold(body, machine)}\`\`\``;
    pieces.push(shown);
  }
  return { text: pieces.join("") + text.slice(at), failed };
}

function write(file: string, body: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, body);
}

async function failures(body: string, machine: Machine): Promise<string[]> {
  const failed: string[] = [];
  for (const line of body.split("\n")) {
    const { code, screen } = await machine.type(line);
    if (code !== 0 || screen.includes("✖")) failed.push(`$ ${line}\n${screen}`);
  }
  return failed;
}

/** The block with the present output behind each command. */
async function retold(body: string, machine: Machine): Promise<string> {
  let text = "";
  for (const [, line = "", shown = ""] of body.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)) {
    const { screen } = await machine.type(line);
    text += `$ ${line}\n${matches(shown, screen) ? shown : screen}`;
  }
  return text;
}

/** Whether this is the output but for the places where `…` stands for whole lines. */
function matches(shown: string, screen: string): boolean {
  const parts = shown.split(/^…\n/m);
  let at = 0;
  const isInOrder = parts.every((part, index) => {
    const place =
      index === parts.length - 1 ? screen.length - part.length : screen.indexOf(part, at);
    const fits = place >= at && screen.startsWith(part, place) && (index > 0 || place === 0);
    at = place + part.length;
    return fits;
  });
  return isInOrder && at === screen.length;
}

export interface Machine {
  setClock(time: string): void;
  /** Runs a line of shell; what the terminal shows and the exit code of the whole. */
  type(line: string): Promise<{ code: number; screen: string }>;
}

/** The words of one command, and the files that it reads and writes. */
interface Stage {
  words: string[];
  from: string | null;
  to: string | null;
}

/** A pipeline, run when the one before ended well (&&) or did not (||). */
interface Step {
  when: "&&" | "||" | null;
  stages: Stage[];
}

/**
 * A terminal in a folder, with a clock that stands still. `jurnal` runs in this process, on no
 * machine's clock or zone; other commands of a pipe (head, cat) are run as they are.
 */
export function machine(folder: string, changes: Partial<World> = {}): Machine {
  let [now, screen] = [Date.parse("2026-11-20T20:30:00+07:00"), ""];
  const jurnal = async (words: readonly string[], input: Buffer, isShown: boolean) => {
    let out = "";
    const world: World = {
      ...waits(() => now),
      zone: () => "Asia/Jakarta",
      out: async (text) => {
        if (isShown) screen += text;
        else out += text;
      },
      err: (text) => {
        screen += text;
      },
      input: (async function* () {
        yield input;
      })(),
      ask: { text: nobody, choose: nobody, suggest: nobody },
      edit: async (text) => text,
      env: { NO_COLOR: "1" },
      processes: { own: 1, isRunning: () => true },
      home: folder,
      platform: "linux",
      tmp: folder,
      isInteractive: false,
      isTerminal: true,
      columns: 80,
      ...changes,
    };
    const code = await run(words, world);
    return { code, out: Buffer.from(out) };
  };
  const other = ([name = "", ...words]: readonly string[], input: Buffer) => {
    const { status, stdout } = spawnSync(name, words, { input, cwd: folder });
    return { code: status ?? 127, out: stdout };
  };
  const pipeline = async (stages: readonly Stage[]) => {
    let [code, out] = [0, Buffer.alloc(0)];
    for (const stage of stages) {
      const { words, from, to } = stage;
      const input = from === null ? out : readFileSync(path.join(folder, from));
      const isShown = stage === stages.at(-1) && to === null;
      const isOurs = words[0] === "jurnal";
      const ended = isOurs ? await jurnal(words.slice(1), input, isShown) : other(words, input);
      // As with bash's pipefail: what fails on the way is not hidden by what comes after it.
      code = ended.code || code;
      out = ended.out;
      if (to !== null) writeFileSync(path.join(folder, to), out);
      if (to !== null) out = Buffer.alloc(0);
    }
    screen += out.toString("utf8");
    return code;
  };
  return {
    setClock: (time) => {
      now = Date.parse(time);
    },
    async type(line) {
      screen = "";
      let code = 0;
      for (const { when, stages } of parse(line)) {
        if (when === null || (code === 0) === (when === "&&")) code = await pipeline(stages);
      }
      return { code, screen: screen.replaceAll(folder, "~") };
    },
  };
}

const nobody = (): never => {
  throw new Error("a question, and nobody to answer it");
};

const TOKEN =
  /(?<blank>\s+|#.*$)|(?<sign>&&|\|\||[|<>])|(?<word>(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\|<>&;])+)/y;

/** The little shell that the manual needs; what it does not know is refused, not guessed. */
export function parse(line: string): Step[] {
  const steps: Step[] = [];
  let [at, wanted] = [0, "|"];
  while (at < line.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(line);
    if (match === null) throw new Error(`shell not understood: ${line}`);
    at = TOKEN.lastIndex;
    const { sign, word } = match.groups ?? {};
    if (sign !== undefined) wanted = sign;
    if (word === undefined) continue;
    if (steps.length === 0) steps.push({ when: null, stages: [] });
    if (wanted === "&&" || wanted === "||") steps.push({ when: wanted, stages: [] });
    const stages = steps.at(-1)?.stages ?? [];
    if (wanted !== "<" && wanted !== ">" && wanted !== "") {
      stages.push({ words: [], from: null, to: null });
    }
    const stage = stages.at(-1);
    if (wanted === "<" && stage) stage.from = unquoted(word);
    else if (wanted === ">" && stage) stage.to = unquoted(word);
    else stage?.words.push(unquoted(word));
    wanted = "";
  }
  return steps;
}

function unquoted(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|[^"'\\]+/g,
    (part, double?: string, single?: string, escaped?: string) => {
      if (single !== undefined) return single;
      if (escaped !== undefined) return escaped;
      const text = double ?? part;
      if (/[$`]/.test(text) || (double === undefined && /[*?~]/.test(text))) {
        throw new Error(`the shell would expand: ${word}`);
      }
      return text.replace(/\\(.)/g, "$1");
    },
  );
}
