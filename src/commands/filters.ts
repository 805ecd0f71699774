import { nearest } from "../base/nearest.ts";
import { type Period, readPeriod } from "../base/period.ts";
import { UserError } from "../errors.ts";
import { journalDays, today } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { seenBefore, type TradeFilter } from "../journal/trades.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import { noTrades } from "../words/messages.ts";
import { idFrom, marketFrom, moodFrom, type RangeOptions, rangeFrom } from "./inputs.ts";

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
  ...{ buy: "buy", long: "buy", beli: "buy" },
  ...{ sell: "sell", short: "sell", jual: "sell" },
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
