import { type Currency, minorReader } from "../base/money.ts";
import { unknownColumn } from "../base/unknown.ts";
import { KNOWN_RISK01 } from "../mentor/thresholds.ts";
import { riskMoneyOf, withImputed } from "../mentor/trade.ts";
import type { Ledger, LedgerCore } from "../model.ts";
import { type Planned, pointValues } from "../trade/point-value.ts";

/** As in the report: where most risks are guessed, what is compared in R would speak of the guesses. */
export function knowsPlans({ r, known }: Pick<Multiples, "r" | "known">): boolean {
  return known > 0 && known >= KNOWN_RISK01 * r.length;
}

/** Columns that the planned loss is worked out from. */
export const PLAN_COLUMNS = [
  "symbol",
  "side",
  "lot",
  "entry_price",
  "exit_price",
  "stop_loss",
  "planned_stop",
  "stop_loss_used",
  "risk_percent",
  "commission",
  "swap",
  "fee",
] as const;

type PlannedLedger = Ledger<(typeof PLAN_COLUMNS)[number]>;
/** Of a journal without a single plan these columns need not be read. */
export type MaybePlanned = LedgerCore & Partial<PlannedLedger>;

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
 * percent of the day's balance), imputed where it is unknown.
 */
export function multiplesOf(ledger: MaybePlanned, currency: Currency): Multiples {
  const { n } = ledger;
  if (!isPlanned(ledger)) {
    return { r: unknownColumn(n), imputed: new Uint8Array(n), known: 0 };
  }
  const trade = plannedAt(ledger, currency);
  const money = new Float64Array(n).fill(Number.NaN);
  const hasPlan = (row: number) =>
    (ledger.stop_loss[row] ?? 0) > 0 ||
    (ledger.planned_stop[row] ?? 0) > 0 ||
    (ledger.risk_percent[row] ?? 0) > 0;
  const rows = Array.from({ length: n }, (_, row) => row).filter(hasPlan);
  // Most journals of bots hold no plan at all: then there is nothing to work out.
  // Through a view of their own: they are walked through while another row is being told.
  const others = rows.length === 0 ? [] : mapped(n, plannedAt(ledger, currency));
  const values = pointValues(others, ledger.points);
  const balances = Array.from(ledger.day, (day) => ledger.days[day]?.balance ?? null);
  let known = 0;
  for (const row of rows) {
    const plan = riskMoneyOf(trade(row), values, balances[row] ?? null);
    money[row] = plan;
    if (plan > 0) known++;
  }
  const { plans, imputed } = withImputed(money, balances);
  const r = new Float64Array(n);
  const read = minorReader(currency);
  for (let row = 0; row < n; row++) {
    r[row] = read(ledger.minor[row] ?? 0) / (plans[row] ?? Number.NaN);
  }
  return { r, imputed, known };
}

function isPlanned(ledger: MaybePlanned): ledger is PlannedLedger {
  return PLAN_COLUMNS.every((column) => ledger[column] !== undefined);
}

function* mapped<T>(n: number, at: (row: number) => T): Generator<T> {
  for (let row = 0; row < n; row++) yield at(row);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A view on one row at a time as a trade; the same object each time. */
function plannedAt(ledger: PlannedLedger, currency: Currency): (row: number) => Planned {
  const read = minorReader(currency);
  const known = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : value;
  const money = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? null : read(value);
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
    view.planned_stop = known(ledger.planned_stop[row]);
    view.stop_loss_used = used < 0 ? null : used === 1;
    view.risk_percent = known(ledger.risk_percent[row]);
    view.profit_loss = read(ledger.minor[row] ?? 0);
    view.commission = money(ledger.commission[row]);
    view.swap = money(ledger.swap[row]);
    view.fee = money(ledger.fee[row]);
    return view;
  };
}
