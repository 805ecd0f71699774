import { currencyOf } from "../base/money.ts";
import { nearest } from "../base/text.ts";
import type { CommandSpec } from "../cli/command.ts";
import {
  FILTER_OPTIONS,
  type FilterOptions,
  filterFrom,
  filterWords,
  refuseUnknownSymbol,
} from "../cli/filters.ts";
import { DIVISION_ALIASES, DIVISION_WORDS } from "../cli/groups.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../cli/periods.ts";
import type { Context } from "../context.ts";
import { SUMMARY_COLUMNS } from "../figures/figure.ts";
import { DIVISION_COLUMNS, DIVISIONS, type Division } from "../figures/groupings.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { bookedCosts } from "../journal/money.ts";
import { listBots } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import { DIVISION_TITLE } from "../report/groups.ts";
import { composeStats, headOf, type Scope } from "../report/stats.ts";
import { renderBreakdown } from "../views/breakdown.ts";
import { renderReport } from "../views/report.ts";
import { meantWord, usage } from "../words/errors.ts";
import { noTrades } from "../words/messages.ts";

type StatsOptions = PeriodOptions & FilterOptions & { by?: string };

const NOTES: Partial<Record<Division, string>> = {
  mood: " (yang di transaksinya, bila tidak ada yang dicatat sebelum entry)",
};

export const command: CommandSpec = {
  description: "angka-angka hasil, drawdown, dan biaya; juga per simbol, jam, suasana, ...",
  options: [
    [
      "--by <pembagian>",
      `rinci per: ${DIVISIONS.map((one) => `${one}${NOTES[one] ?? ""}`).join(", ")}`,
    ],
    ...PERIOD_OPTIONS,
    ...FILTER_OPTIONS,
  ],
  examples: [
    "jurnal stats",
    "jurnal stats --days 90 --symbol XAUUSD --manual",
    'jurnal statistik --period "tahun ini" --by hour',
  ],
  async run(context, options: StatsOptions) {
    const store = await context.open("read");
    if (options.by === undefined) await showSummary(context, store, options);
    else await showGroups(context, store, options, options.by);
  },
};

/** The trades that figures are asked of. */
function scopeOf(store: Store, options: StatsOptions) {
  const narrowed = filterFrom(options);
  const period = periodFrom(store, options);
  const filter = { from: period.from, to: period.to, ...narrowed };
  const currency = currencyOf(store.profile.currency);
  const scope: Scope = { period, filter: filterWords(narrowed), currency };
  return { filter, scope };
}

async function showSummary(context: Context, store: Store, options: StatsOptions): Promise<void> {
  const { filter, scope } = scopeOf(store, options);
  const { summarise } = await import("../figures/summary.ts");
  const ledger = readLedger(store, filter, SUMMARY_COLUMNS, PLAN_COLUMNS);
  if (ledger.n === 0) refuseUnknownSymbol(store, filter);
  const summary = summarise(ledger, scope);
  const { from, to, account, ...some } = filter;
  const isWhole = Object.values(some).every((value) => value === undefined);
  const range = account === undefined ? { from, to } : { from, to, account };
  const booked = isWhole ? bookedCosts(store, range) : null;
  const data = { filter, currency: scope.currency.code, ...summary, booked_costs: booked };
  const told = booked === null ? scope : { ...scope, booked };
  await context.show(data, () =>
    ledger.n === 0 ? noTrades(filter) : renderReport(composeStats(summary, told), context.style),
  );
}

/** The figures of each group, and whether any stands out. */
async function showGroups(
  context: Context,
  store: Store,
  options: StatsOptions,
  words: string,
): Promise<void> {
  const { filter, scope } = scopeOf(store, options);
  const { currency } = scope;
  const by = divisionFrom(words);
  const { breakdown } = await import("../figures/groups.ts");
  const ledger = readLedger(store, filter, DIVISION_COLUMNS[by], PLAN_COLUMNS);
  if (ledger.n === 0) refuseUnknownSymbol(store, filter);
  const divided = breakdown(ledger, by, { currency, zone: store.profile.zone });
  const bots = new Map(listBots(store).map(({ id, name }) => [String(id), name]));
  await context.show({ filter, currency: currency.code, ...divided }, () => {
    if (ledger.n === 0) return noTrades(filter);
    const head = headOf(`Statistik per ${DIVISION_TITLE[by].toLowerCase()}`, ledger.n, scope);
    return renderBreakdown(divided, head, { currency, bots }, context.style);
  });
}

function divisionFrom(words: string): Division {
  const word = words.toLowerCase();
  const found = DIVISIONS.find((division) => division === word) ?? DIVISION_ALIASES[word];
  if (found !== undefined) return found;
  const meant = meantWord(nearest(words, DIVISION_WORDS));
  throw usage("--by", words, `salah satu dari ${DIVISIONS.join(", ")}${meant}`);
}
