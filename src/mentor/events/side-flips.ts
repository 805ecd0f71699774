import { fisherTwoSided } from "../../stats/fisher.ts";
import { handViews } from "../facts.ts";
import { isLookDay } from "../milestones.ts";
import { HISTORY_TRADES } from "../types.ts";
import { type Detector, fact } from "./event.ts";

const MIN_GROUP = 8;
/** Stricter than 5 %, because it is looked at more than once. */
const MAX_P = 0.01;

/**
 * `balik_arah`: how often the side is changed on the same symbol after a loss and after a win, over
 * the last 200 trades; told where the two differ (Fisher exact, two-sided, p < 0.01). Neither good
 * nor bad. Looked at only when habits are, so that not every day draws a lot.
 */
export const sideFlips: Detector = (history) => {
  if (!isLookDay(history)) return [];
  const pairs = handViews(history, HISTORY_TRADES).filter(
    ({ trade, prev }) =>
      prev !== null && prev.symbol === trade.symbol && prev.side !== null && trade.side !== null,
  );
  const losses = pairs.filter((view) => view.afterLoss);
  const wins = pairs.filter((view) => !view.afterLoss && (view.prev?.profit_loss ?? 0) > 0);
  const have = Math.min(losses.length, wins.length);
  if (have < MIN_GROUP) return { id: "balik_arah", reason: "trade", have, need: MIN_GROUP };
  const flips = (views: typeof pairs) =>
    views.filter(({ trade, prev }) => prev?.side !== trade.side);
  const [afterLoss, afterWin] = [flips(losses), flips(wins)];
  const p = fisherTwoSided(
    { hits: afterLoss.length, count: losses.length },
    { hits: afterWin.length, count: wins.length },
  );
  if (p === null || p >= MAX_P) return [];
  const values = {
    ...{ after_loss: afterLoss.length, losses: losses.length },
    ...{ after_win: afterWin.length, wins: wins.length, p },
  };
  const more = afterLoss.length / losses.length > afterWin.length / wins.length;
  const trades = (more ? afterLoss : afterWin).map((view) => view.trade.id).reverse();
  const rest = { n: losses.length + wins.length, trades, values, cost: null, severity: 12 };
  return [fact("balik_arah", "segmen", "info", rest)];
};
