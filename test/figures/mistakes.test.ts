import { expect, test } from "vitest";
import { mistakeCosts } from "../../src/figures/mistakes.ts";
import { ledgerOf, USD } from "./ledgers.ts";

/** What a stop that was moved away cost, of one trade each whose planned loss was 100. */
function costsOf(
  rows: { result: number; commission?: number; stop?: number; plan?: number | null }[],
) {
  const ledger = ledgerOf(rows.map((row) => ({ date: "2026-03-02", ...row })));
  const stop_loss = Float64Array.from(rows, ({ stop }) => stop ?? Number.NaN);
  const rowsOf = Int32Array.from(rows, (_, row) => row);
  const groups = [{ key: "geser-sl", rows: rowsOf }];
  const multiples = {
    r: Float64Array.from(rows, ({ result, plan = 100 }) => result / (plan ?? 100)),
    imputed: Uint8Array.from(rows, ({ plan }) => (plan === null ? 1 : 0)),
  };
  const grouping = { groups, unknown: new Int32Array(0), overlaps: false };
  const seen = { ...ledger, stop_loss } as unknown as Parameters<typeof mistakeCosts>[0];
  return mistakeCosts(seen, grouping, multiples, USD).map(({ cost, n, of }) => ({ cost, n, of }));
}

test("a loss that its last stop ended tells nothing of the first, whatever its commission", () => {
  expect(costsOf([{ result: -107, commission: -7, stop: 1990 }])).toEqual([]);
  expect(costsOf([{ result: -112, commission: -7, stop: 1990 }])).toEqual([]);
  expect(costsOf([{ result: -60, stop: 1990 }])).toEqual([]);
});

test("beyond the planned risk it is what was lost more, before costs", () => {
  expect(costsOf([{ result: -157, commission: -7, stop: 1990 }])).toEqual([
    { cost: -50, n: 1, of: 1 },
  ]);
  expect(costsOf([{ result: -105, commission: -7 }, { result: -140 }])).toEqual([
    { cost: -40, n: 2, of: 2 },
  ]);
});

test("a gain cost nothing, and a guessed plan tells nothing", () => {
  expect(costsOf([{ result: 50, stop: 1990 }])).toEqual([{ cost: 0, n: 1, of: 1 }]);
  expect(costsOf([{ result: -300, plan: null }])).toEqual([]);
});
