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
