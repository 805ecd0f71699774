import { OPEN_LIMITS, overOpenLimit } from "../exposure.ts";
import { handDay, isByHand, isTimed, knownRisk, lossesAndWins } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

/**
 * `risiko_terbuka_lebih_6pct`: entries that brought the risk of all positions open at that moment
 * above three limits (Elder's 6 %). The same sum takes the point for exposure off the risk score.
 */
export const openRisk: Detector = (history, settings) => {
  const id = "risiko_terbuka_lebih_6pct";
  const day = handDay(history);
  if (day.length < 2) return [];
  const timed = day.filter(isTimed);
  if (timed.length < 2) return { id, reason: "jam", have: timed.length, need: 2 };
  const known = timed.filter(({ trade }) => knownRisk(trade) !== null);
  if (known.length < 2) return { id, reason: "risiko", have: known.length, need: 2 };
  const trades = history.trades.filter(isByHand);
  const over = overOpenLimit(trades, settings.riskLimitPercent);
  const [top] = over;
  if (top === undefined) return [];
  const limit = OPEN_LIMITS * settings.riskLimitPercent;
  const severity = severityOf({
    cost: null,
    grossLoss: lossesAndWins(trades, settings).losses,
    effect01: top.percent / limit - 1,
    share01: over.length / known.length,
    floor: top.percent >= 1.5 * limit ? 60 : 0,
  });
  const values = {
    count: over.length,
    at: top.trade.id,
    open: top.open.length,
    percent: Math.round(top.percent * 1e6) / 1e6,
    limit,
    times: OPEN_LIMITS,
  };
  const concerned = [...top.open].reverse().concat(over.map(({ trade }) => trade));
  const ids = [...new Set(concerned.map((trade) => trade.id))];
  const rest = { n: known.length, trades: ids, values, cost: null, severity };
  return [fact(id, "posisi", "bad", rest)];
};
