import { describe, expect, test } from "vitest";
import { MOVED } from "../seed.ts";
import { type Claim, claimsOf, heardOf } from "./claims.ts";
import { makeTrader } from "./generate.ts";
import { SCHOOLS } from "./honest.ts";
import type { RecipeId } from "./recipes.ts";

function claimsIn(id: RecipeId, traders: number, trades: number, strength = 1): Claim[][] {
  return Array.from({ length: traders }, (_, k) => {
    return claimsOf(makeTrader(id, MOVED + 1_000 * (k + 1) + 7, trades, strength)).claims;
  });
}

const told = (claims: readonly Claim[]) => claims.length > 0;

describe("what has no habit is told of none", () => {
  // 99.9 % quantiles of a binomial for the 3.1 % and 4.1 % of the specification.
  test.each([
    ["acak", 15],
    ["jinak", 18],
  ] as const)("200 traders %s over 300 trades, all looks: at most %i", (id, most) => {
    expect(claimsIn(id, 200, 300).filter(told).length).toBeLessThanOrEqual(most);
  });

  test("the disciplined trader hears of nothing", () => {
    expect(claimsIn("disiplin", 100, 300).filter(told).length).toBeLessThanOrEqual(5);
  });
});

describe("honest traders of every school hear of nothing", () => {
  // 99.9 % quantile of a binomial: 5 % of 40 traders.
  test.each(SCHOOLS)("40 traders %s over 300 trades, all looks: at most 7", (school) => {
    const heard = Array.from({ length: 40 }, (_, k) => heardOf(school, MOVED + 1_000 * k + 9, 300));
    expect(heard.filter(({ ids }) => ids.length > 0).length).toBeLessThanOrEqual(7);
  });
});

const N = 200;
const cache = new Map<RecipeId, Claim[][]>();

function traders(id: RecipeId, trades: number): Claim[][] {
  const made = cache.get(id) ?? claimsIn(id, N, trades);
  cache.set(id, made);
  return made;
}

describe("what is there is found", () => {
  test.each([
    ["martingale", "martingale", 100, 0.88],
    // Some three standard errors below what is left once a claim must hold by days too, and only adds
    // to positions with a known risk count.
    ["avgdown", "rata_rugi", 100, 0.75],
    ["potong", "potong_untung", 100, 0.95],
    // Half of his trades have no stop, so that their R is not known.
    ["disposisi", "potong_untung", 200, 0.9],
    ["tilt", "aturan_longgar", 100, 0.7],
    ["balas", "balas_dendam", 100, 0.88],
    ["housemoney", "lot_naik_saat_untung", 100, 0.55],
  ] as const)("%s: %s within %i trades in at least %f", (id, detector, trades, share) => {
    const found = traders(id, trades).filter((claims) => claims.some((c) => c.id === detector));
    expect(found.length / N).toBeGreaterThanOrEqual(share);
  });
});

const AFTER_LOSS = ["balas_dendam", "lot_naik_setelah_rugi", "masuk_cepat_setelah_rugi"];
const STEPS = ["martingale", "lot_naik_setelah_rugi", "balas_dendam"];

describe("within 200 trades", () => {
  // At full strength all of twenty, at half of it eighteen; some three standard errors of a hundred
  // traders below what is measured. Of stops that are left out half as often, after two losses in a row,
  // the data hold no more: what claims it of 2 in 100 who leave out one stop in ten from their third trade
  // on sees 90 in 100 at most, who knew all the rates (Neyman & Pearson).
  test.each([
    ["balas", AFTER_LOSS, 1, 0.97],
    ["balas", AFTER_LOSS, 0.5, 0.87],
    ["martingale", STEPS, 1, 0.97],
    ["martingale", STEPS, 0.5, 0.97],
    ["tilt", ["aturan_longgar"], 1, 0.95],
    ["tilt", ["aturan_longgar"], 0.5, 0.8],
    ["potong", ["potong_untung"], 1, 0.97],
    ["potong", ["potong_untung"], 0.5, 0.95],
  ] as const)("%s: one of %j at strength %f in at least %f", (id, detectors, strength, share) => {
    const found = claimsIn(id, 100, 200, strength).filter((claims) =>
      claims.some((claim) => (detectors as readonly string[]).includes(claim.id)),
    );
    expect(found.length / 100).toBeGreaterThanOrEqual(share);
  });
});

const SIZE = ["lot_naik_setelah_rugi", "balas_dendam", "martingale"];
const ALL_SIZE = [...SIZE, "lot_naik_saat_untung", "lot_naik_saat_rugi_sesi"];

describe("what is not there is not told", () => {
  test.each([
    ["housemoney", SIZE, 0.02],
    ["tilt", ALL_SIZE, 0.02],
    ["over", ALL_SIZE, 0.02],
    ["potong", ["efek_disposisi"], 0.08],
    ["martingale", ["efek_disposisi", "potong_untung", "jam", "simbol", "strategi", "arah"], 0.04],
  ] as const)("%s: none of %j in more than %f", (id, detectors, share) => {
    const wrong = traders(id, id === "over" ? 200 : 100).filter((claims) =>
      claims.some((claim) => (detectors as readonly string[]).includes(claim.id)),
    );
    expect(wrong.length / N).toBeLessThanOrEqual(share);
  });

  test.each(["jamburuk", "simbolburuk", "moodburuk"] as const)("%s: no size habit", (id) => {
    const wrong = claimsIn(id, 60, 100).filter((claims) =>
      claims.some((claim) => ALL_SIZE.includes(claim.id)),
    );
    expect(wrong.length).toBeLessThanOrEqual(3);
  });
});
