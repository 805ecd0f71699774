import { describe, expect, test } from "vitest";
import { inOrderOf, inR, markR, worstList } from "../../src/base/phrases.ts";

describe("R", () => {
  test("has a sign, but for what rounds to zero", () => {
    expect([0.25, -0.4, 1.005, 12, -1234.5].map((value) => inR(value))).toEqual([
      "+0,25R",
      "-0,40R",
      "+1,01R",
      "+12,00R",
      "-1.234,50R",
    ]);
    for (const nothing of [0, -0, 0.004, -0.004]) expect(inR(nothing)).toBe("0,00R");
    expect([0.04, -0.04, 0.05, -0.05].map((value) => inR(value, 1))).toEqual([
      "0,0R",
      "0,0R",
      "+0,1R",
      "-0,1R",
    ]);
  });

  test("marks a scale without signs of plus and without zeros at the end", () => {
    expect([-1, -0, 0.5, 2].map(markR)).toEqual(["-1R", "0R", "0,5R", "2R"]);
  });
});

test("of more than five trades the five named are said to be the worst, of all there are", () => {
  const ids = [9, 4, 7, 1, 6, 2];
  expect(worstList(ids.slice(0, 5))).toBe("#9, #4, #7, #1, dan #6");
  expect(worstList(ids)).toBe("5 terburuk dari 6: #9, #4, #7, #1, dan #6");
  expect(worstList(ids, 34)).toBe("5 terburuk dari 34: #9, #4, #7, #1, dan #6");
  const table = [1, 2, 4, 6, 7, 9].map((id) => ({ id }));
  expect(inOrderOf(table, () => worstList(ids))).toBe("5 terburuk dari 6: #1, #4, #6, #7, dan #9");
});
