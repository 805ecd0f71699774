import { expect, test } from "vitest";
import { currencyOf } from "../../src/base/money.ts";
import { type OverviewTrade, overviewOf } from "../../src/mentor/overview.ts";

const minute = 60_000;
const made = (entry: number, exit: number, net: number): OverviewTrade => ({
  symbol: "XAUUSD",
  net,
  lot: 0.1,
  entry: entry * minute,
  exit: exit * minute,
  stop: null,
  costs: null,
});

test("a size follows the trade that was closed last before it, never the trade itself", () => {
  const seen = (...trades: OverviewTrade[]) => {
    const { after_loss, after_gain } = overviewOf(trades, currencyOf("USD"), "UTC");
    return [after_loss.count, after_gain.count];
  };
  expect(seen(made(0, 5, -10), made(6, 9, 20))).toEqual([1, 0]);
  expect(seen(made(0, 5, 10), made(6, 6, -20), made(7, 8, 5))).toEqual([1, 1]);
  expect(seen(made(0, 5, 10), made(4, 9, -20))).toEqual([0, 0]);
  expect(seen(made(6, 6, -20))).toEqual([0, 0]);
  // Closed in one second: one exit, which won or lost as a whole.
  expect(seen(made(0, 5, 30), made(1, 5.01, -10), made(6, 9, 20))).toEqual([0, 1]);
  expect(seen(made(0, 5, 30), made(1, 5.02, -10), made(6, 9, 20))).toEqual([1, 0]);
  // Of one instant the first number came first.
  expect(seen(made(6, 6, -20), made(6, 6, 20))).toEqual([1, 0]);
});
