import { addMoney, currencyOf } from "../../base/money.ts";
import type { Rule, Trade } from "../../model.ts";
import type { RuleCheck } from "../day-review.ts";
import { byHand } from "../decisions.ts";
import { handDay } from "../hand-day.ts";
import { instant, netOf } from "../trade.ts";
import type { DayHistory, MentorSettings } from "../types.ts";
import { kindOf } from "./all.ts";
import type { Seen } from "./rule.ts";

/**
 * The trader's own rules on this day: which trades by hand broke which, and the money of it where
 * that is arithmetic. What is not known is not judged. A pure function of what was known at the end
 * of the day, so that a later change of the rules never changes it.
 */
export function checkRules(history: DayHistory, settings: MentorSettings): RuleCheck[] {
  const day = handDay(history);
  const currency = currencyOf(settings.currency);
  return history.rules.flatMap((rule) => {
    const kind = kindOf(rule);
    if (kind.look === null) return [];
    const out = history.appeals.get(`aturan:${rule.kind}`);
    const judged = out === undefined ? day : day.filter((view) => !out.has(view.trade.id));
    const seen = during(
      rule,
      history,
      kind.look({ params: rule.params, day: judged, history, settings }),
    );
    const { chances, unknown, values = {} } = seen;
    const over = Number(values.over ?? seen.broken.length);
    const cost = seen.cost === undefined ? netOf(seen.broken, currency) : seen.cost;
    return {
      rule: rule.id,
      kind: rule.kind,
      params: rule.params,
      valid_from: rule.valid_from,
      outcome: over > 0 ? "broken" : chances > 0 ? "kept" : "untested",
      n: day.length,
      chances,
      unknown,
      trades: seen.broken.map((trade) => trade.id),
      cost: cost === null || over === 0 ? null : addMoney([cost], currency),
      cost_kind: kind.cost,
      values,
    };
  });
}

/**
 * Whether a trade of this day was entered while the rule was in force; of one without a time that
 * cannot be told on the day that the rule came or went, and it is not held against it.
 */
export function isInForce(rule: Rule, date: string): (trade: Trade) => boolean {
  const isNew = rule.valid_from === date;
  const from = (isNew ? instant(rule.made_at ?? null) : null) ?? Number.NEGATIVE_INFINITY;
  const until = instant(rule.until ?? null) ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(from) && !Number.isFinite(until)) return () => true;
  return (trade) => {
    const entry = instant(trade.entry_time);
    return entry !== null && entry >= from && entry < until;
  };
}

/** What was seen of the time that the rule was in force: of entries before it, it says nothing. */
function during(rule: Rule, history: DayHistory, seen: Seen): Seen {
  const trades = byHand(history.trades);
  const inForce = trades.filter(isInForce(rule, history.session.session_date));
  if (inForce.length === trades.length) return seen;
  const broken = seen.broken.filter((trade) => inForce.some(({ id }) => id === trade.id));
  const chances = Math.max(broken.length, Math.min(seen.chances, inForce.length));
  const { over: _, ...values } = seen.values ?? {};
  const counted = "over" in (seen.values ?? {}) ? { ...values, over: broken.length } : values;
  const { cost, ...rest } = seen;
  // The money of all that were over says nothing of those that are left.
  const isWhole = broken.length === seen.broken.length;
  return { ...rest, chances, broken, values: counted, ...(isWhole && { cost }) };
}
