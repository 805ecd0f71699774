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
  const longest = { length: 0, amount: 0 };
  const extreme = { length: 0, amount: 0 };
  let [length, sum] = [0, 0];
  let [runs, members] = [0, 0];
  for (const amount of amounts) {
    if (Math.sign(amount) !== sign) {
      length = 0;
      continue;
    }
    if (length === 0) {
      sum = 0;
      runs++;
    }
    length++;
    members++;
    sum += amount;
    // A run only grows, in length and in its sum: its best is what it is at its end.
    if (length > longest.length) {
      longest.length = length;
      longest.amount = sum;
    }
    if (Math.abs(sum) > Math.abs(extreme.amount)) {
      extreme.length = length;
      extreme.amount = sum;
    }
  }
  return {
    longest: longest.length,
    longestAmount: longest.amount,
    averageLength: runs === 0 ? null : members / runs,
    extremeAmount: extreme.amount,
    extremeLength: extreme.length,
    current: length,
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

/** From so many expected ends of a run on, the approximation is off by 0.02 at most. */
const MANY_RUNS = 5_000;
const EULER = 0.5772156649015329;

/**
 * Expected longest run in `count` independent trials of probability `p`: the exact sum over k of
 * P(longest >= k); in long rows, where that would take a second, the approximation of Schilling
 * 1990, log(n(1-p)) / log(1/p) + 0.5772 / log(1/p) - 1/2. Null unless 0 <= p <= 1.
 */
export function expectedLongestRun(count: number, p: number): number | null {
  if (!(p >= 0 && p <= 1)) return null;
  const ends = count * (1 - p);
  if (p > 0 && ends > MANY_RUNS) return (Math.log(ends) + EULER) / -Math.log(p) - 0.5;
  let expected = 0;
  for (let length = 1; length <= count; length++) {
    const term = longRunProbability(count, p, length) ?? 0;
    expected += term;
    // The terms fall at least as fast as count * p^k: the rest is below the last digit.
    if (p < 1 && term < (1 - p) * 1e-17) break;
  }
  return expected;
}
