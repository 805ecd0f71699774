import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  formatDate,
  formatDateTime,
  formatDuration,
  formatShortDate,
  formatTime,
  isDate,
  readDate,
  readDateTime,
  weekday,
} from "../../src/base/dates.ts";
import { parseUtc, utcText } from "../../src/base/time.ts";

/** A Sunday. */
const TODAY = "2026-11-22";

test.each([
  ["today", "2026-11-22"],
  ["hari ini", "2026-11-22"],
  ["Hari-Ini", "2026-11-22"],
  ["  HARI   INI ", "2026-11-22"],
  ["yesterday", "2026-11-21"],
  ["kemarin", "2026-11-21"],
  ["kemarin dulu", "2026-11-20"],
  ["kemarin lusa", "2026-11-20"],
  ["3 hari lalu", "2026-11-19"],
  ["3-hari-lalu", "2026-11-19"],
  ["3 hari yang lalu", "2026-11-19"],
  ["2 minggu lalu", "2026-11-08"],
  ["3 days ago", "2026-11-19"],
  ["1 week ago", "2026-11-15"],
  ["senin", "2026-11-16"],
  ["senin lalu", "2026-11-16"],
  ["last monday", "2026-11-16"],
  ["sabtu", "2026-11-21"],
  ["jum'at", "2026-11-20"],
  ["Jumat", "2026-11-20"],
  ["ahad", "2026-11-15"],
  ["ahad lalu", "2026-11-15"],
  ["hari minggu", "2026-11-15"],
  ["sunday", "2026-11-15"],
  ["2026-11-22", "2026-11-22"],
  ["2026/1/2", "2026-01-02"],
  ["2026.11.22", "2026-11-22"],
  ["22/11", "2026-11-22"],
  ["23/11", "2025-11-23"],
  ["22-11", "2026-11-22"],
  ["22/11/2025", "2025-11-22"],
  ["22/11/26", "2026-11-22"],
  ["22/11/98", "1998-11-22"],
  ["22.11.2026", "2026-11-22"],
  ["29/02", "2024-02-29"],
  ["22 november", "2026-11-22"],
  ["23 nov", "2025-11-23"],
  ["17 Agustus", "2026-08-17"],
  ["17 aug 2025", "2025-08-17"],
  ["22 nov 2026", "2026-11-22"],
  ["22-nov-26", "2026-11-22"],
  ["1 Mei 2026", "2026-05-01"],
  ["Minggu, 22 November 2026", "2026-11-22"],
])("%j is %s", (text, date) => {
  expect(readDate(text, TODAY)).toEqual({ ok: true, date });
});

test.each(["minggu", "Minggu lalu", "minggu-lalu"])("%s is a Sunday or a week", (text) => {
  const spellings = ["ahad lalu", "7 hari lalu"];
  expect(readDate(text, TODAY)).toEqual({ ok: false, reason: "ambiguous", spellings });
  for (const spelling of spellings) expect(readDate(spelling, TODAY).ok).toBe(true);
});

test.each([
  "31/02",
  "11/22",
  "0/5",
  "2026-02-29",
  "2026-13-01",
  "31 april",
  "32/1/2026",
  "Senin, 22 November 2026",
])("%s is impossible", (text) => {
  expect(readDate(text, TODAY)).toEqual({ ok: false, reason: "impossible" });
});

test.each([
  "",
  " ",
  "besok",
  "lusa",
  "22",
  "22.11",
  "2026",
  "foo",
  "22 foo",
  "foo, 22 november 2026",
  "22/11/202",
  "2026-11/22",
  "x hari lalu",
  "20261122",
  "constructor",
])("%j is unknown", (text) => {
  expect(readDate(text, TODAY)).toEqual({ ok: false, reason: "unknown" });
});

const JAKARTA = { today: TODAY, zone: "Asia/Jakarta" };

test.each([
  ["2026-11-22T14:30:05Z", "2026-11-22 14:30:05", true],
  ["2026-11-22T14:30:05+02:00", "2026-11-22 12:30:05", true],
  ["2026-11-22 14:30 -0330", "2026-11-22 18:00:00", true],
  ["2026-11-22 14:30", "2026-11-22 07:30:00", true],
  ["2026-11-22T14:30:05", "2026-11-22 07:30:05", true],
  ["2026.11.22 14:30", "2026-11-22 07:30:00", true],
  ["22/11 14:30", "2026-11-22 07:30:00", true],
  ["22/11, 14:30", "2026-11-22 07:30:00", true],
  ["22 nov 2026 14:30", "2026-11-22 07:30:00", true],
  ["kemarin 21.15", "2026-11-21 14:15:00", true],
  ["kemarin-21.15", "2026-11-21 14:15:00", true],
  ["3-hari-lalu 9:05", "2026-11-19 02:05:00", true],
  ["kemarin pukul 21.15", "2026-11-21 14:15:00", true],
  ["14:30", "2026-11-22 07:30:00", false],
  ["14:30:05", "2026-11-22 07:30:05", false],
  ["21.15", "2026-11-22 14:15:00", false],
  ["jam 21.15", "2026-11-22 14:15:00", false],
  ["14:30 WITA", "2026-11-22 06:30:00", false],
  ["22/11 14:30 UTC", "2026-11-22 14:30:00", true],
  ["kemarin", "2026-11-20 17:00:00", true],
  ["22.11.2026", "2026-11-21 17:00:00", true],
  ["22-11-2026", "2026-11-21 17:00:00", true],
])("%j in Jakarta is %s UTC", (text, utc, dateGiven) => {
  const reading = readDateTime(text, JAKARTA);
  expect(reading).toEqual({ ok: true, epochMs: parseUtc(utc), dateGiven });
});

test("a fraction of a second counts to the millisecond", () => {
  const reading = readDateTime("2026-11-22T14:30:05.1239Z", JAKARTA);
  expect(reading).toMatchObject({ ok: true, epochMs: parseUtc("2026-11-22 14:30:05.123") });
});

test.each([
  ["25:10", "impossible"],
  ["12:60", "impossible"],
  ["31/02 14:30", "impossible"],
  ["2026-11-22T24:00:00Z", "impossible"],
  ["2026-11-22T14:30+15:00", "unknown"],
  ["minggu 14:30", "ambiguous"],
  ["14:30 14:30", "unknown"],
  ["14:3", "unknown"],
  ["114:30", "unknown"],
  ["WIB", "unknown"],
  ["", "unknown"],
])("%j cannot be read: %s", (text, reason) => {
  expect(readDateTime(text, JAKARTA)).toMatchObject({ ok: false, reason });
});

test("dates and times as they are shown", () => {
  const instant = parseUtc("2026-11-22 07:05:59");
  expect(formatDate(TODAY)).toBe("Minggu, 22 November 2026");
  expect(formatShortDate("2026-08-01")).toBe("1 Agu 2026");
  expect(formatTime(instant, "Asia/Jakarta")).toBe("14:05");
  expect(formatDateTime(instant, "Asia/Jakarta")).toBe("22 Nov 2026 14:05");
  const months = Array.from({ length: 12 }, (_, index) =>
    formatShortDate(`2026-${String(index + 1).padStart(2, "0")}-01`).slice(2, 5),
  );
  expect(months.join(" ")).toBe("Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des");
});

test.each([
  [0, "0 dtk"],
  [45.9, "45 dtk"],
  [60, "1 menit"],
  [8 * 60 + 59, "8 menit"],
  [3600, "1 jam"],
  [5700, "1 jam 35 menit"],
  [86_400, "1 hari"],
  [2 * 86_400 + 3 * 3600 + 59 * 60, "2 hari 3 jam"],
  [-480, "-8 menit"],
])("%d seconds are %s", (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

const dates = fc
  .integer({ min: -25_100, max: 83_600 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

test("dates round-trip through every form they are written in", () => {
  fc.assert(
    fc.property(dates, dates, (date, today) => {
      const read = { ok: true, date };
      expect(isDate(date)).toBe(true);
      expect(readDate(date, today)).toEqual(read);
      expect(readDate(formatDate(date), today)).toEqual(read);
      expect(readDate(formatShortDate(date), today)).toEqual(read);
      expect(readDate(date.split("-").reverse().join("/"), today)).toEqual(read);
    }),
  );
});

test("a date without a year is the latest one not after today", () => {
  fc.assert(
    fc.property(dates, dates, (date, today) => {
      const [, month, day] = date.split("-");
      const reading = readDate(`${day}/${month}`, today);
      if (!reading.ok) return expect.unreachable(`${day}/${month}`);
      expect(reading.date.slice(4)).toBe(date.slice(4));
      expect(reading.date <= today).toBe(true);
      if (date.slice(5) !== "02-29") expect(addDays(today, -366) < reading.date).toBe(true);
    }),
  );
});

test("a weekday lies one to seven days back", () => {
  const names = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "ahad"];
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 7 }), (today, day) => {
      const reading = readDate(names[day - 1] ?? "", today);
      if (!reading.ok) return expect.unreachable(today);
      expect(weekday(reading.date)).toBe(day);
      expect(reading.date < today && reading.date >= addDays(today, -7)).toBe(true);
    }),
  );
});

test("times round-trip through the shown form, to the minute", () => {
  const minutes = fc.integer({ min: 0, max: 30_000_000 });
  const zones = fc.constantFrom("Asia/Jakarta", "Asia/Jayapura", "-03:30", "UTC");
  fc.assert(
    fc.property(minutes, zones, (minute, zone) => {
      const text = formatDateTime(minute * 60_000, zone);
      const reading = readDateTime(text, { today: TODAY, zone });
      expect(reading).toEqual({ ok: true, epochMs: minute * 60_000, dateGiven: true });
      const utc = readDateTime(`${utcText(minute * 60_000)}Z`, { today: TODAY, zone });
      expect(utc).toMatchObject({ epochMs: minute * 60_000 });
    }),
  );
});

test("days are calendar days, weekdays those of the calendar", () => {
  expect(addDays("2024-02-28", 1)).toBe("2024-02-29");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect([TODAY, "2026-11-23"].map(weekday)).toEqual([7, 1]);
  expect(["2026-02-29", "2026-1-1", "0000-01-01", "x", ""].some(isDate)).toBe(false);
});
