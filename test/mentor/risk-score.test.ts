import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exposureOf } from "../../src/mentor/exposure.ts";
import { bandOf, riskScore } from "../../src/mentor/risk.ts";
import type { Trade } from "../../src/model.ts";
import { runs } from "../seed.ts";
import { at, DAY, dayBefore, history, SETTINGS } from "./build.ts";

const GOOD = { stop_loss_used: true, risk_percent: 1, lot_size: 0.1 };
const EARLIER = { earlier: dayBefore(5, { lot_size: 0.1 }) };
const scoreOf = (trades: Partial<Trade>[], rest = {}) => riskScore(history(trades, rest), SETTINGS);

const anyTrade = fc.record({
  entry_time: fc.constantFrom(null, `${DAY} 02:00:00`, `${DAY} 02:30:00`),
  exit_time: fc.constantFrom(null, `${DAY} 03:00:00`, `${DAY} 04:00:00`),
  take_profit_used: fc.constantFrom(true, false, null),
  stop_loss_used: fc.constantFrom(true, false, null),
  risk_percent: fc.constantFrom(null, 0.5, 1, 2, 2.75, 3.5, 4, 6),
  lot_size: fc.constantFrom(null, 0.05, 0.1, 0.15, 0.2, 0.5),
  profit_loss: fc.constantFrom(-30, 0, 45.5),
});

describe("risk score", () => {
  test("no trades, or nothing known of any, is 5 and says so", () => {
    expect(scoreOf([])).toMatchObject({ score: 5, known: false, judged: "none" });
    expect(scoreOf([{}, {}])).toMatchObject({ score: 5, known: false, n: 2 });
    expect(scoreOf([{ profit_loss: -500 }]).score).toBe(5);
    expect(scoreOf([{ profit_loss: 0 }]).score).toBe(5);
  });

  test("one perfect trade scores as ten of them", () => {
    for (const rest of [{}, EARLIER]) {
      const once = scoreOf([GOOD], rest).score;
      expect(once).toBe(9);
      expect(scoreOf(Array(10).fill(GOOD), rest).score).toBe(once);
    }
  });

  test("five trades of 5 lots without a stop never score above 5", () => {
    const bare = { lot_size: 5, stop_loss_used: false };
    const usual = { earlier: dayBefore(5, { lot_size: 5 }) };
    for (const profit_loss of [-100, 0, 900]) {
      for (const rest of [{}, usual]) {
        const five = Array(5).fill({ ...bare, profit_loss, risk_percent: 1 });
        expect(scoreOf(five, rest).score).toBeLessThanOrEqual(5);
      }
    }
  });

  test("the worked examples of the rubric", () => {
    const first = scoreOf([
      { stop_loss_used: true, risk_percent: 1 },
      { stop_loss_used: true, risk_percent: 1.5 },
    ]);
    expect(first).toMatchObject({ score: 9, raw: 8.5, band: "sangat baik" });
    expect(first.coverage).toEqual({ known: 7, of: 10 });
    const second = scoreOf([
      { stop_loss_used: false, risk_percent: 3, profit_loss: -25.3 },
      { stop_loss_used: true, risk_percent: 2, profit_loss: -15.8 },
    ]);
    expect(second).toMatchObject({ score: 5, raw: 5, band: "perlu perbaikan" });
    expect(second.ceilings).toEqual([{ id: "tanpa_sl", max: 5, value: 1, trades: [1] }]);
    const eleventh = { ...GOOD, risk_percent: 12 };
    expect(scoreOf([...Array(10).fill(GOOD), eleventh], EARLIER).score).toBe(3);
  });

  test("a loss beyond the plan, a lot beyond the usual, a loser added to", () => {
    const items = (trades: Partial<Trade>[], rest = {}) =>
      Object.fromEntries(scoreOf(trades, rest).items.map((item) => [item.id, item.lost]));
    // 2 x the usual lot: 1 - 0.75 / 1.25 of 1.5 points is lost.
    expect(items([{ lot_size: 0.2 }], EARLIER).ukuran).toBe(0.9);
    expect(items([{ lot_size: 0.01 }], EARLIER).ukuran).toBe(0);
    const long = { side: "buy" as const, lot_size: 1, entry_price: 100, stop_loss: 90 };
    expect(items([{ ...long, exit_price: 80, profit_loss: -20 }]).rugi_rencana).toBe(1.5);
    expect(items([{ ...long, exit_price: 89, profit_loss: -11 }]).rugi_rencana).toBe(0);
    const adding = [
      { ...long, ...at("02:00", "04:00") },
      { ...long, entry_price: 95, ...at("03:00", "04:00") },
    ];
    expect(items(adding).eksposur).toBe(0.5);
  });

  test("what cannot be told of the open risk is unknown, neither kept nor broken", () => {
    const exposure = (trades: Partial<Trade>[]) => [
      ...exposureOf(history(trades).trades, 2).values(),
    ];
    const open = { ...at("02:00", "05:00"), risk_percent: 1 };
    const next = { ...at("02:10", "05:00"), symbol: "EURUSD", risk_percent: 1 };
    expect(exposure([open, next])).toEqual([1, 1]);
    expect(exposure([open, { ...next, risk_percent: null }])).toEqual([1, null]);
    expect(exposure([{ ...open, risk_percent: null }, next])).toEqual([1, null]);
    // Without a stop the risk has no number, whatever was typed.
    expect(exposure([{ ...open, stop_loss_used: false }, next])).toEqual([1, null]);
    // What is known is too much already.
    expect(
      exposure([
        { ...open, risk_percent: 6.5 },
        { ...next, risk_percent: null },
      ]),
    ).toEqual([1, 0]);
    // In one symbol the second may have been added to a loser: side and prices would tell.
    const same = { ...next, symbol: "XAUUSD" };
    const long = { side: "buy" as const, entry_price: 100 };
    expect(exposure([open, same])).toEqual([1, null]);
    expect(exposure([{ ...open, ...long }, same])).toEqual([1, null]);
    expect(
      exposure([
        { ...open, ...long },
        { ...same, ...long, entry_price: null },
      ]),
    ).toEqual([1, null]);
    expect(
      exposure([
        { ...open, ...long },
        { ...same, ...long },
      ]),
    ).toEqual([1, 1]);
    expect(
      exposure([
        { ...open, ...long },
        { ...same, side: "sell" },
      ]),
    ).toEqual([1, 1]);
    // A position without its times may have been open as well, unless one of them rules it out.
    const lone = (other: Partial<Trade>) => exposure([open, other])[0];
    expect(lone({})).toBeNull();
    expect(lone({ exit_time: `${DAY} 03:00:00` })).toBeNull();
    expect(lone({ exit_time: `${DAY} 02:00:00` })).toBe(1);
    expect(lone({ entry_time: `${DAY} 02:00:00` })).toBeNull();
    expect(lone({ entry_time: `${DAY} 02:01:00` })).toBe(1);
  });

  test("a day's loss of 5 and 10 percent of the balance is a ceiling", () => {
    const day = (profit_loss: number) =>
      scoreOf([{ ...GOOD, take_profit_used: true, profit_loss }], { balance: 1000 }).score;
    expect([day(-49), day(-50), day(-100)]).toEqual([7, 5, 3]);
  });

  test("a day of bots only is judged by the bots, against their own lots", () => {
    const earlier = dayBefore(5, { lot_size: 0.1, bot_id: 7 });
    const day = scoreOf([{ bot_id: 7, lot_size: 0.1, stop_loss_used: true }], { earlier });
    expect(day).toMatchObject({ score: 8, judged: "bots" });
    expect(scoreOf([{ bot_id: 7, stop_loss_used: false }, { stop_loss_used: true }])).toMatchObject(
      { score: 7, judged: "hand", n: 1 },
    );
  });

  test("names the costliest items with their trades, worst first", () => {
    const score = scoreOf([
      { stop_loss_used: false, profit_loss: -5 },
      { stop_loss_used: true, risk_percent: 5 },
      { stop_loss_used: false, profit_loss: -50 },
      {},
    ]);
    expect(score.items[0]).toMatchObject({ id: "risiko", known: 3, trades: [3, 1, 2] });
    expect(score.items[1]).toMatchObject({ id: "sl", known: 3, lost: 1.5, trades: [3, 1] });
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

  const filledIn = (trades: readonly Partial<Trade>[], values: Partial<Trade>) =>
    trades.map((trade) => {
      const empty = Object.entries(values).filter(([field]) => trade[field as keyof Trade] == null);
      return { ...trade, ...Object.fromEntries(empty) };
    });
  const exposures = (trades: readonly Partial<Trade>[]) => [
    ...exposureOf(history(trades).trades, SETTINGS.riskLimitPercent).values(),
  ];

  test("an empty field is never better than one filled in well", () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { minLength: 1, maxLength: 6 }), (trades) => {
        const now = scoreOf(trades, EARLIER).score;
        const broken = exposures(trades).filter((answer) => answer === 0).length;
        for (const [field, value] of Object.entries(GOOD)) {
          const filled = filledIn(trades, { [field]: value });
          // Not well where it shows that the positions open together risked too much.
          if (exposures(filled).filter((answer) => answer === 0).length > broken) continue;
          expect(scoreOf(filled, EARLIER).score).toBeGreaterThanOrEqual(now);
        }
      }),
      runs(500),
    );
  });

  test("what is known of the open risk stays, whatever the empty fields turn out to be", () => {
    const whole = fc.record({
      symbol: fc.constantFrom("XAUUSD", "EURUSD"),
      side: fc.constantFrom("buy" as const, "sell" as const),
      entry_time: fc.constantFrom(`${DAY} 02:00:00`, `${DAY} 02:30:00`),
      exit_time: fc.constantFrom(`${DAY} 02:30:00`, `${DAY} 03:00:00`),
      entry_price: fc.constantFrom(99, 100),
      risk_percent: fc.constantFrom(1, 3.5, 6),
    });
    const fields = ["side", "entry_time", "exit_time", "entry_price", "risk_percent"] as const;
    const position = fc.tuple(whole, fc.subarray([...fields]));
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 5 }), (positions) => {
        // The ticket tells them apart.
        const truth = positions.map(([trade], k) => ({ ...trade, ticket: `${k}` }));
        const noted = truth.map((trade, k) => ({
          ...trade,
          ...Object.fromEntries((positions[k]?.[1] ?? []).map((field) => [field, null])),
        }));
        const answers = exposures(truth);
        exposures(noted).forEach((answer, k) => {
          if (answer !== null) expect(answer).toBe(answers[k]);
        });
      }),
      runs(1_000),
    );
  });
});
