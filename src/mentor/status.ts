import { addMoney, currencyOf } from "../base/money.ts";
import { MINUTE_MS } from "../base/time.ts";
import type { Rule, Trade } from "../model.ts";
import { closingsOf } from "./decisions.ts";
import { dayLossLimit, isWithinHours, lossReachedAt, ruleOf } from "./rules.ts";
import { byHand, instant, isByHand, netOf, riskMoneyOf } from "./trade.ts";

/** What the guard looks at. */
export interface StatusFacts {
  /** Now, in epoch ms. */
  now: number;
  /** Today's trades, bots' included. */
  trades: readonly Trade[];
  rules: readonly Rule[];
  /** Balance when the day began; null: unknown. */
  balance: number | null;
  /** When the last losing trade by hand of an earlier day closed, UTC as stored; null: none. */
  earlierLoss: string | null;
  currency: string;
  zone: string;
}

/** A limit of the trader's own and whether it stands in the way of another trade. */
interface Limit {
  rule: "max-daily-loss" | "max-trades" | "hours" | "pause-after-loss";
  /** null: it cannot be told, because the balance is unknown. */
  reached: boolean | null;
  /** ISO 8601; null: not reached, or it cannot be told since when or until when. */
  since: string | null;
  until: string | null;
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
  const limits = [dayLoss(facts), count(facts, hand), hours(facts), pause(facts, hand)].filter(
    (limit) => limit !== null,
  );
  const loss = ruleOf(rules, "max-daily-loss");
  const most = loss === undefined ? null : dayLossLimit(loss, balance, currency);
  const reached = (rule: Limit["rule"]) => limits.find((limit) => limit.rule === rule)?.reached;
  const net = netOf(trades, currency);
  const until = limits.find(({ rule }) => rule === "pause-after-loss")?.until ?? null;
  return {
    trades: hand.length,
    bot_trades: trades.filter((trade) => !isByHand(trade)).length,
    max_trades: ruleOf(rules, "max-trades")?.params.most ?? null,
    net,
    ...resultInR(hand, balance),
    loss_left:
      most === null ? null : reached("max-daily-loss") ? 0 : addMoney([net, -most], currency),
    pause_left_minutes:
      ruleOf(rules, "pause-after-loss") === undefined
        ? null
        : until === null
          ? 0
          : Math.ceil((Date.parse(until) - facts.now) / MINUTE_MS),
    within_hours: ruleOf(rules, "hours") === undefined ? null : reached("hours") === false,
    stop_required: ruleOf(rules, "stop-required") !== undefined,
    max_risk_percent: ruleOf(rules, "risk")?.params.percent ?? null,
    limits,
    allowed: limits.every((limit) => limit.reached !== true),
  };
}

const iso = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString());

/** Once reached it stays reached that day, also when a bot earns the money back. */
function dayLoss({ rules, balance, trades, currency: code }: StatusFacts): Limit | null {
  const rule = ruleOf(rules, "max-daily-loss");
  if (rule === undefined) return null;
  const currency = currencyOf(code);
  const most = dayLossLimit(rule, balance, currency);
  if (most === null) return { rule: rule.kind, reached: null, since: null, until: null };
  const at = lossReachedAt(trades, most, currency);
  const reached = at !== null || netOf(trades, currency) <= most;
  return { rule: rule.kind, reached, since: iso(at), until: null };
}

function count({ rules }: StatusFacts, hand: readonly Trade[]): Limit | null {
  const rule = ruleOf(rules, "max-trades");
  if (rule === undefined) return null;
  return { rule: rule.kind, reached: hand.length >= rule.params.most, since: null, until: null };
}

function hours({ rules, now, zone }: StatusFacts): Limit | null {
  const rule = ruleOf(rules, "hours");
  if (rule === undefined) return null;
  return { rule: rule.kind, reached: !isWithinHours(rule, now, zone), since: null, until: null };
}

/** Counts from the close of the last losing trade by hand, also over the end of a day. */
function pause(facts: StatusFacts, hand: readonly Trade[]): Limit | null {
  const { rules, now, earlierLoss } = facts;
  const rule = ruleOf(rules, "pause-after-loss");
  if (rule === undefined) return null;
  // Of a close without a time it is known that it was noted by then: the pause is never too short.
  const timed = hand.map((trade) => ({ ...trade, exit_time: trade.exit_time ?? trade.created_at }));
  const losses = closingsOf(timed).filter(({ result }) => result < 0);
  const before = instant(earlierLoss) ?? Number.NEGATIVE_INFINITY;
  const ends = [before, ...losses.map(({ at }) => at)];
  // A close that is still to come was typed ahead of its time: nothing to pause from yet.
  const last = Math.max(Number.NEGATIVE_INFINITY, ...ends.filter((at) => at <= now));
  const until = last + rule.params.minutes * MINUTE_MS;
  if (!(until > now)) return { rule: rule.kind, reached: false, since: null, until: null };
  return { rule: rule.kind, reached: true, since: iso(last), until: iso(until) };
}

/** The sum of result / planned loss over the trades by hand whose planned loss is known. */
function resultInR(hand: readonly Trade[], balance: number | null) {
  const known = hand
    .map((trade) => trade.profit_loss / riskMoneyOf(trade, new Map(), balance))
    .filter(Number.isFinite);
  const sum = known.reduce((total, one) => total + one, 0);
  return { r: known.length === 0 ? null : Math.round(sum * 100) / 100, r_known: known.length };
}
