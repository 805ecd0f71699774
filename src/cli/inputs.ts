import { readDate } from "../base/dates.ts";
import { decodeText } from "../base/encoding.ts";
import {
  BODIES,
  MARKETS,
  MOODS,
  moodLabel,
  readBody,
  readMarket,
  readMood,
} from "../base/moods.ts";
import { cleanText, nearest } from "../base/text.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { today } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { findTrade } from "../journal/trades.ts";
import { RULE_TEMPLATES, type RuleTemplate } from "../mentor/rules/templates.ts";
import type { Trade } from "../model.ts";
import type { FieldProblem } from "../trade/values.ts";
import { meantWord, missing, usage } from "../words/errors.ts";
import type { HelpLine } from "./command.ts";

export const DAY_ARGUMENT: HelpLine = [
  "[tanggal]",
  "hari yang dimaksud, misalnya kemarin, 22/11, atau 2026-11-22 (bawaan: hari ini)",
];

/** The day that the words mean; today when there are none. Days to come are refused. */
export function dayFrom(store: Store, field: string, words: string | undefined): string {
  const now = today(store);
  if (words === undefined) return now;
  const reading = readDate(words, now);
  if (!reading.ok) throw usage(field, words, expectedDate(reading));
  if (reading.date > now) throw usage(field, words, expectedPast(now));
  return reading.date;
}

function expectedDate(reading: Exclude<ReturnType<typeof readDate>, { ok: true }>): string {
  if (reading.reason === "ambiguous") {
    return `jelas: tulis ${reading.spellings.map((words) => `"${words}"`).join(" atau ")}`;
  }
  if (reading.reason === "impossible") {
    return "tanggal yang ada di kalender (hari/bulan/tahun), dari tahun 1900 sampai 2999";
  }
  return 'tanggal, misalnya 2026-11-22, 22/11, kemarin, "3 hari lalu", "senin lalu"';
}

/** What is expected where a day to come was typed. */
export const expectedPast = (today: string) => `hari ini (${today}) atau sebelumnya`;

/** A whole number from 1 to 100,000. */
export function countFrom(field: string, words: string): number {
  const value = Number(words);
  if (/^\d{1,6}$/.test(words) && value >= 1 && value <= 100_000) return value;
  throw usage(field, words, "bilangan bulat mulai 1");
}

/** The number of a row, as in `trade show 12`. */
export function idFrom(field: string, words: string): number {
  const plain = words.replace(/^#/, "");
  if (/^\d{1,15}$/.test(plain)) return Number(plain);
  throw usage(field, words, "nomor, misalnya 12");
}

export const TRADE_ARGUMENT: HelpLine = ["<nomor>", "nomor transaksi, misalnya 12"];

/** The trade with this number in this profile. */
export function tradeFrom(store: Store, words: string): Trade {
  const id = idFrom("nomor", words);
  const trade = findTrade(store, id);
  if (trade !== null) return trade;
  const hint = "Lihat nomornya dengan: jurnal trade list";
  throw new UserError("trade-unknown", `Transaksi #${id} tidak ada di profil ini.`, hint);
}

export const MOOD_ARGUMENT: HelpLine = ["[suasana]", "suasana hati, misalnya tenang, cemas, fomo"];

/** The mood that a word means; one that is none is refused with the nearest. */
export function moodFrom(field: string, words: string): string {
  const reading = readMood(words);
  if (reading.ok) return reading.mood;
  const meant = meantWord(reading.nearest);
  throw usage(field, words, `salah satu dari ${MOODS.join(", ")}${meant}`);
}

/** The mood that was typed; without one it is picked from the list where a person is there. */
export async function moodOrAsk(context: Context, words: string | undefined): Promise<string> {
  if (words !== undefined) return moodFrom("suasana", words);
  if (!context.mayAsk) throw missing(MOOD_ARGUMENT[1]);
  return await context.world.ask.choose({
    message: "Bagaimana suasana hati saat ini?",
    choices: MOODS.map((value) => ({ value, label: moodLabel(value) })),
    // What Enter alone says must claim nothing.
    initial: NEUTRAL,
  });
}

const NEUTRAL: (typeof MOODS)[number] = "netral";

/** A note, where a person is there to be asked; undefined for Enter alone. */
export async function askNote({ world }: Context): Promise<string | undefined> {
  const typed = await world.ask.text({ message: "Catatan (Enter untuk melewati)" });
  return cleanText(typed).trim() || undefined;
}

/** The market condition that a word means. */
export function marketFrom(field: string, words: string): string {
  const reading = readMarket(words);
  if (reading.ok) return reading.market;
  const meant = meantWord(reading.nearest);
  throw usage(field, words, `salah satu dari ${MARKETS.join(", ")}${meant}`);
}

/** The state of the body that a word means. */
export function bodyFrom(field: string, words: string): string {
  const reading = readBody(words);
  if (reading.ok) return reading.body;
  const meant = meantWord(reading.nearest);
  throw usage(field, words, `salah satu dari ${BODIES.join(", ")}${meant}`);
}

/** The words of a note: as given, from standard input for "-". Quotes and newlines stay. */
export async function noteFrom(context: Context, words: string): Promise<string> {
  if (words !== "-") return cleanText(words).trim();
  const chunks: Uint8Array[] = [];
  for await (const chunk of context.world.input) chunks.push(chunk);
  return cleanText(decodeText(Buffer.concat(chunks))).trim();
}

/** What options of a bot or a profile were read as; the first that cannot stand is refused. */
export function valuesOf<T>(
  reading: { ok: true; values: T } | { ok: false; problem: FieldProblem },
): T {
  if (reading.ok) return reading.values;
  const { field, value, expected } = reading.problem;
  throw usage(field, value, expected);
}

/** The prop firm's programme with this name. */
export function templateFrom(field: string, typed: string): RuleTemplate {
  const found = RULE_TEMPLATES.find(({ id }) => id === typed.toLowerCase());
  if (found !== undefined) return found;
  const ids = RULE_TEMPLATES.map(({ id }) => id);
  const meant = nearest(typed, ids);
  const like = meant === null ? "" : ` (paling mirip: ${meant})`;
  throw usage(field, typed, `salah satu dari ${ids.join(", ")}${like}`);
}
