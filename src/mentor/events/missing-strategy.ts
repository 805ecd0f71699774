import type { Trade } from "../../model.ts";
import { fisherGreater } from "../../stats/fisher.ts";
import { isByHand } from "../facts.ts";
import { type Detector, fact } from "./event.ts";

const GROUP = 20;
const MAX_P = 0.01;
const MIN_DIFFERENCE = 0.2;

const isBlank = (trade: Trade) => (trade.strategy_used ?? "").trim() === "";

/**
 * `strategi_kosong`: more of the last 20 trades are without a strategy than of the 20 before (Fisher
 * exact, one-sided, p < 0.01, and 20 points more). Told on a day that adds to it.
 */
export const missingStrategy: Detector = (history) => {
  const blankToday = history.trades.filter(isByHand).filter(isBlank);
  if (blankToday.length === 0) return [];
  const all = [...history.earlier, ...history.trades].filter(isByHand).slice(-2 * GROUP);
  // Who never named a strategy has not stopped doing so.
  if (all.every(isBlank)) return [];
  if (all.length < 2 * GROUP) {
    return { id: "strategi_kosong", reason: "trade", have: all.length, need: 2 * GROUP };
  }
  const [before, now] = [all.slice(0, GROUP), all.slice(GROUP)].map(
    (some) => some.filter(isBlank).length,
  );
  const share = (hits = 0) => ({ hits, count: GROUP });
  const p = fisherGreater(share(now), share(before));
  const difference = ((now ?? 0) - (before ?? 0)) / GROUP;
  if (p === null || p >= MAX_P || difference < MIN_DIFFERENCE - 1e-9) return [];
  const values = { now: now ?? 0, before: before ?? 0, of: GROUP, p };
  const trades = blankToday.map((trade) => trade.id).reverse();
  const rest = { n: 2 * GROUP, trades, values, cost: null, severity: 25 };
  return [fact("strategi_kosong", "data", "bad", rest)];
};
