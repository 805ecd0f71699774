import { allFinite } from "./finite.ts";
import { midranks } from "./moments.ts";

/** Kendall's S of a series against time, with its exact two-sided p-value. */
export type Trend = { readonly s: number; readonly p: number };

/**
 * Mann-Kendall test for a monotone trend, exact also with ties: S = rising pairs - falling pairs;
 * p = min(1, 2 P(S at least as extreme)) over all orders of the same values. With group sizes t_j
 * the number of falling pairs has the q-multinomial n!_q / prod t_j!_q as generating function
 * (MacMahon), so the distribution is a product of Gaussian binomials, no sampling and no normal
 * approximation. Null for n < 2; p = 1 when all values are tied.
 */
export function mannKendall(values: readonly number[]): Trend | null {
  if (values.length < 2 || !allFinite(values)) return null;
  let rising = 0;
  let falling = 0;
  for (const [i, later] of values.entries()) {
    for (const earlier of values.slice(0, i)) {
      if (later > earlier) rising++;
      if (later < earlier) falling++;
    }
  }
  const inversions = inversionProbabilities(midranks(values).tieSizes);
  const fewer = Math.min(rising, falling);
  let tail = 0;
  for (let k = 0; k <= fewer; k++) tail += inversions[k] ?? 0;
  return { s: rising - falling, p: Math.min(1, 2 * tail) };
}

/** P(k falling pairs) of a random order of values with these group sizes. */
function inversionProbabilities(groupSizes: readonly number[]): Float64Array {
  let placed = 0;
  let probabilities: Float64Array = Float64Array.of(1);
  for (const size of groupSizes) {
    probabilities = convolve(probabilities, crossingProbabilities(placed, size));
    placed += size;
  }
  return probabilities;
}

/**
 * P(k crossings) when m equal low and n equal high values are mixed: the Gaussian binomial
 * [m+n choose n]_q over C(m+n, n), by the urn's last ball: it is a low one with probability
 * m/(m+n) and is then crossed by all n high ones.
 */
function crossingProbabilities(m: number, n: number): Float64Array {
  let previous: Float64Array[] = Array.from({ length: n + 1 }, () => Float64Array.of(1));
  for (let low = 1; low <= m; low++) {
    const row: Float64Array[] = [Float64Array.of(1)];
    for (let high = 1; high <= n; high++) {
      const mixed = new Float64Array(low * high + 1);
      const lastLow = low / (low + high);
      previous[high]?.forEach((p, k) => {
        mixed[k + high] = p * lastLow;
      });
      row[high - 1]?.forEach((p, k) => {
        mixed[k] = (mixed[k] ?? 0) + p * (1 - lastLow);
      });
      row.push(mixed);
    }
    previous = row;
  }
  return previous[n] ?? Float64Array.of(1);
}

function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const product = new Float64Array(a.length + b.length - 1);
  a.forEach((x, i) => {
    b.forEach((y, j) => {
      product[i + j] = (product[i + j] ?? 0) + x * y;
    });
  });
  return product;
}
