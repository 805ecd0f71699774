import { addTo } from "../base/groups.ts";
import { type Currency, minorReader } from "../base/money.ts";
import { BASE_WINDOW } from "../mentor/thresholds.ts";
import { medianOrNull } from "../mentor/trade.ts";
import type { LedgerCore } from "../model.ts";
import { normalTail, studentQuantile } from "../stats/distributions.ts";
import { quantileOfSorted, sorted } from "../stats/moments.ts";
import type { Random } from "../stats/permutation.ts";
import { splitMix64 } from "../stats/permutation.ts";
import { knowsPlans, type Multiples } from "./multiples.ts";

/*
 * What may come of the next trades, if they are like those that were: whole days of the trader's own R
 * are drawn, one after the other, and traded at a fixed share of the balance.
 */

/** What is asked of the trades to come; shares are fractions of 1. */
export interface OddsAsked {
  /** How many trades. */
  horizon: number;
  /** Share of the balance that a trade risks. */
  risk: number;
  /** Gain and loss, as shares of the balance at the start, of which one is to come first. */
  target: number;
  maxLoss: number;
  /** The loss is counted from the highest balance at the end of a day. */
  isTrailing: boolean;
  /** Loss within a day, as a share of the balance at the start; null: no such limit. */
  dailyLoss: number | null;
  /** So much of the balance lost is ruin. */
  ruin: number;
  /** Losses in a row. */
  streak: number;
}

/** How likely something is, and between what that may lie, as uncertain as the R are themselves (95 %). */
export interface Likely {
  p: number;
  low: number;
  high: number;
}

export interface Odds {
  target: Likely;
  ruin: Likely;
  /** Ruin with half the risk. */
  ruinAtHalf: Likely;
  streak: Likely;
  /** Largest fall from a high, as a share of that high. */
  drawdown: { median: number; p95: number };
  /** Results as shares of the balance at the start, one a path, ascending. */
  results: Float64Array;
}

/** What is drawn from: the R of each day with trades, in their order. */
export interface Sample {
  days: readonly (readonly number[])[];
  n: number;
  /** Mean R; null: none is known. */
  mean: number | null;
  /** The risk of enough trades is known to speak of R at all. */
  isKnown: boolean;
  /** Trades for which the usual risk stands. */
  imputed: number;
}

/** The R of a ledger's trades by day; those that have none are left out. */
export function samplesOf(ledger: LedgerCore, { r, known, imputed }: Multiples): Sample {
  const days = new Map<number, number[]>();
  let [n, sum, guessed] = [0, 0, 0];
  for (let row = 0; row < ledger.n; row++) {
    const multiple = r[row] ?? Number.NaN;
    if (Number.isNaN(multiple)) continue;
    addTo(days, ledger.day[row] ?? 0, multiple);
    n++;
    sum += multiple;
    guessed += imputed[row] ?? 0;
  }
  const inOrder = [...days].sort(([a], [b]) => a - b).map(([, list]) => list);
  const isKnown = knowsPlans({ r, known });
  return { days: inOrder, n, mean: n === 0 ? null : sum / n, isKnown, imputed: guessed };
}

/**
 * What a trade usually risks of the balance: the median of the last (at most 20) of which it is known, as
 * a share of the balance when its day began. Null: of none.
 */
export function ownRisk(
  ledger: LedgerCore,
  { r, imputed }: Multiples,
  currency: Currency,
): number | null {
  const read = minorReader(currency);
  const shares: number[] = [];
  for (let row = ledger.n - 1; row >= 0 && shares.length < BASE_WINDOW; row--) {
    const balance = ledger.days[ledger.day[row] ?? 0]?.balance ?? 0;
    const planned = read(ledger.minor[row] ?? 0) / (r[row] ?? Number.NaN);
    if (imputed[row] !== 1 && planned > 0 && balance > 0) shares.push(planned / balance);
  }
  return medianOrNull(shares);
}

/** Fewest trades and days of which anything is said: of fewer days a bootstrap covers too little. */
export const ODDS_LEAST = { trades: 30, days: 20 } as const;

/** Paths for what is likely, and for the interval: as many again of each of so many other samples. */
const PATHS = 10_000;
const SAMPLES = 200;
const MOST_PATHS = 400;
const LEAST_PATHS = 100;
/** So many trades are made at most to find the intervals. */
const MOST_TRADES = 10_000_000;

/**
 * The odds of trades to come, from the R of trades by day (days without any are left out). Days are
 * drawn with replacement, and their trades come in their order: what hangs together within a day
 * stays together. The intervals are of a double bootstrap: the same odds from SAMPLES other samples of
 * as many days, each as likely as the one that came out. Null below ODDS_LEAST. The same input gives the
 * same odds.
 */
export function oddsOf(days: readonly (readonly number[])[], asked: OddsAsked): Odds | null {
  const traded = days.filter((day) => day.length > 0);
  const n = traded.reduce((sum, day) => sum + day.length, 0);
  if (n < ODDS_LEAST.trades || traded.length < ODDS_LEAST.days) return null;
  const random = splitMix64();
  const falls = new Float64Array(PATHS);
  const results = new Float64Array(PATHS);
  const found = walk(traded, asked, random, PATHS, (path, result, fall) => {
    results[path] = result;
    falls[path] = fall;
  });
  const paths = Math.max(
    LEAST_PATHS,
    Math.min(MOST_PATHS, Math.floor(MOST_TRADES / (SAMPLES * asked.horizon))),
  );
  const others: Shares[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const drawn = traded.map(() => traded[random.below(traded.length)] ?? []);
    others.push(walk(drawn, asked, random, paths, () => {}));
  }
  const tail = tailOf(traded.length);
  const likely = (of: keyof Shares): Likely => {
    const all = sorted(others.map((other) => other[of]));
    const p = found[of];
    return {
      p,
      low: Math.min(p, quantileOfSorted(all, tail)),
      high: Math.max(p, quantileOfSorted(all, 1 - tail)),
    };
  };
  falls.sort();
  return {
    target: likely("target"),
    ruin: likely("ruin"),
    ruinAtHalf: likely("ruinAtHalf"),
    streak: likely("streak"),
    drawdown: { median: quantileOfSorted(falls, 0.5), p95: quantileOfSorted(falls, 0.95) },
    results: results.sort(),
  };
}

/**
 * What each tail of a 95 % interval leaves out of the bootstrap's own 100 %: samples of few days spread
 * less than what they came from, as the normal distribution does beside Student's (Hesterberg 2015).
 */
function tailOf(days: number): number {
  return normalTail(Math.sqrt(days / (days - 1)) * studentQuantile(0.975, days - 1));
}

type Shares = { target: number; ruin: number; ruinAtHalf: number; streak: number };

/** Goes so many paths; the shares of them on which each came to be. */
function walk(
  days: readonly (readonly number[])[],
  asked: OddsAsked,
  random: Random,
  paths: number,
  note: (path: number, result: number, fall: number) => void,
): Shares {
  const shares: Shares = { target: 0, ruin: 0, ruinAtHalf: 0, streak: 0 };
  for (let path = 0; path < paths; path++) {
    const came = onePath(days, asked, random);
    if (came.isReached) shares.target++;
    if (came.least <= 1 - asked.ruin + SLACK) shares.ruin++;
    if (came.leastAtHalf <= 1 - asked.ruin + SLACK) shares.ruinAtHalf++;
    if (came.longest >= asked.streak) shares.streak++;
    note(path, came.balance - 1, came.fall);
  }
  for (const name of Object.keys(shares) as (keyof Shares)[]) shares[name] /= paths;
  return shares;
}

/** Room for the last binary digits of a balance. */
const SLACK = 1e-9;

function onePath(days: readonly (readonly number[])[], asked: OddsAsked, random: Random) {
  const { horizon, risk, target, maxLoss, isTrailing, dailyLoss } = asked;
  let [balance, half, peak, fall, least, leastAtHalf] = [1, 1, 1, 0, 1, 1];
  let [run, longest, made] = [0, 0, 0];
  let mark = 1;
  let outcome: "open" | "reached" | "lost" = "open";
  while (made < horizon) {
    const day = days[random.below(days.length)] ?? [];
    const start = balance;
    for (let at = 0; at < day.length && made < horizon; at++, made++) {
      const r = day[at] ?? 0;
      balance *= Math.max(0, 1 + risk * r);
      half *= Math.max(0, 1 + (risk / 2) * r);
      run = r < 0 ? run + 1 : 0;
      if (run > longest) longest = run;
      if (balance < least) least = balance;
      if (half < leastAtHalf) leastAtHalf = half;
      if (balance > peak) peak = balance;
      else if (1 - balance / peak > fall) fall = 1 - balance / peak;
      if (outcome !== "open") continue;
      const isLost =
        balance <= mark - maxLoss + SLACK ||
        (dailyLoss !== null && balance <= start - dailyLoss + SLACK);
      if (isLost) outcome = "lost";
      else if (balance >= 1 + target - SLACK) outcome = "reached";
    }
    if (isTrailing && balance > mark) mark = balance;
  }
  return { balance, fall, least, leastAtHalf, longest, isReached: outcome === "reached" };
}
