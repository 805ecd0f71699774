import { mannWhitneyGreater } from "../../stats/mann-whitney.ts";
import { mean, median, quantileOfSorted, sorted } from "../../stats/moments.ts";
import type { Window } from "../window.ts";
import { type HabitTest, missingTimes, tooLittle, worstOf } from "./habit.ts";

const ID = "efek_disposisi";
const MIN_GROUP = 10;
const MIN_RATIO = 1.3;
const MIN_RATIO_UNPLANNED = 2;

/**
 * P7: losers held longer than winners (Mann-Whitney of log times; Odean 1998). `adj` takes out what
 * a target nearer than the stop does to holding times by itself: for a driftless price the expected
 * times are (a^2 + 2a)/3 to the target and (1 + 2a)/3 to the stop.
 */
export const heldLosers: HabitTest = (window) => {
  const held = (result: number) =>
    window.deals.flatMap((deal, i) => {
      const minutes = (deal.exitMs - deal.entryMs) / 60_000;
      return window.label[i] === result && minutes > 0 ? [{ i, minutes, r: window.r[i] ?? 0 }] : [];
    });
  const [losses, wins] = [held(-1), held(1)];
  const few = tooLittle(ID, missingTimes(window), Math.min(losses.length, wins.length), MIN_GROUP);
  if (few !== null) return few;
  const adj = planAdjustment(window);
  const factor = adj ?? impliedAdjustment(wins.map((one) => one.r));
  const [a, b] = [losses.map((one) => one.minutes), wins.map((one) => one.minutes)];
  const [holdLoss, holdWin] = [median(a), median(b)];
  const effect = holdLoss / factor / holdWin;
  const [meanWin, meanLoss] = [mean(wins.map((one) => one.r)), mean(losses.map((one) => one.r))];
  const logs = (minutes: number[], by: number) => minutes.map((m) => Math.log(m / by));
  return {
    id: ID,
    p: mannWhitneyGreater(logs(a, factor), logs(b, 1)) ?? 1,
    effect,
    met: effect >= (adj === null ? MIN_RATIO_UNPLANNED : MIN_RATIO) && meanWin < -meanLoss,
    n: { a: a.length, b: b.length },
    values: {
      hold_loss: holdLoss,
      hold_win: holdWin,
      mean_win: meanWin,
      mean_loss: meanLoss,
      adj: factor,
      planned: adj === null ? 0 : 1,
    },
    about: worstOf(
      window,
      losses.filter((one) => one.minutes > holdWin).map((one) => one.i),
    ),
  };
};

/** What the plan must at least have been: nine winners in ten stayed within its target. */
function impliedAdjustment(wins: readonly number[]): number {
  return adjustmentFor(quantileOfSorted(sorted(wins), 0.9));
}

function adjustmentFor(a: number): number {
  return Math.max(1, (1 + 2 * a) / (a * (a + 2)));
}

/** max(1, median of (1 + 2a)/(a (a + 2)) over the planned ratios a); null: no plan is known. */
function planAdjustment(window: Window): number | null {
  const plans = window.deals.flatMap(({ plannedRr: a }) =>
    a > 0 ? [(1 + 2 * a) / (a * (a + 2))] : [],
  );
  return plans.length === 0 ? null : Math.max(1, median(plans));
}
