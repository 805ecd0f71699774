import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { dictionary } from "./base/dictionary.ts";
import { decodeText } from "./base/encoding.ts";
import { UserError } from "./errors.ts";
import { editorFailed } from "./words/errors.ts";
import type { Ask, World } from "./world.ts";

/** What the library says about its keys, in Indonesian. */
const KEYS: Readonly<Record<string, string>> = dictionary({ navigate: "pindah", select: "pilih" });

const theme = {
  style: {
    keysHelpTip: (keys: [key: string, action: string][]) =>
      keys.map(([key, action]) => `${key} ${KEYS[action] ?? action}`).join(" · "),
  },
};

/** Choices that stand under each other on the smallest screens. */
const MOST_CHOICES = 16;

const REQUIRED = "Ini harus diisi.";
const TYPE_OR_CHOOSE = "(ketik, atau pilih di bawah)";

type Check = ((answer: string) => true | string) | undefined;

const trimmed = (check: Check) => check && ((answer: string) => check(answer.trim()));

/** A question as the library's prompts take it. */
interface Question {
  type: "input" | "select" | "search";
  message: string;
  default?: unknown;
  choices?: readonly object[];
  pageSize?: number;
  source?(typed: string | undefined): readonly object[];
  validate?: Check;
}

/**
 * Questions at a terminal, written to `output`. Ctrl-C throws ExitPromptError. The library is 40 ms
 * to load: only where a question is asked.
 */
export function askOn(output: NodeJS.WritableStream, input?: NodeJS.ReadableStream): Ask {
  const ask = async (question: Question): Promise<unknown> => {
    const { createPromptModule } = await import("inquirer");
    const { betweenWords } = await import("./views/style.ts");
    const prompt = createPromptModule(input === undefined ? { output } : { input, output });
    // The library would break a line in the middle of a word. Its mark and a space come before.
    const { columns = 80 } = output as NodeJS.WritableStream & { columns?: number };
    const broken = (text: string) => betweenWords(text, columns - 1, 2);
    const { validate } = question;
    const shown = {
      ...question,
      message: broken(question.message),
      validate: (answer: string) => {
        const told = validate?.(answer) ?? true;
        return told === true ? true : broken(told);
      },
    };
    return (await prompt<{ answer: unknown }>({ name: "answer", theme, ...shown })).answer;
  };
  const line = async (message: string, check: Check, initial?: string) => {
    const validate = trimmed(check);
    return ((await ask({ type: "input", message, default: initial, validate })) as string).trim();
  };
  return {
    text: ({ message, initial, check }) => line(message, check, initial),
    // Without a default the library would begin at the choice that stands for undefined.
    async choose({ message, choices, initial = choices[0]?.value }) {
      const shown = choices.map(({ value, label, hint }) => ({
        value,
        name: label,
        description: hint,
      }));
      // All of them at once: a list that scrolls looks as if it ended where it is cut.
      const pageSize = Math.min(shown.length, MOST_CHOICES);
      const answer = await ask({
        type: "select",
        message,
        choices: shown,
        pageSize,
        default: initial,
      });
      return answer as (typeof choices)[number]["value"];
    },
    async suggest({ message, suggestions, skip, check }) {
      // Without a way to skip it Enter alone answers nothing: what is offered must be chosen.
      const must = (answer: string) =>
        answer === "" && skip === undefined ? REQUIRED : (check?.(answer) ?? true);
      if (suggestions.length === 0) return line(message, must);
      const source = (typed: string | undefined) => {
        const words = (typed ?? "").trim();
        const fitting = suggestions.filter((known) =>
          known.toLowerCase().includes(words.toLowerCase()),
        );
        const isNew = words !== "" && !fitting.includes(words);
        const values = [...fitting, ...(isNew ? [words] : [])];
        const found = values.map((value) => ({ value, name: value }));
        return words === "" ? [{ value: "", name: skip ?? TYPE_OR_CHOOSE }, ...found] : found;
      };
      const validate = trimmed((answer) => answer === "" || (check?.(answer) ?? true));
      for (;;) {
        const answer = (await ask({ type: "search", message, source, validate })) as string;
        if (answer !== "" || skip !== undefined) return answer;
      }
    },
  };
}

type Machine = Pick<World, "env" | "platform" | "tmp">;

/** Opens the text in $VISUAL or $EDITOR and returns what was saved; throws when the editor fails. */
export async function editText(text: string, { env, platform, tmp }: Machine): Promise<string> {
  const { spawnSync } = await import("node:child_process");
  const editor = env.VISUAL || env.EDITOR || (platform === "win32" ? "notepad" : "vi");
  const folder = mkdtempSync(path.join(tmp, "jurnal-"));
  try {
    const file = path.join(folder, "catatan.md");
    writeFileSync(file, text, { mode: 0o600 });
    // $EDITOR may carry options ("code --wait"), so it is a shell that reads it.
    const done = spawnSync(`${editor} "${file}"`, { shell: true, stdio: "inherit" });
    if (done.status !== 0) throw new UserError("editor-failed", ...editorFailed(editor));
    return decodeText(readFileSync(file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
