import { addDecimals, compareDecimals, sumDecimals } from "../../base/decimal.ts";
import { addMoney, NO_MONEY, netOf, reasonOf, setMoney } from "../draft.ts";
import type { TradeDraft } from "../types.ts";
import type { Deal } from "./mt5.ts";

// Enough for any scaling out seen; a longer search would cost too much for what it gives.
const MAX_CANDIDATES = 14;
const MAX_STEPS = 3000;
const VOLUME_STEP = 1e-9;

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
export function joinDeals(positions: TradeDraft[], open: TradeDraft[], deals: Deal[]): Joined {
  const entries = new Map<string, Deal>();
  for (const deal of deals) {
    if (deal.entry === "in" || deal.entry === "in/out") entries.set(deal.order, deal);
  }
  const closing = closingDeals(deals);
  const rest: TradeDraft[] = [];
  for (const position of positions) {
    const entry = entries.get(position.externalId ?? "");
    if (entry) addFee(position, entry);
    const deal = closing.takeExact(position);
    if (deal) close(position, [deal]);
    else rest.push(position);
  }
  for (const position of rest) close(position, closing.takeParts(position));
  return {
    openCosts: openCosts(open, entries, closing.left()),
    isPeriod: deals.length > 0 && positions.some((p) => !entries.has(p.externalId ?? "")),
  };
}

function addFee(position: TradeDraft, deal: Deal): void {
  if (deal.money.fee !== "0") {
    setMoney(position, addMoney(position, { ...NO_MONEY, fee: deal.money.fee }));
  }
}

function close(position: TradeDraft, deals: Deal[]): void {
  for (const deal of deals) addFee(position, deal);
  // Of several closings the last one says how the position ended.
  const last = deals.at(-1);
  position.exitReason = last ? reasonOf(last.comment) : null;
  if (position.exitReason === "sl") position.stopLossUsed = true;
  if (position.exitReason === "tp") position.takeProfitUsed = true;
}

/** Entry costs of open positions go to them; what was closed of them already is only added up. */
function openCosts(open: TradeDraft[], entries: Map<string, Deal>, left: Deal[]): string {
  const symbols = new Set(open.map((position) => position.symbol));
  const booked: string[] = [];
  for (const position of open) {
    const entry = entries.get(position.externalId ?? "");
    if (!entry) continue;
    setMoney(position, addMoney(position, { ...entry.money, profit: "0", swap: "0" }));
    booked.push(netOf(entry.money));
  }
  for (const deal of left) if (symbols.has(deal.symbol)) booked.push(netOf(deal.money));
  return sumDecimals(booked);
}

interface Closing {
  takeExact: (position: TradeDraft) => Deal | null;
  takeParts: (position: TradeDraft) => Deal[];
  left: () => Deal[];
}

function closingDeals(deals: Deal[]): Closing {
  const outs = deals
    .filter((deal) => deal.entry !== "in")
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const used = new Set<Deal>();
  const byKey = new Map<string, Deal[]>();
  for (const deal of outs) {
    push(byKey, key(deal.symbol, deal.side, deal.time, deal.volume, deal.price), deal);
    push(byKey, key(deal.symbol, deal.side), deal);
  }
  const take = (deal: Deal): Deal => {
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

function push(map: Map<string, Deal[]>, name: string, deal: Deal): void {
  const list = map.get(name);
  if (list) list.push(deal);
  else map.set(name, [deal]);
}

function key(...parts: (string | number | null)[]): string {
  return parts.join("|");
}

function closingSide(position: TradeDraft): "buy" | "sell" {
  return position.side === "buy" ? "sell" : "buy";
}

/** The deals of a list in order of time that lie within the position's life. */
function within(list: Deal[], position: TradeDraft): Deal[] {
  const from = lowerBound(list, position.entryTime ?? "");
  const to = lowerBound(list, `${position.exitTime ?? ""}~`);
  return list.slice(from, to);
}

function lowerBound(list: Deal[], time: string): number {
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
function partsOf(position: TradeDraft, free: Deal[]): Deal[] {
  const found = search(position, free.slice(-MAX_CANDIDATES), { left: MAX_STEPS }, [], 0, 0);
  if (found) return found;
  const lot = position.lot ?? 0;
  const taken: Deal[] = [];
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
  free: Deal[],
  steps: { left: number },
  taken: Deal[],
  from: number,
  volume: number,
): Deal[] | null {
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
