import { EXIT, UserError } from "../errors.ts";
import { dayStartMinutes } from "../journal/sessions.ts";
import type { Store } from "../journal/store.ts";
import { type FieldProblem, readFields } from "../trade/trade-fields.ts";
import type { FieldContext, TradeField, TradeValues } from "../trade/trade-readers.ts";
import * as say from "../words/errors.ts";

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
