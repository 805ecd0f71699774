import { addMoney, currencyOf } from "../../base/money.ts";
import { grossLossOf, type HandTrade, handDay, knownLot } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";
import { martingaleChains } from "./martingale.ts";
import { isRevenge, overBaseLot } from "./revenge.ts";

const MAX_RATIO = 1.5;
/** Fewer previous trades of a symbol are no custom to depart from. */
export const MIN_BASE = 3;

/**
 * `lot_besar`: a lot above 1.5 x the trader's own median of that symbol (at least 3 previous
 * trades), where it is not already told as revenge or martingale.
 */
export const bigLot: Detector = (history, settings) => {
  const day = handDay(history);
  if (day.length === 0) return [];
  const compared = day.filter((view) => view.lotRatio !== null && view.baseLotCount >= MIN_BASE);
  if (compared.length === 0) {
    const have = day.reduce((most, view) => Math.max(most, view.baseLotCount), 0);
    return { id: "lot_besar", reason: "lot", have, need: MIN_BASE };
  }
  const told = new Set(martingaleChains(day).flat());
  const found = compared
    .filter((view) => (view.lotRatio ?? 0) > MAX_RATIO && !isRevenge(view) && !told.has(view))
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
