import { currencyOf, toMinor } from "../base/money.ts";
import type { Period } from "../base/period.ts";
import type { CommandSpec } from "../cli/command.ts";
import { FILTER_OPTIONS, type FilterOptions, filterFrom } from "../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../cli/periods.ts";
import { type EquityStep, equityOf } from "../figures/curve.ts";
import { ledgerDays, readLedger } from "../journal/ledger.ts";
import { cashFlows } from "../journal/money.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import type { LedgerCore, LedgerDay } from "../model.ts";
import { isTraded } from "../trade/parts.ts";
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
    const curve = curveOf(store, period, filter);
    const { account } = filter;
    const flows = cashFlows(store, account ? { from, to, account } : { from, to });
    await context.show({ from, to, ...curve, cash_flows: flows }, () =>
      renderEquity(curve, flows, period, store.profile, context.style),
    );
  },
};

/** Up to so many trades each has a point of its own. */
const FEW_TRADES = 200;

function curveOf(store: Store, { from, to }: Period, filter: TradeFilter) {
  const currency = currencyOf(store.profile.currency);
  const isWhole = Object.keys(filter).length === 0;
  const days = isWhole ? ledgerDays(store, { from, to }) : [];
  const count = days.reduce((sum, day) => sum + day.total_trades, 0);
  // The days' totals are the sums of their trades: ten years need not be read trade by trade.
  if (isWhole && count > FEW_TRADES) {
    return equityOf(dailySteps(days, store), days[0]?.balance ?? null, "day", currency);
  }
  const ledger = readLedger(store, { ...filter, from, to }, []);
  const steps = stepsOf(ledger);
  // Some of the trades are not the account: their curve starts at zero.
  const balance = isWhole ? (ledger.days[0]?.balance ?? null) : null;
  if (steps.length <= FEW_TRADES) return equityOf(steps, balance, "trade", currency);
  return equityOf(byDay(steps), balance, "day", currency);
}

/** A step a trade; what was closed of a position on an earlier day is a step of that day. */
function stepsOf({ n, days, day, id, minor, parts }: LedgerCore): EquityStep[] {
  const dateOf = (index: number) => days[index]?.session_date ?? "";
  const steps = Array.from(
    { length: n },
    (_, row): EquityStep => ({
      session_date: dateOf(day[row] ?? 0),
      id: id[row] ?? 0,
      minor: minor[row] ?? 0,
    }),
  );
  if (parts.length === 0) return steps;
  for (const part of parts) {
    const step = steps[part.row];
    if (step !== undefined) step.minor -= part.minor;
  }
  const early = parts
    .filter((part) => part.day >= 0)
    .map((part): EquityStep => ({ session_date: dateOf(part.day), minor: part.minor }));
  return [...steps, ...early].sort(
    (a, b) => Date.parse(a.session_date) - Date.parse(b.session_date),
  );
}

function dailySteps(days: readonly LedgerDay[], store: Store): EquityStep[] {
  const currency = currencyOf(store.profile.currency);
  return days.filter(isTraded).map(({ session_date, total_profit_loss }) => ({
    session_date,
    minor: toMinor(total_profit_loss, currency),
  }));
}

/** Steps of one day together; they come in order of day. */
function byDay(steps: readonly EquityStep[]): EquityStep[] {
  const days: EquityStep[] = [];
  for (const { session_date, minor } of steps) {
    const last = days.at(-1);
    if (last?.session_date === session_date) last.minor += minor;
    else days.push({ session_date, minor });
  }
  return days;
}
