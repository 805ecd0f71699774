import { utcText } from "../../src/base/time.ts";
import { type Deal, dealsOf } from "../../src/mentor/deals.ts";
import type { SessionContext } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import type { SimulatedDeal } from "./generate.ts";

const CONTRACT = 1_000;
const PRICE = 2_000;

/** What a source leaves out. */
export type Gap = "prices" | "times" | "exit_time" | "stop" | "lot" | "risk" | "all but money";

const NOTHING_SAID: Partial<Trade> = {
  entry_price: null,
  exit_price: null,
  stop_loss: null,
  take_profit: null,
};

const LEFT_OUT: Readonly<Record<Gap, Partial<Trade>>> = {
  prices: NOTHING_SAID,
  times: { entry_time: null, exit_time: null },
  exit_time: { exit_time: null },
  stop: { stop_loss: null, stop_loss_used: null, take_profit: null, take_profit_used: null },
  lot: { lot_size: null },
  risk: { risk_percent: null },
  "all but money": {
    ...NOTHING_SAID,
    entry_time: null,
    exit_time: null,
    side: null,
    risk_percent: null,
    strategy_used: null,
    stop_loss_used: null,
    take_profit_used: null,
  },
};

/** The trade as a journal would hold it, with prices that fit its stop, its result and its lot. */
function tradeOf(deal: SimulatedDeal, entry: number): Trade {
  const side = deal.side > 0 ? 1 : -1;
  // The simulation's costs are inside the result; the journal's price is net of them too.
  const moved = deal.pl / (deal.lot * CONTRACT);
  const risk = deal.riskMoney / (deal.lot * CONTRACT);
  const at = (distance: number) => entry + side * distance;
  return {
    id: deal.id,
    session_id: deal.session + 1,
    symbol: deal.symbol,
    profit_loss: deal.pl,
    session_date: utcText(deal.entryMs).slice(0, 10),
    created_at: utcText(deal.entryMs),
    lot_size: deal.lot,
    side: side > 0 ? "buy" : "sell",
    // The simulated clock is the trader's own.
    entry_time: utcText(deal.entryMs),
    exit_time: utcText(deal.exitMs),
    entry_price: entry,
    exit_price: at(moved),
    stop_loss: deal.hasStop ? at(-risk) : null,
    take_profit: targetOf(deal, at),
    stop_loss_used: deal.hasStop,
    take_profit_used: deal.hasTarget,
    risk_percent: deal.riskPercent,
    strategy_used: deal.strategy,
    bot_id: null,
    commission: null,
    swap: null,
    ticket: null,
    account: null,
    tags: null,
    note: null,
  };
}

/** A target without a stop has a price too: where the trade was closed, or beyond. */
function targetOf(deal: SimulatedDeal, at: (distance: number) => number): number | null {
  if (!deal.hasTarget) return null;
  if (deal.plannedRr > 0) return at((deal.plannedRr * deal.riskMoney) / (deal.lot * CONTRACT));
  const moved = deal.pl / (deal.lot * CONTRACT);
  return deal.exit === "tp" ? at(moved) : at(Math.abs(moved) + 3);
}

/** The trader's trades as they look once a source has left something out, read by the mentor. */
export function seenWithout(deals: readonly SimulatedDeal[], gap: Gap | null): Deal[] {
  const contexts = new Map<number, SessionContext>();
  let entry = PRICE;
  const trades = deals.map((deal) => {
    // An add is at a worse price than the position it is added to, or at a better one.
    entry = deal.add === 0 ? PRICE : entry - deal.side * deal.add;
    const trade = { ...tradeOf(deal, entry), ...(gap === null ? {} : LEFT_OUT[gap]) };
    contexts.set(trade.session_id, {
      id: trade.session_id,
      date: trade.session_date,
      condition: deal.condition,
      moodBefore: deal.mood,
      balance: null,
    });
    return trade;
  });
  return dealsOf(trades, contexts, "UTC");
}
