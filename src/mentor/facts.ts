import { addMoney, type Currency, currencyOf } from "../base/money.ts";
import { parseUtc } from "../base/zone.ts";
import type { Trade } from "../model.ts";
import { lossJudge } from "./losses.ts";
import { BASE_WINDOW, median } from "./numbers.ts";
import type { DayHistory, MentorSettings } from "./types.ts";

/** Fewer previous lots are no custom to depart from. */
const MIN_BASE = 3;

/** A trade made by hand, with what the trader could know when it was opened. */
export interface HandTrade {
  trade: Trade;
  entryMs: number | null;
  exitMs: number | null;
  /** The trade of the same session that had closed last when this one opened; null: none known. */
  prev: Trade | null;
  /** `prev` lost: more than what counts as break-even. */
  afterLoss: boolean;
  /** The trade itself lost, by the same measure. */
  lost: boolean;
  /** From the close of `prev` to this entry. */
  gapSeconds: number | null;
  /** Median lot of the previous <= 20 trades of the symbol, and how many these are. */
  baseLot: number | null;
  baseLotCount: number;
  /** lot / baseLot */
  lotRatio: number | null;
  /** risk_percent / median risk_percent of the previous <= 20 trades. */
  riskRatio: number | null;
  /** The one of the two nearer to 1; null where neither is known. */
  sizeRatio: number | null;
}

/** Whether a trade was a person's decision; what a bot does is not judged as behaviour. */
export function isByHand(trade: Trade): boolean {
  return trade.bot_id === null;
}

/** Whether a stop loss was set: a stop price says so, whatever the flag; null: nobody said. */
export function hasStop(trade: Pick<Trade, "stop_loss" | "stop_loss_used">): boolean | null {
  if (trade.stop_loss !== null && trade.stop_loss > 0) return true;
  return trade.stop_loss_used;
}

/** The lot, or null where it is unknown (0 in old files). */
export function knownLot(trade: Pick<Trade, "lot_size">): number | null {
  return trade.lot_size !== null && trade.lot_size > 0 ? trade.lot_size : null;
}

/** The risk in percent of the balance, or null where it is unknown or not above 0. */
export function knownRisk(trade: Pick<Trade, "risk_percent">): number | null {
  return trade.risk_percent !== null && trade.risk_percent > 0 ? trade.risk_percent : null;
}

/** The instant of a stored time, or null where there is none or it cannot be read. */
export function instant(time: string | null): number | null {
  if (time === null) return null;
  const ms = parseUtc(time);
  return Number.isNaN(ms) ? null : ms;
}

/** Results added exactly in the profile's currency. */
export function netOf(trades: readonly Trade[], currency: Currency): number {
  return addMoney(
    trades.map((trade) => trade.profit_loss),
    currency,
  );
}

/** The sum of the losses (negative or 0) and of the wins among the trades. */
export function lossesAndWins(
  trades: readonly Trade[],
  settings: MentorSettings,
): { losses: number; wins: number } {
  const currency = currencyOf(settings.currency);
  return {
    losses: netOf(
      trades.filter((trade) => trade.profit_loss < 0),
      currency,
    ),
    wins: netOf(
      trades.filter((trade) => trade.profit_loss > 0),
      currency,
    ),
  };
}

/** The sum of the losses of the day (negative or 0), to weigh a finding against. */
export function grossLossOf(day: readonly HandTrade[], settings: MentorSettings): number {
  return lossesAndWins(
    day.map((view) => view.trade),
    settings,
  ).losses;
}

/** Ids of the trades, the largest loss first. */
export function worstFirst(trades: readonly Trade[]): number[] {
  return [...trades].sort((a, b) => a.profit_loss - b.profit_loss || a.id - b.id).map((t) => t.id);
}

// Five detectors look at the same day; it is worked out once.
const days = new WeakMap<DayHistory, readonly HandTrade[]>();

/** The day's trades by hand in their order, each with its previous trade and its bases. */
export function handDay(history: DayHistory): readonly HandTrade[] {
  const known = days.get(history);
  if (known !== undefined) return known;
  const day = viewsOf(history);
  days.set(history, day);
  return day;
}

function viewsOf(history: DayHistory): HandTrade[] {
  const before = { lots: new Map<string, number[]>(), risks: [] as number[] };
  for (const trade of history.earlier) if (isByHand(trade)) remember(trade, before);
  return sessionViews(history.trades.filter(isByHand), before, judgeOf(history));
}

/** What is a loss and what break-even, by all trades by hand that are at hand. */
function judgeOf(history: DayHistory) {
  return lossJudge([...history.earlier, ...history.trades].filter(isByHand), history.balance);
}

/**
 * The last `count` trades by hand, the day's own included, each as it was when it was opened. The
 * sizes they are compared with reach back as many trades again.
 */
export function handViews(history: DayHistory, count: number): HandTrade[] {
  const before = { lots: new Map<string, number[]>(), risks: [] as number[] };
  const sessions = new Map<number, Trade[]>();
  const trades = [...history.earlier, ...history.trades].filter(isByHand);
  for (const trade of trades.slice(-2 * count)) {
    const session = sessions.get(trade.session_id);
    if (session === undefined) sessions.set(trade.session_id, [trade]);
    else session.push(trade);
  }
  const isLoss = judgeOf(history);
  return [...sessions.values()].flatMap((some) => sessionViews(some, before, isLoss)).slice(-count);
}

interface Before {
  lots: Map<string, number[]>;
  risks: number[];
}

/** The views of one session's trades by hand; what they add is remembered in `before`. */
function sessionViews(
  trades: readonly Trade[],
  before: Before,
  isLoss: (trade: Trade) => boolean,
): HandTrade[] {
  const closed = closings(trades);
  return trades.map((trade) => {
    const entryMs = instant(trade.entry_time);
    const last = entryMs === null ? null : lastClosedBy(closed, entryMs, trade);
    const previousLots = (before.lots.get(trade.symbol) ?? []).slice(-BASE_WINDOW);
    const baseLot = median(previousLots);
    const lotRatio = ratio(knownLot(trade), baseLot);
    const riskRatio = ratio(knownRisk(trade), median(before.risks.slice(-BASE_WINDOW)));
    const view: HandTrade = {
      trade,
      entryMs,
      exitMs: instant(trade.exit_time),
      prev: last?.trade ?? null,
      afterLoss: last !== null && isLoss(last.trade),
      lost: isLoss(trade),
      gapSeconds: last === null || entryMs === null ? null : (entryMs - last.exitMs) / 1000,
      baseLot,
      baseLotCount: previousLots.length,
      lotRatio,
      riskRatio,
      sizeRatio: nearerToUsual(previousLots.length < MIN_BASE ? null : lotRatio, riskRatio),
    };
    remember(trade, before);
    return view;
  });
}

/** Whoever keeps one of the two steady trades a steady size: lots vary with the stop's distance. */
function nearerToUsual(lotRatio: number | null, riskRatio: number | null): number | null {
  if (lotRatio === null || riskRatio === null) return lotRatio ?? riskRatio;
  return Math.abs(Math.log(lotRatio)) <= Math.abs(Math.log(riskRatio)) ? lotRatio : riskRatio;
}

/** How many of the day's trades by hand have both times, and the same for what `known` asks. */
export function countKnown(day: readonly HandTrade[], known: (view: HandTrade) => boolean): number {
  return day.reduce((count, view) => count + (known(view) ? 1 : 0), 0);
}

/** Both times of the trade are known. */
export function isTimed(view: HandTrade): boolean {
  return view.entryMs !== null && view.exitMs !== null;
}

interface Closing {
  trade: Trade;
  exitMs: number;
}

function closings(trades: readonly Trade[]): Closing[] {
  const closed: Closing[] = [];
  for (const trade of trades) {
    const exitMs = instant(trade.exit_time);
    if (exitMs !== null) closed.push({ trade, exitMs });
  }
  return closed.sort((a, b) => a.exitMs - b.exitMs || a.trade.id - b.trade.id);
}

/** The last of the sorted closings at or before the entry that is not the trade itself. */
function lastClosedBy(closed: readonly Closing[], entryMs: number, own: Trade): Closing | null {
  let low = 0;
  let high = closed.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((closed[middle]?.exitMs ?? 0) <= entryMs) low = middle + 1;
    else high = middle;
  }
  // A trade opened and closed in the same second is among those closed by its own entry, and so
  // may be a later one: only what has a lower id came before.
  for (let index = low - 1; index >= 0; index--) {
    const closing = closed[index];
    if (closing === undefined || closing.trade === own) continue;
    if (closing.exitMs < entryMs || closing.trade.id < own.id) return closing;
  }
  return null;
}

function remember(trade: Trade, { lots, risks }: Before): void {
  const lot = knownLot(trade);
  const risk = knownRisk(trade);
  if (lot !== null) {
    const ofSymbol = lots.get(trade.symbol) ?? [];
    ofSymbol.push(lot);
    lots.set(trade.symbol, ofSymbol);
  }
  if (risk !== null) risks.push(risk);
}

function ratio(value: number | null, base: number | null): number | null {
  return value === null || base === null || base === 0 ? null : value / base;
}
