import { currencyOf } from "../../base/money.ts";
import type { Period } from "../../base/period.ts";
import type { CommandSpec } from "../../cli/command.ts";
import {
  FILTER_OPTIONS,
  type FilterOptions,
  filterFrom,
  filterWords,
  refuseUnknownSymbol,
} from "../../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../../cli/periods.ts";
import {
  askedOf,
  rulesFrom,
  SCENARIO_OPTIONS,
  type ScenarioOptions,
  typedConditions,
} from "../../cli/scenario.ts";
import { listBots } from "../../journal/owners.ts";
import { tryScenario } from "../../journal/scenarios.ts";
import type { TradeFilter } from "../../journal/trades.ts";
import { ruleTyped } from "../../mentor/rules/all.ts";
import { composeWhatIf, whatIfJson } from "../../report/what-if.ts";
import type { Asked } from "../../review/what-if.ts";
import { renderReport } from "../../views/report.ts";
import { usage } from "../../words/errors.ts";
import { noTrades } from "../../words/messages.ts";

type WhatIfOptions = PeriodOptions & FilterOptions & ScenarioOptions;

const UNKNOWABLE = `
Yang dibuang dibandingkan dengan 1.999 pilihan acak yang sama banyaknya:
hanya itu yang membedakan pola dari kebetulan. Setiap skenario yang dicoba
dihitung (sekali), dan makin banyak yang dicoba, makin ketat batasnya.
`;

export const command: CommandSpec = {
  description: "bagaimana jika: hasil tanpa sebagian transaksi, dan seberapa jauh itu kebetulan",
  options: [...SCENARIO_OPTIONS, ...PERIOD_OPTIONS, ...FILTER_OPTIONS],
  details: { after: UNKNOWABLE },
  examples: [
    "jurnal what-if --without weekday=jumat",
    "jurnal what-if --stop-after-losses 2 --max-trades 3 --days 90",
    "jurnal andai --pause 30m --symbol XAUUSD",
    "jurnal what-if --base-lot",
  ],
  async run(context, options: WhatIfOptions) {
    requireScenario(options);
    const typed = typedConditions(options);
    const store = await context.open("read");
    const rules = rulesFrom(store, options);
    const narrowed = filterFrom(options);
    const period = periodFrom(store, options);
    const filter = { from: period.from, to: period.to, ...narrowed };
    const [{ ledgerFor, readScenario }, { whatIf, verdictOf }] = await Promise.all([
      import("../../review/what-if.ts"),
      import("../../figures/what-if.ts"),
    ]);
    const ledger = ledgerFor(
      store,
      filter,
      typed.map(({ by }) => by),
    );
    if (ledger.n === 0) refuseUnknownSymbol(store, filter);
    const currency = currencyOf(store.profile.currency);
    const asked = askedOf(store, options, { typed, rules }, ledger);
    const read = readScenario(store, filter, ledger, asked);
    const found = whatIf(read.scenario, currency);
    const tried = tryScenario(
      store,
      found.placebo === null ? null : nameOf(asked, narrowed, period, options),
    );
    const verdict = verdictOf(found, read.scenario, tried);
    const bots = new Map(listBots(store).map(({ id, name }) => [String(id), name]));
    const told = { ...read, found, verdict, tried, asked };
    const about = { period, filter: filterWords(narrowed), currency: currency.code, bots };
    await context.show(whatIfJson(told), () =>
      ledger.n === 0 ? noTrades(filter) : renderReport(composeWhatIf(told, about), context.style),
    );
  },
};

const CHANGES = [
  ...(["without", "only", "stopAfterLosses", "maxTrades", "pause", "rule"] as const),
  ...(["baseLot", "withStops", "exitAtPlan"] as const),
] as const;

function requireScenario(options: WhatIfOptions): void {
  if (CHANGES.some((name) => options[name] !== undefined)) return;
  const expected = "paling sedikit satu, misalnya --without weekday=jumat atau --max-trades 3";
  throw usage("skenario", "", expected);
}

/**
 * The scenario as a text that is the same for the same one, however it was typed: days that follow the
 * calendar stand as they were asked for, so that it is not another one tomorrow.
 */
function nameOf(
  { conditions, rules, ...changes }: Asked,
  narrowed: TradeFilter,
  { from, to }: Period,
  options: PeriodOptions,
): string {
  const days =
    options.period !== undefined || options.date !== undefined
      ? { from, to }
      : {
          ...(options.from === undefined ? {} : { from }),
          ...(options.to === undefined ? {} : { to }),
          ...(options.from === undefined && options.days !== undefined
            ? { days: Number(options.days) }
            : {}),
        };
  const groups = conditions.map(({ by, keys, only }) => ({ by, only, keys: [...keys].sort() }));
  const inOrder = (list: readonly unknown[]) =>
    [...new Set(list.map((one) => JSON.stringify(one)))].sort().map((one) => JSON.parse(one));
  const filter = Object.entries(narrowed).map(([key, value]) => [key, lowered(value)]);
  return JSON.stringify({
    groups: inOrder(groups),
    rules: inOrder(rules.map(ruleTyped)),
    ...changes,
    filter: inOrder(filter),
    days,
  });
}

const lowered = (value: unknown) => (typeof value === "string" ? value.toLowerCase() : value);
