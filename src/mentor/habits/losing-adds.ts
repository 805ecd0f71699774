import { binomialGreater } from "../../stats/binomial.ts";
import { type HabitTest, tooLittle, worstOf } from "./habit.ts";

const ID = "rata_rugi";
const MIN_ADDS = 6;
const MIN_SHARE = 0.75;

/** P6: adds to an open position of the same symbol and side, at a worse price or a better one. */
export const losingAdds: HabitTest = (window) => {
  const adds = (sign: number) => window.deals.flatMap((deal, i) => (deal.add === sign ? [i] : []));
  const [adverse, favourable] = [adds(1), adds(-1)];
  const count = adverse.length + favourable.length;
  const few = tooLittle(ID, "tambahan", count, MIN_ADDS);
  if (few !== null) return few;
  const effect = adverse.length / count;
  return {
    id: ID,
    p: binomialGreater(adverse.length, count, 0.5) ?? 1,
    effect,
    met: effect >= MIN_SHARE,
    n: { a: adverse.length, b: favourable.length },
    values: { adverse: adverse.length, favourable: favourable.length },
    about: worstOf(window, adverse),
  };
};
