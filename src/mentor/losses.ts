import type { Trade } from "../model.ts";
import { median } from "./numbers.ts";

/** |R| up to here is break-even, neither a win nor a loss (mentor rules, definitions). */
const BREAK_EVEN_R = 0.05;
/** The same as a share of the median |result|, where no risk is known. */
const BREAK_EVEN_SHARE = 0.05;

/**
 * The result in units of the planned loss, from price distances alone: (exit - entry) over
 * (entry - stop), which has the same form for buy and sell. -1 is a loss exactly at the stop. Null
 * where a price or the side is unknown, or the stop was not on the losing side of the entry.
 */
export function priceR(trade: Trade): number | null {
  const { side, entry_price: entry, exit_price: exit, stop_loss: stop } = trade;
  if (side === null || entry === null || exit === null || stop === null || stop <= 0) return null;
  const risk = entry - stop;
  if (side === "buy" ? risk <= 0 : risk >= 0) return null;
  return (exit - entry) / risk;
}

/**
 * Tells a loss from a result around nothing: below -0.05 R, costs included, or below -5 % of the
 * median |result| of these trades where a trade's planned loss is unknown. What a few cents of
 * commission leave of a break-even is no loss to avenge.
 */
export function lossJudge(trades: readonly Trade[], balance: number | null) {
  const usual = median(trades.map((trade) => Math.abs(trade.profit_loss))) ?? 0;
  return (trade: Trade): boolean => {
    if (trade.profit_loss >= 0) return false;
    const r = netR(trade, balance);
    return r === null ? trade.profit_loss < -BREAK_EVEN_SHARE * usual : r < -BREAK_EVEN_R;
  };
}

/** R with costs: by the stop's distance, else by the risk in percent of the balance. */
function netR(trade: Trade, balance: number | null): number | null {
  const { profit_loss, commission, swap, fee, risk_percent } = trade;
  const byPrice = priceR(trade);
  const gross = profit_loss - (commission ?? 0) - (swap ?? 0) - (fee ?? 0);
  // Prices and result must tell the same story, or the prices are not this result's.
  if (byPrice !== null && byPrice * gross > 0) return (byPrice * profit_loss) / gross;
  if (risk_percent === null || risk_percent <= 0 || balance === null || balance <= 0) return null;
  return profit_loss / ((risk_percent / 100) * balance);
}
