import { contractValues, type Planned, riskMoneyOf, withImputed } from "../mentor/risk-money.ts";
import type { Ledger, LedgerCore } from "../model-ledger.ts";
import { type Currency, fromMinor } from "../text/currency.ts";

/** Columns that the planned loss is worked out from. */
export const PLAN_COLUMNS = [
  "symbol",
  "side",
  "lot",
  "entry_price",
  "exit_price",
  "stop_loss",
  "stop_loss_used",
  "risk_percent",
  "commission",
  "swap",
  "fee",
] as const;

export type PlannedLedger = Ledger<(typeof PLAN_COLUMNS)[number]>;
/** A journal without a single plan need not be read for one: see journal/ledger.ts `hasPlans`. */
export type MaybePlanned = PlannedLedger | (LedgerCore & { stop_loss?: undefined });

/** Results as multiples of the planned loss. */
export interface Multiples {
  /** R of each trade; NaN where no plan is known up to it. */
  r: Float64Array;
  /** 1 where the plan was not known and the usual one stands for it. */
  imputed: Uint8Array;
  /** Trades with a plan of their own. */
  known: number;
}

/**
 * R = result / planned loss by the mentor's own rule (stop distance in money, else the risk in
 * percent of the day's balance), imputed where it is unknown: mentor.md's "R for trades without SL".
 */
export function multiplesOf(ledger: MaybePlanned, currency: Currency): Multiples {
  const { n } = ledger;
  if (ledger.stop_loss === undefined) {
    return { r: new Float64Array(n).fill(Number.NaN), imputed: new Uint8Array(n), known: 0 };
  }
  const trade = plannedAt(ledger, currency);
  const money = new Float64Array(n).fill(Number.NaN);
  const isPlanned = (row: number) =>
    (ledger.stop_loss[row] ?? 0) > 0 || (ledger.risk_percent[row] ?? 0) > 0;
  const rows = Array.from({ length: n }, (_, row) => row).filter(isPlanned);
  // Most journals of bots hold no plan at all: then there is nothing to work out.
  const values = rows.length === 0 ? new Map() : contractValues(mapped(n, trade));
  let known = 0;
  for (const row of rows) {
    const balance = ledger.days[ledger.day[row] ?? 0]?.balance ?? null;
    const plan = riskMoneyOf(trade(row), values, balance);
    money[row] = plan;
    if (plan > 0) known++;
  }
  const { plans, imputed } = withImputed(money);
  const r = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    r[row] = fromMinor(ledger.minor[row] ?? 0, currency) / (plans[row] ?? Number.NaN);
  }
  return { r, imputed, known };
}

function* mapped<T>(n: number, at: (row: number) => T): Generator<T> {
  for (let row = 0; row < n; row++) yield at(row);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A view on one row at a time as a trade; the same object each time. */
function plannedAt(ledger: PlannedLedger, currency: Currency): (row: number) => Planned {
  const known = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : value;
  const money = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : fromMinor(value, currency);
  const view = {} as Writable<Planned>;
  return (row) => {
    const side = ledger.side[row] ?? 0;
    const used = ledger.stop_loss_used[row] ?? -1;
    view.symbol = ledger.symbol.names[ledger.symbol.code[row] ?? -1] ?? "";
    view.side = side === 0 ? null : side > 0 ? "buy" : "sell";
    view.lot_size = known(ledger.lot[row]);
    view.entry_price = known(ledger.entry_price[row]);
    view.exit_price = known(ledger.exit_price[row]);
    view.stop_loss = known(ledger.stop_loss[row]);
    view.stop_loss_used = used < 0 ? null : used === 1;
    view.risk_percent = known(ledger.risk_percent[row]);
    view.profit_loss = fromMinor(ledger.minor[row] ?? 0, currency);
    view.commission = money(ledger.commission[row]);
    view.swap = money(ledger.swap[row]);
    view.fee = money(ledger.fee[row]);
    return view;
  };
}
