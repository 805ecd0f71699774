import { dealsOf } from "./deals.ts";
import { isByHand } from "./facts.ts";
import { clamp, quantile } from "./numbers.ts";
import type { DayHistory } from "./types.ts";
import { makeWindow } from "./window.ts";

/**
 * A pause the trader already keeps on good days, in minutes: the first quartile of the pauses after
 * a win, held between 15 and 60, rounded up to 5. 15 where there was none.
 */
export function pauseMinutes(history: DayHistory): number {
  const trades = [...history.earlier, ...history.trades].filter(isByHand);
  const { after, gap } = makeWindow(dealsOf(trades, new Map(), "UTC"));
  const gaps = Array.from(gap).filter((minutes, i) => after[i] === 1 && !Number.isNaN(minutes));
  return Math.ceil(clamp(quantile(gaps, 0.25) ?? 15, 15, 60) / 5) * 5;
}
