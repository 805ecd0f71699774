import { fisherGreater } from "../../stats/exact.ts";
import { mean, median } from "../../stats/moments.ts";
import { mannWhitneyGreater } from "../../stats/ranks.ts";
import { BURSTS_AFTER, FAST } from "../thresholds.ts";
import { burstFrom } from "../trade.ts";
import type { Window } from "../window.ts";
import { groupRanksGreater } from "./blocks.ts";
import { afterResult, type HabitTest, missingTimes, pick, tooLittle, worstOf } from "./habit.ts";

/** The sessions, and from how many trades on one bursts. */
function burstsOf(window: Window): { whole: readonly (readonly number[])[]; limit: number } {
  // The last session may be cut off by the window's end.
  const whole = window.sessions.slice(0, -1);
  const middle = median(whole.map((session) => session.length));
  return { whole, limit: burstFrom(middle) };
}

/** Bursts on days whose first trade lost against days whose first trade won (Fisher). */
export const burstsAfterLoss: HabitTest = (window) => {
  const id = "ledakan_setelah_rugi";
  const { whole, limit } = burstsOf(window);
  const startedWith = (label: number) =>
    whole.filter((session) => window.label[session[0] ?? -1] === label);
  const [lost, won] = [startedWith(-1), startedWith(1)];
  const isBurst = (session: readonly number[]) => session.length >= limit;
  const found = lost.filter(isBurst);
  const a = { hits: found.length, count: lost.length };
  const b = { hits: won.filter(isBurst).length, count: won.length };
  const few =
    tooLittle(id, "sesi", whole.length, BURSTS_AFTER.days) ??
    tooLittle(id, "sesi", Math.min(a.count, b.count), BURSTS_AFTER.group) ??
    tooLittle(id, "ledakan", a.hits + b.hits, BURSTS_AFTER.bursts);
  if (few !== null) return few;
  const effect = a.hits / a.count - b.hits / b.count;
  return {
    id,
    p: fisherGreater(a, b) ?? 1,
    confirm: () => fasterAfter(window, lost, won),
    effect,
    met: a.hits >= BURSTS_AFTER.bursts && effect >= BURSTS_AFTER.difference01,
    n: { a: a.count, b: b.count },
    values: { after_loss: a.hits / a.count, after_win: b.hits / b.count, bursts: a.hits },
    about: worstOf(window, found.flat()),
  };
};

/**
 * A losing trade is over sooner than a winning one, so more of them fit in a day: the pauses, which
 * do not depend on that, must be shorter on the days that began with a loss.
 */
function fasterAfter(
  window: Window,
  lost: readonly (readonly number[])[],
  won: readonly (readonly number[])[],
): number {
  const paused = (sessions: readonly (readonly number[])[]) =>
    sessions.flat().filter((i) => !Number.isNaN(window.gap[i] ?? Number.NaN));
  return groupRanksGreater(window, paused(won), paused(lost), (i) => window.gap[i] ?? 0);
}

const FAST_ID = "masuk_cepat_setelah_rugi";

/** The pause after a loss against the pause after a win (Mann-Whitney). */
export const fastAfterLoss: HabitTest = (window) => {
  const known = (i: number) => !Number.isNaN(window.gap[i] ?? Number.NaN);
  const losses = afterResult(window, -1, known);
  const wins = afterResult(window, 1, known);
  const few = tooLittle(
    FAST_ID,
    missingTimes(window),
    Math.min(losses.length, wins.length),
    FAST.group,
  );
  if (few !== null) return few;
  const [a, b] = [pick(window.gap, losses), pick(window.gap, wins)];
  const [afterLoss, afterWin] = [median(a), median(b)];
  const effect = afterWin > 0 ? afterLoss / afterWin : 1;
  const within = gapWithinSessions(window);
  return {
    id: FAST_ID,
    p: mannWhitneyGreater(b, a) ?? 1,
    confirm: () => groupRanksGreater(window, wins, losses, (i) => window.gap[i] ?? 0),
    effect,
    met: effect <= FAST.ratio && (within === null || within <= FAST.within),
    n: { a: a.length, b: b.length },
    values: { after_loss: afterLoss, after_win: afterWin, within },
    about: worstOf(
      window,
      losses.filter((i) => (window.gap[i] ?? 0) <= FAST.ratio * afterWin),
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
        return [Math.log(Math.max(FAST.shortest, gap))];
      });
    const [loss, win] = [logs(-1), logs(1)];
    if (loss.length > 0 && win.length > 0) ratios.push(mean(loss) - mean(win));
  }
  return ratios.length < FAST.withinDays ? null : Math.exp(mean(ratios));
}
