import { currencyOf } from "../../base/money.ts";
import { knownLot } from "../../trade/point-value.ts";
import { byHand } from "../decisions.ts";
import { isWorse, overOpenLimit } from "../exposure.ts";
import { grossLossOf, type HandTrade, handDay, isTimed } from "../hand-day.ts";
import { OPEN_LIMITS, TOLERANCE } from "../thresholds.ts";
import { hasStop, knownRisk, lossesOf, lossOverRisk, netOf, worstFirst } from "../trade.ts";
import type { DayHistory, Finding } from "../types.ts";
import { type Asked, inSteps } from "./asked.ts";
import { type Detector, fact, type SomeFacts, severityOf } from "./event.ts";

interface Add {
  view: HandTrade;
  to: HandTrade;
}

/**
 * `kejadian_rata_rugi`: a position opened at a worse price while another of the same symbol and
 * side was open, so under water. A second order of the same second is one decision, no add.
 */
const averagingDown: Detector = (history, settings) => {
  const day = handDay(history);
  if (day.length < 2) return [];
  const usable = day.filter(isPlaced);
  if (usable.length < 2) {
    const timed = day.filter(isTimed).length;
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

/** Whether its times, side and price are known, so that one can tell what it was added to. */
export function isPlaced(view: HandTrade): boolean {
  const { side, entry_price } = view.trade;
  return view.entryMs !== null && view.exitMs !== null && side !== null && entry_price !== null;
}

/** The entries that added to an open loser, of trades whose times, side and price are known. */
export function addsToLosers(placed: readonly HandTrade[]): HandTrade[] {
  return addsIn(placed).map(({ view }) => view);
}

function addsIn(views: readonly HandTrade[]): Add[] {
  const open = new Map<string, HandTrade[]>();
  const adds: Add[] = [];
  for (const view of views) {
    const key = `${view.trade.side} ${view.trade.symbol}`;
    const entry = view.entryMs ?? 0;
    const still = (open.get(key) ?? []).filter((other) => (other.exitMs ?? 0) > entry);
    const to = still.find(
      (other) => (other.entryMs ?? 0) < entry && isWorse(view.trade, other.trade),
    );
    if (to !== undefined) adds.push({ view, to });
    still.push(view);
    open.set(key, still);
  }
  return adds;
}

/**
 * `risiko_lebih_2pct`: trades that risked more of the balance than the limit. `risiko_terjaga`:
 * the risk of every trade by hand is known and within it, and no loss was larger than planned. By
 * decisions, for what was opened together is lost together.
 */
const riskLimit: Detector = (history, settings) => {
  const limit = settings.riskLimitPercent;
  const trades = byHand(history.trades);
  const known = trades.flatMap((trade) => {
    const risk = knownRisk(trade);
    return risk === null ? [] : [{ trade, risk }];
  });
  if (trades.length === 0) return [];
  if (known.length === 0) return { id: "risiko_lebih_2pct", reason: "risiko", have: 0, need: 1 };
  known.sort((a, b) => b.risk - a.risk || a.trade.id - b.trade.id);
  const over = known.filter(({ risk }) => risk > limit + TOLERANCE);
  const max = known[0];
  const values = { count: over.length, known: known.length, limit, max: max?.risk ?? 0 };
  if (over.length === 0) {
    if (known.length < trades.length) return [];
    // A risk that the loss went beyond was written down, not held.
    if (trades.some((trade) => lossOverRisk(trade, history.balance) !== null)) return [];
    const ids = known.map(({ trade }) => trade.id);
    const rest = { n: trades.length, trades: ids, values, cost: null, severity: 45 };
    return [fact("risiko_terjaga", "ukuran", "good", rest)];
  }
  const severity = severityOf({
    cost: null,
    grossLoss: lossesOf(trades, settings),
    effect01: (values.max / limit - 1) / 1.5,
    share01: over.length / known.length,
    floor: values.max >= 2.5 * limit ? 60 : 0,
  });
  // The lot for the same distance of the stop: where there was one.
  const lot = max === undefined || hasStop(max.trade) !== true ? null : knownLot(max.trade);
  const evidence = { ...values, symbol: max?.trade.symbol ?? "", lot };
  const ids = over.map(({ trade }) => trade.id);
  const rest = { n: known.length, trades: ids, values: evidence, cost: null, severity };
  return [fact("risiko_lebih_2pct", "ukuran", "bad", rest)];
};

/**
 * `risiko_terbuka_lebih_6pct`: entries that brought the risk of all positions open at that moment
 * above three limits (Elder's 6 %). The same sum takes the point for exposure off the risk score.
 */
const openRisk: Detector = (history, settings) => {
  const id = "risiko_terbuka_lebih_6pct";
  const day = handDay(history);
  if (day.length < 2) return [];
  const timed = day.filter(isTimed);
  if (timed.length < 2) return { id, reason: "jam", have: timed.length, need: 2 };
  const known = timed.filter(({ trade }) => knownRisk(trade) !== null);
  if (known.length < 2) return { id, reason: "risiko", have: known.length, need: 2 };
  const trades = byHand(history.trades);
  const over = overOpenLimit(trades, settings.riskLimitPercent);
  const [top] = over;
  if (top === undefined) return [];
  const limit = OPEN_LIMITS * settings.riskLimitPercent;
  const severity = severityOf({
    cost: null,
    grossLoss: lossesOf(trades, settings),
    effect01: top.percent / limit - 1,
    share01: over.length / known.length,
    floor: top.percent >= 1.5 * limit ? 60 : 0,
  });
  const values = {
    count: over.length,
    at: top.trade.id,
    open: top.open.length,
    percent: Math.round(top.percent * 1e6) / 1e6,
    limit,
    times: OPEN_LIMITS,
  };
  const concerned = [...top.open].reverse().concat(over.map(({ trade }) => trade));
  const ids = [...new Set(concerned.map((trade) => trade.id))];
  const rest = { n: known.length, trades: ids, values, cost: null, severity };
  return [fact(id, "posisi", "bad", rest)];
};

/** Facts about risk and positions that are open together. */
export const RISK_FACTS = {
  risiko_lebih_2pct: {
    look: riskLimit,
    money: null,
    plan: withinLimit,
    leastWeight: ({ max }) =>
      RISK_WEIGHTS.find(({ percent }) => Number(max) >= percent - TOLERANCE)?.weight ?? 0,
    denies: ["risiko_terjaga"],
  },
  risiko_terjaga: { look: riskLimit, within: "risiko_terjaga" },
  kejadian_rata_rugi: {
    look: averagingDown,
    money: "realised",
    plan: () => ({ id: "tunggu_tertutup", params: {} }),
    denies: [],
  },
  risiko_terbuka_lebih_6pct: {
    look: openRisk,
    money: null,
    plan: ({ values }) => ({ id: "risiko_terbuka", params: { limit: values.limit ?? null } }),
    denies: [],
  },
} satisfies SomeFacts;

/** A risk of so many percent weighs so much; the largest first. */
const RISK_WEIGHTS = [
  { percent: 10, weight: 95 },
  { percent: 5, weight: 80 },
];

/** The lot that the worst trade's stop distance would have allowed, by plain proportion. */
function withinLimit({ values }: Finding, history: DayHistory): Asked {
  const { lot, max, limit, symbol } = values;
  const most = lot === null ? null : (Number(lot) * Number(limit)) / Number(max);
  // Down, never up: a rounded-up lot would break the limit again.
  const whole = most === null ? null : inSteps(most, String(symbol), history);
  const params = { limit: limit ?? null, symbol: symbol ?? null, lot: whole };
  return { id: "risiko_maksimum", params };
}
