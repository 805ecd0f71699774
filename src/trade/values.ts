import { shownJson } from "../base/json.ts";
import { cleanLine } from "../base/text.ts";
import type { Zone } from "../base/time.ts";
import type { NewTrade } from "../model.ts";
import { TRADE_COLUMNS, TRADE_FIELDS, type TradeValues } from "./fields.ts";
import { isSamePrice } from "./point-value.ts";
import { type FieldContext, type FieldReader, RESULT_EXPECTED, symbolText } from "./readers.ts";
import { localTime, readTimes } from "./times.ts";

const READERS: ReadonlyMap<string, FieldReader> = new Map(
  Object.entries(TRADE_FIELDS).map(([field, { read }]) => [field, read]),
);

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
 * `base` is the trade that they change.
 */
export function readFields(
  raw: Record<string, unknown>,
  context: FieldContext,
  base?: NewTrade,
): FieldsReading {
  const values: Record<string, unknown> = {};
  const ignored: string[] = [];
  for (const field of Object.keys(raw)) {
    const read = READERS.get(field);
    const value = raw[field];
    if (read === undefined) {
      if (!SILENT.has(field)) ignored.push(cleanLine(field).slice(0, 60));
      continue;
    }
    if (value === undefined) continue;
    // What is left empty is not known, at every door.
    const reading = read(typeof value === "string" && value.trim() === "" ? null : value, context);
    if (!reading.ok) return { ok: false, problem: problem(field, value, reading.expected) };
    values[field] = reading.value;
  }
  const late = readBothTimes(values, context, base);
  if (late !== null) return { ok: false, problem: late };
  nameAsTyped(values, raw);
  return { ok: true, values, ignored };
}

/** Puts the moments of entry and exit in the place of what was typed, where either was. */
function readBothTimes(
  values: Record<string, unknown>,
  context: FieldContext,
  base: NewTrade | undefined,
): FieldProblem | null {
  const { entry_time: entry, exit_time: exit, session_date: day } = values;
  if (entry == null && exit == null) return null;
  const named = typeof day === "string" ? { ...context, day } : context;
  const stored = { entry: base?.entry_time ?? null, exit: base?.exit_time ?? null };
  const times = readTimes({ entry, exit }, named, stored);
  if (!times.ok) {
    const field = `${times.of}_time`;
    return problem(field, values[field], times.expected);
  }
  if (entry !== undefined) values.entry_time = times.entry;
  if (exit !== undefined) values.exit_time = times.exit;
  return null;
}

/**
 * Keeps the broker's name beside the normal one, as an import does. In a line of our own export the
 * symbol is the journal's already, word for word.
 */
function nameAsTyped(values: Record<string, unknown>, raw: Record<string, unknown>): void {
  if (typeof values.symbol !== "string") return;
  const name = symbolText(String(raw.symbol));
  if (raw.id !== undefined && raw.session_date !== undefined) {
    values.symbol = name;
    return;
  }
  if (values.raw_symbol != null) return;
  if (name.toUpperCase() !== values.symbol) values.raw_symbol = name;
}

const EMPTY: NewTrade = {
  ...(Object.fromEntries(TRADE_COLUMNS.map((column) => [column, null])) as unknown as NewTrade),
  symbol: "",
  profit_loss: 0,
};

export type TradeReading = { ok: true; trade: NewTrade } | { ok: false; problem: FieldProblem };

/**
 * The whole trade: what is not in `values` stays as in `base` (unknown, for a new trade), what
 * follows from a value is filled in (a stop price says that there was a stop), and values that
 * contradict each other are a problem, with times on the clock of `zone`.
 */
export function completeTrade(
  values: TradeValues,
  base: NewTrade = EMPTY,
  zone: Zone = "UTC",
): TradeReading {
  const { session_date: _, currency: __, ...given } = values;
  const trade: NewTrade = { ...base, ...given };
  if (trade.symbol === "") return missing("symbol", "nama simbol, misalnya XAUUSD");
  if (base === EMPTY && given.profit_loss === undefined)
    return missing("profit_loss", RESULT_EXPECTED);
  if (trade.lot_size === 0) trade.lot_size = null;
  for (const [level, used] of LEVELS) {
    const contradiction = settleLevel(trade, given, level, used);
    if (contradiction !== null) return { ok: false, problem: contradiction };
  }
  if (isSamePrice(trade.first_stop ?? 0, trade.stop_loss ?? Number.NaN)) trade.first_stop = null;
  const { entry_time, exit_time } = trade;
  if (entry_time !== null && exit_time !== null && exit_time < entry_time) {
    const expected = `tidak lebih awal dari waktu masuk (${localTime(entry_time, zone)})`;
    return { ok: false, problem: problem("exit_time", localTime(exit_time, zone), expected) };
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
  const isWritten = typeof value === "string" || typeof value === "number";
  const isList = Array.isArray(value) && value.every((one) => typeof one === "string");
  const shown = isWritten ? String(value) : isList ? value.join(", ") : shownJson(value);
  return { field, value: cleanLine(shown).slice(0, 80), expected };
}
