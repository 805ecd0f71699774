import { decimalParts, fromScaled, groupThousands, notFinite, scaledInteger } from "./decimal.ts";
import { dictionary } from "./dictionary.ts";

/** A currency of a profile. `symbol` is empty where the code itself is written after the amount. */
export interface Currency {
  code: string;
  symbol: string;
  /** Decimals always shown. */
  fractionDigits: number;
  /** Decimals kept in exact sums. */
  storedDigits: number;
  /** Of a masked currency: amounts are written in percent of this one. */
  per?: number;
  /** Of a masked currency: the decimal mark of the one that it hides. */
  point?: DecimalPoint;
}

/** What parts the decimals of a number. */
export type DecimalPoint = "." | ",";

/** Stands for what is hidden; as a currency's code, every amount is written as its sign alone. */
export const MASK = "•••";

/**
 * The code of a currency that hides amounts of another one: they are written in percent of the
 * balance, if any, with the other one's decimal mark.
 */
export function maskedCode(balance: number | null, hidden: string): string {
  const mask = MASK + pointOf(hidden);
  return balance !== null && balance > 0 ? `${mask}${balance}` : mask;
}

/** The decimal mark that users of the currency write: a comma in rupiah, else a point. */
export function pointOf(code: string): DecimalPoint {
  if (code.startsWith(MASK)) return code.charAt(MASK.length) === "." ? "." : ",";
  return code === "IDR" ? "," : ".";
}

const SYMBOLS: Readonly<Record<string, string>> = dictionary({
  USD: "$",
  EUR: "€",
  GBP: "£",
  JPY: "¥",
  IDR: "Rp",
});
const PLAIN = ["USC", "AUD", "SGD", "KRW", "VND"];
const WHOLE = ["IDR", "JPY", "KRW", "VND"];
const CRYPTO = ["USDT", "USDC", "BUSD", "BTC", "ETH"];

/** Above this a scaled double no longer has one decimal form of 15 figures. */
const QUICK_LIMIT = 1e15;

/** Whether the text has the shape of a currency code: three to five capital letters. */
export function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3,5}$/.test(text);
}

/** Whether the code, in any case, is one of those the program has rules for. */
export function isKnownCurrency(code: string): boolean {
  const upper = code.toUpperCase();
  return upper in SYMBOLS || PLAIN.includes(upper) || CRYPTO.includes(upper);
}

/**
 * The rules of a currency. Any code of three to five capitals works; an unknown one has two
 * decimals and no symbol, `MASK` hides amounts. Throws RangeError for anything else.
 */
export function currencyOf(code: string): Currency {
  if (code.startsWith(MASK)) {
    return maskedCurrency(Number(code.slice(MASK.length).replace(/^[.,]/, "")), pointOf(code));
  }
  if (!isCurrencyCode(code)) throw new RangeError(`not a currency code: ${code}`);
  const whole = WHOLE.includes(code);
  return {
    code,
    symbol: SYMBOLS[code] ?? "",
    fractionDigits: whole ? 0 : 2,
    storedDigits: whole ? 4 : 8,
  };
}

/** How many minor units, in which money is added up, make one of the currency. */
export function scaleOf({ storedDigits }: Currency): number {
  return 10 ** storedDigits;
}

function maskedCurrency(per: number, point: DecimalPoint): Currency {
  const masked = { code: MASK, symbol: MASK, fractionDigits: 2, storedDigits: 8, point };
  return per > 0 ? { ...masked, per } : masked;
}

/**
 * `value` × scale where that is certain: when dividing the rounded product gives the very same
 * double back and it has at most 15 figures, no other decimal of that length can be meant.
 * Otherwise NaN.
 */
function quickMinor(value: number, scale: number): number {
  const minor = Math.round(value * scale);
  return Math.abs(minor) < QUICK_LIMIT && minor / scale === value ? minor : Number.NaN;
}

/**
 * The amount as an integer in units of 10^-storedDigits, rounded half away from zero on the
 * shortest decimal form of the double; never -0. Beyond 2^53 units (90 million dollars) it is the
 * nearest double of that integer. Throws RangeError for NaN and the infinities.
 */
export function toMinor(value: number, currency: Currency): number {
  const quick = quickMinor(value, scaleOf(currency));
  if (!Number.isNaN(quick)) return quick === 0 ? 0 : quick;
  return Number(scaledInteger(value, currency.storedDigits));
}

/** The amount of so many minor units (an integer), as the nearest double. */
export function fromMinor(minor: number, currency: Currency): number {
  return minorReader(currency)(minor);
}

/** `fromMinor` for many amounts of one currency. */
export function minorReader(currency: Currency): (minor: number) => number {
  const scale = scaleOf(currency);
  return (minor) => {
    // The quotient of two exact doubles is rounded once: it is the nearest double already.
    if (Math.abs(minor) <= Number.MAX_SAFE_INTEGER) return minor === 0 ? 0 : minor / scale;
    return fromScaled(BigInt(minor), currency.storedDigits);
  };
}

/**
 * The sum, exact in minor units however many and however large the amounts are, as the nearest
 * double. No values: 0. Throws RangeError for NaN and the infinities.
 */
export function addMoney(values: Iterable<number>, currency: Currency): number {
  const scale = scaleOf(currency);
  let large = 0n;
  // A run of plain numbers is summed as such while it surely stays below 2^53.
  let run = 0;
  for (const value of values) {
    const quick = quickMinor(value, scale);
    if (Number.isNaN(quick)) {
      large += scaledInteger(value, currency.storedDigits);
      continue;
    }
    run += quick;
    if (Math.abs(run) > 4 * QUICK_LIMIT) {
      large += BigInt(run);
      run = 0;
    }
  }
  return fromScaled(large + BigInt(run), currency.storedDigits);
}

/**
 * The sum of amounts in minor units (integers), and of `more` of them, exact as in `addMoney`, as the
 * nearest double; with a sign only of the amounts that have not the other one.
 */
export function addMinor(
  minors: ArrayLike<number>,
  currency: Currency,
  sign: -1 | 0 | 1 = 0,
  more = 0,
): number {
  let large = BigInt(more);
  let run = 0;
  for (let i = 0; i < minors.length; i++) {
    const minor = minors[i] ?? 0;
    if (minor * sign < 0) continue;
    run += minor;
    if (Math.abs(run) > 4 * QUICK_LIMIT) {
      large += BigInt(run);
      run = 0;
    }
  }
  return fromScaled(large + BigInt(run), currency.storedDigits);
}

/**
 * Decimals of an amount that the program works out itself: as many as are shown (cents, whole rupiah),
 * and of coins as many as they have.
 */
export const workedOutDigits = ({ code, fractionDigits }: Currency): number =>
  CRYPTO.includes(code) ? 8 : fractionDigits;

function shownFraction(fraction: string, currency: Currency): string {
  if (CRYPTO.includes(currency.code)) return fraction.replace(/0{1,6}$/, "");
  return currency.fractionDigits === 0 && /^0*$/.test(fraction) ? "" : fraction;
}

/**
 * The amount as its users write it: `$1,234.50`, `-$25.30`, `Rp1.250.000`, `¥-348,604`,
 * `1,234.50 USC`. Rounded half away from zero on the decimal form to two decimals (crypto: at
 * least two, up to eight); rupiah, yen, won and dong show decimals only where there is a fraction.
 * Zero has no sign; `sign` puts a plus before gains. In a masked
 * currency it is a percentage of its balance, or the sign alone.
 */
export function formatMoney(
  value: number,
  currency: Currency,
  options: { sign?: boolean } = {},
): string {
  const { code, per } = currency;
  if (!Number.isFinite(value)) return notFinite(value);
  const parts =
    per === undefined
      ? decimalParts(value, CRYPTO.includes(code) ? 8 : 2)
      : decimalParts((100 * value) / per, 2);
  const fraction = shownFraction(parts.fraction, currency);
  const point = currency.point ?? pointOf(code);
  const group = point === "," ? "." : ",";
  const amount = groupThousands(parts.whole, group) + (fraction === "" ? "" : point + fraction);
  const isZero = /^0*$/.test(parts.whole + parts.fraction);
  const plus = options.sign && !isZero ? "+" : "";
  const sign = parts.negative ? "-" : plus;
  if (per !== undefined)
    return `${sign}${groupThousands(parts.whole, group)}${point}${parts.fraction}%`;
  if (code === MASK) return isZero ? "0" : `${sign}${MASK}`;
  return withSymbol(sign, amount, currency);
}

/** Sign, symbol and amount in the order of the currency; the code behind where there is no symbol. */
export function withSymbol(sign: string, amount: string, { code, symbol }: Currency): string {
  if (symbol === "") return `${sign}${amount} ${code}`;
  return code === "JPY" ? `${symbol}${sign}${amount}` : `${sign}${symbol}${amount}`;
}
