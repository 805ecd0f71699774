import {
  addDecimals,
  compareDecimals,
  decimalPlaces,
  splitDecimal,
  sumDecimals,
} from "../../base/decimal.ts";
import { addTo } from "../../base/groups.ts";
import {
  addMoneyParts,
  emptyDraft,
  NO_MONEY,
  netOfParts,
  positiveNumber,
  reasonOf,
  setMoney,
} from "../drafts.ts";
import type { DraftPart, MoneyParts, TradeDraft } from "../statement.ts";
import type { Mt5Deal, Order } from "./mt5.ts";

/** Volumes nearer than this are the same: what is left of adding and taking away. */
export const VOLUME_STEP = 1e-9;

/** A part of a deal, with its share of the deal's money. */
interface Part {
  deal: Mt5Deal;
  volume: number;
  money: MoneyParts;
}

/** A position being put together from deals. */
interface Lot {
  id: string;
  side: "buy" | "sell";
  ins: Part[];
  outs: Part[];
  left: number; // volume still open
  approximate: boolean;
}

interface PairedDeals {
  trades: TradeDraft[];
  open: TradeDraft[];
  closings: number; // closing deals: what MetaTrader counts as trades
}

/**
 * Puts positions together where a report has no table of them (old builds, Strategy Tester).
 * On a netting account a symbol has one position at a time, so this is exact. On a hedging one
 * the report does not say which position a deal closes: first the one whose stop or target the
 * closing comment names, then the oldest of the same volume, then the oldest; where more than one
 * was possible the trade is marked approximate. A closing deal without any opening one keeps its
 * money and has no entry.
 */
export function pairDeals(
  deals: Mt5Deal[],
  orders: Map<string, Order>,
  isNetting: boolean,
): PairedDeals {
  const sorted = deals.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const places = moneyPlaces(deals);
  const openLots = new Map<string, Lot[]>();
  const closed: Lot[] = [];
  let closings = 0;
  for (const deal of sorted) {
    const lots = openLots.get(deal.symbol) ?? [];
    openLots.set(deal.symbol, lots);
    if (deal.entry === "in") {
      openLot(lots, { deal, volume: deal.volume, money: deal.money }, isNetting);
      continue;
    }
    closings++;
    const rest = closeLots(lots, deal, orders, places, closed);
    // A reversal closes what is open and opens the rest on the other side.
    if (rest <= VOLUME_STEP) continue;
    const part = { deal, volume: rest, money: NO_MONEY };
    if (deal.entry === "in/out") openLot(lots, part, isNetting);
    else closed.push(orphan(deal, rest, places));
  }
  const trades = closed.map((lot) => toDraft(lot, orders));
  const open = [...openLots.values()].flat().map((lot) => toDraft(lot, orders));
  return { trades, open, closings };
}

/** Digits after the point that the account's money has: none in yen or rupiah. */
function moneyPlaces(deals: readonly { money: MoneyParts }[]): number {
  let places = 0;
  for (const { money } of deals) {
    for (const value of Object.values(money)) places = Math.max(places, decimalPlaces(value));
  }
  return places;
}

function openLot(lots: Lot[], part: Part, isNetting: boolean): void {
  const same = isNetting ? lots.find((lot) => lot.side === part.deal.side) : undefined;
  if (same) {
    same.ins.push(part);
    same.left += part.volume;
    return;
  }
  const { side, order } = part.deal;
  lots.push({ id: order, side, ins: [part], outs: [], left: part.volume, approximate: false });
}

/** Closes open lots by a deal's volume; returns the volume that found nothing to close. */
function closeLots(
  lots: Lot[],
  deal: Mt5Deal,
  orders: Map<string, Order>,
  places: number,
  closed: Lot[],
): number {
  const taken: { lot: Lot; volume: number }[] = [];
  let rest = deal.volume;
  while (rest > VOLUME_STEP) {
    const lot = chooseLot(lots, deal, rest, orders);
    if (!lot) break;
    const volume = Math.min(rest, lot.left);
    lot.left -= volume;
    rest -= volume;
    taken.push({ lot, volume });
    if (lot.left > VOLUME_STEP) continue;
    lots.splice(lots.indexOf(lot), 1);
    closed.push(lot);
  }
  // A reversal's money is all earned by what it closed; an orphan's rest keeps its share.
  const weights = taken.map(({ volume }) => volume);
  const isShared = rest > VOLUME_STEP && deal.entry !== "in/out";
  const shares = shareMoney(deal.money, isShared ? [...weights, rest] : weights, places);
  for (const [i, { lot, volume }] of taken.entries()) {
    lot.outs.push({ deal, volume, money: shares[i] ?? NO_MONEY });
  }
  return rest;
}

function chooseLot(
  lots: Lot[],
  deal: Mt5Deal,
  volume: number,
  orders: Map<string, Order>,
): Lot | undefined {
  const possible = lots.filter((lot) => lot.side !== deal.side);
  if (possible.length < 2) return possible[0];
  const price = positiveNumber(/(?:sl|tp)\s+([\d.]+)/i.exec(deal.comment)?.[1] ?? "");
  const named = possible.filter((lot) => {
    const order = orders.get(lot.id);
    return price !== null && order && [order.stop, order.target].some((p) => Number(p) === price);
  });
  const among = named.length > 0 ? named : possible;
  const lot = among.find((l) => Math.abs(l.left - volume) < VOLUME_STEP) ?? among[0];
  if (lot && named.length !== 1) lot.approximate = true;
  return lot;
}

function shareMoney(money: MoneyParts, weights: number[], places: number): MoneyParts[] {
  if (weights.length === 1) return [money];
  const profit = splitDecimal(money.profit, weights, places);
  const commission = splitDecimal(money.commission, weights, places);
  const swap = splitDecimal(money.swap, weights, places);
  const fee = splitDecimal(money.fee, weights, places);
  return weights.map((_, i) => ({
    profit: profit[i] ?? "0",
    commission: commission[i] ?? "0",
    swap: swap[i] ?? "0",
    fee: fee[i] ?? "0",
  }));
}

/**
 * What was closed before the last of several closings, each with its share of what opening cost:
 * by volume, as MT4 splits the commission of a position between its tickets.
 */
export function partsBeforeLast(
  opening: readonly MoneyParts[],
  closings: readonly { time: string; volume: number; price: number | null; money: MoneyParts }[],
): DraftPart[] {
  if (closings.length < 2) return [];
  const moneys = [...opening, ...closings.map(({ money }) => money)];
  const places = moneyPlaces(moneys.map((money) => ({ money })));
  const weights = closings.map(({ volume }) => volume);
  const shares = shareMoney(opening.reduce(addMoneyParts, NO_MONEY), weights, places);
  return closings.slice(0, -1).map(({ time, volume, price, money }, i) => ({
    exitTime: time,
    lot: volume,
    exitPrice: price,
    money: addMoneyParts(money, shares[i] ?? NO_MONEY),
  }));
}

function orphan(deal: Mt5Deal, volume: number, places: number): Lot {
  const shares = shareMoney(deal.money, [deal.volume - volume, volume], places);
  const money = volume < deal.volume ? (shares[1] ?? NO_MONEY) : deal.money;
  const side = deal.side === "buy" ? "sell" : "buy";
  const outs = [{ deal, volume, money }];
  return { id: `d${deal.id}`, side, ins: [], outs, left: 0, approximate: true };
}

function toDraft(lot: Lot, orders: Map<string, Order>): TradeDraft {
  const parts = [...lot.ins, ...lot.outs];
  const first = parts[0]?.deal;
  const last = lot.outs.at(-1)?.deal;
  const isClosed = lot.left <= VOLUME_STEP;
  const draft = emptyDraft(first?.line ?? 0, "mt5");
  draft.externalId = lot.id || null;
  draft.symbol = first?.symbol ?? "";
  draft.side = lot.side;
  const whole = lot.ins.length > 0 ? lot.ins : lot.outs;
  draft.lot = round(isClosed ? sumVolume(whole) : lot.left);
  draft.entryTime = lot.ins[0]?.deal.time ?? null;
  draft.entryPrice = averagePrice(lot.ins);
  draft.exitTime = isClosed ? (last?.time ?? null) : null;
  draft.exitPrice = isClosed ? averagePrice(lot.outs) : null;
  draft.exitReason = isClosed && last ? reasonOf(last.comment) : null;
  setOrderStops(draft, orders.get(lot.id));
  draft.comment = lot.ins[0]?.deal.comment || null;
  draft.approximate = lot.approximate;
  if (isClosed) {
    const outs = lot.outs.map(({ deal: { time, price }, ...part }) => ({ ...part, time, price }));
    draft.parts = partsBeforeLast(
      lot.ins.map(({ money }) => money),
      outs,
    );
  }
  setMoney(draft, parts.map((part) => part.money).reduce(addMoneyParts, NO_MONEY));
  return draft;
}

/**
 * Stop and target as set when the position was opened. An order without them proves nothing: they
 * may have been set later, which no table of the report tells.
 */
function setOrderStops(draft: TradeDraft, order: Order | undefined): void {
  draft.stopLoss = positiveNumber(order?.stop ?? "");
  draft.takeProfit = positiveNumber(order?.target ?? "");
  draft.stopLossUsed = draft.stopLoss !== null || draft.exitReason === "sl" ? true : null;
  draft.takeProfitUsed = draft.takeProfit !== null || draft.exitReason === "tp" ? true : null;
}

const sumVolume = (parts: Part[]): number => parts.reduce((sum, part) => sum + part.volume, 0);

/** Volumes are multiples of 1e-8 at the finest; this takes binary noise off a sum. */
const round = (volume: number): number => Math.round(volume * 1e8) / 1e8;

/** Volume-weighted price, to ten digits; the plain price of a single part. */
function averagePrice(parts: Part[]): number | null {
  if (parts.length === 0 || parts.some((part) => part.deal.price === null)) return null;
  if (parts.length === 1) return parts[0]?.deal.price ?? null;
  const sum = parts.reduce((total, part) => total + (part.deal.price ?? 0) * part.volume, 0);
  return Number((sum / sumVolume(parts)).toPrecision(10));
}

// Enough for any scaling out seen; a longer search would cost too much for what it gives.
const MAX_CANDIDATES = 14;
const MAX_STEPS = 3000;

export interface Joined {
  openCosts: string; // already booked on positions that are still open
  isPeriod: boolean; // some position was opened before the report begins
}

/**
 * Gives positions what only the deals table knows: the fee, and how the position was closed (the
 * closing deal's comment). An opening deal's order number is the position's id; closing deals
 * carry no id, so they are found by symbol, side, time, volume, price and profit, several of them
 * for a position closed in parts.
 */
export function joinDeals(positions: TradeDraft[], open: TradeDraft[], deals: Mt5Deal[]): Joined {
  const entries = new Map<string, Mt5Deal>();
  for (const deal of deals) {
    if (deal.entry === "in" || deal.entry === "in/out") entries.set(deal.order, deal);
  }
  const closing = closingDeals(deals);
  const rest: TradeDraft[] = [];
  for (const position of positions) {
    const entry = entries.get(position.externalId ?? "");
    if (entry) addFee(position, entry);
    const deal = closing.takeExact(position);
    if (deal) close(position, entry, [deal]);
    else rest.push(position);
  }
  for (const position of rest) {
    close(position, entries.get(position.externalId ?? ""), closing.takeParts(position));
  }
  return {
    openCosts: openCosts(open, entries, closing.left()),
    isPeriod: deals.length > 0 && positions.some((p) => !entries.has(p.externalId ?? "")),
  };
}

function addFee(position: TradeDraft, deal: Mt5Deal): void {
  if (deal.money.fee !== "0") {
    setMoney(position, addMoneyParts(position, { ...NO_MONEY, fee: deal.money.fee }));
  }
}

function close(position: TradeDraft, entry: Mt5Deal | undefined, deals: Mt5Deal[]): void {
  const profit = addDecimals(...deals.map(({ money }) => money.profit));
  // Deals that do not add up to the position were guessed: they tell no part of it.
  if (deals.length > 1 && compareDecimals(profit, position.profit) === 0) {
    position.parts = partsBeforeLast(entry ? [entry.money] : [], deals);
  }
  for (const deal of deals) addFee(position, deal);
  // Of several closings the last one says how the position ended.
  const last = deals.at(-1);
  position.exitReason = last ? reasonOf(last.comment) : null;
  if (position.exitReason === "sl") position.stopLossUsed = true;
  if (position.exitReason === "tp") position.takeProfitUsed = true;
}

/** Entry costs of open positions go to them; what was closed of them already is only added up. */
function openCosts(open: TradeDraft[], entries: Map<string, Mt5Deal>, left: Mt5Deal[]): string {
  const symbols = new Set(open.map((position) => position.symbol));
  const booked: string[] = [];
  for (const position of open) {
    const entry = entries.get(position.externalId ?? "");
    if (!entry) continue;
    setMoney(position, addMoneyParts(position, { ...entry.money, profit: "0", swap: "0" }));
    booked.push(netOfParts(entry.money));
  }
  for (const deal of left) if (symbols.has(deal.symbol)) booked.push(netOfParts(deal.money));
  return sumDecimals(booked);
}

interface Closing {
  takeExact: (position: TradeDraft) => Mt5Deal | null;
  takeParts: (position: TradeDraft) => Mt5Deal[];
  left: () => Mt5Deal[];
}

function closingDeals(deals: Mt5Deal[]): Closing {
  const outs = deals
    .filter((deal) => deal.entry !== "in")
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const used = new Set<Mt5Deal>();
  const byKey = new Map<string, Mt5Deal[]>();
  for (const deal of outs) {
    addTo(byKey, key(deal.symbol, deal.side, deal.time, deal.volume, deal.price), deal);
    addTo(byKey, key(deal.symbol, deal.side), deal);
  }
  const take = (deal: Mt5Deal): Mt5Deal => {
    used.add(deal);
    return deal;
  };
  return {
    takeExact(position) {
      const { symbol, exitTime, lot, exitPrice } = position;
      const found = byKey.get(key(symbol, closingSide(position), exitTime, lot, exitPrice)) ?? [];
      const free = found.filter((deal) => !used.has(deal));
      const same = free.find((deal) => compareDecimals(deal.money.profit, position.profit) === 0);
      const only = same ?? (found.length === 1 ? free[0] : undefined);
      return only ? take(only) : null;
    },
    takeParts(position) {
      const list = byKey.get(key(position.symbol, closingSide(position))) ?? [];
      const free = within(list, position).filter((deal) => !used.has(deal));
      return partsOf(position, free).map(take);
    },
    left: () => outs.filter((deal) => !used.has(deal)),
  };
}

function key(...parts: (string | number | null)[]): string {
  return parts.join("|");
}

function closingSide(position: TradeDraft): "buy" | "sell" {
  return position.side === "buy" ? "sell" : "buy";
}

/** The deals of a list in order of time that lie within the position's life. */
function within(list: Mt5Deal[], position: TradeDraft): Mt5Deal[] {
  const from = lowerBound(list, position.entryTime ?? "");
  const to = lowerBound(list, `${position.exitTime ?? ""}~`);
  return list.slice(from, to);
}

function lowerBound(list: Mt5Deal[], time: string): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.time ?? "") < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The deals that together close the position: volume and profit add up, the last one is at its
 * closing time. Where no such set is found the oldest deals up to its volume are taken.
 */
function partsOf(position: TradeDraft, free: Mt5Deal[]): Mt5Deal[] {
  const found = search(position, free.slice(-MAX_CANDIDATES), { left: MAX_STEPS }, [], 0, 0);
  if (found) return found;
  const lot = position.lot ?? 0;
  const taken: Mt5Deal[] = [];
  let volume = 0;
  for (const deal of free) {
    if (volume + deal.volume > lot + VOLUME_STEP) continue;
    volume += deal.volume;
    taken.push(deal);
  }
  return taken;
}

function search(
  position: TradeDraft,
  free: Mt5Deal[],
  steps: { left: number },
  taken: Mt5Deal[],
  from: number,
  volume: number,
): Mt5Deal[] | null {
  if (steps.left-- <= 0) return null;
  const missing = (position.lot ?? 0) - volume;
  if (Math.abs(missing) < VOLUME_STEP) {
    const profit = addDecimals(...taken.map((deal) => deal.money.profit));
    const isWhole = compareDecimals(profit, position.profit) === 0;
    return isWhole && taken.at(-1)?.time === position.exitTime ? taken : null;
  }
  for (let i = from; i < free.length; i++) {
    const deal = free[i];
    if (!deal || deal.volume > missing + VOLUME_STEP) continue;
    const found = search(position, free, steps, [...taken, deal], i + 1, volume + deal.volume);
    if (found) return found;
  }
  return null;
}
