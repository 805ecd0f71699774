import { currencyOf, formatMoney } from "../base/money.ts";
import { formatNumber } from "../base/number.ts";
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
import { ALL_PROFILES_OPTION, showProfiles } from "../cli/profiles.ts";
import { conversionFrom, IN_OPTION, rateDay } from "../cli/rates.ts";
import type { Context } from "../context.ts";
import { SUMMARY_COLUMNS } from "../figures/figure.ts";
import { DIVISION_COLUMNS, DIVISIONS, type Division } from "../figures/groupings.ts";
import { PLAN_COLUMNS } from "../figures/multiples.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { bookedCosts } from "../journal/money.ts";
import { listBots } from "../journal/owners.ts";
import type { Store } from "../journal/store.ts";
import { summarySums, withBeside } from "../report/beside.ts";
import { DIVISION_TITLE, groupLabel } from "../report/groups.ts";
import { rText } from "../report/known-risk.ts";
import { composeStats, headOf, type Scope, share } from "../report/stats.ts";
import { renderBreakdown } from "../views/breakdown.ts";
import { renderBeside, renderReport } from "../views/report.ts";
import { cell, NOTHING } from "../views/table.ts";
import { expectedOneOf, meantWord, usage } from "../words/errors.ts";
import { noTrades } from "../words/messages.ts";

type StatsOptions = PeriodOptions &
  FilterOptions & { by?: string; in?: string; allProfiles?: boolean };

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
    IN_OPTION,
    ALL_PROFILES_OPTION,
  ],
  examples: [
    "jurnal stats",
    "jurnal stats --days 90 --symbol XAUUSD --manual",
    'jurnal statistik --period "tahun ini" --by hour',
  ],
  async run(context, options: StatsOptions) {
    const store = await context.open("read");
    if (options.allProfiles) await showAll(context, store, options);
    else if (options.by === undefined) await showSummary(context, store, options);
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
  const conversion = conversionFrom(store, options.in, rateDay(store, scope.period));
  const sums = summarySums(summary);
  await context.show(withBeside(data, conversion, sums), () => {
    if (ledger.n === 0) return noTrades(filter);
    const stats = renderReport(composeStats(summary, told), context.style);
    return renderBeside(stats, conversion, sums, context.style);
  });
}

/** The figures of all profiles side by side. */
async function showAll(context: Context, store: Store, options: StatsOptions): Promise<void> {
  if (options.by !== undefined) throw usage("--all-profiles", "--by", expectedOneOf);
  const { summarise } = await import("../figures/summary.ts");
  await showProfiles(context, store, {
    title: "Statistik semua profil",
    columns: [
      ["Trx", 0],
      ["Win rate", 1],
      ["Per trx", 2],
      ["R", 3],
      ["Drawdown", 4],
    ],
    in: options.in,
    day: rateDay(store, periodFrom(store, options)),
    figuresOf(one) {
      const { filter, scope } = scopeOf(one, options);
      const ledger = readLedger(one, filter, SUMMARY_COLUMNS, PLAN_COLUMNS);
      return { filter, ...summarise(ledger, scope) };
    },
    lineOf({ n, net, win_rate, expectancy, max_drawdown, ...r }, profile) {
      const money = (value: number | null, sign: boolean) =>
        value === null ? NOTHING : formatMoney(value, currencyOf(profile.currency), { sign });
      const cells = [
        formatNumber(n, 0),
        win_rate === null ? NOTHING : share(win_rate),
        money(expectancy, true),
        rText(r.expectancy_r, { known: r.r_known, of: n }) ?? NOTHING,
        n === 0 ? NOTHING : money(max_drawdown, false),
      ];
      return { profile, result: net, cells: cells.map((text) => cell(text)) };
    },
  });
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
  const conversion = conversionFrom(store, options.in, rateDay(store, scope.period));
  const sums = divided.groups.map(({ key, net }) => ({
    key: key ?? "",
    label: groupLabel(key, by, bots),
    value: net,
  }));
  const data = { filter, currency: currency.code, ...divided };
  await context.show(withBeside(data, conversion, sums), () => {
    if (ledger.n === 0) return noTrades(filter);
    const head = headOf(`Statistik per ${DIVISION_TITLE[by].toLowerCase()}`, ledger.n, scope);
    const groups = renderBreakdown(divided, head, { currency, bots }, context.style);
    return renderBeside(groups, conversion, sums, context.style);
  });
}

function divisionFrom(words: string): Division {
  const word = words.toLowerCase();
  const found = DIVISIONS.find((division) => division === word) ?? DIVISION_ALIASES[word];
  if (found !== undefined) return found;
  const meant = meantWord(nearest(words, DIVISION_WORDS));
  throw usage("--by", words, `salah satu dari ${DIVISIONS.join(", ")}${meant}`);
}
