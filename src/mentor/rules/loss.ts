import {
  addMoney,
  type Currency,
  currencyOf,
  formatMoney,
  fromMinor,
  toMinor,
  workedOutDigits,
} from "../../base/money.ts";
import { MOST_NUMBER } from "../../base/number.ts";
import { dayOf } from "../../base/time.ts";
import type { RuleParams, Trade } from "../../model.ts";
import { toNumber } from "../../trade/readers.ts";
import { closingsOf } from "../decisions.ts";
import type { HandTrade } from "../hand-day.ts";
import { instant, netOf } from "../trade.ts";
import type { EarlierResults, MentorSettings } from "../types.ts";
import {
  type OwnRule,
  percentOf,
  type RuleDay,
  type Seen,
  type Standing,
  type StatusFacts,
  standing,
  tradesOf,
} from "./rule.ts";

/*
 * Limits of a loss: of a day, a week, an account. Each is a sum at which the day's closed trades, bots'
 * included, reach it (`room`, negative; 0 and above: it was reached on a day before).
 */

/** A share of the balance, or money above 0; as text, what was expected. */
export function readLoss(text: string, currency: string): RuleParams["max-daily-loss"] | string {
  const expected = "persen dari saldo (2%) atau uang di atas 0 (50, $50, 500rb)";
  if (text.endsWith("%")) {
    const percent = percentOf(text.slice(0, -1).trimEnd());
    if (typeof percent === "number") return { percent, amount: null };
    return percent || `${expected}; persennya paling besar 100`;
  }
  const amount = toNumber(text, "money", currency);
  if (typeof amount === "string") return amount || expected;
  // What would be shown as nothing is no limit that anyone means.
  const least = 10 ** -Math.max(2, workedOutDigits(currencyOf(currency)));
  if (amount > 0 && amount < least)
    return `${expected}; uangnya paling kecil ${formatMoney(least, currencyOf(currency))}`;
  if (amount <= 0 || amount > MOST_NUMBER) return expected;
  return { percent: null, amount };
}

/** "2%" or "50". */
export const typedLoss = ({ percent, amount }: RuleParams["max-daily-loss"]): string =>
  percent === null ? String(amount) : `${percent}%`;

/**
 * The loss as a negative amount; null where it is a share of a balance that is not known (or not
 * above 0).
 */
export function lossLimit(
  { percent, amount }: RuleParams["max-daily-loss"],
  balance: number | null,
  currency: Currency,
): number | null {
  if (amount !== null) return -amount;
  if (percent === null || balance === null || balance <= 0) return null;
  return addMoney([-(balance * percent) / 100], currency);
}

/** Closed trades of a day in the order of their closing; null: one has no closing time. */
function closings(trades: readonly Trade[], currency: Currency) {
  if (trades.some((trade) => instant(trade.exit_time) === null)) return null;
  return closingsOf(trades).map(({ at, members }) => ({
    at,
    minor: members.reduce((sum, one) => sum + toMinor(one.profit_loss, currency), 0),
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

/** A limit of a loss at the beginning of a day. */
interface Room {
  /** As a negative amount; null: a share of a balance that is not known. */
  limit: number | null;
  /** What came in before the day since the limit counts: below 0 a loss. */
  before: number;
  /** What of the limit is left for the day; null: as `limit`. */
  room: number | null;
}

type LossKind = "max-daily-loss" | "max-weekly-loss" | "max-drawdown";

const NO_RESULTS: EarlierResults = { net: 0, peak: 0, week: 0, weekLow: 0, best: 0 };

/** How a limit of a loss is judged and guarded, by what of it the day began with. */
export function lossRule<K extends LossKind>(
  roomOf: (
    params: RuleParams[K],
    balance: number | null,
    before: EarlierResults,
    currency: Currency,
  ) => Room,
): Pick<OwnRule<K>, "look" | "now" | "form" | "cost"> {
  return {
    look(day) {
      const { balance, results, trades } = day.history;
      const currency = currencyOf(day.settings.currency);
      const { limit, before, room } = roomOf(day.params, balance, results ?? NO_RESULTS, currency);
      const net = addMoney([before, netOf(trades, currency)], currency);
      return afterLoss(room, day, { net, limit });
    },
    now(params, facts) {
      const { balance, results } = facts;
      const currency = currencyOf(facts.currency);
      return lossStanding(roomOf(params, balance, results ?? NO_RESULTS, currency).room, facts);
    },
    form: "limit",
    cost: "realised",
  };
}

/**
 * Where a limit stands now. Once reached it stays reached that day, also when a bot earns the money
 * back.
 */
function lossStanding(
  room: number | null,
  { trades, currency: code }: Pick<StatusFacts, "trades" | "currency">,
): Standing {
  if (room === null) return standing(null);
  if (room >= 0) return standing(true, 0, "money");
  const currency = currencyOf(code);
  const since = lossReachedAt(trades, room, currency);
  const net = netOf(trades, currency);
  const reached = since !== null || net <= room;
  const left = reached ? 0 : addMoney([net, -room], currency);
  return { reached, since, until: null, left, unit: "money" };
}

/**
 * Entries by hand after the day's closed trades, bots' included, had lost the room. Where a
 * closing time is unknown nobody can say when that was; but a day whose losses together stay
 * within the limit never reached it. No chance to break it on a day that never did.
 */
function afterLoss(
  room: number | null,
  { day, history, settings }: Pick<RuleDay<never>, "day" | "history" | "settings">,
  values: { net: number; limit: number | null },
): Seen {
  const none = { chances: 0, broken: [] };
  const { net, limit } = values;
  if (room === null || limit === null) {
    return { ...none, unknown: day.length, values: { net, balance: null } };
  }
  const known = { net, limit };
  if (room >= 0) return openedToday(day, history.session.session_date, settings, known);
  const currency = currencyOf(settings.currency);
  const losses = history.trades.filter((trade) => trade.profit_loss < 0);
  const isTimed = history.trades.every((trade) => instant(trade.exit_time) !== null);
  if (netOf(losses, currency) > room) return { ...none, unknown: 0, values: known };
  if (!isTimed) return { ...none, unknown: day.length, values: known };
  const reached = lossReachedAt(history.trades, room, currency);
  return reached === null
    ? { ...none, unknown: 0, values: known }
    : openedAfter(day, reached, known);
}

/** The entries of a day that began with the limit reached; what was opened before it is not judged. */
function openedToday(
  day: readonly HandTrade[],
  date: string,
  { zone, dayStart }: MentorSettings,
  values: NonNullable<Seen["values"]>,
): Seen {
  const unknown = day.filter(({ entryMs }) => entryMs === null).length;
  const isOfDay = (entryMs: number) => dayOf(entryMs, zone, dayStart) >= date;
  const today = day.filter(({ entryMs }) => entryMs !== null && isOfDay(entryMs));
  const chances = today.length === 0 && unknown === 0 ? 1 : today.length;
  return { chances, broken: tradesOf(today), unknown, values: { ...values, reached_time: null } };
}

/** The entries after a limit was reached, of which those without a time may be some. */
export function openedAfter(
  day: readonly HandTrade[],
  reached: number,
  values: NonNullable<Seen["values"]>,
): Seen {
  const mayBeLater = (view: HandTrade) =>
    view.entryMs === null && !(view.exitMs !== null && view.exitMs <= reached);
  const unknown = day.filter(mayBeLater).length;
  const later = day.filter((view) => view.entryMs !== null && view.entryMs > reached);
  // Whoever stopped has kept it, so far as every entry is known.
  const chances = later.length === 0 && unknown === 0 ? 1 : later.length;
  const at = { ...values, reached_time: new Date(reached).toISOString() };
  return { chances, broken: tradesOf(later), unknown, values: at };
}
