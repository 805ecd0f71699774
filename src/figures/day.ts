import { addTo } from "../base/groups.ts";
import type { Ledger } from "../model.ts";
import type { Series } from "./series.ts";

interface MoodResult {
  mood: string;
  /** Results of the days that began with it, one a day, in order of time. */
  days: readonly number[];
  mean: number;
}

export interface MoodResults {
  /** Most days first. */
  moods: readonly MoodResult[];
  /** Days with trades by hand in all. */
  of: number;
}

/**
 * Results by hand of days by the last mood noted before the day's first entry. A mood that was noted
 * later, or without a time, may be the result's child and is left out; so are days whose entries
 * have no times.
 */
export function moodResults(ledger: Ledger<"entry" | "bot">, series: Series): MoodResults {
  const { values, scale } = series;
  const days = ledger.days.map(() => ({ n: 0, sum: 0, first: Number.POSITIVE_INFINITY }));
  for (let row = 0; row < ledger.n; row++) {
    const value = values[row] ?? Number.NaN;
    const day = days[ledger.day[row] ?? -1];
    if (day === undefined || ledger.bot[row] !== 0 || Number.isNaN(value)) continue;
    day.n++;
    day.sum += value;
    const entry = ledger.entry[row] ?? Number.NaN;
    // One unknown entry may have been the first.
    day.first = Number.isNaN(entry) ? Number.NaN : Math.min(day.first, entry);
  }
  const moods = new Map<string, number[]>();
  days.forEach(({ n, sum, first }, index) => {
    if (n === 0 || Number.isNaN(first)) return;
    const before = ledger.days[index]?.moods.filter(({ at }) => at <= first) ?? [];
    const mood = before.at(-1)?.mood;
    if (mood !== undefined) addTo(moods, mood, sum / scale);
  });
  return {
    moods: [...moods]
      .map(([mood, results]) => ({
        mood,
        days: results,
        mean: results.reduce((a, b) => a + b, 0) / results.length,
      }))
      .sort((a, b) => b.days.length - a.days.length || (a.mood < b.mood ? -1 : 1)),
    of: days.filter(({ n }) => n > 0).length,
  };
}

/** A trade of one day, as a step of the day's result. */
interface DayStep {
  id: number;
  symbol: string;
  byBot: boolean;
  /** Epoch seconds; NaN: unknown. */
  entry: number;
  exit: number;
  /** In the unit of the series; 0 where it is unknown. */
  value: number;
  /** The day's result before and after it. */
  from: number;
  to: number;
}

export interface DaySteps {
  steps: readonly DayStep[];
  moods: readonly { mood: string; at: number }[];
}

/** The trades of the ledger's day `date` in order of their close, adding up, and the day's moods. */
export function dayStepsOf(
  ledger: Ledger<"entry" | "exit" | "bot" | "symbol">,
  series: Series,
  date: string,
): DaySteps {
  const day = ledger.days.findIndex(({ session_date }) => session_date === date);
  const steps: DayStep[] = [];
  let sum = 0;
  for (let row = 0; row < ledger.n; row++) {
    if (ledger.day[row] !== day) continue;
    const known = series.values[row] ?? Number.NaN;
    const value = Number.isNaN(known) ? 0 : known;
    steps.push({
      id: ledger.id[row] ?? 0,
      symbol: ledger.symbol.names[ledger.symbol.code[row] ?? -1] ?? "",
      byBot: ledger.bot[row] !== 0,
      entry: ledger.entry[row] ?? Number.NaN,
      exit: ledger.exit[row] ?? Number.NaN,
      value: value / series.scale,
      from: sum / series.scale,
      to: (sum + value) / series.scale,
    });
    sum += value;
  }
  return { steps, moods: ledger.days[day]?.moods ?? [] };
}
