import type { Command } from "commander";
import { addDays, readDate } from "../base/dates.ts";
import { marketLabel, moodLabel, readMarket, readMood } from "../base/moods.ts";
import { type Period, readPeriod } from "../base/period.ts";
import { cleanLine, cleanText, nearest } from "../base/text.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { journalDays, today } from "../journal/days.ts";
import type { Store } from "../journal/store.ts";
import { seenBefore, type TradeFilter } from "../journal/trades.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import { EXAMPLES, TITLE } from "../words/help.ts";
import { noTrades } from "../words/messages.ts";

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

/** What commands over many trades can be narrowed by. */
export interface FilterOptions {
  symbol?: string;
  strategy?: string;
  bot?: string;
  bots?: boolean;
  manual?: boolean;
  mood?: string;
  market?: string;
  side?: string;
  account?: string;
  tag?: string;
  win?: boolean;
  loss?: boolean;
}

export interface PeriodOptions extends RangeOptions {
  period?: string;
}

const SIDES: Readonly<Record<string, "buy" | "sell">> = {
  buy: "buy",
  long: "buy",
  beli: "buy",
  sell: "sell",
  short: "sell",
  jual: "sell",
};

/** The trades that the options let through; days are `periodFrom`'s part. */
export function filterFrom(options: FilterOptions): TradeFilter {
  if (options.win && options.loss) throw usage("--win", "--loss", say.expectedOneOf);
  if (options.manual && (options.bots || options.bot !== undefined)) {
    throw usage("--manual", "--bot", say.expectedOneOf);
  }
  const filter: TradeFilter = {};
  if (options.symbol !== undefined) filter.symbol = options.symbol;
  if (options.strategy !== undefined) filter.strategy = options.strategy;
  if (options.bot !== undefined) filter.bot_id = idFrom("--bot", options.bot);
  if (options.manual) filter.by_bot = false;
  if (options.bots) filter.by_bot = true;
  if (options.mood !== undefined) filter.mood = moodFrom("--mood", options.mood);
  if (options.market !== undefined) filter.market = marketFrom("--market", options.market);
  if (options.side !== undefined) filter.side = sideFrom(options.side);
  if (options.account !== undefined) filter.account = options.account;
  if (options.tag !== undefined) filter.tag = options.tag.replace(/^#/, "").toLowerCase();
  if (options.win) filter.result = "win";
  if (options.loss) filter.result = "loss";
  return filter;
}

function sideFrom(words: string): "buy" | "sell" {
  const side = SIDES[words.toLowerCase()];
  if (side === undefined) throw usage("--side", words, say.expectedSide);
  return side;
}

/** The days meant by --period, or by --days, --date, --from and --to; the whole journal without. */
export function periodFrom(store: Store, options: PeriodOptions): Period {
  if (options.period !== undefined) return periodOf(store, "--period", options.period);
  const { date, days, from, to } = options;
  if (date === undefined && days === undefined && from === undefined && to === undefined) {
    const now = today(store);
    const { first, last } = journalDays(store) ?? { first: now, last: now };
    return { kind: "all", from: first, to: last };
  }
  const first = journalDays(store)?.first ?? today(store);
  const start = from === undefined && to !== undefined && days === undefined ? { from: first } : {};
  const range = rangeFrom(store, { ...options, ...start }, 30);
  return { kind: date === undefined ? "range" : "day", ...range };
}

/** The period that the words mean, as of today. */
export function periodOf(store: Store, field: string, words: string): Period {
  const period = readPeriod(words, today(store));
  if (period === null) throw usage(field, words, say.expectedPeriod);
  return period;
}

/** No trade passed: a symbol that none ever had is refused with the one that may be meant. */
export function refuseUnknownSymbol(
  store: Store,
  { symbol, from = "", to = "" }: TradeFilter,
): void {
  if (symbol === undefined) return;
  const seen = seenBefore(store, "symbol");
  if (seen.some((known) => known.toLowerCase() === symbol.toLowerCase())) return;
  const meant = nearest(symbol, seen);
  if (meant === null) return;
  throw new UserError("no-trades", noTrades({ from, to }), say.meantSymbol(meant));
}

/** What trades can be narrowed by. */
interface Narrowed {
  symbol?: string;
  strategy?: string;
  bot_id?: number;
  by_bot?: boolean;
  mood?: string;
  market?: string;
  side?: string;
  account?: string;
  tag?: string;
  result?: "win" | "loss" | "zero";
}

const RESULT = { win: "yang untung", loss: "yang rugi", zero: "yang impas" } as const;

/** "XAUUSD, dengan tangan, yang rugi"; empty without a filter. */
export function filterWords(filter: Narrowed): string {
  const { symbol, strategy, bot_id, by_bot, mood, market, side, account, tag, result } = filter;
  const words = [
    symbol === undefined ? "" : cleanLine(symbol).toUpperCase(),
    side ?? "",
    strategy === undefined ? "" : `strategi ${cleanLine(strategy)}`,
    bot_id === undefined ? "" : `bot #${bot_id}`,
    by_bot === undefined ? "" : by_bot ? "oleh bot" : "dengan tangan",
    mood === undefined ? "" : `hari bersuasana ${moodLabel(mood)}`,
    market === undefined ? "" : `pasar ${marketLabel(market)}`,
    account === undefined ? "" : `akun ${cleanLine(account)}`,
    tag === undefined ? "" : `bertanda ${cleanLine(tag)}`,
    result === undefined ? "" : RESULT[result],
  ];
  return words.filter((word) => word !== "").join(", ");
}

/** How a command module adds its own arguments, options, subcommands and action. */
export type Define = (command: Command, context: (command: Command) => Context) => void;

/** Adds the "Contoh:" part to a command's help; `path` is the command without "jurnal". */
export function addExamples(command: Command, path: string): Command {
  const lines = (EXAMPLES[path] ?? []).map((example) => `  $ ${example}`).join("\n");
  return command.addHelpText("after", `\n${TITLE.examples}\n${lines}`);
}
