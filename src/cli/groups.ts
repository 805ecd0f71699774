import { dictionary } from "../base/dictionary.ts";
import { mistakeLabel } from "../base/mistakes.ts";
import { marketLabel, moodLabel } from "../base/moods.ts";
import { cleanLine, nearest } from "../base/text.ts";
import { DIVISIONS, type Division } from "../figures/groupings.ts";
import { botNamed, findBot } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { meantWord, usage } from "../words/errors.ts";
import { type FilterOptions, filterFrom } from "./filters.ts";

/** A group of trades by its name, with what lets its trades through. */
export interface NamedGroup {
  name: string;
  filter: TradeFilter;
}

type Key =
  | ("symbol" | "setup" | "bot" | "side" | "mood" | "market" | "tag" | "account")
  | ("timeframe" | "confidence" | "mistake" | "body");

/** What groups can be told apart by, each the option that narrows to one of them. */
const KEYS: Readonly<Record<string, Key>> = dictionary({
  symbol: "symbol",
  setup: "setup",
  bot: "bot",
  side: "side",
  mood: "mood",
  market: "market",
  tag: "tag",
  account: "account",
  timeframe: "timeframe",
  confidence: "confidence",
  mistake: "mistake",
  body: "body",
});

/** The words Indonesians use for them. */
const ALIASES: Readonly<Record<string, Key>> = dictionary({
  simbol: "symbol",
  strategy: "setup",
  strategi: "setup",
  arah: "side",
  suasana: "mood",
  pasar: "market",
  akun: "account",
  tf: "timeframe",
  keyakinan: "confidence",
  kesalahan: "mistake",
  badan: "body",
});

/** Every word that `compare --by` takes. */
export const GROUP_WORDS: readonly string[] = [...Object.keys(KEYS), ...Object.keys(ALIASES)];

/** How a trader says "by hand" and "all bots". */
const BY_HAND: readonly string[] = ["manual", "tangan", "hand", "sendiri"];
const BOTS: readonly string[] = ["bot", "bots", "semua-bot", "semua bot"];

/**
 * The two groups that `--by` and the words after it mean. A side or a bot needs no second word: the
 * other side, by hand, or all bots.
 */
export function groupsFrom(
  store: Store,
  by: string,
  words: readonly (string | undefined)[],
  narrowed: TradeFilter,
): [NamedGroup, NamedGroup] {
  const word = by.toLowerCase();
  const key = KEYS[word] ?? ALIASES[word];
  if (key === undefined) {
    const meant = meantWord(nearest(word, [...GROUP_WORDS]));
    throw usage("--by", by, `salah satu dari ${Object.keys(KEYS).join(", ")}${meant}`);
  }
  if (key in narrowed || (key === "bot" && ("bot_id" in narrowed || "by_bot" in narrowed))) {
    throw usage("--by", by, "pembagian lain daripada saringannya");
  }
  const [first = USUAL[key] ?? "", second = otherGroup(key, first)] = words;
  const a = groupOf(store, key, "kelompok pertama", first);
  const b = groupOf(store, key, "kelompok kedua", second);
  if (JSON.stringify(a.filter) === JSON.stringify(b.filter)) {
    throw usage("kelompok kedua", words[1] ?? "", "kelompok lain daripada yang pertama");
  }
  return [a, b];
}

/** The first group where none is named. */
const USUAL: Partial<Record<Key, string>> = { side: "buy", bot: "manual" };

/** The one that goes without saying beside the first; "" where there is none. */
function otherGroup(key: Key, first: string): string {
  const plain = first.toLowerCase();
  if (key === "side") return ["buy", "long", "beli"].includes(plain) ? "sell" : "buy";
  if (key === "bot") return BY_HAND.includes(plain) ? "bot" : "manual";
  return "";
}

function groupOf(store: Store, key: Key, field: string, words: string): NamedGroup {
  if (words === "") {
    throw usage(field, "", "kelompok, misalnya XAUUSD dan EURUSD bersama --by symbol");
  }
  if (key === "bot") return botGroup(store, field, words);
  const options: FilterOptions = { [key]: words };
  const filter = filterFrom(options);
  return { name: nameOf(filter), filter };
}

function nameOf(filter: TradeFilter): string {
  const { symbol, setup, side, mood, market, tag, account } = filter;
  const { timeframe, confidence, mistake, body } = filter;
  if (symbol !== undefined) return cleanLine(symbol).toUpperCase();
  if (mood !== undefined) return moodLabel(mood);
  if (market !== undefined) return marketLabel(market);
  if (mistake !== undefined) return mistakeLabel(mistake);
  if (confidence !== undefined) return `keyakinan ${confidence}`;
  return cleanLine(side ?? setup ?? tag ?? account ?? timeframe ?? body ?? "");
}

function botGroup(store: Store, field: string, words: string): NamedGroup {
  const plain = words.toLowerCase();
  if (BY_HAND.includes(plain)) return { name: "dengan tangan", filter: { by_bot: false } };
  if (BOTS.includes(plain)) return { name: "bot", filter: { by_bot: true } };
  const bot = /^#?\d{1,15}$/.test(plain)
    ? findBot(store, Number(plain.replace("#", "")))
    : botNamed(store, words);
  if (bot === null) throw usage(field, words, "manual, bot, atau nama atau nomor sebuah bot");
  return { name: cleanLine(bot.name), filter: { bot_id: bot.id } };
}

/** The words Indonesians use for what `stats --by` divides by. */
export const DIVISION_ALIASES: Readonly<Record<string, Division>> = dictionary({
  simbol: "symbol",
  strategy: "setup",
  strategi: "setup",
  suasana: "mood",
  pasar: "market",
  hari: "weekday",
  jam: "hour",
  sesi: "session",
  arah: "side",
  tanda: "tag",
  bulan: "month",
  lot: "size",
  ukuran: "size",
  lama: "hold",
  tf: "timeframe",
  keyakinan: "confidence",
  kesalahan: "mistake",
  badan: "body",
  akun: "account",
});

/** Every word that `stats --by` takes. */
export const DIVISION_WORDS: readonly string[] = [...DIVISIONS, ...Object.keys(DIVISION_ALIASES)];
