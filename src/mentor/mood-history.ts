import { currencyOf } from "../base/money.ts";
import type { MoodCheckin, Trade } from "../model.ts";
import { clusteredInterval } from "../stats/clustered-difference.ts";
import { clipped, mean } from "../stats/moments.ts";
import type { MoodGroup } from "./day-review.ts";
import { instant, isByHand, knownLot, knownRisk, netOf } from "./facts.ts";
import { lossJudge } from "./losses.ts";
import { contractValues, riskMoneyOf } from "./risk-money.ts";
import type { DayHistory, MentorSettings } from "./types.ts";
import { type Outcome, resultsOf } from "./window.ts";

/** Below this a mood is only counted (as the detector of `emosi` compares). */
const MOOD_TRADES = 12;
const MOOD_DAYS = 4;
/** One runaway result must not carry the mean; as for `emosi`. */
const [LOWEST_R, HIGHEST_R] = [-3, 4];

/** A trade and the last mood noted on its day before its entry. */
interface MoodTrade {
  trade: Trade;
  mood: string;
  /** Result in R, the planned loss imputed where unknown; NaN: not to tell. */
  r: number;
}

/**
 * What the last trades by hand came to by the mood noted before their entry, over the history at
 * hand, the most frequent mood first. A mood noted after the entry may be its result and is left
 * out; a trade without any mood before it is in no group, so the rest are those with another mood.
 */
export function moodGroups(history: DayHistory, settings: MentorSettings): MoodGroup[] {
  const trades = moodTrades(history);
  const moods = [...new Set(trades.map((one) => one.mood))];
  const triggers = triggersOf(history);
  return moods
    .map((mood) => groupOf(mood, trades, settings, triggers))
    .sort((a, b) => b.trades - a.trades || (a.mood < b.mood ? -1 : 1));
}

function groupOf(
  mood: string,
  all: readonly MoodTrade[],
  settings: MentorSettings,
  triggers: readonly Trigger[],
): MoodGroup {
  const own = all.filter((one) => one.mood === mood);
  const rest = all.filter((one) => one.mood !== mood);
  const compared = isComparable(all, mood);
  const [mean_r, rest_r] = [meanR(own), meanR(rest)];
  const values = all
    .filter(({ r }) => !Number.isNaN(r))
    .map((one) => ({
      ...{ value: one.r, cluster: one.trade.session_id, inGroup: one.mood === mood },
    }));
  const noted = triggers.filter((trigger) => trigger.mood === mood);
  const count = (when: Trigger["when"]) => noted.filter((one) => one.when === when).length;
  return {
    ...{ mood, trades: own.length, days: daysOf(own), mean_r },
    net: netOf(
      own.map((one) => one.trade),
      currencyOf(settings.currency),
    ),
    ...{ rest_trades: rest.length, rest_days: daysOf(rest), rest_mean_r: rest_r },
    difference: compared && mean_r !== null && rest_r !== null ? mean_r - rest_r : null,
    interval: compared ? clusteredInterval(values) : null,
    proven: false,
    noted: noted.length,
    trigger: {
      before_first: count("first"),
      after_loss: count("loss"),
      after_two_losses: noted.filter((one) => one.losses >= 2).length,
      after_win: count("win"),
      other: count("other"),
    },
  };
}

function isComparable(all: readonly MoodTrade[], mood: string): boolean {
  const enough = (some: readonly MoodTrade[]) =>
    some.length >= MOOD_TRADES && daysOf(some) >= MOOD_DAYS;
  return (
    enough(all.filter((one) => one.mood === mood)) && enough(all.filter((one) => one.mood !== mood))
  );
}

function daysOf(some: readonly MoodTrade[]): number {
  return new Set(some.map((one) => one.trade.session_id)).size;
}

function meanR(some: readonly MoodTrade[]): number | null {
  const known = some.map((one) => one.r).filter((r) => !Number.isNaN(r));
  return known.length === 0 ? null : mean(known);
}

function moodTrades(history: DayHistory): MoodTrade[] {
  const moods = moodsBySession(history);
  if (moods.size === 0) return [];
  const trades = [...history.earlier, ...history.trades].filter(isByHand);
  const results = clipped(
    Array.from(resultsOf(outcomesOf(history, trades)).r),
    LOWEST_R,
    HIGHEST_R,
  );
  return trades.flatMap((trade, i) => {
    const entry = instant(trade.entry_time);
    const before =
      entry === null ? undefined : moods.get(trade.session_id)?.findLast(notedBy(entry));
    return before === undefined ? [] : [{ trade, mood: before.mood, r: results[i] ?? Number.NaN }];
  });
}

function notedBy(ms: number): (mood: MoodCheckin) => boolean {
  return ({ created_at }) => (instant(created_at) ?? Number.POSITIVE_INFINITY) <= ms;
}

/** Results with their planned losses; a balance of an earlier day is today's less the results since. */
function outcomesOf(history: DayHistory, trades: readonly Trade[]): Outcome[] {
  const balances = new Map<number, number>();
  let balance = history.balance;
  for (const trade of [...history.earlier].reverse()) {
    if (balance === null) break;
    balance -= trade.profit_loss;
    balances.set(trade.session_id, balance);
  }
  const values = contractValues(trades);
  return trades.map((trade) => ({
    symbol: trade.symbol,
    lot: knownLot(trade) ?? Number.NaN,
    riskPercent: knownRisk(trade) ?? Number.NaN,
    riskMoney: riskMoneyOf(trade, values, balances.get(trade.session_id) ?? history.balance),
    pl: trade.profit_loss,
  }));
}

function moodsBySession(history: DayHistory): Map<number, MoodCheckin[]> {
  const moods = new Map<number, MoodCheckin[]>();
  for (const mood of [...history.earlierMoods, ...history.moods]) {
    const some = moods.get(mood.session_id);
    if (some === undefined) moods.set(mood.session_id, [mood]);
    else some.push(mood);
  }
  return moods;
}

/** What had just happened when a mood was noted that came before an entry. */
interface Trigger {
  mood: string;
  when: "first" | "loss" | "win" | "other";
  /** Losses in a row until then. */
  losses: number;
}

function triggersOf(history: DayHistory): Trigger[] {
  const hands = [...history.earlier, ...history.trades].filter(isByHand);
  const isLoss = lossJudge(hands, history.balance);
  const bySession = new Map<number, Trade[]>();
  for (const trade of hands) {
    const some = bySession.get(trade.session_id);
    if (some === undefined) bySession.set(trade.session_id, [trade]);
    else some.push(trade);
  }
  return [...history.earlierMoods, ...history.moods].flatMap((mood) => {
    const trades = bySession.get(mood.session_id) ?? [];
    return triggerOf(mood, trades, isLoss);
  });
}

function triggerOf(
  { mood, created_at }: MoodCheckin,
  trades: readonly Trade[],
  isLoss: (trade: Trade) => boolean,
): Trigger[] {
  const at = instant(created_at) ?? Number.NaN;
  const entries = trades.map((trade) => instant(trade.entry_time) ?? Number.NaN);
  if (!entries.some((entry) => entry >= at)) return [];
  if (entries.every((entry) => entry >= at)) return [{ mood, when: "first", losses: 0 }];
  const closed = trades
    .map((trade) => ({ trade, exit: instant(trade.exit_time) ?? Number.NaN }))
    .filter(({ exit }) => exit <= at)
    .sort((a, b) => a.exit - b.exit || a.trade.id - b.trade.id);
  const last = closed.at(-1)?.trade;
  const losses = closed.length - 1 - closed.findLastIndex(({ trade }) => !isLoss(trade));
  if (last !== undefined && losses > 0) return [{ mood, when: "loss", losses }];
  return [{ mood, when: last !== undefined && last.profit_loss > 0 ? "win" : "other", losses: 0 }];
}
