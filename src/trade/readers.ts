import { isDate } from "../base/dates.ts";
import { dictionary } from "../base/dictionary.ts";
import { MISTAKES, readMistake, readMistakes } from "../base/mistakes.ts";
import { currencyOf, isKnownCurrency, scaleOf } from "../base/money.ts";
import { MOODS, readMood } from "../base/moods.ts";
import { formatNumber, MOST_NUMBER, readNumber, writtenCurrency } from "../base/number.ts";
import { normalSymbol } from "../base/symbols.ts";
import { cleanLine, cleanText } from "../base/text.ts";
import { dayOf } from "../base/time.ts";
import { readTimeframe } from "../base/timeframes.ts";
import type { ExitReason } from "../model.ts";
import { EXPECTED_LINKS, readLinks } from "./links.ts";
import { partsText, readParts } from "./parts.ts";
import type { TimeContext } from "./times.ts";

/** What the words of a trade are read against. */
export interface FieldContext extends TimeContext {
  currency: string;
}

/** For what is read alike in every currency and at every time, as words are. */
export const NO_CONTEXT: FieldContext = {
  currency: "",
  now: 0,
  today: "",
  day: null,
  zone: "UTC",
  dayStart: 0,
};

export type Reading<T> = { ok: true; value: T } | { ok: false; expected: string };
/** The value of one field, from JSON or from what was typed; null: not known. */
export type FieldReader = (raw: unknown, context: FieldContext) => Reading<unknown>;

/** More than any text of a trade or a day; beyond it a line of a list would take minutes. */
export const LONGEST_TEXT = 20_000;

const ok = <T>(value: T): Reading<T> => ({ ok: true, value });
const no = (expected: string): Reading<never> => ({ ok: false, expected });

/** A day is summed in 64-bit integers of the smallest unit kept: room for ninety such amounts. */
const MOST_UNITS = 1e17;

/** The largest amount of money that is taken, at any door: a billion dollars, ten trillion rupiah. */
export const mostMoney = (currency: string) => MOST_UNITS / scaleOf(currencyOf(currency));

/** Whether a price or a size is one that can be kept. */
export const isKeepable = (value: number | null) =>
  value === null || Math.abs(value) <= MOST_NUMBER;

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
    const most = rule.kind === "money" ? mostMoney(currency) : (rule.to ?? MOST_NUMBER);
    const from = rule.from ?? -most;
    if (isAbove(typeof value === "number" ? value : raw, most, from < 0)) {
      const limit = formatNumber(most, 0);
      const what = from < 0 ? `uang antara -${limit} dan ${limit}` : `paling besar ${limit}`;
      return no(`${what}; angka ini terlalu besar`);
    }
    if (typeof value === "string") return no(value === "" ? rule.expected : value);
    return value >= from ? ok(value) : no(rule.expected);
  };
}

/** Whether it is a number further from zero than this, also one with more figures than are kept. */
function isAbove(raw: unknown, most: number, isSigned: boolean): boolean {
  if (typeof raw === "number") return (isSigned ? Math.abs(raw) : raw) > most;
  const typed =
    typeof raw === "string" ? /^([+-]?)\D{0,3}(\d+(?:[.,]\d*)?(?:e\+?\d+)?)$/i.exec(raw) : null;
  if (typed === null || (typed[1] === "-" && !isSigned)) return false;
  return Number(typed[2]?.replace(",", ".")) > most;
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

/** A reader of text on one line, at most so many characters long; empty is null. */
export function line(expected: string, longest: number): FieldReader {
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

export const truth: FieldReader = (raw) => {
  if (raw === null || typeof raw === "boolean") return ok(raw);
  const word = String(raw).trim().toLowerCase();
  if (TRUE.has(word)) return ok(true);
  return FALSE.has(word) ? ok(false) : no("true atau false");
};

const SIDES: Readonly<Record<string, "buy" | "sell">> = dictionary({
  buy: "buy",
  long: "buy",
  beli: "buy",
  b: "buy",
  sell: "sell",
  short: "sell",
  jual: "sell",
  s: "sell",
});

export const side: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const found = typeof raw === "string" ? SIDES[raw.trim().toLowerCase()] : undefined;
  return found === undefined ? no("buy atau sell") : ok(found);
};

const LONGEST_SYMBOL = 64;

export const symbol: FieldReader = (raw) => {
  const expected = "nama simbol, misalnya XAUUSD, BBCA atau BTC/IDR";
  if (typeof raw !== "string") return no(expected);
  const name = symbolText(raw);
  if (name === "" || name.length > LONGEST_SYMBOL || isAmount(name)) return no(expected);
  return ok(normalSymbol(name));
};

/** The name as it was typed: brokers' names may have single spaces (Volatility 75 Index). */
export const symbolText = (raw: string) => cleanLine(raw).trim().replace(/\s+/g, " ");

/** A number here is a result in the place of the symbol; 1INCH is none. */
function isAmount(text: string): boolean {
  const reading = readNumber(text, { dotGroupsThousands: true });
  if (!reading.ok && reading.reason === "not-a-number") return false;
  const written = writtenCurrency(text);
  return written === null || isKnownCurrency(written);
}

/** A ticket is a name made of digits: as a JSON number beyond 2^53 it would already be another. */
export const identifier: FieldReader = (raw) => {
  if (typeof raw === "number") {
    return Number.isSafeInteger(raw) ? ok(String(raw)) : no("teks, bukan angka sebesar itu");
  }
  return line("teks atau angka bulat", 100)(raw, undefined as never);
};

export const tags: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const expected = "kata-kata (huruf, angka, - atau _) yang dipisah spasi atau koma";
  const words = Array.isArray(raw) ? raw : typeof raw === "string" ? raw.split(/[\s,]+/) : null;
  if (words === null) return no(expected);
  const plain = words.map((word) => String(word).replace(/^#/, "").toLowerCase()).filter(Boolean);
  if (!plain.every((word) => /^[\p{L}\p{N}_-]{1,40}$/u.test(word))) return no(expected);
  return ok(plain.length === 0 ? null : [...new Set(plain)].join(" "));
};

export const EXPECTED_TIMEFRAME = "timeframe seperti M5, M15, H1, H4, atau D1";

export const timeframe: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const found = typeof raw === "string" || typeof raw === "number" ? String(raw) : "";
  const read = readTimeframe(found);
  return read === null ? no(EXPECTED_TIMEFRAME) : ok(read);
};

export const EXPECTED_MOOD = `salah satu dari ${MOODS.join(", ")}`;

/** In our word for it. */
export const mood: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const read = readMood(typeof raw === "string" ? raw : "");
  if (read.ok) return ok(read.mood);
  return no(`${EXPECTED_MOOD}${read.nearest === null ? "" : ` — maksud Anda "${read.nearest}"?`}`);
};

export const EXPECTED_CONFIDENCE = "bilangan bulat 1 sampai 5";

export const confidence: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const isDigit = typeof raw !== "boolean" && /^[1-5]$/.test(String(raw).trim());
  return isDigit ? ok(Number(raw)) : no(EXPECTED_CONFIDENCE);
};

export const EXPECTED_MISTAKES = `kata-kata (huruf, angka, - atau _) yang dipisah spasi atau koma, atau ${MISTAKES.join(", ")}`;

/** Of a list each is typed as a whole: "salah baca berita" becomes one word there. */
export const mistakes: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  if (!Array.isArray(raw) && typeof raw !== "string") return no(EXPECTED_MISTAKES);
  const each = Array.isArray(raw) ? raw.map((one) => readMistake(String(one))) : [[raw]];
  if (each.includes(null)) return no(EXPECTED_MISTAKES);
  // Words that only together name a usual mistake are it from the start, as when they are read again.
  const words = readMistakes(each.flat().join(" "));
  if (words === null) return no(EXPECTED_MISTAKES);
  return ok(words.length === 0 ? null : words.join(" "));
};

export const links: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  const read = readLinks(raw);
  if (read === null) return no(EXPECTED_LINKS);
  return ok(read.length === 0 ? null : read.join("\n"));
};

export const note: FieldReader = (raw) => {
  if (raw === null) return ok(null);
  if (typeof raw !== "string") return no("teks");
  const text = cleanText(raw).trim();
  return text.length > LONGEST_TEXT
    ? no(`teks sampai ${LONGEST_TEXT} huruf`)
    : ok(text === "" ? null : text);
};

const REASONS: readonly ExitReason[] = ["sl", "tp", "stop-out", "manual", "expert", "end-of-test"];
export const EXIT_REASONS: ReadonlySet<string> = new Set(REASONS);

export const price: FieldReader = number({
  expected: "harga di atas 0",
  from: Number.MIN_VALUE,
  kind: "price",
});

/** Zero is how MetaTrader writes "no stop" and "no target". */
export const level: FieldReader = number({
  expected: "harga, atau 0 bila tidak dipasang",
  from: 0,
  kind: "price",
});

/** Up to a billion dollars, ten trillion rupiah: what can still be added up exactly. */
const money = (expected: string): FieldReader => number({ expected, kind: "money" });

const share = number({
  expected: "persen mulai 0, misalnya 1.5 atau 1.5%",
  from: 0,
  to: 100_000,
  kind: "plain",
});

/** A stop far away can risk more than the whole balance: such a trade is the last one to refuse. */
export const risk: FieldReader = (raw, context) =>
  share(typeof raw === "string" ? raw.trim().replace(/ ?%$/, "") : raw, context);

export const RESULT_EXPECTED = "hasil bersih dalam angka, misalnya 45.50 atau -25.30";
const knownResult = money(RESULT_EXPECTED);

/** The one amount without which there is no trade. */
export const result: FieldReader = (raw, context) =>
  raw === null ? no(RESULT_EXPECTED) : knownResult(raw, context);

/** Signed, part of the result. */
export const cost = (example: string) =>
  money(`jumlah uang, negatif untuk biaya, misalnya ${example}`);

export const size = number({ expected: "ukuran lot, misalnya 0.01", from: 0, kind: "plain" });

export const bot: FieldReader = (raw) =>
  raw === null || (Number.isSafeInteger(Number(raw)) && Number(raw) > 0 && raw !== true)
    ? ok(raw === null ? null : Number(raw))
    : no("nomor bot, misalnya 1");

/** Both times are read together, for one may say of what day the other is. */
export const time: FieldReader = ok;

export const exitReason: FieldReader = (raw) =>
  raw === null || EXIT_REASONS.has(String(raw)) ? ok(raw) : no([...EXIT_REASONS].join(", "));

/** Says nothing new: it only keeps amounts of one currency out of a journal of another. */
export const currency: FieldReader = (raw, context) =>
  raw === null || raw === context.currency
    ? ok(context.currency)
    : no(`${context.currency}, mata uang profil ini`);

export const day: FieldReader = (raw, { today }) =>
  typeof raw === "string" && isDate(raw) && raw <= today
    ? ok(raw)
    : no(`tanggal seperti 2026-11-22, hari ini (${today}) atau sebelumnya`);

export const parts: FieldReader = (raw, { zone, dayStart, currency }) => {
  const read = raw === null ? [] : readParts(raw, mostMoney(currency));
  if (read === null) return no("daftar penutupan sebagian, seperti di ekspor jurnal");
  return ok(partsText(read, (epochMs) => dayOf(epochMs, zone, dayStart)));
};
