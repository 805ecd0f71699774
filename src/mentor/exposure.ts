import type { Trade } from "../model.ts";
import { hasStop, instant, knownRisk } from "./facts.ts";

/** Open risk together above this many limits is too much (Elder's 6 %). */
export const OPEN_LIMITS = 3;
/** Room for the last binary digit of percentages that are added up. */
const TOLERANCE = 1e-9;

/** A trade at its entry, and the positions that were open then. */
interface Opening {
  trade: Trade;
  /** Opened before it and still open; a second order of the same instant is not among them. */
  others: readonly Trade[];
  /** All that was open once it was: it, `others` and orders of the same instant before it. */
  open: readonly Trade[];
  /** Risk in percent of all that was open; without a stop a position's risk has no number. */
  percent: number;
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
    const percent = open.reduce((sum, trade) => sum + openRisk(trade), 0);
    return { trade: position.trade, others: others.map((one) => one.trade), open, percent };
  });
}

/**
 * For each trade 1, or 0 when it was added to an open loser (a worse price, same symbol and side)
 * or the risk open with it was above three limits; null where its times are unknown.
 */
export function exposureOf(
  trades: readonly Trade[],
  limitPercent: number,
): Map<Trade, number | null> {
  const answers = new Map<string, number>();
  for (const opening of openings(trades)) {
    const toLoser = opening.others.some((other) => isWorse(opening.trade, other));
    answers.set(identity(opening.trade), isTooMuch(opening, limitPercent) || toLoser ? 0 : 1);
  }
  return new Map(trades.map((trade) => [trade, answers.get(identity(trade)) ?? null]));
}

/** Entries that brought the risk open together above three limits, the highest first. */
export function overOpenLimit(trades: readonly Trade[], limitPercent: number): Opening[] {
  return openings(trades)
    .filter((opening) => isTooMuch(opening, limitPercent))
    .sort((a, b) => b.percent - a.percent || a.trade.id - b.trade.id);
}

/** Entries made while another position was open, both with a known risk. */
export function stackedEntries(trades: readonly Trade[]): Trade[] {
  return openings(trades)
    .filter(({ open }) => open.filter((trade) => openRisk(trade) > 0).length > 1)
    .map(({ trade }) => trade);
}

/** One position alone is a matter of the limit for a single trade. */
function isTooMuch({ open, percent }: Opening, limitPercent: number): boolean {
  return open.length > 1 && percent > OPEN_LIMITS * limitPercent + TOLERANCE;
}

/** What a position adds to the open risk; without a stop that has no number, whatever was typed. */
function openRisk(trade: Trade): number {
  return hasStop(trade) === false ? 0 : (knownRisk(trade) ?? 0);
}

function isWorse(trade: Trade, other: Trade): boolean {
  if (trade.symbol !== other.symbol || trade.side === null || trade.side !== other.side) {
    return false;
  }
  const [price, before] = [trade.entry_price, other.entry_price];
  if (price === null || before === null) return false;
  return trade.side === "buy" ? price < before : price > before;
}

function identity(trade: Trade): string {
  const { symbol, side, lot_size, entry_time, exit_time, entry_price, profit_loss, ticket } = trade;
  return [symbol, side, lot_size, entry_time, exit_time, entry_price, profit_loss, ticket].join();
}
