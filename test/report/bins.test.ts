import { expect, test } from "vitest";
import { currencyOf } from "../../src/base/money.ts";
import { unitWords } from "../../src/page/words.ts";
import { binLabels, rangesOf } from "../../src/views/chart-words.ts";

const BINS = [
  { from: null, to: -1, n: 2 },
  { from: -1, to: -0.5, n: 4 },
  { from: -0.5, to: 0, n: 1 },
  { from: 0, to: null, n: 3 },
];

test("the terminal and the page name the same bins alike", () => {
  const labels = ["di bawah -1R", "-1R s.d. -0,5R", "-0,5R s.d. 0R", "0R atau lebih"];
  expect(rangesOf(BINS, "r", currencyOf("USD"))).toEqual(labels);
  expect(binLabels(BINS, unitWords("r", "USD").axis)).toEqual(labels);
  const money = ["di bawah -$1.00", "-$1.00 s.d. -$0.50", "-$0.50 s.d. $0.00", "$0.00 atau lebih"];
  expect(rangesOf(BINS, "money", currencyOf("USD"))).toEqual(money);
  expect(binLabels(BINS, unitWords("money", "USD").axis)).toEqual(money);
});
