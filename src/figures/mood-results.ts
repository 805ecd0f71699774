import type { Ledger } from "../model-ledger.ts";
import type { Series } from "./units.ts";

export interface MoodResult {
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
    if (mood !== undefined) moods.set(mood, [...(moods.get(mood) ?? []), sum / scale]);
  });
  return {
    moods: [...moods]
      .map(([mood, results]) => ({
        ...{ mood, days: results, mean: results.reduce((a, b) => a + b, 0) / results.length },
      }))
      .sort((a, b) => b.days.length - a.days.length || (a.mood < b.mood ? -1 : 1)),
    of: days.filter(({ n }) => n > 0).length,
  };
}
