import { fisherGreater } from "../../stats/fisher.ts";
import { twiceTheSmaller } from "../../stats/multiple.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const ID = "aturan_longgar";
const MIN_GROUP = 8;
const MIN_VIOLATIONS = 4;
const MIN_DIFFERENCE = 0.15;

/** P9: no stop after a loss, and after two, against the other trades (Fisher, twice the smaller). */
export const looseRules: HabitTest = (window) => {
  const known = window.deals.flatMap((deal, i) => (deal.hasStop === null ? [] : [i]));
  const broke = (i: number) => window.deals[i]?.hasStop === false;
  const violations = known.filter(broke).length;
  const against = (inGroup: (i: number) => boolean) => {
    const group = known.filter(inGroup);
    const rest = known.filter((i) => !inGroup(i));
    const a = { hits: group.filter(broke).length, count: group.length };
    const b = { hits: rest.filter(broke).length, count: rest.length };
    if (Math.min(a.count, b.count) < MIN_GROUP) return null;
    const effect = a.hits / a.count - b.hits / b.count;
    return { a, b, effect, p: fisherGreater(a, b) ?? 1, group };
  };
  const one = against((i) => window.after[i] === -1);
  const two = against((i) => (window.streak[i] ?? 0) >= 2);
  const few =
    tooLittle(ID, "pelanggaran", violations, MIN_VIOLATIONS) ??
    (one === null ? tooLittle(ID, "sl", known.length, 2 * known.length + MIN_GROUP) : null);
  if (few !== null || one === null) return few ?? { id: ID, reason: "sl", have: 0, need: 1 };
  const best = two !== null && two.p < one.p ? two : one;
  return {
    id: ID,
    p: twiceTheSmaller(one.p, two?.p ?? 1),
    effect: best.effect,
    met: best.effect >= MIN_DIFFERENCE,
    n: { a: best.a.count, b: best.b.count },
    values: {
      after: best.a.hits / best.a.count,
      rest: best.b.hits / best.b.count,
      losses: best === two ? 2 : 1,
      violations,
    },
    about: worstOf(window, best.group.filter(broke)),
  };
};
