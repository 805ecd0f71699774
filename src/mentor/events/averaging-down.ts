import { currencyOf } from "../../base/money.ts";
import { grossLossOf, type HandTrade, handDay, netOf, worstFirst } from "../facts.ts";
import { type Detector, fact, severityOf } from "./event.ts";

interface Add {
  view: HandTrade;
  to: HandTrade;
}

/**
 * `kejadian_rata_rugi`: a position opened at a worse price while another of the same symbol and
 * side was open, so under water. A second order of the same second is one decision, no add.
 */
export const averagingDown: Detector = (history, settings) => {
  const day = handDay(history);
  if (day.length < 2) return [];
  const usable = day.filter(isUsable);
  if (usable.length < 2) {
    const timed = day.filter((view) => view.entryMs !== null && view.exitMs !== null).length;
    const reason = timed < 2 ? "jam" : "harga";
    return { id: "kejadian_rata_rugi", reason, have: usable.length, need: 2 };
  }
  const adds = addsIn(usable);
  const first = adds[0];
  if (first === undefined) return [];
  const trades = adds.map(({ view }) => view.trade);
  const severity = severityOf({
    cost: null,
    grossLoss: grossLossOf(day, settings),
    effect01: 0.5,
    share01: adds.length / day.length,
    floor: 60,
  });
  const values = {
    count: adds.length,
    symbol: first.view.trade.symbol,
    first: first.view.trade.id,
    to: first.to.trade.id,
    price: first.view.trade.entry_price,
    to_price: first.to.trade.entry_price,
    net: netOf(trades, currencyOf(settings.currency)),
  };
  const rest = { n: day.length, trades: worstFirst(trades), values, cost: null, severity };
  return [fact("kejadian_rata_rugi", "posisi", "bad", rest)];
};

function isUsable(view: HandTrade): boolean {
  const { side, entry_price } = view.trade;
  return view.entryMs !== null && view.exitMs !== null && side !== null && entry_price !== null;
}

/** The day's entries that added to an open loser; trades without time, side or price are left out. */
export function addsToLosers(day: readonly HandTrade[]): HandTrade[] {
  return addsIn(day.filter(isUsable)).map(({ view }) => view);
}

function addsIn(views: readonly HandTrade[]): Add[] {
  const open = new Map<string, HandTrade[]>();
  const adds: Add[] = [];
  for (const view of views) {
    const key = `${view.trade.side} ${view.trade.symbol}`;
    const entry = view.entryMs ?? 0;
    const still = (open.get(key) ?? []).filter((other) => (other.exitMs ?? 0) > entry);
    const to = still.find((other) => (other.entryMs ?? 0) < entry && isWorse(view, other));
    if (to !== undefined) adds.push({ view, to });
    still.push(view);
    open.set(key, still);
  }
  return adds;
}

function isWorse(view: HandTrade, other: HandTrade): boolean {
  const price = view.trade.entry_price ?? 0;
  const before = other.trade.entry_price ?? 0;
  return view.trade.side === "buy" ? price < before : price > before;
}
