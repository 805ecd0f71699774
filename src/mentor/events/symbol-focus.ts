import { isByHand, knownRisk } from "../facts.ts";
import { isLookDay } from "../milestones.ts";
import { type Detector, fact } from "./event.ts";

const RECENT = 50;
const MINIMUM = 20;
/** A share from which the account hangs on one symbol. */
const EXTREME_SHARE = 0.8;

/**
 * `fokus_simbol`: how the risk of the last 50 trades (the trades themselves, where a risk is
 * unknown) is spread over symbols, with the Herfindahl index, the sum of squared shares. Never
 * good or bad. It moves slowly, so it is told only on the day of a look for habits, and only where
 * one of several symbols holds four fifths: who trades a single symbol knows it.
 */
export const symbolFocus: Detector = (history) => {
  if (!isLookDay(history)) return [];
  const trades = [...history.earlier, ...history.trades].filter(isByHand).slice(-RECENT);
  if (trades.length < MINIMUM) return [];
  const byRisk = trades.every((trade) => knownRisk(trade) !== null);
  const weights = new Map<string, number>();
  for (const trade of trades) {
    const weight = byRisk ? (knownRisk(trade) ?? 0) : 1;
    weights.set(trade.symbol, (weights.get(trade.symbol) ?? 0) + weight);
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const [top] = [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (top === undefined || weights.size < 2 || top[1] < EXTREME_SHARE * total) return [];
  const hhi = [...weights.values()].reduce((sum, weight) => sum + (weight / total) ** 2, 0);
  const values = {
    ...{ symbol: top[0], share01: top[1] / total, symbols: weights.size },
    ...{ hhi: Math.round(hhi * 1e6) / 1e6, by_risk: byRisk ? 1 : 0 },
  };
  const ids = trades.filter((trade) => trade.symbol === top[0]).map((trade) => trade.id);
  const rest = { n: trades.length, trades: ids.reverse(), values, cost: null, severity: 10 };
  return [fact("fokus_simbol", "segmen", "info", rest)];
};
