import { finiteOrNull } from "../stats/finite.ts";
import { addMinor } from "../text/currency.ts";
import type { Note, Series } from "./figure.ts";

/** What trading cost; signed, a charge is negative. */
export interface CostFigures {
  commission: number | null;
  swap: number | null;
  fee: number | null;
  /** The three together. */
  costs: number | null;
  /** Trades of which at least one of the three is known. */
  costs_known: number;
  /** Costs / gains before costs; 0 where rebates outweigh them. */
  cost_share: number | null;
}

/** Costs that the journal knows of. */
export function costFigures({ ledger, currency }: Series, note: Note): CostFigures {
  const { n, minor, commission, swap, fee } = ledger;
  const each = [commission, swap, fee].map((column) => known(column.subarray(0, n)));
  const total = new Float64Array(n);
  let gross = 0;
  let knownTrades = 0;
  for (let row = 0; row < n; row++) {
    const parts = [commission[row], swap[row], fee[row]];
    let cost = 0;
    let isKnown = false;
    for (const part of parts) {
      if (part === undefined || Number.isNaN(part)) continue;
      cost += part;
      isKnown = true;
    }
    if (isKnown) knownTrades++;
    total[row] = cost;
    const before = (minor[row] ?? 0) - cost;
    if (before > 0) gross += before;
  }
  const none = n === 0 ? "no-trades" : "no-costs";
  const money = (values: Float64Array) => (values.length === 0 ? null : addMinor(values, currency));
  const [paid, swaps, fees] = each as [Float64Array, Float64Array, Float64Array];
  const costs = knownTrades === 0 ? null : addMinor(total, currency);
  const paidTotal = Math.max(0, -total.reduce((a, b) => a + b, 0));
  const share = knownTrades === 0 ? null : finiteOrNull(paidTotal / gross);
  return {
    commission: note("commission", money(paid), none),
    swap: note("swap", money(swaps), none),
    fee: note("fee", money(fees), none),
    costs: note("costs", costs, none),
    costs_known: knownTrades,
    cost_share: note("cost_share", share, knownTrades === 0 ? none : "no-win"),
  };
}

function known(column: Float64Array): Float64Array {
  return column.filter((value) => !Number.isNaN(value));
}
