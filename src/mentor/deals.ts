import { weekday } from "../base/dates.ts";
import { dayOf, localParts } from "../base/time.ts";
import type { KnownValue, Trade } from "../model.ts";
import { knownLot, type PointValues, pointValues } from "../trade/point-value.ts";
import { asDecisions } from "./decisions.ts";
import type { PlanUse } from "./planned/types.ts";
import { type KnownPlans, planUse } from "./planned/use.ts";
import {
  type ExitBy,
  exitOf,
  hasStop,
  instant,
  knownRisk,
  plannedRr,
  riskMoneyOf,
} from "./trade.ts";
import type { SessionContext } from "./types.ts";

/** The size, risk and result of a trade in plain numbers: what R is made of. NaN: unknown. */
export interface Measures {
  symbol: string;
  lot: number;
  /** Risk in percent of the balance. */
  riskPercent: number;
  /** The planned loss in money: what one R is. */
  riskMoney: number;
  /** When its day began; null or left out: unknown. */
  balance?: number | null;
  /** Net result in money. */
  pl: number;
  /** The trader's band of break-even, in money; left out: none. */
  evenWithin?: number | undefined;
}

/**
 * A decision by hand as the detectors of habits and outcomes see it: what was chosen and what came
 * of it, in plain numbers. NaN is "unknown" (an array of them stays a Float64Array).
 */
export interface Deal extends Measures, Partial<PlanUse> {
  id: number;
  /** The same for all that ended on one day. */
  session: number;
  /** Epoch milliseconds, or NaN. */
  entryMs: number;
  exitMs: number;
  /** 1 buy, -1 sell, 0 unknown. */
  side: number;
  hasStop: boolean | null;
  /** Distance of the target over the distance of the stop. */
  plannedRr: number;
  exit: ExitBy;
  /** An entry while an earlier position of the symbol and side was open: 1 at a worse price. */
  add: -1 | 0 | 1;
  strategy: string | null;
  /** The session's mood, only where it was noted before its first entry. */
  mood: string | null;
  condition: string | null;
  /** Hour of the entry in the profile's zone, 0 to 23, or -1. */
  hour: number;
  /** Weekday of the session, 0 Sunday to 6. */
  weekday: number;
  /** It ended on a later trading day than that of its entry. */
  isCarried: boolean;
}

/** Trades in their order; `slice` are the decisions among some of them. A list of decisions is one. */
export type Trades = Pick<readonly Deal[], "length" | "slice">;

type Known = [
  contexts: ReadonlyMap<number, SessionContext>,
  zone: string,
  more?: { points?: KnownValue | undefined; plans?: KnownPlans | null; dayStart: number },
];

/** Trades by hand, in order of session, entry and id; each slice is seen by itself (see `dealsOf`). */
export function tradesWith(trades: readonly Trade[], ...known: Known): Trades {
  const { length } = trades;
  return { length, slice: (from, to) => dealsOf(trades.slice(from, to), ...known) };
}

/**
 * The decisions among trades by hand, in order of session, entry and id, as the detectors see them.
 * `contexts` holds what is known of each session; a trade of a session without one has no mood,
 * condition, balance. Without `plans` nothing is known of them. A trading day begins `dayStart` minutes
 * after midnight; left out: at midnight.
 */
export function dealsOf(trades: readonly Trade[], ...known: Known): Deal[] {
  const decisions = asDecisions(trades);
  const values = pointValues(decisions, known[2]?.points);
  const deals = decisions.map((one) => dealOf(one, values, known));
  markAdds(deals, decisions);
  return deals;
}

/** What is known of a trade's size, risk and result, by the balance when its day began. */
export function measuresOf(trade: Trade, values: PointValues, balance: number | null): Measures {
  const riskMoney = riskMoneyOf(trade, values, balance);
  const percent = balance !== null && balance > 0 ? (100 * riskMoney) / balance : Number.NaN;
  return {
    symbol: trade.symbol,
    lot: knownLot(trade) ?? Number.NaN,
    riskPercent: knownRisk(trade) ?? percent,
    riskMoney,
    balance,
    pl: trade.profit_loss,
    evenWithin: trade.even_within,
  };
}

function dealOf(trade: Trade, values: PointValues, [contexts, zone, more]: Known): Deal {
  const context = contexts.get(trade.session_id);
  const entryMs = instant(trade.entry_time) ?? Number.NaN;
  return {
    ...measuresOf(trade, values, context?.balance ?? null),
    id: trade.id,
    session: trade.session_id,
    entryMs,
    exitMs: instant(trade.exit_time) ?? Number.NaN,
    side: trade.side === null ? 0 : trade.side === "buy" ? 1 : -1,
    hasStop: hasStop(trade),
    plannedRr: plannedRr(trade),
    exit: exitOf(trade),
    add: 0,
    strategy: trade.strategy_used === "" ? null : trade.strategy_used,
    mood: context?.moodBefore ?? null,
    condition: context?.condition ?? null,
    hour: Number.isNaN(entryMs) ? -1 : localParts(entryMs, zone).hour,
    weekday: weekday(trade.session_date) % 7,
    isCarried:
      !Number.isNaN(entryMs) && dayOf(entryMs, zone, more?.dayStart ?? 0) < trade.session_date,
    ...(more?.plans == null ? {} : planUse(trade, more.plans)),
  };
}

/** Marks entries made while the latest position of the same symbol and side was still open. */
function markAdds(deals: readonly Deal[], trades: readonly Trade[]): void {
  const open = new Map<string, number[]>();
  deals.forEach((deal, i) => {
    const price = trades[i]?.entry_price ?? null;
    if (deal.side === 0 || price === null || !(deal.exitMs >= deal.entryMs)) return;
    const key = `${deal.side} ${deal.symbol}`;
    const still = (open.get(key) ?? []).filter((j) => (deals[j]?.exitMs ?? 0) > deal.entryMs);
    // A second order of the same instant is one decision, no add.
    const to = still.findLast((j) => (deals[j]?.entryMs ?? 0) < deal.entryMs);
    const before = to === undefined ? null : (trades[to]?.entry_price ?? null);
    if (before !== null && before !== price) {
      deal.add = deal.side * (before - price) > 0 ? 1 : -1;
    }
    still.push(i);
    open.set(key, still);
  });
}
