import fc from "fast-check";
import { expect, test } from "vitest";
import {
  canonicalZone,
  dayOf,
  localParts,
  localToEpoch,
  offsetMinutes,
  parseUtc,
  statedZone,
  utcText,
  zoneLabel,
} from "../../src/base/time.ts";

const HOUR = 3_600_000;

/** What Intl's calendar says, by another way than the code's: its parts, not its offset name. */
function intlOffset(zone: string, epochMs: number): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = Object.fromEntries(
    format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return (wall - Math.floor(epochMs / 1000) * 1000) / 60_000;
}

test.each([
  ["WIB", "Asia/Jakarta"],
  ["wita", "Asia/Makassar"],
  ["Wit", "Asia/Jayapura"],
  ["utc", "UTC"],
  ["GMT", "UTC"],
  ["z", "UTC"],
  ["+7", "+07:00"],
  ["+0730", "+07:30"],
  ["-3:30", "-03:30"],
  ["\u22123", "-03:00"],
  ["GMT+2", "+02:00"],
  ["UTC+07:00", "+07:00"],
  ["utc +7", "+07:00"],
  ["UTC+0", "UTC"],
  ["-00:00", "UTC"],
  [" asia/jakarta ", "Asia/Jakarta"],
  ["europe/athens", "Europe/Athens"],
  ["Etc/UTC", "UTC"],
  ["Mars/Olympus", null],
  ["+15", null],
  ["+07:60", null],
  ["+", null],
  ["", null],
  ["constructor", null],
])("the zone %j is %j", (text, zone) => {
  expect(canonicalZone(text)).toBe(zone);
  if (zone !== null) expect(() => offsetMinutes(zone, 0)).not.toThrow();
});

test("what is no zone has no offset", () => {
  expect(() => offsetMinutes("Mars/Olympus", 0)).toThrow(RangeError);
});

test("Indonesian zones go by their short names", () => {
  expect(["Asia/Jakarta", "Asia/Pontianak"].map(zoneLabel)).toEqual(["WIB", "WIB"]);
  expect(["Asia/Makassar", "Asia/Jayapura"].map(zoneLabel)).toEqual(["WITA", "WIT"]);
  expect(["UTC", "Europe/Athens", "+07:00"].map(zoneLabel)).toEqual([
    "UTC",
    "Europe/Athens",
    "+07:00",
  ]);
});

test("offsets of Athens agree with Intl around every change of its clock", () => {
  // The EU changes at 01:00 UTC on the last Sundays of March and October.
  for (let year = 2015; year <= 2030; year++) {
    for (const month of [2, 9]) {
      const last = new Date(Date.UTC(year, month, 31));
      const change = last.getTime() - last.getUTCDay() * 24 * HOUR + HOUR;
      for (const step of [-HOUR, -900_000, -1, 0, 1, 900_000, HOUR]) {
        const instant = change + step;
        const summer = month === 2 ? step >= 0 : step < 0;
        expect(offsetMinutes("Europe/Athens", instant)).toBe(summer ? 180 : 120);
        expect(intlOffset("Europe/Athens", instant)).toBe(summer ? 180 : 120);
      }
    }
  }
});

test("offsets agree with Intl everywhere since 1973, fast path or not", () => {
  const zones = [
    "UTC",
    "Asia/Jakarta",
    "Asia/Pontianak",
    "Asia/Makassar",
    "Asia/Jayapura",
    "Europe/Athens",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
  ];
  const instants = fc.integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2037, 11, 31) });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
      expect(offsetMinutes(zone, instant)).toBe(intlOffset(zone, instant));
    }),
  );
});

test("the fast path begins where the zone's offset last changed", () => {
  for (const zone of ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"]) {
    for (const change of [Date.UTC(1965, 0, 1), Date.UTC(1988, 0, 1, -8)]) {
      for (const instant of [change - 1000, change, change + 24 * HOUR]) {
        expect(offsetMinutes(zone, instant)).toBe(intlOffset(zone, instant));
      }
    }
  }
  expect(offsetMinutes("-03:30", 0)).toBe(-210);
  expect(offsetMinutes("+07:00", 0)).toBe(420);
});

test("a million ascending instants are cheap and keep the memory small", () => {
  const start = Date.UTC(2020, 0, 1);
  let changes = 0;
  let before = offsetMinutes("Europe/Athens", start);
  for (let index = 0; index < 1_000_000; index++) {
    const minutes = offsetMinutes("Europe/Athens", start + index * 100_000);
    if (minutes !== before) changes += 1;
    before = minutes;
  }
  expect(changes).toBe(6);
});

test.each([
  ["2026-11-22 14:30:05", "2026-11-22T14:30:05.000Z"],
  ["2026-11-22T14:30:05Z", "2026-11-22T14:30:05.000Z"],
  ["2026-11-22 14:30:05.123456", "2026-11-22T14:30:05.123Z"],
  ["2026-11-22T14:30:05.5+00:00", "2026-11-22T14:30:05.500Z"],
  ["2024-02-29 00:00", "2024-02-29T00:00:00.000Z"],
])("the stored %s is %s", (text, iso) => {
  expect(parseUtc(text)).toBe(Date.parse(iso));
});

test.each([
  "",
  "2026-11-22",
  "2026-02-29 00:00:00",
  "2026-13-01 00:00:00",
  "2026-11-22 24:00:00",
  "2026-11-22 14:60:00",
  "2026-11-22 14:30:05+7",
  "2026-11-22 14:30:05+15:00",
  " 2026-11-22 14:30:05",
  "0000-01-01 00:00",
])("%j is no stored time", (text) => {
  expect(parseUtc(text)).toBeNaN();
});

const seconds = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 });

test("storage form and instant round-trip", () => {
  fc.assert(
    fc.property(seconds, (second) => {
      expect(parseUtc(utcText(second * 1000))).toBe(second * 1000);
    }),
  );
  expect(utcText(999)).toBe("1970-01-01 00:00:00");
});

test("local time and instant round-trip but for the hour that comes twice", () => {
  const zones = fc.constantFrom("Asia/Jakarta", "+05:45", "Europe/Athens", "America/New_York");
  const recent = fc.integer({ min: 1_000_000_000, max: 2_000_000_000 });
  fc.assert(
    fc.property(zones, recent, (zone, second) => {
      const local = localParts(second * 1000, zone);
      const back = localToEpoch(local, zone);
      expect(localParts(back, zone)).toEqual(local);
      expect([0, HOUR]).toContain(second * 1000 - back);
    }),
  );
});

const at = (text: string) => {
  const parts = text.split(/[- :]/).map(Number);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  return { year, month, day, hour, minute, second };
};

test.each([
  // Gap: 03:00 -> 04:00 on 29 March 2026.
  ["Europe/Athens", "2026-03-29 02:59:59", "2026-03-29 00:59:59"],
  ["Europe/Athens", "2026-03-29 03:30:00", "2026-03-29 01:30:00"],
  ["Europe/Athens", "2026-03-29 04:00:00", "2026-03-29 01:00:00"],
  // Overlap: 04:00 -> 03:00 on 25 October 2026; the first of the two.
  ["Europe/Athens", "2026-10-25 02:59:59", "2026-10-24 23:59:59"],
  ["Europe/Athens", "2026-10-25 03:30:00", "2026-10-25 00:30:00"],
  ["Europe/Athens", "2026-10-25 04:00:00", "2026-10-25 02:00:00"],
  // The same west of Greenwich.
  ["America/New_York", "2026-03-08 02:30:00", "2026-03-08 07:30:00"],
  ["America/New_York", "2026-11-01 01:30:00", "2026-11-01 05:30:00"],
  ["Asia/Jakarta", "2026-11-22 14:30:05", "2026-11-22 07:30:05"],
])("%s %s is %s UTC", (zone, local, utc) => {
  expect(utcText(localToEpoch(at(local), zone))).toBe(utc);
});

test.each([
  ["2026-11-22 16:59:59", "Asia/Jakarta", 0, "2026-11-22"],
  ["2026-11-22 17:00:00", "Asia/Jakarta", 0, "2026-11-23"],
  ["2026-11-22 18:30:00", "Asia/Jakarta", 300, "2026-11-22"],
  ["2026-11-22 21:59:59", "Asia/Jakarta", 300, "2026-11-22"],
  ["2026-11-22 22:00:00", "Asia/Jakarta", 300, "2026-11-23"],
  ["2026-12-31 21:59:59", "Asia/Jakarta", 300, "2026-12-31"],
  ["2026-11-22 14:59:59", "Asia/Jayapura", 0, "2026-11-22"],
  ["2026-11-22 15:00:00", "Asia/Jayapura", 0, "2026-11-23"],
  ["2026-11-22 00:00:00", "UTC", 1439, "2026-11-21"],
  // The clock's 05:00, also on the days that have 23 and 25 hours.
  ["2026-03-29 01:59:59", "Europe/Athens", 300, "2026-03-28"],
  ["2026-03-29 02:00:00", "Europe/Athens", 300, "2026-03-29"],
  ["2026-10-25 02:59:59", "Europe/Athens", 300, "2026-10-24"],
  ["2026-10-25 03:00:00", "Europe/Athens", 300, "2026-10-25"],
])("%s UTC belongs in %s with a day from minute %d to %s", (utc, zone, start, day) => {
  expect(dayOf(parseUtc(utc), zone, start)).toBe(day);
});

test("days follow one another and begin at the day's start", () => {
  const starts = fc.integer({ min: 0, max: 1439 });
  fc.assert(
    // Its offset was another one before 1964.
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), starts, (second, start) => {
      const instant = second * 1000;
      const day = dayOf(instant, "Asia/Makassar", start);
      const begins = parseUtc(`${day} 00:00:00`) + (start - 480) * 60_000;
      expect(instant).toBeGreaterThanOrEqual(begins);
      expect(instant).toBeLessThan(begins + 24 * HOUR);
    }),
  );
});

test("zones as Windows names them", () => {
  const named = (name: string) => canonicalZone(name);
  expect(named("SE Asia Standard Time")).toBe("Asia/Jakarta");
  expect(named("singapore standard time")).toBe("Asia/Singapore");
  expect(named("Atlantis Standard Time")).toBeNull();
  const labels = ["SE Asia", "Singapore", "Tokyo"].map((name) =>
    zoneLabel(named(`${name} Standard Time`) ?? ""),
  );
  expect(labels).toEqual(["WIB", "WITA", "WIT"]);
  // Each is a zone that there is.
  const summer = Date.parse("2025-07-09T12:00:00Z");
  const offsets = {
    "AUS Eastern": 600,
    GMT: 60,
    Eastern: -240,
    FLE: 180,
    Greenwich: 0,
    India: 330,
  };
  for (const [name, minutes] of Object.entries(offsets)) {
    const zone = named(`${name} Standard Time`) ?? "";
    expect([name, offsetMinutes(zone, summer)]).toEqual([name, minutes]);
  }
});

test("a machine's zone: TZ as Windows names it, else its name, else how far it is ahead", () => {
  // What JavaScript makes of such a TZ is UTC without a name.
  expect(statedZone("Etc/Unknown", 0, "SE Asia Standard Time")).toBe("Asia/Jakarta");
  expect(statedZone(undefined, 0, "Tokyo Standard Time")).toBe("Asia/Tokyo");
  expect(statedZone("Asia/Bangkok", 420, undefined)).toBe("Asia/Bangkok");
  expect(statedZone("Etc/Unknown", 420, "WIB-7")).toBe("+07:00");
  expect(statedZone(undefined, -210, undefined)).toBe("-03:30");
});
