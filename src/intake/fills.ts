import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  isZero,
  multiplyDecimals,
  negateDecimal,
  splitDecimal,
  sumDecimals,
} from "../base/decimal.ts";
import { groupBy } from "../base/groups.ts";
import { type Statement, type TradeDraft, tradeDraft } from "./statement.ts";

/** One execution of an order, or all executions of one order together. Amounts are exact. */
export interface Fill {
  line: number;
  id: string;
  symbol: string;
  side: "buy" | "sell";
  quantity: string;
  price: string;
  time: string;
  /** Signed: a cost is negative. */
  fee: string;
  /** What the exchange says was earned by closing; null where it does not say. */
  realized: string | null;
  raw: string;
}

/** What one fill closed: the openings it used up, oldest first, each with its share. */
interface RoundTrip {
  closing: Fill;
  openings: Opening[];
  quantity: string;
  profit: string;
  fee: string;
  /** Nothing was known to be open: the file begins later than the position. */
  isOrphan: boolean;
}

interface Opening {
  fill: Fill;
  quantity: string;
  /** Of the fill's fee, not yet used up by a closing. */
  fee: string;
}

export interface Matched {
  closed: RoundTrip[];
  /** Openings, or what is left of them. */
  open: Opening[];
}

/**
 * Pairs fills of each symbol first in, first out, in the order given. Fees go with the quantity
 * and are shared out to the last digit. Where the exchange tells the realised profit it is used
 * and decides what a fill is: earnings with nothing open are an orphan's, and no earnings at
 * another price than the opening's are a second position beside the first (hedge mode). Without
 * it a fill against the open side closes, and the profit is the difference of prices times the
 * quantity. `canShort` false: a sale of what was never bought is an orphan, not a short.
 */
export function matchFills(fills: readonly Fill[], canShort: boolean): Matched {
  const books = new Map<string, Record<"buy" | "sell", Opening[]>>();
  const closed: RoundTrip[] = [];
  for (const fill of fills) {
    let book = books.get(fill.symbol);
    if (book === undefined) {
      book = { buy: [], sell: [] };
      books.set(fill.symbol, book);
    }
    const other = book[fill.side === "buy" ? "sell" : "buy"];
    if (opens(fill, other, canShort)) {
      book[fill.side].push({ fill, quantity: fill.quantity, fee: fill.fee });
      continue;
    }
    const rest = close(fill, other, canShort, closed);
    if (rest !== null) book[fill.side].push(rest);
  }
  const open = [...books.values()].flatMap((book) => [...book.buy, ...book.sell]);
  return { closed, open };
}

/** The mean price of some openings, weighted by quantity. */
function meanPrice(openings: readonly Opening[]): number | null {
  const [first] = openings;
  if (first === undefined) return null;
  if (openings.every(({ fill }) => fill.price === first.fill.price))
    return Number(first.fill.price);
  let [value, quantity] = [0, 0];
  for (const opening of openings) {
    value += Number(opening.fill.price) * Number(opening.quantity);
    quantity += Number(opening.quantity);
  }
  return Number((value / quantity).toPrecision(12));
}

/**
 * All executions of one order as one fill, where the exchange says which order they belong to:
 * quantity, fee and profit added up, the last time, the mean price. The order of first
 * appearance is kept.
 */
export function mergeOrders(fills: readonly { order: string; fill: Fill }[]): Fill[] {
  const orders = groupBy(fills, ({ order, fill }, index) =>
    order === "" ? `row ${index}` : `${order}|${fill.symbol}|${fill.side}`,
  );
  return [...orders.values()].map((parts) => mergeFills(parts.map(({ fill }) => fill)));
}

function mergeFills(parts: readonly Fill[]): Fill {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined || parts.length === 1) return first as Fill;
  const quantity = sumDecimals(parts.map((fill) => fill.quantity));
  const isOnePrice = parts.every((fill) => fill.price === first.price);
  const value = sumDecimals(parts.map((fill) => multiplyDecimals(fill.price, fill.quantity)));
  const mean = Number(value) / Number(quantity);
  return {
    ...first,
    quantity,
    price: isOnePrice ? first.price : mean.toFixed(Math.min(12, decimalPlaces(value) + 2)),
    time: last.time,
    fee: sumDecimals(parts.map((fill) => fill.fee)),
    realized: first.realized === null ? null : sumDecimals(parts.map((one) => one.realized ?? "0")),
    raw: parts.map((fill) => fill.raw).join("\n"),
  };
}

function opens(fill: Fill, other: readonly Opening[], canShort: boolean): boolean {
  if (fill.realized !== null) {
    if (!isZero(fill.realized)) return false;
    // Closed at the very price it was opened at, or a second position beside it?
    return other.length === 0 || Number(fill.price) !== meanPrice(other);
  }
  if (other.length > 0) return false;
  return canShort || fill.side === "buy";
}

/** Closes what it can; returns what is left to open on the other side, if anything. */
function close(
  fill: Fill,
  other: Opening[],
  canShort: boolean,
  closed: RoundTrip[],
): Opening | null {
  const used: Opening[] = [];
  let rest = fill.quantity;
  while (!isZero(rest) && other.length > 0) {
    const oldest = other[0] as Opening;
    if (compareDecimals(oldest.quantity, rest) <= 0) {
      used.push(oldest);
      rest = addDecimals(rest, negateDecimal(oldest.quantity));
      other.shift();
      continue;
    }
    const left = addDecimals(oldest.quantity, negateDecimal(rest));
    const [fee = "0", feeLeft = "0"] = share(oldest.fee, rest, left);
    used.push({ fill: oldest.fill, quantity: rest, fee });
    other[0] = { fill: oldest.fill, quantity: left, fee: feeLeft };
    rest = "0";
  }
  const isOrphan = used.length === 0;
  const quantity = isOrphan ? rest : addDecimals(fill.quantity, negateDecimal(rest));
  const isReversal = !isOrphan && !isZero(rest) && canShort;
  const [ownFee = "0", restFee = "0"] =
    isOrphan || isZero(rest) ? [fill.fee, "0"] : share(fill.fee, quantity, rest);
  closed.push({
    closing: fill,
    openings: used,
    quantity,
    profit: fill.realized ?? (isOrphan ? "0" : priceProfit(fill, used)),
    fee: sumDecimals([ownFee, ...used.map((opening) => opening.fee)]),
    isOrphan,
  });
  if (isReversal) return { fill, quantity: rest, fee: restFee };
  if (!isOrphan && !isZero(rest)) closed.push(orphan(fill, rest, restFee));
  return null;
}

function orphan(fill: Fill, quantity: string, fee: string): RoundTrip {
  return { closing: fill, openings: [], quantity, profit: "0", fee, isOrphan: true };
}

function priceProfit(closing: Fill, openings: readonly Opening[]): string {
  const parts = openings.map(({ fill, quantity }) => {
    const [buy, sell] = closing.side === "sell" ? [fill, closing] : [closing, fill];
    return multiplyDecimals(addDecimals(sell.price, negateDecimal(buy.price)), quantity);
  });
  return sumDecimals(parts);
}

function share(fee: string, one: string, two: string): string[] {
  return splitDecimal(fee, [Number(one), Number(two)], Math.max(2, decimalPlaces(fee)));
}

/** How a source's fills become trades: quantity in lots, how a trade was closed. */
export interface FillTrades {
  lotOf?: (quantity: number) => number;
  exitReason?: (closing: Fill) => TradeDraft["exitReason"];
  comment?: (closing: Fill) => string | null;
}

/**
 * Puts paired fills into a statement: a trade for every fill that closed something, known by that
 * fill's id; what was not closed is open. Pairing is a reading of the file, not the broker's word,
 * so every trade of more than one opening, and every orphan, is approximate.
 */
export function addFillTrades(statement: Statement, matched: Matched, how: FillTrades = {}): void {
  const lotOf = how.lotOf ?? ((quantity) => quantity);
  const ids = new Map<string, number>();
  for (const trip of matched.closed) {
    statement.trades.push(closedTrade(trip, uniqueId(ids, trip.closing.id), lotOf, how));
  }
  for (const { fill, quantity, fee } of matched.open) {
    statement.open.push(
      tradeDraft({
        line: fill.line,
        externalId: fill.id === "" ? null : fill.id,
        symbol: fill.symbol,
        side: fill.side,
        lot: lotOf(Number(quantity)),
        entryTime: fill.time,
        entryPrice: Number(fill.price),
        fee,
        raw: `${fill.raw}|${quantity}`,
      }),
    );
  }
}

/** Fills from oldest to newest; exports list them either way, often several in one second. */
export function oldestFirst<T extends { fill: Fill }>(fills: readonly T[]): T[] {
  const first = fills[0]?.fill.time ?? "";
  const last = fills.at(-1)?.fill.time ?? "";
  const forward = first > last ? fills.toReversed() : [...fills];
  return forward.sort((a, b) =>
    a.fill.time < b.fill.time ? -1 : a.fill.time > b.fill.time ? 1 : 0,
  );
}

function closedTrade(
  trip: RoundTrip,
  id: string | null,
  lotOf: (quantity: number) => number,
  how: FillTrades,
): TradeDraft {
  const { closing, openings } = trip;
  return tradeDraft({
    line: closing.line,
    externalId: id,
    symbol: closing.symbol,
    side: closing.side === "buy" ? "sell" : "buy",
    lot: lotOf(Number(trip.quantity)),
    entryTime: openings[0]?.fill.time ?? null,
    exitTime: closing.time,
    entryPrice: meanPrice(openings),
    exitPrice: Number(closing.price),
    profit: trip.profit,
    fee: trip.fee,
    comment: how.comment?.(closing) ?? null,
    exitReason: how.exitReason?.(closing) ?? null,
    approximate: trip.isOrphan || openings.length > 1,
    raw: [...openings.map((opening) => opening.fill.raw), closing.raw].join("\n"),
  });
}

/** A reversal's rest that was an orphan shares the fill with what it closed. */
function uniqueId(ids: Map<string, number>, id: string): string | null {
  if (id === "") return null;
  const times = (ids.get(id) ?? 0) + 1;
  ids.set(id, times);
  return times === 1 ? id : `${id}/${times}`;
}
