import { groupBy, joined } from "../base/groups.ts";
import { bandOfAll, type Judged, type Outcome, outcome } from "../base/outcome.ts";
import { MINUTE_MS, parseUtc } from "../base/time.ts";
import type { Trade } from "../model.ts";
import { knownLot, stopDistance } from "../trade/point-value.ts";
import { exitOf, hasStop, hasTarget, instant, isByHand, knownRisk } from "./trade.ts";
import type { DayHistory } from "./types.ts";

/*
 * One decision, one event. What a broker books as several trades may be one decision: orders of the
 * same symbol and side in the same second, or parts of one position that was closed bit by bit.
 * Whatever counts, pauses or compares what a trader did goes by decisions; money and tables go by
 * trades. A decision is told as a `Trade`, by the same rules as any other: it has the lot, the risk and
 * the stop that were chosen at its entry, and the result, the day and the kind of exit of its end.
 * A day tells of the part that ended on it; whether that was a loss, the whole decision tells.
 */

/**
 * For each trade the index of the first one that belongs to the same decision: orders of one
 * instant (symbol, side, second, account), and parts that one ticket was split into. What was opened
 * later or the other way under the same ticket was decided anew: an add, or a reversal.
 */
function decisionsOf(trades: readonly Trade[]): number[] {
  const parts = joined(trades.length);
  // Looked up by what hardly two trades share, as it came from the journal: a key made of all that has
  // to be the same would be a new text for each trade, each time.
  const [byEntry, byTicket] = [new Map<string, number>(), new Map<string, number>()];
  trades.forEach((trade, index) => {
    const { side, entry_time, ticket, parent_ticket = null } = trade;
    const joinIn = (firsts: Map<string, number>, key: string, isSame: typeof isOfSame) => {
      const first = firsts.get(key);
      if (first === undefined) firsts.set(key, index);
      else if (isSame(trades[first] as Trade, trade)) parts.join(first, index);
      // Taken by another symbol, side or account.
      else joinIn(firsts, `${key}\0`, isSame);
    };
    // To the second: some write its fraction.
    if (entry_time !== null && side !== null) joinIn(byEntry, entry_time.slice(0, 19), isSameWay);
    if (ticket !== null) joinIn(byTicket, ticket, isSameEntry);
    if (parent_ticket !== null) joinIn(byTicket, parent_ticket, isSameEntry);
  });
  return trades.map((_, index) => parts.firstOf(index));
}

const isOfSame = (one: Trade, other: Trade) =>
  one.symbol === other.symbol &&
  one.bot_id === other.bot_id &&
  (one.account ?? "") === (other.account ?? "");

const isSameWay = (one: Trade, other: Trade) => one.side === other.side && isOfSame(one, other);

/** Brokers may write of each part when it was filled; what is not known says nothing against it. */
const isSameEntry = (one: Trade, other: Trade) => {
  const isTurned = one.side !== null && other.side !== null && one.side !== other.side;
  const [at, then] = [instant(one.entry_time), instant(other.entry_time)];
  const isLater = at !== null && then !== null && Math.abs(then - at) > MINUTE_MS;
  return !isTurned && !isLater && isOfSame(one, other);
};

/** The parts of each decision, in order of their first ones. */
export function partsOf(trades: readonly Trade[]): Trade[][] {
  return partsBy(decisionsOf(trades), trades);
}

const partsBy = (first: readonly number[], trades: readonly Trade[]) => [
  ...groupBy(trades, (_, index) => first[index]).values(),
];

/**
 * The trades, each decision as one with the id of its first part. It stands where its first part of
 * the day of its end does, so that a day's trades stay together.
 */
export function asDecisions(trades: readonly Trade[]): readonly Trade[] {
  const first = decisionsOf(trades);
  if (first.every((of, index) => of === index)) return trades;
  const places = new Map(trades.map((trade, index) => [trade, index]));
  const placed = partsBy(first, trades).map((parts) => {
    const whole = asOne(parts);
    const own = parts.find(({ session_id }) => session_id === whole.session_id);
    return { whole, place: places.get(own ?? whole) ?? 0 };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ whole }) => whole);
}

/** The trades without those decisions of which any part has one of these numbers. */
export function withoutDecisions(
  trades: readonly Trade[],
  ids: ReadonlySet<number>,
): readonly Trade[] {
  const out = partsOf(trades).filter((parts) => parts.some(({ id }) => ids.has(id)));
  const gone = new Set(out.flat());
  return trades.filter((trade) => !gone.has(trade));
}

/** Parts of one decision as one trade, with the prices that their money adds up to. */
function asOne(parts: readonly Trade[]): Trade {
  const [first] = parts as readonly [Trade];
  if (parts.length === 1) return first;
  const entry = edge(parts, "entry_time", (a, b) => a < b);
  const last = edge(parts, "exit_time", (a, b) => a >= b);
  const isOver = parts.every((part) => instant(part.exit_time) !== null);
  const add = (value: (trade: Trade) => number | null | undefined) => {
    const values = parts.map((part) => value(part) ?? null);
    if (values.includes(null)) return null;
    return Math.round(values.reduce<number>((sum, one) => sum + (one ?? 0), 0) * 1e9) / 1e9;
  };
  /** A cost that was noted of a part is one of the whole. */
  const noted = (cost: (trade: Trade) => number | null | undefined) =>
    parts.every((part) => (cost(part) ?? null) === null) ? null : add((part) => cost(part) ?? 0);
  const lot = add(knownLot);
  /** Weighed by lot, so that lot and price still make the money. */
  const weighed = (price: (trade: Trade) => number | null, some = parts) => {
    const known = some.map((part) => ({ price: price(part) ?? 0, lot: knownLot(part) ?? 0 }));
    if (lot === null || known.some((one) => one.price <= 0)) return same(price);
    const lots = known.reduce((sum, one) => sum + one.lot, 0);
    return known.reduce((sum, one) => sum + one.price * one.lot, 0) / lots;
  };
  const same = <T>(value: (trade: Trade) => T) =>
    parts.every((part) => value(part) === value(first)) ? value(first) : null;
  const all = (value: (trade: Trade) => boolean | null) => {
    const values = parts.map(value);
    return values.includes(false) ? false : values.includes(null) ? null : true;
  };
  const closed = exitOf(last);
  return {
    ...first,
    ...(first.even_within === undefined ? {} : { even_within: bandOfAll(parts) }),
    session_id: last.session_id,
    session_date: last.session_date,
    lot_size: lot,
    profit_loss: add((part) => part.profit_loss) ?? 0,
    commission: noted((part) => part.commission),
    swap: noted((part) => part.swap),
    fee: noted((part) => part.fee),
    risk_percent: add(knownRisk),
    ...(parts.every((part) => part.exact_risk === undefined)
      ? {}
      : { exact_risk: add((part) => part.exact_risk ?? knownRisk(part)) ?? undefined }),
    entry_time: parts.some((part) => instant(part.entry_time) === null) ? null : entry.entry_time,
    exit_time: isOver ? last.exit_time : null,
    entry_price: weighed((part) => part.entry_price),
    exit_price: weighed((part) => part.exit_price),
    stop_loss: weighed((part) => part.stop_loss),
    planned_stop: plannedStop(parts, weighed),
    take_profit: weighed((part) => part.take_profit),
    stop_loss_used: all(hasStop),
    take_profit_used: all(hasTarget),
    exit_reason: closed === "unknown" ? null : closed,
    // A plan finds one of the parts; it was made for all of them.
    plan_id: parts.find(({ plan_id }) => (plan_id ?? 0) > 0)?.plan_id ?? first.plan_id ?? null,
  };
}

/** The part whose time is the earliest or the latest; one without comes before all. */
function edge(
  parts: readonly Trade[],
  time: "entry_time" | "exit_time",
  isBeyond: (a: number, b: number) => boolean,
): Trade {
  const of = (part: Trade) => instant(part[time]) ?? Number.NEGATIVE_INFINITY;
  return parts.reduce((a, b) => (isBeyond(of(b), of(a)) ? b : a));
}

/**
 * Where the stop stood at the entry. One that was moved to the entry or beyond it, when a part had been
 * closed, followed the price: those of the other parts tell where it was. Null: a part has none.
 */
function plannedStop(
  parts: readonly Trade[],
  weighed: (price: (trade: Trade) => number | null, some: readonly Trade[]) => number | null,
): number | null {
  const stopOf = (part: Trade) => part.planned_stop ?? part.stop_loss;
  if (parts.some((part) => !((stopOf(part) ?? 0) > 0))) return null;
  const stood = parts.filter((part) => stopDistance(part) > 0);
  return stood.length === 0 ? null : weighed(stopOf, stood);
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

/** The exits of what has one (NaN: none), the earliest first; of one instant the lower `order` comes first. */
export function exitsOf<T>(
  some: readonly T[],
  exitMs: (one: T) => number,
  order: (one: T) => number,
): Exit<T>[] {
  const exits: Exit<T>[] = [];
  const closed = some.filter((one) => !Number.isNaN(exitMs(one)));
  for (const one of closed.sort((a, b) => exitMs(a) - exitMs(b) || order(a) - order(b))) {
    const at = exitMs(one);
    const last = exits.at(-1);
    if (last !== undefined && Math.floor(last.at / 1_000) === Math.floor(at / 1_000)) {
      last.members.push(one);
    } else exits.push({ at, members: [one] });
  }
  return exits;
}

/** Decisions by when they were closed, and what those of one second came to together. */
export interface Closing extends Exit<Trade>, ReturnType<typeof cameTo> {}

const closedMs = (trade: Trade) => parseUtc(trade.exit_time ?? "");
const numberOf = (trade: Trade) => trade.id;

/** The exits of these decisions whose closing time is known, the earliest first. */
export function closingsOf(decisions: readonly Trade[]): Closing[] {
  return exitsOf(decisions, closedMs, numberOf).map((exit) => ({
    ...exit,
    ...cameTo(exit.members),
  }));
}

/**
 * The last of these exits (the earliest first) before `own` was entered, with those of its members
 * that were closed by then, and its place; undefined: none. Of trades of one instant, each of which
 * would have closed by the entry of the others, the one with the lower `order` came first, and none
 * comes before itself.
 */
export function lastExit<T>(
  exits: readonly Exit<T>[],
  entryMs: number,
  own: T,
  exitMs: (one: T) => number,
  order: (one: T) => number,
): (Exit<T> & { place: number }) | undefined {
  let [low, high] = [0, exits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((exits[middle]?.at ?? 0) <= entryMs) low = middle + 1;
    else high = middle;
  }
  const isBefore = (one: T) =>
    exitMs(one) < entryMs || (exitMs(one) === entryMs && order(one) < order(own));
  for (let place = low - 1; place >= 0; place--) {
    const { at = 0, members = [] } = exits[place] ?? {};
    const before = members.filter(isBefore);
    if (before.length > 0) return { at, members: before, place };
  }
  return undefined;
}

/** Which of those that closed together is told of: what lost most where they lost, else the last. */
export function toldOf<T>(members: readonly T[], isLoss: boolean, result: (one: T) => number): T {
  return members.reduce((a, b) => (isLoss && result(a) <= result(b) ? a : b));
}

/** The same of decisions. */
export function exitBefore(
  exits: readonly Closing[],
  entryMs: number,
  own: Trade,
): Closing | undefined {
  const last = lastExit(exits, entryMs, own, closedMs, numberOf);
  return last === undefined ? undefined : { ...last, ...cameTo(last.members) };
}

/** What they came to together. Added up as doubles: what is left of a sum of nothing is nothing. */
export function cameTo(trades: readonly Judged[]): { result: number; outcome: Outcome } {
  const sum = trades.reduce((total, trade) => total + trade.profit_loss, 0);
  // As a part of what was added, for an account may be in rupiah as well as in bitcoin.
  const added = trades.reduce((total, trade) => total + Math.abs(trade.profit_loss), 0);
  const result = Math.abs(sum) < 1e-13 * added ? 0 : sum;
  return { result, outcome: outcome(result, bandOfAll(trades)) };
}
