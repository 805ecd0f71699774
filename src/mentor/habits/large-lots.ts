import { spearmanLess } from "../../stats/spearman.ts";
import { type HabitTest, pick, tooLittle, worstOf } from "./habit.ts";

const ID = "lot_besar_hasil_buruk";
const MIN_TRADES = 25;
/** A few sizes are groups, no order. */
const MIN_SIZES = 5;
const MAX_RHO = -0.2;

/** H3: the larger the lot, the worse the result in R (Spearman, one-sided). */
export const largeLots: HabitTest = (window) => {
  const known = window.deals.flatMap((deal, i) => {
    // An R guessed from the lot depends on the lot by itself.
    const isScaled = window.imputed[i] === 0 || deal.riskPercent > 0;
    const sum = (window.rel[i] ?? Number.NaN) + (window.r[i] ?? Number.NaN);
    return isScaled && !Number.isNaN(sum) ? [i] : [];
  });
  const sizes = pick(window.rel, known);
  const few =
    tooLittle(ID, "lot", known.length, MIN_TRADES) ??
    tooLittle(ID, "lot", new Set(sizes).size, MIN_SIZES);
  if (few !== null) return few;
  const test = spearmanLess(sizes, pick(window.r, known));
  if (test === null) return { id: ID, reason: "lot", have: 0, need: 1 };
  const large = known.filter((i) => (window.rel[i] ?? 0) > Math.log(1.25));
  return {
    id: ID,
    p: test.p,
    effect: test.rho,
    met: test.rho <= MAX_RHO,
    n: { a: large.length, b: known.length - large.length },
    values: { rho: test.rho },
    about: worstOf(window, large),
  };
};
