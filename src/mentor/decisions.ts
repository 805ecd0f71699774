import { addTo, joined } from "../base/groups.ts";
import { bandOfAll, type Outcome, outcome } from "../base/outcome.ts";
import { parseUtc } from "../base/time.ts";
import type { Trade } from "../model.ts";
import { isByHand } from "./trade.ts";
import type { DayHistory } from "./types.ts";

/*
 * One decision, one event. What a broker books as several trades may be one decision: orders of the
 * same symbol and side in the same second, or parts of one position. Whatever counts, pauses or
 * compares what a trader did goes by decisions; money and tables go by trades.
 */

/**
 * For each trade the index of the first one that belongs to the same decision: orders of one
 * instant (symbol, side, second, account), and parts that one ticket was split into.
 */
export function decisionsOf(trades: readonly Trade[]): number[] {
  const parts = joined(trades.length);
  // Looked up by what hardly two trades share, as it came from the journal: a key made of all that has
  // to be the same would be a new text for each trade, each time.
  const [byEntry, byTicket] = [new Map<string, number[]>(), new Map<string, number[]>()];
  trades.forEach((trade, index) => {
    const { side, entry_time, ticket, parent_ticket = null } = trade;
    const joinIn = (firsts: Map<string, number[]>, key: string, isSame = isOfSame) => {
      const first = firsts.get(key)?.find((other) => isSame(trades[other] as Trade, trade));
      if (first === undefined) addTo(firsts, key, index);
      else parts.join(first, index);
    };
    if (entry_time !== null && side !== null) joinIn(byEntry, entry_time, isSameWay);
    if (ticket !== null) joinIn(byTicket, ticket);
    if (parent_ticket !== null) joinIn(byTicket, parent_ticket);
  });
  return trades.map((_, index) => parts.firstOf(index));
}

const isOfSame = (one: Trade, other: Trade) =>
  one.symbol === other.symbol &&
  one.bot_id === other.bot_id &&
  (one.account ?? "") === (other.account ?? "");

const isSameWay = (one: Trade, other: Trade) => one.side === other.side && isOfSame(one, other);

/** The trades, each decision as one: the id of its first part, sizes and money added up. */
export function asDecisions(trades: readonly Trade[]): Trade[] {
  const parts = new Map<number, Trade[]>();
  decisionsOf(trades).forEach((first, index) => {
    const trade = trades[index];
    if (trade === undefined) return;
    const own = parts.get(first);
    if (own === undefined) parts.set(first, [trade]);
    else own.push(trade);
  });
  return [...parts.values()].map(asOne);
}

/** Parts of one decision as one trade, with the prices that their money adds up to. */
function asOne(parts: readonly Trade[]): Trade {
  const [first] = parts as readonly [Trade];
  if (parts.length === 1) return first;
  const last = parts.reduce((a, b) => ((b.exit_time ?? "") >= (a.exit_time ?? "") ? b : a));
  const add = (value: (trade: Trade) => number | null | undefined) => {
    const values = parts.map((part) => value(part) ?? null);
    if (values.includes(null)) return null;
    return Math.round(values.reduce<number>((sum, one) => sum + (one ?? 0), 0) * 1e9) / 1e9;
  };
  const lot = add((part) => (part.lot_size !== null && part.lot_size > 0 ? part.lot_size : null));
  /** Weighed by lot, so that lot and price still make the money. */
  const weighed = (price: (trade: Trade) => number | null) => {
    const sum = add((part) => {
      const value = price(part);
      return value === null || value <= 0 || lot === null ? null : value * (part.lot_size ?? 0);
    });
    return sum === null || lot === null ? same(price) : sum / lot;
  };
  const same = <T>(value: (trade: Trade) => T) =>
    parts.every((part) => value(part) === value(first)) ? value(first) : null;
  const all = (value: (trade: Trade) => boolean | null) => {
    const values = parts.map(value);
    return values.includes(false) ? false : values.includes(null) ? null : true;
  };
  const ends = (value: (trade: Trade) => string | null) =>
    parts.some((part) => value(part) === null) ? null : value(last);
  const isStopped = (part: Trade) =>
    part.stop_loss !== null && part.stop_loss > 0 ? true : part.stop_loss_used;
  return {
    ...first,
    ...(first.even_within === undefined ? {} : { even_within: bandOfAll(parts) }),
    session_id: last.session_id,
    session_date: last.session_date,
    lot_size: lot,
    profit_loss: add((part) => part.profit_loss) ?? 0,
    commission: add((part) => part.commission),
    swap: add((part) => part.swap),
    fee: add((part) => part.fee),
    risk_percent: add((part) => part.risk_percent),
    ...(first.exact_risk === undefined
      ? {}
      : { exact_risk: add((part) => part.exact_risk ?? part.risk_percent) ?? undefined }),
    entry_time: parts.reduce<string | null>(
      (least, { entry_time }) =>
        least === null || entry_time === null ? null : entry_time < least ? entry_time : least,
      first.entry_time,
    ),
    exit_time: ends((part) => part.exit_time),
    entry_price: weighed((part) => part.entry_price),
    exit_price: weighed((part) => part.exit_price),
    stop_loss: weighed((part) => part.stop_loss),
    planned_stop: same((part) => part.planned_stop ?? null),
    take_profit: weighed((part) => part.take_profit),
    stop_loss_used: all(isStopped),
    take_profit_used: all((part) =>
      part.take_profit !== null && part.take_profit > 0 ? true : part.take_profit_used,
    ),
    exit_reason: same((part) => part.exit_reason ?? null),
    // A plan finds one of the parts; it was made for all of them.
    plan_id: parts.find(({ plan_id }) => (plan_id ?? 0) > 0)?.plan_id ?? first.plan_id ?? null,
  };
}

// Nearly everything asks for the decisions among the same trades, which are worked out once.
const decisions = new WeakMap<readonly Trade[], readonly Trade[]>();

/** The trades by hand, parts of one decision as one. */
export function byHand(trades: readonly Trade[]): readonly Trade[] {
  const known = decisions.get(trades) ?? asDecisions(trades.filter(isByHand));
  decisions.set(trades, known);
  return known;
}

type Told = Pick<DayHistory, "earlier" | "trades">;
const told = new WeakMap<Told, readonly Trade[]>();

/** All trades by hand that are at hand, the day's own last, parts of one decision as one. */
export function allByHand(history: Told): readonly Trade[] {
  const known = told.get(history) ?? byHand([...history.earlier, ...history.trades]);
  told.set(history, known);
  return known;
}

/** What closed in one second is one exit. */
export interface Exit<T> {
  at: number;
  members: T[];
}

/** The closings, in their order, those of one second together. */
export function exitsOf<T>(closed: readonly T[], exitMs: (one: T) => number): Exit<T>[] {
  const exits: Exit<T>[] = [];
  for (const one of closed) {
    const at = exitMs(one);
    const last = exits.at(-1);
    if (last !== undefined && Math.floor(last.at / 1_000) === Math.floor(at / 1_000)) {
      last.members.push(one);
    } else exits.push({ at, members: [one] });
  }
  return exits;
}

/** Decisions by when they were closed, and what those of one second came to together. */
export interface Closing extends Exit<Trade> {
  /** The sum of their results. */
  result: number;
  /** Whether they won or lost together. */
  outcome: Outcome;
}

/** The exits of these decisions whose closing time is known, the earliest first. */
export function closingsOf(decisions: readonly Trade[]): Closing[] {
  const closed = decisions.flatMap((trade) => {
    const at = parseUtc(trade.exit_time ?? "");
    return Number.isNaN(at) ? [] : [{ trade, at }];
  });
  closed.sort((a, b) => a.at - b.at || a.trade.id - b.trade.id);
  return exitsOf(closed, ({ at }) => at).map(({ at, members }) => {
    const trades = members.map(({ trade }) => trade);
    return { at, members: trades, ...cameTo(trades) };
  });
}

/**
 * The last of these exits (the earliest first) before an entry, with those of its members that were
 * closed by then, which `isBefore` tells; undefined: none.
 */
export function lastExit<T>(
  exits: readonly Exit<T>[],
  entryMs: number,
  isBefore: (one: T) => boolean,
): Exit<T> | undefined {
  let [low, high] = [0, exits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((exits[middle]?.at ?? 0) <= entryMs) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index--) {
    const { at = 0, members = [] } = exits[index] ?? {};
    const before = members.filter(isBefore);
    if (before.length > 0) return { at, members: before };
  }
  return undefined;
}

/** The same of decisions: of one instant the lower id came first, and no trade comes before itself. */
export function exitBefore(
  exits: readonly Closing[],
  entryMs: number,
  own: Trade,
): Closing | undefined {
  const last = lastExit(exits, entryMs, (one) => {
    const exitMs = parseUtc(one.exit_time ?? "");
    return one !== own && (exitMs < entryMs || (exitMs === entryMs && one.id < own.id));
  });
  return last === undefined ? undefined : { ...last, ...cameTo(last.members) };
}

/** What they came to together. Cents added up as doubles: what is left of a sum of nothing is nothing. */
function cameTo(trades: readonly Trade[]): Pick<Closing, "result" | "outcome"> {
  const sum = trades.reduce((total, trade) => total + trade.profit_loss, 0);
  const result = Math.abs(sum) < 1e-6 ? 0 : sum;
  return { result, outcome: outcome(result, bandOfAll(trades)) };
}
