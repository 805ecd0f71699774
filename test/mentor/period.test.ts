import { describe, expect, test } from "vitest";
import type { FollowUp } from "../../src/mentor/day-review.ts";
import { reviewPeriod } from "../../src/mentor/period.ts";
import { type PeriodDay, reviewedDay, storedDay } from "../../src/mentor/period-day.ts";
import type { DayHistory } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { at, dayBefore, history, SETTINGS, session } from "./build.ts";

const GOOD = { lot_size: 0.1, stop_loss_used: true, take_profit_used: true, risk_percent: 1 };
const BARE = { lot_size: 0.1, stop_loss_used: false };

function dayOf(date: string, trades: Partial<Trade>[], rest: Partial<DayHistory> = {}): PeriodDay {
  const on = { session: session({ session_date: date }), earlier: dayBefore(8, GOOD) };
  return reviewedDay(history(trades, { ...on, ...rest }), SETTINGS, []);
}

const review = (days: PeriodDay[]) =>
  reviewPeriod(days, SETTINGS, {
    scoresBefore: [],
    scoresBy: [],
    isWhole: true,
    today: days.at(-1)?.date ?? "",
  });

describe("process against result", () => {
  const days = [
    dayOf("2026-11-02", [{ ...GOOD, profit_loss: 30 }]),
    dayOf("2026-11-03", [{ ...GOOD, profit_loss: -20 }]),
    dayOf("2026-11-04", [{ ...BARE, profit_loss: 50.5 }]),
    dayOf("2026-11-05", [{ ...BARE, profit_loss: -70 }]),
    dayOf("2026-11-06", [{ profit_loss: 12 }]),
    dayOf("2026-11-07", [
      { ...GOOD, profit_loss: 12 },
      { ...GOOD, profit_loss: -12 },
    ]),
    dayOf("2026-11-08", [{ ...GOOD, bot_id: 1, profit_loss: 9 }]),
    dayOf("2026-11-09", []),
  ];

  test("each day stands in its box, or is left out for a reason", () => {
    const { boxes, unjudged } = review(days);
    const group = (date: string, net: number) => ({ days: [{ date, net }], net });
    expect(boxes).toEqual({
      "right-won": group("2026-11-02", 30),
      "right-lost": group("2026-11-03", -20),
      "wrong-won": group("2026-11-04", 50.5),
      "wrong-lost": group("2026-11-05", -70),
    });
    expect(unjudged).toEqual({
      data: group("2026-11-06", 12),
      zero: group("2026-11-07", 0),
      bots: group("2026-11-08", 9),
      "no-report": { days: [], net: 0 },
    });
  });

  test("scores are those of days with trades by hand", () => {
    const { scores } = review(days);
    expect(scores.map(({ date }) => date)).toEqual(days.slice(0, 6).map(({ date }) => date));
  });

  test("a day without a report is not judged; one with it is judged by what is stored", () => {
    const totals = {
      date: "2026-11-02",
      session_id: 1,
      trades: 1,
      hand: { n: 1, net: 30 },
      bots: { n: 0, net: 0 },
    };
    expect(storedDay(totals, null)).toMatchObject({ unjudged: "no-report", score: null });
    const { findings, actions, rules } = days[2] as PeriodDay;
    const risk = { score: 5, known: true, judged: "hand" as const, coverage: { known: 9, of: 10 } };
    const stored = storedDay(totals, { risk: risk as never, findings, actions, rules });
    expect(stored).toMatchObject({ box: "wrong-won", score: 5, unjudged: null });
    expect(stored.money.tanpa_sl).toEqual({ kind: "realised", amount: 50.5 });
  });
});

const LOSS = { ...GOOD, ...at("02:00", "02:30"), profit_loss: -40 };
const REVENGE = { ...GOOD, ...at("02:36", "03:10"), lot_size: 0.3, risk_percent: 3 };

describe("the dearest of a period", () => {
  test("exact costs are added over the days, and luck is taken off", () => {
    const lost = dayOf("2026-11-02", [LOSS, { ...REVENGE, profit_loss: -90 }]);
    const lucky = dayOf("2026-11-03", [LOSS, { ...REVENGE, profit_loss: 30 }]);
    // 2/3 of each result are owed to the lot above 0.1.
    expect(review([lost]).costliest).toMatchObject({ kind: "size", amount: -60 });
    expect(review([lost, lucky]).costliest).toMatchObject({
      level: "fact",
      id: "kejadian_balas_dendam",
      amount: -40,
      n: 4,
      dates: ["2026-11-02", "2026-11-03"],
    });
    expect(review([lucky]).costliest).toMatchObject({ kind: "size", amount: 20 });
  });

  test("what came out is only named where nothing exact was lost", () => {
    const bare = dayOf("2026-11-04", [{ ...BARE, profit_loss: -500 }]);
    const lost = dayOf("2026-11-02", [LOSS, { ...REVENGE, profit_loss: -90 }]);
    expect(review([bare]).costliest).toMatchObject({ kind: "realised", amount: -500 });
    expect(review([lost, bare]).costliest).toMatchObject({ kind: "size" });
    expect(review([dayOf("2026-11-05", [{ ...GOOD, profit_loss: 1 }])]).costliest).toBeNull();
  });
});

const promise = (fields: Partial<FollowUp>): FollowUp => ({
  promise: 1,
  id: "sl_sebelum_order",
  params: {},
  text: "janji",
  made_on: "2026-11-01",
  accepted_on: null,
  outcome: "kept",
  chances: 1,
  trades: [],
  kept: 1,
  of: 1,
  bound: 0,
  next: "go-on",
  ...fields,
});

describe("promises and what comes next", () => {
  const bare = dayOf("2026-11-02", [{ ...BARE, profit_loss: -10 }]);
  const kept = (date: string, followup: FollowUp[]): PeriodDay => ({
    ...dayOf(date, [{ ...GOOD, profit_loss: 5 }]),
    followup,
  });

  test("promises of one kind are counted together", () => {
    const days = [
      { ...bare, followup: [promise({ chances: 2, trades: [7], outcome: "broken" })] },
      kept("2026-11-03", [promise({ promise: 2, chances: 3, next: "retire" })]),
    ];
    expect(review(days).promises).toEqual([
      {
        id: "sl_sebelum_order",
        params: {},
        made_on: "2026-11-01",
        promises: [1, 2],
        kept: 4,
        of: 5,
        broken: [{ date: "2026-11-02", trades: [7] }],
        retired: 1,
      },
    ]);
    const large = reviewPeriod(days, SETTINGS, {
      scoresBefore: [],
      scoresBy: [],
      isWhole: false,
      today: "",
    });
    expect(large.promises).toBeNull();
  });

  test("promises about different things are counted apart, however alike they are named", () => {
    const stop = (bots: number) => ({ id: "batas_rugi" as const, params: { amount: 50, bots } });
    const lotOf = (symbol: string) => ({
      id: "lot_dasar_setelah_rugi" as const,
      params: { symbol },
    });
    const days = [
      kept("2026-11-03", [
        promise({ promise: 1, ...stop(0) }),
        promise({ promise: 2, ...stop(1), chances: 3, trades: [7] }),
        promise({ promise: 3, ...lotOf("XAUUSD") }),
      ]),
      kept("2026-11-04", [promise({ promise: 4, ...lotOf("EURUSD") })]),
    ];
    expect(
      review(days).promises?.map(({ id, promises, kept, of }) => [id, promises, kept, of]),
    ).toEqual([
      ["batas_rugi", [1], 1, 1],
      ["batas_rugi", [2], 2, 3],
      ["lot_dasar_setelah_rugi", [3, 4], 2, 2],
    ]);
  });

  test("at most three, the most advised first, with the days that said so", () => {
    const days = [bare, dayOf("2026-11-04", [{ ...BARE, profit_loss: -3 }])];
    const { actions } = review(days);
    expect(actions.length).toBeLessThanOrEqual(3);
    expect(actions[0]).toMatchObject({
      action: { id: "sl_sebelum_order", focus: true },
      dates: ["2026-11-02", "2026-11-04"],
    });
  });

  test("what was kept since it was advised needs no advice", () => {
    const ids = (days: PeriodDay[]) => review(days).actions.map(({ action }) => action.id);
    expect(ids([bare, kept("2026-11-03", [promise({ chances: 2 })])])).toContain(
      "sl_sebelum_order",
    );
    expect(ids([bare, kept("2026-11-03", [promise({ chances: 3 })])])).toEqual(["pertahankan"]);
    expect(ids([bare, kept("2026-11-03", [promise({ next: "retire" })])])).toEqual(["pertahankan"]);
  });

  test("in distress there is nothing but rest", () => {
    const hard = dayOf("2026-11-05", [{ ...BARE, profit_loss: -400 }], {
      session: session({ session_date: "2026-11-05", personal_notes: "ini uang dapur" }),
    });
    const { distress, actions } = review([bare, hard]);
    expect(distress).toBe(true);
    expect(actions.map(({ action }) => action.id)).toEqual(["istirahat"]);
    const later = dayOf("2026-11-20", [{ ...GOOD, profit_loss: 5 }]);
    expect(review([bare, hard, later]).distress).toBe(false);
  });
});
