import { formatShortDate } from "../base/dates.ts";
import { type Currency, currencyOf } from "../base/money.ts";
import { nearest } from "../base/text.ts";
import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { requireBot, requireCurrency } from "../journal/owners.ts";
import { matchPlans } from "../journal/plans/match.ts";
import type { Store } from "../journal/store.ts";
import {
  addTrade,
  findTrade,
  isSeenSymbol,
  refuseKnown,
  seenBefore,
  typedBefore,
} from "../journal/trades.ts";
import type { NewTrade } from "../model.ts";
import { completeTrade } from "../trade/values.ts";
import { renderWarning } from "../views/messages.ts";
import { tradeBrief, UNDO } from "../words/messages.ts";
import { dayFrom } from "./inputs.ts";
import { dayOfTrade, fieldError, type TradeFlags, tradeValuesFrom } from "./trade-flags.ts";

/**
 * Records one trade that a person typed, and says what was understood in the words of `tell`; a
 * second one just like it, or a symbol that may be a slip, is warned of.
 */
export async function recordTyped(
  context: Context,
  store: Store,
  flags: TradeFlags,
  tell: (trade: NewTrade, currency: Currency) => string,
): Promise<void> {
  const day = dayFrom(store, "--date", flags.date);
  const values = tradeValuesFrom(store, flags, flags.date === undefined ? null : day);
  const reading = completeTrade(values, undefined, store.profile.zone);
  if (!reading.ok) throw fieldError(reading.problem);
  const { trade } = reading;
  const meant = similarSymbol(store, trade.symbol);
  const { currency } = store.profile;
  const brief = tradeBrief(trade, currencyOf(currency));
  const { id, date, added, twin } = operate(
    store,
    "trade.log",
    (logged: { id: number }) => `catat transaksi #${logged.id} ${brief}`,
    (operation) => {
      requireCurrency(store, currency);
      refuseKnown(store, trade);
      if (trade.bot_id !== null) requireBot(store, trade.bot_id);
      const date = dayOfTrade(store, trade, flags.date, day);
      const id = addTrade(operation, trade, date);
      matchPlans(operation, [id]);
      return { id, date, added: findTrade(store, id), twin: typedBefore(store, id) };
    },
  );
  const told = tell(trade, currencyOf(currency));
  await context.done(
    added,
    `Transaksi #${id} dicatat: ${told} · sesi ${formatShortDate(date)} · ${UNDO}`,
  );
  if (twin !== null) {
    const told = `Transaksi yang sama baru saja dicatat sebagai #${twin}. Kalau tercatat dua kali: jurnal undo`;
    context.world.err(renderWarning(told, context.style));
  }
  if (meant === null) return;
  const warned = `Simbol ${trade.symbol} baru pertama kali dicatat. Kalau maksudnya ${meant}: jurnal undo`;
  context.world.err(renderWarning(warned, context.style));
}

/** A symbol seen before that this new one may be a slip of; null for one that is known or far off. */
function similarSymbol(store: Store, symbol: string): string | null {
  return isSeenSymbol(store, symbol) ? null : nearest(symbol, seenBefore(store, "symbol"));
}
