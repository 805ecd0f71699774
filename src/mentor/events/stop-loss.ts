import { currencyOf } from "../../base/money.ts";
import { hasStop, isByHand, lossesAndWins, netOf, worstFirst } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

/**
 * `tanpa_sl`: trades of which it is known that they had no stop loss. `semua_sl`: every trade by
 * hand is known to have had one.
 */
export const stopLoss: Detector = (history, settings) => {
  const trades = history.trades.filter(isByHand);
  const known = trades.filter((trade) => hasStop(trade) !== null);
  if (trades.length === 0) return [];
  if (known.length === 0) return { id: "tanpa_sl", reason: "sl", have: 0, need: 1 };
  const bare = known.filter((trade) => hasStop(trade) === false);
  if (bare.length === 0) {
    if (known.length < trades.length) return [];
    const values = { count: known.length };
    const ids = known.map((trade) => trade.id);
    const rest = { n: trades.length, trades: ids, values, cost: null, severity: 50 };
    return [fact("semua_sl", "stop", "good", rest)];
  }
  const net = netOf(bare, currencyOf(settings.currency));
  const share01 = bare.length / known.length;
  const severity = severityOf({
    cost: net < 0 ? net : null,
    grossLoss: lossesAndWins(trades, settings).losses,
    effect01: share01 / 0.5,
    share01,
    floor: share01 >= 0.5 ? 60 : 0,
  });
  const values = { count: bare.length, known: known.length, total: trades.length, net };
  const rest = { n: known.length, trades: worstFirst(bare), values, cost: null, severity };
  return [fact("tanpa_sl", "stop", "bad", rest)];
};
