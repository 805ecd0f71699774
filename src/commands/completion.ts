import type { RootCommand } from "@bomb.sh/tab";
import type { Command } from "commander";
import { MARKETS, MOODS } from "../base/moods.ts";
import { EXIT, UserError } from "../errors.ts";
import { RULE_KINDS } from "../trade/rules.ts";
import * as say from "../words/errors.ts";
import * as help from "../words/help.ts";
import { addExamples, type Define } from "./inputs.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"];

/** Values to offer where a word of this name is expected. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  suasana: MOODS,
  mood: MOODS,
  market: MARKETS,
  side: ["buy", "sell"],
  shell: SHELLS,
  jenis: RULE_KINDS,
};

const library = async () => new (await import("@bomb.sh/tab")).RootCommand();

export const define: Define = (completion, context) => {
  completion.argument("[shell]", help.ARGUMENT.shell);
  addExamples(completion, "completion").action(async (shell: string | undefined) => {
    if (shell === undefined || !SHELLS.includes(shell)) {
      const message = say.badField("shell", shell ?? "", SHELLS.join(", "));
      throw new UserError("bad-value", message, help.COMPLETION_HINT, EXIT.usage);
    }
    // The script calls this back for the words: `jurnal completion complete -- session t`.
    (await library()).setup("jurnal", "jurnal completion", shell);
  });
  const complete = completion.command("complete", { hidden: true }).argument("[kata...]", "");
  complete.action(async (typed: string[]) => {
    const program = await context(complete).wholeProgram();
    const tab = await library();
    addWords(tab, program, "");
    tab.parse(typed);
  });
};

/** Tells the library about a command and all below it. */
function addWords(tab: RootCommand, command: Command, path: string): void {
  const words = path === "" ? tab : tab.command(path, command.description());
  for (const option of command.options) {
    const name = option.long?.slice(2) ?? "";
    const takesValue = option.required || option.optional;
    words.option(name, option.description, ...(takesValue ? [offer(name)] : []));
  }
  for (const argument of command.registeredArguments) {
    words.argument(argument.name(), offer(argument.name()), argument.variadic);
  }
  for (const below of command.createHelp().visibleCommands(command)) {
    addWords(tab, below, `${path} ${below.name()}`.trim());
  }
}

function offer(name: string) {
  return function suggest(this: unknown, complete: (value: string, text: string) => void): void {
    for (const value of VALUES[name] ?? []) complete(value, "");
  };
}
