import { cleanLine } from "../base/clean.ts";
import type { NewTrade } from "../model.ts";
import { type FieldContext, READERS, RESULT, type TradeValues } from "./trade-readers.ts";

/** Why a value cannot stand. */
export interface FieldProblem {
  field: string;
  value: string;
  expected: string;
}

/** Keys of our own export that say nothing about a new trade. */
const SILENT = new Set(["id", "session_id", "created_at", "external_key"]);

export type FieldsReading =
  | { ok: true; values: TradeValues; ignored: string[] }
  | { ok: false; problem: FieldProblem };

/**
 * Reads the fields that `raw` has, keyed as the columns, from JSON values or from words. Keys that
 * are no field of a trade are listed in `ignored`; the first value that cannot stand is a problem.
 */
export function readFields(raw: Record<string, unknown>, context: FieldContext): FieldsReading {
  const values: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const field of Object.keys(raw)) {
    const reader = READERS.get(field);
    const value = raw[field];
    if (reader === undefined) {
      if (!SILENT.has(field)) ignored.push(cleanLine(field).slice(0, 60));
      continue;
    }
    if (value === undefined) continue;
    const reading = reader(value, context);
    if (!reading.ok) return { ok: false, problem: problem(field, value, reading.expected) };
    values[field] = reading.value;
  }
  return { ok: true, values, ignored };
}

const EMPTY: NewTrade = {
  symbol: "",
  profit_loss: 0,
  lot_size: null,
  side: null,
  entry_time: null,
  exit_time: null,
  entry_price: null,
  exit_price: null,
  stop_loss: null,
  take_profit: null,
  stop_loss_used: null,
  take_profit_used: null,
  risk_percent: null,
  strategy_used: null,
  bot_id: null,
  commission: null,
  swap: null,
  ticket: null,
  account: null,
  tags: null,
  note: null,
};

export type TradeReading = { ok: true; trade: NewTrade } | { ok: false; problem: FieldProblem };

/**
 * The whole trade: what is not in `values` stays as in `base` (unknown, for a new trade), what
 * follows from a value is filled in (a stop price says that there was a stop), and values that
 * contradict each other are a problem.
 */
export function completeTrade(values: TradeValues, base: NewTrade = EMPTY): TradeReading {
  const { session_date: _, currency: __, ...given } = values;
  const trade: NewTrade = { ...base, ...given };
  if (trade.symbol === "") return missing("symbol", "nama simbol, misalnya XAUUSD");
  if (base === EMPTY && given.profit_loss === undefined) return missing("profit_loss", RESULT);
  if (trade.lot_size === 0) trade.lot_size = null;
  for (const [level, used] of LEVELS) {
    const contradiction = settleLevel(trade, given, level, used);
    if (contradiction !== null) return { ok: false, problem: contradiction };
  }
  const { entry_time, exit_time } = trade;
  if (entry_time !== null && exit_time !== null && exit_time < entry_time) {
    const expected = `tidak lebih awal dari waktu masuk (${entry_time} UTC)`;
    return { ok: false, problem: problem("exit_time", `${exit_time} UTC`, expected) };
  }
  return { ok: true, trade };
}

const LEVELS = [
  ["stop_loss", "stop_loss_used"],
  ["take_profit", "take_profit_used"],
] as const;

function settleLevel(
  trade: NewTrade,
  given: TradeValues,
  level: (typeof LEVELS)[number][0],
  used: (typeof LEVELS)[number][1],
): FieldProblem | null {
  const price = given[level];
  if (typeof price === "number" && price > 0 && given[used] === false) {
    return problem(used, "false", `true, sebab ${level} diisi ${price}`);
  }
  if (price === 0) {
    if (given[used] === undefined) trade[used] = false;
    trade[level] = null;
  } else if (typeof price === "number") {
    trade[used] = true;
  } else if (given[used] === false) {
    trade[level] = null;
  }
  return null;
}

function missing(field: string, expected: string): TradeReading {
  return { ok: false, problem: { field, value: "", expected } };
}

function problem(field: string, value: unknown, expected: string): FieldProblem {
  const shown = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return { field, value: cleanLine(shown).slice(0, 80), expected };
}
