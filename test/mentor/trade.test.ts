import { describe, expect, test } from "vitest";
import { addDays } from "../../src/base/dates.ts";
import { exposureOf } from "../../src/mentor/exposure.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import type { DayHistory } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { at, dayBefore, history, SETTINGS, trade } from "./build.ts";

type Rest = Partial<Omit<DayHistory, "trades">>;
const seen = (trades: Partial<Trade>[], rest: Rest = {}) =>
  reviewDay(history(trades, rest), SETTINGS);
const finding = (id: string, trades: Partial<Trade>[], rest: Rest = {}) =>
  seen(trades, rest).findings.find((one) => one.id === id);
const missing = (id: string, trades: Partial<Trade>[], rest: Rest = {}) =>
  seen(trades, rest).not_enough.find((one) => one.id === id);

describe("risiko_terbuka_lebih_6pct", () => {
  const open = (entry: string, risk_percent: number) => ({ ...at(entry, "05:00"), risk_percent });

  test("the sum of what is open together, not of what is open in turn", () => {
    const trades = [open("02:00", 2), open("02:10", 2), open("02:20", 2), open("02:30", 1.5)];
    expect(finding("risiko_terbuka_lebih_6pct", trades)).toMatchObject({
      trades: [4, 3, 2, 1],
      values: { at: 4, open: 4, percent: 7.5, limit: 6, count: 1 },
    });
    const inTurn = [{ ...at("02:00", "02:10"), risk_percent: 5 }, open("02:10", 5)];
    expect(finding("risiko_terbuka_lebih_6pct", inTurn)).toBeUndefined();
  });

  test("exactly 6 % is kept, a second order of the same instant counts, one position does not", () => {
    const three = [1, 2, 3].map((profit_loss) => ({ ...open("02:00", 2), profit_loss }));
    expect(finding("risiko_terbuka_lebih_6pct", three)).toBeUndefined();
    expect(finding("risiko_terbuka_lebih_6pct", [...three, open("02:00", 0.5)])).toBeDefined();
    expect(finding("risiko_terbuka_lebih_6pct", [open("02:00", 9), {}])).toBeUndefined();
  });

  test("says what is missing; the score and the fact speak of the same trades", () => {
    const noTimes = [{ risk_percent: 5 }, { risk_percent: 5 }];
    expect(missing("risiko_terbuka_lebih_6pct", noTimes)?.reason).toBe("jam");
    const noRisk = [at("02:00", "05:00"), at("02:10", "05:00")];
    expect(missing("risiko_terbuka_lebih_6pct", noRisk)?.reason).toBe("risiko");
    const trades = history([open("02:00", 4), open("02:10", 4)]).trades;
    expect([...exposureOf(trades, 2).values()]).toEqual([1, 0]);
    expect([...exposureOf([...trades, ...trades], 2).values()]).toEqual([1, 0]);
  });
});

describe("ukuran_tidak_konsisten", () => {
  const id = "ukuran_tidak_konsisten";
  const lots = (some: number[]) =>
    some.map((lot_size, index) =>
      trade({ id: 700 + index, session_id: 99, session_date: "2026-11-19", lot_size }),
    );
  // Half small, half large: no lot is far from the usual one, and yet there is no usual one.
  const uneven = lots(Array.from({ length: 19 }, (_, i) => (i % 2 === 0 ? 0.1 : 0.5)));

  test("twenty sizes that vary by more than half of their mean", () => {
    expect(finding(id, [{ lot_size: 0.5 }], { earlier: uneven })).toMatchObject({
      kind: "info",
      severity: 0,
    });
    const grown = lots([...Array(9).fill(0.05), ...Array(10).fill(0.45)]);
    expect(finding(id, [{ lot_size: 0.5 }], { earlier: grown })).toMatchObject({
      kind: "bad",
      n: 20,
      values: { min: 0.05, median: 0.45, max: 0.5, symbol: "XAUUSD" },
    });
  });

  test("not on a day that did not bring the largest, nor with too few", () => {
    expect(finding(id, [{ lot_size: 0.1 }], { earlier: uneven })).toBeUndefined();
    expect(missing(id, [{ lot_size: 0.5 }], { earlier: uneven.slice(1) })).toMatchObject({
      reason: "trade",
      have: 19,
      need: 20,
    });
  });

  test("fixed fractions are steady, whatever the stop's distance makes of the lot", () => {
    const earlier = uneven.map((one) => ({ ...one, risk_percent: 1 }));
    expect(finding(id, [{ lot_size: 0.5, risk_percent: 1 }], { earlier })).toBeUndefined();
  });
});

describe("strategi_kosong", () => {
  const id = "strategi_kosong";
  const named = dayBefore(20, { strategy_used: "breakout" });
  const blank = dayBefore(19, { strategy_used: null }).map((one) => ({ ...one, id: one.id - 100 }));

  test("more blanks than before, on a day that adds one", () => {
    const earlier = [...named, ...blank];
    expect(finding(id, [{ strategy_used: "" }], { earlier })).toMatchObject({
      trades: [1],
      kind: "bad",
      values: { now: 20, before: 0, of: 20 },
    });
    expect(finding(id, [{ strategy_used: "retest" }], { earlier })).toBeUndefined();
  });

  test("never for who never named one; a few blanks prove nothing", () => {
    const never = dayBefore(60, {});
    expect(finding(id, [{}], { earlier: never })).toBeUndefined();
    expect(missing(id, [{}], { earlier: never })).toBeUndefined();
    const few = [...named, ...named.slice(5), ...blank.slice(15)];
    expect(finding(id, [{}], { earlier: few })).toBeUndefined();
    expect(missing(id, [{}], { earlier: named })).toMatchObject({ have: 21, need: 40 });
  });
});

describe("what is only counted", () => {
  const gold = dayBefore(29, { symbol: "XAUUSD" });
  const few = gold.map((one, index) => ({ ...one, symbol: index < 3 ? "EURUSD" : "XAUUSD" }));

  test("one symbol of several holds four fifths, on the day of a look only", () => {
    expect(finding("fokus_simbol", [{}], { earlier: few })).toMatchObject({
      kind: "info",
      n: 30,
      values: { symbol: "XAUUSD", symbols: 2, share01: 0.9, by_risk: 0, hhi: 0.82 },
    });
    expect(finding("fokus_simbol", [{}], { earlier: few.slice(1) })).toBeUndefined();
    expect(finding("fokus_simbol", [{}], { earlier: few, handBefore: 30 })).toBeUndefined();
    expect(finding("fokus_simbol", [{}], { earlier: gold })).toBeUndefined();
  });

  test("of the last fifty trades, four fifths in one symbol", () => {
    const of = (count: number, symbol: string) => dayBefore(count, { symbol });
    // Older ones, and the newest alone, would tell of another share.
    const earlier = [...of(20, "EURUSD"), ...of(39, "XAUUSD"), ...of(10, "EURUSD")];
    expect(finding("fokus_simbol", [{}], { earlier, handBefore: 49 })).toMatchObject({
      n: 50,
      values: { symbol: "XAUUSD", share01: 0.8 },
    });
    const less = [...earlier.slice(0, -1), ...of(1, "GBPUSD"), ...of(1, "EURUSD")];
    expect(finding("fokus_simbol", [{}], { earlier: less, handBefore: 49 })).toBeUndefined();
  });

  test("one of several symbols, over twenty trades at least", () => {
    const of = (count: number) => [
      ...dayBefore(count - 1, { symbol: "XAUUSD" }),
      ...dayBefore(1, { symbol: "EURUSD" }),
    ];
    const told = (count: number) =>
      finding("fokus_simbol", [{}], { earlier: of(count - 1), handBefore: 29 }) !== undefined;
    expect([told(20), told(19)]).toEqual([true, false]);
  });

  /** Days of two trades: the first won or lost, the second turned the side or did not. */
  const days = (won: boolean, turned: boolean, from: number, length = 12) =>
    Array.from({ length }, (_, index) => {
      const session_id = from + index;
      // A date of its own for each day: what is opened in the same second is one decision.
      const dated = (times: ReturnType<typeof at>) => {
        const date = addDays("2025-01-01", session_id);
        const [entry_time, exit_time] = [times.entry_time, times.exit_time].map(
          (time) => `${date}${time?.slice(10)}`,
        ) as [string, string];
        return { entry_time, exit_time };
      };
      const first = { ...dated(at("02:00", "02:30")), session_id, side: "buy" as const };
      const second = {
        ...dated(at("03:00", "03:30")),
        session_id,
        side: turned ? "sell" : "buy",
      } as const;
      return [
        trade({ ...first, profit_loss: won ? 10 : -10 }),
        trade({ ...second, profit_loss: 5 }),
      ];
    }).flat();

  test("turning the side after losses and not after wins is told as a count", () => {
    const earlier = [...days(false, true, 100), ...days(true, false, 200), ...gold].slice(0, 49);
    expect(finding("balik_arah", [{}], { earlier })).toMatchObject({
      kind: "info",
      level: "kejadian",
      values: { after_loss: 12, losses: 12, after_win: 0, wins: 12 },
    });
    const same = [...days(false, true, 100), ...days(true, true, 200), ...gold].slice(0, 49);
    expect(finding("balik_arah", [{}], { earlier: same })).toBeUndefined();
    expect(finding("balik_arah", [{}], { earlier: earlier.slice(0, 48) })).toBeUndefined();
    expect(missing("balik_arah", [{}], { earlier: gold })).toMatchObject({ have: 0, need: 8 });
  });

  test("turned sides are told when chance alone would do it once in a hundred", () => {
    const told = (...some: [won: boolean, turned: boolean, count: number][]) => {
      const earlier = some.flatMap(([won, turned, count], k) =>
        days(won, turned, 100 * (k + 1), count),
      );
      const found = finding("balik_arah", [{}], { earlier, handBefore: 49 });
      return found === undefined ? null : Number(found.values.p).toFixed(5);
    };
    // Four of eight against none of fourteen, seven of eight against one of eight (p = 0.0101).
    expect(told([false, true, 4], [false, false, 4], [true, false, 14])).toBe("0.00957");
    expect(told([false, true, 7], [false, false, 1], [true, true, 1], [true, false, 7])).toBeNull();
  });

  test("turned sides are counted over the last two hundred trades", () => {
    const older = days(false, false, 100, 50);
    const earlier = [...older, ...days(false, true, 200, 50), ...days(true, false, 300, 50)];
    const found = finding("balik_arah", [{}], { earlier: earlier.slice(0, -1), handBefore: 199 });
    expect(found?.values).toMatchObject({ losses: 50, wins: 49 });
  });
});

describe("what is a loss", () => {
  const lots = { earlier: dayBefore(5, { lot_size: 0.1, profit_loss: 50 }) };
  const next = { ...at("02:36", "03:00"), lot_size: 0.3, profit_loss: -90 };

  test("what commission leaves of a break-even is not avenged", () => {
    const even = { ...at("02:00", "02:30"), lot_size: 0.1, profit_loss: -0.7 };
    expect(finding("kejadian_balas_dendam", [even, next], lots)).toBeUndefined();
    const loss = { ...even, profit_loss: -7 };
    expect(finding("kejadian_balas_dendam", [loss, next], lots)).toBeDefined();
  });

  test("a known planned loss decides instead: -0.05 R is break-even", () => {
    const planned = {
      ...at("02:00", "02:30"),
      lot_size: 0.1,
      profit_loss: -4,
      commission: -1,
      side: "buy" as const,
      entry_price: 2000,
      exit_price: 1999.4,
      stop_loss: 1985,
    };
    expect(finding("kejadian_balas_dendam", [planned, next], lots)).toMatchObject({});
    const even = { ...planned, stop_loss: 1980 };
    const small = { ...even, commission: 0, profit_loss: -4 };
    expect(finding("kejadian_balas_dendam", [small, next], lots)).toBeUndefined();
  });
});
