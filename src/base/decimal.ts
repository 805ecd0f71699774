/** Decimals as text: money from a file is added up exactly, never as a binary float. */

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const LOOSE = /^[+-]?\d[\d ' .,\u00a0\u202f\u2019]*$/;
const EXPONENT = /^([+-]?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/;
const GROUPING = /[ '\u00a0\u202f\u2019]/g;

/**
 * Returns the canonical decimal of a number as files print it ("-1 004.94" gives "-1004.94",
 * "0.00" gives "0", "1,234.50" gives "1234.5"), or null when it is not a number.
 * Spaces and apostrophes group thousands. With both a comma and a point the last one is the
 * decimal sign; a lone comma is decimal unless exactly three digits follow it; several commas or
 * several points are thousands. `thousands` settles it where a source is known: with "." the
 * text "8.550" is 8550.
 */
export function parseDecimal(text: string, options: { thousands?: "." | "," } = {}): string | null {
  if (text === "0" || text === "0.00") return "0";
  if (options.thousands === undefined && PLAIN.test(text)) return canonical(text);
  const trimmed = text.trim().replace(/^[\u2212\u2013]/, "-");
  const exponent = EXPONENT.exec(trimmed);
  if (exponent) return fromExponent(exponent);
  if (!LOOSE.test(trimmed)) return null;
  const digits = trimmed.replace(GROUPING, "");
  const sign = decimalSign(digits, options.thousands);
  if (sign === null) return null;
  const normal = sign === "" ? digits.replace(/[.,]/g, "") : withPoint(digits, sign);
  return normal !== null && PLAIN.test(normal.replace(/^\+/, "")) ? canonical(normal) : null;
}

/** Which character is the decimal sign; "" when there is none, null when it cannot be told. */
function decimalSign(text: string, thousands: "." | "," | undefined): "." | "," | "" | null {
  if (thousands !== undefined) {
    const other = thousands === "." ? "," : ".";
    return text.includes(other) ? other : "";
  }
  const comma = text.lastIndexOf(",");
  const point = text.lastIndexOf(".");
  if (comma >= 0 && point >= 0) return comma > point ? "," : ".";
  if (point >= 0) return text.indexOf(".") === point ? "." : thousandsOnly(text, ".");
  if (comma < 0) return "";
  const after = text.length - comma - 1;
  if (text.indexOf(",") === comma) return after === 3 ? "" : ",";
  return thousandsOnly(text, ",");
}

/** "" when every group after the first holds two or three digits and the last three, else null. */
function thousandsOnly(text: string, sign: string): "" | null {
  const groups = text.split(sign).slice(1);
  const last = groups.pop() ?? "";
  return last.length === 3 && groups.every((g) => g.length === 2 || g.length === 3) ? "" : null;
}

/** The text with `sign` as its point and the other sign gone; null when `sign` occurs twice. */
function withPoint(text: string, sign: "." | ","): string | null {
  const at = text.indexOf(sign);
  if (at !== text.lastIndexOf(sign)) return null;
  const fraction = text.slice(at + 1);
  if (/[.,]/.test(fraction)) return null;
  const whole = text.slice(0, at).replace(/[.,]/g, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

function fromExponent(match: RegExpExecArray): string {
  const [, sign = "", whole = "", fraction = "", power = "0"] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  const minus = sign === "-" ? "-" : "";
  if (point <= 0) return canonical(`${minus}0.${"0".repeat(-point)}${digits}`);
  if (point >= digits.length) return canonical(minus + digits.padEnd(point, "0"));
  return canonical(`${minus}${digits.slice(0, point)}.${digits.slice(point)}`);
}

/** No plus, no leading or trailing zeros, no "-0". The text holds digits and at most one point. */
function canonical(text: string): string {
  let from = 0;
  let to = text.length;
  const negative = text[0] === "-";
  if (negative || text[0] === "+") from = 1;
  const point = text.indexOf(".");
  if (point >= 0) {
    while (text[to - 1] === "0") to--;
    if (to - 1 === point) to = point;
  }
  const whole = point >= 0 && point < to ? point : to;
  while (from < whole - 1 && text[from] === "0") from++;
  const body = text.slice(from, to);
  if (body === "0") return "0";
  return negative ? `-${body}` : body;
}

/** The number of digits after the point of a canonical decimal. */
export function decimalPlaces(value: string): number {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
}

/** The value times 10^places as an integer; `places` must not be below the value's own. */
function scaled(value: string, places: number): bigint {
  const own = decimalPlaces(value);
  const digits = own === 0 ? value : value.replace(".", "");
  return BigInt(digits + "0".repeat(places - own));
}

function unscaled(value: bigint, places: number): string {
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString().padStart(places + 1, "0");
  const cut = digits.length - places;
  const text = places === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return canonical(negative ? `-${text}` : text);
}

/** Exact sum of canonical decimals; "0" of none. */
export function sumDecimals(values: Iterable<string>): string {
  let places = 0;
  let sum = 0n;
  for (const value of values) {
    if (value === "0") continue;
    const own = decimalPlaces(value);
    if (own > places) {
      sum *= 10n ** BigInt(own - places);
      places = own;
    }
    sum += scaled(value, places);
  }
  return unscaled(sum, places);
}

/** Exact sum of a few canonical decimals. */
export function addDecimals(...values: string[]): string {
  // Most rows have one amount and zeros: no arithmetic at all for those.
  let only = "0";
  for (const value of values) {
    if (value === "0") continue;
    if (only !== "0") return sumDecimals(values);
    only = value;
  }
  return only;
}

/** The value with its sign turned. */
export function negateDecimal(value: string): string {
  if (value === "0") return value;
  return value[0] === "-" ? value.slice(1) : `-${value}`;
}

/** Below 0 when a < b, 0 when equal, above 0 when a > b. */
export function compareDecimals(a: string, b: string): number {
  if (a === b) return 0;
  const places = Math.max(decimalPlaces(a), decimalPlaces(b));
  const left = scaled(a, places);
  const right = scaled(b, places);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function isZero(value: string): boolean {
  return value === "0" || compareDecimals(value, "0") === 0;
}

/**
 * Shares `value` out by weight so that the parts add up to it exactly: each part is cut to
 * `places` digits (never fewer than the value has) and the last takes the rest. One weight, or
 * weights without a sum, give the whole to the last.
 */
export function splitDecimal(value: string, weights: number[], places: number): string[] {
  const digits = Math.max(places, decimalPlaces(value));
  const whole = scaled(value, digits);
  const units = weights.map((weight) => BigInt(Math.round(weight * 1e8)));
  const all = units.reduce((sum, unit) => sum + unit, 0n);
  let left = whole;
  return units.map((unit, i) => {
    const isLast = i === units.length - 1;
    const part = isLast ? left : all === 0n ? 0n : (whole * unit) / all;
    left -= part;
    return unscaled(part, digits);
  });
}
