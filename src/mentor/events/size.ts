import { groupBy } from "../../base/groups.ts";
import { addMoney, currencyOf } from "../../base/money.ts";
import type { Trade } from "../../model.ts";
import { mean, standardDeviation } from "../../stats/moments.ts";
import { knownLot } from "../../trade/point-value.ts";
import { byHand } from "../decisions.ts";
import { grossLossOf, type HandTrade, handDay, isTimed } from "../hand-day.ts";
import {
  BIG_LOT,
  LOT_STEP,
  MARTINGALE,
  MIN_BASE,
  REVENGE,
  TOLERANCE,
  UNEVEN,
} from "../thresholds.ts";
import { hasStop, knownRisk, medianOrNull, netOf, overBase } from "../trade.ts";
import type { DayHistory } from "../types.ts";
import { lotAfterLoss, usualLotAfterLoss } from "./asked.ts";
import { type Detector, fact, type SomeFacts, severityOf } from "./event.ts";

/**
 * Chains of trades of one symbol in which the lot rose three times in a row or more, each time at
 * least 1.4 x and after the trade before it had lost. Where times are known that trade must also
 * have been closed; else the journal's order decides.
 */
function martingaleChains(day: readonly HandTrade[]): HandTrade[][] {
  const bySymbol = groupBy(day, (view) => view.trade.symbol);
  const chains: HandTrade[][] = [];
  for (const list of bySymbol.values()) {
    let chain: HandTrade[] = [];
    for (const view of list) {
      const last = chain.at(-1);
      if (last !== undefined && isRise(last, view)) {
        chain.push(view);
        continue;
      }
      if (chain.length > MARTINGALE.rises) chains.push(chain);
      chain = [view];
    }
    if (chain.length > MARTINGALE.rises) chains.push(chain);
  }
  return chains;
}

function isRise(before: HandTrade, after: HandTrade): boolean {
  const low = knownLot(before.trade);
  const high = knownLot(after.trade);
  if (low === null || high === null || !before.lost) return false;
  const wasOpen = before.exitMs !== null && after.entryMs !== null && before.exitMs > after.entryMs;
  return !wasOpen && high / low >= LOT_STEP;
}

/** `kejadian_martingale`: the longest chain is the evidence, all their trades are named. */
const martingale: Detector = (history, settings) => {
  const day = handDay(history);
  if (day.length <= MARTINGALE.rises) return [];
  const lots = day.filter((view) => knownLot(view.trade) !== null).length;
  if (lots <= MARTINGALE.rises) {
    return { id: "kejadian_martingale", reason: "lot", have: lots, need: MARTINGALE.rises + 1 };
  }
  const chains = martingaleChains(day).sort((a, b) => b.length - a.length);
  const longest = chains[0];
  if (longest === undefined) return [];
  const trades = longest.map((view) => view.trade);
  const severity = severityOf({
    cost: null,
    grossLoss: grossLossOf(day, settings),
    effect01: 1,
    share01: longest.length / day.length,
    floor: 60,
  });
  const values = {
    count: chains.length,
    symbol: trades[0]?.symbol ?? "",
    rises: longest.length - 1,
    first_lot: trades[0]?.lot_size ?? null,
    last_lot: trades.at(-1)?.lot_size ?? null,
    net: netOf(trades, currencyOf(settings.currency)),
  };
  const ids = longest.map((view) => view.trade.id).reverse();
  const rest = { n: day.length, trades: ids, values, cost: null, severity };
  return [fact("kejadian_martingale", "ukuran", "bad", rest)];
};

/**
 * A larger lot soon after a loss: the last closed trade of the session lost (break-even is none), at most 15 minutes
 * passed, the lot is at least 1.5 x the median of the symbol's previous <= 20, and so is the risk
 * where both sides of that comparison are known.
 */
function isRevenge(view: HandTrade): boolean {
  if (!view.afterLoss) return false;
  if (view.gapSeconds === null || view.gapSeconds > REVENGE.minutes * 60) return false;
  if (view.lotRatio === null || view.lotRatio < REVENGE.ratio) return false;
  return view.riskRatio === null || view.riskRatio >= REVENGE.ratio;
}

/**
 * `kejadian_balas_dendam`. Its cost is what the same trades would not have lost at the base lot:
 * the sum of result x (1 - base / lot), where that is negative.
 */
const revenge: Detector = (history, settings) => {
  const day = handDay(history);
  const timed = day.filter(isTimed).length;
  if (day.length < 2) return [];
  if (timed < 2) return { id: "kejadian_balas_dendam", reason: "jam", have: timed, need: 2 };
  const found = day.filter(isRevenge);
  const worst = found.reduce<HandTrade | null>(
    (top, view) => (top === null || (view.lotRatio ?? 0) > (top.lotRatio ?? 0) ? view : top),
    null,
  );
  if (worst === null || worst.prev === null) return [];
  const currency = currencyOf(settings.currency);
  const net = addMoney(
    found.map((view) => view.trade.profit_loss),
    currency,
  );
  const excess = addMoney(found.map(overBaseLot), currency);
  const cost = excess < 0 ? excess : null;
  const severity = severityOf({
    cost,
    grossLoss: grossLossOf(day, settings),
    effect01: (worst.lotRatio ?? 0) / 2,
    share01: found.length / day.length,
    floor: 55,
  });
  const values = {
    count: found.length,
    worst: worst.trade.id,
    symbol: worst.trade.symbol,
    lot: knownLot(worst.trade),
    base: worst.baseLot,
    base_n: worst.baseLotCount,
    ratio: worst.lotRatio,
    gap_seconds: worst.gapSeconds,
    prev: worst.prev.id,
    prev_loss: worst.prev.profit_loss,
    no_stop: hasStop(worst.trade) === false ? 1 : 0,
    result: worst.trade.profit_loss,
    net,
  };
  const trades = [worst, ...found.filter((view) => view !== worst)].map((view) => view.trade.id);
  const rest = { n: day.length, trades, values, cost, severity };
  return [fact("kejadian_balas_dendam", "ukuran", "bad", rest)];
};

/** What the result owes to the part of the lot above the base. */
function overBaseLot({ lotRatio, trade }: HandTrade): number {
  return lotRatio === null ? 0 : overBase(trade.profit_loss, lotRatio);
}

/**
 * `lot_besar`: a lot above 1.5 x the trader's own median of that symbol (at least 3 previous
 * trades), where it is not already told as revenge or martingale.
 */
const bigLot: Detector = (history, settings) => {
  const day = handDay(history);
  if (day.length === 0) return [];
  const compared = day.filter((view) => view.lotRatio !== null && view.baseLotCount >= MIN_BASE);
  if (compared.length === 0) {
    const have = day.reduce((most, view) => Math.max(most, view.baseLotCount), 0);
    return { id: "lot_besar", reason: "lot", have, need: MIN_BASE };
  }
  const told = new Set(martingaleChains(day).flat());
  const found = compared
    .filter((view) => (view.lotRatio ?? 0) > BIG_LOT.ratio && !isRevenge(view) && !told.has(view))
    .sort((a, b) => (b.lotRatio ?? 0) - (a.lotRatio ?? 0) || a.trade.id - b.trade.id);
  const worst: HandTrade | undefined = found[0];
  if (worst === undefined) return [];
  const currency = currencyOf(settings.currency);
  const excess = addMoney(found.map(overBaseLot), currency);
  const cost = excess < 0 ? excess : null;
  const severity = severityOf({
    cost,
    grossLoss: grossLossOf(day, settings),
    effect01: (worst.lotRatio ?? 0) / 3,
    share01: found.length / compared.length,
  });
  const values = {
    count: found.length,
    worst: worst.trade.id,
    symbol: worst.trade.symbol,
    lot: knownLot(worst.trade),
    base: worst.baseLot,
    base_n: worst.baseLotCount,
    ratio: worst.lotRatio,
    net: addMoney(
      found.map((view) => view.trade.profit_loss),
      currency,
    ),
  };
  const trades = found.map((view) => view.trade.id);
  const rest = { n: compared.length, trades, values, cost, severity };
  return [fact("lot_besar", "ukuran", "bad", rest)];
};

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
const unevenSize: Detector = (history, settings) => {
  const id = "ukuran_tidak_konsisten";
  const today = byHand(history.trades);
  if (today.length === 0) return [];
  const all = [...byHand(history.earlier), ...today];
  const series = seriesOf(all, today);
  const steadiest = series.sort((a, b) => a.variation - b.variation)[0];
  if (steadiest === undefined) return { id, reason: "trade", have: known(all), need: UNEVEN.sizes };
  const { symbol, trades, sizes, variation } = steadiest;
  const largest = Math.max(...sizes);
  const middle = medianOrNull(sizes) ?? largest;
  const isToday = trades.some((trade, i) => sizes[i] === largest && today.includes(trade));
  if (variation <= UNEVEN.variation || !isToday) return [];
  const isTold = SAME_STORY.some((detector) => found(detector, history, settings));
  const values = { symbol, variation, min: Math.min(...sizes), median: middle, max: largest };
  const uneven = trades
    .map((trade, i) => ({ id: trade.id, size: sizes[i] ?? 0 }))
    .filter(({ size }) => size === largest || size > middle)
    .sort((a, b) => b.size - a.size || b.id - a.id);
  const severity = severityOf({
    cost: null,
    grossLoss: 0,
    effect01: variation - UNEVEN.variation,
    share01: uneven.length / UNEVEN.sizes,
  });
  const rest = { n: UNEVEN.sizes, trades: uneven.map((one) => one.id), values, cost: null };
  return [
    fact(id, "ukuran", isTold ? "info" : "bad", { ...rest, severity: isTold ? 0 : severity }),
  ];
};

/** The last 20 risks, and the last 20 lots of each symbol of today; those that are not full, not. */
function seriesOf(all: readonly Trade[], today: readonly Trade[]): Sizes[] {
  const lately = all.slice(-UNEVEN.sizes);
  const symbols = [...new Set(today.map((trade) => trade.symbol))];
  return [
    sizesOf(null, lately, knownRisk),
    ...symbols.map((symbol) => {
      const some = all.filter((trade) => trade.symbol === symbol && knownLot(trade) !== null);
      return sizesOf(symbol, some.slice(-UNEVEN.sizes), knownLot);
    }),
  ].flatMap((series) => series ?? []);
}

function sizesOf(
  symbol: string | null,
  trades: readonly Trade[],
  sizeOf: (trade: Trade) => number | null,
): Sizes | null {
  const sizes = trades.flatMap((trade) => sizeOf(trade) ?? []);
  if (sizes.length < UNEVEN.sizes) return null;
  return { symbol, trades, sizes, variation: standardDeviation(sizes) / mean(sizes) };
}

function known(trades: readonly Trade[]): number {
  const sized = trades.filter((trade) => (knownRisk(trade) ?? knownLot(trade)) !== null);
  return Math.min(UNEVEN.sizes - 1, sized.length);
}

function found(detector: Detector, ...day: [DayHistory, Parameters<Detector>[1]]): boolean {
  const seen = detector(...day);
  return Array.isArray(seen) && seen.length > 0;
}

/** Facts about the size of positions. */
export const SIZE_FACTS = {
  kejadian_balas_dendam: {
    look: revenge,
    money: "size",
    plan: ({ values }, history) =>
      usualLotAfterLoss(lotAfterLoss(values.symbol, values.base, history), history),
    denies: [
      "jeda_setelah_rugi",
      "ukuran_konsisten",
      "ukuran_tetap_setelah_rugi",
      "lot_netral_setelah_rugi",
    ],
  },
  kejadian_martingale: {
    look: martingale,
    money: "realised",
    plan: ({ values }, history) =>
      usualLotAfterLoss(lotAfterLoss(values.symbol, values.first_lot, history), history),
    denies: ["ukuran_konsisten", "ukuran_tetap_setelah_rugi", "lot_netral_setelah_rugi"],
  },
  lot_besar: {
    look: bigLot,
    money: "size",
    plan: ({ values: { symbol = null, base = null } }) => ({
      id: "lot_dasar",
      params: { symbol, base },
    }),
    leastWeight: ({ ratio }) =>
      Number(ratio) >= LARGE_LOT.ratio - TOLERANCE ? LARGE_LOT.weight : 0,
    denies: ["ukuran_konsisten", "ukuran_tetap_setelah_rugi", "lot_netral_setelah_rugi"],
  },
  ukuran_tidak_konsisten: {
    look: unevenSize,
    money: null,
    plan: ({ values: { symbol = null, median = null, max } }) =>
      // Where the largest is the usual one, advising it would be to raise the others.
      symbol === null || median === max
        ? null
        : { id: "lot_dasar", params: { symbol, base: median } },
    denies: ["ukuran_konsisten", "ukuran_tetap_setelah_rugi", "lot_netral_setelah_rugi"],
  },
} satisfies SomeFacts;

/** A lot so many times the usual one weighs as much, whatever came of it. */
const LARGE_LOT = { ratio: 3, weight: 80 };
