import { UTCDateMini } from "@date-fns/utc/date/mini";
import { addDays as daysAfter } from "date-fns/addDays";
import { differenceInCalendarDays } from "date-fns/differenceInCalendarDays";
import { getISODay } from "date-fns/getISODay";
import { id } from "date-fns/locale/id";
import { canonicalZone, civilMs, localParts, localToEpoch, type Zone } from "./time.ts";

/** "Senin" first. */
export const WEEKDAYS = ([1, 2, 3, 4, 5, 6, 0] as const).map((day) => id.localize.day(day));

export const MONTHS = ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const).map((month) =>
  id.localize.month(month),
);

/** "Jan", "Feb", ... "Agu", "Sep", "Okt", "Nov", "Des". */
export const SHORT_MONTHS = MONTHS.map((month) => month.slice(0, 3));

const MONTH_WORDS = [
  "januari january jan",
  "februari february feb pebruari peb",
  "maret march mar mrt",
  "april apr",
  "mei may",
  "juni june jun",
  "juli july jul",
  "agustus august agu aug agt ags agust",
  "september sep sept",
  "oktober october okt oct",
  "november nov nop nopember",
  "desember december des dec",
];

const WEEKDAY_WORDS = [
  "senin monday mon sen",
  "selasa tuesday tue sel",
  "rabu wednesday wed rab",
  "kamis thursday thu kam",
  "jumat friday fri jum",
  "sabtu saturday sat sab",
  "ahad sunday sun minggu",
];

function lineOf(lines: readonly string[], word: string): number | null {
  const index = lines.findIndex((line) => line.split(" ").includes(word));
  return index < 0 ? null : index + 1;
}

/** The month of an Indonesian or English name or abbreviation in lower case, 1 to 12, or null. */
export function monthNumber(word: string): number | null {
  return lineOf(MONTH_WORDS, word);
}

/** The day of the week of a name in lower case, 1 Monday to 7 Sunday ("minggu" too), or null. */
export function weekdayNumber(word: string): number | null {
  return lineOf(WEEKDAY_WORDS, word);
}

/** Why a date could not be read; `spellings` are what to type instead of an ambiguous word. */
type DateFailure =
  | { ok: false; reason: "ambiguous"; spellings: string[] }
  | { ok: false; reason: "unknown" | "impossible" };

/** `date` is YYYY-MM-DD. */
export type DateReading = { ok: true; date: string } | DateFailure;

/** `dateGiven` is false when only a time was typed, so that the day is today's. */
export type DateTimeReading = { ok: true; epochMs: number; dateGiven: boolean } | DateFailure;

const UNKNOWN: DateFailure = { ok: false, reason: "unknown" };
const IMPOSSIBLE: DateFailure = { ok: false, reason: "impossible" };

/**
 * A day of the calendar for date-fns, in UTC: on the machine's clock some days have no midnight, and
 * some zones have skipped a whole day. Invalid unless isDate(date).
 */
export function dayOf(date: string): Date {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  return new UTCDateMini(civilMs(Number(year), Number(month), Number(day)));
}

/** The YYYY-MM-DD of a day of date-fns. Throws RangeError for an invalid one. */
export const dateOf = (day: Date): string => day.toISOString().slice(0, 10);

/**
 * Whether the text is a date of the calendar in the form YYYY-MM-DD. Years are 1900 to 2999: around
 * any day that counts there is room for a year before and after it.
 */
export function isDate(text: string): boolean {
  return /^(?:19|2)/.test(text) && !Number.isNaN(dayOf(text).getTime());
}

/** The date so many days later (earlier when negative). Throws RangeError unless isDate(date). */
export function addDays(date: string, days: number): string {
  return dateOf(daysAfter(dayOf(date), days));
}

/** How many days `to` is after `from`; below 0 where it is earlier. */
export function daysBetween(from: string, to: string): number {
  return differenceInCalendarDays(dayOf(to), dayOf(from));
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: string): number {
  return getISODay(dayOf(date));
}

function found(year: number, month: number, day: number): DateReading {
  const ms = civilMs(year, month, day);
  return Number.isNaN(ms)
    ? IMPOSSIBLE
    : { ok: true, date: new Date(ms).toISOString().slice(0, 10) };
}

/** A day of a month, with its year as typed (four figures, two, or none: the latest past one). */
function inYear(year: string | undefined, month: number, day: number, today: string): DateReading {
  const thisYear = Number(today.slice(0, 4));
  if (year !== undefined) {
    const full = Number(year) + (year.length === 2 ? Math.floor(thisYear / 100) * 100 : 0);
    // "98" is 1998: nobody journals a trade far in the future.
    return found(year.length === 2 && full > thisYear + 20 ? full - 100 : full, month, day);
  }
  // 29 February can be eight years back.
  for (let back = 0; back <= 8; back++) {
    const reading = found(thisYear - back, month, day);
    if (reading.ok && reading.date <= today) return reading;
  }
  return IMPOSSIBLE;
}

function readNumeric(text: string, today: string): DateReading | null {
  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso !== null) return found(Number(iso[1]), Number(iso[3]), Number(iso[4]));
  const short = /^(\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (short !== null) return inYear(undefined, Number(short[2]), Number(short[1]), today);
  const full = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)$/.exec(text);
  return full && inYear(full[4], Number(full[3]), Number(full[1]), today);
}

/** "22 november", "22 nov 2026", and what formatDate writes: "Minggu, 22 November 2026". */
function readNamed(text: string, today: string): DateReading | null {
  const parts = /^(?:([a-z]+),? )?(\d{1,2}) ([a-z]+)\.?(?: (\d{4}|\d\d))?$/.exec(text);
  const month = monthNumber(parts?.[3] ?? "");
  if (parts === null || month === null) return null;
  const reading = inYear(parts[4], month, Number(parts[2]), today);
  if (parts[1] === undefined || !reading.ok) return reading;
  const day = weekdayNumber(parts[1]);
  if (day === null) return null;
  return day === weekday(reading.date) ? reading : IMPOSSIBLE;
}

function readWeekday(text: string, today: string): DateReading | null {
  if (/^minggu(?: lalu| kemarin)?$/.test(text)) {
    return { ok: false, reason: "ambiguous", spellings: ["ahad lalu", "7 hari lalu"] };
  }
  const name = /^(?:hari |last )?([a-z]+)(?: lalu| kemarin)?$/.exec(text)?.[1] ?? "";
  const day = weekdayNumber(name);
  if (day === null) return null;
  return { ok: true, date: addDays(today, -((weekday(today) - day + 6) % 7) - 1) };
}

function readRelative(text: string, today: string): DateReading | null {
  if (/^(?:today|hari ini)$/.test(text)) return { ok: true, date: today };
  if (/^(?:yesterday|kemarin)$/.test(text)) return { ok: true, date: addDays(today, -1) };
  if (/^kemarin (?:dulu|lusa)$/.test(text)) return { ok: true, date: addDays(today, -2) };
  const ago = /^(\d{1,4}) (hari|days?|minggu|pekan|weeks?) (?:lalu|ago)$/.exec(text);
  if (ago === null) return null;
  const unit = /^[hd]/.test(ago[2] ?? "") ? 1 : 7;
  return { ok: true, date: addDays(today, -Number(ago[1]) * unit) };
}

/**
 * Reads a date as Indonesians type it, in Indonesian or English; `today` is YYYY-MM-DD. Day before
 * month. Without a year it is the latest such date not after today; a weekday is the latest one
 * before today. "minggu" alone (Sunday or a week) is ambiguous; 31/02 and 11/22 are impossible.
 * Hyphens may join words.
 */
export function readDate(text: string, today: string): DateReading {
  const plain = text.trim().toLowerCase().replace(/['’]/g, "");
  const numeric = readNumeric(plain, today);
  if (numeric !== null) return real(numeric);
  const words = plain
    .replace(/[\s_-]+/g, " ")
    .replace(/ yang (?=lalu$)/, " ")
    .trim();
  const read = readRelative(words, today) ?? readWeekday(words, today) ?? readNamed(words, today);
  return real(read ?? UNKNOWN);
}

/** The reading of a day that is none, or too far away for any trade, is impossible. */
const real = (reading: DateReading): DateReading =>
  reading.ok && !isDate(reading.date) ? IMPOSSIBLE : reading;

/** Takes the zone off the end of "... 14:30 WIB" or "2026-11-22T14:30:05+07:00". */
function takeZone(text: string, zone: Zone): { rest: string; zone: Zone | null } {
  const exact =
    /^(\d{4}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(z|[+-]\d\d(?::?\d\d)?)$/i.exec(text);
  const named = /^(.*\d) ?(wib|wita|wit|utc|gmt)$/i.exec(text);
  const [, rest, suffix] = exact ?? named ?? [];
  if (rest === undefined || suffix === undefined) return { rest: text, zone };
  return { rest, zone: canonicalZone(suffix) };
}

const TIME = /(?:(?:pukul|jam|pkl\.?) ?)?(\d{1,2})(?:\.(\d\d)|:(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)$/i;

/**
 * Reads an instant. With Z, an offset or WIB/WITA/WIT/UTC it is exact; otherwise date and time are
 * those of `context.zone`. A time alone ("14:30", "21.15") is of `context.today`; a date alone is
 * its 00:00. Failures are those of readDate; 25:10 is impossible.
 */
export function readDateTime(
  text: string,
  context: { today: string; zone: Zone },
): DateTimeReading {
  const { rest, zone } = takeZone(text.trim().replace(/\s+/g, " "), context.zone);
  if (zone === null) return UNKNOWN;
  const time = TIME.exec(rest);
  const before = rest.slice(0, time?.index);
  // What stands before a time ends with a space, a comma, ISO's T, or a hyphen between words.
  const separated = /^$|[ ,]$|\dt$|[a-z]-$/i.test(before);
  const clock = separated ? time : null;
  const words = clock === null ? rest : before.replace(/(?:, ?| |-|(?<=\d)t)$/i, "");
  const dateGiven = words !== "" || clock === null;
  const reading = dateGiven
    ? readDate(words, context.today)
    : ({ ok: true, date: context.today } as const);
  if (!reading.ok) return reading;
  const [year = 0, month = 0, day = 0] = reading.date.split("-").map(Number);
  const hour = Number(clock?.[1] ?? 0);
  const minute = Number(clock?.[2] ?? clock?.[3] ?? 0);
  const second = Number(clock?.[4] ?? 0);
  if (Number.isNaN(civilMs(year, month, day, hour, minute, second))) return IMPOSSIBLE;
  const ms = Number((clock?.[5] ?? "").slice(0, 3).padEnd(3, "0"));
  const epochMs = localToEpoch({ year, month, day, hour, minute, second }, zone) + ms;
  return { ok: true, epochMs, dateGiven };
}

/** "Minggu, 22 November 2026"; the date must be a real one. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${WEEKDAYS[weekday(date) - 1]}, ${day} ${MONTHS[(month ?? 0) - 1]} ${year}`;
}

/** "22 Nov 2026". */
export function formatShortDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${day} ${SHORT_MONTHS[(month ?? 0) - 1]} ${year}`;
}

/** "22 Nov" in a sentence of a day of the same year, else "22 Nov 2025". */
export function formatDay(date: string, near: string): string {
  const shown = formatShortDate(date);
  return date.slice(0, 4) === near.slice(0, 4) ? shown.slice(0, -5) : shown;
}

/** "14:30" on the zone's clock. */
export function formatTime(epochMs: number, zone: Zone): string {
  const { hour, minute } = localParts(epochMs, zone);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** "22 Nov 2026 14:30" on the zone's clock. */
export function formatDateTime(epochMs: number, zone: Zone): string {
  const { year, month, day } = localParts(epochMs, zone);
  return `${day} ${SHORT_MONTHS[month - 1]} ${year} ${formatTime(epochMs, zone)}`;
}

/** The clock of an entry, after its day where that is not `date`: "20 Nov 14:00". */
export function formatEntry(entryMs: number, zone: Zone, date: string): string {
  const time = formatTime(entryMs, zone);
  const { year, month, day } = localParts(entryMs, zone);
  const own = new Date(civilMs(year, month, day)).toISOString().slice(0, 10);
  return own === date ? time : `${day} ${SHORT_MONTHS[month - 1]} ${time}`;
}

/**
 * A length of time in its two largest units, the rest cut off: "45 dtk", "8 menit",
 * "1 jam 35 menit", "2 hari 3 jam". Below zero it carries a minus.
 */
export function formatDuration(seconds: number): string {
  const whole = Math.floor(Math.abs(seconds));
  const sign = seconds < 0 && whole > 0 ? "-" : "";
  if (whole < 60) return `${sign}${whole} dtk`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${sign}${minutes} menit`;
  const hours = Math.floor(minutes / 60);
  const [large, unit, small, lesser] =
    hours < 24
      ? [hours, "jam", minutes % 60, "menit"]
      : [Math.floor(hours / 24), "hari", hours % 24, "jam"];
  return `${sign}${large} ${unit}${small === 0 ? "" : ` ${small} ${lesser}`}`;
}
