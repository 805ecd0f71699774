import { addMoney, type Currency, currencyOf, fromMinor, toMinor } from "../base/money.ts";
import { clockMinutes, localParts, MINUTE_MS } from "../base/time.ts";
import type { Rule, RuleKind, Trade } from "../model.ts";
import type { RuleCheck } from "./day-review.ts";
import { type Closing, closingsOf, exitsOf } from "./decisions.ts";
import { type HandTrade, handDay } from "./hand-day.ts";
import { TOLERANCE } from "./thresholds.ts";
import {
  beyondPlan,
  byHand,
  contractValues,
  hasStop,
  instant,
  knownRisk,
  netOf,
  overBase,
  riskMoneyOf,
  withImputed,
} from "./trade.ts";
import type { DayHistory, MentorSettings } from "./types.ts";

/** The rule of this kind among those in force. */
export function ruleOf<K extends RuleKind>(
  rules: readonly Rule[],
  kind: K,
): Extract<Rule, { kind: K }> | undefined {
  return rules.find((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}

/** What one's own rules let one position lose: the risk of a trade, and of a day; null: no such rule. */
export function ownLossLimit({ rules, balance }: DayHistory, currency: Currency): number | null {
  const day = ruleOf(rules, "max-daily-loss");
  const percent = ruleOf(rules, "risk")?.params.percent;
  const of = [
    day === undefined ? null : dayLossLimit(day, balance, currency),
    percent === undefined || balance === null || balance <= 0
      ? null
      : addMoney([-(balance * percent) / 100], currency),
  ].flatMap((limit) => (limit === null ? [] : [-limit]));
  return of.length === 0 ? null : Math.min(...of);
}

/**
 * The day's loss as a negative amount; null where it is a share of a balance that is not known (or
 * not above 0).
 */
export function dayLossLimit(
  { params }: Pick<Extract<Rule, { kind: "max-daily-loss" }>, "params">,
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

/** Whether an entry at this instant is within the hours, on the zone's clock. */
export function isWithinHours(
  { params }: Extract<Rule, { kind: "hours" }>,
  epochMs: number,
  zone: string,
): boolean {
  const { hour, minute } = localParts(epochMs, zone);
  const now = hour * 60 + minute;
  const [from, to] = [clockMinutes(params.from), clockMinutes(params.to)];
  return from < to ? now >= from && now < to : now >= from || now < to;
}

/** What a day says of one rule. Without a `cost` it is what the trades came to; null: not known. */
interface Seen {
  /** Trades that could have broken it, so far as is known. */
  chances: number;
  /** In the order of the day. */
  broken: readonly Trade[];
  /** Trades whose entry, stop or risk is not known, so that they are not judged. */
  unknown: number;
  cost?: number | null;
  values?: RuleCheck["values"];
}

/**
 * The trader's own rules on this day: which trades by hand broke which, and the money of it where
 * that is arithmetic. What is not known is not judged. A pure function of what was known at the end
 * of the day, so that a later change of the rules never changes it.
 */
export function checkRules(history: DayHistory, settings: MentorSettings): RuleCheck[] {
  const day = handDay(history);
  const currency = currencyOf(settings.currency);
  return history.rules.map((rule) => {
    const out = history.appeals.get(`aturan:${rule.kind}`);
    const judged = out === undefined ? day : day.filter((view) => !out.has(view.trade.id));
    const seen = during(rule, history, look(rule, judged, history, settings));
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
      cost_kind: COST_KINDS[rule.kind] ?? "realised",
      values,
    };
  });
}

/** What was seen of the time that the rule was in force: of entries before it, it says nothing. */
function during(rule: Rule, history: DayHistory, seen: Seen): Seen {
  const isNew = rule.valid_from === history.session.session_date;
  const from = (isNew ? instant(rule.made_at ?? null) : null) ?? Number.NEGATIVE_INFINITY;
  const until = instant(rule.until ?? null) ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(from) && !Number.isFinite(until)) return seen;
  const inForce = byHand(history.trades).filter((trade) => {
    const entry = instant(trade.entry_time);
    return entry !== null && entry >= from && entry < until;
  });
  const broken = seen.broken.filter((trade) => inForce.some(({ id }) => id === trade.id));
  const chances = Math.max(broken.length, Math.min(seen.chances, inForce.length));
  const { over: _, ...values } = seen.values ?? {};
  const counted = "over" in (seen.values ?? {}) ? { ...values, over: broken.length } : values;
  const { cost, ...rest } = seen;
  // The money of all that were over says nothing of those that are left.
  const isWhole = broken.length === seen.broken.length;
  return { ...rest, chances, broken, values: counted, ...(isWhole && { cost }) };
}

/** Kinds whose cost is arithmetic; of the others it can only be said what came out. */
const COST_KINDS: Readonly<Partial<Record<Rule["kind"], RuleCheck["cost_kind"]>>> = {
  risk: "size",
  "stop-required": "stop",
};

function look(
  rule: Rule,
  day: readonly HandTrade[],
  history: DayHistory,
  settings: MentorSettings,
): Seen {
  switch (rule.kind) {
    case "max-daily-loss":
      return afterDayLoss(rule, day, history, settings);
    case "max-trades":
      return overCount(rule.params.most, day);
    case "stop-required":
      return withoutStop(day, history);
    case "hours": {
      const timed = day.filter((view) => view.entryMs !== null);
      const out = timed.filter((view) => !isWithinHours(rule, view.entryMs ?? 0, settings.zone));
      return { chances: timed.length, broken: tradesOf(out), unknown: day.length - timed.length };
    }
    case "risk":
      return overRisk(rule.params.percent, day);
    case "pause-after-loss":
      return tooSoon(rule.params.minutes, day, history);
  }
}

const tradesOf = (views: readonly HandTrade[]) => views.map((view) => view.trade);

/**
 * Entries by hand after the day's closed trades, bots' included, had lost the limit. Where a
 * closing time is unknown nobody can say when that was; but a day whose losses together stay
 * within the limit never reached it. No chance to break it on a day that never did.
 */
function afterDayLoss(
  rule: Extract<Rule, { kind: "max-daily-loss" }>,
  day: readonly HandTrade[],
  history: DayHistory,
  settings: MentorSettings,
): Seen {
  const currency = currencyOf(settings.currency);
  const limit = dayLossLimit(rule, history.balance, currency);
  const net = netOf(history.trades, currency);
  const none = { chances: 0, broken: [] };
  if (limit === null) return { ...none, unknown: day.length, values: { net, balance: null } };
  const losses = history.trades.filter((trade) => trade.profit_loss < 0);
  const isTimed = history.trades.every((trade) => instant(trade.exit_time) !== null);
  const values = { net, limit };
  if (netOf(losses, currency) > limit) return { ...none, unknown: 0, values };
  if (!isTimed) return { ...none, unknown: day.length, values };
  const reached = lossReachedAt(history.trades, limit, currency);
  if (reached === null) return { ...none, unknown: 0, values };
  const mayBeLater = (view: HandTrade) =>
    view.entryMs === null && !(view.exitMs !== null && view.exitMs <= reached);
  const unknown = day.filter(mayBeLater).length;
  const later = day.filter((view) => view.entryMs !== null && view.entryMs > reached);
  const at = { ...values, reached_time: new Date(reached).toISOString() };
  // Whoever stopped has kept it, so far as every entry is known.
  const chances = later.length === 0 && unknown === 0 ? 1 : later.length;
  return { chances, broken: tradesOf(later), unknown, values: at };
}

/** The trades above the number; which these are is known only where all entries are. */
function overCount(most: number, day: readonly HandTrade[]): Seen {
  const over = Math.max(0, day.length - most);
  const unknown = over === 0 ? 0 : day.filter((view) => view.entryMs === null).length;
  const broken = unknown > 0 ? [] : tradesOf(day.slice(most));
  return {
    chances: day.length,
    broken,
    unknown,
    values: { count: day.length, over },
    ...(unknown > 0 ? { cost: null } : {}),
  };
}

/**
 * Trades known to have had no stop; the cost is what they lost beyond the usual planned loss, which
 * stands for the plan they had not.
 */
function withoutStop(day: readonly HandTrade[], history: DayHistory): Seen {
  const known = day.filter((view) => hasStop(view.trade) !== null);
  const bare = tradesOf(known.filter((view) => hasStop(view.trade) === false));
  const hands = byHand([...history.earlier, ...history.trades]);
  const values = contractValues(hands);
  const { plans } = withImputed(hands.map((one) => riskMoneyOf(one, values, history.balance)));
  const beyond = bare.map((trade) => {
    const place = hands.findIndex((one) => one.id === trade.id);
    return beyondPlan(trade.profit_loss, plans[place] ?? Number.NaN);
  });
  const sum = beyond.reduce((total, one) => total + one, 0);
  const cost = Number.isNaN(sum) ? null : sum;
  return { chances: known.length, broken: bare, unknown: day.length - known.length, cost };
}

/** Trades that risked more than the limit; the cost is what came of the part above it. */
function overRisk(percent: number, day: readonly HandTrade[]): Seen {
  const known = day.filter((view) => knownRisk(view.trade) !== null);
  const over = tradesOf(known.filter((view) => (knownRisk(view.trade) ?? 0) > percent + TOLERANCE));
  const ratio = (trade: Trade) => (knownRisk(trade) ?? percent) / percent;
  const cost = over.reduce((sum, t) => sum + overBase(t.profit_loss, ratio(t)), 0);
  const risks = known.map((view) => knownRisk(view.trade) ?? 0);
  const values = { max: risks.length === 0 ? null : Math.max(...risks) };
  return { chances: known.length, broken: over, unknown: day.length - known.length, cost, values };
}

/**
 * Entries by hand too soon after the last losing close by hand, also one of the day before. A loss
 * of the day whose closing time is unknown may lie before any entry: then an entry is judged only
 * where another loss shows that it was too soon.
 */
function tooSoon(minutes: number, day: readonly HandTrade[], history: DayHistory): Seen {
  const own = tradesOf(day);
  const untimed = own.filter((trade) => trade.profit_loss < 0 && instant(trade.exit_time) === null);
  const earlier = byHand(history.earlier);
  const closed = closingsOf([...earlier, ...own]).filter(({ result }) => result < 0);
  const isToday = ({ members }: Closing) => members.some((trade) => own.includes(trade));
  const today = [...untimed, ...closed.filter(isToday).flatMap(({ members }) => members)];
  const found = { chances: 0, unknown: 0, broken: [] as Trade[] };
  for (const { trade, entryMs } of day) {
    const mayFollow = (losses: readonly Trade[]) => losses.some((loss) => loss !== trade);
    if (entryMs === null) {
      if (mayFollow(today)) found.unknown++;
      continue;
    }
    const last = closed.findLast((loss) => isBefore(loss, trade, entryMs));
    if (last !== undefined && entryMs - last.at < minutes * MINUTE_MS) {
      found.chances++;
      found.broken.push(trade);
    } else if (mayFollow(untimed)) found.unknown++;
    else if (last !== undefined && isToday(last)) found.chances++;
  }
  return found;
}

/** Closed before this entry; of what happened in one second the lower id came first. */
function isBefore({ members, at }: Closing, trade: Trade, entryMs: number): boolean {
  if (members.every((one) => one === trade)) return false;
  return at < entryMs || (at === entryMs && members.every((one) => one.id < trade.id));
}
