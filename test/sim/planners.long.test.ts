import { describe, expect, test } from "vitest";
import { MOVED } from "../seed.ts";
import { COSTLY, claimsOfPlanner, PLANNERS, type Planner } from "./planners.ts";

const OF_PLANS = ["tanpa_rencana", "keluar_dari_rencana", "checklist_dilewati"];
const KINDS = Object.keys(PLANNERS) as Planner[];

const claimed = (kind: Planner, k: number) =>
  claimsOfPlanner(kind, MOVED + 1_000 * k + 21, 300).map(({ id }) => id);

describe("who leaves plans where it costs nothing is told of nothing", () => {
  const heard = new Map(
    KINDS.map((kind) => [kind, Array.from({ length: 20 }, (_, k) => claimed(kind, k))] as const),
  );

  // Who lets losers run and takes what is won has a habit, whatever it has to do with plans.
  test.each(KINDS.filter((kind) => kind !== "nervous"))(
    "20 traders %s over 300 trades, all looks: at most 5",
    (kind) => {
      // 99.9 % quantile of a binomial: 5 % of 20 traders.
      expect(heard.get(kind)?.filter((ids) => ids.length > 0).length).toBeLessThanOrEqual(5);
    },
  );

  test("140 of them all together: at most 8 hear that leaving plans is worse", () => {
    // 99.9 % quantile of a binomial for the 2 % that is measured at most.
    const told = [...heard.values()]
      .flat()
      .filter((ids) => ids.some((id) => OF_PLANS.includes(id)));
    expect(told.length).toBeLessThanOrEqual(8);
  });
});

describe("what leaving a plan costs is found", () => {
  // Three standard errors of 30 traders below what is measured.
  test.each([
    ["tanpa_rencana", COSTLY.unplanned, 0.75],
    ["keluar_dari_rencana", COSTLY.left, 0.5],
    ["checklist_dilewati", COSTLY.unchecked, 0.5],
  ] as const)("%s: 0.7 R a trade, within 200 trades", (id, costly, share) => {
    const found = Array.from({ length: 30 }, (_, k) =>
      claimsOfPlanner("random", MOVED + 1_000 * k + 22, 200, costly),
    ).filter((claims) => claims.some((claim) => claim.id === id));
    expect(found.length / 30).toBeGreaterThanOrEqual(share);
  });
});
