import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_BOUND, shuffle, splitMix64 } from "../../src/stats/permutation.ts";

const MASK = (1n << 64n) - 1n;

/** Vigna's splitmix64.c, word for word, on BigInt. */
function plainSplitMix64(seed: number): () => bigint {
  let state = BigInt(seed);
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
    return z ^ (z >> 31n);
  };
}

describe("SplitMix64", () => {
  test("first outputs for seed 1", () => {
    const random = splitMix64(1);
    const first = [10451216379200822465n, 13757245211066428519n, 17911839290282890590n];
    // Of 2^21 equal parts, which one each of the 64-bit numbers lies in.
    expect([1, 2, 3].map(() => random.below(MAX_BOUND))).toEqual(
      first.map((uint64) => Number(uint64 >> 43n)),
    );
  });

  test("equals the 64-bit original for every seed and bound", () => {
    const bound = fc.integer({ min: 1, max: MAX_BOUND });
    fc.assert(
      fc.property(fc.maxSafeNat(), bound, (seed, limit) => {
        const ours = splitMix64(seed);
        const plain = plainSplitMix64(seed);
        for (let i = 0; i < 20; i++) {
          expect(ours.below(limit)).toBe(Number(((plain() >> 11n) * BigInt(limit)) >> 53n));
        }
      }),
      { numRuns: 50 },
    );
  });

  test("refuses a seed or bound it could not honour", () => {
    expect(() => splitMix64(-1)).toThrow(RangeError);
    expect(() => splitMix64(0.5)).toThrow(RangeError);
    expect(() => splitMix64(1).below(0)).toThrow(RangeError);
    expect(() => splitMix64(1).below(MAX_BOUND + 1)).toThrow(RangeError);
    expect(() => splitMix64(1).below(Number.NaN)).toThrow(RangeError);
  });
});

describe("shuffle", () => {
  test("keeps the items and repeats itself", () => {
    const shuffled = (seed: number) => {
      const items = Int32Array.from({ length: 50 }, (_, i) => i);
      shuffle(items, splitMix64(seed));
      return [...items];
    };
    expect(shuffled(5)).toEqual(shuffled(5));
    expect(shuffled(5)).not.toEqual(shuffled(6));
    expect(shuffled(5).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  test("gives all six orders of three items equally often", () => {
    const random = splitMix64(3);
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const items = Int32Array.of(0, 1, 2);
      shuffle(items, random);
      seen.set(items.join(""), (seen.get(items.join("")) ?? 0) + 1);
    }
    // Four standard errors of 1000 in 6000.
    for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(116);
    expect(seen.size).toBe(6);
  });
});
