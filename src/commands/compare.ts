import { type Period, periodLabel } from "../base/period.ts";
import type { Context } from "../context.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { readLedger } from "../journal/ledger.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { type Compared, compareJson, composeComparison } from "../report/compare.ts";
import { plainLabel } from "../report/period-words.ts";
import { renderReport } from "../views/report.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as optionLists from "../words/help-options.ts";
import { groupFilters } from "./compare-groups.ts";
import { addExamples, type Define } from "./define.ts";
import { filterWords } from "./filter-words.ts";
import {
  type FilterOptions,
  filterFrom,
  type PeriodOptions,
  periodFrom,
  periodOf,
  refuseUnknownSymbol,
} from "./filters.ts";
import { reportSettings } from "./settings.ts";

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
    ...{ by: options.by ?? "period", period: asked.period, filter: filterWords(narrowed) },
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
    ...{ name: periodLabel(period), said: plainLabel(period) },
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
      ...{ name, said: name },
      filter: { ...narrowed, ...filter, from: period.from, to: period.to },
    }),
  );
  return { groups: groups as [Group, Group], period };
}
