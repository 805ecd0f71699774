import path from "node:path";
import { expect, test } from "vitest";
import { addTrades } from "../../src/journal/bulk.ts";
import { operate } from "../../src/journal/changes.ts";
import type { NewTrade } from "../../src/model.ts";
import { reviewOfDay } from "../../src/review/day.ts";
import { completeTrade } from "../../src/trade/values.ts";
import { openAt, temporaryFolder } from "../journal/temporary.ts";

/** A journal of days with so many trades each, the last of them on 30 June 2025, and its review. */
async function reviewAfter(counts: readonly number[], today: readonly Partial<NewTrade>[]) {
  const store = openAt(path.join(temporaryFolder(), "jurnal.db"));
  const made = (fields: Partial<NewTrade>) => {
    const reading = completeTrade({ symbol: "XAUUSD", profit_loss: 5, ...fields });
    if (!reading.ok) throw new Error(JSON.stringify(reading.problem));
    return reading.trade;
  };
  const first = Date.UTC(2025, 5, 30 - counts.length);
  const days = [...counts.map((count) => Array.from({ length: count }, () => ({}))), today];
  const trades = days.flatMap((some, k) => {
    const date = new Date(first + k * 86_400_000).toISOString().slice(0, 10);
    return some.map((fields) => ({ trade: made(fields), date }));
  });
  operate(store, "trade.log", "uji", (operation) => addTrades(operation, trades));
  const { review, history } = await reviewOfDay(store, "2025-06-30");
  return { history, found: (id: string) => review.findings.find((one) => one.id === id) };
}

test("what is usual in a day is that of the last twenty", async () => {
  const times = (count: number, trades: number) => Array.from({ length: count }, () => trades);
  // One day more or less, and the median would be three: then five trades are no burst.
  const { found } = await reviewAfter(
    [...times(9, 9), ...times(10, 1), ...times(10, 3)],
    times(5, 0).map(() => ({})),
  );
  expect(found("trade_hari_ini_tidak_biasa")?.values).toMatchObject({ median: 2, sessions: 20 });
});

test("a day reaches back over two hundred trades", async () => {
  const { history } = await reviewAfter([120, 120], [{}]);
  expect(history.earlier).toHaveLength(200);
});

test("where nobody says otherwise a trade may risk two percent", async () => {
  const { found } = await reviewAfter([], [{ risk_percent: 2 }, { risk_percent: 2.01 }]);
  expect(found("risiko_lebih_2pct")).toMatchObject({ values: { limit: 2, count: 1, max: 2.01 } });
});
