import { describe, expect, test } from "vitest";
import { reviewDay } from "../../src/mentor/review.ts";
import type { DayHistory, Look, Tested } from "../../src/mentor/types.ts";
import type { MoodCheckin, Trade } from "../../src/model.ts";
import { composeReport } from "../../src/report/day.ts";
import { at, history, mood, SETTINGS, trade } from "./build.ts";

/** A day of three orderly trades, entered at 02, 03 and 04 o'clock, and its moods. */
function day(session_id: number, moods: [string, string][], results = [10, -10, 10]) {
  const trades = results.map((profit_loss, index) =>
    trade({
      id: 10 * session_id + index,
      session_id,
      profit_loss,
      risk_percent: 1,
      ...at(`0${2 + index}:00`, `0${2 + index}:30`),
    }),
  );
  const noted = moods.map(([name, time]) => ({ ...mood(name, time), session_id }));
  return { trades, moods: noted };
}

function over(days: { trades: Trade[]; moods: MoodCheckin[] }[], today = days.length) {
  const earlier = days.slice(0, today);
  return {
    balance: 1000,
    earlier: earlier.flatMap((one) => one.trades),
    earlierMoods: earlier.flatMap((one) => one.moods),
  } satisfies Partial<DayHistory>;
}

const groups = (past: Partial<DayHistory>) => reviewDay(history([], past), SETTINGS).mood.history;

const many = (count: number, name: string, from: number, results?: number[]) =>
  Array.from({ length: count }, (_, index) => day(from + index, [[name, "01:30"]], results));

describe("which mood a trade stands under", () => {
  test("the last one noted before its entry; one noted later is none", () => {
    const past = over([
      day(101, [
        ["tenang", "01:30"],
        ["marah", "03:40"],
        ["lelah", "04:20"],
      ]),
    ]);
    const seen = groups(past).map(({ mood: name, trades, days }) => [name, trades, days]);
    expect(seen).toEqual([
      ["tenang", 2, 1],
      ["marah", 1, 1],
    ]);
  });

  test("a day without a mood before its entries is in no group", () => {
    const past = over([
      day(101, [["tenang", "01:30"]]),
      day(102, [["lelah", "09:00"]]),
      day(103, []),
    ]);
    expect(groups(past)).toMatchObject([{ mood: "tenang", trades: 3, rest_trades: 0 }]);
  });

  test("bots' trades stand under none", () => {
    const one = day(101, [["tenang", "01:30"]]);
    const past = over([{ ...one, trades: one.trades.map((t) => ({ ...t, bot_id: 3 })) }]);
    expect(groups(past)).toEqual([]);
  });
});

describe("what moods came to", () => {
  const bad = many(4, "marah", 101, [-10, -10, -20]);
  const good = many(4, "tenang", 201, [10, 10, -10]);

  test("from 12 trades on 4 days each, in R, with an interval that the days bear", () => {
    const past = over([...bad, ...good]);
    const [calm, angry] = groups(past);
    expect(calm?.mood).toBe("marah");
    expect(angry).toMatchObject({ mood: "tenang", trades: 12, days: 4, net: 40, rest_trades: 12 });
    expect(angry?.mean_r).toBeCloseTo(1 / 3, 1);
    expect(calm?.difference).toBeCloseTo(-(angry?.difference ?? 0), 12);
  });

  test("a deposit does not change what earlier losses were in R", () => {
    const past = over([...bad, ...good]);
    const earlierBalances = new Map(past.earlier.map(({ session_id }) => [session_id, 1000]));
    const means = (balance: number) =>
      groups({ ...past, earlierBalances, balance }).map(({ mean_r }) => mean_r);
    expect(means(10_000)).toEqual(means(1000));
  });

  // Each earlier day risks 1 % and loses a third of it on the mean; the later ones have no stop.
  test.each([
    ["deposit", 10],
    ["withdrawal", 0.1],
  ])(
    "nor does a %s before trades whose risk is not known: as many percent are usual",
    (_, times) => {
      const bare = ({ trades, moods }: ReturnType<typeof day>, id: number) => ({
        trades: trades.map((one) => ({
          ...one,
          id: one.id + 1000 * id,
          profit_loss: one.profit_loss * times,
          risk_percent: null,
        })),
        moods,
      });
      const past = over([...bad, ...good, ...many(4, "fomo", 301, [-10, -10, 10]).map(bare)]);
      const earlierBalances = new Map(
        past.earlier.map(({ session_id: id }) => [id, id > 300 ? 1000 * times : 1000]),
      );
      const seen = groups({ ...past, earlierBalances, balance: 1000 * times });
      expect(seen.find((one) => one.mood === "fomo")?.mean_r).toBeCloseTo(-1 / 3, 9);
      expect(seen.find((one) => one.mood === "marah")?.mean_r).toBeCloseTo(-4 / 3, 9);
    },
  );

  test("below that only counts", () => {
    for (const past of [over([...bad, ...good.slice(1)]), over([...bad.slice(1), ...good])]) {
      for (const group of groups(past)) {
        expect(group).toMatchObject({ difference: null, interval: null, proven: false });
        expect(group.trades).toBeGreaterThan(0);
      }
    }
  });

  test("the interval is that of the cluster-robust test", () => {
    const uneven = [...bad, day(105, [["marah", "01:30"]], [10, 10, -10]), ...good];
    const [angry] = groups(over(uneven));
    expect(angry?.interval?.low).toBeLessThan(angry?.difference ?? 0);
    expect(angry?.interval?.high).toBeGreaterThan(angry?.difference ?? 0);
  });
});

test("what had happened when a mood was noted before an entry", () => {
  const past = over([
    day(101, [["marah", "01:30"]]),
    day(102, [["marah", "03:40"]], [-10, -10, 5]),
    day(103, [["marah", "02:40"]], [-10, -10, 5]),
    day(104, [["marah", "02:40"]], [10, -10, 5]),
    day(105, [["marah", "02:10"]]),
    day(106, [["marah", "08:00"]], [-10, -10, -10]),
  ]);
  expect(groups(past)[0]).toMatchObject({
    noted: 5,
    trigger: { before_first: 1, after_loss: 2, after_two_losses: 1, after_win: 1, other: 1 },
  });
});

describe("what the report says of it", () => {
  const words = (past: Partial<DayHistory>, looks: Look[] = []) => {
    const today = history([{ ...at("02:00", "02:30"), profit_loss: -10, risk_percent: 1 }], {
      ...past,
      moods: [mood("marah", "01:30")],
    });
    const settings = { ...SETTINGS, voice: "Anda" as const };
    const review = reviewDay(today, settings, looks);
    const section = composeReport(review, today, settings).sections.find(
      ({ id }) => id === "emosi",
    );
    return (section?.blocks ?? []).map((block) => ("text" in block ? block.text : "")).join("\n");
  };
  const bad = [...many(4, "marah", 101, [-10, -10, -20]), day(105, [["marah", "01:30"]])];
  const past = over([...bad, ...many(4, "tenang", 201)]);

  test("nothing of earlier days on the first day of a mood", () => {
    expect(words(over([]))).toContain("Satu hari belum bisa");
  });

  test("counts below the threshold, and never 'worse'", () => {
    const text = words(over(bad.slice(0, 2)));
    expect(text).toContain("7 transaksi pada 3 hari, hasil -$90.00");
    expect(text).toContain("Perbandingan dimulai dari 12 transaksi");
    expect(text).not.toMatch(/buruk|rata-rata/);
  });

  test("numbers, interval, and that it is not proven", () => {
    const text = words(past);
    expect(text).toMatch(/16 transaksi pada 6 hari.*suasana lain.*12 transaksi/);
    expect(text).toMatch(/95%: -\d/);
    expect(text).toMatch(/belum bisa dibedakan dari kebetulan|belum terbukti sebagai pola/);
    expect(text).toContain("95%");
    expect(text.split("\n").length).toBeLessThanOrEqual(2);
  });

  test("it is called proven only when the looks prove it for this mood", () => {
    const tested: Tested = {
      id: "emosi",
      level: "pola",
      family: "segmen",
      p: 1e-5,
      q: 1e-5,
      effect: -0.9,
      interval: null,
      met: true,
      strong: true,
      weak: true,
      n: { a: 16, b: 12 },
      values: { label: "marah", group: -0.9, rest: 0, shrunken: -0.3 },
      trades: [1],
      affected: 1,
      cost_kind: "realised",
      cost: -9,
      severity: 50,
    };
    const look: Look = { m: 75, tested: [tested], too_little: [], neutral_lot: null, edge: null };
    expect(words(past, [look])).toContain("sudah terbukti");
    const other = {
      ...look,
      tested: [{ ...tested, values: { ...tested.values, label: "takut" } }],
    };
    expect(words(past, [other])).not.toContain("sudah terbukti");
  });
});
