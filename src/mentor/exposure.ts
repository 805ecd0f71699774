import { groupBy } from "../base/groups.ts";
import { MINUTE_MS } from "../base/time.ts";
import type { Trade } from "../model.ts";
import { allByHand, closingsOf, exitBefore } from "./decisions.ts";
import { ruleOf } from "./rules/rule.ts";
import { MIN_BASE, OPEN_LIMITS, PAUSE, SWING, TOLERANCE, WINDOW } from "./thresholds.ts";
import { clamp, hasStop, instant, isByHand, knownRisk, quantileOrNull } from "./trade.ts";
import type { DayHistory } from "./types.ts";

/** A trade at its entry, and the positions that were open then. */
interface Opening {
  trade: Trade;
  /** Epoch ms. */
  at: number;
  /** Opened before it and still open; a second order of the same instant is not among them. */
  others: readonly Trade[];
  /** All that was open once it was: it, `others` and orders of the same instant before it. */
  open: readonly Trade[];
  /** Risk in percent of what was open, of those positions whose risk has a number. */
  percent: number;
  /** Every open position's risk has one. */
  isWhole: boolean;
}

/** Every position with both times, in order of entry; the same one written twice is one. */
function openings(trades: readonly Trade[]): Opening[] {
  const distinct = new Map<string, Trade>();
  for (const trade of trades) distinct.set(identity(trade), trade);
  const positions = [...distinct.values()].flatMap((trade) => {
    const [entry, exit] = [instant(trade.entry_time), instant(trade.exit_time)];
    return entry === null || exit === null ? [] : [{ trade, entry, exit }];
  });
  positions.sort((a, b) => a.entry - b.entry || a.trade.id - b.trade.id);
  let still: typeof positions = [];
  return positions.map((position) => {
    still = still.filter((other) => other.exit > position.entry);
    const others = still.filter((other) => other.entry < position.entry);
    still.push(position);
    const open = still.map((one) => one.trade);
    const risks = open.map(openRiskOf);
    return {
      trade: position.trade,
      at: position.entry,
      others: others.map((one) => one.trade),
      open,
      percent: risks.reduce<number>((sum, risk) => sum + (risk ?? 0), 0),
      isWhole: !risks.includes(null),
    };
  });
}

/**
 * For each trade 1, or 0 when it was added to an open loser (a worse price, same symbol and side)
 * or the risk open with it was above three limits; null where that cannot be told: by its times or
 * those of a position that may have been open, by the risk of one that was, or by the side or price
 * of one in the same symbol.
 */
export function exposureOf(
  trades: readonly Trade[],
  limitPercent: number,
): Map<Trade, number | null> {
  const answers = new Map<string, number | null>();
  const mayBeOpen = untimed(trades);
  for (const opening of openings(trades)) {
    const { trade, at, others, open, isWhole } = opening;
    const worse = others.map((other) => isWorse(trade, other));
    const isBroken = isTooMuch(opening, limitPercent) || worse.includes(true);
    const isKnown = (open.length === 1 || isWhole) && !worse.includes(null) && !mayBeOpen(at);
    answers.set(identity(trade), isBroken ? 0 : isKnown ? 1 : null);
  }
  return new Map(trades.map((trade) => [trade, answers.get(identity(trade)) ?? null]));
}

/** Tells whether a position of which one time or both are unknown may have been open at an instant. */
function untimed(trades: readonly Trade[]): (ms: number) => boolean {
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const trade of trades) {
    const [entry, exit] = [instant(trade.entry_time), instant(trade.exit_time)];
    if (exit === null) from = Math.min(from, entry ?? Number.NEGATIVE_INFINITY);
    else if (entry === null) until = Math.max(until, exit);
  }
  return (ms) => ms >= from || ms < until;
}

/** Entries that brought the risk open together above three limits, the highest first. */
export function overOpenLimit(trades: readonly Trade[], limitPercent: number): Opening[] {
  return openings(trades)
    .filter((opening) => isTooMuch(opening, limitPercent))
    .sort((a, b) => b.percent - a.percent || a.trade.id - b.trade.id);
}

/** Entries made while another position was open of which it is known whether they kept the limits. */
export function stackedEntries(trades: readonly Trade[], limitPercent: number): Trade[] {
  return openings(trades)
    .filter((one) => one.open.length > 1 && (one.isWhole || isTooMuch(one, limitPercent)))
    .map(({ trade }) => trade);
}

/** One position alone is a matter of the limit for a single trade. */
function isTooMuch({ open, percent }: Opening, limitPercent: number): boolean {
  return open.length > 1 && percent > OPEN_LIMITS * limitPercent + TOLERANCE;
}

/** What a position adds to the open risk; null: unknown, or without a stop, whatever was typed. */
function openRiskOf(trade: Trade): number | null {
  return hasStop(trade) === false ? null : knownRisk(trade);
}

/** Whether it was opened at a worse price than the other, same symbol and side; null: not to tell. */
export function isWorse(trade: Trade, other: Trade): boolean | null {
  if (trade.symbol !== other.symbol) return false;
  if (trade.side === null || other.side === null) return null;
  if (trade.side !== other.side) return false;
  const [price, before] = [trade.entry_price, other.entry_price];
  if (price === null || before === null) return null;
  return trade.side === "buy" ? price < before : price > before;
}

function identity(trade: Trade): string {
  const { symbol, side, lot_size, entry_time, exit_time, entry_price, profit_loss, ticket } = trade;
  return [symbol, side, lot_size, entry_time, exit_time, entry_price, profit_loss, ticket].join();
}

/**
 * Looks that one report rests on: the last due, those that decide whether a finding still holds, and
 * those before, which tell since when it does. Eight are all of the first 300 trades.
 */
const LOOKS = 8;
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
  const count = handBefore + trades.filter(isByHand).length;
  return count > handBefore && (lastMilestone(count) ?? 0) > handBefore;
}

/** The next number of trades at which there will be a look. */
export function nextMilestone(count: number): number {
  if (count >= WINDOW) return (Math.floor(count / STEP) + 1) * STEP;
  return FIRST.find((m) => m > count) ?? WINDOW;
}

/** The last milestones due, the newest first: at most eight. */
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

/** The pause after a loss that the trader set: a rule, else a promise; null: none. */
export function ownPause({ rules, promises }: Pick<DayHistory, "rules" | "promises">) {
  const rule = ruleOf(rules, "pause-after-loss");
  if (rule !== undefined) return rule.params.minutes;
  const promised = promises.map(({ action }) => Number(action.params.minutes ?? Number.NaN));
  return promised.find((minutes) => minutes > 0) ?? null;
}

/** Positions are held for days, so that a pause of minutes is none. */
export function isSwing(history: Pick<DayHistory, "earlier" | "trades">): boolean {
  const trades = allByHand(history).slice(-PAUSE.recent);
  const held = trades.flatMap(({ entry_time, exit_time }) => {
    const hours =
      ((instant(exit_time) ?? Number.NaN) - (instant(entry_time) ?? Number.NaN)) / (60 * MINUTE_MS);
    return Number.isNaN(hours) ? [] : [hours];
  });
  return held.length >= MIN_BASE && (quantileOrNull(held, 0.5) ?? 0) >= SWING.hours;
}

/**
 * The pause after a loss that the trader set, else one that is kept already on good days, in
 * minutes: the first quartile of the pauses after a win, held between 15 and 60, rounded up to 5.
 * 15 where there was none.
 */
export function pauseMinutes(history: DayHistory): number {
  const own = ownPause(history);
  if (own !== null) return own;
  const trades = allByHand(history).slice(-PAUSE.recent);
  const sessions = groupBy(trades, (trade) => trade.session_id);
  const gaps = [...sessions.values()].flatMap(pausesAfterWins);
  const { least, most, step } = PAUSE;
  return Math.ceil(clamp(quantileOrNull(gaps, 0.25) ?? least, least, most) / step) * step;
}

/** Minutes from the last close to the entry, for entries of a session whose last close was a win. */
function pausesAfterWins(session: readonly Trade[]): number[] {
  const exits = closingsOf(session);
  return session.flatMap((trade) => {
    const entry = instant(trade.entry_time);
    if (entry === null) return [];
    const last = exitBefore(exits, entry, trade);
    return last !== undefined && last.outcome > 0 ? [(entry - last.at) / MINUTE_MS] : [];
  });
}
