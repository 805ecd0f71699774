/** The seed of every resampling in the program: the same input always gives the same output. */
export const DEFAULT_SEED = 20250731;

/** Largest `bound` of `Random.below`: up to here the products below are exact in a double. */
export const MAX_BOUND = 2 ** 21;

/** A reproducible stream of random integers. */
export type Random = {
  /** Next 64 random bits. */
  readonly uint64: () => bigint;
  /** Next integer of 0..bound-1, uniform; 1 <= bound <= MAX_BOUND. */
  readonly below: (bound: number) => number;
};

/**
 * SplitMix64 (Steele, Lea & Flood 2014; Vigna's splitmix64.c), kept in two 32-bit halves because
 * BigInt is some fifty times slower. `below(n)` = ((x >> 11) * n) >> 53, so any language can
 * repeat the stream. `seed` is a whole number from 0 to 2^53 - 1.
 */
export function splitMix64(seed: number = DEFAULT_SEED): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`seed: ${seed}`);
  let stateHigh = Math.floor(seed / 2 ** 32) | 0;
  let stateLow = seed | 0;
  let high = 0;
  let low = 0;

  /** (high, low) = (high, low) * (factorHigh, factorLow) mod 2^64, by 16-bit digits. */
  function multiply(factorHigh: number, factorLow: number): void {
    const a0 = low & 0xffff;
    const a1 = low >>> 16;
    const b0 = factorLow & 0xffff;
    const b1 = factorLow >>> 16;
    const middle = a1 * b0 + ((a0 * b0) >>> 16);
    const cross = a0 * b1 + (middle & 0xffff);
    const carry = a1 * b1 + (middle - (middle & 0xffff)) / 0x10000 + Math.floor(cross / 0x10000);
    high = (carry + Math.imul(high, factorLow) + Math.imul(low, factorHigh)) | 0;
    low = Math.imul(low, factorLow);
  }

  /** (high, low) ^= (high, low) >>> bits, for 0 < bits < 32. */
  function foldRight(bits: number): void {
    low ^= (low >>> bits) | (high << (32 - bits));
    high ^= high >>> bits;
  }

  function advance(): void {
    const sum = (stateLow >>> 0) + 0x7f4a7c15;
    stateLow = sum | 0;
    stateHigh = (stateHigh + 0x9e3779b9 + (sum >= 2 ** 32 ? 1 : 0)) | 0;
    high = stateHigh;
    low = stateLow;
    foldRight(30);
    multiply(0xbf58476d, 0x1ce4e5b9);
    foldRight(27);
    multiply(0x94d049bb, 0x133111eb);
    foldRight(31);
  }

  return {
    uint64() {
      advance();
      return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    },
    below(bound) {
      if (!(bound >= 1 && bound <= MAX_BOUND)) throw new RangeError(`bound: ${bound}`);
      advance();
      // x >> 11 is high * 2^21 + (low >>> 11); both partial products stay below 2^53.
      const rest = Math.floor(((low >>> 11) * bound) / 2 ** 21);
      return Math.floor(((high >>> 0) * bound + rest) / 2 ** 32);
    },
  };
}

/** Shuffles `items` in place (Fisher & Yates, from the end, with `below`), uniformly. */
export function shuffle(items: Int32Array, random: Random): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = items[last] ?? 0;
    items[last] = items[other] ?? 0;
    items[other] = kept;
  }
}
