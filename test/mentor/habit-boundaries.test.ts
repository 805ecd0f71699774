import { describe, expect, test } from "vitest";
import type { Deal } from "../../src/mentor/deals.ts";
import { cutWinners, heldLosers, losingAdds } from "../../src/mentor/habits/exits.ts";
import { type Evidence, type HabitTest, isEvidence } from "../../src/mentor/habits/habit.ts";
import { bursts, burstsAfterLoss, fastAfterLoss } from "../../src/mentor/habits/pace.ts";
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
    deals: rows.map(({ deal }, id) => ({ id, pl: 0, exit: "manual", ...deal }) as Deal),
    sessions: sessions.map((session) => session.map(() => next++)),
    r: floats(({ r }) => r),
    imputed: new Uint8Array(rows.length),
    label: Int8Array.from(whole(({ label }) => label)),
    prev: new Int32Array(rows.length),
    after: Int8Array.from(whole(({ after }) => after)),
    gap: floats(({ gap }) => gap),
    streak: new Int32Array(rows.length),
    sessionR: floats(({ sessionR }) => sessionR ?? 0),
    index: new Int32Array(rows.length),
    rel: floats(({ rel }) => rel),
    baseLot: floats(() => undefined),
    timed: false,
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

  test("trades a day vary half as much again as chance has it", () => {
    const of = (count: number) => times(count, {});
    const met = (many: number) => {
      const days = [...times(8, of(8)), of(many), of(many)];
      const { effect, met: isMet } = evidence(bursts, windowOf([...days, of(1)]));
      return [Number(effect.toFixed(2)), isMet];
    };
    expect([met(17), met(18)]).toEqual([
      [1.47, false],
      [1.78, true],
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

  test("where R rests on the usual loss, a small win is below three fifths of a full one", () => {
    const full = times(30, { r: 0.6, deal: { exit: "tp" } as const });
    const count = (r: number) => {
      const rows = [...times(20, { r }), ...full];
      const imputed = new Uint8Array(rows.length).fill(1);
      const result = cutWinners(windowOf([rows], { imputed }));
      return isEvidence(result) ? result.n.a : result.have;
    };
    expect([count(0.35), count(0.37)]).toEqual([20, 0]);
  });

  test("what chance alone does, a small win and an add at a worse price", () => {
    const small = evidence(cutWinners, windowOf([times(10, { r: 0.3 })]));
    expect(small.p).toBeCloseTo(0.65 ** 10, 12);
    const adds = evidence(losingAdds, windowOf([times(6, { deal: { add: 1 } as const })]));
    expect(adds.p).toBeCloseTo(0.5 ** 6, 12);
  });
});
