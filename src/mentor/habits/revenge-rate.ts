import { fisherGreater } from "../../stats/fisher.ts";
import { median } from "../../stats/moments.ts";
import { afterResult, type HabitTest, missingTimes, tooLittle, worstOf } from "./habit.ts";
import { sizeGuard } from "./lot-after-loss.ts";

const ID = "balas_dendam";
const MIN_GROUP = 8;
const MIN_EVENTS = 3;
const MIN_DIFFERENCE = 0.1;
const BIGGER = Math.log(1.2);

/** P4: sooner than the own median pause *and* larger, after a loss against after a win (Fisher). */
export const revengeRate: HabitTest = (window) => {
  const { gap, rel } = window;
  const known = (i: number) => !Number.isNaN((gap[i] ?? Number.NaN) + (rel[i] ?? Number.NaN));
  const losses = afterResult(window, -1, known);
  const wins = afterResult(window, 1, known);
  const few = tooLittle(ID, missingTimes(window), Math.min(losses.length, wins.length), MIN_GROUP);
  if (few !== null) return few;
  const own = median(Array.from(gap).filter((_, i) => known(i)));
  const isEvent = (i: number) => (gap[i] ?? 0) <= own && (rel[i] ?? 0) >= BIGGER;
  const hits = losses.filter(isEvent);
  const a = { hits: hits.length, count: losses.length };
  const b = { hits: wins.filter(isEvent).length, count: wins.length };
  const effect = a.hits / a.count - b.hits / b.count;
  return {
    id: ID,
    p: fisherGreater(a, b) ?? 1,
    effect,
    met: a.hits >= MIN_EVENTS && effect >= MIN_DIFFERENCE && sizeGuard(window),
    n: { a: a.count, b: b.count },
    values: { after_loss: a.hits / a.count, after_win: b.hits / b.count, events: a.hits, gap: own },
    about: worstOf(window, hits),
  };
};
