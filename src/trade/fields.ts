import { isDate, readDateTime } from "../base/dates.ts";
import { currencyOf, scaleOf } from "../base/money.ts";
import { formatNumber, readNumber } from "../base/number.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import { DAY_MS, localParts, parseUtc, utcText } from "../base/time.ts";
import type { NewTrade } from "../model.ts";

/** What the words of a trade are read against. */
export interface FieldContext {
  /** The trading day that a time without a date belongs to. */
  today: string;
  zone: string;
  /** Minutes after midnight at which a trading day begins. */
  dayStart: number;
  currency: string;
}

export type TradeValues = Partial<NewTrade> & { session_date?: string; currency?: string };
/** All that a line can say; `import_id` is the journal's own. */
export type TradeField = Exclude<keyof TradeValues, "import_id">;

export type Reading<T> = { ok: true; value: T } | { ok: false; expected: string };
type FieldReader = (raw: unknown, context: FieldContext) => Reading<unknown>;

const ok = <T>(value: T): Reading<T> => ({ ok: true, value });
const no = (expected: string): Reading<never> => ({ ok: false, expected });

/** Beyond this a double no longer holds cents. */
const MOST = 1e13;
/** A day is summed in 64-bit integers of the smallest unit kept: room for ninety such amounts. */
const MOST_UNITS = 1e17;

interface NumberLimits {
  expected: string;
  from?: number;
  to?: number;
  /** Money and prices: in a rupiah journal `25.000` may be twenty-five thousand. */
  grouped?: boolean;
}

function number(rule: NumberLimits): FieldReader {
  return (raw, { currency }) => {
    if (raw === null) return ok(null);
    const value = toNumber(raw, rule.grouped === true && currency === "IDR");
    if (typeof value === "string") return no(value === "" ? rule.expected : value);
    const from = rule.from ?? -MOST;
    return value >= from && value <= (rule.to ?? MOST) ? ok(value) : no(rule.expected);
  };
}

/** The number, or what was expected instead ("": whatever the field says). */
export function toNumber(raw: unknown, dotGroupsThousands: boolean): number | string {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : "";
  if (typeof raw !== "string") return "";
  const reading = readNumber(raw, { dotGroupsThousands });
  if (reading.ok) return reading.value;
  if (reading.reason === "not-a-number") return "";
  const [fraction, thousands] = reading.readings;
  return `jelas: tulis ${fraction} atau ${thousands}`;
}

function line(expected: string, longest: number): FieldReader {
  return (raw) => {
    if (raw === null) return ok(null);
    if (typeof raw !== "string") return no(expected);
    const text = cleanLine(raw).trim();
    if (text.length > longest) return no(`${expected}, paling panjang ${longest} huruf`);
    return ok(text === "" ? null : text);
  };
}

const TRUE = new Set(["true", "1", "ya", "y", "yes"]);
const FALSE = new Set(["false", "0", "tidak", "t", "no", "n"]);

const truth: FieldReader = (raw) => {
  if (raw === null || typeof raw === "boolean") return ok(raw);
  const word = String(raw).trim().toLowerCase();
  if (TRUE.has(word)) return ok(true);
  return FALSE.has(word) ? ok(false) : no("true atau false");
};

const SIDES: Readonly<Record<string, "buy" | "sell">> = {
  buy: "buy",
  long: "buy",
  beli: "buy",
  b: "buy",
  sell: "sell",
  short: "sell",
  jual: "sell",
  s: "sell",
};

const side: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const found = typeof raw === "string" ? SIDES[raw.trim().toLowerCase()] : undefined;
  return found === undefined ? no("buy atau sell") : ok(found);
};

const symbol: FieldReader = (raw) => {
  const expected = "nama simbol, misalnya XAUUSD, BBCA atau BTC/IDR";
  if (typeof raw !== "string") return no(expected);
  const text = cleanLine(raw).trim();
  // A number here is a result in the place of the symbol.
  if (!/^[^\s]{1,32}$/.test(text) || readNumber(text).ok) return no(expected);
  // Brokers' suffixes are in lower case (XAUUSDm): only what was typed all in lower case is raised.
  return ok(text === text.toLowerCase() ? text.toUpperCase() : text);
};

function minuteOfDay(epochMs: number, { zone }: FieldContext): number {
  const { hour, minute } = localParts(epochMs, zone);
  return hour * 60 + minute;
}

const ISO_UTC = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

const time: FieldReader = (raw, context) => {
  if (raw === null) return ok(null);
  const expected = "waktu seperti 2026-11-22 14:30 atau 2026-11-22T07:30:00Z";
  if (typeof raw !== "string") return no(expected);
  if (ISO_UTC.test(raw)) {
    if (Number.isNaN(parseUtc(raw))) return no(expected);
    return ok(`${raw.slice(0, 10)} ${raw.slice(11, 19)}`);
  }
  const reading = readDateTime(raw, context);
  if (!reading.ok) return no(expected);
  // With a day that begins at 05:00, "01:30" is the small hours at the end of that trading day.
  const isNextDate = !reading.dateGiven && minuteOfDay(reading.epochMs, context) < context.dayStart;
  return ok(utcText(reading.epochMs + (isNextDate ? DAY_MS : 0)));
};

/** A ticket is a name made of digits: as a JSON number beyond 2^53 it would already be another. */
const identifier: FieldReader = (raw) => {
  if (typeof raw === "number") {
    return Number.isSafeInteger(raw) ? ok(String(raw)) : no("teks, bukan angka sebesar itu");
  }
  return line("teks atau angka bulat", 100)(raw, undefined as never);
};

const tags: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const expected = "kata-kata (huruf, angka, - atau _) yang dipisah spasi atau koma";
  const words = Array.isArray(raw) ? raw : typeof raw === "string" ? raw.split(/[\s,]+/) : null;
  if (words === null) return no(expected);
  const plain = words.map((word) => String(word).replace(/^#/, "").toLowerCase()).filter(Boolean);
  if (!plain.every((word) => /^[\p{L}\p{N}_-]{1,40}$/u.test(word))) return no(expected);
  return ok(plain.length === 0 ? null : [...new Set(plain)].join(" "));
};

const note: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  if (typeof raw !== "string") return no("teks");
  const text = cleanText(raw).trim();
  return text.length > 20_000 ? no("teks sampai 20.000 huruf") : ok(text === "" ? null : text);
};

const EXIT_REASONS = new Set(["sl", "tp", "stop-out", "manual", "expert", "end-of-test"]);

const price: FieldReader = number({
  expected: "harga di atas 0",
  from: Number.MIN_VALUE,
  grouped: true,
});

/** Zero is how MetaTrader writes "no stop" and "no target". */
const level: FieldReader = number({
  expected: "harga, atau 0 bila tidak dipasang",
  from: 0,
  grouped: true,
});

/** Up to a billion dollars, ten trillion rupiah: what can still be added up exactly. */
const money =
  (expected: string): FieldReader =>
  (raw, context) => {
    const reading = number({ expected, grouped: true })(raw, context);
    // No currency's limit is lower than that of the finest unit; null counts as 0.
    if (!reading.ok || Math.abs(Number(reading.value)) <= MOST_UNITS / 1e8) return reading;
    const most = MOST_UNITS / scaleOf(currencyOf(context.currency));
    if (Math.abs(Number(reading.value)) <= most) return reading;
    return no(`uang antara -${formatNumber(most, 0)} dan ${formatNumber(most, 0)}`);
  };

const READ_FIELD: Readonly<Record<TradeField, FieldReader>> = {
  symbol,
  profit_loss: (raw, context) => (raw === null ? no(RESULT_EXPECTED) : result(raw, context)),
  lot_size: number({ expected: "ukuran lot, misalnya 0.01", from: 0 }),
  side,
  entry_time: time,
  exit_time: time,
  entry_price: price,
  exit_price: price,
  stop_loss: level,
  take_profit: level,
  stop_loss_used: truth,
  take_profit_used: truth,
  // A stop far away can risk more than the whole balance: such a trade is the last one to refuse.
  risk_percent: number({ expected: "persen mulai 0, misalnya 1.5", from: 0, to: 100_000 }),
  strategy_used: line("teks", 100),
  bot_id: (raw) =>
    raw === null || (Number.isSafeInteger(Number(raw)) && Number(raw) > 0 && raw !== true)
      ? ok(raw === null ? null : Number(raw))
      : no("nomor bot, misalnya 1"),
  commission: money("jumlah uang, negatif untuk biaya, misalnya -0.70"),
  swap: money("jumlah uang, negatif untuk biaya, misalnya -1.25"),
  ticket: identifier,
  account: identifier,
  tags,
  note,
  raw_symbol: line("nama simbol di broker", 100),
  fee: money("jumlah uang, negatif untuk biaya, misalnya -0.70"),
  exit_reason: (raw) =>
    raw === null || EXIT_REASONS.has(String(raw)) ? ok(raw) : no([...EXIT_REASONS].join(", ")),
  parent_ticket: identifier,
  magic: identifier,
  comment: line("teks", 500),
  approximate: truth,
  // Says nothing new: it only keeps amounts of one currency out of a journal of another.
  currency: (raw, { currency }) =>
    raw === null || raw === currency ? ok(currency) : no(`${currency}, mata uang profil ini`),
  session_date: (raw) =>
    typeof raw === "string" && isDate(raw) ? ok(raw) : no("tanggal seperti 2026-11-22"),
};
const RESULT_EXPECTED = "hasil bersih dalam angka, misalnya 45.50 atau -25.30";
export const FIELD_READERS: ReadonlyMap<string, FieldReader> = new Map(Object.entries(READ_FIELD));
const result = money(RESULT_EXPECTED);

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
    const reader = FIELD_READERS.get(field);
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
  if (base === EMPTY && given.profit_loss === undefined)
    return missing("profit_loss", RESULT_EXPECTED);
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
