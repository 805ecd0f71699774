import type { Trade } from "../model.ts";
import { median } from "../stats/moments.ts";
import { hasStop, knownLot, knownRisk } from "./facts.ts";
import { BASE_WINDOW } from "./numbers.ts";

/** What the planned loss of a trade is worked out from. */
export type Planned = Pick<
  Trade,
  | "symbol"
  | "side"
  | "lot_size"
  | "entry_price"
  | "exit_price"
  | "stop_loss"
  | "stop_loss_used"
  | "risk_percent"
  | "profit_loss"
  | "commission"
  | "swap"
  | "fee"
>;

/** Commission, swap and fee together, signed; unknown ones count as none. */
export function costsOf(trade: Planned): number {
  return (trade.commission ?? 0) + (trade.swap ?? 0) + (trade.fee ?? 0);
}

/** The planned loss by price, entry to stop; NaN where the stop is unknown or on the wrong side. */
export function stopDistance(trade: Planned): number {
  const { side, entry_price: entry, stop_loss: stop } = trade;
  if (side === null || entry === null || stop === null || stop <= 0) return Number.NaN;
  const distance = side === "buy" ? entry - stop : stop - entry;
  return distance > 0 ? distance : Number.NaN;
}

/** Money for one unit of price and one lot, from the trade's own gross result; NaN: not to tell. */
function ownContractValue(trade: Planned): number {
  const { side, entry_price: entry, exit_price: exit } = trade;
  const lot = knownLot(trade);
  if (side === null || entry === null || exit === null || lot === null) return Number.NaN;
  const moved = (side === "buy" ? exit - entry : entry - exit) * lot;
  const gross = trade.profit_loss - costsOf(trade);
  return moved !== 0 && gross / moved > 0 ? gross / moved : Number.NaN;
}

/** The median of it by symbol, for trades that closed where they opened. */
export function contractValues(trades: Iterable<Planned>): Map<string, number> {
  const known = new Map<string, number[]>();
  for (const trade of trades) {
    const value = ownContractValue(trade);
    if (Number.isNaN(value)) continue;
    const list = known.get(trade.symbol);
    if (list === undefined) known.set(trade.symbol, [value]);
    else list.push(value);
  }
  return new Map([...known].map(([symbol, values]) => [symbol, median(values)]));
}

/**
 * The planned loss in money: from the stop's distance, else from the risk in percent of the
 * balance. NaN without a stop, or where neither can be told.
 */
export function riskMoneyOf(
  trade: Planned,
  values: ReadonlyMap<string, number>,
  balance: number | null,
): number {
  if (hasStop(trade) === false) return Number.NaN;
  const own = ownContractValue(trade);
  const value = Number.isNaN(own) ? (values.get(trade.symbol) ?? Number.NaN) : own;
  const byPrice = stopDistance(trade) * value * (knownLot(trade) ?? Number.NaN);
  if (byPrice > 0) return byPrice;
  const percent = knownRisk(trade);
  if (percent === null || balance === null || balance <= 0) return Number.NaN;
  return (percent / 100) * balance;
}

/**
 * Plans with those that are unknown (not above 0) put in: the median of the previous <= 20 known
 * ones. Leaving such trades out would keep only the orderly ones. NaN before the first known plan.
 */
export function withImputed(plans: ArrayLike<number>): {
  plans: Float64Array;
  imputed: Uint8Array;
} {
  const filled = new Float64Array(plans.length).fill(Number.NaN);
  const imputed = new Uint8Array(plans.length);
  const known: number[] = [];
  let usual = Number.NaN;
  let isUsualOld = false;
  for (let i = 0; i < plans.length; i++) {
    const plan = plans[i] ?? Number.NaN;
    if (plan > 0) {
      known.push(plan);
      if (known.length > BASE_WINDOW) known.shift();
      filled[i] = plan;
      isUsualOld = true;
      continue;
    }
    if (isUsualOld) usual = median(known);
    isUsualOld = false;
    filled[i] = usual;
    imputed[i] = 1;
  }
  return { plans: filled, imputed };
}
