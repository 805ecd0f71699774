import { binomialGreater } from "../../stats/binomial.ts";
import { quantileOfSorted, sorted } from "../../stats/moments.ts";
import type { Window } from "../window.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const ID = "potong_untung";
const MIN_EXITS = 10;
const MIN_SHARE = 0.8;
/** Of unbiased exits by hand near zero up to 62 % are small wins: the stop is nearer. */
const NULL_SHARE = 0.65;
const SMALL = 0.1;
const HALF = 0.5;
/** A win beyond this share of the trader's full wins may be a target that was reached. */
const SHORT_OF_FULL = 0.6;

/** P8: exits by hand between 0.1 and 0.5 R: small wins against small losses (binomial). */
export const cutWinners: HabitTest = (window) => {
  const half = halfWay(window);
  const near = (low: number, high: number) =>
    window.deals.flatMap((deal, i) => {
      const r = window.r[i] ?? Number.NaN;
      // Neither the stop nor a target is that near, so an exit not known to be theirs was by hand.
      const byHand = deal.exit === "manual" || deal.exit === "unknown";
      return byHand && r > low && r < high ? [i] : [];
    });
  const [up, down] = [near(SMALL, half), near(-half, -SMALL)];
  const count = up.length + down.length;
  const few = tooLittle(ID, "exit", count, MIN_EXITS);
  if (few !== null) return few;
  const effect = up.length / count;
  return {
    id: ID,
    p: binomialGreater(up.length, count, NULL_SHARE) ?? 1,
    effect,
    met: effect >= MIN_SHARE,
    n: { a: up.length, b: down.length },
    values: { up: up.length, down: down.length },
    about: worstOf(window, up),
  };
};

/**
 * Up to where an exit is nowhere near a stop or a target: half an R. Where R itself rests on the
 * usual loss, a near target could fall below that, so full wins must be clearly farther.
 */
function halfWay(window: Window): number {
  if (window.imputed.includes(0)) return HALF;
  const wins = Array.from(window.r).filter((r) => r > SMALL);
  return Math.min(HALF, SHORT_OF_FULL * quantileOfSorted(sorted(wins), 0.9));
}
