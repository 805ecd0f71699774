import { currencyOf } from "../../base/money.ts";
import { nearest } from "../../base/text.ts";
import type { Context } from "../../context.ts";
import { EXIT, UserError } from "../../errors.ts";
import { operate } from "../../journal/changes.ts";
import { dayStartMinutes, today } from "../../journal/days.ts";
import { findBot, listBots } from "../../journal/owners.ts";
import type { Store } from "../../journal/store.ts";
import {
  addTrade,
  editTrade,
  externalKey,
  findByKey,
  findTrade,
  removeTrade,
  seenBefore,
  tradeDay,
} from "../../journal/trades.ts";
import type { NewTrade } from "../../model.ts";
import {
  completeTrade,
  type FieldContext,
  type FieldProblem,
  readFields,
  type TradeField,
  type TradeValues,
} from "../../trade/fields.ts";
import { renderWarning } from "../../views/messages.ts";
import * as say from "../../words/errors.ts";
import { missing, nothingGiven, usage } from "../../words/errors.ts";
import * as help from "../../words/help.ts";
import * as questions from "../../words/messages.ts";
import { dayFrom, noteFrom } from "../inputs.ts";
import { tradeFrom } from "./list.ts";

/** Options of `trade log` and `trade edit` as commander gives them: words, or true for a switch. */
export interface TradeFlags {
  symbol?: string;
  profit?: string;
  lot?: string;
  side?: string;
  entry?: string;
  exit?: string;
  openPrice?: string;
  closePrice?: string;
  stop?: string;
  target?: string;
  sl?: boolean;
  tp?: boolean;
  risk?: string;
  commission?: string;
  swap?: string;
  strategy?: string;
  bot?: string;
  ticket?: string;
  account?: string;
  tag?: string[];
  note?: string;
  date?: string;
}

/** Which option holds which column; its name in an error is the option's. */
const COLUMN: Record<Exclude<keyof TradeFlags, "date">, [field: TradeField, shown: string]> = {
  symbol: ["symbol", "simbol"],
  profit: ["profit_loss", "hasil"],
  lot: ["lot_size", "--lot"],
  side: ["side", "--side"],
  entry: ["entry_time", "--entry"],
  exit: ["exit_time", "--exit"],
  openPrice: ["entry_price", "--open-price"],
  closePrice: ["exit_price", "--close-price"],
  stop: ["stop_loss", "--stop"],
  target: ["take_profit", "--target"],
  sl: ["stop_loss_used", "--sl/--no-sl"],
  tp: ["take_profit_used", "--tp/--no-tp"],
  risk: ["risk_percent", "--risk"],
  commission: ["commission", "--commission"],
  swap: ["swap", "--swap"],
  strategy: ["strategy_used", "--strategy"],
  bot: ["bot_id", "--bot"],
  ticket: ["ticket", "--ticket"],
  account: ["account", "--account"],
  tag: ["tags", "--tag"],
  note: ["note", "--note"],
};

/** What the options say about a trade; `day` is the one that a time without a date belongs to. */
export function valuesFrom(store: Store, flags: TradeFlags, day: string): TradeValues {
  const raw: Record<string, unknown> = {};
  for (const [option, [field]] of Object.entries(COLUMN)) {
    const value = flags[option as keyof TradeFlags];
    if (value !== undefined) raw[field] = value === "" ? null : value;
  }
  const reading = readFields(raw, fieldContext(store, day));
  if (!reading.ok) throw fieldError(reading.problem);
  return reading.values;
}

/** What the words of a trade are read against in this profile. */
export function fieldContext(store: Store, day: string): FieldContext {
  const { zone, currency } = store.profile;
  return { today: day, zone, currency, dayStart: dayStartMinutes(store.profile) };
}

/** A problem with a field, under the name that the command line has for it. */
export function fieldError({ field, value, expected }: FieldProblem): UserError {
  const shown = Object.values(COLUMN).find(([column]) => column === field)?.[1] ?? field;
  const message = say.badField(shown, value, expected);
  return new UserError("bad-value", message, undefined, EXIT.usage);
}

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
  const brief = questions.tradeBrief(trade, currencyOf(store.profile.currency));
  const id = operate(
    store,
    "trade.log",
    (added: number) => questions.tradeLoggedBrief(added, brief),
    (operation) => {
      refuseKnown(store, trade);
      return addTrade(operation, trade, date);
    },
  );
  await context.done(findTrade(store, id), questions.tradeLogged(id, brief, date));
  if (meantSymbol !== null) {
    context.world.err(renderWarning(questions.newSymbol(trade.symbol, meantSymbol), context.style));
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
  const brief = questions.tradeBrief(edited, currencyOf(store.profile.currency));
  const changed = operate(
    store,
    "trade.edit",
    questions.tradeEditedBrief(before.id, brief),
    (op) => {
      refuseKnown(store, edited, before.id);
      return editTrade(op, before, edited, date);
    },
  );
  const message = changed
    ? questions.tradeEdited(before.id, brief)
    : questions.tradeSame(before.id);
  await context.done(findTrade(store, before.id), message);
}

/** `trade delete`: takes one trade out; undo brings it back as it was. */
export async function deleteOne(context: Context, id: string): Promise<void> {
  const store = await context.open("write");
  const trade = tradeFrom(store, id);
  const brief = questions.tradeBrief(trade, currencyOf(store.profile.currency));
  operate(store, "trade.delete", questions.tradeDeletedBrief(trade.id, brief), (operation) =>
    removeTrade(operation, trade),
  );
  await context.done(trade, questions.tradeDeleted(trade.id, brief));
}
