/** Runs of amounts of one sign; a zero ends a run and belongs to none. */
export type Streaks = {
  /** Longest run, 0 when there is none. MT5 `Maximum consecutive wins/losses`. */
  readonly longest: number;
  /** Sum of the amounts of the first longest run; 0 when there is none. */
  readonly longestAmount: number;
  /** Mean length of the runs; null when there is none. */
  readonly averageLength: number | null;
  /** Largest absolute sum of a run, signed. MT5 `Maximal consecutive profit/loss`. */
  readonly extremeAmount: number;
  /** Length of the run with that sum. */
  readonly extremeLength: number;
  /** Length of the run the list ends with, 0 when it ends with another sign. */
  readonly current: number;
};

/** Streaks of the amounts above zero (`sign` 1) or below zero (`sign` -1), in the given order. */
export function streaks(amounts: readonly number[], sign: 1 | -1): Streaks {
  const runs: { length: number; amount: number }[] = [];
  let open: { length: number; amount: number } | null = null;
  for (const amount of amounts) {
    if (Math.sign(amount) !== sign) {
      open = null;
      continue;
    }
    if (open === null) {
      open = { length: 0, amount: 0 };
      runs.push(open);
    }
    open.length++;
    open.amount += amount;
  }
  const none = { length: 0, amount: 0 };
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), none);
  const extreme = runs.reduce((best, run) => {
    return Math.abs(run.amount) > Math.abs(best.amount) ? run : best;
  }, none);
  const members = runs.reduce((total, run) => total + run.length, 0);
  return {
    longest: longest.length,
    longestAmount: longest.amount,
    averageLength: runs.length === 0 ? null : members / runs.length,
    extremeAmount: extreme.amount,
    extremeLength: extreme.length,
    current: open?.length ?? 0,
  };
}

/**
 * P(at least `length` in a row within `count` independent trials), each with probability `p`.
 * Recursion over the trial at which the first such run is complete:
 * P(i) = P(i-1) + (1-p) p^k (1 - P(i-k-1)), P(k) = p^k. Only sums of positive terms, so small
 * probabilities keep their digits. 1 for length <= 0; null unless 0 <= p <= 1.
 */
export function longRunProbability(count: number, p: number, length: number): number | null {
  if (!(p >= 0 && p <= 1)) return null;
  if (length <= 0) return 1;
  if (length > count) return 0;
  const complete = p ** length;
  const reached = new Float64Array(count + 1);
  reached[length] = complete;
  for (let i = length + 1; i <= count; i++) {
    const free = 1 - (reached[i - length - 1] ?? 0);
    reached[i] = (reached[i - 1] ?? 0) + (1 - p) * complete * free;
  }
  return Math.min(1, reached[count] ?? 0);
}

/**
 * Expected longest run in `count` independent trials of probability `p`: the exact
 * sum over k of P(longest >= k) (Schilling 1990 gives the approximation
 * log(n(1-p)) / log(1/p) + 0.5772 / log(1/p) - 1/2). Null unless 0 <= p <= 1.
 */
export function expectedLongestRun(count: number, p: number): number | null {
  if (!(p >= 0 && p <= 1)) return null;
  let expected = 0;
  for (let length = 1; length <= count; length++) {
    const term = longRunProbability(count, p, length) ?? 0;
    expected += term;
    // The terms fall at least as fast as count * p^k: the rest is below the last digit.
    if (p < 1 && term < (1 - p) * 1e-17) break;
  }
  return expected;
}
