import { dictionary } from "../base/dictionary.ts";
import { MINUTE_MS, offsetMinutes, type Zone } from "../base/time.ts";

/** In which order a date of numbers is written; a year of four digits in front needs no order. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** A time as a file writes it: `time` is "YYYY-MM-DD HH:MM:SS" on the clock of the file. */
export interface ReadTime {
  time: string;
  /** Minutes that the file's clock is ahead of UTC, where the cell itself says so. */
  offsetMinutes: number | null;
}

const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(Z|\+00:?00)?$/;
const DATE = /^(?:\p{L}{3,9},? )?(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})(?:[T ,]+|$)/u;
const DAY_MONTH_YEAR =
  /^(?:\p{L}{3,9},? )?(\d{1,2})[ -](\p{L}{3,9})\.?,?[ -](\d{2,4})(?:[T ,]+|$)/u;
const MONTH_DAY_YEAR = /^(?:\p{L}{3,9},? )?(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})(?:[T ,]+|$)/u;
const CLOCK = /^(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?\s*([AP]M)?/i;
const ZONE = /^\(?(?:(Z|UTC|GMT|WIB|WITA|WIT)?\s*(?:([+-])(\d{1,2}):?(\d\d)?)?)\)?$/;
const NAMED_OFFSETS: Readonly<Record<string, number>> = dictionary({
  WIB: 420,
  WITA: 480,
  WIT: 540,
});
/** Indonesian and English names share their first three letters but for these. */
const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const INDONESIAN: Readonly<Record<string, string>> = dictionary({
  mei: "may",
  agu: "aug",
  agt: "aug",
  okt: "oct",
  nop: "nov",
  des: "dec",
});

/**
 * Reads a date with an optional time of day: ISO, dots or slashes, two- or four-digit years,
 * month names (English, Indonesian), AM/PM, a trailing `Z`, `UTC`, `GMT+5:30`, `WIB`. A date
 * without a time is midnight; fractions of a second are cut. Null when it is no such time, or a day
 * that does not exist. `order` says how 3/4/2026 is meant.
 */
export function readTime(cell: string, order: DateOrder = "ymd"): ReadTime | null {
  if (ISO.test(cell)) {
    const zoned = cell.endsWith("Z") || cell.includes("+");
    return checked(`${cell.slice(0, 10)} ${cell.slice(11, 19)}`, zoned ? 0 : null);
  }
  const text = cell.trim();
  const date = readDate(text, order);
  if (date === null) return null;
  const rest = text.slice(date.length);
  if (rest === "") return checked(`${date.day} 00:00:00`, null);
  const clock = readClock(rest);
  if (clock === null) return null;
  const zone = ZONE.exec(rest.slice(clock.length).trim());
  if (zone === null) return null;
  return checked(`${date.day} ${clock.time}`, zoneMinutes(zone));
}

/** Reads a time of day alone ("21:05", "9.30 PM") as "HH:MM:SS"; null for anything else. */
export function readTimeOfDay(cell: string): string | null {
  const text = cell.trim();
  const clock = readClock(text);
  return clock !== null && clock.length === text.length ? clock.time : null;
}

/** Epoch seconds (10 digits) or milliseconds (13) as a time of UTC; null for anything else. */
export function readEpoch(cell: string): string | null {
  const digits = /^(\d{9,10})(?:\.\d+)?$|^(\d{12,13})(?:\.\d+)?$/.exec(cell.trim());
  if (digits === null) return null;
  return format(digits[1] === undefined ? Number(digits[2]) : Number(digits[1]) * 1000);
}

/** The time `minutes` later on the same calendar; of a time ahead of UTC subtract its offset. */
export function shiftTime(time: string, minutes: number): string {
  return minutes === 0 ? time : format(epochOf(time) + minutes * MINUTE_MS);
}

/**
 * The minutes of a zone that never changes its clock: "UTC", "+07:00", "UTC-6", "GMT+5:30", "WIB".
 * Null for names such as Europe/Athens, which need a calendar.
 */
export function fixedOffsetMinutes(zone: string): number | null {
  const match = ZONE.exec(zone.trim());
  return match === null || zone.trim() === "" ? null : zoneMinutes(match);
}

/**
 * How the dates of one file are ordered, by the only proof there is: a part above 12 is the day.
 * `both` when the file contradicts itself, null when nothing decides.
 */
export function dateOrderOf(cells: Iterable<string>): DateOrder | "both" | null {
  let order: DateOrder | null = null;
  for (const cell of cells) {
    const match = DATE.exec(cell.trim());
    const [first, second] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
    const said = (match?.[1] ?? "").length === 4 ? "ymd" : first > 12 ? "dmy" : "mdy";
    if (match === null || (said === "mdy" && second <= 12)) continue;
    if (order !== null && order !== said) return "both";
    order = said;
  }
  return order;
}

/** True for a date that begins with a day or a month, and reads as two: 3/4/2026. */
export function needsOrder(cell: string): boolean {
  return /^\s*\d{1,2}[-./]\d{1,2}[-./]\d/.test(cell);
}

/** The order that the dates of a file prove, else the one that its platform is known to write. */
export function orderOrUsual(
  cells: readonly string[],
  usual: DateOrder,
): { order: DateOrder; isAssumed: boolean } {
  const proven = dateOrderOf(cells);
  if (proven !== null && proven !== "both") return { order: proven, isAssumed: false };
  return { order: usual, isAssumed: cells.some(needsOrder) };
}

function readDate(text: string, order: DateOrder): { day: string; length: number } | null {
  const numeric = DATE.exec(text);
  if (numeric !== null) {
    const [all, one = "", two = "", three = ""] = numeric;
    const yearFirst = one.length === 4 || (order === "ymd" && three.length <= 2);
    if (yearFirst) return dayText(one, two, three, all.length);
    // A file that leads with the year elsewhere may still end with it here: day first then.
    return order === "mdy"
      ? dayText(three, one, two, all.length)
      : dayText(three, two, one, all.length);
  }
  const named = DAY_MONTH_YEAR.exec(text);
  if (named !== null) {
    return dayText(named[3] ?? "", monthNumber(named[2] ?? ""), named[1] ?? "", named[0].length);
  }
  const american = MONTH_DAY_YEAR.exec(text);
  if (american === null) return null;
  const month = monthNumber(american[1] ?? "");
  return dayText(american[3] ?? "", month, american[2] ?? "", american[0].length);
}

function dayText(
  year: string,
  month: string,
  day: string,
  length: number,
): { day: string; length: number } | null {
  if (day.length > 2 || month.length > 2 || (year.length !== 2 && year.length !== 4)) return null;
  const full = year.length === 2 ? `20${year}` : year;
  return { day: `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, length };
}

function monthNumber(name: string): string {
  const short = name.slice(0, 3).toLowerCase();
  return String(MONTHS.indexOf(INDONESIAN[short] ?? short) + 1);
}

function readClock(text: string): { time: string; length: number } | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const half = match[4]?.toLowerCase();
  let hour = Number(match[1]);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half === "pm" ? 12 : 0);
  }
  if (hour > 23 || Number(match[2]) > 59 || Number(match[3] ?? 0) > 59) return null;
  const time = `${String(hour).padStart(2, "0")}:${match[2]}:${match[3] ?? "00"}`;
  return { time, length: match[0].length };
}

function zoneMinutes(match: RegExpExecArray): number | null {
  const [, name, sign, hours, minutes] = match;
  const named = name === undefined ? null : (NAMED_OFFSETS[name] ?? 0);
  if (sign === undefined) return named;
  const total = Number(hours) * 60 + Number(minutes ?? 0);
  return (named ?? 0) + (sign === "-" ? -total : total);
}

/** Null for a moment that is not on the calendar, such as 31 February or 25:00. */
function checked(time: string, offsetMinutes: number | null): ReadTime | null {
  if (time < "1900" || time >= "2200") return null;
  const day = Number(time.slice(8, 10));
  const month = Number(time.slice(5, 7));
  const isPlain = day >= 1 && day <= 28 && month >= 1 && month <= 12 && time.slice(11, 13) < "24";
  if (isPlain && time.slice(14, 16) < "60" && time.slice(17) < "60") return { time, offsetMinutes };
  return format(epochOf(time)) === time ? { time, offsetMinutes } : null;
}

function epochOf(time: string): number {
  return Date.parse(`${time.replace(" ", "T")}Z`);
}

function format(epoch: number): string {
  if (!Number.isFinite(epoch) || Math.abs(epoch) > 8.64e15) return "";
  return new Date(epoch).toISOString().slice(0, 19).replace("T", " ");
}

/** Clocks of brokers' servers, the most frequent first: on a tie the earlier one is proposed. */
export const SERVER_ZONES: readonly Zone[] = [
  "Europe/Athens",
  "UTC",
  "Europe/London",
  "Europe/Berlin",
  "+03:00",
  "+02:00",
  "America/New_York",
  "Asia/Jakarta",
  "+08:00",
];

export interface ZoneProposal {
  zone: Zone;
  /** How many times of forex and metals were looked at. */
  checked: number;
  /** How many of them lie in the closed weekend on this clock. */
  outside: number;
  /** Other clocks on which no more do: the file cannot tell them apart. */
  rivals: Zone[];
}

const HOUR_MS = 3_600_000;
/** A position may be booked out a little after the bell. */
const GRACE_MS = 5 * MINUTE_MS;
const MOST_TIMES = 20_000;

/**
 * The clock on which fewest of these wall times ("YYYY-MM-DD HH:MM:SS", of forex and metals only)
 * fall between Friday 17:00 and Sunday 17:00 New York, when that market is closed. A long file is
 * looked at evenly spread. Without any time the first candidate is proposed, checked 0.
 */
export function proposeServerZone(times: readonly string[]): ZoneProposal {
  const step = Math.max(1, Math.ceil(times.length / MOST_TIMES));
  const walls: number[] = [];
  for (let index = 0; index < times.length; index += step) {
    const wall = Date.parse(`${(times[index] ?? "").replace(" ", "T")}Z`);
    if (!Number.isNaN(wall)) walls.push(wall);
  }
  const scores = SERVER_ZONES.map((zone) => ({ zone, outside: countOutside(walls, zone) }));
  const least = Math.min(...scores.map(({ outside }) => outside));
  const [best, ...rivals] = scores.filter(({ outside }) => outside === least);
  return {
    zone: best?.zone ?? "Europe/Athens",
    checked: walls.length,
    outside: least,
    rivals: rivals.map(({ zone }) => zone),
  };
}

function countOutside(walls: readonly number[], zone: Zone): number {
  let count = 0;
  // Only times from Friday to Monday can lie in the weekend on any clock.
  for (const wall of walls) {
    const day = new Date(wall).getUTCDay();
    if (day === 2 || day === 3 || day === 4) continue;
    if (isClosed(wall - offsetMinutes(zone, wall) * MINUTE_MS)) count++;
  }
  return count;
}

/** Whether the forex week is over at this instant. */
export function isClosed(epochMs: number): boolean {
  const local = epochMs + offsetMinutes("America/New_York", epochMs) * MINUTE_MS;
  const date = new Date(local);
  const sinceSunday = date.getUTCDay() * 24 * HOUR_MS + (local % (24 * HOUR_MS));
  const opens = 17 * HOUR_MS;
  const closes = 5 * 24 * HOUR_MS + 17 * HOUR_MS;
  return sinceSunday < opens - GRACE_MS || sinceSunday > closes + GRACE_MS;
}
