import type { DayHistory } from "./types.ts";

/** A look sees at most this many trades, so that a finding fades once the trader has changed. */
export const WINDOW = 200;
/** Looks kept for one report: the newest, and what decides whether a finding still holds. */
const LOOKS = 4;
const FIRST = [30, 50, 75, 100, 150, 200];
const STEP = 50;

/**
 * The number of trades by hand at which habits are looked for: 30, 50, 75, 100, 150, 200, then
 * every 50. A daily test would find something in noise sooner or later. Null below the first.
 */
export function lastMilestone(count: number): number | null {
  if (count >= WINDOW) return Math.floor(count / STEP) * STEP;
  return FIRST.findLast((m) => m <= count) ?? null;
}

/** Whether this day's trades by hand reach the number at which there is a look. */
export function isLookDay({ handBefore, trades }: Pick<DayHistory, "handBefore" | "trades">) {
  const count = handBefore + trades.filter((trade) => trade.bot_id === null).length;
  return count > handBefore && (lastMilestone(count) ?? 0) > handBefore;
}

/** The next number of trades at which there will be a look. */
export function nextMilestone(count: number): number {
  if (count >= WINDOW) return (Math.floor(count / STEP) + 1) * STEP;
  return FIRST.find((m) => m > count) ?? WINDOW;
}

/** The last milestones due, the newest first: at most four. */
export function milestones(count: number): number[] {
  const found: number[] = [];
  for (let m = lastMilestone(count); m !== null && found.length < LOOKS; ) {
    found.push(m);
    m = lastMilestone(m - 1);
  }
  return found;
}

/** How many trades, counted back from the newest, the looks of a report rest on at most. */
export const LOOK_TRADES = STEP - 1 + (LOOKS - 1) * STEP + WINDOW;
