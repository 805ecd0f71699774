import { currencyOf } from "../base/money.ts";
import type { RuleKind, Trade } from "../model.ts";
import { kindOf, RULE_KINDS } from "./rules/all.ts";
import { ruleOf, type StatusFacts } from "./rules/rule.ts";
import { byHand, isByHand, netOf, riskMoneyOf } from "./trade.ts";

/** A limit of the trader's own and whether it stands in the way of another trade. */
export interface Limit {
  rule: RuleKind;
  /** null: it cannot be told, because the balance is unknown. */
  reached: boolean | null;
  /** ISO 8601; null: not reached, or it cannot be told since when or until when. */
  since: string | null;
  until: string | null;
  /** What is left of it, in what it counts: money, trades, minutes; null: unknown, or it counts nothing. */
  left: number | null;
}

/** Where the day stands; JSON as it is. */
export interface Status {
  /** Trades by hand, and those of bots. */
  trades: number;
  bot_trades: number;
  max_trades: number | null;
  /** Today's result, bots' included. */
  net: number;
  /** Result by hand in units of the planned loss, over the trades where that is known. */
  r: number | null;
  r_known: number;
  /** What today may still lose until its limit; 0 once it was reached; null: no limit known. */
  loss_left: number | null;
  /** Whole minutes, rounded up; 0: no pause; null: no such rule. */
  pause_left_minutes: number | null;
  within_hours: boolean | null;
  stop_required: boolean;
  max_risk_percent: number | null;
  limits: Limit[];
  /** No limit is reached. */
  allowed: boolean;
}

/** Where the day stands by the trader's own rules at this moment. Pure. */
export function statusOf(facts: StatusFacts): Status {
  const { trades, rules, balance } = facts;
  const currency = currencyOf(facts.currency);
  const hand = byHand(trades);
  const limits = limitsOf(facts);
  const standing = (kind: RuleKind) => limits.find(({ rule }) => rule === kind);
  return {
    trades: hand.length,
    bot_trades: trades.filter((trade) => !isByHand(trade)).length,
    max_trades: ruleOf(rules, "max-trades")?.params.most ?? null,
    net: netOf(trades, currency),
    ...resultInR(hand, balance),
    loss_left: standing("max-daily-loss")?.left ?? null,
    pause_left_minutes: standing("pause-after-loss")?.left ?? null,
    within_hours: standing("hours") === undefined ? null : standing("hours")?.reached === false,
    stop_required: ruleOf(rules, "stop-required") !== undefined,
    max_risk_percent: ruleOf(rules, "risk")?.params.percent ?? null,
    limits,
    allowed: limits.every((limit) => limit.reached !== true),
  };
}

/** Where each rule that can stop a trade stands, in the order of the kinds. */
function limitsOf(facts: StatusFacts): Limit[] {
  const iso = (epochMs: number | null) =>
    epochMs === null ? null : new Date(epochMs).toISOString();
  return RULE_KINDS.flatMap((kind) => {
    const rule = ruleOf(facts.rules, kind);
    const now = rule && kindOf(rule).now?.(rule.params, facts);
    if (!now) return [];
    const { reached, since, until, left } = now;
    return [{ rule: kind, reached, since: iso(since), until: iso(until), left }];
  });
}

/** The sum of result / planned loss over the trades by hand whose planned loss is known. */
function resultInR(hand: readonly Trade[], balance: number | null) {
  const known = hand
    .map((trade) => trade.profit_loss / riskMoneyOf(trade, new Map(), balance))
    .filter(Number.isFinite);
  const sum = known.reduce((total, one) => total + one, 0);
  return { r: known.length === 0 ? null : Math.round(sum * 100) / 100, r_known: known.length };
}
