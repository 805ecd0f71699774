import { currencyOf } from "../../base/money.ts";
import { grossLossOf, type HandTrade, handDay, knownLot, netOf } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

const MIN_STEP = 1.4;
const MIN_RISES = 3;

/**
 * Chains of trades of one symbol in which the lot rose three times in a row or more, each time at
 * least 1.4 x and after the trade before it had lost. Where times are known that trade must also
 * have been closed; else the journal's order decides.
 */
export function martingaleChains(day: readonly HandTrade[]): HandTrade[][] {
  const bySymbol = new Map<string, HandTrade[]>();
  for (const view of day) {
    const list = bySymbol.get(view.trade.symbol) ?? [];
    list.push(view);
    bySymbol.set(view.trade.symbol, list);
  }
  const chains: HandTrade[][] = [];
  for (const list of bySymbol.values()) {
    let chain: HandTrade[] = [];
    for (const view of list) {
      const last = chain.at(-1);
      if (last !== undefined && isRise(last, view)) {
        chain.push(view);
        continue;
      }
      if (chain.length > MIN_RISES) chains.push(chain);
      chain = [view];
    }
    if (chain.length > MIN_RISES) chains.push(chain);
  }
  return chains;
}

function isRise(before: HandTrade, after: HandTrade): boolean {
  const low = knownLot(before.trade);
  const high = knownLot(after.trade);
  if (low === null || high === null || !before.lost) return false;
  const wasOpen = before.exitMs !== null && after.entryMs !== null && before.exitMs > after.entryMs;
  return !wasOpen && high / low >= MIN_STEP;
}

/** `kejadian_martingale`: the longest chain is the evidence, all their trades are named. */
export const martingale: Detector = (history, settings) => {
  const day = handDay(history);
  if (day.length <= MIN_RISES) return [];
  const lots = day.filter((view) => knownLot(view.trade) !== null).length;
  if (lots <= MIN_RISES) {
    return { id: "kejadian_martingale", reason: "lot", have: lots, need: MIN_RISES + 1 };
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
