import { localToEpoch, offsetMinutes, parseUtc, utcText, type Zone } from "./zone.ts";

const MINUTE_MS = 60_000;
/** "YYYY-MM-DD HH": no zone in use changes its clock but at a full hour. */
const HOUR_LENGTH = 13;

/**
 * A function from a server's wall time ("YYYY-MM-DD HH:MM:SS") to UTC in the same form. It keeps
 * the offset of every hour it has seen: a statement asks for the same ones again and again.
 */
export function serverClock(zone: Zone): (wall: string) => string {
  if (zone === "UTC") return (wall) => wall;
  const offsets = new Map<string, number>();
  return (wall) => {
    const at = parseUtc(wall);
    const hour = wall.slice(0, HOUR_LENGTH);
    let minutes = offsets.get(hour);
    if (minutes === undefined) {
      minutes = offsetAt(at, zone);
      offsets.set(hour, minutes);
    }
    return utcText(at - minutes * MINUTE_MS);
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
