import { addMoney, currencyOf } from "../../base/money.ts";
import { isByHand } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

const MAX_SHARE = 0.2;

/**
 * `biaya_tinggi`: commission and swap above 20 % of the gross profit of the winners, over the
 * trades whose costs are known.
 */
export const costs: Detector = (history, settings) => {
  const trades = history.trades.filter(isByHand);
  if (trades.length === 0) return [];
  const known = trades.filter((trade) => trade.commission !== null || trade.swap !== null);
  if (known.length === 0) return { id: "biaya_tinggi", reason: "biaya", have: 0, need: 1 };
  const currency = currencyOf(settings.currency);
  const costOf = (trade: (typeof trades)[number]) => (trade.commission ?? 0) + (trade.swap ?? 0);
  const paid = addMoney(known.map(costOf), currency);
  const gross = addMoney(
    known.map((trade) => Math.max(0, trade.profit_loss - costOf(trade))),
    currency,
  );
  if (paid >= 0 || gross <= 0 || -paid / gross <= MAX_SHARE) return [];
  const sorted = [...known].sort((a, b) => costOf(a) - costOf(b) || a.id - b.id);
  const values = {
    paid,
    gross,
    share01: -paid / gross,
    limit01: MAX_SHARE,
    per_trade: paid / known.length,
  };
  const severity = severityOf({
    cost: null,
    grossLoss: 0,
    effect01: -paid / gross / 0.5,
    share01: known.length / trades.length,
  });
  const ids = sorted.filter((trade) => costOf(trade) < 0).map((trade) => trade.id);
  const rest = { n: known.length, trades: ids, values, cost: paid, severity };
  return [fact("biaya_tinggi", "biaya", "bad", rest)];
};
