import { addDays, readDate, readDateTime } from "../base/dates.ts";
import {
  DAY_MS,
  dayOf,
  localParts,
  MINUTE_MS,
  parseUtc,
  toServerTime,
  utcText,
  type Zone,
  zoneLabel,
} from "../base/time.ts";

/** What typed times are read against. */
export interface TimeContext {
  /** In ms since 1970: nothing that is recorded lies ahead of it. */
  now: number;
  /** Today's trading day. */
  today: string;
  /** The trading day that was named for the whole trade; null where none was. */
  day: string | null;
  zone: Zone;
  /** Minutes after midnight at which a trading day begins. */
  dayStart: number;
}

/** A moment as typed: with its date, or a time of day that may be put on any. */
interface TypedTime {
  at: number;
  isDated: boolean;
}

const EXPECTED_TIME = "waktu seperti 2026-11-22 14:30 atau 2026-11-22T07:30:00Z";

/** A bot's clock may be this far ahead of ours. */
export const CLOCK_SKEW_MS = MINUTE_MS;
/** A pair over midnight is no longer than this: 14:05 to 13:00 is a slip, not 23 hours. */
const LONGEST_NIGHT_MS = DAY_MS / 2;

const ISO_UTC = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** Two moments of a trade: as typed, or as stored. */
export interface Moments<T> {
  entry: T;
  exit: T;
}

export type TimesReading =
  | ({ ok: true } & Moments<string | null>)
  | { ok: false; of: "entry" | "exit"; expected: string };

/**
 * Reads when a trade was opened and closed; what was not typed (undefined) is as in `stored`. A
 * time of day alone is of the day that was named, of the day of the other time where that has a
 * date, or else the latest one past. Of two that cross midnight the one without a date moves.
 * Times to come are refused.
 */
export function readTimes(
  typed: Moments<unknown>,
  context: TimeContext,
  stored: Moments<string | null> = { entry: null, exit: null },
): TimesReading {
  const entry = readTyped(typed.entry, stored.entry, context);
  const exit = readTyped(typed.exit, stored.exit, context);
  if (entry === undefined) return { ok: false, of: "entry", expected: EXPECTED_TIME };
  if (exit === undefined) return { ok: false, of: "exit", expected: EXPECTED_TIME };
  const times = {
    entry: entry && place(entry, typed.entry, exit, context),
    exit: exit && place(exit, typed.exit, entry, context),
  };
  joinOverMidnight(times, { entry, exit }, context);
  for (const of of ["entry", "exit"] as const) {
    const at = times[of];
    if (typed[of] !== undefined && at !== null && at > context.now + CLOCK_SKEW_MS) {
      return { ok: false, of, expected: expectedPastTime(context) };
    }
  }
  const text = (at: number | null) => (at === null ? null : utcText(at));
  return { ok: true, entry: text(times.entry), exit: text(times.exit) };
}

const expectedPastTime = ({ now, zone }: TimeContext) =>
  `waktu yang sudah lewat (sekarang ${localTime(utcText(now), zone)})`;

/** Undefined: no time at all. */
function readTyped(
  raw: unknown,
  stored: string | null,
  { today, zone, dayStart }: TimeContext,
): TypedTime | null | undefined {
  if (raw === undefined) return stored === null ? null : { at: parseUtc(stored), isDated: true };
  if (raw === null) return null;
  if (typeof raw !== "string") return undefined;
  if (ISO_UTC.test(raw)) {
    const at = parseUtc(raw);
    return Number.isNaN(at) ? undefined : { at, isDated: true };
  }
  const reading = readDateTime(raw, { today, zone });
  if (!reading.ok) return undefined;
  // A day without an hour is the beginning of that trading day, not the midnight before it.
  const hour = reading.dateGiven && readDate(raw, today).ok ? dayStart * MINUTE_MS : 0;
  return { at: reading.epochMs + hour, isDated: reading.dateGiven };
}

/** The instant of a time, which takes its day, where it has none, from what is known. */
function place(
  time: TypedTime,
  raw: unknown,
  other: TypedTime | null,
  { now, zone, dayStart, day: named }: TimeContext,
): number {
  if (time.isDated) return time.at;
  const on = (date: string) => {
    const reading = readDateTime(raw as string, { today: date, zone });
    return reading.ok ? reading.epochMs : time.at;
  };
  const day = named ?? (other?.isDated ? dayOf(other.at, zone, dayStart) : null);
  if (day === null) {
    const date = dayOf(now, zone, 0);
    // A time on another zone's clock can be of the date before or after.
    const times = [1, 0, -1, -2].map((days) => on(addDays(date, days)));
    return times.find((at) => at <= now) ?? time.at;
  }
  // With a day that begins at 05:00, "01:30" is the small hours at the end of that trading day.
  const at = on(day);
  const { hour, minute } = localParts(at, zone);
  return hour * 60 + minute < dayStart ? on(addDays(day, 1)) : at;
}

function joinOverMidnight(
  times: Moments<number | null>,
  { entry, exit }: Moments<TypedTime | null>,
  { now }: TimeContext,
): void {
  if (times.entry === null || times.exit === null) return;
  const late = times.entry - times.exit;
  if (late <= 0 || DAY_MS - late > LONGEST_NIGHT_MS) return;
  if (entry?.isDated === false) times.entry -= DAY_MS;
  else if (exit?.isDated === false && times.exit + DAY_MS <= now) times.exit += DAY_MS;
}

/** A stored time on the zone's clock: "2026-11-25 23:55 WIB". */
export function localTime(utc: string, zone: Zone): string {
  return `${toServerTime(utc, zone).slice(0, 16)} ${zoneLabel(zone)}`;
}
