import { expect, test } from "vitest";
import { HABITS } from "../../src/mentor/habits/all.ts";
import { isEvidence } from "../../src/mentor/habits/habit.ts";
import { makeWindow } from "../../src/mentor/window.ts";
import { makeTrader } from "../sim/generate.ts";
import type { RecipeId } from "../sim/recipes.ts";

/*
 * Where each habit begins, over simulated traders of every kind: how much data it asks for, how many
 * of the windows met all its thresholds, and the effects next to the border on either side. Seeds
 * are fixed: this is a golden file, not a draw.
 */

const KINDS: readonly RecipeId[] = [
  ...(["acak", "balas", "over", "martingale", "disposisi", "potong"] as const),
  ...(["housemoney", "tilt", "avgdown", "moodburuk"] as const),
];
const TRADERS = 12;
const COUNTS = [40, 100];

interface Seen {
  needs: Set<string>;
  looked: number;
  met: number[];
  unmet: number[];
}

test("each habit begins where it did", async () => {
  const seen = new Map<string, Seen>();
  for (const kind of KINDS) {
    for (let k = 0; k < TRADERS; k++) {
      const deals = makeTrader(kind, 700 + k, 100, k % 2 === 0 ? 1 : 0.5);
      for (const count of COUNTS) {
        const window = makeWindow(deals.slice(0, count));
        for (const habit of HABITS) {
          const result = habit(window);
          const one = seen.get(result.id) ?? { needs: new Set(), looked: 0, met: [], unmet: [] };
          seen.set(result.id, one);
          if (!isEvidence(result)) one.needs.add(`${result.reason} ${result.need}`);
          else {
            one.looked++;
            (result.met ? one.met : one.unmet).push(result.effect);
          }
        }
      }
    }
  }
  const ends = (values: number[]) =>
    values.length === 0 ? "-" : [Math.min(...values), Math.max(...values)].map(rounded).join("..");
  const lines = [...seen].map(([id, { needs, looked, met, unmet }]) =>
    [
      `${id}: needs ${[...needs].sort().join(", ") || "-"}`,
      `${looked} looked, ${met.length} met ${ends(met)}, ${unmet.length} not ${ends(unmet)}`,
    ].join("; "),
  );
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("../golden/habit-thresholds.txt");
});

const rounded = (value: number) => value.toFixed(3);
