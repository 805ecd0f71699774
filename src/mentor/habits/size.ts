import type { Interval } from "../../stats/exact.ts";
import { fisherGreater } from "../../stats/exact.ts";
import { differenceInterval, withinClusterT } from "../../stats/intervals.ts";
import { mean, median } from "../../stats/moments.ts";
import { mannWhitneyGreater } from "../../stats/ranks.ts";
import {
  BIGGER,
  LOT_AFTER_LOSS,
  LOT_BY_RESULT,
  LOT_STEP,
  LOT_STEPS,
  REVENGE_RATE,
} from "../thresholds.ts";
import { lastExits, type Window } from "../window.ts";
import { byBlocks, groupRanksGreater } from "./blocks.ts";
import { afterResult, type HabitTest, missingTimes, pick, tooLittle, worstOf } from "./habit.ts";

const LOT_LOSS_ID = "lot_naik_setelah_rugi";

/** Size after a loss against size after a win (Mann-Whitney; Coval & Shumway 2005). */
export const lotAfterLoss: HabitTest = (window) => {
  const known = (i: number) => !Number.isNaN(window.rel[i] ?? Number.NaN);
  const losses = afterResult(window, -1, known);
  const wins = afterResult(window, 1, known);
  const few = tooLittle(
    LOT_LOSS_ID,
    "lot",
    Math.min(losses.length, wins.length),
    LOT_AFTER_LOSS.group,
  );
  if (few !== null) return few;
  const [a, b] = [pick(window.rel, losses), pick(window.rel, wins)];
  const effect = Math.exp(mean(a) - mean(b));
  const within = sizeWithinSessions(window);
  return {
    id: LOT_LOSS_ID,
    p: mannWhitneyGreater(a, b) ?? 1,
    confirm: () => groupRanksGreater(window, losses, wins, (i) => window.rel[i] ?? 0),
    effect,
    met: effect >= LOT_AFTER_LOSS.ratio && (within === null || within >= LOT_AFTER_LOSS.within),
    interval: ratioInterval(differenceInterval(a, b)),
    n: { a: a.length, b: b.length },
    values: { after_loss: Math.exp(mean(a)), after_win: Math.exp(mean(b)), within },
    about: worstOf(
      window,
      losses.filter((i) => (window.rel[i] ?? 0) >= Math.log(BIGGER)),
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
  if (Math.min(groups.loss.length, groups.win.length) < LOT_AFTER_LOSS.withinGroup) return null;
  return Math.exp(mean(groups.loss) - mean(groups.win));
}

/** Whether the size inside a session speaks for the habit, or cannot be compared. */
function sizeGuard(window: Window): boolean {
  const within = sizeWithinSessions(window);
  return within === null || within >= LOT_AFTER_LOSS.within;
}

const LOT_SESSION_ID = "lot_vs_pl_sesi";

/**
 * Size against the session's result so far, one score a session (t over sessions, two-sided;
 * Thaler & Johnson 1990). Larger when ahead is house money, larger when behind is trying to break
 * even.
 */
export const lotBySessionResult: HabitTest = (window) => {
  const clusters: { xs: number[]; ys: number[] }[] = [];
  const [ahead, behind]: [number[], number[]] = [[], []];
  const about = { ahead: [] as number[], behind: [] as number[] };
  for (const session of window.sessions) {
    const members = session.filter((i) => !Number.isNaN(window.rel[i] ?? Number.NaN));
    const xs = members.map((i) => standing(window.sessionR[i] ?? 0));
    if (xs.every((x) => x === xs[0])) continue;
    const ys = members.map((i) => window.rel[i] ?? 0);
    clusters.push({ xs, ys });
    xs.forEach((x, k) => {
      if (x === 0) return;
      (x > 0 ? ahead : behind).push((ys[k] ?? 0) - (ys[0] ?? 0));
      (x > 0 ? about.ahead : about.behind).push(members[k] ?? 0);
    });
  }
  const few =
    tooLittle(LOT_SESSION_ID, "sesi", clusters.length, LOT_BY_RESULT.days) ??
    tooLittle(LOT_SESSION_ID, "lot", Math.min(ahead.length, behind.length), LOT_BY_RESULT.group);
  if (few !== null) return few;
  const test = withinClusterT(clusters);
  // A size that never varies leaves nothing to test.
  if (test === null) return { id: LOT_SESSION_ID, reason: "lot", have: 0, need: 1 };
  const effect = Math.exp(mean(ahead) - mean(behind));
  const { t, p } = test;
  return {
    id: t < 0 ? "lot_naik_saat_rugi_sesi" : "lot_naik_saat_untung",
    p,
    // It is one score a session already.
    confirm: () => p,
    effect,
    met: t > 0 ? effect >= LOT_BY_RESULT.ratio : t < 0 && effect <= 1 / LOT_BY_RESULT.ratio,
    n: { a: ahead.length, b: behind.length },
    values: {
      ahead: Math.exp(mean(ahead)),
      behind: Math.exp(mean(behind)),
      sessions: clusters.length,
    },
    about: worstOf(window, t < 0 ? about.behind : about.ahead),
  };
};

function standing(r: number): number {
  return Math.abs(r) <= LOT_BY_RESULT.aheadR ? 0 : Math.sign(r);
}

const LOT_STEP_ID = "martingale";

/** A lot >= 1.4 x that of the last closed trade of any session, after a loss against a win. */
export const lotSteps: HabitTest = (window) => {
  const groups = { loss: [] as number[], win: [] as number[] };
  const ups = { loss: [] as number[], win: [] as number[] };
  const { prev: last, after } = lastExits(window);
  last.forEach((before, i) => {
    const ratio = (window.deals[i]?.lot ?? Number.NaN) / (window.deals[before]?.lot ?? Number.NaN);
    const came = after[i] ?? 0;
    if (Number.isNaN(ratio) || came === 0) return;
    const side = came < 0 ? "loss" : "win";
    groups[side].push(i);
    if (ratio >= LOT_STEP) ups[side].push(i);
  });
  const few = tooLittle(
    LOT_STEP_ID,
    "lot",
    Math.min(groups.loss.length, groups.win.length),
    LOT_STEPS.group,
  );
  if (few !== null) return few;
  const a = { hits: ups.loss.length, count: groups.loss.length };
  const b = { hits: ups.win.length, count: groups.win.length };
  const effect = a.hits / a.count;
  const p = fisherGreater(a, b) ?? 1;
  /** By the usual lots of their symbols, or going from one symbol to another would be a step. */
  const isOwnStep = (i: number) => {
    const size = (k: number) => (window.deals[k]?.lot ?? Number.NaN) / usualLot(window, k);
    return size(i) / size(last[i] ?? -1) >= LOT_STEP;
  };
  return {
    id: LOT_STEP_ID,
    p,
    confirm: () => {
      const count = (some: readonly number[]) => ({
        hits: some.filter(isOwnStep).length,
        count: some.length,
      });
      const own = fisherGreater(count(groups.loss), count(groups.win)) ?? 1;
      return byBlocks(window, Math.max(p, own), groups.loss, groups.win, isOwnStep);
    },
    effect,
    met: effect >= LOT_STEPS.share01 && effect - b.hits / b.count >= LOT_STEPS.difference01,
    n: { a: a.count, b: b.count },
    values: { after_loss: effect, after_win: b.hits / b.count, ups: a.hits },
    about: worstOf(window, ups.loss),
  };
};

/** The median lot of its symbol in the window. */
function usualLot({ deals }: Window, i: number): number {
  const symbol = deals[i]?.symbol;
  return median(
    deals.flatMap((deal) => (deal.symbol === symbol && deal.lot > 0 ? [deal.lot] : [])),
  );
}

const REVENGE_ID = "balas_dendam";

/** Sooner than the own median pause *and* larger, after a loss against after a win (Fisher). */
export const revengeRate: HabitTest = (window) => {
  const { gap, rel } = window;
  const known = (i: number) => !Number.isNaN((gap[i] ?? Number.NaN) + (rel[i] ?? Number.NaN));
  const losses = afterResult(window, -1, known);
  const wins = afterResult(window, 1, known);
  const few = tooLittle(
    REVENGE_ID,
    missingTimes(window),
    Math.min(losses.length, wins.length),
    REVENGE_RATE.group,
  );
  if (few !== null) return few;
  const own = median(Array.from(gap).filter((_, i) => known(i)));
  const isEvent = (i: number) => (gap[i] ?? 0) <= own && (rel[i] ?? 0) >= Math.log(BIGGER);
  const hits = losses.filter(isEvent);
  const a = { hits: hits.length, count: losses.length };
  const b = { hits: wins.filter(isEvent).length, count: wins.length };
  const effect = a.hits / a.count - b.hits / b.count;
  const p = fisherGreater(a, b) ?? 1;
  return {
    id: REVENGE_ID,
    p,
    confirm: () => byBlocks(window, p, losses, wins, isEvent),
    effect,
    met: a.hits >= REVENGE_RATE.events && effect >= REVENGE_RATE.difference01 && sizeGuard(window),
    n: { a: a.count, b: b.count },
    values: { after_loss: a.hits / a.count, after_win: b.hits / b.count, events: a.hits, gap: own },
    about: worstOf(window, hits),
  };
};
