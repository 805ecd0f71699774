import type { Context } from "../../context.ts";
import { UserError } from "../../errors.ts";
import type { Store } from "../../journal/store.ts";
import { findTrade, listTrades, type TradeFilter } from "../../journal/trades.ts";
import type { Trade } from "../../model.ts";
import { renderTrade, renderTrades } from "../../views/trade.ts";
import * as say from "../../words/errors.ts";
import * as words from "../../words/messages.ts";
import {
  countFrom,
  type FilterOptions,
  filterFrom,
  idFrom,
  type PeriodOptions,
  periodFrom,
  rangeFrom,
  refuseUnknownSymbol,
} from "../inputs.ts";

export interface ListOptions extends PeriodOptions, FilterOptions {
  limit?: string;
}

/** `trade list`: what passes all filters, oldest first. */
export async function listAll(context: Context, options: ListOptions): Promise<void> {
  const store = await context.open("read");
  const { period, limit } = options;
  const { from, to } =
    period === undefined ? rangeFrom(store, options, 30) : periodFrom(store, options);
  const filter: TradeFilter = { from, to, ...filterFrom(options) };
  if (limit !== undefined) filter.limit = countFrom("--limit", limit);
  const trades = listTrades(store, filter);
  if (trades.length === 0) refuseUnknownSymbol(store, filter);
  await context.show(trades, () =>
    trades.length === 0
      ? words.noTrades({ from, to })
      : renderTrades(trades, store.profile, context.style),
  );
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
