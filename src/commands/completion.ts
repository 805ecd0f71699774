import type { RootCommand } from "@bomb.sh/tab";
import type { Command } from "commander";
import { dictionary } from "../base/dictionary.ts";
import { MARKETS, MOODS } from "../base/moods.ts";
import type { CommandSpec } from "../cli/command.ts";
import type { Context } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import { RULE_KINDS } from "../mentor/rules/all.ts";
import { badField } from "../words/errors.ts";

const SHELLS = ["bash", "zsh", "fish", "powershell"];

/** Values to offer where a word of this name is expected. */
const VALUES: Readonly<Record<string, readonly string[]>> = dictionary({
  suasana: MOODS,
  mood: MOODS,
  market: MARKETS,
  side: ["buy", "sell"],
  shell: SHELLS,
  jenis: RULE_KINDS,
});

export const command: CommandSpec = {
  description: "pelengkap perintah untuk shell",
  takes: [["[shell]", "bash, zsh, fish, atau powershell"]],
  examples: ["jurnal completion bash"],
  async run(_, shell: string | undefined) {
    if (shell === undefined || !SHELLS.includes(shell)) {
      const message = badField("shell", shell ?? "", `salah satu dari ${SHELLS.join(", ")}`);
      const hint = "Misalnya: source <(jurnal completion bash)";
      throw new UserError("bad-value", message, hint, EXIT.usage);
    }
    // The script calls this back for the words: `jurnal completion complete -- session t`.
    (await library()).setup("jurnal", "jurnal completion", shell);
  },
  commands: {
    complete: { hidden: true, takes: [["[kata...]", ""]], run: complete },
  },
};

const library = async () => new (await import("@bomb.sh/tab")).RootCommand();

async function complete(context: Context, typed: string[]): Promise<void> {
  const program = await context.wholeProgram();
  const tab = await library();
  addWords(tab, program, "");
  tab.parse(typed);
}

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
