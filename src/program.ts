import { Command, type Help, Option } from "commander";
import { nearest } from "./base/text.ts";
import { addExamples, type Define } from "./commands/inputs.ts";
import type { Context, GlobalOptions } from "./context.ts";
import { EXIT, UserError } from "./errors.ts";
import type { Style } from "./views/style.ts";
import * as words from "./words/help.ts";
import type { World } from "./world.ts";

declare const JURNAL_VERSION: string;

interface Noun {
  name: string;
  aliases: readonly string[];
  load(): Promise<Define>;
}

/** The commands; each module is loaded only when its command is called (or asked for help). */
const NOUNS: readonly Noun[] = [
  {
    name: "session",
    aliases: ["sesi"],
    load: async () => (await import("./commands/session.ts")).define,
  },
  {
    name: "trade",
    aliases: ["transaksi"],
    load: async () => (await import("./commands/trade.ts")).define,
  },
  {
    name: "mood",
    aliases: ["suasana"],
    load: async () => (await import("./commands/mood.ts")).define,
  },
  {
    name: "report",
    aliases: ["laporan"],
    load: async () => (await import("./commands/report.ts")).define,
  },
  {
    name: "appeal",
    aliases: ["banding"],
    load: async () => (await import("./commands/appeal.ts")).define,
  },
  {
    name: "promise",
    aliases: ["janji"],
    load: async () => (await import("./commands/promise.ts")).define,
  },
  {
    name: "compare",
    aliases: ["bandingkan"],
    load: async () => (await import("./commands/compare.ts")).define,
  },
  {
    name: "rule",
    aliases: ["aturan"],
    load: async () => (await import("./commands/rule.ts")).define,
  },
  {
    name: "status",
    aliases: ["keadaan"],
    load: async () => (await import("./commands/status.ts")).define,
  },
  {
    name: "history",
    aliases: ["riwayat"],
    load: async () => (await import("./commands/history.ts")).define,
  },
  {
    name: "stats",
    aliases: ["statistik"],
    load: async () => (await import("./commands/stats.ts")).define,
  },
  {
    name: "calendar",
    aliases: ["kalender"],
    load: async () => (await import("./commands/calendar.ts")).define,
  },
  {
    name: "equity",
    aliases: ["ekuitas"],
    load: async () => (await import("./commands/equity.ts")).define,
  },
  {
    name: "distribution",
    aliases: ["sebaran"],
    load: async () => (await import("./commands/distribution.ts")).define,
  },
  {
    name: "feedback",
    aliases: ["umpan-balik"],
    load: async () => (await import("./commands/feedback.ts")).define,
  },
  {
    name: "undo",
    aliases: ["batalkan"],
    load: async () => (await import("./commands/undo.ts")).define,
  },
  { name: "bot", aliases: [], load: async () => (await import("./commands/bot.ts")).define },
  {
    name: "profile",
    aliases: ["profil"],
    load: async () => (await import("./commands/profile.ts")).define,
  },
  {
    name: "config",
    aliases: ["pengaturan"],
    load: async () => (await import("./commands/settings.ts")).define,
  },
  {
    name: "backup",
    aliases: ["cadangan"],
    load: async () => (await import("./commands/backup.ts")).define,
  },
  {
    name: "export",
    aliases: ["ekspor"],
    load: async () => (await import("./commands/export.ts")).define,
  },
  {
    name: "import",
    aliases: ["impor"],
    load: async () => (await import("./commands/import.ts")).define,
  },
  { name: "tax", aliases: ["pajak"], load: async () => (await import("./commands/tax.ts")).define },
  {
    name: "doctor",
    aliases: ["periksa"],
    load: async () => (await import("./commands/doctor.ts")).define,
  },
  { name: "demo", aliases: [], load: async () => (await import("./commands/demo.ts")).define },
  {
    name: "completion",
    aliases: [],
    load: async () => (await import("./commands/completion.ts")).define,
  },
];

interface Parts {
  world: World;
  style: Style;
  contextOf(options: GlobalOptions, wholeProgram: Context["wholeProgram"]): Context;
}

/** The command line as a tree of commands whose leaves are loaded on demand. */
export function makeProgram({ world, style, contextOf }: Parts): Command {
  const program = new Command("jurnal");
  const context = (command: Command): Context =>
    contextOf(command.optsWithGlobals(), () => defineAll(program, context));
  program
    .description(words.PROGRAM)
    .version(JURNAL_VERSION, "-V, --version", words.OPTION.version)
    .helpOption("-h, --help", words.OPTION.help)
    .helpCommand(`help [${words.PLACEHOLDER.command}]`, words.OPTION.helpCommand)
    .configureHelp(helpIn(style))
    .configureOutput({
      writeOut: (text) => void world.out(style.plain(text)),
      writeErr: (text) => world.err(style.plain(text)),
      outputError: () => {},
      getOutHelpWidth: () => Math.min(world.columns, 100),
      getErrHelpWidth: () => Math.min(world.columns, 100),
      getOutHasColors: () => style.color,
      getErrHasColors: () => style.color,
    })
    .exitOverride()
    .showHelpAfterError(false);
  for (const [flags, description] of words.GLOBAL_OPTIONS) {
    program.addOption(new Option(flags, description));
  }
  for (const noun of NOUNS) {
    program
      .command(noun.name)
      .aliases(noun.aliases)
      .description(words.NOUN[noun.name] ?? "");
  }
  // Commander asks here before it parses a subcommand: time enough to define the one that is meant.
  program.hook("preSubcommand", async (parent, command) => {
    if (parent !== program) return;
    const noun = NOUNS.find(({ name }) => name === command.name());
    if (noun !== undefined) (await noun.load())(command, context);
  });
  program
    .allowExcessArguments(true)
    .argument("[perintah]", "")
    .action(async (unknown: string | undefined) => {
      if (unknown !== undefined) {
        const told = words.unknownCommand(unknown, nearest(unknown, nounNames()));
        throw new UserError("unknown-command", ...told, EXIT.usage);
      }
      const { showDashboard } = await import("./commands/dashboard.ts");
      await showDashboard(context(program));
    });
  addExamples(program, "jurnal");
  return program;
}

/** Defines every command that is not yet: for completion, which must know them all. */
async function defineAll(program: Command, context: (command: Command) => Context) {
  for (const noun of NOUNS) {
    const command = program.commands.find((known) => known.name() === noun.name);
    const isDefined = command === undefined || command.commands.length > 0;
    if (!isDefined) (await noun.load())(command, context);
  }
  return program;
}

/** Names of all nouns with their aliases, for completion. */
function nounNames(): string[] {
  return NOUNS.flatMap(({ name, aliases }) => [name, ...aliases]);
}

function helpIn(style: Style): Partial<Help> {
  return {
    showGlobalOptions: true,
    styleTitle: (title) => style.strong(words.helpTitle(title)),
    commandUsage(command) {
      const names: string[] = [];
      for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name());
      const takes = command.registeredArguments.map((argument) =>
        argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
      );
      const sub = command.commands.length > 0 ? [`[${words.PLACEHOLDER.command}]`] : [];
      return [...names, `[${words.PLACEHOLDER.options}]`, ...(sub.length > 0 ? sub : takes)].join(
        " ",
      );
    },
  };
}
