import { offsetMinutes, type Zone } from "../base/zone.ts";

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

const MINUTE_MS = 60_000;
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
