import { addMinor, addMoney } from "../base/money.ts";
import { finiteOrNull } from "../stats/finite.ts";
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
  const { n, minor } = ledger;
  const [commission, swap, fee] = (["commission", "swap", "fee"] as const).map((name) => {
    const known = ledger[name].filter((value) => !Number.isNaN(value));
    return known.length === 0 ? null : addMinor(known, currency);
  }) as [number | null, number | null, number | null];
  const isAny = commission !== null || swap !== null || fee !== null;
  let [known, paid, gross] = [0, 0, 0];
  for (let row = 0; isAny && row < n; row++) {
    const cost = costOf(ledger, row);
    if (!Number.isNaN(cost)) known++;
    paid -= cost || 0;
    gross += Math.max(0, (minor[row] ?? 0) - (cost || 0));
  }
  const none = n === 0 ? "no-trades" : "no-costs";
  const total = isAny ? addMoney([commission ?? 0, swap ?? 0, fee ?? 0], currency) : null;
  const share = isAny ? finiteOrNull(Math.max(0, paid) / gross) : null;
  return {
    commission: note("commission", commission, none),
    swap: note("swap", swap, none),
    fee: note("fee", fee, none),
    costs: note("costs", total, none),
    costs_known: known,
    cost_share: note("cost_share", share, isAny ? "no-win" : none),
  };
}

/** Costs of one trade in minor units; NaN: none of the three is known. */
function costOf({ commission, swap, fee }: Series["ledger"], row: number): number {
  const parts = [commission[row], swap[row], fee[row]];
  if (parts.every(Number.isNaN)) return Number.NaN;
  return parts.reduce<number>((sum, part) => sum + (part || 0), 0);
}
