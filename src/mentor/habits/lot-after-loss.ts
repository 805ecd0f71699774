import { differenceInterval, type Interval } from "../../stats/intervals.ts";
import { mannWhitneyGreater } from "../../stats/mann-whitney.ts";
import { mean } from "../../stats/moments.ts";
import type { Window } from "../window.ts";
import { afterResult, type HabitTest, pick, tooLittle, worstOf } from "./habit.ts";

const ID = "lot_naik_setelah_rugi";
const MIN_GROUP = 8;
const MIN_RATIO = 1.15;
/** Inside a session the same ratio must show, or big lots and losses merely share the bad days. */
const MIN_WITHIN = 1.1;
const MIN_WITHIN_GROUP = 5;

/** P1: size after a loss against size after a win (Mann-Whitney; Coval & Shumway 2005). */
export const lotAfterLoss: HabitTest = (window) => {
  const known = (i: number) => !Number.isNaN(window.rel[i] ?? Number.NaN);
  const losses = afterResult(window, -1, known);
  const wins = afterResult(window, 1, known);
  const few = tooLittle(ID, "lot", Math.min(losses.length, wins.length), MIN_GROUP);
  if (few !== null) return few;
  const [a, b] = [pick(window.rel, losses), pick(window.rel, wins)];
  const effect = Math.exp(mean(a) - mean(b));
  const within = sizeWithinSessions(window);
  return {
    id: ID,
    p: mannWhitneyGreater(a, b) ?? 1,
    effect,
    met: effect >= MIN_RATIO && (within === null || within >= MIN_WITHIN),
    interval: ratioInterval(differenceInterval(a, b)),
    n: { a: a.length, b: b.length },
    values: { after_loss: Math.exp(mean(a)), after_win: Math.exp(mean(b)), within },
    about: worstOf(
      window,
      losses.filter((i) => (window.rel[i] ?? 0) >= Math.log(1.2)),
    ),
  };
};

/** The interval of a ratio from that of its logarithm. */
function ratioInterval(logs: Interval | null): Interval | null {
  return logs === null ? null : { low: Math.exp(logs.low), high: Math.exp(logs.high) };
}

/**
 * Size after a loss over size after a win, each against the first trade of its own session; null
 * with fewer than 5 of either.
 */
function sizeWithinSessions(window: Window): number | null {
  const groups: { loss: number[]; win: number[] } = { loss: [], win: [] };
  for (const session of window.sessions) {
    const first = session[0] ?? -1;
    if (Number.isNaN(window.rel[first] ?? Number.NaN)) continue;
    for (const i of session) {
      const rel = window.rel[i] ?? Number.NaN;
      const after = window.after[i] ?? 0;
      if (Number.isNaN(rel) || after === 0) continue;
      (after < 0 ? groups.loss : groups.win).push(rel - (window.rel[first] ?? 0));
    }
  }
  if (Math.min(groups.loss.length, groups.win.length) < MIN_WITHIN_GROUP) return null;
  return Math.exp(mean(groups.loss) - mean(groups.win));
}

/** Whether the size inside a session speaks for the habit, or cannot be compared. */
export function sizeGuard(window: Window): boolean {
  const within = sizeWithinSessions(window);
  return within === null || within >= MIN_WITHIN;
}
