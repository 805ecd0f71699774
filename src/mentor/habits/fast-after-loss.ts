import { mannWhitneyGreater } from "../../stats/mann-whitney.ts";
import { mean, median } from "../../stats/moments.ts";
import type { Window } from "../window.ts";
import { afterResult, type HabitTest, missingTimes, pick, tooLittle, worstOf } from "./habit.ts";

const ID = "masuk_cepat_setelah_rugi";
const MIN_GROUP = 8;
const MAX_RATIO = 0.67;
const MAX_WITHIN = 0.8;
const MIN_WITHIN_SESSIONS = 5;
/** Shorter pauses count as this: their logarithms would outweigh all others. */
const SHORTEST_MINUTES = 0.5;

/** P3: the pause after a loss against the pause after a win (Mann-Whitney). */
export const fastAfterLoss: HabitTest = (window) => {
  const known = (i: number) => !Number.isNaN(window.gap[i] ?? Number.NaN);
  const losses = afterResult(window, -1, known);
  const wins = afterResult(window, 1, known);
  const few = tooLittle(ID, missingTimes(window), Math.min(losses.length, wins.length), MIN_GROUP);
  if (few !== null) return few;
  const [a, b] = [pick(window.gap, losses), pick(window.gap, wins)];
  const [afterLoss, afterWin] = [median(a), median(b)];
  const effect = afterWin > 0 ? afterLoss / afterWin : 1;
  const within = gapWithinSessions(window);
  return {
    id: ID,
    p: mannWhitneyGreater(b, a) ?? 1,
    effect,
    met: effect <= MAX_RATIO && (within === null || within <= MAX_WITHIN),
    n: { a: a.length, b: b.length },
    values: { after_loss: afterLoss, after_win: afterWin, within },
    about: worstOf(
      window,
      losses.filter((i) => (window.gap[i] ?? 0) <= MAX_RATIO * afterWin),
    ),
  };
};

/** Geometric ratio of the pauses inside sessions that have both; null below 5 such sessions. */
function gapWithinSessions(window: Window): number | null {
  const ratios: number[] = [];
  for (const session of window.sessions) {
    const logs = (result: number) =>
      session.flatMap((i) => {
        const gap = window.gap[i] ?? Number.NaN;
        if (window.after[i] !== result || Number.isNaN(gap)) return [];
        return [Math.log(Math.max(SHORTEST_MINUTES, gap))];
      });
    const [loss, win] = [logs(-1), logs(1)];
    if (loss.length > 0 && win.length > 0) ratios.push(mean(loss) - mean(win));
  }
  return ratios.length < MIN_WITHIN_SESSIONS ? null : Math.exp(mean(ratios));
}
