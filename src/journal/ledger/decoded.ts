/*
 * Lists as SQLite's group_concat makes them, byte by byte: of a million trades JSON takes three times
 * as long, and rows five times.
 */

let bytes = Buffer.alloc(0);

/**
 * A list in bytes, valid until the next call. SQLite could give bytes itself, but each list would then
 * lie outside of V8's heap, which frees such memory late: of a million trades 35 MB more.
 */
export function bytesOf(list: string): Uint8Array {
  const most = 3 * list.length;
  if (bytes.length < most) bytes = Buffer.alloc(2 * most);
  return bytes.subarray(0, bytes.write(list));
}

const COMMA = 44;
const MINUS = 45;
const COLON = 58;
const SPACE = 32;
/** More digits than this are not exact when they are added up one by one. */
const EXACT_DIGITS = 15;
/** So many digits make a small integer: what is larger lies on the heap until the code is compiled. */
const HEAD_DIGITS = 8;
const POWERS = Array.from({ length: EXACT_DIGITS }, (_, digits) => 10 ** digits);

/**
 * The `n` whole numbers of the list, in the first places of `room`; NaN where nothing stands, and what
 * is no whole number as Number() reads it. Null: there are not so many, or one is longer than `most`.
 */
export function wholesIn(
  list: Uint8Array,
  n: number,
  room: Float64Array,
  most = Number.POSITIVE_INFINITY,
): Float64Array | null {
  const end = list.length;
  let at = 0;
  for (let row = 0; row < n; row++) {
    const start = at;
    const isNegative = list[at] === MINUS;
    if (isNegative) at++;
    const first = at;
    const split = first + HEAD_DIGITS;
    let digit = digitAt(list, at);
    let value = 0;
    while (digit <= 9 && at < split) {
      value = value * 10 + digit;
      digit = digitAt(list, ++at);
    }
    if (digit <= 9) {
      let tail = 0;
      while (digit <= 9) {
        tail = tail * 10 + digit;
        digit = digitAt(list, ++at);
      }
      value = value * (POWERS[at - split] ?? 1) + tail;
    }
    if ((at < end && list[at] !== COMMA) || at === first || at - start > EXACT_DIGITS) {
      while (at < end && list[at] !== COMMA) at++;
      if (at - start > most) return null;
      value = start === at ? Number.NaN : numberIn(list.subarray(start, at));
    } else if (isNegative) value = -value;
    room[row] = value;
    at++;
  }
  return at === end + 1 ? room.subarray(0, n) : null;
}

/** The digit at this place; more than 9: there is none. */
function digitAt(list: Uint8Array, at: number): number {
  return ((list[at] ?? COMMA) - 48) >>> 0;
}

/** As SQLite writes a number: its infinities are "Inf" and "-Inf". */
function numberIn(text: Uint8Array): number {
  return Number(Buffer.from(text).toString().replace("Inf", "Infinity"));
}

const TIME_LENGTH = "YYYY-MM-DD HH:MM:SS".length;
const DATE_LENGTH = "YYYY-MM-DD".length;

/**
 * The `n` times of the list in epoch seconds, in the first places of `room`; NaN where nothing stands.
 * Null: there are not so many, or one is not written "YYYY-MM-DD HH:MM:SS".
 */
export function timesIn(list: Uint8Array, n: number, room: Float64Array): Float64Array | null {
  const end = list.length;
  let at = 0;
  let day = Number.NaN;
  let date = -1;
  for (let row = 0; row < n; row++) {
    if (at >= end || list[at] === COMMA) {
      room[row] = Number.NaN;
      at++;
      continue;
    }
    // Most trades are of the day of the one before.
    if (date < 0 || !isSame(list, date, at)) {
      day = daySeconds(list, at);
      date = at;
    }
    const time = day + clockSeconds(list, at + DATE_LENGTH);
    at += TIME_LENGTH;
    if (Number.isNaN(time) || (at < end && list[at] !== COMMA)) return null;
    room[row] = time;
    at++;
  }
  return at === end + 1 ? room.subarray(0, n) : null;
}

/** Whether the dates at two places are the same. */
function isSame(list: Uint8Array, a: number, b: number): boolean {
  // The day of the month differs most often.
  for (let i = DATE_LENGTH - 1; i >= 0; i--) if (list[a + i] !== list[b + i]) return false;
  return true;
}

/** Epoch seconds of the day written at this place; NaN: none that Date.UTC and SQLite read alike. */
function daySeconds(list: Uint8Array, at: number): number {
  const year = 100 * twoDigits(list, at) + twoDigits(list, at + 2);
  const month = twoDigits(list, at + 5);
  const day = twoDigits(list, at + 8);
  const isDate = list[at + 4] === MINUS && list[at + 7] === MINUS;
  const isValid = isDate && year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isValid ? Date.UTC(year, month - 1, day) / 1000 : Number.NaN;
}

/** Seconds since midnight of " HH:MM:SS" at this place; NaN: no such time. */
function clockSeconds(list: Uint8Array, at: number): number {
  const hour = twoDigits(list, at + 1);
  const minute = twoDigits(list, at + 4);
  const second = twoDigits(list, at + 7);
  const isClock = list[at] === SPACE && list[at + 3] === COLON && list[at + 6] === COLON;
  const isValid = isClock && hour <= 23 && minute <= 59 && second <= 59;
  return isValid ? 3600 * hour + 60 * minute + second : Number.NaN;
}

/** The number of two digits at this place; NaN: there are none. */
function twoDigits(list: Uint8Array, at: number): number {
  const tens = (list[at] ?? 0) - 48;
  const ones = (list[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}
