import { groupBy } from "../base/groups.ts";
import { currencyOf } from "../base/money.ts";
import { outcomeOf } from "../base/outcome.ts";
import type { MoodCheckin, Trade } from "../model.ts";
import { clusteredDifferenceInterval } from "../stats/exact.ts";
import { clipped, mean } from "../stats/moments.ts";
import type { MoodDay, MoodGroup, MoodNote } from "./day-review.ts";
import { allByHand, byHand, type Closing, closingsOf, toldOf } from "./decisions.ts";
import { type Judge, judgeOf, measuresIn } from "./hand-day.ts";
import { SEGMENT } from "./thresholds.ts";
import { instant, isByHand, netOf } from "./trade.ts";
import type { DayHistory, MentorSettings } from "./types.ts";
import { resultsOf } from "./window.ts";

/** A trade and the last mood noted before its entry, on the day of that. */
interface MoodTrade {
  trade: Trade;
  mood: string;
  /** Result in R, the planned loss imputed where unknown; NaN: not to tell. */
  r: number;
  /** Its own planned loss is known. */
  known: boolean;
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
      value: one.r,
      cluster: one.trade.session_id,
      inGroup: one.mood === mood,
    }));
  const noted = triggers.filter((trigger) => trigger.mood === mood);
  const count = (when: Trigger["when"]) => noted.filter((one) => one.when === when).length;
  return {
    mood,
    trades: own.length,
    days: daysOf(own),
    mean_r,
    r_known: knownOf(own),
    net: netOf(
      own.map((one) => one.trade),
      currencyOf(settings.currency),
    ),
    rest_trades: rest.length,
    rest_days: daysOf(rest),
    rest_mean_r: rest_r,
    rest_r_known: knownOf(rest),
    difference: compared && mean_r !== null && rest_r !== null ? mean_r - rest_r : null,
    interval: compared ? clusteredDifferenceInterval(values) : null,
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
    some.length >= SEGMENT.trades && daysOf(some) >= SEGMENT.days;
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

function knownOf(some: readonly MoodTrade[]): number {
  return some.filter(({ known }) => known).length;
}

function moodTrades(history: DayHistory): MoodTrade[] {
  const moods = moodsBySession(history);
  const carried = history.carriedMoods ?? new Map<number, string>();
  if (moods.size === 0 && carried.size === 0) return [];
  const trades = allByHand(history);
  const { lowestR, highestR } = SEGMENT;
  const { r, imputed } = resultsOf(measuresIn(history));
  const results = clipped(Array.from(r), lowestR, highestR);
  // Guesses alone are no R.
  const isMeasured = imputed.includes(0);
  return trades.flatMap((trade, i) => {
    const entry = instant(trade.entry_time);
    const own = entry === null ? null : moods.get(trade.session_id)?.findLast(notedBy(entry));
    const mood = carried.get(trade.id) ?? own?.mood;
    if (mood === undefined) return [];
    const result = isMeasured ? (results[i] ?? Number.NaN) : Number.NaN;
    return [{ trade, mood, r: result, known: imputed[i] === 0 }];
  });
}

function notedBy(ms: number): (mood: MoodCheckin) => boolean {
  return ({ created_at }) => (instant(created_at) ?? Number.POSITIVE_INFINITY) <= ms;
}

function moodsBySession(history: DayHistory): Map<number, MoodCheckin[]> {
  return groupBy([...history.earlierMoods, ...history.moods], (mood) => mood.session_id);
}

/** What had just happened when a mood was noted that came before an entry. */
interface Trigger {
  mood: string;
  when: "first" | "loss" | "win" | "other";
  /** Losses in a row until then. */
  losses: number;
}

function triggersOf(history: DayHistory): Trigger[] {
  const hands = allByHand(history);
  const judge = judgeOf(history);
  const bySession = groupBy(hands, (trade) => trade.session_id);
  return [...history.earlierMoods, ...history.moods].flatMap((mood) => {
    const trades = bySession.get(mood.session_id) ?? [];
    return triggerOf(mood, trades, judge);
  });
}

function triggerOf(
  { mood, created_at }: MoodCheckin,
  trades: readonly Trade[],
  judge: Judge,
): Trigger[] {
  const at = instant(created_at) ?? Number.NaN;
  const entries = trades.map((trade) => instant(trade.entry_time) ?? Number.NaN);
  if (!entries.some((entry) => entry >= at)) return [];
  if (entries.every((entry) => entry >= at)) return [{ mood, when: "first", losses: 0 }];
  const closed = closingsOf(trades).filter((exit) => exit.at <= at);
  const losses = closed.length - 1 - closed.findLastIndex(({ members }) => judge(members) >= 0);
  if (losses > 0) return [{ mood, when: "loss", losses }];
  const won = judge(closed.at(-1)?.members ?? []) > 0;
  return [{ mood, when: won ? "win" : "other", losses: 0 }];
}

/**
 * The day's check-ins, counted, each placed before the first entry, between, or after the last close
 * of the trades by hand, and after them the moods that were said of trades. One day carries no more:
 * what a mood does to results needs many (see moodGroups).
 */
export function moodDay(history: DayHistory): Omit<MoodDay, "history"> {
  const trades = history.trades.filter(isByHand);
  const entries = history.moods.map((mood) => placed(mood, trades));
  const counts: Record<string, number> = {};
  for (const { mood } of history.moods) counts[mood] = (counts[mood] ?? 0) + 1;
  const at = (when: MoodNote["when"]) => entries.filter((entry) => entry.when === when).length;
  return {
    last: lastMood(history),
    counts,
    before: at("before"),
    during: at("during"),
    after: at("after"),
    entries: [...entries, ...moodsOfTrades(trades)],
  };
}

function moodsOfTrades(trades: readonly Trade[]): MoodNote[] {
  const said = groupBy(trades, ({ mood }) => mood ?? "");
  said.delete("");
  return [...said].map(([mood, of]) => ({
    id: null,
    mood,
    note: null,
    at: of[0]?.entry_time ?? null,
    when: "trades",
    trades: of.map(({ id }) => id),
    last_closed: null,
  }));
}

/** The session's mood, unless it is the default that nobody chose: then only a check-in tells. */
function lastMood({ session: { emotions }, moods }: DayHistory): string | null {
  if (emotions !== "netral" && emotions !== "") return emotions;
  return moods.at(-1)?.mood ?? null;
}

function placed(mood: MoodCheckin, trades: readonly Trade[]): MoodNote {
  const at = instant(mood.created_at);
  const entries = trades.map((trade) => instant(trade.entry_time) ?? instant(trade.exit_time));
  const exits = trades.map((trade) => instant(trade.exit_time));
  const { id, note: text, created_at } = mood;
  const note = { id, mood: mood.mood, note: text, at: created_at, trades: [] };
  if (at === null || trades.length === 0 || [...entries, ...exits].includes(null)) {
    return { ...note, when: "unknown", last_closed: null };
  }
  const before = entries.every((entry) => entry !== null && at <= entry);
  const after = exits.every((exit) => exit !== null && at >= exit);
  const last = closingsOf(byHand(trades)).findLast((exit) => exit.at <= at);
  return {
    ...note,
    when: before ? "before" : after ? "after" : "during",
    last_closed: last === undefined ? null : closedOf(last),
  };
}

function closedOf({ members, outcome }: Closing): MoodNote["last_closed"] {
  const trade = toldOf(members, outcome < 0, (one) => one.profit_loss);
  const { id, profit_loss: result } = trade;
  const isEven = result !== 0 && outcomeOf(trade) === 0;
  return { trade: id, result, ...(isEven ? { even: true } : {}) };
}
