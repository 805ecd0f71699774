import { type Period, periodLabel } from "../base/period.ts";
import type { CommandSpec } from "../cli/command.ts";
import {
  FILTER_OPTIONS,
  type FilterOptions,
  filterFrom,
  filterWords,
  refuseUnknownSymbol,
} from "../cli/filters.ts";
import { groupsFrom } from "../cli/groups.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom, periodOf } from "../cli/periods.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { reportSettings } from "../journal/settings.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { type Compared, compareJson, composeComparison } from "../report/compare.ts";
import { plainLabel } from "../report/words/period.ts";
import { renderReport } from "../views/report.ts";
import { usage } from "../words/errors.ts";

type CompareOptions = PeriodOptions & FilterOptions & { by?: string };
type Words = readonly [a: string | undefined, b: string | undefined];

export const command: CommandSpec = {
  description: "dua periode atau dua kelompok transaksi berdampingan",
  takes: [
    ["[a]", 'periode, misalnya 2026-10 atau "bulan lalu"; bersama --by: kelompok pertama'],
    ["[b]", "periode atau kelompok yang kedua"],
  ],
  options: [
    [
      "--by <pembagian>",
      "bandingkan dua kelompok: symbol, setup, bot, side, mood, market, tag, account, timeframe, confidence, mistake, body",
    ],
    ...PERIOD_OPTIONS,
    ...FILTER_OPTIONS,
  ],
  examples: [
    'jurnal compare "bulan lalu" "bulan ini"',
    "jurnal compare 2026-10 2026-11 --symbol XAUUSD",
    "jurnal bandingkan --by symbol XAUUSD EURUSD",
    "jurnal compare --by bot manual --days 90",
    "jurnal compare --by side",
  ],
  async run(context, a: string | undefined, b: string | undefined, options: CompareOptions) {
    const store = await context.open("read");
    const narrowed = filterFrom(options);
    const { groups, period } =
      options.by === undefined
        ? twoPeriods(store, [a, b], options, narrowed)
        : twoGroups(store, [a, b], { ...options, by: options.by }, narrowed);
    const { compareGroups, COMPARED_COLUMNS } = await import("../figures/period.ts");
    const ledgerOf = ({ filter }: Group) => {
      const ledger = readLedger(store, filter, COMPARED_COLUMNS, PLAN_COLUMNS);
      if (ledger.n === 0) refuseUnknownSymbol(store, filter);
      return ledger;
    };
    const settings = reportSettings(store, []);
    const compared: Compared = {
      by: options.by ?? "period",
      period,
      filter: filterWords(narrowed),
      groups,
      ...compareGroups(ledgerOf(groups[0]), ledgerOf(groups[1]), settings.currency),
    };
    await context.show(compareJson(compared), () =>
      renderReport(composeComparison(compared, settings), context.style),
    );
  },
};

/** What is compared: both sides, and the days of both where they are not periods themselves. */
type Sides = Pick<Compared, "period"> & { groups: [Group, Group] };
type Group = Compared["groups"][number] & { filter: TradeFilter };

function twoPeriods(
  store: Store,
  [first = "", second = ""]: Words,
  options: CompareOptions,
  narrowed: TradeFilter,
): Sides {
  for (const name of ["period", "days", "date", "from", "to"] as const) {
    const expected = "dipakai bersama --by; tanpa itu kedua periodenya yang ditulis";
    if (options[name] !== undefined) throw usage(`--${name}`, options[name], expected);
  }
  const a = periodOf(store, "periode pertama", first);
  const b = periodOf(store, "periode kedua", second);
  if (a.from <= b.to && b.from <= a.to) {
    throw usage(
      "periode kedua",
      second,
      "periode lain yang tidak bertumpang tindih dengan yang pertama",
    );
  }
  const group = (period: Period): Group => ({
    name: periodLabel(period),
    said: plainLabel(period),
    filter: { ...narrowed, from: period.from, to: period.to },
  });
  return { groups: [group(a), group(b)], period: null };
}

function twoGroups(
  store: Store,
  words: Words,
  options: CompareOptions & { by: string },
  narrowed: TradeFilter,
): Sides {
  const period = periodFrom(store, options);
  const { from, to } = period;
  const [a, b] = groupsFrom(store, options.by, words, narrowed);
  const group = ({ name, filter }: typeof a): Group => ({
    name,
    said: name,
    filter: { ...narrowed, ...filter, from, to },
  });
  return { groups: [group(a), group(b)], period };
}
