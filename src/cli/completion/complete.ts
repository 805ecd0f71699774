import type { Argument, Command, Option } from "commander";
import { WEEKDAYS } from "../../base/dates.ts";
import { dictionary } from "../../base/dictionary.ts";
import { MISTAKES } from "../../base/mistakes.ts";
import { MARKETS, MOODS } from "../../base/moods.ts";
import { cleanLine } from "../../base/text.ts";
import { DIVISIONS } from "../../figures/groupings.ts";
import { listAccounts, listBots, listProfiles } from "../../journal/owners.ts";
import { listSetups, setupNames } from "../../journal/plans/setups.ts";
import { SETTINGS } from "../../journal/settings.ts";
import type { Store } from "../../journal/store.ts";
import { seenBefore } from "../../journal/trades.ts";
import { RULE_KINDS } from "../../mentor/rules/all.ts";
import { RULE_TEMPLATES } from "../../mentor/rules/templates.ts";
import { DIVISION_WORDS, GROUP_WORDS } from "../groups.ts";
import { SCRIPTS } from "./scripts.ts";

/** A word that could stand where the cursor is, and what it means. */
type Candidate = readonly [value: string, meaning: string];

/** Values to offer; the store is null where there is no journal of today's schema. */
type Offer = "files" | readonly string[] | ((store: Store) => readonly (string | Candidate)[]);

const symbols = (store: Store) => seenBefore(store, "symbol");
const setups = (store: Store) => listSetups(store).map(({ name }) => name);
const accounts = (store: Store) => listAccounts(store).map(({ name }) => name);
const profiles = (store: Store) => listProfiles(store.db).map(({ name }) => name);
const bots = (store: Store) => listBots(store).map(({ id, name }) => [String(id), name] as const);

const conditions = (store: Store) => [
  ...WEEKDAYS.map((day) => `weekday=${day.toLowerCase()}`),
  ...symbols(store).map((symbol) => `symbol=${symbol}`),
  ...DIVISIONS.map((division) => `${division}=`),
];

/** What is offered for an option or argument (`--by`, `<nama>`), of all commands or of one. */
const OFFERS: Readonly<Record<string, Offer>> = dictionary<Offer>({
  "stats --by": DIVISION_WORDS,
  "compare --by": GROUP_WORDS,
  "distribution --by": ["r", "money"],
  "export --format": ["ndjson", "csv", "json", "xlsx"],
  "tax --format": ["csv", "json"],
  "what-if --without": conditions,
  "what-if --only": (store) => ["plan", ...conditions(store)],
  "what-if --rule": RULE_KINDS,
  "--profile": profiles,
  "profile use <nama>": profiles,
  "profile edit <nama>": profiles,
  "--setup": setupNames,
  "--strategy": setupNames,
  "setup show <nama>": setups,
  "setup edit <nama>": setups,
  "setup retire <nama>": setups,
  "rule template apply <nama>": RULE_TEMPLATES.map(({ id }) => id),
  "odds --template": RULE_TEMPLATES.map(({ id }) => id),
  "--account": accounts,
  "--rezone": accounts,
  "--bot": bots,
  "bot edit <nomor>": bots,
  "bot show <nomor>": bots,
  "--confidence": ["1", "2", "3", "4", "5"],
  "--mistake": MISTAKES,
  "--link": "files",
  "<simbol>": symbols,
  "<berkas>": "files",
  "<peta>": "files",
  "<suasana>": MOODS,
  "<kondisi>": MARKETS,
  "<arah>": ["buy", "sell"],
  "<shell>": Object.keys(SCRIPTS),
  "<jenis>": RULE_KINDS,
  "<kunci>": SETTINGS.map(({ key }) => key),
  "<kode>": ["IDR", "USD", "USC", "EUR", "JPY", "USDT"],
  "<zona>": ["WIB", "WITA", "WIT", "UTC"],
  "<tanggal>": ["hari ini", "kemarin"],
});

/** Where the words before the cursor lead. */
interface Place {
  command: Command;
  /** The option whose value comes next. */
  option: Option | null;
  /** How many arguments the command has already. */
  given: number;
  /** After `--` nothing is an option. */
  isPlain: boolean;
}

/** Journal and profile that the words before the cursor name. */
export interface Named {
  db?: string;
  profile?: string;
}

/**
 * The lines that a shell's script reads: what may stand as the last of the words, a value and a tab
 * and its meaning each, and ":files" where any file may. The words are as they were typed, with
 * their quotes; `openAs` opens the journal that they name, null: there is none; `formats` are those
 * of files to import.
 */
export function completionLines(
  program: Command,
  typed: readonly string[],
  { openAs, formats }: { openAs(named: Named): Store | null; formats: readonly string[] },
): string[] {
  const words = typed.map(unquoted);
  const last = words.pop() ?? "";
  const named: Named = {};
  // bash takes `--db=x` for three words.
  const place = words
    .filter((word) => word !== "=")
    .reduce((at, word) => step(at, word, named), {
      command: program,
      option: null,
      given: 0,
      isPlain: false,
    } as Place);
  const { candidates, files } = offeredAt(place, last, {
    open: () => openAs(named),
    formats,
  });
  const lines = candidates.map(([value, meaning]) => `${value}\t${cleanLine(meaning)}`);
  return files ? [...lines, ":files"] : lines;
}

/** A word without the quotes of a shell; what it would run stays text. */
function unquoted(word: string): string {
  let text = "";
  let quote = "";
  for (let at = 0; at < word.length; at++) {
    const letter = word[at] ?? "";
    if (letter === "\\" && quote !== "'") text += word[++at] ?? "";
    else if (quote === "" && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === quote) quote = "";
    else text += letter;
  }
  return text;
}

function step(place: Place, word: string, named: Named): Place {
  const { command, option, isPlain } = place;
  if (option !== null) {
    if (option.long === "--db") named.db = word;
    if (option.long === "--profile") named.profile = word;
    return { ...place, option: null };
  }
  if (isPlain) return { ...place, given: place.given + 1 };
  if (word === "--") return { ...place, isPlain: true };
  if (word.startsWith("-") && word.length > 1) {
    const [name = "", value] = splitOption(word);
    const found = optionNamed(command, name);
    if (found === null || !found.required) return place;
    return value === undefined
      ? { ...place, option: found }
      : step({ ...place, option: found }, value, named);
  }
  const below = place.given === 0 ? commandNamed(command, word) : undefined;
  if (below !== undefined) return { command: below, option: null, given: 0, isPlain: false };
  // `help trade log` leads where `trade log` does.
  return word === "help" && command.parent === null ? place : { ...place, given: place.given + 1 };
}

const splitOption = (word: string): [name: string, value?: string] => {
  const at = word.indexOf("=");
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
};

const commandNamed = (command: Command, word: string) =>
  command.commands.find((below) => word === below.name() || below.aliases().includes(word));

/** Those of the command and of all that it is below. */
function optionsOf(command: Command): Option[] {
  const visible = command.createHelp().visibleOptions(command);
  return command.parent === null ? visible : [...visible, ...optionsOf(command.parent)];
}

/** Also one that help does not list. */
function optionNamed(command: Command, name: string): Option | null {
  const found = command.options.find(({ long, short }) => long === name || short === name);
  if (found !== undefined) return found;
  return command.parent === null ? null : optionNamed(command.parent, name);
}

/** What is not told by the words. */
interface Journal {
  open(): Store | null;
  formats: readonly string[];
}

interface Offered {
  candidates: Candidate[];
  files: boolean;
}

function offeredAt(place: Place, last: string, journal: Journal): Offered {
  const { command, given, isPlain } = place;
  if (place.option !== null) return valuesOf(nameOf(command, place.option), last, journal);
  if (!isPlain && last.startsWith("--") && last.includes("=")) {
    const [name, value = ""] = splitOption(last);
    const option = optionNamed(command, name);
    return option === null ? NOTHING : valuesOf(nameOf(command, option), value, journal);
  }
  if (!isPlain && last.startsWith("-")) {
    const options = optionsOf(command).map(({ long, description }): Candidate => {
      return [long ?? "", description];
    });
    return { candidates: startingWith(options, last), files: false };
  }
  const below = isPlain || given > 0 ? [] : commandsBelow(command, last);
  const takes = command.registeredArguments;
  const argument = takes[given] ?? takes.findLast(({ variadic }) => variadic);
  if (argument === undefined || below.length > 0) return { candidates: below, files: false };
  return valuesOf(nameOf(command, argument), last, journal);
}

const NOTHING: Offered = { candidates: [], files: false };

/** Commands by their names; by the other name of one only where that is being typed. */
function commandsBelow(command: Command, last: string): Candidate[] {
  const visible = command.createHelp().visibleCommands(command);
  const names = visible.map((below): Candidate => [below.name(), below.description()]);
  const others = visible.flatMap((below) =>
    below.aliases().map((alias): Candidate => [alias, below.description()]),
  );
  return [...startingWith(names, last), ...(last === "" ? [] : startingWith(others, last))];
}

/** The keys under which its values may stand, the closest first. */
function nameOf(command: Command, of: Option | Argument): string[] {
  const path: string[] = [];
  for (let at = command; at.parent !== null; at = at.parent) path.unshift(at.name());
  const isOption = "flags" in of;
  const placeholder = isOption ? /[<[]([^>\]. ]+)/.exec(of.flags)?.[1] : of.name();
  const name = isOption ? (of.long ?? "") : `<${placeholder}>`;
  return [`${path.join(" ")} ${name}`, name, `<${placeholder}>`];
}

function valuesOf(keys: readonly string[], last: string, { open, formats }: Journal): Offered {
  const known = (key: string) => (key === "trade import --format" ? formats : OFFERS[key]);
  const offer = keys.map(known).find((one) => one !== undefined);
  if (offer === undefined) return NOTHING;
  if (offer === "files") return { candidates: [], files: true };
  const store = typeof offer === "function" ? open() : null;
  const values = typeof offer !== "function" ? offer : store === null ? [] : offer(store);
  const candidates = values.map((one): Candidate => (typeof one === "string" ? [one, ""] : one));
  return { candidates: startingWith(candidates, last), files: false };
}

/** A name with control characters is one line of an answer no more. */
const startingWith = (candidates: readonly Candidate[], last: string): Candidate[] =>
  candidates.filter(
    ([value]) =>
      value !== "" &&
      cleanLine(value) === value &&
      value.toLowerCase().startsWith(last.toLowerCase()),
  );
