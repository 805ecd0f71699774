import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { UserError } from "./errors.ts";
import { editorFailed } from "./words/errors.ts";
import type { Ask, World } from "./world.ts";

/** The prompts are 40 ms of library: loaded when the first question is asked. */
const prompts = () => import("@inquirer/prompts");

/** What the library says about its keys, in Indonesian. */
const KEYS: Readonly<Record<string, string>> = { navigate: "pindah", select: "pilih" };

const theme = {
  style: {
    keysHelpTip: (keys: [key: string, action: string][]) =>
      keys.map(([key, action]) => `${key} ${KEYS[action] ?? action}`).join(" · "),
  },
};

type Check = ((answer: string) => true | string) | undefined;

const validated = (check: Check) =>
  check === undefined ? {} : { validate: (answer: string) => check(answer.trim()) };

/** Questions at a terminal, written to `output`. Ctrl-C throws ExitPromptError. */
export const askOn = (output: NodeJS.WritableStream): Ask => ({
  async text({ message, initial, check }) {
    const { input } = await prompts();
    const preset = initial === undefined ? {} : { default: initial };
    return (await input({ message, ...preset, ...validated(check) }, { output })).trim();
  },
  async choose({ message, choices, initial }) {
    const { select } = await prompts();
    const shown = choices.map(({ value, label, hint }) => ({
      value,
      name: label,
      ...(hint === undefined ? {} : { description: hint }),
    }));
    const preset = initial === undefined ? {} : { default: initial };
    return await select({ message, choices: shown, ...preset, theme }, { output });
  },
  async suggest({ message, suggestions, skip, check }) {
    const { input, search } = await prompts();
    if (suggestions.length === 0) {
      return (await input({ message, ...validated(check) }, { output })).trim();
    }
    const source = (typed: string | undefined) => {
      const words = (typed ?? "").trim();
      const fitting = suggestions.filter((known) =>
        known.toLowerCase().includes(words.toLowerCase()),
      );
      const isNew = words !== "" && !fitting.includes(words);
      const values = [...fitting, ...(isNew ? [words] : [])];
      const choices = values.map((value) => ({ value, name: value }));
      return words === "" && skip !== undefined ? [{ value: "", name: skip }, ...choices] : choices;
    };
    return await search({ message, source, theme, ...validated(check) }, { output });
  },
});

type Machine = Pick<World, "env" | "platform" | "tmp">;

/** Opens the text in $VISUAL or $EDITOR and returns what was saved; throws when the editor fails. */
export function editText(text: string, { env, platform, tmp }: Machine): string {
  const editor = env.VISUAL || env.EDITOR || (platform === "win32" ? "notepad" : "vi");
  const folder = mkdtempSync(path.join(tmp, "jurnal-"));
  try {
    const file = path.join(folder, "catatan.md");
    writeFileSync(file, text, { mode: 0o600 });
    // $EDITOR may carry options ("code --wait"), so it is a shell that reads it.
    const done = spawnSync(`${editor} "${file}"`, { shell: true, stdio: "inherit" });
    if (done.status !== 0) throw new UserError("editor-failed", ...editorFailed(editor));
    return readFileSync(file, "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
