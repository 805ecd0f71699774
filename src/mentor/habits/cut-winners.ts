import { binomialGreater } from "../../stats/binomial.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const ID = "potong_untung";
const MIN_EXITS = 10;
const MIN_SHARE = 0.8;
/** Of unbiased exits by hand near zero up to 62 % are small wins: the stop is nearer. */
const NULL_SHARE = 0.65;
const SMALL = 0.1;
const HALF = 0.5;

/** P8: exits by hand between 0.1 and 0.5 R: small wins against small losses (binomial). */
export const cutWinners: HabitTest = (window) => {
  const near = (low: number, high: number) =>
    window.deals.flatMap((deal, i) => {
      const r = window.r[i] ?? Number.NaN;
      // Neither the stop nor a target is that near; where the plan's R is exact, an exit not known
      // to be theirs was by hand.
      const isExact = window.imputed[i] === 0;
      const byHand = deal.exit === "manual" || (deal.exit === "unknown" && isExact);
      return byHand && r > low && r < high ? [i] : [];
    });
  const [up, down] = [near(SMALL, HALF), near(-HALF, -SMALL)];
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
