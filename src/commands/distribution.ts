import { currencyOf, minorReader } from "../base/money.ts";
import type { CommandSpec } from "../cli/command.ts";
import { FILTER_OPTIONS, type FilterOptions, filterFrom } from "../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../cli/periods.ts";
import { distributionOf } from "../figures/distribution.ts";
import { multiplesOf, PLAN_COLUMNS } from "../figures/multiples.ts";
import { isAnyPlanned, readLedger, readResults } from "../journal/ledger/ledger.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { type DistributionView, renderDistribution } from "../views/bars.ts";
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

/** R is shown unasked when at least this share of the trades has a plan of its own. */
const ENOUGH_PLANS = 0.5;

const EMPTY = { n: 0, mean: null, median: null, step: null, bins: [] };

/** What is to be shown: R where it is asked for, or well enough known; else money. */
function viewOf(
  store: Store,
  filter: TradeFilter,
  by: "r" | "money" | undefined,
): DistributionView {
  if (by === "money") return moneyView(store, readResults(store, filter), null);
  // Most journals of bots hold no plan at all, and nothing is to be worked out.
  if (by === undefined && !isAnyPlanned(store)) {
    return moneyView(store, readResults(store, filter), { known: 0, imputed: 0 });
  }
  const ledger = readLedger(store, filter, PLAN_COLUMNS);
  const { r, imputed, known } = multiplesOf(ledger, currencyOf(store.profile.currency));
  // Before the first known plan there is no usual one, so no R.
  const usual = imputed.filter((one, row) => one === 1 && !Number.isNaN(r[row])).length;
  const coverage = { known, imputed: usual };
  if (by === undefined && !(known >= ENOUGH_PLANS * ledger.n && known > 0)) {
    return moneyView(store, ledger.minor, coverage);
  }
  return {
    by: "r",
    trades: ledger.n,
    coverage,
    distribution: distributionOf(r),
  };
}

function moneyView(
  store: Store,
  results: Float64Array,
  coverage: DistributionView["coverage"],
): DistributionView {
  const read = minorReader(currencyOf(store.profile.currency));
  return {
    by: "money",
    trades: results.length,
    coverage,
    distribution: distributionOf(results.map(read)),
  };
}
