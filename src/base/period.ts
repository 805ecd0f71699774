import { endOfISOWeek } from "date-fns/endOfISOWeek";
import { getISOWeeksInYear } from "date-fns/getISOWeeksInYear";
import { lastDayOfMonth } from "date-fns/lastDayOfMonth";
import { setISOWeek } from "date-fns/setISOWeek";
import { startOfISOWeek } from "date-fns/startOfISOWeek";
import {
  addDays,
  dateOf,
  dayOf,
  daysBetween,
  formatShortDate,
  isDate,
  MONTHS,
  monthNumber,
  readDate,
  weekday,
} from "./dates.ts";
import { dictionary } from "./dictionary.ts";

/** A run of whole days, both ends included. */
export interface Period {
  kind: "day" | "week" | "month" | "year" | "range" | "all";
  from: string;
  to: string;
}

/** How many periods of this length a year has, at least one: 52 weeks, 12 months. */
export function perYear({ from, to }: Pick<Period, "from" | "to">): number {
  return Math.max(1, Math.round(365 / (daysBetween(from, to) + 1)));
}

/** The Monday-to-Sunday week of a day. */
export function weekOf(date: string): Period {
  const day = dayOf(date);
  return { kind: "week", from: dateOf(startOfISOWeek(day)), to: dateOf(endOfISOWeek(day)) };
}

/** The weeks from Monday to Sunday of the days from `from` to `to`, cut off at both. */
export function weeksIn(from: string, to: string): { from: string; to: string }[] {
  const weeks: { from: string; to: string }[] = [];
  for (let monday = from; monday <= to; ) {
    const sunday = addDays(monday, 7 - weekday(monday));
    weeks.push({ from: monday, to: sunday < to ? sunday : to });
    monday = addDays(sunday, 1);
  }
  return weeks;
}

/** The calendar month of a day. */
export function monthOf(date: string): Period {
  return { kind: "month", from: `${date.slice(0, 7)}-01`, to: dateOf(lastDayOfMonth(dayOf(date))) };
}

/** The calendar year of a day. */
export function yearOf(date: string): Period {
  const year = date.slice(0, 4);
  return { kind: "year", from: `${year}-01-01`, to: `${year}-12-31` };
}

/** The period of the same kind just before: the month before a month, as many days before a range. */
export function periodBefore({ kind, from, to }: Period): Period {
  const last = addDays(from, -1);
  if (kind === "month") return monthOf(last);
  if (kind === "year") return yearOf(last);
  return { kind, from: addDays(from, -daysBetween(from, to) - 1), to: last };
}

const WORDS: Readonly<Record<string, (today: string) => Period>> = dictionary({
  "minggu ini": weekOf,
  "pekan ini": weekOf,
  "this week": weekOf,
  "minggu lalu": (today) => weekOf(addDays(today, -7)),
  "pekan lalu": (today) => weekOf(addDays(today, -7)),
  "last week": (today) => weekOf(addDays(today, -7)),
  "bulan ini": monthOf,
  "this month": monthOf,
  "bulan lalu": (today) => periodBefore(monthOf(today)),
  "last month": (today) => periodBefore(monthOf(today)),
  "tahun ini": yearOf,
  "this year": yearOf,
  "tahun lalu": (today) => periodBefore(yearOf(today)),
  "last year": (today) => periodBefore(yearOf(today)),
});

/**
 * Reads a period as people type it: 2026, 2026-11, november, "nov 2025", 2026-W47, "minggu ini",
 * "bulan lalu", "tahun ini", 2026-11-01..2026-11-15, or any single day. A month without a year is
 * the latest that has begun. Null: none of these.
 */
export function readPeriod(text: string, today: string): Period | null {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, " ");
  const known = WORDS[words.replaceAll("-", " ")];
  if (known !== undefined) return known(today);
  return (
    readNumbered(words) ?? readMonth(words, today) ?? readSpan(words, today) ?? readDay(text, today)
  );
}

function readNumbered(words: string): Period | null {
  if (/^(19|20)\d\d$/.test(words)) return yearOf(`${words}-01-01`);
  const month = /^(\d{4})-(\d{1,2})$/.exec(words);
  if (month !== null) {
    const first = `${month[1]}-${(month[2] ?? "").padStart(2, "0")}-01`;
    return isDate(first) ? monthOf(first) : null;
  }
  const week = /^((?:19|2\d)\d\d)-?w(\d{1,2})$/.exec(words);
  if (week === null) return null;
  // The 4th of January is in week 1 of its year, whichever weekday it is.
  const [inYear, number] = [dayOf(`${week[1]}-01-04`), Number(week[2])];
  if (number < 1 || number > getISOWeeksInYear(inYear)) return null;
  return weekOf(dateOf(setISOWeek(inYear, number)));
}

function readMonth(words: string, today: string): Period | null {
  const parts = /^([a-z]+)(?: (\d{4}))?$/.exec(words);
  const month = monthNumber(parts?.[1] ?? "");
  if (parts === null || month === null) return null;
  const firstOf = (year: number | string) => `${year}-${String(month).padStart(2, "0")}-01`;
  const of = (year: number) => monthOf(firstOf(year));
  if (parts[2] !== undefined) return isDate(firstOf(parts[2])) ? of(Number(parts[2])) : null;
  const thisYear = of(Number(today.slice(0, 4)));
  return thisYear.from <= today ? thisYear : of(Number(today.slice(0, 4)) - 1);
}

function readSpan(words: string, today: string): Period | null {
  const ends = words.split("..");
  if (ends.length !== 2) return null;
  const [from, to] = ends.map((end) => readDay(end, today));
  if (from == null || to == null || from.from > to.to) return null;
  return { kind: "range", from: from.from, to: to.to };
}

function readDay(words: string, today: string): Period | null {
  const reading = readDate(words, today);
  return reading.ok ? { kind: "day", from: reading.date, to: reading.date } : null;
}

/** "November 2026", "2026", "16–22 Nov 2026", "28 Okt 2026 – 3 Nov 2026". */
export function periodLabel({ kind, from, to }: Period): string {
  const [year, month] = from.split("-").map(Number);
  if (kind === "all") return "seluruh jurnal";
  if (kind === "year") return String(year);
  if (kind === "month") return `${MONTHS[(month ?? 1) - 1]} ${year}`;
  if (from === to) return formatShortDate(from);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${formatShortDate(to)}`;
  return `${formatShortDate(from)} – ${formatShortDate(to)}`;
}

/** A period that is reviewed: as asked for, and up to the last day that has come. */
export interface ReviewedPeriod extends Period {
  /** Today is in it: it may still change. */
  unfinished: boolean;
}
