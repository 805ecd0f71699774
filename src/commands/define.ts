import type { Command } from "commander";
import type { Context } from "../context.ts";
import { EXAMPLES, TITLE } from "../words/help.ts";

/** How a command module adds its own arguments, options, subcommands and action. */
export type Define = (command: Command, context: (command: Command) => Context) => void;

/** Adds the "Contoh:" part to a command's help; `path` is the command without "jurnal". */
export function addExamples(command: Command, path: string): Command {
  const lines = (EXAMPLES[path] ?? []).map((example) => `  $ ${example}`).join("\n");
  return command.addHelpText("after", `\n${TITLE.examples}\n${lines}`);
}
