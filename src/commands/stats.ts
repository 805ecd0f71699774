import { currencyOf } from "../base/money.ts";
import type { Context } from "../context.ts";
import { SUMMARY_COLUMNS } from "../figures/figure.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { readLedger } from "../journal/ledger.ts";
import type { Store } from "../journal/store.ts";
import { composeStats, type Scope } from "../report/stats.ts";
import { renderReport } from "../views/report.ts";
import * as optionLists from "../words/help-options.ts";
import { noTrades } from "../words/messages.ts";
import { addExamples, type Define } from "./define.ts";
import { filterWords } from "./filter-words.ts";
import {
  type FilterOptions,
  filterFrom,
  type PeriodOptions,
  periodFrom,
  refuseUnknownSymbol,
} from "./filters.ts";

interface StatsOptions extends PeriodOptions, FilterOptions {
  by?: string;
}

export const define: Define = (stats, context) => {
  for (const [flags, text] of optionLists.STATS_OPTIONS) stats.option(flags, text);
  for (const [flags, text] of optionLists.PERIOD_OPTIONS) stats.option(flags, text);
  for (const [flags, text] of optionLists.FILTER_OPTIONS) stats.option(flags, text);
  addExamples(stats, "stats").action(async (options: StatsOptions) => {
    if (options.by === undefined) return await showSummary(context(stats), options);
    const { showGroups } = await import("./stats-by.ts");
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
