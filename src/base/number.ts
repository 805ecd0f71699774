import { decimalParts, fromScaled, groupThousands, notFinite, scaledInteger } from "./decimal.ts";
import { dictionary } from "./dictionary.ts";
import {
  type Currency,
  currencyOf,
  type DecimalPoint,
  formatMoney,
  isCurrencyCode,
  isKnownCurrency,
  pointOf,
  withSymbol,
} from "./money.ts";

/** The largest number that is kept: beyond it a double no longer holds cents. */
export const MOST_NUMBER = 1e13;

/** What a typed number means; `readings` are the decimal and then the thousands reading. */
export type NumberReading =
  | { ok: true; value: number }
  | { ok: false; reason: "ambiguous"; readings: [number, number] }
  | { ok: false; reason: "not-a-number" };

const NOT_A_NUMBER: NumberReading = { ok: false, reason: "not-a-number" };

/** The most figures a double always gives back unchanged. */
const MOST_FIGURES = 15;

/** What was worked out, without its last binary digits: 0.07, not 0.07000000000000001. */
export const withoutDust = (value: number): number => Number(value.toPrecision(12));

const SHAPE = new RegExp(
  [
    "^(?<sign>[+-]?) ?(?<prefix>rp\\.?|us\\$|[$€£¥])? ?(?<inner>[+-]?) ?",
    "(?<body>[\\d.,'_ ]*\\d) ?(?<power>ribu|rb|juta|jt)? ?(?<code>[a-z]{3,5})?$",
  ].join(""),
  "i",
);

/** "1,234" or "1.234": one group of three after one to three figures. */
const ONE_GROUP = /^[1-9]\d{0,2}[.,]\d{3}$/;

interface Figures {
  whole: string;
  fraction: string;
}

function split(text: string, point: string): Figures {
  const [whole = "", fraction = ""] = text.split(point);
  return { whole, fraction };
}

/** Spaces, apostrophes and underscores stand only between groups of three; null if they do not. */
export function withoutSoftGroups(body: string): { text: string; grouped: boolean } | null {
  const separator = /[ '_]/.exec(body)?.[0];
  if (separator === undefined) return { text: body, grouped: false };
  const [whole = "", ...rest] = body.split(/(?=[.,])/);
  const [first = "", ...groups] = whole.split(separator);
  const regular = /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group));
  if (!regular || groups.length === 0 || rest.length > 1) return null;
  return { text: [first, ...groups, ...rest].join(""), grouped: true };
}

/** All readings the figures and separators allow: none, one, or the decimal and the grouped one. */
function readBody(body: string, dotMayGroup: boolean, dotsGroup: boolean): Figures[] {
  const soft = withoutSoftGroups(body);
  if (soft === null) return [];
  const text = soft.text;
  if (/^\d+$/.test(text)) return [{ whole: text, fraction: "" }];
  if (/^\d*[.,]\d+$/.test(text)) {
    const point = text.includes(",") ? "," : ".";
    const decimal = split(text, point);
    if (soft.grouped || !ONE_GROUP.test(text)) return [decimal];
    const grouped = { whole: text.replace(point, ""), fraction: "" };
    if (point === "," || (dotMayGroup && !dotsGroup)) return [decimal, grouped];
    return [dotsGroup ? grouped : decimal];
  }
  if (soft.grouped) return [];
  for (const [group, point] of [
    [".", ","],
    [",", "."],
  ] as const) {
    const pattern = new RegExp(`^[1-9]\\d{0,2}(?:\\${group}\\d{3})+(?:\\${point}\\d+)?$`);
    if (pattern.test(text)) return [split(text.replaceAll(group, ""), point)];
  }
  return [];
}

/** The value of the figures × 10^power, or null when it has more figures than a double keeps. */
function numberOf({ whole, fraction }: Figures, power: number): number | null {
  const padded = fraction.padEnd(power, "0");
  const left = (whole + padded.slice(0, power)).replace(/^0+/, "");
  const right = padded.slice(power).replace(/0+$/, "");
  const figures = left === "" ? right.replace(/^0+/, "") : left + right;
  if (figures.length > MOST_FIGURES) return null;
  return Number(`${left || "0"}.${right || "0"}`);
}

/** A sign before and one after the currency, or "$25 IDR", say two things at once. */
function contradicts(groups: Record<string, string | undefined>): boolean {
  const { sign, inner, prefix, code } = groups;
  if (sign && inner) return true;
  if (code === undefined) return false;
  if (!isCurrencyCode(code) && !isKnownCurrency(code)) return true;
  if (prefix === undefined) return false;
  const symbol = prefix.replace(/^us|\.$/i, "").toLowerCase();
  return currencyOf(code.toUpperCase()).symbol.toLowerCase() !== symbol;
}

/**
 * Reads a number of the command line: decimal point, and a comma where it can mean only one thing
 * (`45,50`, `1.234,50`, `1,234,567`). `1,234` is ambiguous: both readings are given back. With
 * `dotGroupsThousands` (amounts in rupiah) `25.000` is ambiguous too; after an explicit `Rp` it is
 * thousands. Spaces, apostrophes and underscores may part groups of three; a currency sign before,
 * a currency code after, and `rb`/`ribu`, `jt`/`juta` are understood. No exponent, no hex, at most
 * 15 significant figures.
 */
export function readNumber(
  text: string,
  options: { dotGroupsThousands?: boolean } = {},
): NumberReading {
  const groups = SHAPE.exec(plainText(text))?.groups as
    | Record<string, string | undefined>
    | undefined;
  if (groups === undefined || contradicts(groups)) return NOT_A_NUMBER;
  const { sign, inner, prefix, body = "", power, code } = groups;
  const isRupiah = /^rp/i.test(prefix ?? "");
  // "25.000 IDR" and "1.250 jt" are written by the people who group with dots.
  const dotMayGroup =
    options.dotGroupsThousands === true || power !== undefined || code?.toUpperCase() === "IDR";
  const zeros = power === undefined ? 0 : /^r/i.test(power) ? 3 : 6;
  const minus = sign === "-" || inner === "-";
  const values: number[] = [];
  for (const figures of readBody(body, dotMayGroup, isRupiah)) {
    const value = numberOf(figures, zeros);
    if (value === null) return NOT_A_NUMBER;
    values.push(minus && value !== 0 ? -value : value);
  }
  const [first, second] = values;
  if (first === undefined) return NOT_A_NUMBER;
  if (second === undefined) return { ok: true, value: first };
  return { ok: false, reason: "ambiguous", readings: [first, second] };
}

/** The currency whose sign or code stands beside a typed number; null when there is none. */
export function writtenCurrency(text: string): string | null {
  const { prefix, code } = SHAPE.exec(plainText(text))?.groups ?? {};
  return currencyOfMark(prefix ?? code ?? "");
}

/** The currency of a sign or code; a sign that is not known stands for none that a profile has. */
export function currencyOfMark(mark: string): string | null {
  const plain = mark.replace(/\.$/, "").toLowerCase();
  return plain === "" ? null : (SIGN_CODES[plain] ?? plain.toUpperCase());
}

const SIGN_CODES: Readonly<Record<string, string>> = dictionary({
  $: "USD",
  us$: "USD",
  a$: "AUD",
  au$: "AUD",
  c$: "CAD",
  ca$: "CAD",
  hk$: "HKD",
  mx$: "MXN",
  nt$: "TWD",
  nz$: "NZD",
  r$: "BRL",
  s$: "SGD",
  sg$: "SGD",
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY",
  "cn¥": "CNY",
  "jp¥": "JPY",
  "₩": "KRW",
  "₫": "VND",
  "₹": "INR",
  "₽": "RUB",
  "฿": "THB",
  rp: "IDR",
});

function plainText(text: string): string {
  return text
    .trim()
    .replace(/\u2212/g, "-")
    .replace(/\u2019/g, "'")
    .replace(/[\u00a0\u2009\u202f]/g, " ");
}

/** The decimal mark of what is being composed; `writeNumbersAs` alone changes it. */
let point: DecimalPoint = ",";

/**
 * What `compose` makes, its numbers written as the currency's amounts are: beside dollars `0.05` and
 * `1.3%`, beside rupiah `0,05` and `1,3%`. Whatever it calls writes so, and nothing that comes later.
 */
export function inStyleOf<T>(currency: string, compose: () => T): T {
  const takeBack = writeNumbersAs(currency);
  try {
    return compose();
  } finally {
    takeBack();
  }
}

/** The same from here on, for a command with its journal open, until what this returns is called. */
export function writeNumbersAs(currency: string): () => void {
  const before = point;
  point = pointOf(currency);
  return () => {
    point = before;
  };
}

/**
 * The number as Indonesians write it, `1.234,50` (inside `inStyleOf`: as its currency does), rounded
 * half away from zero on its decimal form.
 * `trim` drops trailing zeros of the fraction, `sign` puts a plus before what is above zero. Never
 * "-0"; NaN is "–", the infinities "∞" and "-∞".
 */
export function formatNumber(
  value: number,
  digits: number,
  options: { sign?: boolean; trim?: boolean } = {},
): string {
  if (!Number.isFinite(value)) return notFinite(value);
  return written(value, digits, 0, options);
}

/**
 * A price, or the way between two, as a platform shows it: never in groups, and where there is a
 * fraction at least two figures of it, at most eight: "3350", "3354.20", "1.0851". The decimal mark is
 * that of `formatNumber`; so is what is not finite.
 */
export function formatPrice(value: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const { negative, whole, fraction } = decimalParts(value, 8);
  const shown = fraction.replace(/0+$/, "");
  const tail = shown === "" ? "" : point + shown.padEnd(2, "0");
  return `${negative ? "-" : ""}${whole}${tail}`;
}

function written(
  value: number,
  digits: number,
  shift: number,
  options: { sign?: boolean; trim?: boolean },
): string {
  const { negative, whole, fraction } = decimalParts(value, digits, shift);
  const shown = options.trim ? fraction.replace(/0+$/, "") : fraction;
  const isZero = /^0*$/.test(whole + fraction);
  const plus = options.sign && !isZero ? "+" : "";
  const tail = shown === "" ? "" : point + shown;
  return `${negative ? "-" : plus}${groupThousands(whole, point === "," ? "." : ",")}${tail}`;
}

/**
 * The value rounded half away from zero to so many decimals, decided on its shortest decimal form
 * (1.005 → 1.01); never -0. NaN and the infinities come back as they are.
 */
export function roundHalfAway(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value;
  return fromScaled(scaledInteger(value, digits), digits);
}

/** A fraction of 1 as percent: 0.475 → "48%", with one digit "47,5%". */
export function formatPercent(fraction01: number, digits = 0): string {
  if (!Number.isFinite(fraction01)) return notFinite(fraction01);
  return `${written(fraction01, digits, 2, {})}%`;
}

/** Thousands, millions, ... as the users of the currency shorten them. */
const UNITS = {
  IDR: [
    [1, ""],
    [1e3, "rb"],
    [1e6, "jt"],
    [1e9, "M"],
    [1e12, "T"],
  ],
  other: [
    [1, ""],
    [1e3, "k"],
    [1e6, "M"],
    [1e9, "B"],
    [1e12, "T"],
  ],
} as const;

/** Amounts on an axis are written out below this. */
const WRITTEN_OUT = 100_000;

const unitsOf = ({ code }: Currency) => (code === "IDR" ? UNITS.IDR : UNITS.other);

/** The amount without sign, `digits` decimals at most, in the currency's own separators. */
function figures(amount: number, digits: number, { code }: Currency): string {
  const { whole, fraction } = decimalParts(amount, digits);
  const mark = pointOf(code);
  const shown = fraction.replace(/0+$/, "");
  return groupThousands(whole, mark === "," ? "." : ",") + (shown === "" ? "" : mark + shown);
}

/**
 * The amount in two or three figures, for a cell of a few characters: "+45", "-4.5", "+1.2k",
 * "-1,2jt" (rupiah: rb, jt, M, T). Always with its sign, zero without; `symbol` adds the currency.
 * What is not zero never reads as zero.
 */
export function shortMoney(
  value: number,
  currency: Currency,
  options: { symbol?: boolean } = {},
): string {
  const amount = Math.abs(value);
  const sign = value === 0 ? "" : value < 0 ? "-" : "+";
  const text = shortened(amount, currency);
  return options.symbol ? withSymbol(sign, text, currency) : sign + text;
}

function shortened(amount: number, currency: Currency): string {
  if (amount > 0 && amount < 0.01)
    return figures(amount, -Math.floor(Math.log10(amount)), currency);
  const units = unitsOf(currency);
  for (const [unit, suffix] of units) {
    const scaled = amount / unit;
    const digits = scaled >= 9.95 ? 0 : unit === 1 && scaled < 1 ? 2 : 1;
    // What rounds up to a thousand belongs to the next unit.
    const isLast = unit === units.at(-1)?.[0];
    if (roundHalfAway(scaled, digits) < 1_000 || isLast) {
      return figures(scaled, digits, currency) + suffix;
    }
  }
  return "";
}

/**
 * Labels of an axis at these amounts (evenly spaced), all in one form and no longer than needed to
 * be exact: "$10,500", "Rp12,5jt". No sign for gains.
 */
export function moneyLabels(ticks: readonly number[], currency: Currency): string[] {
  const most = Math.max(...ticks.map((tick) => Math.abs(tick)));
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  const units = unitsOf(currency);
  const [unit, suffix] =
    most < WRITTEN_OUT ? units[0] : (units.findLast(([one]) => one <= most) ?? units[0]);
  if (unit === 1 && !Number.isInteger(step)) {
    return ticks.map((tick) => formatMoney(tick, currency));
  }
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  return ticks.map((tick) => {
    const amount = figures(Math.abs(tick) / unit, digits, currency);
    const isZero = tick === 0;
    return withSymbol(tick < 0 ? "-" : "", isZero ? "0" : amount + suffix, currency);
  });
}
