import { marketLabel, moodLabel } from "../base/moods.ts";
import { type Period, periodLabel } from "../base/period.ts";
import { cleanLine } from "../base/text.ts";
import type { Context } from "../context.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { readLedger } from "../journal/ledger.ts";
import { botNamed, findBot } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import {
  BOTS,
  BY_HAND,
  type Compared,
  compareJson,
  composeComparison,
  otherGroup,
} from "../report/compare.ts";
import { plainLabel } from "../report/period-parts.ts";
import { renderReport } from "../views/report.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as optionLists from "../words/help.ts";
import {
  addExamples,
  type Define,
  type FilterOptions,
  filterFrom,
  filterWords,
  type PeriodOptions,
  periodFrom,
  periodOf,
  refuseUnknownSymbol,
} from "./inputs.ts";
import { reportSettings } from "./settings.ts";

/** A group of trades by its name, with what lets its trades through. */
interface Named {
  name: string;
  filter: TradeFilter;
}

/** What groups can be told apart by -> the option that narrows to one of them. */
const KEYS: Readonly<Record<string, keyof FilterOptions>> = {
  symbol: "symbol",
  simbol: "symbol",
  strategy: "strategy",
  strategi: "strategy",
  side: "side",
  arah: "side",
  mood: "mood",
  suasana: "mood",
  market: "market",
  pasar: "market",
  tag: "tag",
  account: "account",
  akun: "account",
  bot: "bot",
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

interface CompareOptions extends PeriodOptions, FilterOptions {
  by?: string;
}

export const define: Define = (compare, context) => {
  const { a, b } = optionLists.COMPARE_ARGUMENT;
  compare.argument("[a]", a).argument("[b]", b);
  for (const [flags, text] of optionLists.COMPARE_OPTIONS) compare.option(flags, text);
  for (const [flags, text] of optionLists.PERIOD_OPTIONS) compare.option(flags, text);
  for (const [flags, text] of optionLists.FILTER_OPTIONS) compare.option(flags, text);
  addExamples(compare, "compare").action(
    (a: string | undefined, b: string | undefined, options: CompareOptions) =>
      showComparison(context(compare), [a, b], options),
  );
};

type Words = [a: string | undefined, b: string | undefined];

/** One of the two that are compared: its trades, and how it is called. */
interface Group {
  name: string;
  /** The name inside a sentence. */
  said: string;
  filter: TradeFilter;
}

async function showComparison(context: Context, words: Words, options: CompareOptions) {
  const store = await context.open("read");
  const narrowed = filterFrom(options);
  const asked =
    options.by === undefined
      ? periodGroups(store, words, options, narrowed)
      : sideBySide(store, options.by, words, options, narrowed);
  const { compareGroups, COMPARED_COLUMNS } = await import("../figures/period.ts");
  const ledgers = asked.groups.map(({ filter }) => {
    const ledger = readLedger(store, filter, COMPARED_COLUMNS, PLAN_COLUMNS);
    if (ledger.n === 0) refuseUnknownSymbol(store, filter);
    return ledger;
  });
  const settings = reportSettings(store, []);
  const [a, b] = ledgers as [(typeof ledgers)[0], (typeof ledgers)[0]];
  const compared: Compared = {
    by: options.by ?? "period",
    period: asked.period,
    filter: filterWords(narrowed),
    groups: asked.groups,
    ...compareGroups(a, b, settings.currency),
  };
  await context.show(compareJson(compared), () =>
    renderReport(composeComparison(compared, settings), context.style),
  );
}

interface Asked {
  groups: [Group, Group];
  /** Null where the groups are periods themselves. */
  period: Period | null;
}

function periodGroups(
  store: Store,
  [first, second]: Words,
  options: CompareOptions,
  narrowed: TradeFilter,
): Asked {
  for (const name of ["period", "days", "date", "from", "to"] as const) {
    if (options[name] !== undefined) throw usage(`--${name}`, options[name], say.expectedWithBy);
  }
  const a = periodOf(store, "a", first ?? "");
  const b = periodOf(store, "b", second ?? "");
  if (a.from <= b.to && b.from <= a.to) throw usage("b", second ?? "", say.expectedApart);
  const group = (period: Period): Group => ({
    name: periodLabel(period),
    said: plainLabel(period),
    filter: { ...narrowed, from: period.from, to: period.to },
  });
  return { groups: [group(a), group(b)], period: null };
}

function sideBySide(
  store: Store,
  by: string,
  words: Words,
  options: CompareOptions,
  narrowed: TradeFilter,
): Asked {
  const period = periodFrom(store, options);
  const groups = groupFilters(store, by, words, narrowed).map(
    ({ name, filter }): Group => ({
      name,
      said: name,
      filter: { ...narrowed, ...filter, from: period.from, to: period.to },
    }),
  );
  return { groups: groups as [Group, Group], period };
}
