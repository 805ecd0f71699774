import { Command, Help, Option } from "commander";
import { nearest } from "../base/text.ts";
import type { Context, GlobalOptions } from "../context.ts";
import { EXIT, UserError } from "../errors.ts";
import type { Style } from "../views/style.ts";
import { unknownCommand } from "../words/errors.ts";
import { GLOBAL_OPTIONS, GROUP, helpTitle, OPTION, PLACEHOLDER, TITLE } from "../words/help.ts";
import type { World } from "../world.ts";

declare const JURNAL_VERSION: string;

/** A line of help: an argument (`<nomor>`) or option (`--note <teks>`), and what it means. */
export type HelpLine = readonly [term: string, meaning: string];

interface Described {
  /** What it is for: in the list of commands, and on top of its help. */
  description: string;
  takes?: readonly HelpLine[];
  options?: readonly HelpLine[];
  /** More to know, before its examples or after them. */
  details?: { before: string } | { after: string };
  /** Lines of shell; a test runs every one. */
  examples: readonly [string, ...string[]];
}

/** What answers programs, not people: help does not list it. */
interface Hidden {
  hidden: true;
  takes?: readonly HelpLine[];
}

interface Runs {
  /** `given` is what it takes, in order, then its options, as commander reads them. */
  run(context: Context, ...given: never[]): Promise<void>;
}

interface Holds {
  /** By name, in the order in which help lists them. */
  commands: Readonly<Record<string, Subcommand>>;
}

/** A command with its help: what it runs, or the commands below it (or, as `jurnal` itself, both). */
export type CommandSpec = Described & (Runs | Holds | (Runs & Holds));

/** A command in a file of its own, which is read when it is called or its help is asked for. */
interface Apart {
  load(): Promise<{ command: CommandSpec }>;
}

type Subcommand = {
  alias?: string;
  /** The heading under which help lists it. */
  group?: string;
} & (CommandSpec | (Hidden & Runs) | Apart);

interface Parts {
  world: World;
  style: Style;
  /** Writes what commander itself says (help, the version) to stdout. */
  say(text: string): void;
  contextOf(options: GlobalOptions, wholeProgram: Context["wholeProgram"]): Context;
}

/**
 * Commander's tree for one command line. Of a command in a file of its own it knows the name and
 * the alias until that command is called: `jurnal status` stands in prompts and must not wait for
 * the code of 30 others. Help and completion, which tell of them all, read all that they tell of.
 */
export async function makeProgram(
  root: CommandSpec,
  argv: readonly string[],
  { world, style, say, contextOf }: Parts,
): Promise<Command> {
  const program = new Command("jurnal");
  const unread = new Map<Command, Apart["load"]>();

  function define(command: Command, spec: CommandSpec | (Hidden & Runs)): void {
    addHelp(command, spec, world);
    if ("run" in spec) {
      command.action((...given) => {
        requireValues(command);
        // Commander's last word is the command itself.
        return spec.run(
          contextOf(command.optsWithGlobals(), () => readAll(program)),
          ...(given.slice(0, -1) as never[]),
        );
      });
    }
    if (!("commands" in spec)) return;
    for (const [name, sub] of Object.entries(spec.commands)) {
      const below = command.command(name, { hidden: "hidden" in sub });
      if (sub.alias !== undefined) below.alias(sub.alias);
      if (sub.group !== undefined) below.helpGroup(sub.group);
      if ("load" in sub) unread.set(below, sub.load);
      else define(below, sub);
    }
    command.hook("preSubcommand", async (_, below) => {
      await read(below);
      // Called without one of its own commands it prints its help, which no hook comes before.
      if (named(below, command.args[1]) === undefined) await readForHelp(below);
    });
  }

  async function read(command: Command): Promise<void> {
    const load = unread.get(command);
    unread.delete(command);
    if (load !== undefined) define(command, (await load()).command);
  }

  /** Help of a command tells of those directly below it too. */
  async function readForHelp(command: Command): Promise<void> {
    await read(command);
    for (const below of command.commands) await read(below);
  }

  async function readAll(command: Command): Promise<Command> {
    await read(command);
    for (const below of command.commands) await readAll(below);
    return command;
  }

  configure(program, { world, style, say });
  define(program, root);
  // Which command it does not know the program says itself; those below are strict.
  program.allowExcessArguments(true);
  if (argv.some((word) => HELP.includes(word))) {
    let asked = program;
    for (const word of program.parseOptions([...argv]).operands) {
      const below = named(asked, word);
      if (below === undefined) {
        refuseUnknown(asked, word);
        break;
      }
      asked = below;
      await read(asked);
    }
    await readForHelp(asked);
  }
  return program;
}

const HELP: readonly string[] = ["-h", "--help"];

/** Help of a command that is none would be that of another. */
function refuseUnknown(command: Command, word: string): void {
  const names = command.commands.flatMap((below) => [below.name(), ...below.aliases()]);
  const isArgument = command.parent !== null && command.registeredArguments.length > 0;
  if (names.length === 0 || isArgument) return;
  throw new UserError("unknown-command", ...unknownCommand(word, nearest(word, names)), EXIT.usage);
}

/**
 * The words of a command line with `help trade log` as `trade log --help`: commander's own help goes
 * no deeper than one command.
 */
export function asHelp(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  const at = argv.findIndex((word, index) => {
    const isValue = VALUED.has(argv[index - 1] ?? "");
    return !word.startsWith("-") && !isValue;
  });
  if (argv[at] !== "help" || (end >= 0 && end < at)) return [...argv];
  return [...argv.slice(0, at), ...argv.slice(at + 1), "--help"];
}

/** Options of all commands that take a word. */
const VALUED: ReadonlySet<string> = new Set(
  GLOBAL_OPTIONS.flatMap(([flags]) => (flags.includes("<") ? [flags.split(" ")[0] ?? ""] : [])),
);

const MOST_COLUMNS = 100;

const named = (command: Command, word = "") =>
  command.commands.find((below) => word === below.name() || word === below.alias());

/**
 * No option may have taken the name of the next one for its value: `--db --json`, where a script
 * left out what stands between, would begin a journal of that name.
 */
function requireValues(command: Command): void {
  const line: Command[] = [];
  for (let one: Command | null = command; one !== null; one = one.parent) line.push(one);
  const options = line.flatMap((one) => one.options.map((option) => ({ one, option })));
  const names = new Set<unknown>(["--help", ...options.map(({ option }) => option.long)]);
  for (const { one, option } of options) {
    const values = [one.getOptionValue(option.attributeName())].flat();
    if (!values.some((value) => names.has(value ?? null))) continue;
    const code = "commander.optionMissingArgument";
    command.error(`error: option '${option.flags}' argument missing`, { code });
  }
}

/** What holds for all commands: commander hands it down to each when it is made. */
function configure(program: Command, { world, style, say }: Omit<Parts, "contextOf">): void {
  program
    .version(JURNAL_VERSION, "-V, --version", OPTION.version)
    .helpOption("-h, --help", OPTION.help)
    .commandsGroup(GROUP.data)
    .helpCommand(`help [${PLACEHOLDER.command}]`, OPTION.helpCommand)
    .configureHelp(helpIn(style))
    .configureOutput({
      writeOut: (text) => say(style.plain(text)),
      writeErr: (text) => world.err(style.plain(text)),
      outputError: () => {},
      getOutHelpWidth: () => Math.min(world.columns, MOST_COLUMNS),
      getErrHelpWidth: () => Math.min(world.columns, MOST_COLUMNS),
      getOutHasColors: () => style.color,
      getErrHasColors: () => style.color,
    })
    .exitOverride()
    .showHelpAfterError(false);
}

function addHelp(command: Command, spec: Described | Hidden, world: World): void {
  const width = Math.min(world.columns, MOST_COLUMNS);
  for (const [term, meaning] of spec.takes ?? []) command.argument(term, meaning);
  if ("hidden" in spec) return;
  command.description(spec.description);
  for (const [flags, meaning] of spec.options ?? []) {
    command.option(flags, meaning);
    addFormerName(command, flags);
  }
  const { details, examples } = spec;
  // The shells of Windows have no sign in common by which a line goes on.
  const broken = (line: string) =>
    world.platform === "win32" ? [line] : brokenCommand(line, width - 4);
  const lines = examples.map((line) => `  $ ${broken(line).join("\n      ")}`);
  const tell = (text: string) => command.addHelpText("after", text);
  if (details !== undefined && "before" in details) tell(wrapped(details.before, width));
  tell(`\n${TITLE.examples}\n${lines.join("\n")}`);
  if (details !== undefined && "after" in details) tell(wrapped(details.after, width));
}

/** A line of shell in lines that fit and can be copied as they are: each but the last goes on. */
function brokenCommand(line: string, width: number): string[] {
  const words = line.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [line];
  const lines = [""];
  for (const word of words) {
    const last = lines.at(-1) ?? "";
    const room = width - (lines.length > 1 ? 2 : 0) - 2;
    if (last === "") lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else {
      lines[lines.length - 1] = `${last} \\`;
      lines.push(word);
    }
  }
  return lines;
}

/** Each line broken between its words, what follows behind its own indent. */
function wrapped(text: string, width: number): string {
  const breakLine = (line: string) => {
    const indent = /^ */.exec(line)?.[0] ?? "";
    const lines = [indent];
    for (const word of line.slice(indent.length).split(" ")) {
      const last = lines.at(-1) ?? "";
      if (last === indent) lines[lines.length - 1] = last + word;
      else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(indent + word);
    }
    return lines.join("\n");
  };
  return text.split("\n").map(breakLine).join("\n");
}

/** Names that options had, and that scripts may have still: help does not list them. */
const FORMER_NAMES: Readonly<Record<string, string>> = { "--setup": "--strategy" };

function addFormerName(command: Command, flags: string): void {
  const [name = "", value = ""] = flags.split(" ");
  const former = Object.hasOwn(FORMER_NAMES, name) ? FORMER_NAMES[name] : undefined;
  if (former === undefined) return;
  command.addOption(new Option(`${former} ${value}`).hideHelp());
  command.on(`option:${former.slice(2)}`, (words: string) => {
    command.setOptionValue(name.slice(2), words);
  });
}

function helpIn(style: Style): Partial<Help> {
  return {
    showGlobalOptions: true,
    // Beside the longest option 60 columns leave less than the 40 that commander asks for.
    minWidthToWrap: 16,
    subcommandTerm(command) {
      const term = Help.prototype.subcommandTerm.call(this, command);
      // The list of all commands is names alone; what one takes stands in its own help.
      return command.parent?.parent === null
        ? (term.split(" ")[0] ?? term)
        : term.replace(" [options]", ` [${PLACEHOLDER.options}]`);
    },
    styleTitle: (title) => style.strong(helpTitle(title)),
    commandUsage(command) {
      const names: string[] = [];
      for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name());
      const takes = command.registeredArguments.map((argument) =>
        argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
      );
      // What it takes itself is told, also where there are commands below it.
      const isGroup = command.commands.length > 0 && takes.length === 0;
      const rest = isGroup ? [`[${PLACEHOLDER.command}]`] : takes;
      return [...names, `[${PLACEHOLDER.options}]`, ...rest].join(" ");
    },
  };
}
