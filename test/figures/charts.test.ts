import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../src/base/dates.ts";
import { byDay, byHour, byMonth, byWeekday } from "../../src/figures/calendar.ts";
import { curveOf, dateMarks, thinned } from "../../src/figures/curve.ts";
import { moodResults } from "../../src/figures/day.ts";
import { extremesOf } from "../../src/figures/distribution.ts";
import {
  maskedSeries,
  moneySeries,
  multipleSeries,
  type Series,
} from "../../src/figures/series.ts";
import { ledgerOf, type Row, USD } from "./ledgers.ts";

const seconds = (text: string) => Date.parse(`${text}Z`) / 1000;
const START = "2026-01-01";

const rows = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 40 }),
    cents: fc.integer({ min: -9999, max: 9999 }),
  }),
  { minLength: 1, maxLength: 300 },
);

/** Trades in order of their days. */
function rowsFrom(made: readonly { after: number; cents: number }[]): Row[] {
  let date = START;
  return made.map(({ after, cents }) => {
    date = addDays(date, after < 30 ? 0 : after - 30);
    return { date, result: cents / 100 };
  });
}

describe("the curve", () => {
  test("thinned out it keeps its ends, extremes and deepest fall", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 60 }), (made, pieces) => {
        const ledger = ledgerOf(rowsFrom(made));
        const curve = curveOf(ledger, moneySeries(ledger, USD));
        let [level, peak, fall] = [0, 0, 0];
        const levels = [0];
        for (const { cents } of made) {
          level += cents;
          peak = Math.max(peak, level);
          fall = Math.max(fall, peak - level);
          levels.push(level);
        }
        expect(curve.steps.n).toBe(made.length);
        expect(Math.round(curve.last * 100)).toBe(level);
        expect(Math.round(curve.high * 100)).toBe(Math.max(...levels));
        expect(Math.round(curve.low * 100)).toBe(Math.min(...levels));
        expect(Math.round((curve.fall?.amount ?? 0) * 100)).toBe(fall);
        expect(curve.fall === null).toBe(fall === 0);
        const points = thinned(curve, pieces);
        const places = points.map(({ trades }) => trades);
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
        expect(places.at(-1)).toBe(made.length);
        expect(places.length).toBeLessThanOrEqual(4 * pieces + 1);
        for (const point of points) {
          expect(Math.round(point.level * 100)).toBe(levels[point.trades]);
        }
      }),
    );
  });

  test("a fall from the start has no day of a peak", () => {
    const ledger = ledgerOf([
      { date: "2026-01-05", result: -10 },
      { date: "2026-01-06", result: -5 },
    ]);
    expect(curveOf(ledger, moneySeries(ledger, USD)).fall).toEqual({
      amount: 15,
      peak_date: null,
      trough_date: "2026-01-06",
      recovered_date: null,
    });
  });

  test("its days are named as finely as there is room", () => {
    const daily = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ trades: at + 1, date: addDays(START, at) }));
    expect(dateMarks(daily(5), 7).map(({ by }) => by)).toEqual(Array(5).fill("day"));
    expect(dateMarks(daily(365), 7).map(({ date }) => date)).toEqual(
      ["01", "03", "05", "07", "09", "11"].map((month) => `2026-${month}-01`),
    );
    expect(new Set(dateMarks(daily(3000), 7).map(({ by }) => by))).toEqual(new Set(["year"]));
    for (let count = 1; count < 1200; count += 7) {
      const { length } = dateMarks(daily(count), 7);
      expect(length).toBeGreaterThan(0);
      expect(length).toBeLessThanOrEqual(7);
    }
  });
});

test("hours are the zone's, weekdays the session's; unknown hours are counted apart", () => {
  const ledger = ledgerOf([
    { date: "2026-11-20", result: 10, entry: seconds("2026-11-20T02:59:00") },
    { date: "2026-11-20", result: -4, entry: seconds("2026-11-19T17:30:00") },
    { date: "2026-11-22", result: 1 },
  ]);
  const series = moneySeries(ledger, USD);
  const { groups, unknown } = byHour(ledger, series, "Asia/Jakarta");
  expect(unknown).toBe(1);
  expect(groups.filter(({ n }) => n > 0)).toEqual([
    { key: 0, n: 1, wins: 0, sum: -4 },
    { key: 9, n: 1, wins: 1, sum: 10 },
  ]);
  expect(byWeekday(ledger, series).groups.filter(({ n }) => n > 0)).toEqual([
    { key: 5, n: 2, wins: 1, sum: 6 },
    { key: 7, n: 1, wins: 1, sum: 1 },
  ]);
  expect(byMonth(byDay(ledger, series))).toEqual([{ date: "2026-11", n: 3, wins: 2, sum: 7 }]);
});

test("only a mood noted before the first entry by hand counts, and bots' results do not", () => {
  const day = (date: string, mood: string, at: string) => ({ date, mood, at: `${date}T${at}:00` });
  const noted = [
    day("2026-11-16", "tenang", "01:00"),
    day("2026-11-17", "marah", "03:00"),
    day("2026-11-18", "tenang", "02:00"),
  ];
  const ledger = ledgerOf([
    { date: "2026-11-16", result: 8, entry: seconds("2026-11-16T02:00:00") },
    { date: "2026-11-16", result: 100, entry: seconds("2026-11-16T00:30:00") },
    { date: "2026-11-17", result: -9, entry: seconds("2026-11-17T02:00:00") },
    { date: "2026-11-18", result: 4, entry: seconds("2026-11-18T02:00:00") },
    { date: "2026-11-18", result: 2 },
  ]);
  const days = ledger.days.map((one, at) => ({
    ...one,
    moods: [
      {
        mood: noted[at]?.mood ?? "",
        at: seconds(noted[at]?.at ?? ""),
        until: Number.POSITIVE_INFINITY,
      },
    ],
  }));
  const bots = { ...ledger, days, bot: Float64Array.from([0, 3, 0, 0, 0]) };
  expect(moodResults(bots, moneySeries(ledger, USD))).toEqual({
    moods: [{ mood: "tenang", days: [8], mean: 8 }],
    of: 3,
  });
});

test("without money: percent of the balance, else R, else only won or lost", () => {
  const ledger = ledgerOf([
    { date: START, result: 30 },
    { date: START, result: -15 },
  ]);
  const plans = { r: Float64Array.of(2, -1), imputed: Uint8Array.of(0, 0), known: 2 };
  const none = { r: Float64Array.of(1, 1), imputed: Uint8Array.of(1, 1), known: 0 };
  const masked = (multiples: typeof plans, balance: number | null) => {
    const { unit, values } = maskedSeries(ledger, multiples, USD, balance);
    return { unit, values: [...values] };
  };
  expect(masked(plans, 3000)).toEqual({ unit: "percent", values: [1, -0.5] });
  expect(masked(plans, null)).toEqual({ unit: "r", values: [2, -1] });
  expect(masked(none, null)).toEqual({ unit: "sign", values: [1, -1] });
  // A trade without a plan of its own is not left out: that would keep only the orderly ones.
  expect([...multipleSeries({ ...plans, imputed: Uint8Array.of(0, 1) }).values]).toEqual([2, -1]);
});

test("the largest losses and gains are those of a full sort", () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 30 }), (made, count) => {
      const ledger = ledgerOf(rowsFrom(made));
      const { worst, best } = extremesOf(ledger, count);
      const sorted = [...ledger.id].map((id, row) => ({ id, cents: made[row]?.cents ?? 0 }));
      const lost = sorted.filter(({ cents }) => cents < 0).sort((a, b) => a.cents - b.cents);
      const won = sorted.filter(({ cents }) => cents > 0).sort((a, b) => b.cents - a.cents);
      expect(worst).toEqual(lost.slice(0, count).map(({ id }) => id));
      expect(best).toEqual(won.slice(0, count).map(({ id }) => id));
    }),
  );
});

test("a day's sum has the parts that were booked on it, not those booked on another", () => {
  const made = ledgerOf([
    { date: "2026-11-20", result: -50 },
    { date: "2026-11-21", result: 700 },
  ]);
  const part = {
    row: 1,
    day: 0,
    minor: 400 * 10 ** USD.storedDigits,
    isBots: false,
    commission: 0,
    swap: 0,
    fee: 0,
  };
  const ledger = { ...made, parts: [part] };
  const sums = (series: Series) => byDay(ledger, series).map(({ n, sum }) => [n, sum]);
  expect(sums(moneySeries(ledger, USD))).toEqual([
    [1, 350],
    [1, 300],
  ]);
  const plans = { r: Float64Array.of(-1, 2), imputed: Uint8Array.of(0, 0), known: 2 };
  expect(sums(maskedSeries(ledger, plans, USD, 1000))).toEqual([
    [1, 35],
    [1, 30],
  ]);
  expect(sums(multipleSeries(plans))).toEqual([
    [1, -1],
    [1, 2],
  ]);
});
