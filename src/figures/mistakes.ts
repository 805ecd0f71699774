import type { Mistake } from "../base/mistakes.ts";
import { addMinor, type Currency, fromMinor } from "../base/money.ts";
import { PLANNED_R } from "../mentor/thresholds.ts";
import type { Ledger } from "../model.ts";
import { median } from "../stats/moments.ts";
import { type AnyLedger, type Grouping, groupsOf } from "./groupings.ts";
import type { MaybePlanned, Multiples } from "./multiples.ts";

/** What a mistake cost where that is arithmetic, in the currency; signed as results are. */
export interface MistakeCost {
  mistake: Mistake;
  cost: number;
  /** Trades that it could be worked out for, of all that carry the mistake. */
  n: number;
  of: number;
}

/** What the trades that carry a mistake came to; not what it cost, which only `cost` tells. */
export interface MistakeSum {
  /** One of the usual ones, or a word of the trader's own. */
  mistake: string;
  n: number;
  net: number;
  cost: MistakeCost | null;
}

/** Each mistake of a ledger, the most frequent first. */
export function mistakeSums(
  ledger: MistakeLedger,
  multiples: Pick<Multiples, "r" | "imputed">,
  currency: Currency,
): MistakeSum[] {
  const grouping = groupsOf(ledger, "mistake", "UTC");
  const costs = mistakeCosts(ledger, grouping, multiples, currency);
  return grouping.groups.map(({ key, rows }) => ({
    mistake: key,
    n: rows.length,
    net: addMinor(
      Float64Array.from(rows, (row) => ledger.minor[row] ?? 0),
      currency,
    ),
    cost: costs.find(({ mistake }) => mistake === key) ?? null,
  }));
}

/** What mistakes are told from; where none is marked no lot is needed. */
export type MistakeLedger = Ledger<"mistakes"> & Partial<Ledger<"symbol" | "lot">> & MaybePlanned;

/**
 * Of a lot too large the part of each result (gains too) above the usual lot of its symbol, the median
 * of trades without that mistake; of a stop moved away what a loss came to beyond the planned risk.
 * Whatever else a mistake did to a result nobody can tell. Mistakes without such a trade are left out.
 */
export function mistakeCosts(
  ledger: AnyLedger & MaybePlanned,
  { groups }: Grouping,
  multiples: Pick<Multiples, "r" | "imputed">,
  currency: Currency,
): MistakeCost[] {
  const parts: readonly [Mistake, (rows: Int32Array) => (row: number) => number][] = [
    ["geser-sl", () => beyondPlan(ledger, multiples)],
    ["lot-kegedean", (rows) => aboveUsual(ledger, rows)],
  ];
  return parts.flatMap(([mistake, partOf]) => {
    const rows = groups.find(({ key }) => key === mistake)?.rows;
    if (rows === undefined) return [];
    const known = [...rows].map(partOf(rows)).filter((part) => !Number.isNaN(part));
    if (known.length === 0) return [];
    const minor = known.reduce((sum, part) => sum + Math.round(part), 0);
    return [{ mistake, cost: fromMinor(minor, currency), n: known.length, of: rows.length }];
  });
}

/**
 * In minor units, before costs; NaN where no plan of its own is known. A loss that its stop ended, as it
 * stands, says nothing of the stop before it was moved: without a plan that is not known either.
 */
function beyondPlan(
  { minor, stop_loss, planned_stop, commission, swap, fee }: AnyLedger & MaybePlanned,
  { r, imputed }: Pick<Multiples, "r" | "imputed">,
) {
  return (row: number): number => {
    const multiple = imputed[row] === 1 ? Number.NaN : (r[row] ?? Number.NaN);
    if (Number.isNaN(multiple)) return Number.NaN;
    if (multiple >= 0) return 0;
    const result = minor[row] ?? 0;
    const costs = [commission, swap, fee].reduce((sum, some) => sum + (some?.[row] || 0), 0);
    const [risk, lost] = [result / multiple, result - costs];
    const isMoved = (stop_loss?.[row] ?? 0) > 0 && !((planned_stop?.[row] ?? 0) > 0);
    const isStopped = isMoved && lost >= -PLANNED_R * risk;
    return isStopped ? Number.NaN : Math.min(0, lost + risk);
  };
}

/** In minor units; NaN where the lot or the usual one of its symbol is not known. */
function aboveUsual({ n, minor, symbol, lot }: AnyLedger, marked: Int32Array) {
  const own = new Set(marked);
  const lots = (symbol?.names ?? []).map((): number[] => []);
  for (let row = 0; row < n; row++) {
    const size = lot?.[row] ?? Number.NaN;
    if (size > 0 && !own.has(row)) lots[symbol?.code[row] ?? -1]?.push(size);
  }
  const usual = lots.map(median);
  return (row: number): number => {
    const share = (usual[symbol?.code[row] ?? -1] ?? Number.NaN) / (lot?.[row] ?? Number.NaN);
    if (Number.isNaN(share)) return Number.NaN;
    return share < 1 ? (minor[row] ?? 0) * (1 - share) : 0;
  };
}
