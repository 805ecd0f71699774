import { describe, expect, test } from "vitest";
import { reviewDay } from "../../../src/mentor/review.ts";
import type { Trade } from "../../../src/model.ts";
import { at, history, rule, SETTINGS } from "../build.ts";

const focusOf = (trades: Partial<Trade>[], rules: Parameters<typeof rule>[0][]) =>
  reviewDay(history(trades, { balance: 10_000, rules: rules.map((one) => rule(one)) }), {
    ...SETTINGS,
    riskLimitPercent: 1,
  }).actions[0];

describe("the focus is about the own rule that was broken by most", () => {
  const most = { kind: "max-trades", params: { most: 2 } } as const;
  const risk = { kind: "risk", params: { percent: 1 } } as const;
  const hours = { kind: "hours", params: { from: "08:00", to: "12:00" } } as const;
  const safe = { stop_loss_used: true, profit_loss: 10 };
  const at3 = (risk_percent: number) =>
    Array.from({ length: 3 }, (_, i) => ({
      ...safe,
      ...at(`0${2 + i}:00`, `0${2 + i}:30`),
      risk_percent: i === 0 ? risk_percent : 1,
    }));

  test("three times the risk before one trade too many, and seven too many before half as much again", () => {
    expect(focusOf(at3(3), [most, risk])).toMatchObject({
      id: "risiko_maksimum",
      params: { limit: 1 },
      trades: [1],
    });
    const many = Array.from({ length: 9 }, (_, i) => ({
      ...safe,
      ...at(
        `0${1 + Math.floor(i / 2)}:${i % 2 === 0 ? "00" : "30"}`,
        `0${1 + Math.floor(i / 2)}:${i % 2 === 0 ? "20" : "50"}`,
      ),
      risk_percent: i === 0 ? 1.5 : 1,
    }));
    expect(focusOf(many, [most, risk])).toMatchObject({ id: "batas_jumlah", params: { most: 2 } });
  });

  test("hours have a plan of their own", () => {
    const late = { ...safe, risk_percent: 0.5, ...at("12:30", "12:40") };
    expect(focusOf([late], [hours])).toMatchObject({
      id: "jam_sendiri",
      focus: true,
      params: { from: "08:00", to: "12:00", zone: SETTINGS.zone },
      trades: [1],
    });
  });
});
