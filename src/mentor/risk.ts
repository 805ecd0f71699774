import { currencyOf } from "../base/money.ts";
import type { Trade } from "../model.ts";
import { knownLot, pointValues } from "../trade/point-value.ts";
import type { Band, Judged, RiskCeiling, RiskItem, RiskItemId, RiskScore } from "./day-review.ts";
import { asDecisions, byHand } from "./decisions.ts";
import { exposureOf } from "./exposure.ts";
import { IN_LINE, MIN_BASE, PLANNED_R, TOLERANCE } from "./thresholds.ts";
import {
  clamp,
  hasStop,
  hasTarget,
  knownRisk,
  netOf,
  plannedRr,
  riskMoneyOf,
  Usual,
} from "./trade.ts";
import type { MentorSettings } from "./types.ts";

/** Points of each question; together 10. */
export const WEIGHTS: Readonly<Record<RiskItemId, number>> = {
  sl: 3,
  risiko: 2.5,
  ukuran: 1.5,
  rugi_rencana: 1.5,
  target: 0.5,
  eksposur: 1,
};
export const ITEM_IDS = Object.keys(WEIGHTS) as RiskItemId[];

/** From this multiple of the limit on a risk earns nothing (5 % of a limit of 2 %). */
const FAR_OVER_LIMIT = 2.5;
/** So many times the usual lot, or of the planned loss, earn nothing; up to IN_LINE and PLANNED_R all. */
const FAR_OUT = 2.5;
const RUINED_R = 2;

/** 0 to 1 for each question; null: unknown. */
export type Answers = Readonly<Record<RiskItemId, number | null>>;

/** What the questions of a day are answered from. */
export interface RiskContext {
  limitPercent: number;
  /** Balance when the session began. */
  balance: number | null;
  /** Median lot of earlier days by symbol (and bot). */
  bases: Usual;
  /** Open risk and losers added to, by trade. */
  exposure: ReadonlyMap<Trade, number | null>;
}

/** The answers for one trade. */
export function answersOf(trade: Trade, context: RiskContext): Answers {
  const stop = hasStop(trade);
  const answers = {
    sl: stop === null ? null : Number(stop),
    risiko: riskAnswer(trade, context.limitPercent),
    ukuran: sizeAnswer(trade, context.bases),
    target: targetAnswer(trade),
    eksposur: context.exposure.get(trade) ?? null,
  };
  // A result alone says nothing of the process: of a trade without any answer nothing is known.
  const isBlank = Object.values(answers).every((answer) => answer === null);
  return { ...answers, rugi_rencana: isBlank ? null : lossAnswer(trade, context.balance) };
}

function riskAnswer(trade: Trade, limit: number): number | null {
  // Without a stop the loss has no planned end, whatever was typed as its risk.
  if (hasStop(trade) === false) return 0;
  const risk = knownRisk(trade);
  return risk === null ? null : falling(risk, limit, FAR_OVER_LIMIT * limit);
}

function sizeAnswer(trade: Trade, bases: RiskContext["bases"]): number | null {
  const lot = knownLot(trade);
  const { median: base, count } = bases.of(baseKey(trade));
  if (lot === null || base === null || count < MIN_BASE) return null;
  return falling(lot / base, IN_LINE, FAR_OUT);
}

/** A loss is held against its own prices, so that no other trade changes its answer. */
const OWN_VALUES = pointValues([]);

function lossAnswer(trade: Trade, balance: number | null): number | null {
  if (trade.profit_loss >= 0) return 1;
  const r = trade.profit_loss / riskMoneyOf(trade, OWN_VALUES, balance);
  return Number.isNaN(r) ? null : falling(-r, PLANNED_R, RUINED_R);
}

function targetAnswer(trade: Trade): number | null {
  const target = hasTarget(trade);
  if (target === null) return null;
  if (!target) return 0.25;
  const rr = plannedRr(trade);
  if (Number.isNaN(rr)) return null;
  return rr >= 1 ? 1 : 0.5;
}

/** 1 up to `good`, then straight down to 0 at `bad`; the last binary digit is forgiven. */
function falling(value: number, good: number, bad: number): number {
  return Math.round(clamp((bad - value) / (bad - good), 0, 1) * 1e9) / 1e9;
}

function baseKey(trade: Trade): string {
  return `${trade.bot_id ?? ""} ${trade.symbol}`;
}

/**
 * Median lots of earlier days by symbol, a bot apart from the hand and from other bots. Today's
 * trades are not in it, or a day told twice would score otherwise than the day.
 */
export function lotBases(earlier: readonly Trade[]): Usual {
  const lots = new Usual();
  for (const trade of asDecisions(earlier)) lots.add(knownLot(trade), baseKey(trade));
  return lots;
}

/** An unknown answer is worth half: leaving a field empty never beats having kept the rule. */
const UNKNOWN = 0.5;
const NEUTRAL = 5;

/** What a day's score rests on. */
export interface RiskDay {
  trades: readonly Trade[];
  earlier: readonly Trade[];
  /** Balance when the session began; null: unknown. */
  balance: number | null;
}

interface Scored {
  trade: Trade;
  answers: Answers;
  /** 0 to 10. */
  points: number;
}

/** The trades that are judged: those by hand, or the bots' on a day that has no others. */
export function judgedTrades({ trades }: Pick<RiskDay, "trades">): {
  judged: Judged;
  trades: readonly Trade[];
} {
  const own = byHand(trades);
  if (own.length > 0) return { judged: "hand", trades: own };
  return { judged: trades.length > 0 ? "bots" : "none", trades: asDecisions(trades) };
}

/**
 * The day's risk score, 0 to 10: floor(min(mean of the trades' points, lowest ceiling) + 0.5). A
 * trade's points are the sum of its answers, 0 to 1 each, by their weights. No trades, or nothing
 * known of any: 5. More trades of the same kind never change it.
 */
export function riskScore(day: RiskDay, settings: MentorSettings): RiskScore {
  const { judged, trades } = judgedTrades(day);
  const context = {
    limitPercent: settings.riskLimitPercent,
    balance: day.balance,
    bases: lotBases(day.earlier),
    exposure: exposureOf(trades, settings.riskLimitPercent),
  };
  const scored = trades.map((trade) => scoreOf(trade, answersOf(trade, context)));
  const known = scored.some((one) => Object.values(one.answers).some((a) => a !== null));
  const raw = known ? tidy(mean(scored.map((one) => one.points)), 9) : NEUTRAL;
  const ceilings = ceilingsOf(trades, day.balance, settings);
  const lowest = Math.min(10, ...ceilings.map((ceiling) => ceiling.max));
  const points = Math.floor(Math.min(raw, lowest) + 0.5);
  return {
    score: points,
    raw: tidy(raw, 4),
    band: bandOf(points),
    known,
    judged,
    n: trades.length,
    coverage: { known: tidy(mean(scored.map(knownWeight)), 2), of: 10 },
    ceilings,
    items: ITEM_IDS.map((id) => itemOf(id, scored)).sort((a, b) => b.lost - a.lost),
  };
}

/** The origin's bands. */
export function bandOf(score: number): Band {
  if (score >= 8) return "sangat baik";
  return score >= 6 ? "baik" : "perlu perbaikan";
}

function scoreOf(trade: Trade, answers: Answers): Scored {
  const points = ITEM_IDS.reduce((sum, id) => sum + WEIGHTS[id] * (answers[id] ?? UNKNOWN), 0);
  return { trade, answers, points };
}

function knownWeight({ answers }: Scored): number {
  return ITEM_IDS.reduce((sum, id) => sum + (answers[id] === null ? 0 : WEIGHTS[id]), 0);
}

/** What stops one catastrophe from being thinned out by ten small good trades; lowest first. */
function ceilingsOf(
  trades: readonly Trade[],
  balance: number | null,
  settings: MentorSettings,
): RiskCeiling[] {
  const found: RiskCeiling[] = [];
  const over = (percent: number) =>
    trades.filter((t) => (knownRisk(t) ?? 0) >= percent - TOLERANCE);
  const add = (id: RiskCeiling["id"], max: number, value: number, hit: readonly Trade[]) =>
    found.push({ id, max, value, trades: hit.map((trade) => trade.id) });
  const [huge, large] = [over(10), over(5)];
  const largest = Math.max(0, ...trades.map((trade) => knownRisk(trade) ?? 0));
  if (huge.length > 0) add("risiko", 3, largest, huge);
  else if (large.length > 0) add("risiko", 5, largest, large);
  const bare = trades.filter((trade) => hasStop(trade) === false);
  if (bare.length > 0) add("tanpa_sl", 2 * bare.length >= trades.length ? 5 : 7, bare.length, bare);
  if (balance !== null && balance > 0) {
    const percent = (100 * netOf(trades, currencyOf(settings.currency))) / balance;
    const losers = trades.filter((trade) => trade.profit_loss < 0);
    if (percent <= -10) add("rugi_sesi", 3, tidy(percent, 3), losers);
    else if (percent <= -5) add("rugi_sesi", 5, tidy(percent, 3), losers);
  }
  return found.sort((a, b) => a.max - b.max);
}

function itemOf(id: RiskItemId, scored: readonly Scored[]): RiskItem {
  const lostBy = (one: Scored) => {
    const answer = one.answers[id];
    return answer === null ? 0 : WEIGHTS[id] * (1 - answer);
  };
  const losing = scored
    .filter((one) => lostBy(one) > 0)
    .sort(
      (a, b) =>
        lostBy(b) - lostBy(a) ||
        a.trade.profit_loss - b.trade.profit_loss ||
        a.trade.id - b.trade.id,
    );
  return {
    id,
    weight: WEIGHTS[id],
    known: scored.filter((one) => one.answers[id] !== null).length,
    lost: scored.length === 0 ? 0 : tidy(mean(scored.map(lostBy)), 2),
    trades: losing.map((one) => one.trade.id),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function tidy(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
