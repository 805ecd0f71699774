import { weekdayNumber } from "../base/dates.ts";
import { dictionary } from "../base/dictionary.ts";
import { normalSymbol } from "../base/symbols.ts";
import { nearest } from "../base/text.ts";
import { type AnyLedger, DIVISIONS, type Division, groupsOf } from "../figures/groupings.ts";
import type { Condition } from "../figures/scenario.ts";
import { today } from "../journal/days.ts";
import { botNamed } from "../journal/owners.ts";
import { findRule, rulesOn } from "../journal/promises.ts";
import type { Store } from "../journal/store.ts";
import { kindOf, readRule, ruleTyped } from "../mentor/rules/all.ts";
import type { RuleKind, RuleTerms } from "../model.ts";
import type { Asked } from "../review/what-if.ts";
import { meantWord, usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";
import { type FilterOptions, filterFrom } from "./filters.ts";
import { DIVISION_ALIASES, DIVISION_WORDS } from "./groups.ts";

/** What a scenario may change, each an option of `what-if`. */
export const SCENARIO_OPTIONS: readonly HelpLine[] = [
  ["--without <syarat...>", "tanpa yang ini, misalnya weekday=jumat, symbol=GBPJPY, hour=20-23"],
  ["--only <syarat...>", "hanya yang ini, misalnya plan (dari rencana), session=london"],
  ["--stop-after-losses <n>", "berhenti hari itu sesudah rugi sekian kali"],
  ["--max-trades <n>", "paling banyak sekian transaksi sehari"],
  ["--pause <lama>", "jeda sesudah rugi, misalnya 30m atau 1h"],
  ["--rule <aturan...>", "aturan Anda sendiri: jenis atau nomornya (jurnal rule list --json)"],
  ["--base-lot", "semua lot seperti lot yang biasa"],
  ["--with-stops", "rugi yang melebihi rencana berhenti di stop (paling jauh 1,1R)"],
  ["--exit-at-plan", "keluar di stop atau target rencana, sejauh harganya memberi tahu"],
];

export interface ScenarioOptions {
  without?: string[];
  only?: string[];
  stopAfterLosses?: string;
  maxTrades?: string;
  pause?: string;
  rule?: string[];
  baseLot?: boolean;
  withStops?: boolean;
  exitAtPlan?: boolean;
}

/** A condition as it was typed, before its trades are read. */
export interface TypedCondition {
  option: "--without" | "--only";
  typed: string;
  by: Division;
  words: readonly string[];
}

/** What may be typed alone for a whole condition. */
const SHORT: Readonly<Record<string, string>> = dictionary({
  plan: "plan=planned",
  rencana: "plan=planned",
});

/** The conditions of --without and --only. */
export function typedConditions({ without = [], only = [] }: ScenarioOptions): TypedCondition[] {
  const read = (option: TypedCondition["option"]) => (typed: string) => {
    const [name = "", values = ""] = (SHORT[typed.toLowerCase()] ?? typed).split(/=(.*)/s);
    const word = name.trim().toLowerCase();
    const by = DIVISIONS.find((division) => division === word) ?? DIVISION_ALIASES[word];
    const words = values.split(",").flatMap((one) => one.trim() || []);
    if (by !== undefined && words.length > 0) return { option, typed, by, words };
    const meant = by === undefined ? meantWord(nearest(word, DIVISION_WORDS)) : "";
    const expected = "pembagian=nilai, misalnya weekday=jumat atau symbol=GBPJPY,XAUUSD";
    throw usage(option, typed, expected + meant);
  };
  return [...without.map(read("--without")), ...only.map(read("--only"))];
}

/** What the options ask for; the groups of conditions are looked up in the trades they are of. */
export function askedOf(
  store: Store,
  options: ScenarioOptions,
  { typed, rules }: { typed: readonly TypedCondition[]; rules: readonly RuleTerms[] },
  ledger: AnyLedger,
): Asked {
  const conditions = typed.map((one): Condition => {
    const { by, option } = one;
    return { by, keys: keysOf(store, one, ledger), only: option === "--only" };
  });
  const { baseLot = false, withStops = false, exitAtPlan = false } = options;
  return { conditions, rules, baseLot, withStops, exitAtPlan };
}

/** Rules that are asked for by their own options, and those of the trader's own. */
export function rulesFrom(store: Store, options: ScenarioOptions): RuleTerms[] {
  const { stopAfterLosses, maxTrades, pause, rule = [] } = options;
  const asked = (option: string, kind: RuleKind, words: string | undefined) => {
    if (words === undefined) return [];
    const reading = readRule(kind, words, store.profile.currency);
    if (!reading.ok) throw usage(option, words, reading.expected);
    return [reading.value];
  };
  return [
    ...asked("--stop-after-losses", "stop-after-losses", stopAfterLosses),
    ...asked("--max-trades", "max-trades", maxTrades),
    ...asked("--pause", "pause-after-loss", pause),
    ...rule.map((words) => ownRule(store, words)),
  ];
}

/** One of the trader's own rules, by its number or, where it is in force, its kind. */
function ownRule(store: Store, words: string): RuleTerms {
  const rules = rulesOn(store, today(store));
  const found = /^#?\d{1,15}$/.test(words)
    ? findRule(store, Number(words.replace("#", "")))
    : rules.find(({ kind }) => kind === words.toLowerCase());
  if (found === undefined || found === null) {
    const own = rules.map(({ kind }) => kind);
    const which = own.length === 0 ? "; belum ada satu pun" : `: ${own.join(", ")}`;
    const expected = `nomor aturan, atau jenis aturan yang berlaku${which}`;
    throw usage("--rule", words, expected + meantWord(nearest(words, own)));
  }
  if (kindOf(found).look === null) {
    const expected = "aturan yang melarang transaksi; yang ini tujuan";
    throw usage("--rule", ruleTyped(found), expected);
  }
  return { kind: found.kind, params: found.params } as RuleTerms;
}

/** Words for groups whose names are ours. */
const KEYS: Partial<Record<Division, Readonly<Record<string, string>>>> = {
  session: dictionary({
    asia: "asia",
    london: "london",
    overlap: "overlap",
    "new-york": "new-york",
    newyork: "new-york",
    ny: "new-york",
    between: "between",
  }),
  size: dictionary({
    small: "small",
    kecil: "small",
    usual: "usual",
    biasa: "usual",
    large: "large",
    besar: "large",
  }),
  hold: dictionary({
    "5m": "5m",
    "30m": "30m",
    "2h": "2h",
    "8h": "8h",
    "24h": "24h",
    longer: "longer",
  }),
  plan: dictionary({
    planned: "planned",
    rencana: "planned",
    against: "against",
    melawan: "against",
    unplanned: "unplanned",
    "tanpa-rencana": "unplanned",
  }),
  checklist: dictionary({ whole: "whole", lengkap: "whole", broken: "broken", kurang: "broken" }),
};

/** The groups that the words of a condition mean, as `groupsOf` names them. */
function keysOf(store: Store, condition: TypedCondition, ledger: AnyLedger): string[] {
  const { option, by, words } = condition;
  const keys = words.flatMap((word) => {
    if (by === "weekday") return span(condition, word, weekdayNumber, 7, 1);
    if (by === "hour") return span(condition, word, hourOf, 24, 0);
    const fixed = KEYS[by];
    if (fixed !== undefined) {
      const key = fixed[word.toLowerCase()];
      if (key !== undefined) return key;
      throw usage(option, condition.typed, `salah satu dari ${Object.keys(fixed).join(", ")}`);
    }
    return FILTERED.includes(by) ? filteredKey(by, word) : knownKey(store, condition, word, ledger);
  });
  return [...new Set(keys)];
}

/** Divisions that are options of their own too. */
const FILTERED: readonly Division[] = [
  ...(["mood", "market", "side", "timeframe", "confidence", "mistake", "body"] as const),
];

function filteredKey(by: Division, word: string): string {
  const filter = filterFrom({ [by]: word } as FilterOptions);
  return String(filter[by as "mood"]);
}

/** "14", "14:00" or "14.30" as an hour of the day; null: none. */
function hourOf(text: string): number | null {
  const [, hours = ""] = /^(\d{1,2})(?:[:.]\d\d)?$/.exec(text.trim()) ?? [];
  return hours === "" || Number(hours) > 23 ? null : Number(hours);
}

/** "jumat" or "kamis-senin": all of them, over the end of the week or the day too. */
function span(
  { option, typed, by }: TypedCondition,
  word: string,
  read: (text: string) => number | null,
  size: number,
  first: number,
): string[] {
  const [from = "", to = from, ...rest] = word.toLowerCase().split(/[-–]/);
  const [start, end] = [read(from), read(to)];
  if (start === null || end === null || rest.length > 0) {
    const example =
      by === "weekday" ? "hari, misalnya jumat atau senin-rabu" : "jam, misalnya 20 atau 20-23";
    throw usage(option, typed, example);
  }
  const keys = [String(start)];
  for (let at = start; at !== end; ) {
    at = ((at - first + 1) % size) + first;
    keys.push(String(at));
  }
  return keys;
}

/** A name that some trade of the range has. */
function knownKey(
  store: Store,
  { option, typed, by }: TypedCondition,
  word: string,
  ledger: AnyLedger,
): string {
  const keys = groupsOf(ledger, by, store.profile.zone).groups.map(({ key }) => key);
  const wanted = by === "bot" ? botKey(store, word) : by === "tag" ? word.replace(/^#/, "") : word;
  const isIt = (key: string) =>
    key.toLowerCase() === wanted.toLowerCase() ||
    (by === "symbol" && key.toLowerCase() === normalSymbol(wanted).toLowerCase());
  const found = keys.find(isIt);
  if (found !== undefined) return found;
  const some = keys.slice(0, 8).join(", ");
  const which = some === "" ? "; di rentang ini tidak ada satu pun" : `: ${some}`;
  throw usage(option, typed, `yang ada di rentang ini${which}${meantWord(nearest(word, keys))}`);
}

function botKey(store: Store, word: string): string {
  if (["manual", "tangan", "hand", "sendiri"].includes(word.toLowerCase())) return "0";
  return /^#?\d+$/.test(word) ? word.replace("#", "") : String(botNamed(store, word)?.id ?? word);
}
