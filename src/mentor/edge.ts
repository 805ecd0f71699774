import { studentQuantile } from "../stats/distributions.ts";
import { errorOf } from "../stats/exact.ts";
import { mean, sum } from "../stats/moments.ts";
import { knowsRisk } from "./habits/habit.ts";
import { EDGE } from "./thresholds.ts";
import type { Look } from "./types.ts";
import type { Window } from "./window.ts";

interface Block {
  sum: number;
  count: number;
}

/**
 * The mean R of the window with its interval, by blocks: the trades of a day share its market. The
 * lower end is that of the same trades with one loss more, as large as the largest so far and at
 * least 1 R: who takes small wins has not seen his loss yet. Null where too few risks are known, or
 * too few blocks.
 */
export function edgeOf(window: Window): Look["edge"] {
  if (!knowsRisk(window)) return null;
  const blocks = new Map<number, Block>();
  window.r.forEach((r, i) => {
    const id = window.block[i] ?? 0;
    const block = blocks.get(id) ?? { sum: 0, count: 0 };
    blocks.set(id, { sum: block.sum + r, count: block.count + 1 });
  });
  const seen = [...blocks.values()];
  if (seen.length < EDGE.blocks) return null;
  const results = Array.from(window.r);
  const worst = Math.min(-1, ...results);
  const [plain, cautious] = [ends(seen), ends([...seen, { sum: worst, count: 1 }])];
  if (plain === null || cautious === null) return null;
  return {
    mean_r: mean(results),
    low: Math.min(plain.low, cautious.low),
    high: plain.high,
    n: results.length,
    blocks: seen.length,
    imputed: window.imputed.reduce((total, one) => total + one, 0),
  };
}

/** Mean -+ t times the cluster-robust error; null where nothing varies. */
function ends(blocks: readonly Block[]): { low: number; high: number } | null {
  const count = sum(blocks.map((block) => block.count));
  const centre = sum(blocks.map((block) => block.sum)) / count;
  const parts = blocks.map((block) => block.sum - centre * block.count);
  const error = errorOf(parts, blocks.length, sum(blocks.map((block) => Math.abs(block.sum))));
  if (error === null) return null;
  const half = (studentQuantile(1 - EDGE.p, blocks.length - 1) * error) / count;
  return { low: centre - half, high: centre + half };
}
