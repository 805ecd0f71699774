import { currencyOf } from "../base/money.ts";
import type { Period } from "../base/period.ts";
import { parseUtc } from "../base/time.ts";
import type { CommandSpec } from "../cli/command.ts";
import { FILTER_OPTIONS, type FilterOptions, filterFrom } from "../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../cli/periods.ts";
import { equityOf } from "../figures/equity.ts";
import { balanceBefore, flowsFrom } from "../journal/balance.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { cashFlows } from "../journal/money.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { renderEquity } from "../views/area.ts";

export const command: CommandSpec = {
  description: "kurva saldo dengan drawdown",
  options: [...PERIOD_OPTIONS, ...FILTER_OPTIONS],
  examples: [
    "jurnal equity",
    "jurnal ekuitas --period 2025",
    "jurnal equity --symbol XAUUSD --manual",
  ],
  async run(context, options: PeriodOptions & FilterOptions) {
    const store = await context.open("read");
    const period = periodFrom(store, options);
    const filter = filterFrom(options);
    const { from, to } = period;
    const { curve, paid } = curveOf(store, period, filter);
    const { account } = filter;
    const listed = cashFlows(store, account ? { from, to, account } : { from, to });
    // What was paid in before the first trade is in the curve's start.
    const isCounted = ({ time }: { time: string }) =>
      curve.kind === "result" || parseUtc(time) / 1000 >= (paid[0]?.at ?? Number.POSITIVE_INFINITY);
    const flows = listed.filter(isCounted);
    await context.show({ from, to, ...curve, cash_flows: flows }, () =>
      renderEquity(curve, flows, period, store.profile, context.style),
    );
  },
};

function curveOf(store: Store, { from, to }: Period, filter: TradeFilter) {
  const ledger = readLedger(store, { ...filter, from, to }, ["entry", "exit"]);
  // Some of the trades are not the account: their curve starts at zero.
  const isWhole = Object.keys(filter).length === 0;
  const balance = isWhole ? balanceBefore(store, from) : null;
  const flows = flowsFrom(store, from).filter((flow) => flow.session_date <= to);
  const currency = currencyOf(store.profile.currency);
  return { curve: equityOf(ledger, { balance, flows }, currency), paid: flows };
}
