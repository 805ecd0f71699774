import { probabilityBetween, unimodalProbabilities } from "./discrete.ts";

/** `hits` of `count` members of a group have a property. */
export type Share = { readonly hits: number; readonly count: number };

/** Relative slack in comparing probabilities of tables, as R's fisher.test. */
const SLACK = 1e-7;

/**
 * Fisher's exact test, one-sided: the probability, given the margins, of at least `a.hits` hits
 * in group a (the share in a is larger than in b). Null for an empty group or impossible counts.
 */
export function fisherGreater(a: Share, b: Share): number | null {
  const table = tableProbabilities(a, b);
  if (table === null) return null;
  return probabilityBetween(table.probabilities, table.observed, table.probabilities.length);
}

/**
 * Fisher's exact test, two-sided: the probability of all tables with these margins that are no
 * likelier than the observed one (R, scipy). Null as above.
 */
export function fisherTwoSided(a: Share, b: Share): number | null {
  const table = tableProbabilities(a, b);
  if (table === null) return null;
  const limit = (table.probabilities[table.observed] ?? 0) * (1 + SLACK);
  const total = table.probabilities.reduce((acc, p) => (p <= limit ? acc + p : acc), 0);
  return Math.min(1, total);
}

/** Hypergeometric distribution of the hits in a, from the fewest possible; index of ours. */
function tableProbabilities(
  a: Share,
  b: Share,
): { probabilities: Float64Array; observed: number } | null {
  if (!isShare(a) || !isShare(b)) return null;
  const hits = a.hits + b.hits;
  const fewest = Math.max(0, hits - b.count);
  const most = Math.min(hits, a.count);
  const probabilities = unimodalProbabilities(most - fewest + 1, (index) => {
    const k = fewest + index;
    return ((hits - k) * (a.count - k)) / ((k + 1) * (b.count - hits + k + 1));
  });
  return { probabilities, observed: a.hits - fewest };
}

function isShare({ hits, count }: Share): boolean {
  return count > 0 && hits >= 0 && hits <= count;
}
