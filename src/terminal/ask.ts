import type { Ask } from "../world.ts";

/** The prompts are 40 ms of library: loaded when the first question is asked. */
const prompts = () => import("@inquirer/prompts");

/** Questions at a terminal, written to `output`. Ctrl-C throws ExitPromptError. */
export const askOn = (output: NodeJS.WritableStream): Ask => ({
  async text({ message, initial, check }) {
    const { input } = await prompts();
    return await input(
      {
        message,
        ...(initial === undefined ? {} : { default: initial }),
        ...(check === undefined ? {} : { validate: (answer: string) => check(answer.trim()) }),
      },
      { output },
    ).then((answer) => answer.trim());
  },
  async choose({ message, choices, initial }) {
    const { select } = await prompts();
    return await select(
      {
        message,
        choices: choices.map(({ value, label, hint }) => ({
          value,
          name: label,
          ...(hint === undefined ? {} : { description: hint }),
        })),
        ...(initial === undefined ? {} : { default: initial }),
      },
      { output },
    );
  },
  async suggest({ message, suggestions }) {
    const { input, search } = await prompts();
    if (suggestions.length === 0) return (await input({ message }, { output })).trim();
    return await search(
      {
        message,
        source: (typed) => {
          const words = (typed ?? "").trim();
          const fitting = suggestions.filter((known) =>
            known.toLowerCase().includes(words.toLowerCase()),
          );
          const isNew = words !== "" && !fitting.some((known) => known === words);
          return [...fitting, ...(isNew ? [words] : [])].map((value) => ({ value, name: value }));
        },
      },
      { output },
    );
  },
  async confirm({ message, initial }) {
    const { confirm } = await prompts();
    return await confirm({ message, default: initial }, { output });
  },
});
