import { tzOffset } from "@date-fns/tz/tzOffset";

export const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

/**
 * The instant at which a UTC clock shows this date and time, in ms since 1970; NaN when there is
 * no such date or time (31 February, 24:00). Years 1 to 9999.
 */
export function civilMs(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
): number {
  if (!(year >= 1 && year <= 9999)) return Number.NaN;
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59)) return Number.NaN;
  if (!(second >= 0 && second <= 59)) return Number.NaN;
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return Number.NaN;
  // Date.UTC takes the years below 100 as 1900 and on.
  const ms =
    year < 100 ? new Date(0).setUTCFullYear(year, month - 1, day) : Date.UTC(year, month - 1, day);
  return ms + ((hour * 60 + minute) * 60 + second) * 1000;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** An IANA name ("Asia/Jakarta"), "UTC", or a fixed offset ("+07:00"). */
export type Zone = string;

/** A wall clock's date and time in some zone. */
export interface LocalDateTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

/**
 * Zones answered without Intl, which costs 22 ms at first use. `since`: the instant of the last
 * change of their offset according to tzdata (1964-01-01, Pontianak 1988-01-01, Makassar 1945).
 */
const STEADY: ReadonlyMap<Zone, { minutes: number; since: number; label: string }> = new Map([
  ["UTC", { minutes: 0, since: Number.NEGATIVE_INFINITY, label: "UTC" }],
  ["Asia/Jakarta", { minutes: 420, since: -157_766_400_000, label: "WIB" }],
  ["Asia/Pontianak", { minutes: 420, since: 567_964_800_000, label: "WIB" }],
  ["Asia/Makassar", { minutes: 480, since: -157_766_400_000, label: "WITA" }],
  ["Asia/Jayapura", { minutes: 540, since: -157_766_400_000, label: "WIT" }],
]);

const NICKNAMES: ReadonlyMap<string, Zone> = new Map([
  ["wib", "Asia/Jakarta"],
  ["wita", "Asia/Makassar"],
  ["wit", "Asia/Jayapura"],
  ["utc", "UTC"],
  ["gmt", "UTC"],
  ["z", "UTC"],
]);

/** How Windows names the zones of Indonesian traders, of their brokers and of the great markets. */
const WINDOWS_ZONES: ReadonlyMap<string, Zone> = new Map(
  Object.entries({
    "SE Asia": "Asia/Jakarta",
    Singapore: "Asia/Singapore",
    Taipei: "Asia/Taipei",
    China: "Asia/Shanghai",
    "W. Australia": "Australia/Perth",
    Tokyo: "Asia/Tokyo",
    Korea: "Asia/Seoul",
    "AUS Eastern": "Australia/Sydney",
    "E. Australia": "Australia/Brisbane",
    "New Zealand": "Pacific/Auckland",
    India: "Asia/Kolkata",
    Myanmar: "Asia/Yangon",
    Arabian: "Asia/Dubai",
    Arab: "Asia/Riyadh",
    Russian: "Europe/Moscow",
    Turkey: "Europe/Istanbul",
    Israel: "Asia/Jerusalem",
    GTB: "Europe/Bucharest",
    FLE: "Europe/Kyiv",
    "E. Europe": "Europe/Chisinau",
    "South Africa": "Africa/Johannesburg",
    "W. Europe": "Europe/Berlin",
    "Central Europe": "Europe/Budapest",
    "Central European": "Europe/Warsaw",
    Romance: "Europe/Paris",
    GMT: "Europe/London",
    Greenwich: "Atlantic/Reykjavik",
    Eastern: "America/New_York",
    Central: "America/Chicago",
    Mountain: "America/Denver",
    Pacific: "America/Los_Angeles",
  }).map(([name, zone]) => [`${name} Standard Time`.toLowerCase(), zone]),
);

const QUARTER_MS = 15 * MINUTE_MS;
const MOST_QUARTERS = 20_000;
const quarters = new Map<Zone, Map<number, number>>();

function resolved(name: string): Zone | null {
  if (!/^[a-z]/i.test(name)) return null;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

/** "+7", "+0700", "-3:30" → "+07:00", "-03:30"; a zero offset is UTC; null beyond ±14:00. */
function fixedZone(offset: string): Zone | null {
  const match = /^([+-])(\d{1,2})(?::?(\d\d))?$/.exec(offset);
  if (match === null) return null;
  const [, sign, hours = "", minutes = "00"] = match;
  const total = Number(hours) * 60 + Number(minutes);
  if (Number(minutes) > 59 || total > 14 * 60) return null;
  return total === 0 ? "UTC" : `${sign}${hours.padStart(2, "0")}:${minutes}`;
}

/**
 * The zone a user means: WIB, WITA, WIT, UTC, GMT, Z, "+7", "GMT+2", "UTC+07:00", an IANA name in
 * any case, or one of Windows ("SE Asia Standard Time"). Null if there is no such zone. Offsets
 * count east of Greenwich, as brokers write them ("GMT+2" is +02:00).
 */
export function canonicalZone(text: string): Zone | null {
  const name = text.trim().replace(/\u2212/g, "-");
  const nickname = NICKNAMES.get(name.toLowerCase()) ?? WINDOWS_ZONES.get(name.toLowerCase());
  if (nickname !== undefined) return nickname;
  const offset = /^(?:utc|gmt)? ?([+-].*)$/i.exec(name)?.[1];
  if (offset !== undefined) return fixedZone(offset);
  const steady = [...STEADY.keys()].find((zone) => zone.toLowerCase() === name.toLowerCase());
  return steady ?? resolved(name);
}

/** How machines in Indonesia may name their zone (Windows does): the clock is the same. */
const NEIGHBOURS: ReadonlyMap<Zone, string> = new Map([
  ["Asia/Bangkok", "WIB"],
  ["Asia/Ho_Chi_Minh", "WIB"],
  ["Asia/Saigon", "WIB"],
  ["Asia/Singapore", "WITA"],
  ["Asia/Kuala_Lumpur", "WITA"],
  ["Asia/Tokyo", "WIT"],
]);

/** How the zone is shown: WIB, WITA, WIT for the Indonesian clocks, else its name. */
export function zoneLabel(zone: Zone): string {
  return STEADY.get(zone)?.label ?? NEIGHBOURS.get(zone) ?? zone;
}

/**
 * What a machine states as its zone: the name, or where that is none (TZ=WIB-7 has no name) how far
 * its clock is ahead of UTC now, always with a sign: "+07:00", "+00:00". `set` is what TZ says: a
 * zone as Windows names it, of which JavaScript makes UTC, goes before both.
 */
export function statedZone(
  name: string | undefined,
  minutesAhead: number,
  set: string | undefined,
): string {
  const windows = WINDOWS_ZONES.get(set?.toLowerCase() ?? "");
  if (windows !== undefined) return windows;
  const isZone = name !== undefined && name !== "Etc/Unknown" && canonicalZone(name) !== null;
  if (isZone) return name;
  const [hours, minutes] = [Math.floor(Math.abs(minutesAhead) / 60), Math.abs(minutesAhead) % 60];
  return `${minutesAhead < 0 ? "-" : "+"}${two(hours)}:${two(minutes)}`;
}

/**
 * Intl's answer, remembered by the quarter hour: every change of a clock since 1973 happened on
 * one. When a zone's memory is full it starts afresh, so a long walk through time stays small.
 */
function rememberedOffset(zone: Zone, epochMs: number): number {
  const quarter = Math.floor(epochMs / QUARTER_MS);
  const known = quarters.get(zone) ?? new Map<number, number>();
  const before = known.get(quarter);
  if (before !== undefined) return before;
  const minutes = tzOffset(zone, new Date(epochMs));
  if (Number.isNaN(minutes)) throw new RangeError(`no offset for zone ${zone} at ${epochMs}`);
  if (known.size >= MOST_QUARTERS) known.clear();
  known.set(quarter, minutes);
  quarters.set(zone, known);
  return minutes;
}

/**
 * Minutes by which the zone's clock is ahead of UTC (east is positive) at this instant. Throws
 * RangeError for an unknown zone.
 */
export function offsetMinutes(zone: Zone, epochMs: number): number {
  const steady = STEADY.get(zone);
  if (steady !== undefined && epochMs >= steady.since) return steady.minutes;
  if (/^[+-]\d\d:\d\d$/.test(zone)) {
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
    return zone.startsWith("-") ? -minutes : minutes;
  }
  return rememberedOffset(zone, epochMs);
}

/**
 * The storage form "YYYY-MM-DD HH:MM:SS" in UTC; parts of a second are cut off. Written here: by
 * toISOString a stream of trades takes a tenth more CPU.
 */
export function utcText(epochMs: number): string {
  const day = Math.floor(epochMs / DAY_MS);
  const seconds = Math.floor((epochMs - day * DAY_MS) / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
  return `${dayText(day)} ${clock}`;
}

const two = (value: number) => (value < 10 ? `0${value}` : String(value));

/** The last day that was asked for: trades come in long runs of the same one. */
let last = { day: Number.NaN, text: "" };

/** "YYYY-MM-DD" of a day counted from 1970. */
function dayText(day: number): string {
  if (last.day !== day) last = { day, text: new Date(day * DAY_MS).toISOString().slice(0, 10) };
  return last.text;
}

/**
 * The instant of a stored time (UTC), in ms; also with T, with a fraction (cut to ms), and with Z
 * or an offset ("+07:00") at the end. NaN when it is anything else or no real date.
 */
export function parseUtc(text: string): number {
  if (!STORED.test(text)) return Number.NaN;
  const whole = civilMs(
    figures(text, 0, 4),
    figures(text, 5, 2),
    figures(text, 8, 2),
    figures(text, 11, 2),
    figures(text, 14, 2),
    text[16] === ":" ? figures(text, 17, 2) : 0,
  );
  if (text.length <= 19) return whole;
  const fraction = text[19] === "." ? (/\d+/.exec(text.slice(20, 23))?.[0] ?? "") : "";
  const offset = /[+-]\d\d:\d\d$/.exec(text)?.[0];
  const ahead = offset === undefined ? 0 : offsetMinutes(offset, whole) * MINUTE_MS;
  return whole + Number(fraction.padEnd(3, "0")) - ahead;
}

const STORED =
  /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** The number that the digits from `start` on make. */
function figures(text: string, start: number, length: number): number {
  return Number(text.slice(start, start + length));
}

/**
 * The instant at which the zone's clock shows this time (a real date). A time skipped when clocks
 * go forward is moved forward by the gap; one that comes twice is the first of the two.
 */
export function localToEpoch(local: LocalDateTime, zone: Zone): number {
  const { year, month, day, hour, minute, second } = local;
  const wall = civilMs(year, month, day, hour, minute, second);
  // No zone changes its clock twice within two days, so these are the offsets on either side.
  const earlier = wall - offsetMinutes(zone, wall - DAY_MS) * MINUTE_MS;
  const later = wall - offsetMinutes(zone, wall + DAY_MS) * MINUTE_MS;
  const fits = [earlier, later].filter(
    (instant) => instant + offsetMinutes(zone, instant) * MINUTE_MS === wall,
  );
  return fits.length === 0 ? earlier : Math.min(...fits);
}

/** What the zone's clock shows at this instant. */
export function localParts(epochMs: number, zone: Zone): LocalDateTime {
  const wall = new Date(epochMs + offsetMinutes(zone, epochMs) * MINUTE_MS);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
  };
}

/** Minutes after midnight of a time of day "HH:MM". */
export function clockMinutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/**
 * The trading day "YYYY-MM-DD" of an instant. A day begins at `dayStartMinutes` after midnight on
 * the zone's clock: with 300 (05:00), 01:30 belongs to the day before.
 */
export function dayOf(epochMs: number, zone: Zone, dayStartMinutes: number): string {
  const shift = offsetMinutes(zone, epochMs) - dayStartMinutes;
  return dayText(Math.floor((epochMs + shift * MINUTE_MS) / DAY_MS));
}

/** "YYYY-MM-DD HH": no zone in use changes its clock but at a full hour. */
const HOUR_LENGTH = 13;

/**
 * A function from a server's wall time ("YYYY-MM-DD HH:MM:SS") to UTC in the same form. It keeps
 * the hour in UTC of every hour it has seen: a statement asks for the same ones again and again.
 * Where an offset has minutes in it, the time is reckoned in full.
 */
export function serverClock(zone: Zone): (wall: string) => string {
  if (zone === "UTC") return (wall) => wall;
  const hours = new Map<string, string | number>();
  return (wall) => {
    const hour = wall.slice(0, HOUR_LENGTH);
    let known = hours.get(hour);
    if (known === undefined) {
      const at = parseUtc(wall);
      const minutes = offsetAt(at, zone);
      const isWhole = minutes % 60 === 0;
      known = isWhole ? utcText(at - minutes * MINUTE_MS).slice(0, HOUR_LENGTH) : minutes;
      hours.set(hour, known);
    }
    if (typeof known === "string") return known + wall.slice(HOUR_LENGTH);
    return utcText(parseUtc(wall) - known * MINUTE_MS);
  };
}

/** The wall time of a UTC time on the server's clock; the way back of serverClock. */
export function toServerTime(utc: string, zone: Zone): string {
  const at = parseUtc(utc);
  return utcText(at + offsetMinutes(zone, at) * MINUTE_MS);
}

function offsetAt(wall: number, zone: Zone): number {
  const date = new Date(wall);
  const local = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  return (wall - localToEpoch(local, zone)) / MINUTE_MS;
}
