import type { MoodCheckin, Trade } from "../model.ts";
import type { MoodDay, MoodNote } from "./day-review.ts";
import { instant, isByHand } from "./facts.ts";
import type { DayHistory } from "./types.ts";

/**
 * The day's moods, counted, each placed before the first entry, between, or after the last close
 * of the trades by hand. One day carries no more: what a mood does to results needs many (see moodGroups).
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
    entries,
  };
}

/** Without a check-in the session's mood counts, unless it is the default that nobody chose. */
function lastMood(history: DayHistory): string | null {
  const last = history.moods.at(-1)?.mood;
  if (last !== undefined) return last;
  const { emotions } = history.session;
  return emotions === "netral" || emotions === "" ? null : emotions;
}

function placed(mood: MoodCheckin, trades: readonly Trade[]): MoodNote {
  const at = instant(mood.created_at);
  const entries = trades.map((trade) => instant(trade.entry_time) ?? instant(trade.exit_time));
  const exits = trades.map((trade) => instant(trade.exit_time));
  const note = { id: mood.id, mood: mood.mood, note: mood.note, at: mood.created_at };
  if (at === null || trades.length === 0 || [...entries, ...exits].includes(null)) {
    return { ...note, when: "unknown", last_closed: null };
  }
  const before = entries.every((entry) => entry !== null && at <= entry);
  const after = exits.every((exit) => exit !== null && at >= exit);
  let last: Trade | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  trades.forEach((trade, index) => {
    const exit = exits[index] ?? Number.POSITIVE_INFINITY;
    if (exit > at || exit < lastMs) return;
    last = trade;
    lastMs = exit;
  });
  return {
    ...note,
    when: before ? "before" : after ? "after" : "during",
    last_closed: closedOf(last),
  };
}

function closedOf(trade: Trade | null): MoodNote["last_closed"] {
  return trade === null ? null : { trade: trade.id, result: trade.profit_loss };
}
