import { addMoney, currencyOf } from "../../base/money.ts";
import type { Trade } from "../../model.ts";
import { isByHand, lossesAndWins } from "../facts.ts";
import { priceR } from "../losses.ts";
import { type Detector, fact, severityOf } from "./event.ts";

/** A tenth beyond the stop is ordinary slippage: neither named nor counted as cost. */
const LOWEST_R = -1.1;

/**
 * `rugi_melebihi_rencana`: losses that ended further away than the stop, by price distance. The
 * cost is what lies beyond that tenth, the sum of result + 1.1 x planned loss. `rugi_sesuai_rencana`: all losers are known to have
 * ended within it.
 */
export const beyondStop: Detector = (history, settings) => {
  const trades = history.trades.filter(isByHand);
  const losers = trades.filter((trade) => trade.profit_loss < 0);
  if (losers.length === 0) return [];
  const known = losers.flatMap((trade) => {
    const r = priceR(trade);
    return r === null || r >= 0 ? [] : [{ trade, r }];
  });
  if (known.length === 0) return { id: "rugi_melebihi_rencana", reason: "harga", have: 0, need: 1 };
  known.sort((a, b) => a.r - b.r || a.trade.id - b.trade.id);
  const over = known.filter(({ r }) => r < LOWEST_R);
  const worst = known[0];
  const values = { count: over.length, known: known.length, worst_r: worst?.r ?? 0 };
  if (over.length === 0) {
    if (known.length < losers.length) return [];
    const ids = known.map(({ trade }) => trade.id);
    const rest = { n: known.length, trades: ids, values, cost: null, severity: 48 };
    return [fact("rugi_sesuai_rencana", "stop", "good", rest)];
  }
  const cost = addMoney(
    over.map(({ trade, r }) => grossOf(trade) * (1 - LOWEST_R / r)),
    currencyOf(settings.currency),
  );
  const severity = severityOf({
    cost,
    grossLoss: lossesAndWins(trades, settings).losses,
    effect01: (-(worst?.r ?? 0) - 1) / 1,
    share01: over.length / known.length,
  });
  const ids = over.map(({ trade }) => trade.id);
  const evidence = { ...values, worst: worst?.trade.id ?? 0 };
  const rest = { n: known.length, trades: ids, values: evidence, severity };
  return [fact("rugi_melebihi_rencana", "stop", "bad", { ...rest, cost: cost < 0 ? cost : null })];
};

/** The result without the costs, which do not grow with the distance of the price. */
function grossOf({ profit_loss, commission, swap, fee }: Trade): number {
  return profit_loss - (commission ?? 0) - (swap ?? 0) - (fee ?? 0);
}
