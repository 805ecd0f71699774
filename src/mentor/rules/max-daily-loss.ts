import { addMoney, type Currency, currencyOf, fromMinor, toMinor } from "../../base/money.ts";
import { MOST_NUMBER } from "../../base/number.ts";
import type { RuleParams, Trade } from "../../model.ts";
import { toNumber } from "../../trade/readers.ts";
import { exitsOf } from "../decisions.ts";
import type { HandTrade } from "../hand-day.ts";
import { instant, netOf } from "../trade.ts";
import type { DayHistory } from "../types.ts";
import {
  type OwnRule,
  percentOf,
  type RuleDay,
  ruleOf,
  type Seen,
  standing,
  tradesOf,
} from "./rule.ts";

/** Stop once the day's closed trades, bots' included, have lost so much. */
export const maxDailyLoss: OwnRule<"max-daily-loss"> = {
  read: readLoss,
  typed: ({ percent, amount }) => (percent === null ? String(amount) : `${percent}%`),
  look: afterDayLoss,
  form: "limit",
  cost: "realised",
  /** Once reached it stays reached that day, also when a bot earns the money back. */
  now(params, { balance, trades, currency: code }) {
    const currency = currencyOf(code);
    const most = dayLossLimit(params, balance, currency);
    if (most === null) return standing(null);
    const since = lossReachedAt(trades, most, currency);
    const net = netOf(trades, currency);
    const reached = since !== null || net <= most;
    const left = reached ? 0 : addMoney([net, -most], currency);
    return { reached, since, until: null, left };
  },
  plan(params, { balance }, { currency }) {
    const limit = dayLossLimit(params, balance, currencyOf(currency));
    const amount = limit === null ? null : -limit;
    const asked = { amount, percent: params.percent, bots: 0 };
    return { family: "jumlah", weight: 90, id: "batas_rugi", params: asked };
  },
  standsFor: ["batas_rugi_harian", "lanjut_setelah_batas", "berhenti_di_batas"],
  denies: ["berhenti_di_batas"],
};

/** A share of the balance, or money above 0. */
function readLoss(text: string, currency: string): RuleParams["max-daily-loss"] | string {
  const expected = "persen dari saldo (2%) atau uang di atas 0 (50, $50, 500rb)";
  if (text.endsWith("%")) {
    const percent = percentOf(text.slice(0, -1).trimEnd());
    if (typeof percent === "number") return { percent, amount: null };
    return percent || `${expected}; persennya paling besar 100`;
  }
  const amount = toNumber(text, "money", currency);
  if (typeof amount === "string") return amount || expected;
  if (amount <= 0 || amount > MOST_NUMBER) return expected;
  return { percent: null, amount };
}

/**
 * The loss as a negative amount; null where it is a share of a balance that is not known (or not
 * above 0).
 */
export function dayLossLimit(
  { percent, amount }: RuleParams["max-daily-loss"],
  balance: number | null,
  currency: Currency,
): number | null {
  if (amount !== null) return -amount;
  if (percent === null || balance === null || balance <= 0) return null;
  return addMoney([-(balance * percent) / 100], currency);
}

/** What one's own rules let one position lose: the risk of a trade, and of a day; null: no such rule. */
export function ownLossLimit({ rules, balance }: DayHistory, currency: Currency): number | null {
  const day = ruleOf(rules, "max-daily-loss");
  const percent = ruleOf(rules, "risk")?.params.percent;
  const of = [
    day === undefined ? null : dayLossLimit(day.params, balance, currency),
    percent === undefined || balance === null || balance <= 0
      ? null
      : addMoney([-(balance * percent) / 100], currency),
  ].flatMap((limit) => (limit === null ? [] : [-limit]));
  return of.length === 0 ? null : Math.min(...of);
}

/** Closed trades of a day in the order of their closing; null: one has no closing time. */
function closings(trades: readonly Trade[], currency: Currency) {
  const closed: { at: number; minor: number }[] = [];
  for (const trade of trades) {
    const at = instant(trade.exit_time);
    if (at === null) return null;
    closed.push({ at, minor: toMinor(trade.profit_loss, currency) });
  }
  closed.sort((a, b) => a.at - b.at);
  return exitsOf(closed, (one) => one.at).map(({ at, members }) => ({
    at,
    minor: members.reduce((sum, one) => sum + one.minor, 0),
  }));
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

/**
 * Entries by hand after the day's closed trades, bots' included, had lost the limit. Where a
 * closing time is unknown nobody can say when that was; but a day whose losses together stay
 * within the limit never reached it. No chance to break it on a day that never did.
 */
function afterDayLoss({ params, day, history, settings }: RuleDay<"max-daily-loss">): Seen {
  const currency = currencyOf(settings.currency);
  const limit = dayLossLimit(params, history.balance, currency);
  const net = netOf(history.trades, currency);
  const none = { chances: 0, broken: [] };
  if (limit === null) return { ...none, unknown: day.length, values: { net, balance: null } };
  const losses = history.trades.filter((trade) => trade.profit_loss < 0);
  const isTimed = history.trades.every((trade) => instant(trade.exit_time) !== null);
  const values = { net, limit };
  if (netOf(losses, currency) > limit) return { ...none, unknown: 0, values };
  if (!isTimed) return { ...none, unknown: day.length, values };
  const reached = lossReachedAt(history.trades, limit, currency);
  return reached === null
    ? { ...none, unknown: 0, values }
    : { ...openedAfter(day, reached), values: { ...values, ...reachedValue(reached) } };
}

/** When a limit was reached, for its words. */
const reachedValue = (at: number) => ({ reached_time: new Date(at).toISOString() });

/** The entries after a limit was reached, of which those without a time may be some. */
function openedAfter(day: readonly HandTrade[], reached: number): Seen {
  const mayBeLater = (view: HandTrade) =>
    view.entryMs === null && !(view.exitMs !== null && view.exitMs <= reached);
  const unknown = day.filter(mayBeLater).length;
  const later = day.filter((view) => view.entryMs !== null && view.entryMs > reached);
  // Whoever stopped has kept it, so far as every entry is known.
  const chances = later.length === 0 && unknown === 0 ? 1 : later.length;
  return { chances, broken: tradesOf(later), unknown };
}
