import { isByHand } from "../facts.ts";
import { median } from "../numbers.ts";
import type { DayHistory } from "../types.ts";
import { type Detector, fact, severityOf } from "./event.ts";

const MIN_SESSIONS = 10;

/**
 * `trade_hari_ini_tidak_biasa`: at least max(2 x median, median + 3) trades by hand, against the
 * last 20 days with such trades (at least 10).
 */
export const tradeCount: Detector = (history) => {
  const today = history.trades.filter(isByHand);
  if (today.length === 0) return [];
  const counts = earlierCounts(history);
  if (counts.length < MIN_SESSIONS) {
    const have = counts.length;
    return { id: "trade_hari_ini_tidak_biasa", reason: "sesi", have, need: MIN_SESSIONS };
  }
  const middle = median(counts) ?? 0;
  if (today.length < Math.max(2 * middle, middle + 3)) return [];
  const values = {
    count: today.length,
    median: middle,
    max: Math.max(...counts),
    sessions: counts.length,
  };
  const severity = severityOf({
    cost: null,
    grossLoss: 0,
    effect01: today.length / Math.max(1, middle) / 4,
    share01: 1 - middle / today.length,
  });
  const usual = Math.ceil(middle);
  const trades = today.slice(usual).map((trade) => trade.id);
  const rest = { n: today.length, trades, values, cost: null, severity };
  return [fact("trade_hari_ini_tidak_biasa", "jumlah", "bad", rest)];
};

/**
 * Trades by hand of each earlier day that had any. A session's total counts bots too, so where
 * there are bots only days whose trades are all at hand can be counted.
 */
function earlierCounts(history: DayHistory): number[] {
  const all = new Map<number, { n: number; byHand: number }>();
  let bots = history.trades.some((trade) => !isByHand(trade));
  for (const trade of history.earlier) {
    const count = all.get(trade.session_id) ?? { n: 0, byHand: 0 };
    count.n++;
    if (isByHand(trade)) count.byHand++;
    else bots = true;
    all.set(trade.session_id, count);
  }
  const counts: number[] = [];
  for (const session of history.earlierSessions) {
    const known = all.get(session.id);
    if (!bots) counts.push(session.total_trades);
    else if (known !== undefined && known.n === session.total_trades) counts.push(known.byHand);
  }
  return counts.filter((count) => count > 0);
}
