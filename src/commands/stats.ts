import { currencyOf } from "../base/money.ts";
import { nearest } from "../base/text.ts";
import type { Context } from "../context.ts";
import { SUMMARY_COLUMNS } from "../figures/figure.ts";
import { DIVISION_COLUMNS, DIVISIONS, type Division } from "../figures/groupings.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { readLedger } from "../journal/ledger.ts";
import { listBots } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import { DIVISION_TITLE } from "../report/groups.ts";
import { composeStats, headOf, type Scope } from "../report/stats.ts";
import { renderBreakdown } from "../views/breakdown.ts";
import { renderReport } from "../views/report.ts";
import { expectedDivision, usage } from "../words/errors.ts";
import * as optionLists from "../words/help.ts";
import { noTrades } from "../words/messages.ts";
import {
  addExamples,
  type Define,
  type FilterOptions,
  filterFrom,
  filterWords,
  type PeriodOptions,
  periodFrom,
  refuseUnknownSymbol,
} from "./inputs.ts";

interface StatsOptions extends PeriodOptions, FilterOptions {
  by?: string;
}

export const define: Define = (stats, context) => {
  for (const [flags, text] of optionLists.STATS_OPTIONS) stats.option(flags, text);
  for (const [flags, text] of optionLists.PERIOD_OPTIONS) stats.option(flags, text);
  for (const [flags, text] of optionLists.FILTER_OPTIONS) stats.option(flags, text);
  addExamples(stats, "stats").action(async (options: StatsOptions) => {
    if (options.by === undefined) return await showSummary(context(stats), options);
    const scope = scopeOf(await context(stats).open("read"), options);
    await showGroups(context(stats), options.by, scope);
  });
};

/** The trades that figures are asked of. */
export type Asked = ReturnType<typeof scopeOf>;

function scopeOf(store: Store, options: StatsOptions) {
  const narrowed = filterFrom(options);
  const period = periodFrom(store, options);
  const filter = { from: period.from, to: period.to, ...narrowed };
  const currency = currencyOf(store.profile.currency);
  const scope: Scope = { period, filter: filterWords(narrowed), currency };
  return { store, filter, scope };
}

async function showSummary(context: Context, options: StatsOptions): Promise<void> {
  const { store, filter, scope } = scopeOf(await context.open("read"), options);
  const { summarise } = await import("../figures/summary.ts");
  const ledger = readLedger(store, filter, SUMMARY_COLUMNS, PLAN_COLUMNS);
  if (ledger.n === 0) refuseUnknownSymbol(store, filter);
  const summary = summarise(ledger, scope);
  const data = { filter, currency: scope.currency.code, ...summary };
  await context.show(data, () =>
    ledger.n === 0 ? noTrades(filter) : renderReport(composeStats(summary, scope), context.style),
  );
}

/** `stats --by`: the figures of each group, and whether any stands out. */
export async function showGroups(context: Context, words: string, asked: Asked): Promise<void> {
  const by = divisionFrom(words);
  const { store, filter, scope } = asked;
  const { breakdown } = await import("../figures/groups.ts");
  const ledger = readLedger(store, filter, DIVISION_COLUMNS[by], PLAN_COLUMNS);
  if (ledger.n === 0) refuseUnknownSymbol(store, filter);
  const { currency } = scope;
  const divided = breakdown(ledger, by, { currency, zone: store.profile.zone });
  const bots = new Map(listBots(store).map(({ id, name }) => [String(id), name]));
  await context.show({ filter, currency: currency.code, ...divided }, () => {
    if (ledger.n === 0) return noTrades(filter);
    const head = headOf(`Statistik per ${DIVISION_TITLE[by].toLowerCase()}`, ledger.n, scope);
    return renderBreakdown(divided, head, { currency, bots }, context.style);
  });
}

/** The words Indonesians use for them. */
const ALIASES: Readonly<Record<string, Division>> = {
  simbol: "symbol",
  strategi: "strategy",
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
};

function divisionFrom(words: string): Division {
  const word = words.toLowerCase();
  const found = DIVISIONS.find((division) => division === word) ?? ALIASES[word];
  if (found !== undefined) return found;
  throw usage("--by", words, expectedDivision(DIVISIONS, nearest(words, [...DIVISIONS])));
}
