import { currencyOf, isCurrencyCode, isKnownCurrency } from "./money.ts";
import {
  decimalParts,
  fromScaled,
  groupThousands,
  notFinite,
  scaledInteger,
} from "./text-decimal.ts";

/** What a typed number means; `readings` are the decimal and then the thousands reading. */
export type NumberReading =
  | { ok: true; value: number }
  | { ok: false; reason: "ambiguous"; readings: [number, number] }
  | { ok: false; reason: "not-a-number" };

const NOT_A_NUMBER: NumberReading = { ok: false, reason: "not-a-number" };

/** The most figures a double always gives back unchanged. */
const MOST_FIGURES = 15;

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
function withoutSoftGroups(body: string): { text: string; grouped: boolean } | null {
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
  const plain = text
    .trim()
    .replace(/\u2212/g, "-")
    .replace(/\u2019/g, "'")
    .replace(/[\u00a0\u2009\u202f]/g, " ");
  const groups = SHAPE.exec(plain)?.groups as Record<string, string | undefined> | undefined;
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

/**
 * The number as Indonesians write it, `1.234,50`, rounded half away from zero on its decimal form.
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
  const tail = shown === "" ? "" : `,${shown}`;
  return `${negative ? "-" : plus}${groupThousands(whole, ".")}${tail}`;
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
