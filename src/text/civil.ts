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
  const date = new Date(0);
  // Unlike Date.UTC this takes the years below 100 as they are.
  const ms = date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return Number.NaN;
  return ms + ((hour * 60 + minute) * 60 + second) * 1000;
}
