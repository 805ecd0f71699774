import { dictionary } from "../base/dictionary.ts";
import { addMoney, type Currency, currencyOf } from "../base/money.ts";
import { parseUtc } from "../base/time.ts";
import type { Plan, Trade } from "../model.ts";
import { median, quantileOfSorted, sorted } from "../stats/moments.ts";
import {
  knownLot,
  type Planned,
  type PointValues,
  resultBeforeCosts,
  stopDistance,
} from "../trade/point-value.ts";
import { BASE_WINDOW, BURST, PLANNED_R } from "./thresholds.ts";
import type { DayHistory, MentorSettings } from "./types.ts";

/** The middle value, the mean of the two middle ones where their number is even. Empty: null. */
export function medianOrNull(values: readonly number[]): number | null {
  return quantileOrNull(values, 0.5);
}

/** The value below which the fraction `p01` of the values lies (type 7, see stats). Empty: null. */
export function quantileOrNull(values: readonly number[], p01: number): number | null {
  return values.length === 0 ? null : quantileOfSorted(sorted(values), p01);
}

/** What was usual of each kind up to here: the median of its last <= 20 values, and how many they are. */
export class Usual {
  readonly #kinds = new Map<string, number[]>();

  of(kind = ""): { median: number | null; count: number } {
    const values = this.#kinds.get(kind) ?? [];
    return { median: medianOrNull(values), count: values.length };
  }

  /** A value that is unknown (null, not above 0) changes nothing. */
  add(value: number | null, kind = ""): void {
    if (value === null || !(value > 0)) return;
    const values = this.#kinds.get(kind) ?? [];
    if (values.push(value) > BASE_WINDOW) values.shift();
    this.#kinds.set(kind, values);
  }
}

/** From how many trades on a day bursts, where the median is `usual`. */
export function burstFrom(usual: number): number {
  return Math.max(BURST.times * usual, usual + BURST.more);
}

/** The value cut down to the range from `low` to `high`. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/**
 * The result in units of the planned loss, from price distances alone: (exit - entry) over
 * (entry - stop), which has the same form for buy and sell. -1 is a loss exactly at the stop. Null
 * where a price or the side is unknown, or the stop was not on the losing side of the entry.
 */
export function priceR(trade: Trade): number | null {
  const { side, entry_price: entry, exit_price: exit } = trade;
  const distance = stopDistance(trade);
  if (entry === null || exit === null || Number.isNaN(distance)) return null;
  return (side === "buy" ? exit - entry : entry - exit) / distance;
}

/**
 * The result in units of the planned loss: by price distances, else by the risk in percent of the
 * balance, before costs. Null without a stop, or where neither is known.
 */
export function plannedR(trade: Trade, balance: number | null): number | null {
  const byPrice = priceR(trade);
  if (byPrice !== null) return byPrice;
  const risk = riskOfBalance(trade, balance);
  return risk === null || hasStop(trade) === false ? null : resultBeforeCosts(trade) / risk;
}

/**
 * How many times the risk in percent of the balance a loss was, whatever its prices say; null where
 * that is not known, or was not more than what a stop lets through.
 */
export function lossOverRisk(trade: Trade, balance: number | null): number | null {
  const risk = riskOfBalance(trade, balance);
  if (risk === null) return null;
  const times = -resultBeforeCosts(trade) / risk;
  return times > PLANNED_R ? times : null;
}

/** The risk in percent as money of this balance; null where one of the two is unknown. */
function riskOfBalance(trade: Planned, balance: number | null): number | null {
  const percent = knownRisk(trade);
  if (percent === null || balance === null || balance <= 0) return null;
  return (percent / 100) * balance;
}

/** The balance when the trade's own day began; null: unknown. */
export function balanceOf(
  {
    session,
    balance,
    earlierBalances,
  }: Pick<DayHistory, "session" | "balance" | "earlierBalances">,
  { session_id: id }: Pick<Trade, "session_id">,
): number | null {
  return id === session.id ? balance : (earlierBalances.get(id) ?? null);
}

/** Whether a trade was a person's decision; what a bot does is not judged as behaviour. */
export function isByHand(trade: Pick<Trade, "bot_id">): boolean {
  return trade.bot_id === null;
}

/** Whether a stop loss was set: a stop price says so, whatever the flag; null: nobody said. */
export function hasStop(trade: Pick<Trade, "stop_loss" | "stop_loss_used">): boolean | null {
  if (trade.stop_loss !== null && trade.stop_loss > 0) return true;
  return trade.stop_loss_used;
}

/** Whether a target was set: a price says so, whatever the flag; null: nobody said. */
export function hasTarget(trade: Trade): boolean | null {
  if (trade.take_profit !== null && trade.take_profit > 0) return true;
  return trade.take_profit_used;
}

/** Distance of the target over that of the stop; NaN where one of them is unknown. */
export function plannedRr(
  trade: Pick<Trade, "side" | "entry_price" | "stop_loss" | "take_profit">,
): number {
  const { side, entry_price: entry, take_profit: target } = trade;
  if (side === null || entry === null || target === null || target <= 0) return Number.NaN;
  const reward = side === "buy" ? target - entry : entry - target;
  return reward > 0 ? reward / stopDistance(trade) : Number.NaN;
}

/** The same of a plan, by its prices alone; null where it has no stop or no target. */
export function rrOfPlan(plan: Pick<Plan, "side" | "entry" | "stop" | "target">): number | null {
  const { side, entry: entry_price, stop: stop_loss, target: take_profit } = plan;
  const rr = plannedRr({ side, entry_price, stop_loss, take_profit });
  return Number.isNaN(rr) ? null : rr;
}

/** By what a position was closed. */
export type ExitBy = "sl" | "tp" | "manual" | "unknown";

/** An exit this near to the stop or the target, as a share of its distance, was made by it. */
const AT_ORDER = 0.05;

/** What statements say of an exit; a stop-out is the broker's stop. */
const REASONS: Readonly<Record<string, ExitBy>> = dictionary({
  sl: "sl",
  "stop-out": "sl",
  tp: "tp",
  manual: "manual",
});

/** By what the position was closed: as the statement says, else read from the prices. */
export function exitOf(trade: Trade): ExitBy {
  const told = REASONS[trade.exit_reason ?? ""];
  if (told !== undefined) return told;
  const { side, entry_price: entry, exit_price: exit, stop_loss, take_profit } = trade;
  const withoutOrders = hasStop(trade) === false && hasTarget(trade) === false;
  if (withoutOrders) return "manual";
  if (side === null || entry === null || exit === null) return "unknown";
  const moved = side === "buy" ? exit - entry : entry - exit;
  const reaches = (order: number | null) => {
    if (order === null || order <= 0) return false;
    const distance = side === "buy" ? order - entry : entry - order;
    return distance !== 0 && moved / distance >= 1 - AT_ORDER;
  };
  if (reaches(stop_loss)) return "sl";
  if (reaches(take_profit)) return "tp";
  const stopUnknown = stop_loss === null && trade.stop_loss_used === true;
  const targetUnknown = take_profit === null && trade.take_profit_used === true;
  return stopUnknown || targetUnknown ? "unknown" : "manual";
}

/** The risk in percent of the balance, or null where it is unknown or not above 0. */
export function knownRisk(trade: Pick<Trade, "risk_percent">): number | null {
  return trade.risk_percent !== null && trade.risk_percent > 0 ? trade.risk_percent : null;
}

/** The instant of a stored time, or null where there is none or it cannot be read. */
export function instant(time: string | null): number | null {
  if (time === null) return null;
  const ms = parseUtc(time);
  return Number.isNaN(ms) ? null : ms;
}

/** Results added exactly in the profile's currency. */
export function netOf(trades: readonly Trade[], currency: Currency): number {
  return addMoney(
    trades.map((trade) => trade.profit_loss),
    currency,
  );
}

/** The sum of the losses among the trades, negative or 0. */
export function lossesOf(trades: readonly Trade[], { currency }: MentorSettings): number {
  return netOf(
    trades.filter((trade) => trade.profit_loss < 0),
    currencyOf(currency),
  );
}

/** Ids of the trades, the largest loss first. */
export function worstFirst(trades: readonly Trade[]): number[] {
  return [...trades].sort((a, b) => a.profit_loss - b.profit_loss || a.id - b.id).map((t) => t.id);
}

/**
 * The planned loss in money: from the stop's distance, else from the risk in percent of the
 * balance. NaN without a stop, or where neither can be told.
 */
export function riskMoneyOf(trade: Planned, values: PointValues, balance: number | null): number {
  if (hasStop(trade) === false) return Number.NaN;
  const distance = stopDistance(trade);
  // What a point is worth may have to be learned from all trades: only where there is a way to it.
  const value = Number.isNaN(distance) ? Number.NaN : (values(trade)?.value ?? Number.NaN);
  const byPrice = distance * value * (knownLot(trade) ?? Number.NaN);
  if (byPrice > 0) return byPrice;
  return riskOfBalance(trade, balance) ?? Number.NaN;
}

/**
 * Plans with those that are unknown (not above 0) put in: the median of the previous <= 20 known
 * ones, each as the share of its day's balance that it was, so that a deposit or a withdrawal changes
 * what is usual; in money as it stands, where one of the two balances is unknown (not above 0).
 * Leaving such trades out would keep only the orderly ones. NaN before the first known plan.
 */
export function withImputed(
  plans: ArrayLike<number>,
  balances: ArrayLike<number | null | undefined>,
): { plans: Float64Array; imputed: Uint8Array } {
  const filled = new Float64Array(plans.length).fill(Number.NaN);
  const imputed = new Uint8Array(plans.length);
  const known: { plan: number; balance: number }[] = [];
  // Worked out anew only once more is known, or for another balance.
  let [usual, usualAt] = [Number.NaN, Number.NaN];
  for (let i = 0; i < plans.length; i++) {
    const plan = plans[i] ?? Number.NaN;
    const balance = balances[i] ?? 0;
    if (plan > 0) {
      known.push({ plan, balance });
      if (known.length > BASE_WINDOW) known.shift();
      filled[i] = plan;
      usualAt = Number.NaN;
      continue;
    }
    if (usualAt !== balance && known.length > 0) {
      const isFunded = (at: number) => at > 0 && balance > 0;
      usual = median(
        known.map((one) => one.plan * (isFunded(one.balance) ? balance / one.balance : 1)),
      );
      usualAt = balance;
    }
    filled[i] = usual;
    imputed[i] = 1;
  }
  return { plans: filled, imputed };
}

/** What a result owes to the part of a size that is above its base; `ratio` is size / base. */
export function overBase(result: number, ratio: number): number {
  return result * (1 - 1 / ratio);
}

/** What a loss has beyond the planned one (positive) and ordinary slippage: 0 or negative. */
export function beyondPlan(result: number, planned: number): number {
  return Math.min(0, result + PLANNED_R * planned);
}
