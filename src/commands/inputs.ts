import { cleanText } from "../base/clean.ts";
import { addDays, readDate } from "../base/dates.ts";
import { readMarket } from "../base/markets.ts";
import { readMood } from "../base/moods.ts";
import type { Context } from "../context.ts";
import { today } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";

/** The day that the words mean; today when there are none. Days to come are refused. */
export function dayFrom(store: Store, field: string, words: string | undefined): string {
  const now = today(store);
  if (words === undefined) return now;
  const reading = readDate(words, now);
  if (!reading.ok) throw usage(field, words, say.expectedDate(reading));
  if (reading.date > now) throw usage(field, words, say.expectedPast(now));
  return reading.date;
}

export interface RangeOptions {
  from?: string;
  to?: string;
  date?: string;
  days?: string;
}

/** The days that --date, --from, --to and --days mean together; `days` back from today without any. */
export function rangeFrom(store: Store, options: RangeOptions, days: number) {
  const now = today(store);
  if (options.date !== undefined) {
    const day = dayFrom(store, "--date", options.date);
    return { from: day, to: day };
  }
  const to = options.to === undefined ? now : dayFrom(store, "--to", options.to);
  if (options.from !== undefined) {
    const from = dayFrom(store, "--from", options.from);
    if (from > to) throw usage("--from", options.from, say.expectedBefore(to));
    return { from, to };
  }
  const back = options.days === undefined ? days : countFrom("--days", options.days);
  return { from: addDays(to, 1 - back), to };
}

/** A whole number from 1 to 100,000. */
export function countFrom(field: string, words: string): number {
  const value = Number(words);
  if (/^\d{1,6}$/.test(words) && value >= 1 && value <= 100_000) return value;
  throw usage(field, words, say.expectedCount);
}

/** The number of a row, as in `trade show 12`. */
export function idFrom(field: string, words: string): number {
  const plain = words.replace(/^#/, "");
  if (/^\d{1,15}$/.test(plain)) return Number(plain);
  throw usage(field, words, say.expectedId);
}

export function moodFrom(field: string, words: string): string {
  const reading = readMood(words);
  if (reading.ok) return reading.mood;
  throw usage(field, words, say.expectedMood(reading.nearest));
}

export function marketFrom(field: string, words: string): string {
  const reading = readMarket(words);
  if (reading.ok) return reading.market;
  throw usage(field, words, say.expectedMarket(reading.nearest));
}

/** The words of a note: as given, from standard input for "-". Quotes and newlines stay. */
export async function noteFrom(context: Context, words: string): Promise<string> {
  if (words !== "-") return cleanText(words).trim();
  const chunks: Uint8Array[] = [];
  for await (const chunk of context.world.input) chunks.push(chunk);
  return cleanText(Buffer.concat(chunks).toString("utf8")).trim();
}
