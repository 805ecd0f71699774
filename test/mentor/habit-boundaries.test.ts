import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/base/outcome.ts";
import type { Deal } from "../../src/mentor/deals.ts";
import { cutWinners, heldLosers, looseRules, losingAdds } from "../../src/mentor/habits/exits.ts";
import { type Evidence, type HabitTest, isEvidence } from "../../src/mentor/habits/habit.ts";
import {
  afterTwoLosses,
  largeLots,
  lateTrades,
  segmentTests,
} from "../../src/mentor/habits/outcomes.ts";
import { burstsAfterLoss, fastAfterLoss } from "../../src/mentor/habits/pace.ts";
import { brokenChecklist, leftPlan, withoutPlan } from "../../src/mentor/habits/planned.ts";
import { lotAfterLoss, lotBySessionResult, lotSteps } from "../../src/mentor/habits/size.ts";
import type { Window } from "../../src/mentor/window.ts";

/** What a trade has of a window and of its deal; all else is unknown. */
interface Row {
  rel?: number;
  after?: number;
  gap?: number;
  label?: number;
  r?: number;
  sessionR?: number;
  streak?: number;
  seen?: number;
  index?: number;
  deal?: Partial<Deal>;
}

/** A window as if `makeWindow` had found just this: each list is a session. */
function windowOf(sessions: readonly (readonly Row[])[], more: Partial<Window> = {}): Window {
  const rows = sessions.flat();
  const floats = (of: (row: Row) => number | undefined) =>
    Float64Array.from(rows, (row) => of(row) ?? Number.NaN);
  const whole = (of: (row: Row) => number | undefined) => rows.map((row) => of(row) ?? 0);
  let next = 0;
  return {
    deals: sessions.flatMap((session, k) =>
      session.map(({ deal }) => ({ pl: 0, exit: "manual", session: k, ...deal }) as Deal),
    ),
    sessions: sessions.map((session) => session.map(() => next++)),
    r: floats(({ r }) => r),
    imputed: new Uint8Array(rows.length),
    label: Int8Array.from(whole(({ label }) => label)),
    together: (some) => Math.sign(rows[some[0] ?? -1]?.label ?? 0) as Outcome,
    prev: new Int32Array(rows.length),
    after: Int8Array.from(whole(({ after }) => after)),
    gap: floats(({ gap }) => gap),
    streak: Int32Array.from(whole(({ streak }) => streak)),
    seen: Int32Array.from(whole(({ seen, streak }) => seen ?? streak)),
    sessionR: floats(({ sessionR }) => sessionR ?? 0),
    index: Int32Array.from(whole(({ index }) => index)),
    rel: floats(({ rel }) => rel),
    baseLot: floats(() => undefined),
    timed: false,
    block: Int32Array.from(sessions.flatMap((session, k) => session.map(() => k))),
    ...more,
  };
}

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

function evidence(habit: HabitTest, window: Window): Evidence {
  const result = habit(window);
  if (!isEvidence(result)) throw new Error(JSON.stringify(result));
  return result;
}

describe("sizes", () => {
  const loss = { rel: 0.3, after: -1 };
  const win = { rel: 0.1, after: 1 };

  test("five of either inside sessions that begin with a known size are compared there", () => {
    const outside = [{ after: 0 }, ...times(8, loss), ...times(8, win)];
    const within = (days: number) =>
      evidence(lotAfterLoss, windowOf([outside, ...times(days, [{ rel: 0 }, loss, win])])).values
        .within;
    expect([within(4), within(5)]).toEqual([null, expect.closeTo(Math.exp(0.2), 9)]);
  });

  test("up to a twentieth of an R the session stands where it began", () => {
    const day = (ahead: number, k: number) => [
      { rel: 0 },
      { rel: 0.1, sessionR: ahead },
      { rel: 0.2 + k / 100, sessionR: 1 },
      { rel: 0, sessionR: -1 },
    ];
    const ahead = (r: number) => evidence(lotBySessionResult, windowOf(times(8, r).map(day))).n.a;
    expect([ahead(0.05), ahead(0.0501)]).toEqual([8, 16]);
  });

  /** Trades in a row: after so many losses so many steps up, after so many wins so many. */
  function stepping(a: [ups: number, of: number], b: [ups: number, of: number]): Window {
    const rows: { label: number; lot: number }[] = [];
    let lot = 1;
    for (const [label, [ups, of]] of [
      [-1, a],
      [1, b],
    ] as const) {
      for (let k = 0; k < of; k++) {
        rows.push({ label, lot });
        if (k < ups) lot *= 1.4;
      }
    }
    rows.push({ label: 0, lot });
    return windowOf([rows.map((row) => ({ label: row.label, deal: { lot: row.lot } }))]);
  }

  test("steps up after losses are a quarter more than after wins", () => {
    const met = (wins: [number, number]) => evidence(lotSteps, stepping([6, 8], wins)).met;
    expect([met([4, 8]), met([5, 9])]).toEqual([true, false]);
  });
});

describe("pace", () => {
  const day = (loss: number, win: number) => [{}, { after: -1, gap: loss }, { after: 1, gap: win }];
  const apart = [{}, ...times(8, { after: -1, gap: 2 }), {}];
  const wins = [{}, ...times(8, { after: 1, gap: 9 }), {}];

  test("pauses are compared inside five days that have both", () => {
    const within = (days: number) =>
      evidence(fastAfterLoss, windowOf([apart, wins, ...times(days, day(2, 8))])).values.within;
    expect([within(4), within(5)]).toEqual([null, expect.closeTo(0.25, 9)]);
  });

  test("a pause below half a minute counts as half a minute", () => {
    const within = (gap: number) =>
      evidence(fastAfterLoss, windowOf([apart, wins, ...times(5, day(gap, 8))])).values.within;
    expect([within(0.1), within(0.6)]).toEqual([
      expect.closeTo(0.5 / 8, 9),
      expect.closeTo(0.6 / 8, 9),
    ]);
  });

  test("bursts after a first loss are a fifth more often than after a first win", () => {
    const day = (label: number, count: number) => [{ label }, ...times(count - 1, {})];
    const met = (wins: [bursts: number, of: number]) => {
      const lost = [...times(3, day(-1, 9)), ...times(3, day(-1, 2))];
      const won = [...times(wins[0], day(1, 9)), ...times(wins[1] - wins[0], day(1, 2))];
      return evidence(burstsAfterLoss, windowOf([...lost, ...won, day(0, 1)])).met;
    };
    expect([met([3, 10]), met([4, 12])]).toEqual([true, false]);
  });
});

describe("exits", () => {
  test("where no plan is known losers are held twice as long as winners", () => {
    const held = (label: number, r: number, minutes: number) => ({
      label,
      r,
      deal: { entryMs: 0, exitMs: minutes * 60_000, plannedRr: Number.NaN },
    });
    const met = (minutes: number, plannedRr = Number.NaN) => {
      const rows = [...times(10, held(-1, -1.5, minutes)), ...times(10, held(1, 1, 10))];
      const window = windowOf([rows]);
      const deals = window.deals.map((deal) => ({ ...deal, plannedRr }));
      return evidence(heldLosers, { ...window, deals }).met;
    };
    expect([met(20), met(19.9)]).toEqual([true, false]);
    expect([met(13, 1), met(12.9, 1)]).toEqual([true, false]);
  });

  test("R that rests on the usual loss fills single gaps and carries nothing alone", () => {
    const rows = times(20, { r: 0.3 });
    const guessed = (count: number) => Uint8Array.from(rows, (_, i) => (i < count ? 1 : 0));
    const result = (count: number) => cutWinners(windowOf([rows], { imputed: guessed(count) }));
    expect(result(4)).toMatchObject({ n: { a: 20, b: 0 } });
    expect(result(5)).toMatchObject({ n: { a: 15, b: 0 } });
    expect(result(20)).toEqual({ id: "potong_untung", reason: "risiko", have: 0, need: 10 });
    const days = times(10, [...times(2, { r: -1, streak: 2 }), ...times(2, { r: 1 })]);
    const patterns = (count: number) =>
      [afterTwoLosses, lateTrades, ...segmentTests()].map((pattern) =>
        pattern(
          windowOf(days, { imputed: Uint8Array.from(days.flat(), (_, i) => (i < count ? 1 : 0)) }),
        ),
      );
    expect(
      patterns(8)
        .filter(isEvidence)
        .map((one) => one.id),
    ).toContain("hasil_setelah_2_rugi");
    expect(patterns(9).filter(isEvidence)).toEqual([]);
  });

  test("what chance alone does, a small win and an add at a worse price", () => {
    const small = evidence(cutWinners, windowOf([times(10, { r: 0.3 })]));
    expect(small.p).toBeCloseTo(0.65 ** 10, 12);
    const adds = evidence(losingAdds, windowOf([times(6, { deal: { add: 1 } as const })]));
    expect(adds.p).toBeCloseTo(0.5 ** 6, 12);
  });
});

describe("outcomes", () => {
  /** So many days, each with its trades; how much the results differ must not be nothing. */
  const days = (count: number, of: readonly Row[]) =>
    times(count, of).map((some, k) =>
      some.map((row) => ({ ...row, r: (row.r ?? 0) + (k % 2) / 1000 })),
    );

  test("what follows two losses needs fifteen trades and ten days", () => {
    const looked = (days: Row[][]) => {
      const result = afterTwoLosses(windowOf(days));
      return isEvidence(result) ? result.n.a : `${result.reason} ${result.have}/${result.need}`;
    };
    const one = [
      { streak: 2, r: -1 },
      { streak: 1, r: 1 },
    ];
    const two = [...one, { streak: 3, r: 1 }, { streak: 0, r: 1 }];
    expect(looked([...days(5, one), ...days(5, two)])).toBe(15);
    expect(looked([...days(6, one), ...days(4, two)])).toBe("trade 14/15");
    expect(looked([...days(1, one), ...days(8, two)])).toBe("sesi 9/10");
  });

  test("results are compared by day only where nearly all that began ended on its day", () => {
    const looked = (carried: number) => {
      const rows = days(25, [
        { streak: 2, r: -1 },
        { streak: 0, r: 1 },
        { streak: 0, r: 1, index: 4 },
        { streak: 0, r: 1, index: 4 },
      ]);
      let left = carried;
      const held = rows.map((some) =>
        some.map((row) => ({ ...row, deal: { weekday: left % 2, isCarried: left-- > 0 } })),
      );
      return [afterTwoLosses, lateTrades, ...segmentTests()]
        .map((pattern) => pattern(windowOf(held)))
        .filter(isEvidence)
        .map(({ id }) => id);
    };
    const byDay = ["hasil_setelah_2_rugi", "hasil_trade_akhir"];
    expect(looked(5)).toEqual(expect.arrayContaining(byDay));
    for (const id of [...byDay, "hari", "emosi", "kondisi"]) expect(looked(6)).not.toContain(id);
  });

  test("one runaway result counts as four R", () => {
    const one = [
      { streak: 2, r: 10 },
      { streak: 0, r: -10 },
    ];
    const { group, rest } = evidence(afterTwoLosses, windowOf(days(20, one))).values;
    expect([group, rest]).toEqual([4, -4]);
  });

  test("late is what comes after three trades, or after as many as are usual", () => {
    const day = Array.from({ length: 8 }, (_, index) => ({ index, r: index }));
    const from = (length: number) => {
      const usual = days(40, day.slice(0, length));
      return evidence(lateTrades, windowOf([...usual, ...days(15, day)])).values.from;
    };
    expect([from(2), from(5)]).toEqual([3, 5]);
    // Two days are enough: of a single one nothing is late.
    const long = Array.from({ length: 60 }, (_, index) => ({ index, r: index % 2 }));
    expect(evidence(lateTrades, windowOf([day.slice(0, 2), long])).n).toEqual({ a: 29, b: 33 });
  });

  const divided = (id: string, sessions: Row[][]) => {
    const found = segmentTests(true)
      .map((habit) => habit(windowOf(sessions)))
      .find((one) => one.id === id);
    return found !== undefined && isEvidence(found) ? found : null;
  };
  const deals = (count: number, r: number, deal: Partial<Deal>): Row[] =>
    Array.from({ length: count }, (_, k) => ({ r: r + (k % 2 === 0 ? 0.01 : -0.01), deal }));

  test("a part of twelve trades is looked at, a smaller one is not", () => {
    const of = (count: number) =>
      divided("simbol", [[...deals(count, -2, { symbol: "A" }), ...deals(40, 0, { symbol: "B" })]]);
    expect([of(12)?.values.label, of(11)?.values.label]).toEqual(["A", "B"]);
  });

  test("and of days only one that came four times", () => {
    const of = (count: number) =>
      divided("hari", [
        ...times(count, deals(4, -2, { weekday: 1 })),
        ...times(9, deals(4, 0, { weekday: 2 })),
      ]);
    expect([of(4)?.values.label, of(3)?.values.label]).toEqual(["1", "2"]);
  });

  test("the day is divided into four hours each", () => {
    const at = (hour: number) =>
      divided("jam", [[...deals(14, -2, { hour }), ...deals(40, 0, { hour: 20 })]])?.values.label;
    expect([at(7), at(8), at(11), at(12)]).toEqual(["4", "8", "8", "12"]);
  });

  test("results count from three R lost to four won; a quarter of an R less is worth a word", () => {
    const [low, high] = [-9, 9].map((r) =>
      divided("arah", [[...deals(14, r, { side: 1 }), ...deals(40, 0, { side: -1 })]]),
    );
    expect(low?.values.group).toBe(-3);
    expect(high?.values.rest).toBe(4);
    const met = (r: number) =>
      divided("arah", [[...deals(14, r, { side: 1 }), ...deals(40, 0, { side: -1 })]])?.met;
    expect([met(-0.251), met(-0.249)]).toEqual([true, false]);
  });

  test("large lots are looked at over twenty-five trades of five sizes", () => {
    const looked = (count: number, sizes: number) => {
      const rows = Array.from({ length: count }, (_, k) => ({ rel: k % sizes, r: -k }));
      const result = largeLots(windowOf([rows]));
      return isEvidence(result) || `${result.have}/${result.need}`;
    };
    expect([looked(25, 5), looked(24, 5), looked(25, 4)]).toEqual([true, "24/25", "4/5"]);
  });

  test("and said to go with worse results from a rank correlation of a fifth on", () => {
    const of = (count: number, step: number) => {
      const rows = Array.from({ length: count }, (_, k) => ({ rel: k, r: (k * step) % count }));
      const { effect, met } = evidence(largeLots, windowOf([rows]));
      return [Number(effect.toFixed(3)), met];
    };
    expect([of(41, 27), of(43, 14)]).toEqual([
      [-0.207, true],
      [-0.182, false],
    ]);
  });
});

describe("plans", () => {
  const made = (plan: Deal["plan"], checklist: Deal["checklist"], r: number): Row => ({
    r,
    deal: { plan: plan ?? null, checklist: checklist ?? null },
  });
  const day = [
    made("kept", "whole", 1),
    made("left", "broken", -0.9),
    made("none", null, -1),
    // Before anything was planned.
    made(null, null, 3),
  ];
  const days = (count: number) =>
    Array.from({ length: count }, (_, k) =>
      day.map((row, place) => ({ ...row, r: (row.r ?? 0) + 0.1 * (((k + place) % 3) - 1) })),
    );
  const looked = (habit: HabitTest, sessions: Row[][]) => {
    const result = habit(windowOf(sessions));
    return isEvidence(result) || `${result.reason} ${result.have}/${result.need}`;
  };

  test.each([
    [withoutPlan, -1],
    [leftPlan, -0.9],
    [brokenChecklist, -0.9],
  ] as const)("take fifteen trades on either side over ten days", (habit, group) => {
    expect(looked(habit, days(15))).toBe(true);
    expect(looked(habit, days(14))).toBe("trade 14/15");
    const two = days(18);
    const nine = Array.from({ length: 9 }, (_, k) => [
      ...(two[2 * k] ?? []),
      ...(two[2 * k + 1] ?? []),
    ]);
    expect(looked(habit, nine)).toBe("sesi 9/10");
    const found = evidence(habit, windowOf(days(15)));
    expect(found.values.group).toBeCloseTo(group, 1);
    expect([found.met, found.confirm() < 0.001]).toEqual([true, true]);
  });

  test("who is worse with a plan has no habit of leaving it out", () => {
    const turned = days(20).map((rows) => rows.map((row) => ({ ...row, r: -(row.r ?? 0) })));
    for (const habit of [withoutPlan, leftPlan, brokenChecklist]) {
      const found = evidence(habit, windowOf(turned));
      expect([found.met, found.p > 0.99]).toEqual([false, true]);
    }
  });

  test("without a plan is held against every trade by one, left or not", () => {
    const { n, values } = evidence(withoutPlan, windowOf(days(20)));
    expect(n).toEqual({ a: 20, b: 40 });
    expect(values.rest).toBeCloseTo(0.05, 1);
  });
});

describe("stops", () => {
  /** So many trades, the first of them without a stop. */
  const trades = (count: number, bare: number, streak: number, hour = 9, seen = streak): Row[] =>
    Array.from({ length: count }, (_, k) => ({
      ...{ streak, seen, after: streak > 0 ? -1 : 1 },
      deal: { hasStop: k >= bare, hour },
    }));
  const found = (...rows: Row[][]) => evidence(looseRules, windowOf([rows.flat()]));

  test("from a tenth more on, and two and a half times as often", () => {
    const met = (bare: number, of: number, others: number, ofOthers: number) =>
      found(trades(of, bare, 2), trades(ofOthers, others, 0, 9, 2)).met;
    expect(met(4, 40, 0, 100)).toBe(true);
    expect(met(4, 41, 0, 100)).toBe(false);
    expect(met(10, 40, 10, 100)).toBe(true);
    expect(met(10, 40, 11, 100)).toBe(false);
  });

  test("left out after losses in a row: half of as many counted, beside all that are more", () => {
    // 5 of 20 against none of 60 as late: all five among the twenty, C(20, 5) / C(80, 5), halved.
    const { p, values } = found(trades(20, 5, 2), trades(60, 0, 0, 9, 2), trades(60, 0, 0));
    expect(p).toBeCloseTo(15_504 / 24_040_016 / 2, 12);
    expect(values).toMatchObject({ after: 0.25, rest: 0, losses: 2 });
  });

  test("left out in one hour in which losses in a row come: no habit", () => {
    const evening = [trades(20, 10, 2, 20), trades(20, 10, 0, 20, 2)];
    const morning = [trades(4, 0, 2, 9), trades(80, 0, 0, 9, 2)];
    expect(found(...evening, ...morning).p).toBeGreaterThan(0.4);
    const elsewhere = trades(20, 10, 2, 9);
    expect(found(...evening, ...morning, elsewhere).p).toBeLessThan(0.001);
  });

  test("left out from the third trade of a day on: no habit", () => {
    const early = [trades(50, 0, 1, 9, 1), trades(50, 0, 0, 9, 1)];
    const late = [trades(10, 4, 1, 9, 2), trades(30, 12, 0, 9, 2)];
    expect(found(...early, ...late, trades(20, 8, 2)).p).toBeGreaterThan(0.4);
    const kept = [trades(10, 0, 1, 9, 2), trades(30, 1, 0, 9, 2)];
    expect(found(...early, ...kept, trades(20, 8, 2)).p).toBeLessThan(0.01);
  });

  test("what is asked of one loss counts eight times", () => {
    const others = trades(60, 0, 0, 9, 2);
    const one = found(trades(20, 5, 1), others);
    expect(one.p).toBeCloseTo(8 * found(trades(20, 5, 2), others).p, 12);
    expect(one.values.losses).toBe(1);
  });
});
