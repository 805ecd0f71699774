import type { LedgerCore } from "../model-ledger.ts";

/** Ids of the `count` largest losses and gains, the largest first; only losses and gains. */
export function extremesOf(
  { n, minor, id }: LedgerCore,
  count: number,
): { worst: number[]; best: number[] } {
  const sorted = minor.slice(0, n).sort();
  // Only what is beyond the last that is wanted is put in order: a year holds 100,000 trades.
  const from = n < count ? 0 : (sorted[count - 1] ?? 0);
  const to = n < count ? 0 : (sorted[n - count] ?? 0);
  const [worst, best]: [number[], number[]] = [[], []];
  for (let row = 0; row < n; row++) {
    const result = minor[row] ?? 0;
    if (result < 0 && result <= from) worst.push(row);
    if (result > 0 && result >= to) best.push(row);
  }
  const ids = (rows: number[], sign: number) =>
    rows
      .sort((a, b) => sign * ((minor[a] ?? 0) - (minor[b] ?? 0)) || a - b)
      .slice(0, count)
      .map((row) => id[row] ?? 0);
  return { worst: ids(worst, 1), best: ids(best, -1) };
}
