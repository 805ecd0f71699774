import type { Trade } from "../../model.ts";
import { mean, standardDeviation } from "../../stats/moments.ts";
import { isByHand, knownLot, knownRisk } from "../facts.ts";
import { median } from "../numbers.ts";
import type { DayHistory } from "../types.ts";
import { bigLot } from "./big-lot.ts";
import { type Detector, fact, severityOf } from "./event.ts";
import { martingale } from "./martingale.ts";
import { revenge } from "./revenge.ts";

const RECENT = 20;
const MAX_VARIATION = 0.5;
/** Facts that already tell of a day's large lot. */
const SAME_STORY: readonly Detector[] = [bigLot, revenge, martingale];

interface Sizes {
  /** null: risk in percent over all symbols; else lots of this one. */
  symbol: string | null;
  trades: readonly Trade[];
  sizes: readonly number[];
  /** Standard deviation over mean. */
  variation: number;
}

/**
 * `ukuran_tidak_konsisten`: the coefficient of variation of the last 20 sizes is above 0.5. Size is
 * the risk in percent, or the lot of a symbol traded today: the steadier of the two where both are
 * known, so that neither fixed lots nor fixed fractions are named. It is told on the day that holds
 * the largest of the twenty, or it would be repeated until that one drops out; and with no weight
 * (`info`, severity 0) where another fact of the day is about the same lot.
 */
export const unevenSize: Detector = (history, settings) => {
  const id = "ukuran_tidak_konsisten";
  const today = history.trades.filter(isByHand);
  if (today.length === 0) return [];
  const all = [...history.earlier.filter(isByHand), ...today];
  const series = seriesOf(all, today);
  const steadiest = series.sort((a, b) => a.variation - b.variation)[0];
  if (steadiest === undefined) return { id, reason: "trade", have: known(all), need: RECENT };
  const { symbol, trades, sizes, variation } = steadiest;
  const largest = Math.max(...sizes);
  const middle = median(sizes) ?? largest;
  const isToday = trades.some((trade, i) => sizes[i] === largest && today.includes(trade));
  if (variation <= MAX_VARIATION || !isToday) return [];
  const isTold = SAME_STORY.some((detector) => found(detector, history, settings));
  const values = { symbol, variation, min: Math.min(...sizes), median: middle, max: largest };
  const uneven = trades
    .map((trade, i) => ({ id: trade.id, size: sizes[i] ?? 0 }))
    .filter(({ size }) => size === largest || size > middle)
    .sort((a, b) => b.size - a.size || b.id - a.id);
  const severity = severityOf({
    cost: null,
    grossLoss: 0,
    effect01: variation - MAX_VARIATION,
    share01: uneven.length / RECENT,
  });
  const rest = { n: RECENT, trades: uneven.map((one) => one.id), values, cost: null };
  return [
    fact(id, "ukuran", isTold ? "info" : "bad", { ...rest, severity: isTold ? 0 : severity }),
  ];
};

/** The last 20 risks, and the last 20 lots of each symbol of today; those that are not full, not. */
function seriesOf(all: readonly Trade[], today: readonly Trade[]): Sizes[] {
  const lately = all.slice(-RECENT);
  const symbols = [...new Set(today.map((trade) => trade.symbol))];
  return [
    sizesOf(null, lately, knownRisk),
    ...symbols.map((symbol) => {
      const some = all.filter((trade) => trade.symbol === symbol && knownLot(trade) !== null);
      return sizesOf(symbol, some.slice(-RECENT), knownLot);
    }),
  ].flatMap((series) => series ?? []);
}

function sizesOf(
  symbol: string | null,
  trades: readonly Trade[],
  sizeOf: (trade: Trade) => number | null,
): Sizes | null {
  const sizes = trades.flatMap((trade) => sizeOf(trade) ?? []);
  if (sizes.length < RECENT) return null;
  return { symbol, trades, sizes, variation: standardDeviation(sizes) / mean(sizes) };
}

function known(trades: readonly Trade[]): number {
  const sized = trades.filter((trade) => (knownRisk(trade) ?? knownLot(trade)) !== null);
  return Math.min(RECENT - 1, sized.length);
}

function found(detector: Detector, ...day: [DayHistory, Parameters<Detector>[1]]): boolean {
  const seen = detector(...day);
  return Array.isArray(seen) && seen.length > 0;
}
