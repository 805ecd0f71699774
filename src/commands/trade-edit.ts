import { currencyOf } from "../base/money.ts";
import type { Context } from "../context.ts";
import { operate } from "../journal/changes.ts";
import { editTrade, findTrade, removeTrade } from "../journal/trades.ts";
import { completeTrade } from "../trade/trade-fields.ts";
import { nothingGiven } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as words from "../words/messages.ts";
import { dayFrom, noteFrom } from "./inputs.ts";
import { fieldError, type TradeFlags, valuesFrom } from "./trade-flags.ts";
import { tradeFrom } from "./trade-list.ts";
import { dayOfTrade, refuseKnown, requireBot } from "./trade-log.ts";

/** `trade edit`: sets what the options name; an empty value makes a field unknown again. */
export async function editOne(context: Context, id: string, options: TradeFlags): Promise<void> {
  const store = await context.open("write");
  const before = tradeFrom(store, id);
  const flags = { ...options };
  if (flags.note !== undefined) flags.note = await noteFrom(context, flags.note);
  const day = flags.date === undefined ? before.session_date : dayFrom(store, "--date", flags.date);
  const values = valuesFrom(store, flags, day);
  if (Object.keys(values).length === 0 && flags.date === undefined) {
    throw nothingGiven(help.TRADE_EDIT_NEEDS);
  }
  const reading = completeTrade(values, before);
  if (!reading.ok) throw fieldError(reading.problem);
  const edited = reading.trade;
  // A statement that comes again must still know the trade by the broker's name of its symbol.
  if (edited.symbol !== before.symbol) edited.raw_symbol ??= before.symbol;
  requireBot(store, edited.bot_id);
  const timesChanged = values.entry_time !== undefined || values.exit_time !== undefined;
  const date =
    flags.date === undefined && !timesChanged
      ? before.session_date
      : dayOfTrade(store, edited, flags.date, day);
  const brief = words.tradeBrief(edited, currencyOf(store.profile.currency));
  const changed = operate(store, "trade.edit", words.tradeEditedBrief(before.id, brief), (op) => {
    refuseKnown(store, edited, before.id);
    return editTrade(op, before, edited, date);
  });
  const message = changed ? words.tradeEdited(before.id, brief) : words.tradeSame(before.id);
  await context.done(findTrade(store, before.id), message);
}

/** `trade delete`: takes one trade out; undo brings it back as it was. */
export async function deleteOne(context: Context, id: string): Promise<void> {
  const store = await context.open("write");
  const trade = tradeFrom(store, id);
  const brief = words.tradeBrief(trade, currencyOf(store.profile.currency));
  operate(store, "trade.delete", words.tradeDeletedBrief(trade.id, brief), (operation) =>
    removeTrade(operation, trade),
  );
  await context.done(trade, words.tradeDeleted(trade.id, brief));
}
