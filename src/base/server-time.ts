import { localToEpoch, offsetMinutes, parseUtc, utcText, type Zone } from "./zone.ts";

const MINUTE_MS = 60_000;
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
