import { currencyOf } from "../base/money.ts";
import { nearest } from "../base/nearest.ts";
import type { Context } from "../context.ts";
import { UserError } from "../errors.ts";
import { findBot, listBots } from "../journal/bots.ts";
import { operate } from "../journal/changes.ts";
import type { Store } from "../journal/store.ts";
import {
  addTrade,
  externalKey,
  findByKey,
  findTrade,
  seenBefore,
  tradeDay,
} from "../journal/trades.ts";
import type { NewTrade } from "../model.ts";
import { completeTrade } from "../trade/trade-fields.ts";
import { renderWarning } from "../views/errors.ts";
import * as say from "../words/errors.ts";
import { usage } from "../words/errors.ts";
import * as words from "../words/messages.ts";
import { dayFrom, noteFrom } from "./inputs.ts";
import { askTrade } from "./trade-ask.ts";
import { fieldError, type TradeFlags, valuesFrom } from "./trade-flags.ts";

/** `trade log`: one trade, by options; what is missing is asked for when a person is there. */
export async function logTrade(
  context: Context,
  symbol: string | undefined,
  profit: string | undefined,
  options: TradeFlags,
): Promise<void> {
  const store = await context.open("write");
  const given: TradeFlags = { ...options, symbol, profit };
  if (given.note !== undefined) given.note = await noteFrom(context, given.note);
  const day = dayFrom(store, "--date", options.date);
  // What was typed is judged before anything is asked: nobody should answer five questions first.
  valuesFrom(store, given, day);
  const flags = await askTrade(context, store, given);
  const reading = completeTrade(valuesFrom(store, flags, day));
  if (!reading.ok) throw fieldError(reading.problem);
  const { trade } = reading;
  const date = dayOfTrade(store, trade, options.date, day);
  requireBot(store, trade.bot_id);
  const meantSymbol = similarSymbol(store, trade.symbol);
  const brief = words.tradeBrief(trade, currencyOf(store.profile.currency));
  const id = operate(
    store,
    "trade.log",
    (added: number) => words.tradeLoggedBrief(added, brief),
    (operation) => {
      refuseKnown(store, trade);
      return addTrade(operation, trade, date);
    },
  );
  await context.done(findTrade(store, id), words.tradeLogged(id, brief, date));
  if (meantSymbol !== null) {
    context.world.err(renderWarning(words.newSymbol(trade.symbol, meantSymbol), context.style));
  }
}

/** The day of its exit; a --date that says another day is a contradiction. */
export function dayOfTrade(
  store: Store,
  trade: NewTrade,
  dateOption: string | undefined,
  day: string,
): string {
  const closed = tradeDay(store, trade, day);
  if (dateOption !== undefined && closed !== day) {
    throw usage("--date", dateOption, say.expectedSessionDay(closed));
  }
  return closed;
}

export function requireBot(store: Store, id: number | null): void {
  if (id === null || findBot(store, id) !== null) return;
  const known = listBots(store).map((bot) => `#${bot.id} ${bot.name}`);
  throw new UserError("bot-unknown", ...say.unknownBot(id, known));
}

/**
 * Refuses a second trade with the same ticket and account; `except` is the trade being edited. To
 * be called inside the operation, where no other process can log it in between.
 */
export function refuseKnown(store: Store, trade: NewTrade, except?: number): void {
  const key = externalKey(store, trade);
  const known = key === null ? null : findByKey(store, key);
  if (known === null || known === except) return;
  const told = say.duplicateTicket(trade.ticket ?? "", trade.account, known);
  throw new UserError("ticket-known", ...told);
}

/** A symbol seen before that this new one may be a slip of; null for one that is known or far off. */
function similarSymbol(store: Store, symbol: string): string | null {
  const seen = seenBefore(store, "symbol");
  return seen.includes(symbol) ? null : nearest(symbol, seen);
}
