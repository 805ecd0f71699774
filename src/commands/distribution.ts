import { currencyOf } from "../base/money.ts";
import type { CommandSpec } from "../cli/command.ts";
import { FILTER_OPTIONS, type FilterOptions, filterFrom } from "../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../cli/periods.ts";
import { type Spread, spreadOf } from "../figures/distribution.ts";
import { multiplesOf, PLAN_COLUMNS } from "../figures/multiples.ts";
import { moneySeries } from "../figures/series.ts";
import { isAnyPlanned, readLedger, readResults } from "../journal/ledger/ledger.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { renderDistribution } from "../views/bars.ts";
import { usage } from "../words/errors.ts";

type DistributionOptions = PeriodOptions & FilterOptions & { by?: string };

export const command: CommandSpec = {
  description: "sebaran hasil dalam R atau uang",
  options: [
    ["--by <satuan>", "r (kelipatan risiko) atau money (bawaan: r bila risikonya cukup diketahui)"],
    ...PERIOD_OPTIONS,
    ...FILTER_OPTIONS,
  ],
  examples: ["jurnal distribution", "jurnal sebaran --by money --days 90"],
  async run(context, options: DistributionOptions) {
    const by = options.by?.toLowerCase();
    if (by !== undefined && by !== "r" && by !== "money") {
      throw usage("--by", options.by ?? "", "r atau money");
    }
    const store = await context.open("read");
    const period = periodFrom(store, options);
    const { from, to } = period;
    const view = viewOf(store, { ...filterFrom(options), from, to }, by);
    const { distribution: spread, ...rest } = view;
    await context.show({ from, to, ...rest, ...(spread ?? EMPTY) }, () =>
      renderDistribution(view, period, store.profile, context.style),
    );
  },
};

const EMPTY = { n: 0, mean: null, median: null, step: null, bins: [] };

const NO_PLANS = { r: new Float64Array(), imputed: new Uint8Array(), known: 0 };

/** What is to be shown: R where it is asked for, or well enough known; else money. */
function viewOf(store: Store, filter: TradeFilter, by: "r" | "money" | undefined): Spread {
  const currency = currencyOf(store.profile.currency);
  // Most journals of bots hold no plan at all, and nothing is to be worked out.
  if (by === "money" || (by === undefined && !isAnyPlanned(store))) {
    const minor = readResults(store, filter);
    const results = moneySeries({ n: minor.length, minor }, currency);
    return spreadOf(results, by === "money" ? null : NO_PLANS);
  }
  const ledger = readLedger(store, filter, PLAN_COLUMNS);
  return spreadOf(moneySeries(ledger, currency), multiplesOf(ledger, currency), by === "r");
}
