import { mannKendall } from "../stats/trend.ts";

/** After this many sessions a score weighs half. */
const HALF_LIFE = 10;
const TREND_SESSIONS = 20;
const TREND_MINIMUM = 10;
const TREND_EVERY = 5;
const TREND_P = 0.01;

/** The discipline line: where it stands and whether it can be said to move. */
export interface Discipline {
  /** 0 to 100; null without a session. */
  value: number | null;
  sessions: number;
  trend: "membaik" | "menurun" | "belum terlihat";
}

/**
 * 10 x the exponentially weighted mean of session scores (oldest first, sessions without trades
 * left out), half-life 10 sessions. A trend is told only from 10 sessions, looked at every fifth,
 * when the exact Mann-Kendall p over the last 20 is below 1 %. Money has no part in it.
 */
export function discipline(scores: readonly number[]): Discipline {
  let [sum, weights] = [0, 0];
  [...scores].reverse().forEach((score, back) => {
    const weight = 0.5 ** (back / HALF_LIFE);
    sum += weight * score;
    weights += weight;
  });
  const value = weights === 0 ? null : (10 * sum) / weights;
  return { value, sessions: scores.length, trend: trendOf(scores) };
}

function trendOf(scores: readonly number[]): Discipline["trend"] {
  const looked = scores.slice(0, scores.length - (scores.length % TREND_EVERY));
  if (looked.length < TREND_MINIMUM) return "belum terlihat";
  const test = mannKendall(looked.slice(-TREND_SESSIONS));
  if (test === null || test.p >= TREND_P) return "belum terlihat";
  return test.s > 0 ? "membaik" : "menurun";
}
