import { isDate } from "../base/dates.ts";
import { currencyOf, isKnownCurrency, scaleOf } from "../base/money.ts";
import { formatNumber, readNumber, writtenCurrency } from "../base/number.ts";
import { normalSymbol } from "../base/symbols.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import { dayOf, type Zone } from "../base/time.ts";
import type { NewTrade } from "../model.ts";
import { partsText, readParts } from "./parts.ts";
import { localTime, readTimes, type TimeContext } from "./times.ts";

/** What the words of a trade are read against. */
export interface FieldContext extends TimeContext {
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
  kind: NumberKind;
}

/**
 * What a number is of. Money may be written with the sign of its own currency, and `1.234` of it
 * is refused: it may be a thousand. A price may be in any currency, and has two readings only
 * where that is rupiah. A size or a share is of no currency.
 */
export type NumberKind = "money" | "price" | "plain";

function number(rule: NumberLimits): FieldReader {
  return (raw, { currency }) => {
    if (raw === null) return ok(null);
    const value = toNumber(raw, rule.kind, currency);
    if (typeof value === "string") return no(value === "" ? rule.expected : value);
    const from = rule.from ?? -MOST;
    return value >= from && value <= (rule.to ?? MOST) ? ok(value) : no(rule.expected);
  };
}

/** The number, or what was expected instead ("": whatever the field says). */
export function toNumber(raw: unknown, kind: NumberKind, currency: string): number | string {
  if (typeof raw === "number") return Number.isFinite(raw) ? raw : "";
  if (typeof raw !== "string") return "";
  const dotGroupsThousands = kind === "money" || (kind === "price" && currency === "IDR");
  const reading = readNumber(raw, { dotGroupsThousands });
  if (!reading.ok && reading.reason === "not-a-number") return "";
  const written = kind === "price" ? null : writtenCurrency(raw);
  if (written !== null && kind === "plain") return "angka tanpa mata uang";
  if (written !== null && written !== currency) {
    return `dalam ${currency}, mata uang profil ini, bukan ${written}`;
  }
  if (reading.ok) return reading.value;
  const [fraction, thousands] = reading.readings;
  // Three decimals would be read as thousands again: a fourth one makes it a fraction.
  const isOpen = dotGroupsThousands && /\.\d{3}$/.test(String(fraction));
  const write = isOpen ? `${fraction} atau ${thousands}; tulis ${fraction}0` : `tulis ${fraction}`;
  return `jelas: ${write} atau ${thousands}`;
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

const LONGEST_SYMBOL = 64;

const symbol: FieldReader = (raw) => {
  const expected = "nama simbol, misalnya XAUUSD, BBCA atau BTC/IDR";
  if (typeof raw !== "string") return no(expected);
  const name = symbolText(raw);
  if (name === "" || name.length > LONGEST_SYMBOL || isAmount(name)) return no(expected);
  return ok(normalSymbol(name));
};

/** The name as it was typed: brokers' names may have single spaces (Volatility 75 Index). */
const symbolText = (raw: string) => cleanLine(raw).trim().replace(/\s+/g, " ");

/** A number here is a result in the place of the symbol; 1INCH is none. */
function isAmount(text: string): boolean {
  const reading = readNumber(text, { dotGroupsThousands: true });
  if (!reading.ok && reading.reason === "not-a-number") return false;
  const written = writtenCurrency(text);
  return written === null || isKnownCurrency(written);
}

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
  kind: "price",
});

/** Zero is how MetaTrader writes "no stop" and "no target". */
const level: FieldReader = number({
  expected: "harga, atau 0 bila tidak dipasang",
  from: 0,
  kind: "price",
});

/** Up to a billion dollars, ten trillion rupiah: what can still be added up exactly. */
const money =
  (expected: string): FieldReader =>
  (raw, context) => {
    const reading = number({ expected, kind: "money" })(raw, context);
    // No currency's limit is lower than that of the finest unit; null counts as 0.
    if (!reading.ok || Math.abs(Number(reading.value)) <= MOST_UNITS / 1e8) return reading;
    const most = MOST_UNITS / scaleOf(currencyOf(context.currency));
    if (Math.abs(Number(reading.value)) <= most) return reading;
    return no(`uang antara -${formatNumber(most, 0)} dan ${formatNumber(most, 0)}`);
  };

const share = number({
  expected: "persen mulai 0, misalnya 1.5 atau 1.5%",
  from: 0,
  to: 100_000,
  kind: "plain",
});

const READ_FIELD: Readonly<Record<TradeField, FieldReader>> = {
  symbol,
  profit_loss: (raw, context) => (raw === null ? no(RESULT_EXPECTED) : result(raw, context)),
  lot_size: number({ expected: "ukuran lot, misalnya 0.01", from: 0, kind: "plain" }),
  side,
  // Read together, for one may say of what day the other is.
  entry_time: ok,
  exit_time: ok,
  entry_price: price,
  exit_price: price,
  stop_loss: level,
  take_profit: level,
  stop_loss_used: truth,
  take_profit_used: truth,
  // A stop far away can risk more than the whole balance: such a trade is the last one to refuse.
  risk_percent: (raw, context) =>
    share(typeof raw === "string" ? raw.trim().replace(/ ?%$/, "") : raw, context),
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
  partial_closes: (raw, { zone, dayStart }) => {
    const parts = raw === null ? [] : readParts(raw);
    if (parts === null) return no("daftar penutupan sebagian, seperti di ekspor jurnal");
    return ok(partsText(parts, (epochMs) => dayOf(epochMs, zone, dayStart)));
  },
  // Says nothing new: it only keeps amounts of one currency out of a journal of another.
  currency: (raw, { currency }) =>
    raw === null || raw === currency ? ok(currency) : no(`${currency}, mata uang profil ini`),
  session_date: (raw, { today }) =>
    typeof raw === "string" && isDate(raw) && raw <= today
      ? ok(raw)
      : no(`tanggal seperti 2026-11-22, hari ini (${today}) atau sebelumnya`),
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
    const reader = FIELD_READERS.get(field);
    const value = raw[field];
    if (reader === undefined) {
      if (!SILENT.has(field)) ignored.push(cleanLine(field).slice(0, 60));
      continue;
    }
    if (value === undefined) continue;
    // What is left empty is not known, at every door.
    const reading = reader(
      typeof value === "string" && value.trim() === "" ? null : value,
      context,
    );
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
  const shown = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return { field, value: cleanLine(shown).slice(0, 80), expected };
}
