import { cleanLine } from "../base/clean.ts";
import { marketLabel } from "../base/markets.ts";
import { moodLabel } from "../base/moods.ts";
import { botNamed, findBot } from "../journal/bots.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { BOTS, BY_HAND, otherGroup } from "../report/compare-words.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import { type FilterOptions, filterFrom } from "./filters.ts";

/** A group of trades by its name, with what lets its trades through. */
interface Named {
  name: string;
  filter: TradeFilter;
}

/** What groups can be told apart by -> the option that narrows to one of them. */
const KEYS: Readonly<Record<string, keyof FilterOptions>> = {
  ...{ symbol: "symbol", simbol: "symbol", strategy: "strategy", strategi: "strategy" },
  ...{ side: "side", arah: "side", mood: "mood", suasana: "mood", market: "market" },
  ...{ pasar: "market", tag: "tag", account: "account", akun: "account", bot: "bot" },
};

/** The names of `--by` that there are, for the error that lists them. */
const NAMES = ["symbol", "strategy", "bot", "side", "mood", "market", "tag", "account"];

/**
 * The two groups that `--by` and the words after it mean. A side or a bot needs no second word: the
 * other side, by hand, or all bots.
 */
export function groupFilters(
  store: Store,
  by: string,
  words: readonly (string | undefined)[],
  narrowed: TradeFilter,
): [Named, Named] {
  const key = KEYS[by.toLowerCase()];
  if (key === undefined) throw usage("--by", by, say.expectedGrouping(NAMES));
  if (key in narrowed || (key === "bot" && ("bot_id" in narrowed || "by_bot" in narrowed))) {
    throw usage("--by", by, say.expectedNotNarrowed);
  }
  const [first, second] = words[0] === undefined ? otherGroup(key) : [words[0], words[1]];
  const a = groupOf(store, key, "a", first ?? "");
  const b = groupOf(store, key, "b", second ?? otherGroup(key, first)[1] ?? "");
  if (JSON.stringify(a.filter) === JSON.stringify(b.filter)) {
    throw usage("b", second ?? "", say.expectedOther);
  }
  return [a, b];
}

function groupOf(store: Store, key: keyof FilterOptions, field: string, words: string): Named {
  if (words === "") throw usage(field, "", say.expectedGroup);
  if (key === "bot") return botGroup(store, field, words);
  const filter = filterFrom({ [key]: words });
  return { name: nameOf(filter), filter };
}

function nameOf({ symbol, strategy, side, mood, market, tag, account }: TradeFilter): string {
  if (symbol !== undefined) return cleanLine(symbol).toUpperCase();
  if (mood !== undefined) return moodLabel(mood);
  if (market !== undefined) return marketLabel(market);
  return cleanLine(side ?? strategy ?? tag ?? account ?? "");
}

function botGroup(store: Store, field: string, words: string): Named {
  const plain = words.toLowerCase();
  if (BY_HAND.includes(plain)) return { name: "dengan tangan", filter: { by_bot: false } };
  if (BOTS.includes(plain)) return { name: "bot", filter: { by_bot: true } };
  const bot = /^#?\d{1,15}$/.test(plain)
    ? findBot(store, Number(plain.replace("#", "")))
    : botNamed(store, words);
  if (bot === null) throw usage(field, words, say.expectedBotGroup);
  return { name: cleanLine(bot.name), filter: { bot_id: bot.id } };
}
