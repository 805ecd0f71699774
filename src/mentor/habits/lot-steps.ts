import { fisherGreater } from "../../stats/fisher.ts";
import type { Window } from "../window.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const ID = "martingale";
const MIN_GROUP = 8;
const STEP = 1.4;
const MIN_SHARE = 0.5;
const MIN_DIFFERENCE = 0.25;

/** P5: a lot >= 1.4 x that of the last closed trade of any session, after a loss against a win. */
export const lotSteps: HabitTest = (window) => {
  const groups = { loss: [] as number[], win: [] as number[] };
  const ups = { loss: [] as number[], win: [] as number[] };
  lastClosed(window).forEach((last, i) => {
    const ratio = (window.deals[i]?.lot ?? Number.NaN) / (window.deals[last]?.lot ?? Number.NaN);
    const label = window.label[last] ?? 0;
    if (last < 0 || Number.isNaN(ratio) || label === 0) return;
    const side = label < 0 ? "loss" : "win";
    groups[side].push(i);
    if (ratio >= STEP) ups[side].push(i);
  });
  const few = tooLittle(ID, "lot", Math.min(groups.loss.length, groups.win.length), MIN_GROUP);
  if (few !== null) return few;
  const a = { hits: ups.loss.length, count: groups.loss.length };
  const b = { hits: ups.win.length, count: groups.win.length };
  const effect = a.hits / a.count;
  return {
    id: ID,
    p: fisherGreater(a, b) ?? 1,
    effect,
    met: effect >= MIN_SHARE && effect - b.hits / b.count >= MIN_DIFFERENCE,
    n: { a: a.count, b: b.count },
    values: { after_loss: effect, after_win: b.hits / b.count, ups: a.hits },
    about: worstOf(window, ups.loss),
  };
};

/** For each trade the last one closed at its entry, in any session; -1: none. */
function lastClosed(window: Window): Int32Array {
  const { deals } = window;
  const last = new Int32Array(deals.length).fill(-1);
  if (!window.timed) return last.map((_, i) => i - 1);
  const order = deals.map((_, i) => i);
  order.sort((a, b) => (deals[a]?.exitMs ?? 0) - (deals[b]?.exitMs ?? 0) || a - b);
  deals.forEach((deal, i) => {
    for (let k = order.length - 1; k >= 0; k--) {
      const other = order[k] ?? -1;
      const exit = deals[other]?.exitMs ?? 0;
      if (exit < deal.entryMs || (exit === deal.entryMs && other < i)) {
        last[i] = other;
        break;
      }
    }
  });
  return last;
}
