import { expect, test } from "vitest";
import { brokenBy, isAbout } from "../../src/mentor/promise-table.ts";
import type { Trade } from "../../src/model.ts";
import { at, DAY, history } from "./build.ts";

const moment = (clock: string) => Date.parse(`${DAY}T${clock}:00Z`);

const PROMISES: { id: number; action: { id: string; params: Record<string, number> } }[] = [
  { id: 1, action: { id: "jeda_setelah_rugi", params: { minutes: 15 } } },
  { id: 2, action: { id: "batas_jumlah", params: { most: 2 } } },
  { id: 3, action: { id: "risiko_maksimum", params: { limit: 1 } } },
  { id: 4, action: { id: "sl_sebelum_order", params: {} } },
  { id: 5, action: { id: "batas_rugi", params: { amount: 50 } } },
  { id: 6, action: { id: "batas_rugi", params: { amount: 1, bots: 1 } } },
  { id: 7, action: { id: "biarkan_order", params: {} } },
  { id: 8, action: { id: "checklist_penuh", params: {} } },
];

function broken(trades: Partial<Trade>[], clock: string, plan = {}): number[] {
  const facts = {
    now: moment(clock),
    date: DAY,
    trades: history(trades).trades,
    rules: [],
    balance: 1000,
    earlierLoss: `${DAY}T01:00:00Z`,
    results: null,
    open: 0,
    lately: [],
    currency: "USD",
    zone: "Asia/Jakarta",
  };
  return brokenBy(PROMISES, facts, { risk_percent: 1, stop: 2, checks: [], ...plan }).map(
    ({ id }) => id,
  );
}

const lost = { ...at("07:00", "07:20"), profit_loss: -20 };

test("a pause counts from the last loss by now, of a day before too", () => {
  expect(broken([], "01:14")).toEqual([1]);
  expect(broken([], "01:15")).toEqual([]);
  expect(broken([lost], "07:34")).toEqual([1]);
  expect(broken([lost], "07:35")).toEqual([]);
  expect(broken([lost], "07:10")).toEqual([]);
});

test("a loss without a closing time was over when it was noted", () => {
  const untimed = { profit_loss: -20, created_at: `${DAY} 12:00:00` };
  expect(broken([untimed], "12:14")).toEqual([1]);
  expect(broken([untimed], "12:15")).toEqual([]);
});

test("what can be told before a trade is; the others are not judged", () => {
  expect(broken([lost, lost], "09:00")).toEqual([2]);
  expect(broken([lost, { ...lost, profit_loss: -30 }], "09:00")).toEqual([2, 5]);
  expect(broken([{ ...lost, bot_id: 1, profit_loss: -90 }], "09:00")).toEqual([]);
  expect(broken([], "09:00", { risk_percent: 1.5 })).toEqual([3]);
  expect(broken([], "09:00", { risk_percent: null, stop: null })).toEqual([4]);
});

test("a promise about the lot of one symbol is none about another", () => {
  expect(isAbout({ symbol: "XAUUSD", base: 0.05 }, "XAUUSD")).toBe(true);
  expect(isAbout({ symbol: "XAUUSD", base: 0.05 }, "EURUSD")).toBe(false);
  expect(isAbout({ segment: "simbol", label: "XAUUSD", symbol: null }, "EURUSD")).toBe(false);
  expect(isAbout({ symbol: null }, "EURUSD")).toBe(true);
  expect(isAbout({ minutes: 15 }, "EURUSD")).toBe(true);
});

test("a line of the checklist that does not hold breaks the promise to heed it", () => {
  const checks = (ok: boolean) => ({
    checks: [
      { text: "tren", ok: true },
      { text: "berita", ok },
    ],
  });
  expect(broken([], "09:00", checks(true))).toEqual([]);
  expect(broken([], "09:00", checks(false))).toEqual([8]);
});
