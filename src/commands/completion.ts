import { nearest } from "../base/text.ts";
import type { CommandSpec } from "../cli/command.ts";
import { completionLines, type Named } from "../cli/completion/complete.ts";
import { SCRIPTS } from "../cli/completion/scripts.ts";
import type { Context } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import { FORMATS } from "../intake/formats.ts";
import { journalPath, openToPeek } from "../journal/open.ts";
import type { Store } from "../journal/store.ts";
import { badField, meantWord } from "../words/errors.ts";

export const command: CommandSpec = {
  description: "pelengkap perintah untuk shell",
  takes: [["[shell]", "bash, zsh, fish, atau powershell"]],
  examples: ["jurnal completion bash"],
  details: {
    after: `
Cara memasangnya tertulis di awal skripnya, misalnya di PowerShell:
jurnal completion powershell | Out-String | Invoke-Expression
`,
  },
  async run({ world }, shell: string | undefined) {
    const script = Object.hasOwn(SCRIPTS, shell ?? "") ? SCRIPTS[shell ?? ""] : undefined;
    if (script === undefined) {
      const shells = Object.keys(SCRIPTS);
      const meant = meantWord(nearest(shell ?? "", shells));
      const expected = `salah satu dari ${shells.join(", ")}${meant}`;
      const hint = "Misalnya: source <(jurnal completion bash)";
      throw new UserError("bad-value", badField("shell", shell ?? "", expected), hint, EXIT.usage);
    }
    // It calls this back for the words: `jurnal completion complete -- session t`.
    await world.out(script);
  },
  commands: {
    complete: { hidden: true, takes: [["[kata...]", ""]], run: complete },
  },
};

async function complete({ world, wholeProgram }: Context, typed: string[]): Promise<void> {
  let store: Store | null = null;
  const openAs = ({ db, profile }: Named) => {
    store = openToPeek({ path: journalPath(world, db), profile, now: world.now });
    return store;
  };
  const formats = Object.keys(FORMATS);
  const lines = completionLines(await wholeProgram(), typed, { openAs, formats });
  (store as Store | null)?.db.close();
  await world.out(lines.map((line) => `${line}\n`).join(""));
}
