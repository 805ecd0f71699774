import { describe, expect, test } from "vitest";
import { MOVED } from "../seed.ts";
import { claimsOf } from "./claims.ts";
import { type Gap, seenWithout } from "./forms.ts";
import { makeTrader } from "./generate.ts";
import type { RecipeId } from "./recipes.ts";

const TRADERS = 40;

function claimsIn(id: RecipeId, gap: Gap | null, trades: number): string[][] {
  return Array.from({ length: TRADERS }, (_, k) => {
    const deals = makeTrader(id, MOVED + 1_000 * (k + 1) + 11, trades);
    return claimsOf(seenWithout(deals, gap)).claims.map((claim) => claim.id);
  });
}

const told = (claims: readonly string[]) => claims.length > 0;

describe("what a source leaves out makes no habit", () => {
  // 99.9 % quantile of a binomial: 80 traders, of whom 4.1 % may be told of one.
  test.each(["prices", "times", "exit_time", "stop", "lot", "all but money"] as const)(
    "without %s, 80 traders over 300 trades, all looks: at most 10",
    (gap) => {
      const claims = [...claimsIn("acak", gap, 300), ...claimsIn("jinak", gap, 300)];
      expect(claims.filter(told).length).toBeLessThanOrEqual(10);
    },
  );
});

describe("what is there is still found", () => {
  test.each([
    ["balas", "lot_naik_setelah_rugi", "times", 0.7],
    ["martingale", "martingale", "times", 0.85],
    ["tilt", "aturan_longgar", "risk", 0.5],
  ] as const)("%s: %s without %s in at least %f", (id, detector, gap, share) => {
    const found = claimsIn(id, gap, 100).filter((claims) => claims.includes(detector));
    expect(found.length / TRADERS).toBeGreaterThanOrEqual(share);
  });

  test.each([
    ["balas", "balas_dendam", "times"],
    // Nothing says how far the stop was.
    ["potong", "potong_untung", "prices"],
    ["disposisi", "potong_untung", "all but money"],
    ["avgdown", "rata_rugi", "prices"],
    ["tilt", "aturan_longgar", "stop"],
  ] as const)("%s: %s cannot be told without %s, and is not", (id, detector, gap) => {
    expect(claimsIn(id, gap, 100).flat()).not.toContain(detector);
  });
});
