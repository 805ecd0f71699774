import { currencyOf, formatMoney } from "../base/money.ts";
import type { Period } from "../base/period.ts";
import { parseUtc } from "../base/time.ts";
import type { CommandSpec } from "../cli/command.ts";
import { FILTER_OPTIONS, type FilterOptions, filterFrom } from "../cli/filters.ts";
import { PERIOD_OPTIONS, type PeriodOptions, periodFrom } from "../cli/periods.ts";
import { ALL_PROFILES_OPTION, showProfiles } from "../cli/profiles.ts";
import { conversionFrom, IN_OPTION, rateDay } from "../cli/rates.ts";
import type { Context } from "../context.ts";
import { type Equity, equityOf } from "../figures/equity.ts";
import { balanceBefore, flowsFrom } from "../journal/balance.ts";
import { readLedger } from "../journal/ledger/ledger.ts";
import { cashFlows } from "../journal/money.ts";
import type { Store } from "../journal/store.ts";
import type { TradeFilter } from "../journal/trades.ts";
import { type Sum, withBeside } from "../report/beside.ts";
import { renderEquity } from "../views/area.ts";
import { renderBeside } from "../views/report.ts";
import { cell, NOTHING } from "../views/table.ts";

type EquityOptions = PeriodOptions & FilterOptions & { in?: string; allProfiles?: boolean };

export const command: CommandSpec = {
  description: "kurva saldo dengan drawdown",
  options: [...PERIOD_OPTIONS, ...FILTER_OPTIONS, IN_OPTION, ALL_PROFILES_OPTION],
  examples: [
    "jurnal equity",
    "jurnal ekuitas --period 2025",
    "jurnal equity --symbol XAUUSD --manual",
  ],
  async run(context, options: EquityOptions) {
    const store = await context.open("read");
    if (options.allProfiles) return await showAll(context, store, options);
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
    const conversion = conversionFrom(store, options.in, rateDay(store, period));
    const sums = equitySums(curve);
    const data = { from, to, ...curve, cash_flows: flows };
    await context.show(withBeside(data, conversion, sums), () => {
      const shown = renderEquity(curve, flows, period, store.profile, context.style);
      return renderBeside(shown, conversion, sums, context.style);
    });
  },
};

/** What is said of a curve in money. */
function equitySums({ kind, start, points, result, drawdown }: Equity): Sum[] {
  const end = points.at(-1)?.value ?? start;
  const isSize = true as const;
  const balances: Sum[] = [
    { key: "start", label: "Saldo awal", value: start, isSize },
    { key: "end", label: "Saldo akhir", value: end, isSize },
  ];
  const fall = drawdown?.amount;
  return [
    ...(kind === "balance" ? balances : []),
    { key: "result", label: "Hasil", value: result },
    ...(fall === undefined ? [] : [{ key: "drawdown", label: "Drawdown", value: fall, isSize }]),
  ];
}

/** The curves of all profiles, each by its ends. */
async function showAll(context: Context, store: Store, options: EquityOptions): Promise<void> {
  const filter = filterFrom(options);
  await showProfiles(context, store, {
    title: "Saldo semua profil",
    columns: [
      ["Saldo awal", 3],
      ["Saldo akhir", 2],
      ["Drawdown", 1],
    ],
    in: options.in,
    day: rateDay(store, periodFrom(store, options)),
    figuresOf(one) {
      const period = periodFrom(one, options);
      const { from, to } = period;
      return { from, to, ...curveOf(one, period, filter).curve };
    },
    lineOf(curve, profile) {
      const told = new Map(equitySums(curve).map(({ key, value }) => [key, value]));
      const cells = ["start", "end", "drawdown"].map((key) => {
        const value = told.get(key);
        const { currency } = profile;
        return cell(value === undefined ? NOTHING : formatMoney(value, currencyOf(currency)));
      });
      return { profile, result: curve.result, cells };
    },
  });
}

function curveOf(store: Store, { from, to }: Period, filter: TradeFilter) {
  const ledger = readLedger(store, { ...filter, from, to }, ["entry", "exit"]);
  // Some of the trades are not the account: their curve starts at zero.
  const isWhole = Object.keys(filter).length === 0;
  const balance = isWhole ? balanceBefore(store, from) : null;
  const flows = flowsFrom(store, from).filter((flow) => flow.session_date <= to);
  const currency = currencyOf(store.profile.currency);
  return { curve: equityOf(ledger, { balance, flows }, currency), paid: flows };
}
