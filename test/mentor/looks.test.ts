import { describe, expect, test } from "vitest";
import type { Deal } from "../../src/mentor/deals.ts";
import {
  LOOK_TRADES,
  lastMilestone,
  milestones,
  nextMilestone,
} from "../../src/mentor/exposure.ts";
import { HABITS } from "../../src/mentor/habits/all.ts";
import { isEvidence } from "../../src/mentor/habits/habit.ts";
import { lookAt, makeLooks } from "../../src/mentor/looks.ts";
import { isProven, provenAt } from "../../src/mentor/proven.ts";
import { RULE_B, WINDOW } from "../../src/mentor/thresholds.ts";
import type { Look, Tested } from "../../src/mentor/types.ts";
import { makeWindow } from "../../src/mentor/window.ts";
import { makeTrader } from "../sim/generate.ts";

const SETTINGS = { currency: "USD", appeals: new Map() };
const WEEK_MS = 7 * 86_400_000;
const deals = makeTrader("balas", 4_007, 320);
const look = (some: readonly Deal[]) => lookAt(some, some.length, SETTINGS);
const numbers = (some: readonly Deal[]) =>
  look(some).tested.map(({ id, p, effect, met }) => ({
    id,
    p: round(p),
    effect: round(effect),
    met,
  }));
const round = (value: number) => Number(value.toPrecision(9));

describe("the same behaviour in other clothes", () => {
  const plain = numbers(deals.slice(0, 150));

  test("all money times a factor", () => {
    const rich = deals.slice(0, 150).map((deal) => ({
      ...deal,
      pl: deal.pl * 1000,
      riskMoney: deal.riskMoney * 1000,
    }));
    expect(numbers(rich)).toEqual(plain);
  });

  test("all dates some weeks later", () => {
    const later = deals.slice(0, 150).map((deal) => ({
      ...deal,
      session: deal.session + 21,
      entryMs: deal.entryMs + 3 * WEEK_MS,
      exitMs: deal.exitMs + 3 * WEEK_MS,
    }));
    expect(numbers(later)).toEqual(plain);
  });

  test("wins and losses swapped mirror the size after a loss", () => {
    const window = makeWindow(deals.slice(0, 150));
    const swapped = makeWindow(deals.slice(0, 150).map((deal) => ({ ...deal, pl: -deal.pl })));
    const [ours, mirror] = [HABITS[0]?.(window), HABITS[0]?.(swapped)];
    if (ours === undefined || mirror === undefined) throw new Error("no detector");
    if (!isEvidence(ours) || !isEvidence(mirror)) throw new Error("too little");
    expect(ours.effect * mirror.effect).toBeCloseTo(1, 9);
    expect(ours.p + mirror.p).toBeCloseTo(1, 1);
    expect(ours.n).toEqual({ a: mirror.n.b, b: mirror.n.a });
  });

  test("later trades never change an earlier look", () => {
    const before = makeLooks(deals.slice(0, 210), 210, SETTINGS);
    const after = makeLooks(deals, 320, SETTINGS);
    for (const one of after) {
      const same = before.find((other) => other.m === one.m);
      if (same !== undefined) expect(one).toEqual(same);
    }
    expect(after.some((one) => before.some((other) => other.m === one.m))).toBe(true);
  });

  test("looks rest on the last trades alone, and known ones are not made again", () => {
    const many = makeTrader("balas", 4_007, 640);
    const whole = makeLooks(many, 640, SETTINGS);
    expect(makeLooks(many.slice(-LOOK_TRADES), 640, SETTINGS)).toEqual(whole);
    const kept = whole.slice(1).map((one) => ({ ...one }));
    expect(makeLooks(many, 640, SETTINGS, kept)[1]).toBe(kept[0]);
  });
});

test("milestones", () => {
  expect([0, 29, 30, 49, 99, 100, 199, 249, 250].map(lastMilestone)).toEqual([
    null,
    null,
    30,
    30,
    75,
    100,
    150,
    200,
    250,
  ]);
  expect([0, 30, 199, 200, 260].map(nextMilestone)).toEqual([30, 50, 200, 250, 300]);
  expect(milestones(260)).toEqual([250, 200, 150, 100, 75, 50, 30]);
  // All of the first 300, and no more than eight.
  expect(milestones(449)).toEqual([400, 350, 300, 250, 200, 150, 100, 75]);
  expect(milestones(60)).toEqual([50, 30]);
});

describe("edges", () => {
  const bare: Deal = {
    id: 1,
    session: 1,
    entryMs: Number.NaN,
    exitMs: Number.NaN,
    symbol: "X",
    side: 0,
    lot: Number.NaN,
    riskPercent: Number.NaN,
    riskMoney: Number.NaN,
    pl: 0,
    hasStop: null,
    plannedRr: Number.NaN,
    exit: "unknown" as const,
    add: 0 as const,
    strategy: null,
    mood: null,
    condition: null,
    hour: -1,
    weekday: 1,
    isCarried: false,
  };
  const many = (count: number, fields: (i: number) => Partial<Deal>): Deal[] =>
    Array.from({ length: count }, (_, i) => ({
      ...bare,
      id: i + 1,
      session: Math.floor(i / 4),
      ...fields(i),
    }));
  const timed = (i: number) => ({ entryMs: i * 3_600_000, exitMs: i * 3_600_000 + 600_000 });
  const cases: Record<string, Deal[]> = {
    nothing: [],
    one: many(1, () => ({ pl: 5 })),
    two: many(2, (i) => ({ pl: i - 0.5 })),
    "all fields missing": many(120, (i) => ({ pl: (i % 3) - 1 })),
    "all wins": many(120, (i) => ({ ...timed(i), pl: 10, riskMoney: 10, lot: 0.1 })),
    "all losses": many(120, (i) => ({ ...timed(i), pl: -10, riskMoney: 10, lot: 0.1 })),
    "all break-even": many(120, (i) => ({ ...timed(i), lot: 0.1, riskMoney: 10 })),
    "identical times": many(120, (i) => ({
      entryMs: 0,
      exitMs: 0,
      lot: 0.1 + (i % 5),
      pl: (i % 3) - 1,
      riskMoney: 1,
    })),
    "one session, overlapping": many(120, (i) => ({
      session: 1,
      entryMs: i * 60_000,
      exitMs: (i + 30) * 60_000,
      pl: (i % 5) - 2,
      lot: 0.1,
      riskMoney: 1,
      side: 1,
    })),
    "infinite and not a number": many(120, (i) => ({
      ...timed(i),
      pl: (i % 7) - 3,
      lot: i % 2 ? Number.POSITIVE_INFINITY : 0,
      riskMoney: -1,
    })),
  };

  test.each(Object.keys(cases))("%s", (name) => {
    const some = cases[name] ?? [];
    const result = lookAt(some, Math.max(200, some.length), SETTINGS);
    for (const one of result.tested) {
      expect(one.p, one.id).toBeGreaterThanOrEqual(0);
      expect(one.p, one.id).toBeLessThanOrEqual(1);
      expect(Number.isFinite(one.effect), one.id).toBe(true);
      expect(isProven(one, undefined), one.id).toBe(false);
    }
    expect(JSON.stringify(result)).not.toMatch(/Infinity|NaN/);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  test("too few of a group is not enough data, never p = 1", () => {
    const few = look(deals.slice(0, 12));
    expect(few.tested).toEqual([]);
    const thirty = look(deals.slice(0, 30));
    for (const { have, need } of thirty.too_little) expect(have).toBeLessThan(need);
  });
});

test("trades taken out of a detector no longer count for it, and for no other", () => {
  const before = look(deals.slice(0, 200));
  const revenge = before.tested.find((one) => one.id === "balas_dendam") as Tested;
  const appeals = new Map([["balas_dendam", new Set(revenge.trades)]]);
  const after = lookAt(deals.slice(0, 200), 200, { currency: "USD", appeals });
  const changed = after.tested.find((one) => one.id === "balas_dendam") as Tested;
  expect(changed.affected).toBe(revenge.affected - revenge.trades.length);
  expect(changed.trades.some((id) => revenge.trades.includes(id))).toBe(false);
  const others = (one: Look) => one.tested.filter(({ id }) => id !== "balas_dendam");
  const bare = (some: Tested[]) => some.map(({ id, p, effect }) => ({ id, p, effect }));
  expect(bare(others(after))).toEqual(bare(others(before)));
});

describe("Rule B and what becomes of a finding", () => {
  const tested = (fields: Partial<Tested>): Tested => ({
    id: "martingale",
    level: "kebiasaan",
    family: "ukuran",
    p: 0.001,
    q: 0.01,
    effect: 0.9,
    interval: null,
    met: true,
    strong: false,
    weak: true,
    n: { a: 20, b: 20 },
    values: {},
    trades: [1],
    affected: 1,
    cost_kind: "size",
    cost: -5,
    severity: 60,
    ...fields,
  });
  const at = (m: number, fields: Partial<Tested> | null): Look => ({
    m,
    too_little: [],
    neutral_lot: null,
    edge: null,
    tested: fields === null ? [] : [tested(fields)],
  });
  const held = (...looks: Look[]) => provenAt(looks).held.map((one) => [one.since, one.fading]);

  test("since the first look that proved it, as long as it was not gone in between", () => {
    const strong = { strong: true };
    const since = (...looks: Look[]) => held(...looks)[0]?.[0];
    expect(since(at(150, strong), at(100, strong), at(75, strong), at(50, strong))).toBe(50);
    const all = [at(200, strong), at(150, {}), at(100, strong), at(75, {}), at(50, strong)];
    expect(since(...all, at(30, null))).toBe(50);
    // Weak alone proves nothing, so that 50 is only seen.
    expect(since(at(100, strong), at(75, strong), at(50, {}), at(30, null))).toBe(75);
    // Absent at one look it goes on, at two it was gone and came back.
    expect(since(at(150, strong), at(100, null), at(75, strong), at(50, strong))).toBe(50);
    expect(since(at(200, strong), at(150, null), at(100, null), at(75, strong))).toBe(200);
  });

  test("strong at once, weak twice in a row, never without the effect", () => {
    expect(held(at(50, { strong: true }), at(30, null))).toEqual([[50, false]]);
    expect(held(at(50, {}), at(30, null))).toEqual([]);
    expect(held(at(50, {}), at(30, {}))).toEqual([[50, false]]);
    expect(held(at(50, { strong: true, met: false }), at(30, {}))).toEqual([]);
  });

  test("it stays over one look without it and is told as gone after two", () => {
    const proven = at(50, { strong: true });
    expect(held(at(75, null), proven, at(30, null))).toEqual([[50, true]]);
    const gone = provenAt([at(100, null), at(75, { weak: false }), proven, at(30, null)]);
    expect(gone.held).toEqual([]);
    expect(gone.gone.map((one) => one.id)).toEqual(["martingale"]);
    expect(provenAt([at(150, null), at(100, null), at(75, null), proven]).gone).toEqual([]);
  });

  test("stops are a family of their own: one look is enough while the window fills, two afterwards", () => {
    const traders = [0, 1, 2, 3].map((k) => makeTrader("tilt", 700 + k, 400, 0.25));
    const stops = traders.flatMap((trader) =>
      makeLooks(trader, 400, SETTINGS).flatMap(({ m, tested }) =>
        tested.filter(({ id }) => id === "aturan_longgar").map((one) => ({ ...one, m })),
      ),
    );
    const { first, strong, weak } = RULE_B.stops;
    for (const one of stops) {
      expect(one.q).toBe(one.p);
      expect(one.strong).toBe(one.p <= (one.m <= WINDOW ? first : strong));
      expect(one.weak).toBe(one.p <= weak);
    }
    const between = stops.filter(({ p }) => p > strong && p <= first);
    expect(new Set(between.map((one) => one.m <= WINDOW))).toEqual(new Set([true, false]));
  });
});
