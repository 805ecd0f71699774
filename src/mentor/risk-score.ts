import type { Trade } from "../model.ts";
import type { Band, Judged, RiskItem, RiskScore } from "./day-review.ts";
import { hasStop, isByHand, knownLot, knownRisk } from "./facts.ts";
import { clamp, median } from "./numbers.ts";
import type { DayHistory, MentorSettings } from "./types.ts";

const BASE_WINDOW = 20;
const MIN_BASE = 3;
const IN_LINE = 1.25;
const FAR_OUT = 2.5;
/** What a trade counts of which nothing is known: half, so that it weighs neither way. */
const UNKNOWN_TRADE = 0.5;
/**
 * The most a trade without a stop can count. Its loss has no planned end, so a small stated risk
 * or a usual lot cannot make up for that: a day without stops never scores above 5.
 */
const NO_STOP_CEILING = 0.5;

type ItemId = "stop" | "risiko" | "ukuran";
const ITEMS: readonly ItemId[] = ["stop", "risiko", "ukuran"];

interface Scored {
  trade: Trade;
  /** 0..1 */
  value01: number;
  known: number;
  /** Share of the trade's one point that each item cost. */
  lost: Readonly<Record<ItemId | "data", number>>;
  answers: Readonly<Record<ItemId, number | null>>;
}

/** The trades that are judged: those by hand, or the bots' on a day that has no others. */
export function judgedTrades(history: DayHistory): { judged: Judged; trades: readonly Trade[] } {
  const byHand = history.trades.filter(isByHand);
  if (byHand.length > 0) return { judged: "hand", trades: byHand };
  return { judged: history.trades.length > 0 ? "bots" : "none", trades: history.trades };
}

/**
 * The day's risk score, 0 to 10: floor(10 x mean + 0.5) over the judged trades, each counting the
 * mean of what it did right among what is known of it.
 * - stop set: 1 or 0;
 * - risk within the limit: 1, falling to 0 at 2.5 x the limit;
 * - lot within 1.25 x the own median, falling to 0 at 2.5 x; smaller is never punished.
 * The median is of the last 20 trades of that symbol (at least 3) on *earlier* days: were today's
 * trades in it, a day told twice would score otherwise than the day. No trades, or nothing known
 * of any: 5. The result of a trade is not looked at.
 */
export function riskScore(history: DayHistory, settings: MentorSettings): RiskScore {
  const { judged, trades } = judgedTrades(history);
  const bases = lotBases(history.earlier);
  const scored = trades.map((trade) => score(trade, bases, settings.riskLimitPercent));
  const known = scored.some((one) => one.known > 0);
  const sum = scored.reduce((total, one) => total + one.value01, 0);
  // Rounded to 9 places first: 0.55 summed in binary may fall just short of its half.
  const points = known ? Math.floor(tidy((10 * sum) / scored.length, 9) + 0.5) : 5;
  return {
    score: points,
    band: bandOf(points),
    known,
    judged,
    n: trades.length,
    coverage: {
      known: scored.reduce((total, one) => total + one.known, 0),
      of: trades.length * ITEMS.length,
    },
    items: ([...ITEMS, "data"] as const)
      .map((id) => itemOf(id, scored))
      .sort((a, b) => b.lost - a.lost),
  };
}

/** The origin's bands. */
export function bandOf(score: number): Band {
  if (score >= 8) return "sangat baik";
  return score >= 6 ? "baik" : "perlu perbaikan";
}

function score(trade: Trade, bases: ReadonlyMap<string, number>, limit: number): Scored {
  const stop = hasStop(trade);
  const risk = knownRisk(trade);
  const lot = knownLot(trade);
  const base = bases.get(baseKey(trade));
  const answers = {
    stop: stop === null ? null : Number(stop),
    risiko: risk === null ? null : falling(risk, limit, FAR_OUT * limit),
    ukuran: lot === null || base === undefined ? null : falling(lot / base, IN_LINE, FAR_OUT),
  };
  const values = Object.values(answers).filter((value) => value !== null);
  const known = values.length;
  if (known === 0) {
    const lost = { stop: 0, risiko: 0, ukuran: 0, data: 1 - UNKNOWN_TRADE };
    return { trade, value01: UNKNOWN_TRADE, known, lost, answers };
  }
  const mean = values.reduce((sum, value) => sum + value, 0) / known;
  const value01 = stop === false ? Math.min(mean, NO_STOP_CEILING) : mean;
  const lostBy = (answer: number | null) => (answer === null ? 0 : (1 - answer) / known);
  const lost = {
    stop: lostBy(answers.stop) + mean - value01,
    risiko: lostBy(answers.risiko),
    ukuran: lostBy(answers.ukuran),
    data: 0,
  };
  return { trade, value01, known, lost, answers };
}

/** 1 up to `good`, then straight down to 0 at `bad`; the last binary digit is forgiven. */
function falling(value: number, good: number, bad: number): number {
  return tidy(clamp((bad - value) / (bad - good), 0, 1), 9);
}

/** Median lots of earlier days by symbol, a bot apart from the hand and from other bots. */
function lotBases(earlier: readonly Trade[]): Map<string, number> {
  const lots = new Map<string, number[]>();
  for (const trade of earlier) {
    const lot = knownLot(trade);
    if (lot === null) continue;
    const key = baseKey(trade);
    lots.set(key, [...(lots.get(key) ?? []), lot].slice(-BASE_WINDOW));
  }
  const bases = new Map<string, number>();
  for (const [key, values] of lots) {
    const base = median(values);
    if (base !== null && values.length >= MIN_BASE) bases.set(key, base);
  }
  return bases;
}

function baseKey(trade: Trade): string {
  return `${trade.bot_id ?? ""} ${trade.symbol}`;
}

function itemOf(id: ItemId | "data", scored: readonly Scored[]): RiskItem {
  const losing = scored
    .filter((one) => one.lost[id] > 0)
    .sort(
      (a, b) =>
        b.lost[id] - a.lost[id] ||
        a.trade.profit_loss - b.trade.profit_loss ||
        a.trade.id - b.trade.id,
    );
  const sum = losing.reduce((total, one) => total + one.lost[id], 0);
  return {
    id,
    known:
      id === "data"
        ? scored.filter((one) => one.known > 0).length
        : scored.filter((one) => one.answers[id] !== null).length,
    lost: scored.length === 0 ? 0 : tidy((10 * sum) / scored.length, 2),
    trades: losing.map((one) => one.trade.id),
  };
}

function tidy(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
