import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bandOf, riskScore } from "../../src/mentor/risk-score.ts";
import type { Trade } from "../../src/model.ts";
import { dayBefore, history, SETTINGS } from "./build.ts";

const GOOD = { stop_loss_used: true, risk_percent: 1, lot_size: 0.1 };
const EARLIER = { earlier: dayBefore(5, { lot_size: 0.1 }) };
const scoreOf = (trades: Partial<Trade>[], rest = {}) => riskScore(history(trades, rest), SETTINGS);

const anyTrade = fc.record({
  stop_loss_used: fc.constantFrom(true, false, null),
  risk_percent: fc.constantFrom(null, 0.5, 1, 2, 2.75, 3.5, 4, 6),
  lot_size: fc.constantFrom(null, 0.05, 0.1, 0.15, 0.2, 0.5),
  profit_loss: fc.constantFrom(-30, 0, 45.5),
});

describe("risk score", () => {
  test("no trades, or nothing known of any, is 5 and says so", () => {
    expect(scoreOf([])).toMatchObject({ score: 5, known: false, judged: "none" });
    expect(scoreOf([{}, {}])).toMatchObject({ score: 5, known: false, n: 2 });
  });

  test("one perfect trade scores as ten of them", () => {
    expect(scoreOf([GOOD]).score).toBe(10);
    expect(scoreOf(Array(10).fill(GOOD)).score).toBe(10);
  });

  test("five trades of 5 lots without a stop never score above 5", () => {
    const bare = { lot_size: 5, stop_loss_used: false };
    expect(scoreOf(Array(5).fill(bare)).score).toBe(0);
    const usual = { earlier: dayBefore(5, { lot_size: 5 }) };
    expect(scoreOf(Array(5).fill({ ...bare, risk_percent: 1 }), usual).score).toBe(5);
  });

  test("the literal means", () => {
    // Risk 3 % of a limit of 2 % is two thirds; with a stop (1 + 2/3) / 2.
    expect(scoreOf([{ stop_loss_used: true, risk_percent: 3 }]).score).toBe(8);
    expect(scoreOf([{ stop_loss_used: true, risk_percent: 5 }]).score).toBe(5);
    // No stop and 3 %: (0 + 2/3) / 2; with a perfect trade beside it (1/3 + 1) / 2.
    expect(
      scoreOf([{ stop_loss_used: false, risk_percent: 3 }, { stop_loss_used: true }]).score,
    ).toBe(7);
    // 2 x the usual lot: 1 - 0.75 / 1.25.
    expect(scoreOf([{ lot_size: 0.2 }], EARLIER).score).toBe(4);
    expect(scoreOf([{ lot_size: 0.01 }], EARLIER).score).toBe(10);
    expect(scoreOf([{ lot_size: 0.3 }], { earlier: dayBefore(2, { lot_size: 0.1 }) }).known).toBe(
      false,
    );
  });

  test("a stop price counts as a stop; result does not count at all", () => {
    expect(scoreOf([{ stop_loss: 2030 }]).score).toBe(10);
    expect(scoreOf([{ ...GOOD, profit_loss: -500 }]).score).toBe(10);
    expect(scoreOf([{ stop_loss_used: false, profit_loss: 500 }]).score).toBe(0);
  });

  test("a day of bots only is judged by the bots, against their own lots", () => {
    const earlier = dayBefore(5, { lot_size: 0.1, bot_id: 7 });
    const day = scoreOf([{ bot_id: 7, lot_size: 0.1, stop_loss_used: true }], { earlier });
    expect(day).toMatchObject({ score: 10, judged: "bots" });
    expect(scoreOf([{ bot_id: 7, stop_loss_used: false }, { stop_loss_used: true }])).toMatchObject(
      { score: 10, judged: "hand", n: 1 },
    );
  });

  test("names the costliest items with their trades, worst first, and the coverage", () => {
    const score = scoreOf([
      { stop_loss_used: false, profit_loss: -5 },
      { stop_loss_used: true, risk_percent: 5 },
      { stop_loss_used: false, profit_loss: -50 },
      {},
    ]);
    expect(score.items[0]).toMatchObject({ id: "stop", known: 3, lost: 5, trades: [3, 1] });
    expect(score.items[1]).toMatchObject({ id: "risiko", lost: 1.25, trades: [2] });
    expect(score.coverage).toEqual({ known: 4, of: 12 });
  });

  test("bands", () => {
    expect([10, 8, 7, 6, 5, 0].map(bandOf)).toEqual([
      "sangat baik",
      "sangat baik",
      "baik",
      "baik",
      "perlu perbaikan",
      "perlu perbaikan",
    ]);
  });

  test("doubling the trades leaves it, and an integer 0 to 10 it always is", () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { maxLength: 8 }), fc.boolean(), (trades, knowsBase) => {
        const rest = knowsBase ? EARLIER : {};
        const once = scoreOf(trades, rest);
        expect(scoreOf([...trades, ...trades], rest).score).toBe(once.score);
        expect(Number.isInteger(once.score) && once.score >= 0 && once.score <= 10).toBe(true);
      }),
    );
  });

  test("an empty field is never better than one filled in well", () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { minLength: 1, maxLength: 6 }), (trades) => {
        const now = scoreOf(trades, EARLIER).score;
        for (const [field, value] of Object.entries(GOOD)) {
          const filled = trades.map((t) =>
            t[field as keyof typeof t] === null ? { ...t, [field]: value } : t,
          );
          expect(scoreOf(filled, EARLIER).score).toBeGreaterThanOrEqual(now);
        }
      }),
    );
  });
});
