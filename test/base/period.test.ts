import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/base/dates.ts";
import {
  monthOf,
  type Period,
  periodBefore,
  periodLabel,
  readPeriod,
  weekOf,
} from "../../src/base/period.ts";

const TODAY = "2026-11-22";
const days = ({ from, to }: Period) => `${from} ${to}`;
const read = (text: string) => {
  const period = readPeriod(text, TODAY);
  return period === null ? null : days(period);
};

describe("periods", () => {
  test.each([
    ["2026", "2026-01-01 2026-12-31"],
    ["2026-02", "2026-02-01 2026-02-28"],
    ["2024-2", "2024-02-01 2024-02-29"],
    ["november", "2026-11-01 2026-11-30"],
    ["des", "2025-12-01 2025-12-31"],
    ["Des 2024", "2024-12-01 2024-12-31"],
    ["2026-W47", "2026-11-16 2026-11-22"],
    ["2026-W53", "2026-12-28 2027-01-03"],
    ["2020w01", "2019-12-30 2020-01-05"],
    ["minggu ini", "2026-11-16 2026-11-22"],
    ["pekan-lalu", "2026-11-09 2026-11-15"],
    ["bulan lalu", "2026-10-01 2026-10-31"],
    ["tahun lalu", "2025-01-01 2025-12-31"],
    ["2026-11-01..15/11", "2026-11-01 2026-11-15"],
    ["kemarin", "2026-11-21 2026-11-21"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));

  test.each(["", "2026-13", "2025-W53", "2026-W00", "entah", "2026-11-15..2026-11-01", "1..2..3"])(
    "%j is none",
    (text) => expect(readPeriod(text, TODAY)).toBeNull(),
  );

  test("the one before ends the day before and has the same kind and, but for months, length", () => {
    const date = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays("1990-01-01", n));
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 400 }), (from, length) => {
        const range: Period = { kind: "range", from, to: addDays(from, length) };
        for (const period of [weekOf(from), monthOf(from), range]) {
          const before = periodBefore(period);
          expect(addDays(before.to, 1)).toBe(period.from);
          expect(before.kind).toBe(period.kind);
        }
        expect(addDays(periodBefore(range).from, length)).toBe(periodBefore(range).to);
        expect(periodBefore(monthOf(from)).from.slice(8)).toBe("01");
      }),
    );
  });

  test.each([
    [monthOf(TODAY), "November 2026"],
    [weekOf(TODAY), "16–22 Nov 2026"],
    [weekOf("2026-11-01"), "26 Okt 2026 – 1 Nov 2026"],
  ])("label of %o", (period, label) => expect(periodLabel(period)).toBe(label));
});
