import { isByHand, knownLot, knownRisk, lossesAndWins } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

/** Room for the last binary digit of a percentage that was computed. */
const TOLERANCE = 1e-9;

/**
 * `risiko_lebih_2pct`: trades that risked more of the balance than the limit. `risiko_terjaga`:
 * the risk of every trade by hand is known and within it.
 */
export const riskLimit: Detector = (history, settings) => {
  const limit = settings.riskLimitPercent;
  const trades = history.trades.filter(isByHand);
  const known = trades.flatMap((trade) => {
    const risk = knownRisk(trade);
    return risk === null ? [] : [{ trade, risk }];
  });
  if (trades.length === 0) return [];
  if (known.length === 0) return { id: "risiko_lebih_2pct", reason: "risiko", have: 0, need: 1 };
  known.sort((a, b) => b.risk - a.risk || a.trade.id - b.trade.id);
  const over = known.filter(({ risk }) => risk > limit + TOLERANCE);
  const max = known[0];
  const values = { count: over.length, known: known.length, limit, max: max?.risk ?? 0 };
  if (over.length === 0) {
    if (known.length < trades.length) return [];
    const ids = known.map(({ trade }) => trade.id);
    const rest = { n: trades.length, trades: ids, values, cost: null, severity: 45 };
    return [fact("risiko_terjaga", "ukuran", "good", rest)];
  }
  const severity = severityOf({
    cost: null,
    grossLoss: lossesAndWins(trades, settings).losses,
    effect01: (values.max / limit - 1) / 1.5,
    share01: over.length / known.length,
    floor: values.max >= 2.5 * limit ? 60 : 0,
  });
  const lot = max === undefined ? null : knownLot(max.trade);
  const evidence = { ...values, symbol: max?.trade.symbol ?? "", lot };
  const ids = over.map(({ trade }) => trade.id);
  const rest = { n: known.length, trades: ids, values: evidence, cost: null, severity };
  return [fact("risiko_lebih_2pct", "ukuran", "bad", rest)];
};
