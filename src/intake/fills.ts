import { createHash } from "node:crypto";
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
import { tradeDraft } from "./drafts.ts";
import type { FillRow, Format, Paired, PairFills, Statement, TradeDraft } from "./statement.ts";

/** One execution of an order, or all executions of one order together. Amounts are exact. */
export interface Fill {
  line: number;
  /** The broker's name of a trade that this fill closes; "" where there is none. */
  id: string;
  /** What makes it the same fill in every file; the id, where that is not enough by itself. */
  key: string;
  /** Executions of one order are one fill; "" where the file does not tell. */
  order: string;
  symbol: string;
  side: "buy" | "sell";
  quantity: string;
  price: string;
  time: string;
  /** Signed: a cost is negative. */
  fee: string;
  /** What the exchange says was earned by closing; null where it does not say. */
  realized: string | null;
  /** How a trade ended that this fill closed. */
  exitReason: TradeDraft["exitReason"];
  raw: string;
}

/** What one fill closed: the openings it used up, oldest first, each with its share. */
interface RoundTrip {
  closing: Fill;
  openings: Opening[];
  quantity: string;
  profit: string;
  fee: string;
  /** Nothing was known to be open: what is known begins later than the position. */
  isOrphan: boolean;
}

interface Opening {
  fill: Fill;
  quantity: string;
  /** Of the fill's fee, not yet used up by a closing. */
  fee: string;
}

interface Matched {
  closed: RoundTrip[];
  /** Openings, or what is left of them. */
  open: Opening[];
}

/** How the fills of a format become trades. */
interface FillTrades {
  /** False: a sale of what was never bought is no trade, and is said to be none. */
  canShort: boolean;
  /** Pieces in a lot. */
  perLot?: number;
}

/**
 * Puts the fills of a file into its statement: as they are, so that they can be paired anew with
 * those of other files, and as the trades that they make by themselves.
 */
export function takeFills(
  statement: Statement,
  fills: readonly Fill[],
  { pair }: Pick<Format, "pair">,
): void {
  const counts = new Map<string, number>();
  for (const fill of fills) {
    const { line, time } = fill;
    const own = fill.key || fill.id || `#${createHash("sha1").update(fill.raw).digest("hex")}`;
    const count = (counts.get(own) ?? 0) + 1;
    counts.set(own, count);
    if (count > 1 && fill.id !== "") fill.id += `/${count}`;
    const key = count === 1 ? own : `${own}:${count}`;
    statement.fills.push({ key, line, time, data: fill });
  }
  if (pair === undefined) return;
  const { trades, open, skipped, notes } = pair(statement.fills);
  statement.trades.push(...trades);
  statement.open.push(...open);
  statement.skipped.push(...skipped);
  statement.notes.push(...notes);
}

/** A fill as it was; what is empty was left out. Name by name: spread, 100,000 take 2 s more. */
function fillOf({ key, line, time, data }: FillRow): Fill {
  const told = data as Partial<Fill> & Pick<Fill, "symbol" | "side" | "quantity" | "price" | "fee">;
  return {
    line,
    key,
    time,
    id: told.id ?? "",
    order: told.order ?? "",
    symbol: told.symbol,
    side: told.side,
    quantity: told.quantity,
    price: told.price,
    fee: told.fee,
    realized: told.realized ?? null,
    exitReason: told.exitReason ?? null,
    raw: told.raw ?? "",
  };
}

/** A way to pair fills that have come through `takeFills`. */
export function fillPairer(how: FillTrades): PairFills {
  return (rows) => {
    const fills = oldestFirst(rows.map(fillOf));
    return pairedTrades(matchFills(mergeOrders(fills), how.canShort), how);
  };
}

/**
 * Exports list fills either way, often several in one second, and parts of them may stand in several
 * files: then the broker's numbers tell the order, else what is bought comes first.
 */
function oldestFirst(fills: readonly Fill[]): Fill[] {
  const numbered = fills.map((fill) => ({ fill, number: numberIn(fill.key) }));
  numbered.sort(({ fill: a, number: one }, { fill: b, number: two }) => {
    if (a.time !== b.time) return a.time < b.time ? -1 : 1;
    if ((one === "") !== (two === "")) return one === "" ? 1 : -1;
    if (one !== two) return one.length - two.length || (one < two ? -1 : 1);
    if (a.side !== b.side) return a.side === "buy" ? -1 : 1;
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  });
  return numbered.map(({ fill }) => fill);
}

/** The broker's running number in a key: "9101" of "BTCUSDT|9101". */
function numberIn(key: string): string {
  return /^0*(\d+)(?::\d+)?$/.exec(key.slice(key.lastIndexOf("|") + 1))?.[1] ?? "";
}

/**
 * Pairs fills of each symbol first in, first out, in the order given. Fees go with the quantity
 * and are shared out to the last digit. Where the exchange tells the realised profit it is used
 * and decides what a fill is: earnings with nothing open are an orphan's, and no earnings at
 * another price than the opening's are a second position beside the first (hedge mode). Without
 * it a fill against the open side closes, and the profit is the difference of prices times the
 * quantity. `canShort` false: a sale of what was never bought is an orphan, not a short.
 */
function matchFills(fills: readonly Fill[], canShort: boolean): Matched {
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
function mergeOrders(fills: readonly Fill[]): Fill[] {
  const orders = groupBy(fills, ({ order, symbol, side }, index) =>
    order === "" ? `row ${index}` : `${order}|${symbol}|${side}`,
  );
  return [...orders.values()].map(mergeFills);
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

/**
 * The trades that paired fills make: one for every fill that closed something, known by that fill;
 * what was not closed is open. Pairing is a reading of fills, not the broker's word, so every trade
 * of more than one opening, and every orphan, is approximate.
 */
function pairedTrades({ closed, open }: Matched, how: FillTrades): Paired {
  const paired: Paired = { trades: [], open: [], skipped: [], notes: [] };
  const lots = (quantity: string) => Number(quantity) / (how.perLot ?? 1);
  const unbought: string[] = [];
  for (const trip of closed) {
    const { line, symbol } = trip.closing;
    if (how.canShort || !trip.isOrphan) {
      paired.trades.push(closedTrade(trip, lots(trip.quantity)));
    } else if (line > 0) {
      const value = `${symbol} ${lots(trip.quantity)}`;
      const expected = "an earlier purchase" as const;
      paired.skipped.push({ line, reason: "not-a-trade", field: "lot", value, expected });
      unbought.push(value);
    }
  }
  const [named, more] = [unbought.slice(0, MOST_NAMED).join(", "), unbought.length - MOST_NAMED];
  if (named !== "") paired.notes.push(`unbought:${named}${more > 0 ? ` (+${more})` : ""}`);
  for (const { fill, quantity, fee } of open) {
    paired.open.push(
      tradeDraft({
        line: fill.line,
        ...namesOf(fill),
        symbol: fill.symbol,
        side: fill.side,
        lot: lots(quantity),
        entryTime: fill.time,
        entryPrice: Number(fill.price),
        fee,
        raw: `${fill.raw}|${quantity}`,
      }),
    );
  }
  return paired;
}

const MOST_NAMED = 5;

/** The fill's own name, by which the trade that it closed or opened is known. */
const namesOf = ({ id, key }: Fill) =>
  id === "" ? { externalId: null, fillKey: key } : { externalId: id };

function closedTrade({ closing, openings, ...trip }: RoundTrip, lot: number): TradeDraft {
  return tradeDraft({
    line: closing.line,
    ...namesOf(closing),
    symbol: closing.symbol,
    side: closing.side === "buy" ? "sell" : "buy",
    lot,
    entryTime: openings[0]?.fill.time ?? null,
    exitTime: closing.time,
    entryPrice: meanPrice(openings),
    exitPrice: Number(closing.price),
    profit: trip.profit,
    fee: trip.fee,
    exitReason: closing.exitReason,
    approximate: trip.isOrphan || openings.length > 1,
    raw: [...openings.map((opening) => opening.fill.raw), closing.raw].join("\n"),
  });
}
