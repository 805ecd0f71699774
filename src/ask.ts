import type { Ask } from "./world.ts";

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
