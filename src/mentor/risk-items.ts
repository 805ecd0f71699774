import type { Trade } from "../model.ts";
import { median } from "../stats/moments.ts";
import type { RiskItemId } from "./day-review.ts";
import { hasTarget, plannedRr } from "./deals.ts";
import { hasStop, knownLot, knownRisk } from "./facts.ts";
import { BASE_WINDOW, clamp } from "./numbers.ts";
import { riskMoneyOf } from "./risk-money.ts";
import { MIN_BASE } from "./window.ts";

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
const [IN_LINE, FAR_OUT] = [1.25, 2.5];
const [PLANNED_R, RUINED_R] = [1.1, 2];

/** 0 to 1 for each question; null: unknown. */
export type Answers = Readonly<Record<RiskItemId, number | null>>;

/** What the questions of a day are answered from. */
export interface RiskContext {
  limitPercent: number;
  /** Balance when the session began. */
  balance: number | null;
  /** Median lot of earlier days by symbol (and bot). */
  bases: ReadonlyMap<string, number>;
  /** Open risk and losers added to, by trade. */
  exposure: ReadonlyMap<Trade, number | null>;
}

/** The answers for one trade (mentor rubric, version 1). */
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
  const base = bases.get(baseKey(trade));
  return lot === null || base === undefined ? null : falling(lot / base, IN_LINE, FAR_OUT);
}

function lossAnswer(trade: Trade, balance: number | null): number | null {
  if (trade.profit_loss >= 0) return 1;
  const r = trade.profit_loss / riskMoneyOf(trade, new Map(), balance);
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
export function lotBases(earlier: readonly Trade[]): Map<string, number> {
  const lots = new Map<string, number[]>();
  for (const trade of earlier) {
    const lot = knownLot(trade);
    if (lot === null) continue;
    const key = baseKey(trade);
    const list = lots.get(key);
    if (list === undefined) lots.set(key, [lot]);
    else list.push(lot);
  }
  const bases = new Map<string, number>();
  for (const [key, values] of lots) {
    if (values.length >= MIN_BASE) bases.set(key, median(values.slice(-BASE_WINDOW)));
  }
  return bases;
}
