import { addMoney, type Currency, fromMinor, toMinor } from "../base/money.ts";
import { localParts } from "../base/zone.ts";
import type { Rule, RuleKind, Trade } from "../model.ts";
import { instant } from "./facts.ts";

/** The rule of this kind among those in force. */
export function ruleOf<K extends RuleKind>(
  rules: readonly Rule[],
  kind: K,
): Extract<Rule, { kind: K }> | undefined {
  return rules.find((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}

/**
 * The day's loss as a negative amount; null where it is a share of a balance that is not known (or
 * not above 0).
 */
export function dayLossLimit(
  { params }: Extract<Rule, { kind: "max-daily-loss" }>,
  balance: number | null,
  currency: Currency,
): number | null {
  if (params.amount !== null) return -params.amount;
  if (params.percent === null || balance === null || balance <= 0) return null;
  return addMoney([-(balance * params.percent) / 100], currency);
}

/** Closed trades of a day in the order of their closing; null: one has no closing time. */
function closings(trades: readonly Trade[], currency: Currency) {
  const closed: { at: number; minor: number }[] = [];
  for (const trade of trades) {
    const at = instant(trade.exit_time);
    if (at === null) return null;
    closed.push({ at, minor: toMinor(trade.profit_loss, currency) });
  }
  return closed.sort((a, b) => a.at - b.at);
}

/**
 * When the day's closed result first stood at the limit (negative), in epoch ms; null: never, or a
 * closing time is unknown.
 */
export function lossReachedAt(
  trades: readonly Trade[],
  limit: number,
  currency: Currency,
): number | null {
  let sum = 0;
  for (const { at, minor } of closings(trades, currency) ?? []) {
    sum += minor;
    if (fromMinor(sum, currency) <= limit) return at;
  }
  return null;
}

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** Whether an entry at this instant is within the hours, on the zone's clock. */
export function isWithinHours(
  { params }: Extract<Rule, { kind: "hours" }>,
  epochMs: number,
  zone: string,
): boolean {
  const { hour, minute } = localParts(epochMs, zone);
  const now = hour * 60 + minute;
  const [from, to] = [minutesOf(params.from), minutesOf(params.to)];
  return from < to ? now >= from && now < to : now >= from || now < to;
}
