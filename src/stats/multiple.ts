/**
 * Benjamini & Hochberg 1995: which of the hypotheses survive at false discovery rate `q`, in the
 * order given. Rejected are all p up to the largest with p(i) <= i q / m.
 */
export function benjaminiHochberg(pValues: readonly number[], q: number): boolean[] {
  const ascending = [...pValues].sort((a, b) => a - b);
  const limit = ascending.reduce(
    (kept, p, i) => (p <= ((i + 1) * q) / ascending.length ? p : kept),
    Number.NEGATIVE_INFINITY,
  );
  return pValues.map((p) => p <= limit);
}

/**
 * The smallest false discovery rate at which each hypothesis would be rejected, in the order given:
 * min over j >= i of p(j) m / j, at most 1.
 */
export function falseDiscoveryRates(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((a, b) => (pValues[b] ?? 0) - (pValues[a] ?? 0));
  const rates = new Array<number>(pValues.length).fill(1);
  let least = 1;
  order.forEach((i, k) => {
    least = Math.min(least, ((pValues[i] ?? 1) * pValues.length) / (pValues.length - k));
    rates[i] = least;
  });
  return rates;
}

/** Bonferroni for two looks at one question: the smaller p doubled, at most 1. */
export function twiceTheSmaller(a: number, b: number): number {
  return Math.min(1, 2 * Math.min(a, b));
}
