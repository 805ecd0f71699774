import type { Context } from "../context.ts";
import { today } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { seenBefore } from "../journal/trades.ts";
import { readFields } from "../trade/trade-fields.ts";
import type { TradeField } from "../trade/trade-readers.ts";
import { missing } from "../words/errors.ts";
import * as help from "../words/help.ts";
import * as questions from "../words/questions.ts";
import { fieldContext, type TradeFlags } from "./trade-flags.ts";

/**
 * Fills in what the options leave open by asking: symbol and result must be answered, size, side,
 * stop and strategy may be passed over with Enter. Without a person the two must have been given.
 */
export async function askTrade(
  context: Context,
  store: Store,
  given: TradeFlags,
): Promise<TradeFlags> {
  if (!context.mayAsk) {
    if (given.symbol === undefined) throw missing(help.ARGUMENT.symbolName);
    if (given.profit === undefined) throw missing(help.ARGUMENT.profitName);
    return given;
  }
  const { ask } = context.world;
  const flags = { ...given };
  const check = (field: TradeField) => (answer: string) => {
    if (answer === "" && field !== "profit_loss") return true;
    const reading = readFields({ [field]: answer }, fieldContext(store, today(store)));
    return reading.ok || `Harus ${reading.problem.expected}.`;
  };
  flags.symbol ??= await ask.suggest({
    message: questions.QUESTION.symbol,
    suggestions: seenBefore(store, "symbol"),
    check: (answer) => (answer === "" ? questions.QUESTION.needed : check("symbol")(answer)),
  });
  flags.profit ??= await ask.text({
    message: questions.QUESTION.profit(store.profile.currency),
    check: check("profit_loss"),
  });
  flags.lot ??= await ask.text({ message: questions.QUESTION.lot, check: check("lot_size") });
  flags.side ??= await ask.choose({
    message: questions.QUESTION.side,
    choices: questions.CHOICES.side,
  });
  if (flags.sl === undefined && flags.stop === undefined) {
    flags.sl = await ask.choose({
      message: questions.QUESTION.stop,
      choices: questions.CHOICES.stop,
    });
  }
  flags.strategy ??= await ask.suggest({
    message: questions.QUESTION.strategy,
    suggestions: seenBefore(store, "strategy_used"),
    skip: questions.QUESTION.skip,
  });
  return flags;
}
