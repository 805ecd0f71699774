import { normalQuantile, studentTail } from "../../stats/distributions.ts";
import { type ClusteredValue, clusteredError } from "../../stats/exact.ts";
import { signsGreater } from "../../stats/intervals.ts";
import { mean, midranks } from "../../stats/moments.ts";
import type { Window } from "../window.ts";

/*
 * The second test of a finding. The first treats every trade as a draw of its own; here whole
 * blocks (days, and days that an open position connects) are, because the trades of a day share its
 * market, and ten legs of one move are one event. A finding must hold under both.
 */

/** Below it a p says no more than "hardly". */
const SMALLEST = 1e-15;

/** `signsGreater` of what these trades add, block by block. */
export function blocksGreater(
  { block }: Window,
  parts: readonly (readonly [index: number, part: number])[],
): number {
  const sums = new Map<number, number>();
  for (const [index, part] of parts) {
    const own = block[index] ?? 0;
    sums.set(own, (sums.get(own) ?? 0) + part);
  }
  return signsGreater(sums.values());
}

/** p that the values of the group are not larger than those of the rest, by `blocksGreater`. */
export function groupSumsGreater(
  window: Window,
  group: readonly number[],
  rest: readonly number[],
  value: (index: number) => number,
): number {
  const all = [...group, ...rest];
  const centre = mean(all.map(value));
  const share = group.length / all.length;
  return blocksGreater(
    window,
    all.map((index, k) => {
      const inGroup = k < group.length ? 1 : 0;
      return [index, (value(index) - centre) * (inGroup - share)] as const;
    }),
  );
}

/** The values of either side, each with its block. */
function sidesOf(
  window: Window,
  group: readonly number[],
  rest: readonly number[],
  value: (index: number) => number,
): ClusteredValue[][] {
  return [group, rest].map((some, side) =>
    some.map((index) => ({
      value: value(index),
      cluster: window.block[index] ?? 0,
      inGroup: side === 0,
    })),
  );
}

/**
 * p that the values of the group are not larger than those of the rest: cluster-robust t with as
 * many degrees of freedom as the side with fewer blocks has.
 */
export function groupGreater(
  window: Window,
  group: readonly number[],
  rest: readonly number[],
  value: (index: number) => number,
): number {
  const sides = sidesOf(window, group, rest, value);
  const found = clusteredError(sides.flat());
  if (found === null) return 1;
  const blocks = Math.min(...sides.map((side) => new Set(side.map((one) => one.cluster)).size));
  return blocks < 2 ? 1 : studentTail(found.difference / found.error, blocks - 1);
}

/**
 * The p of a test of two shares that took every trade for a draw of its own, by blocks: its z over
 * the root of the design effect (Rao & Scott 1984), how much more the shares vary block by block than
 * trade by trade; never less.
 */
export function byBlocks(
  window: Window,
  p: number,
  group: readonly number[],
  rest: readonly number[],
  isHit: (index: number) => boolean,
): number {
  const values = sidesOf(window, group, rest, (index) => (isHit(index) ? 1 : 0)).flat();
  const blocks = new Set(values.map((one) => one.cluster)).size;
  if (blocks < 2) return 1;
  const clustered = clusteredError(values);
  const single = clusteredError(values.map((one, index) => ({ ...one, cluster: index })));
  const effect = Math.max(1, ((clustered?.error ?? 0) / (single?.error ?? 1)) ** 2);
  const z = normalQuantile(1 - Math.max(p, SMALLEST)) / Math.sqrt(effect);
  return Math.max(p, studentTail(z, blocks - 1));
}

/** `groupGreater` of the ranks of the values, so that no runaway one carries it. */
export function groupRanksGreater(
  window: Window,
  group: readonly number[],
  rest: readonly number[],
  value: (index: number) => number,
): number {
  const all = [...group, ...rest];
  const { ranks } = midranks(all.map(value));
  const rankOf = new Map(all.map((index, k) => [index, ranks[k] ?? 0]));
  return groupGreater(window, group, rest, (index) => rankOf.get(index) ?? 0);
}

/** p that hits are no larger a share of hits and misses than by chance, block by block. */
export function moreThanChance(
  window: Window,
  hits: readonly number[],
  misses: readonly number[],
  chance01: number,
): number {
  const sums = new Map<number, { hits: number; count: number }>();
  const all = [...hits, ...misses];
  all.forEach((index, k) => {
    const block = window.block[index] ?? 0;
    const sum = sums.get(block) ?? { hits: 0, count: 0 };
    sums.set(block, { hits: sum.hits + (k < hits.length ? 1 : 0), count: sum.count + 1 });
  });
  const parts = [...sums.values(), { hits: 1, count: 1 }, { hits: 0, count: 1 }];
  const share = (hits.length + 1) / (all.length + 2);
  const squares = parts.reduce((sum, part) => sum + (part.hits - share * part.count) ** 2, 0);
  const error = Math.sqrt((squares * parts.length) / (parts.length - 1)) / (all.length + 2);
  return sums.size < 2 ? 1 : studentTail((share - chance01) / error, sums.size - 1);
}
