import type { Trade } from "../model.ts";
import { contractValues, knownLot, stopDistance } from "../trade/point-value.ts";
import { hasStop, knownRisk } from "./trade.ts";
import type { DayHistory } from "./types.ts";

type Seen = Pick<DayHistory, "trades" | "earlier" | "balance" | "earlierBalances" | "points">;

/**
 * The same trades, with the risk in percent worked out where nobody typed it and it can be: the way
 * from entry to stop, the lot, what a point of the symbol is worth (learned from the trades at
 * hand up to that day, so that a day is told later as it was then) and the balance when the day
 * began. From here on it counts as a typed one does: to a hundredth, for what is left below it is
 * the rounding of money; only what a size cost goes by `exact_risk`.
 */
export function withPlannedRisk<T extends Seen>(history: T): T {
  const { trades, earlier, balance, earlierBalances, points } = history;
  if (![...trades, ...earlier].some(isOpen)) return history;
  const all = [...earlier, ...trades];
  const learned = new Map<string, ReturnType<typeof contractValues>>();
  const valuesOn = (date: string) => {
    const values = learned.get(date) ?? contractValues(seenBy(all, date), points);
    learned.set(date, values);
    return values;
  };
  const filled = (trade: Trade, before: number | null): Trade => {
    // What a point is worth is learned only where that is all that is missing.
    if (!isOpen(trade) || before === null || before <= 0) return trade;
    const risk = plannedPercent(
      trade,
      valuesOn(trade.session_date)(trade)?.value ?? Number.NaN,
      before,
    );
    const rounded = Math.round(100 * risk) / 100;
    return rounded > 0 ? { ...trade, risk_percent: rounded, exact_risk: risk } : trade;
  };
  return {
    ...history,
    trades: trades.map((trade) => filled(trade, balance)),
    earlier: earlier.map((trade) => filled(trade, earlierBalances.get(trade.session_id) ?? null)),
  };
}

/** The trades up to this day, the day's own with them. */
function* seenBy(trades: readonly Trade[], date: string): Generator<Trade> {
  for (const trade of trades) if (trade.session_date <= date) yield trade;
}

/** Nobody typed its risk, and there is a stop to work it out from. */
function isOpen(trade: Trade): boolean {
  const isUntold = knownRisk(trade) === null && hasStop(trade) === true;
  return isUntold && knownLot(trade) !== null && stopDistance(trade) > 0;
}

/** NaN: not to tell. */
function plannedPercent(trade: Trade, value: number, balance: number): number {
  const money = stopDistance(trade) * value * (knownLot(trade) ?? Number.NaN);
  return (100 * money) / balance;
}
