import { CommanderError } from "commander";
import { writeNumbersAs } from "./base/number.ts";
import { cleanShown } from "./base/text.ts";
import { canonicalZone } from "./base/time.ts";
import { asHelp, makeProgram } from "./cli/command.ts";
import type { GlobalOptions } from "./context.ts";
import { EXIT, OutputClosed, OutputFailed, UserError } from "./errors.ts";
import type { OpenOptions } from "./journal/open.ts";
import type { Store } from "./journal/store.ts";
import { program } from "./program.ts";
import { renderDone, renderError, renderJson } from "./views/messages.ts";
import { makeStyle, type Style } from "./views/style.ts";
import type { World } from "./world.ts";

/** Colour: --no-color > NO_COLOR > FORCE_COLOR > not a terminal > TERM=dumb. */
function wantsColor(world: World, argv: readonly string[], isTerminal: boolean): boolean {
  const { env } = world;
  if (argv.includes("--no-color") || env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return isTerminal && env.TERM !== "dumb";
}

/** Terminals that open the links of OSC 8; others would show nothing of an address, or rubbish. */
function opensLinks({ env }: World, isTerminal: boolean): boolean {
  if (env.FORCE_HYPERLINK) return env.FORCE_HYPERLINK !== "0";
  if (!isTerminal || env.TERM === "dumb") return false;
  const { TERM = "", TERM_PROGRAM = "", VTE_VERSION = "0" } = env;
  const isKnown = /^(?:xterm-kitty|xterm-ghostty|alacritty|foot)/.test(TERM);
  const isProgram = ["iTerm.app", "WezTerm", "vscode", "ghostty"].includes(TERM_PROGRAM);
  const isOther = Boolean(env.WT_SESSION ?? env.KONSOLE_VERSION) || Number(VTE_VERSION) >= 5000;
  return isKnown || isProgram || isOther;
}

function styleFor(world: World, argv: readonly string[], isTerminal: boolean) {
  return makeStyle({
    color: wantsColor(world, argv, isTerminal),
    ascii: argv.includes("--ascii"),
    plain: argv.includes("--plain"),
    links: opensLinks(world, isTerminal),
    terminal: isTerminal,
    columns: world.columns,
  });
}

/** Runs one command line and returns its exit code. Nothing is thrown: this is the one try/catch. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  let store: Store | undefined;
  let takeBack = () => {};
  let earlier: Store | undefined;
  let code: number = EXIT.ok;
  const open = async (options: GlobalOptions, access: OpenOptions["access"]) => {
    if (store !== undefined) return store;
    const { journalPath, noteOfRoaming, openStore } = await import("./journal/open.ts");
    let offset: string | null = null;
    const machineZone = () => {
      const stated = world.zone();
      if (/^[+-]/.test(stated)) offset = stated;
      return canonicalZone(stated) ?? "UTC";
    };
    const { now, processes, readOnly } = world;
    const { profile } = options;
    const path = journalPath(world, options.db);
    store = openStore({ path, access, profile, now, machineZone, processes, readOnly, earlier });
    // In a damaged journal it need not even be text; doctor has to open that one too.
    takeBack = writeNumbersAs(String(store.profile.currency));
    const roaming = earlier ? null : noteOfRoaming(world, options.db);
    if (store.opened.kind === "as-it-was" && roaming === null && !isAnyAside(store)) return store;
    const errorStyle = styleFor(world, argv, world.isInteractive);
    await tellOpened(world, store, access, { offset, roaming }, errorStyle);
    return store;
  };
  const close = () => {
    takeBack();
    takeBack = () => {};
    store?.db.close();
    earlier = store ?? earlier;
    store = undefined;
  };
  // Whoever reads what was printed may take hours: meanwhile the journal's log must not grow.
  const letGo = async () => {
    if (store === undefined) return;
    const { endReading } = await import("./journal/store.ts");
    endReading(store.db);
  };
  // Commander does not wait for what it says.
  let said = Promise.resolve();
  const say = (text: string) => {
    said = said.then(() => world.out(text));
    said.catch(() => {});
  };
  try {
    const style = styleFor(world, argv, world.isTerminal);
    const words = asHelp(protectNegatives(argv));
    const command = await makeProgram(program, words, {
      world,
      style,
      say,
      contextOf: (options, wholeProgram) => ({
        world,
        options,
        style,
        mayAsk: world.isInteractive && options.input && options.json !== true,
        open: (access) => {
          const firstLook = options.db === undefined ? "read-or-empty" : "read";
          return open(options, access === "first-look" ? firstLook : access);
        },
        close,
        show: async (data, text) => {
          const shown = options.json
            ? renderJson(data)
            : `${cleanShown(style.plain(text())).replace(/\n+$/, "")}\n`;
          await letGo();
          await world.out(shown);
        },
        wholeProgram,
        // Not spread: that would open the streams that nobody asked for.
        rerun: (line, changes) =>
          run(line, Object.create(world, Object.getOwnPropertyDescriptors(changes)) as World),
        endWith: (wanted) => {
          code = wanted;
        },
        done: (data, message) =>
          world.out(options.json ? renderJson(data) : renderDone(message, style)),
      }),
    });
    await command.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    // Help that cannot be written is the failure, not that it was asked for.
    const unsaid: unknown = await said.catch((reason: unknown) => reason);
    return await fail(unsaid ?? error, world, argv, { store: store ?? earlier, code });
  } finally {
    close();
  }
}

/** What opening has done to the journal, and what in it is another program's. */
async function tellOpened(
  world: World,
  store: Store,
  access: OpenOptions["access"],
  notes: { offset: string | null; roaming: string | null },
  style: Style,
): Promise<void> {
  const { renderOpened, renderWarning } = await import("./views/messages.ts");
  const { leftAside, zoneUnstated } = await import("./words/messages.ts");
  const { offset, roaming } = notes;
  const warn = (message: string) => world.err(renderWarning(message, style));
  if (roaming !== null) warn(roaming);
  world.err(renderOpened(store, style));
  if (offset !== null && !["as-it-was", "absent"].includes(store.opened.kind)) {
    warn(zoneUnstated(canonicalZone(offset) ?? "UTC"));
  }
  await lookAtOthers(store, access);
  if (isAnyAside(store)) warn(leftAside(store.aside));
}

const isAnyAside = ({ aside }: Store) => aside.trades + aside.cells + aside.pending > 0;

/** Looks at what other programs wrote since the journal was opened last. */
async function lookAtOthers(store: Store, access: OpenOptions["access"]): Promise<void> {
  if (store.aside.pending === 0) return;
  const { lookAtMarked } = await import("./journal/health/odd.ts");
  const { beginReading } = await import("./journal/store.ts");
  lookAtMarked(store);
  if (access !== "write") beginReading(store.db);
}

/**
 * `-25,30` and `-Rp25.000` are numbers, but look like options to the parser: their minus becomes
 * the typographic one, which the number reader knows. (`-25.30` the parser understands itself.)
 */
function protectNegatives(argv: readonly string[]): string[] {
  const end = argv.indexOf("--");
  return argv.map((word, index) =>
    (end < 0 || index < end) &&
    /^-(?:rp|us\$|[$€£¥])?\s?\d/i.test(word) &&
    !/^-\d+(\.\d+)?$/.test(word)
      ? `\u2212${word.slice(1)}`
      : word,
  );
}

async function fail(
  error: unknown,
  world: World,
  argv: readonly string[],
  { store, code }: { store: Store | undefined; code: number },
): Promise<number> {
  // Whoever read along has gone, and what the command came to stands: a limit is still a limit.
  if (error instanceof OutputClosed) return code;
  const style = styleFor(world, argv, world.isInteractive);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT.ok;
    const { explainUsage } = await import("./words/errors.ts");
    const [message, hint] = explainUsage(error.code, error.message);
    world.err(renderError(message, hint, style));
    return EXIT.usage;
  }
  if ((error as Error)?.name === "ExitPromptError") {
    world.err("\n");
    return EXIT.interrupted;
  }
  const { asUserError } = await import("./journal/store.ts");
  const hasRecorded = store?.recorded.any === true;
  if (error instanceof OutputFailed) {
    const { outputFailed } = await import("./words/errors.ts");
    world.err(renderError(...outputFailed(error.code, hasRecorded), style));
    return EXIT.user;
  }
  const known = asUserError(error, store?.path ?? "");
  if (known instanceof UserError) {
    const { stillRecorded } = await import("./words/errors.ts");
    const isHalfDone = hasRecorded && known !== error;
    world.err(renderError(known.message, isHalfDone ? stillRecorded : known.hint, style));
    return known.exit;
  }
  const odd = store === undefined ? [] : await oddIn(store);
  if (odd.length > 0) {
    const { oddJournal } = await import("./words/errors.ts");
    world.err(renderError(...oddJournal(store?.path ?? "", odd), style));
    return EXIT.user;
  }
  const { bug } = await import("./words/errors.ts");
  world.err(renderError(...bug(error instanceof Error ? error.message : String(error)), style));
  if (world.env.JURNAL_DEBUG && error instanceof Error) world.err(`${error.stack}\n`);
  return EXIT.bug;
}

/** What another program, or damage, put into the journal that no command of ours expects there. */
async function oddIn(store: Store): Promise<string[]> {
  const { checkHealth } = await import("./journal/health/health.ts");
  try {
    return checkHealth(store).flatMap((check) => (check.ok ? [] : check.found));
  } catch {
    return [];
  }
}
