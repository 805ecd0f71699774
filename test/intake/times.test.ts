import { expect, test } from "vitest";
import {
  dateOrderOf,
  fixedOffsetMinutes,
  readEpoch,
  readTime,
  readTimeOfDay,
  shiftTime,
} from "../../src/intake/file-times.ts";

test.each([
  ["2026-05-12T07:02:03", "ymd", "2026-05-12 07:02:03", null],
  ["2025-02-27T13:57:00Z", "ymd", "2025-02-27 13:57:00", 0],
  ["2025-02-27 13:57:00.123+00:00", "ymd", "2025-02-27 13:57:00", 0],
  ["2023.12.27 04:01", "ymd", "2023-12-27 04:01:00", null],
  ["26-03-17 09:34:12", "ymd", "2026-03-17 09:34:12", null],
  ["20/02/2026 19:18:44", "dmy", "2026-02-20 19:18:44", null],
  ["2/9/26 16:40", "mdy", "2026-02-09 16:40:00", null],
  ["03/18/2026, 02:58:57 PM GMT+5:30", "mdy", "2026-03-18 14:58:57", 330],
  ["12/31/2025 12:05 AM", "mdy", "2025-12-31 00:05:00", null],
  ["Fri, Mar 14, 2025", "dmy", "2025-03-14 00:00:00", null],
  ["14 Agustus 2025 21.05", "dmy", "2025-08-14 21:05:00", null],
  ["05/10/2025 09:00 WIB", "dmy", "2025-10-05 09:00:00", 420],
] as const)("reads %s (%s)", (cell, order, time, offsetMinutes) => {
  expect(readTime(cell, order)).toEqual({ time, offsetMinutes });
});

test.each(["", "abc", "31/02/2026", "2026-13-01", "2026-01-01 25:00", "1.0478", "13/13/2026"])(
  "%j is no time",
  (cell) => {
    expect(readTime(cell, "dmy")).toBeNull();
  },
);

test("a time of day, epochs, shifts and zones", () => {
  expect(readTimeOfDay("9.30 PM")).toBe("21:30:00");
  expect(readTimeOfDay("2026-01-01")).toBeNull();
  expect(readEpoch("1740568592")).toBe("2025-02-26 11:16:32");
  expect(readEpoch("1740568592779")).toBe("2025-02-26 11:16:32");
  expect(readEpoch("100")).toBeNull();
  expect(shiftTime("2026-01-01 00:30:00", -60)).toBe("2025-12-31 23:30:00");
  expect(["UTC", "+07:00", "UTC-6", "WIB", "Europe/Athens", ""].map(fixedOffsetMinutes)).toEqual([
    0,
    420,
    -360,
    420,
    null,
    null,
  ]);
});

test("the order of dates is decided by a day above twelve or not at all", () => {
  expect(dateOrderOf(["01/02/2026", "20/02/2026"])).toBe("dmy");
  expect(dateOrderOf(["01/02/2026", "02/20/2026"])).toBe("mdy");
  expect(dateOrderOf(["01/02/2026", "x"])).toBeNull();
  expect(dateOrderOf(["13/02/2026", "02/13/2026"])).toBe("both");
  expect(dateOrderOf(["2026.01.02"])).toBe("ymd");
});
