import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalCdf } from "../../src/stats/distributions.ts";
import { leaveOutPlacebo, sizePlacebo } from "../../src/stats/placebo.ts";

/** All ways to choose `count` of the indices below `n`. */
function* choices(n: number, count: number, from = 0): Generator<number[]> {
  if (count === 0) return yield [];
  for (let first = from; first <= n - count; first++) {
    for (const rest of choices(n, count - 1, first + 1)) yield [first, ...rest];
  }
}

function* orders(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) return yield [];
  for (const [at, first] of items.entries()) {
    for (const rest of orders(items.toSpliced(at, 1))) yield [first, ...rest];
  }
}

/** Four standard deviations of a share of 1,999 draws, and the one that p adds. */
const within = (share: number) => 4 * Math.sqrt((share * (1 - share)) / 1999) + 1 / 2000;

const wave = (n: number) => Float64Array.from({ length: n }, (_, at) => Math.sin(at * 12.9898));
const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0);

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 9 });

describe("values left out at random", () => {
  test("p is the share of all choices that gain as much, as far as draws can tell", () => {
    fc.assert(
      fc.property(values, fc.nat(), (list, pick) => {
        const count = 1 + (pick % (list.length - 1));
        const left = Uint8Array.from(list, (_, at) => (at < count ? 1 : 0));
        const gain = (chosen: readonly number[]) =>
          -chosen.reduce((sum, at) => sum + (list[at] ?? 0), 0);
        const own = gain(list.map((_, at) => at).slice(0, count));
        const all = [...choices(list.length, count)].map(gain);
        const share = all.filter((one) => one >= own).length / all.length;
        const found = leaveOutPlacebo(Float64Array.from(list), left);
        expect(found?.draws).toBe(1999);
        expect(Math.abs((found?.p ?? 0) - share)).toBeLessThanOrEqual(within(share));
        // What gains less is in the percentile, all else in p.
        expect(1999 * ((found?.percentile ?? 0) / 100) + 2000 * (found?.p ?? 0)).toBeCloseTo(
          2000,
          6,
        );
      }),
      { numRuns: 200 },
    );
  });

  test("none or all of them are no choice", () => {
    expect(leaveOutPlacebo(Float64Array.of(1, 2), Uint8Array.of(0, 0))).toBeNull();
    expect(leaveOutPlacebo(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toBeNull();
    expect(leaveOutPlacebo(new Float64Array(0), new Uint8Array(0))).toBeNull();
  });

  test("values that are all alike say nothing, however they are added up", () => {
    const alike = new Float64Array(30).fill(0.1);
    const left = Uint8Array.from(alike, (_, at) => (at < 11 ? 1 : 0));
    expect(leaveOutPlacebo(alike, left)).toEqual({ draws: 1999, percentile: 0, p: 1, tail: 1 });
  });

  test.each([
    ["drawn", 6_000, 1_000],
    ["in the limit", 20_000, 9_000],
    ["in the limit, most left out", 20_000, 15_000],
  ])("%s: of many it is what the normal distribution says", (_, n, count) => {
    const list = wave(n);
    // The lowest of the first ones, and others: left out a little too often.
    const rank = Array.from(list.keys()).sort((a, b) => (list[a] ?? 0) - (list[b] ?? 0));
    const low = new Set(rank.slice(0, Math.round(0.012 * n)));
    const rest = rank
      .filter((at) => !low.has(at))
      .sort((a, b) => ((a * 7919) % n) - ((b * 7919) % n));
    const chosen = new Set([...low, ...rest].slice(0, count));
    const left = Uint8Array.from(list, (_, at) => (chosen.has(at) ? 1 : 0));
    const mean = sum(list) / n;
    const variance = sum(list.map((one) => (one - mean) ** 2)) / (n - 1);
    const gain = -[...chosen].reduce((all, at) => all + (list[at] ?? 0), 0);
    const z = (gain + count * mean) / Math.sqrt(variance * count * (1 - count / n));
    expect(Math.abs(z)).toBeLessThan(3.5);
    const found = leaveOutPlacebo(list, left);
    const share = normalCdf(z);
    expect(Math.abs((found?.percentile ?? 0) / 100 - share)).toBeLessThan(within(share) + 0.004);
  });
});

describe("sizes dealt out at random", () => {
  test("p is the share of all orders in which the sizes cost as much", () => {
    const pair = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.constantFrom(0.5, 1, 2, 3));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 6 }), (pairs) => {
        const units = pairs.map(([unit]) => unit);
        const sizes = pairs.map(([, size]) => size);
        const sum = (order: readonly number[]) =>
          order.reduce((all, size, at) => all + size * (units[at] ?? 0), 0);
        const all = [...orders(sizes)].map(sum);
        const share = all.filter((one) => one <= sum(sizes)).length / all.length;
        const found = sizePlacebo(Float64Array.from(units), Float64Array.from(sizes));
        if (new Set(sizes).size === 1) expect(found).toBeNull();
        else expect(Math.abs((found?.p ?? 0) - share)).toBeLessThanOrEqual(within(share));
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["drawn", 3_000],
    ["in the limit", 9_000],
  ])("%s: of many it is what the normal distribution says", (_, n) => {
    const units = wave(n);
    const sizes = Float64Array.from(units, (unit, at) => 1 + (at % 3) + (unit < 0 ? 0.03 : 0));
    const about = (list: Float64Array) => {
      const mean = sum(list) / n;
      return { mean, squares: sum(list.map((one) => (one - mean) ** 2)) };
    };
    const [a, b] = [about(units), about(sizes)];
    const cost = units.reduce((all, unit, at) => all + unit * (sizes[at] ?? 0), 0);
    const z = (n * a.mean * b.mean - cost) / Math.sqrt((a.squares * b.squares) / (n - 1));
    const share = normalCdf(z);
    const found = sizePlacebo(units, sizes);
    expect(Math.abs((found?.percentile ?? 0) / 100 - share)).toBeLessThan(within(share) + 0.004);
  });
});
