import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import type { Store } from "../journal/store.ts";
import { findTrade, listTrades, seenBefore, type TradeFilter } from "../journal/trades.ts";
import type { Trade } from "../model.ts";
import * as say from "../text/errors.ts";
import * as words from "../text/messages.ts";
import { nearest } from "../text/nearest.ts";
import { renderTrade, renderTrades } from "../views/trade.ts";
import { countFrom, idFrom, moodFrom, type RangeOptions, rangeFrom, usage } from "./inputs.ts";

export interface ListOptions extends RangeOptions {
  symbol?: string;
  strategy?: string;
  bot?: string;
  manual?: boolean;
  mood?: string;
  tag?: string;
  win?: boolean;
  loss?: boolean;
  limit?: string;
}

/** `trade list`: what passes all filters, oldest first. */
export async function listAll(context: Context, options: ListOptions): Promise<void> {
  const store = await context.open("read");
  const range = rangeFrom(store, options, 30);
  const filter = filterFrom(range, options);
  const trades = listTrades(store, filter);
  const hint = trades.length === 0 ? symbolHint(store, filter.symbol) : undefined;
  if (hint !== undefined) throw new UserError("no-trades", words.noTrades(range), hint);
  await context.show(trades, () =>
    trades.length === 0
      ? words.noTrades(range)
      : renderTrades(trades, store.profile, context.style),
  );
}

function filterFrom(range: { from: string; to: string }, options: ListOptions): TradeFilter {
  if (options.win && options.loss) throw usage("--win", "--loss", say.expectedOneOf);
  const filter: TradeFilter = { ...range };
  if (options.symbol !== undefined) filter.symbol = options.symbol;
  if (options.strategy !== undefined) filter.strategy = options.strategy;
  if (options.bot !== undefined) filter.bot_id = idFrom("--bot", options.bot);
  if (options.manual) filter.by_bot = false;
  if (options.mood !== undefined) filter.mood = moodFrom("--mood", options.mood);
  if (options.tag !== undefined) filter.tag = options.tag.replace(/^#/, "").toLowerCase();
  if (options.win) filter.result = "win";
  if (options.loss) filter.result = "loss";
  if (options.limit !== undefined) filter.limit = countFrom("--limit", options.limit);
  return filter;
}

/** Did-you-mean for a symbol that no trade has. */
function symbolHint(store: Store, symbol: string | undefined): string | undefined {
  if (symbol === undefined) return undefined;
  const seen = seenBefore(store, "symbol");
  if (seen.some((known) => known.toLowerCase() === symbol.toLowerCase())) return undefined;
  const meant = nearest(symbol, seen);
  return meant === null ? undefined : say.meantSymbol(meant);
}

/** `trade show`: everything known about one trade. */
export async function showOne(context: Context, id: string): Promise<void> {
  const store = await context.open("read");
  const trade = tradeFrom(store, id);
  await context.show(trade, () => renderTrade(trade, store.profile, context.style));
}

/** The trade with this number in this profile. */
export function tradeFrom(store: Store, words: string): Trade {
  const id = idFrom("nomor", words);
  const trade = findTrade(store, id);
  if (trade === null) throw new UserError("trade-unknown", ...say.tradeNotFound(String(id)));
  return trade;
}
