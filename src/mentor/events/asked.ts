import { addTo } from "../../base/groups.ts";
import { median } from "../../stats/moments.ts";
import { knownLot } from "../../trade/point-value.ts";
import type { Action } from "../day-review.ts";
import { allByHand } from "../decisions.ts";
import { isSwing, pauseMinutes } from "../exposure.ts";
import type { ActionId } from "../ids.ts";
import { ruleOf } from "../rules/rule.ts";
import { BASE_WINDOW } from "../thresholds.ts";
import type { DayHistory, Finding } from "../types.ts";

/** What is traded most of late is seen in the last so many trades. */
const RECENT = 50;

/** An action that is asked for, and what of. */
export interface Asked {
  id: ActionId;
  params: Action["params"];
}

/** Under this name a promise keeps the usual lot of a symbol, as it was when it was made. */
export const lotName = (symbol: string) => `lot:${symbol}`;

/** The symbols of late in order of appearance: how many trades, and their usual lot. */
export function lotsOfLate(
  history: DayHistory,
): { symbol: string; count: number; usual: number }[] {
  const bySymbol = new Map<string, number[]>();
  for (const trade of allByHand(history).slice(-RECENT)) {
    const lot = knownLot(trade);
    if (lot !== null) addTo(bySymbol, trade.symbol, lot);
  }
  return [...bySymbol].map(([symbol, lots]) => ({
    symbol,
    count: lots.length,
    usual: median(lots.slice(-BASE_WINDOW)),
  }));
}

/** As a promise keeps them: it is judged by those that it was made with. */
export function usualLots(history: DayHistory): Record<string, number | null> {
  return Object.fromEntries(
    lotsOfLate(history).map(({ symbol, usual }) => [lotName(symbol), usual]),
  );
}

/** The same with the symbol that is traded most, and its lot. */
export function usualLot(history: DayHistory): Asked["params"] {
  const [most] = lotsOfLate(history).sort(
    (a, b) => b.count - a.count || (a.symbol < b.symbol ? -1 : 1),
  );
  return { symbol: most?.symbol ?? null, base: most?.usual ?? null, ...usualLots(history) };
}

/** The trader's own number of trades a day, else one more than usual. */
export function mostTrades(usual: number, { rules }: DayHistory): number {
  return ruleOf(rules, "max-trades")?.params.most ?? Math.ceil(usual) + 1;
}

/** The usual lot after a loss, and a pause before it where minutes are one. */
export function usualLotAfterLoss(lots: Asked["params"], history: DayHistory): Asked {
  if (!isSwing(history)) {
    return { id: "lot_dasar_setelah_rugi", params: { ...lots, minutes: pauseMinutes(history) } };
  }
  const { symbol = null, base = null } = lots;
  return { id: "lot_dasar", params: { symbol, base } };
}

/** This lot of the symbol as the base of a plan, beside the usual ones of the others. */
export function lotAfterLoss(
  symbol: Finding["values"][string] | undefined,
  base: Finding["values"][string] | undefined,
  history: DayHistory,
): Asked["params"] {
  const lots = { ...usualLots(history), [lotName(String(symbol))]: base ?? null };
  return { symbol: symbol ?? null, base: base ?? null, ...lots };
}

/**
 * Down to the steps in which the trader's lots of the symbol go, and never above a lot of one's own
 * rule; null: below the smallest.
 */
export function inSteps(lot: number, symbol: string, history: DayHistory): number | null {
  const lots = [...history.earlier, ...history.trades].flatMap((trade) =>
    trade.symbol === symbol ? (knownLot(trade) ?? []) : [],
  );
  const seen = Math.max(0, ...lots.map(decimalsOf));
  const digits = seen === 0 ? 0 : Math.max(FINE_DIGITS, seen);
  const most = ruleOf(history.rules, "max-lot")?.params.lot ?? Number.POSITIVE_INFINITY;
  const steps = Math.floor(Math.min(lot, most) * 10 ** digits + 1e-6);
  return steps > 0 ? steps / 10 ** digits : null;
}

/** Where lots are parted at all, brokers go by hundredths or finer. */
const FINE_DIGITS = 2;

/** How many decimals a lot has; at most eight, as the smallest of a coin. */
function decimalsOf(lot: number): number {
  const text = lot.toFixed(8).replace(/0+$/, "");
  return text.length - text.indexOf(".") - 1;
}
