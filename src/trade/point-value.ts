import { addTo } from "../base/groups.ts";
import type { KnownValue, Trade } from "../model.ts";
import { median } from "../stats/moments.ts";

/**
 * What one unit of price is worth at one lot, in the account's currency: one rule for the lot of a
 * trade to come and for the risk and the R of those that were made.
 */

/** The lot, or null where it is unknown (0 in old files). */
export function knownLot(trade: Pick<Trade, "lot_size">): number | null {
  return trade.lot_size !== null && trade.lot_size > 0 ? trade.lot_size : null;
}

/** What the planned loss of a trade is worked out from. */
export type Planned = Pick<
  Trade,
  | "symbol"
  | "side"
  | "lot_size"
  | "entry_price"
  | "exit_price"
  | "stop_loss"
  | "planned_stop"
  | "stop_loss_used"
  | "risk_percent"
  | "profit_loss"
  | "commission"
  | "swap"
  | "fee"
>;

type Costs = Pick<Trade, "commission" | "swap" | "fee">;

/** Commission, swap and fee together, signed: a charge is negative. What is unknown counts nothing. */
export function costsOf({ commission, swap, fee }: Costs): number {
  return (commission ?? 0) + (swap ?? 0) + (fee ?? 0);
}

/** Whether any of the three was noted. */
export function knowsCosts({ commission, swap, fee }: Costs): boolean {
  return commission !== null || swap !== null || (fee ?? null) !== null;
}

/** The result without its costs, which do not grow with the distance of the price. */
export function resultBeforeCosts(trade: Costs & Pick<Trade, "profit_loss">): number {
  return trade.profit_loss - costsOf(trade);
}

/** Prices nearer than this to each other, as a share of them, are one price told with fewer digits. */
const SAME_PRICE01 = 1e-5;

export function isSamePrice(one: number, other: number): boolean {
  return Math.abs(one - other) <= SAME_PRICE01 * one;
}

/**
 * The planned loss by price, from the entry to the stop of its plan, where a stop that was moved since
 * would make a loss look smaller than it was; else to the stop that it has. NaN where that is unknown
 * or on the wrong side.
 */
export function stopDistance(
  trade: Pick<Planned, "side" | "entry_price" | "stop_loss" | "planned_stop">,
): number {
  const { side, entry_price: entry, stop_loss, planned_stop = null } = trade;
  const to = (stop: number | null) => {
    if (side === null || entry === null || stop === null || stop <= 0) return Number.NaN;
    const distance = side === "buy" ? entry - stop : stop - entry;
    return distance > 0 ? distance : Number.NaN;
  };
  const planned = to(planned_stop);
  return Number.isNaN(planned) ? to(stop_loss) : planned;
}

/** A price moves by no less, as a share of it. */
const LAST_DIGITS = 1e-9;

/** Money for one unit of price and one lot, from the trade's own gross result; NaN: not to tell. */
function ownContractValue(trade: Planned): number {
  const { side, entry_price: entry, exit_price: exit } = trade;
  const lot = knownLot(trade);
  if (side === null || entry === null || exit === null || lot === null) return Number.NaN;
  const way = side === "buy" ? exit - entry : entry - exit;
  // Where parts of a trade make up for each other, what is left is the last digits of their mean.
  if (Math.abs(way) <= LAST_DIGITS * entry) return Number.NaN;
  const value = resultBeforeCosts(trade) / (way * lot);
  return value > 0 ? value : Number.NaN;
}

/** A value of a point, where it comes from and how many trades stand behind it. */
export interface PointValue {
  /** Money in the account's currency. */
  value: number;
  from: "trades" | "table" | "set";
  n: number;
}

/** What a point is worth for a trade; null: not to tell. */
export type PointValues = (trade: Planned) => PointValue | null;

const NOTHING_KNOWN: KnownValue = () => null;

/** Below so much money the rounding of a result to cents says too little of a point's value. */
const TELLING = 5;
/** So near to 1, 10, 100, ... it is that: contracts are round, what is left are costs nobody noted. */
const ROUND01 = 0.03;

const isTelling = (trade: Planned) => Math.abs(trade.profit_loss) >= TELLING;

/**
 * What a point of each trade's symbol is worth: what the trader has set; else what its own result
 * says, to the digit; else the median of what those trades of the symbol say that are large enough
 * to tell; else the same of smaller results; else what is usual. Null: not to tell. The trades are
 * walked through once, when the first trade has to learn from others.
 */
export function pointValues(
  trades: Iterable<Planned>,
  known: KnownValue = NOTHING_KNOWN,
): PointValues {
  const learned = learnedValues(trades);
  return (trade) => {
    const given = known(trade.symbol, trade.entry_price);
    if (given?.from === "set") return { ...given, n: 0 };
    const own = ownContractValue(trade);
    if (!Number.isNaN(own)) return { value: own, from: "trades", n: 1 };
    const { telling, small } = learned(trade.symbol);
    return telling ?? small ?? (given === null ? null : { ...given, n: 0 });
  };
}

/**
 * The same as a contract has it: a result too small to tell is not asked of its own trade where
 * others are, and what is nearly round is round, so that costs that nobody noted break no limit.
 */
export function contractValues(trades: Iterable<Planned>, known?: KnownValue): PointValues {
  const values = pointValues(trades, known);
  return (trade) => {
    const others = isTelling(trade) ? null : values({ ...trade, exit_price: null });
    const point = others ?? values(trade);
    if (point === null || point.from !== "trades") return point;
    const round = 10 ** Math.round(Math.log10(point.value));
    return Math.abs(point.value / round - 1) <= ROUND01 ? { ...point, value: round } : point;
  };
}

interface Learned {
  /** Of results that are large enough to tell, and of the others; null: there are none. */
  telling: PointValue | null;
  small: PointValue | null;
}

/** What each trade's own result says, by symbol. */
function ownValues(trades: Iterable<Planned>) {
  const values = { telling: new Map<string, number[]>(), small: new Map<string, number[]>() };
  for (const trade of trades) {
    const value = ownContractValue(trade);
    if (!Number.isNaN(value))
      addTo(values[isTelling(trade) ? "telling" : "small"], trade.symbol, value);
  }
  return values;
}

/** The medians by symbol, each worked out when it is first asked for. */
function learnedValues(trades: Iterable<Planned>): (symbol: string) => Learned {
  let values: ReturnType<typeof ownValues> | undefined;
  const medians = new Map<string, Learned>();
  const medianOf = (some: readonly number[] | undefined) =>
    some === undefined ? null : ({ value: median(some), from: "trades", n: some.length } as const);
  return (symbol) => {
    const known = medians.get(symbol);
    if (known !== undefined) return known;
    values ??= ownValues(trades);
    const telling = medianOf(values.telling.get(symbol));
    const made = { telling, small: telling === null ? medianOf(values.small.get(symbol)) : null };
    medians.set(symbol, made);
    return made;
  };
}
