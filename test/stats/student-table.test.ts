import { expect, test } from "vitest";
import { studentFactor95, studentQuantile } from "../../src/stats/distributions.ts";

test("each t of the table is the library's", () => {
  for (let df = 1; df <= 240; df++) {
    expect(studentFactor95(df) / studentQuantile(0.975, df), String(df)).toBeCloseTo(1, 10);
  }
  expect(studentFactor95(1_000)).toBe(studentFactor95(240));
  expect(studentFactor95(0)).toBe(Number.POSITIVE_INFINITY);
});
