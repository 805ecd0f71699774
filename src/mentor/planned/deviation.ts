import { type Currency, workedOutDigits } from "../../base/money.ts";
import { roundHalfAway } from "../../base/number.ts";
import { parseUtc } from "../../base/time.ts";
import type { Plan, Trade } from "../../model.ts";
import { knownLot, resultBeforeCosts } from "../../trade/point-value.ts";
import { TOLERANCE } from "../thresholds.ts";
import type { DeviationKind, PlanDeviation } from "./types.ts";

/** An entry this near to the planned one, as a share of the way to the stop, is that. */
const NEAR_ENTRY01 = 0.1;
/** Room for a broker that writes whole minutes. */
export const MINUTE_SLACK_MS = 59_000;

type Judged = Pick<
  Trade,
  | "symbol"
  | "side"
  | "entry_time"
  | "entry_price"
  | "exit_price"
  | "stop_loss"
  | "stop_loss_used"
  | "take_profit"
  | "lot_size"
  | "profit_loss"
  | "commission"
  | "swap"
  | "fee"
  | "risk_percent"
>;

const plain = (value: number) => Number(value.toPrecision(10));

/** A trade held against the plan that it was made by; `currency` is the account's. */
export function deviationOf(plan: Plan, trade: Judged, currency: Currency): PlanDeviation {
  const departures = departuresOf(plan, trade);
  const cost = costOf(plan, trade, departures.kinds);
  return { ...departures, cost: roundHalfAway(cost, workedOutDigits(currency)) || 0 };
}

export type Departures = Omit<PlanDeviation, "cost">;

/** The same without what it cost. */
export function departuresOf(plan: Plan, trade: Judged): Departures {
  const sign = plan.side === "buy" ? 1 : -1;
  const apart = (a: number | null, b: number | null) =>
    a === null || b === null ? null : plain(sign * (a - b));
  const entry = apart(trade.entry_price, plan.entry);
  const stop = apart(plan.stop, trade.stop_loss);
  const target = apart(trade.take_profit, plan.target);
  const lots = knownLot(trade);
  const lot = lots === null ? null : plain(lots - plan.lot);
  const outside = isOutside(plan, trade.entry_time);
  const way = plan.stop === null ? null : Math.abs(plan.entry - plan.stop);
  const near = way === null ? 0 : NEAR_ENTRY01 * way;
  const isBare = plan.stop !== null && trade.stop_loss === null && trade.stop_loss_used === false;
  const kinds: DeviationKind[] = [];
  if (entry !== null && entry > near + TOLERANCE) kinds.push("entry");
  if (isBare || (stop !== null && stop > TOLERANCE)) kinds.push("stop");
  if (target !== null && Math.abs(target) > near + TOLERANCE) kinds.push("target");
  if (lot !== null && lot > TOLERANCE) kinds.push("lot");
  if (outside === true) kinds.push("outside");
  return { entry, stop, target, lot, outside, against: !plan.allowed, kinds };
}

function isOutside(plan: Plan, entryTime: string | null): boolean | null {
  if (entryTime === null) return null;
  const at = parseUtc(entryTime);
  return at < parseUtc(plan.sealed_at) - MINUTE_SLACK_MS || at > parseUtc(plan.valid_until);
}

/**
 * What it cost that is plain arithmetic, 0 or negative: first what the way beyond the planned stop
 * lost, then of what is left the part of a loss that the lots above the plan made.
 */
function costOf(plan: Plan, trade: Judged, kinds: readonly DeviationKind[]): number {
  const lots = knownLot(trade);
  const { entry_price: entry, exit_price: exit } = trade;
  let result = resultBeforeCosts(trade);
  let cost = 0;
  if (kinds.includes("stop") && plan.stop !== null && entry !== null && exit !== null) {
    const sign = plan.side === "buy" ? 1 : -1;
    const way = sign * (exit - entry);
    const planned = sign * (plan.stop - entry);
    // Closed beyond the planned stop: each point of the way lost the same.
    if (way < planned && planned < 0 && result < 0) {
      const atStop = (result * planned) / way;
      cost += result - atStop;
      result = atStop;
    }
  }
  if (kinds.includes("lot") && lots !== null && result < 0) cost += result * (1 - plan.lot / lots);
  return cost;
}
