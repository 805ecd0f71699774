import { describe, expect, test } from "vitest";
import { followUps, keptOn, smallerForm, targetOf } from "../../src/mentor/followup.ts";
import type { ActionId } from "../../src/mentor/ids.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import type { OpenPromise } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { adviceOf } from "../../src/report/promises.ts";
import { at, dayBefore, history, SETTINGS, trade } from "./build.ts";
import { PLAN } from "./planned/plan.ts";

const DAYS = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"];

/** Four earlier days with one trade each, without a stop. */
const EARLIER = DAYS.map((session_date, index) =>
  trade({ id: 100 + index, session_date, lot_size: 0.1, stop_loss_used: false }),
);

function promise(id: ActionId, params: OpenPromise["action"]["params"] = {}): OpenPromise {
  return { id: 1, made_on: "2026-11-16", accepted_on: null, action: { id, params }, text: "janji" };
}

describe("a promise broken three days in a row", () => {
  const today = [{ lot_size: 0.1, stop_loss_used: false }];

  test("is made smaller once, then let go, and not asked for again on that day", () => {
    const next = (params = {}) => {
      const past = { earlier: EARLIER, promises: [promise("sl_sebelum_order", params)] };
      return reviewDay(history(today, past), SETTINGS);
    };
    const smaller = next();
    expect(smaller.followup[0]).toMatchObject({
      outcome: "broken",
      kept: 0,
      of: 4,
      next: "shrink",
    });
    expect(smaller.actions[0]).toMatchObject({
      id: "sl_sebelum_order",
      params: { first_only: 1 },
      target: { measure: "share_with_stop", op: "=", value: 1 },
    });
    expect(smaller.actions.filter(({ id }) => id === "sl_sebelum_order")).toHaveLength(1);
    const gone = next({ first_only: 1 });
    expect(gone.followup[0]?.next).toBe("let-go");
    expect(gone.actions.map(({ id }) => id)).not.toContain("sl_sebelum_order");
  });

  test("without a smaller form it is let go at once", () => {
    expect(smallerForm({ id: "batas_rugi", params: { amount: 50 } })).toBeNull();
    expect(smallerForm({ id: "target_di_atas_biaya", params: {} })).toBeNull();
  });

  test("goes on while it was broken on two days only", () => {
    const past = { earlier: EARLIER.slice(0, 2), promises: [promise("sl_sebelum_order")] };
    const [one] = followUps(history(today, past), SETTINGS);
    expect(one).toMatchObject({ of: 2, next: "go-on" });
  });
});

describe("half the lot in a segment", () => {
  const half = {
    id: "lot_setengah" as const,
    params: { segment: "simbol", label: "XAUUSD", trades: 20 },
  };
  const usual = DAYS.map((session_date, index) =>
    trade({ id: 100 + index, session_date, lot_size: 0.1 }),
  );

  test("is checked on the trades of that segment alone", () => {
    const day = [{ lot_size: 0.05 }, { lot_size: 0.1 }, { symbol: "EURUSD", lot_size: 0.1 }];
    expect(keptOn(half, history(day, { earlier: usual }))).toEqual({ chances: 2, broken: [2] });
  });

  test("is untested on a day without such a trade", () => {
    const day = [{ symbol: "EURUSD", lot_size: 0.1 }];
    expect(keptOn(half, history(day, { earlier: usual })).chances).toBe(0);
  });
});

describe("what nobody noted keeps no promise", () => {
  const lost = { ...at("02:00", "02:10"), profit_loss: -60 };
  const later = at("05:00", "05:30");
  const open = (entry: string, risk_percent: number | null) => ({
    ...at(entry, "09:00"),
    risk_percent,
  });
  const long = { side: "buy" as const, entry_price: 100 };
  const cases: [ActionId, OpenPromise["action"]["params"], Partial<Trade>[], object][] = [
    ["lot_dasar_setelah_rugi", { minutes: 15 }, [lost, later], { lot_size: 0.1 }],
    ["risiko_terbuka", { limit: 6 }, [open("02:00", 1), open("03:00", null)], { risk_percent: 2 }],
    ["tunggu_tertutup", {}, [at("02:00", "05:00"), at("03:00", "05:00")], long],
    ["batas_rugi", { amount: 50 }, [lost, {}], at("01:00", "01:30")],
  ];

  test.each(cases)("%s %j is untested where it is empty, kept where it is noted well", (...one) => {
    const [id, params, trades, noted] = one;
    const on = (some: Partial<Trade>[]) =>
      keptOn({ id, params }, history(some, { earlier: dayBefore(5, { lot_size: 0.1 }) }));
    const filled = trades.map((trade) => ({ ...noted, ...withoutNulls(trade) }));
    const [empty, full] = [on(trades), on(filled)];
    expect([empty.broken, full.broken]).toEqual([[], []]);
    expect([empty.chances, full.chances]).toEqual([0, 1]);
  });

  test("what is known to be broken is broken all the same", () => {
    const soon = { ...at("02:15", "02:30") };
    const params = { minutes: 15 };
    expect(keptOn({ id: "lot_dasar_setelah_rugi", params }, history([lost, soon]))).toEqual({
      chances: 1,
      broken: [2],
    });
    const three = history([open("02:00", 4), open("03:00", null), open("04:00", 4)]);
    expect(keptOn({ id: "risiko_terbuka", params: { limit: 6 } }, three)).toEqual({
      chances: 1,
      broken: [3],
    });
  });
});

const withoutNulls = (fields: Partial<Trade>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

describe("the smaller form of a promise", () => {
  const buy = { side: "buy" as const, entry_price: 100, stop_loss: 90, take_profit: 120 };
  const lossAt = (entry: string, exit: string) => ({ ...at(entry, exit), profit_loss: -10 });
  const lot = (lot_size: number) => ({ lot_size });
  /** Two occasions each, both broken: the smaller form sees the first one only. */
  const cases: [ActionId, OpenPromise["action"]["params"], Partial<Trade>[]][] = [
    ["sl_sebelum_order", {}, [{ stop_loss_used: false }, { stop_loss_used: false }]],
    ["risiko_maksimum", { limit: 2 }, [{ risk_percent: 3 }, { risk_percent: 4 }]],
    ["lot_dasar", { symbol: "XAUUSD", base: 0.1 }, [lot(0.3), lot(0.3)]],
    ["lot_setengah", { segment: "simbol", label: "XAUUSD", trades: 20 }, [lot(0.1), lot(0.1)]],
    ["rugi_sebesar_untung", { amount: 5 }, [{ profit_loss: -9 }, { profit_loss: -9 }]],
    ["lengkapi_data", { stop: 1, risk: 1 }, [{}, {}]],
    ["lengkapi_data", { stop: 0, risk: 0, strategy: 1 }, [{}, { strategy_used: " " }]],
    [
      "stop_di_tempat",
      {},
      [
        { ...buy, exit_price: 80, profit_loss: -20 },
        { ...buy, exit_price: 85, profit_loss: -15 },
      ],
    ],
    [
      "biarkan_order",
      {},
      [
        { ...buy, exit_price: 103, profit_loss: 3 },
        { ...buy, exit_price: 104, profit_loss: 4 },
      ],
    ],
    [
      "jeda_setelah_rugi",
      { minutes: 30 },
      [lossAt("02:00", "02:10"), lossAt("02:15", "02:20"), lossAt("02:25", "02:40")],
    ],
    [
      "lot_dasar_setelah_rugi",
      { symbol: "XAUUSD", base: 0.1, minutes: 15 },
      [lossAt("02:00", "02:10"), lossAt("02:15", "02:20"), lossAt("02:25", "02:40")],
    ],
    [
      "lot_tetap",
      { symbol: "XAUUSD", base: 0.1, ahead: 1 },
      [
        { ...at("02:00", "02:10"), lot_size: 0.1 },
        { ...at("03:00", "03:10"), lot_size: 0.5 },
        { ...at("04:00", "04:10"), lot_size: 0.5 },
      ],
    ],
    [
      "risiko_terbuka",
      { limit: 6 },
      [
        { ...at("02:00", "09:00"), risk_percent: 4 },
        { ...at("02:10", "09:00"), risk_percent: 4 },
        { ...at("02:20", "09:00"), risk_percent: 4 },
      ],
    ],
    [
      "tunggu_tertutup",
      {},
      [
        { ...buy, ...at("02:00", "03:00"), entry_price: 100 },
        { ...buy, ...at("02:10", "05:00"), entry_price: 95 },
        { ...buy, ...at("04:00", "05:00"), entry_price: 93 },
      ],
    ],
  ];

  test.each(cases)("%s %j asks for the first occasion only", (id, params, trades) => {
    const day = history(trades, { earlier: dayBefore(5, { lot_size: 0.1 }) });
    const whole = keptOn({ id, params }, day);
    expect(whole.broken.length).toBe(2);
    const smaller = smallerForm({ id, params });
    expect(smaller).toEqual({ ...params, first_only: 1 });
    expect(keptOn({ id, params: smaller ?? {} }, day)).toEqual({
      chances: 1,
      broken: whole.broken.slice(0, 1),
    });
    expect(smallerForm({ id, params: smaller ?? {} })).toBeNull();
    expect(targetOf(id, params)).not.toBeNull();
  });

  test.each(cases)("%s %j says so in words", (id, params) => {
    const action = (some: typeof params) => ({
      id,
      params: some,
      trades: [],
      target: null,
      focus: true,
    });
    const settings = { ...SETTINGS, voice: "Anda" as const };
    const whole = adviceOf(action(params), settings);
    const smaller = adviceOf(action({ ...params, first_only: 1 }), settings);
    expect(smaller.plan).not.toBe(whole.plan);
    expect(smaller.plan).toContain("pertama");
    expect(smaller.kept).not.toBe(whole.kept);
    for (const text of [...Object.values(whole), ...Object.values(smaller)]) {
      expect(text).not.toMatch(/ {2}|undefined|null|NaN| [.,]/);
    }
  });

  test("of a number of trades is one more", () => {
    const smaller = smallerForm({ id: "batas_jumlah", params: { most: 4 } });
    expect(smaller).toEqual({ most: 5, first_only: 1 });
    expect(targetOf("batas_jumlah", smaller ?? {})).toMatchObject({ op: "<=", value: 5 });
  });
});
describe("a promise kept by its own words", () => {
  test("at four of five where it was to be four in five; the smaller form asks for the one", () => {
    const buy = { side: "buy" as const, entry_price: 100, stop_loss: 90, take_profit: 120 };
    const held = { ...buy, exit_price: 120, profit_loss: 20 };
    const cut = { ...buy, exit_price: 103, profit_loss: 3 };
    const outcome = (trades: Partial<Trade>[], params = {}) =>
      followUps(history(trades, { promises: [promise("biarkan_order", params)] }), SETTINGS)[0]
        ?.outcome;
    expect(outcome([held, held, held, held, cut])).toBe("kept");
    expect(outcome([held, held, held, cut])).toBe("broken");
    expect(outcome([cut, held, held, held, held], { first_only: 1 })).toBe("broken");
  });

  test("noting the risk is not kept by a trade without one, with or without a stop", () => {
    const noted = { id: "lengkapi_data" as const, params: { stop: 1, risk: 1 } };
    const bare = { stop_loss_used: false };
    expect(keptOn(noted, history([bare])).broken).toEqual([1]);
    // A risk that was typed without a stop is none that was noted.
    expect(keptOn(noted, history([{ ...bare, risk_percent: 1 }])).broken).toEqual([1]);
    expect(
      keptOn({ ...noted, params: { risk: 1 } }, history([{ ...bare, risk_percent: 1 }])).broken,
    ).toEqual([1]);
    const whole = { stop_loss_used: true, risk_percent: 1 };
    expect(keptOn(noted, history([whole])).broken).toEqual([]);
  });

  test("what was opened before the promise was made neither keeps nor breaks it", () => {
    const late = { ...at("02:00", "09:00"), stop_loss_used: false };
    const carried = { ...late, entry_time: "2026-11-16 12:00:00" };
    // 17 November in Jakarta.
    const next = { ...late, entry_time: "2026-11-16 18:00:00" };
    const outcome = (trade: Partial<Trade>, settings = SETTINGS) =>
      followUps(history([trade], { promises: [promise("sl_sebelum_order")] }), settings)[0];
    expect(outcome(carried)).toMatchObject({ outcome: "untested", of: 0, trades: [] });
    expect(outcome(next)).toMatchObject({ outcome: "broken", of: 1 });
    const byDayStart = outcome(next, { ...SETTINGS, dayStart: 300 });
    expect(byDayStart).toMatchObject({ outcome: "untested", of: 0, trades: [] });
    expect(outcome(late)).toMatchObject({ outcome: "broken", of: 1 });
  });

  test("a lot is held against the one that it names, however large the usual one became", () => {
    const earlier = dayBefore(20, { lot_size: 0.05 });
    const broken = (id: ActionId, params: OpenPromise["action"]["params"]) => {
      const lost = { ...at("02:00", "02:10"), lot_size: 0.05, profit_loss: -60 };
      const day = [lost, { ...at("04:00", "04:10"), lot_size: 0.05 }];
      return keptOn({ id, params }, history(day, { earlier })).broken;
    };
    const named = { symbol: "XAUUSD", base: 0.02 };
    expect(broken("lot_dasar", named)).toEqual([1, 2]);
    expect(broken("lot_dasar_setelah_rugi", { ...named, minutes: 15 })).toEqual([2]);
    expect(broken("lot_tetap", { ...named, ahead: 1 })).toEqual([2]);
    const half = { segment: "arah", label: "buy", trades: 20, "lot:XAUUSD": 0.08 };
    const day = history(
      [
        { side: "buy", lot_size: 0.05 },
        { side: "buy", lot_size: 0.04 },
      ],
      {
        earlier,
      },
    );
    expect(keptOn({ id: "lot_setengah", params: half }, day)).toEqual({ chances: 2, broken: [1] });
  });

  test("of the bots is judged on the bots, after they had lost it", () => {
    const lost = { ...at("02:00", "02:10"), profit_loss: -60, bot_id: 1 };
    const later = { ...at("05:00", "05:30"), bot_id: 1 };
    const stop = { id: "batas_rugi" as const, params: { amount: 50, bots: 1 } };
    expect(keptOn(stop, history([lost, later]))).toEqual({ chances: 1, broken: [2] });
    expect(keptOn(stop, history([lost]))).toEqual({ chances: 1, broken: [] });
    expect(keptOn(stop, history([{ ...lost, bot_id: null }, later])).chances).toBe(0);
  });

  test("about hours is judged by the clock it was made by", () => {
    const params = { from: "09:00", to: "11:00", zone: "Asia/Jakarta" };
    const own = { id: "jam_sendiri" as const, params };
    const day = history([at("02:30", "02:50"), at("04:00", "04:10"), {}]);
    // 09:30 and 11:00 in Jakarta.
    expect(keptOn(own, day)).toEqual({ chances: 2, broken: [2] });
    const first = { ...own, params: { ...params, first_only: 1 } };
    expect(keptOn(first, day)).toEqual({ chances: 1, broken: [] });
  });

  test("about costs is judged by costs", () => {
    const target = { id: "target_di_atas_biaya" as const, params: { amount: 10 } };
    const day = (commission: number) => history([{ profit_loss: 8, commission }]);
    expect(keptOn(target, day(-1))).toEqual({ chances: 1, broken: [] });
    expect(keptOn(target, day(-4))).toEqual({ chances: 1, broken: [1] });
    expect(keptOn(target, history([{ profit_loss: 8, fee: -4 }])).broken).toEqual([1]);
    expect(keptOn(target, history([{}])).chances).toBe(0);
  });
});

describe("what was promised of plans", () => {
  const made = {
    ...{ symbol: "XAUUSD", side: "buy" as const, lot_size: 0.02, entry_price: 3350 },
    ...{ stop_loss: 3345, take_profit: 3360, entry_time: "2026-11-20 03:00:00" },
  };
  const checks = (...ok: boolean[]) => ok.map((one, k) => ({ text: `${k}`, ok: one }));
  const plans = new Map([
    [1, { ...PLAN, id: 1, checks: checks(true, true) }],
    [2, { ...PLAN, id: 2, checks: checks(true, false) }],
  ]);
  const kept = (id: ActionId, trades: Partial<Trade>[], params = {}) =>
    keptOn({ id, params }, history(trades, { plans }));
  const day = [
    { ...made, plan_id: 1 },
    { ...made, plan_id: 2, lot_size: 0.04, entry_time: "2026-11-20 03:10:00" },
    { ...made, entry_time: "2026-11-20 03:20:00" },
  ];

  test("each is counted on the trades that it can be told of", () => {
    expect(kept("rencana_dulu", day)).toEqual({ chances: 3, broken: [3] });
    expect(kept("sesuai_rencana", day)).toEqual({ chances: 2, broken: [2] });
    expect(kept("checklist_penuh", day)).toEqual({ chances: 2, broken: [2] });
    expect(kept("checklist_penuh", [{ ...made }])).toEqual({ chances: 0, broken: [] });
    expect(kept("rencana_dulu", day, { first_only: 1 })).toEqual({ chances: 1, broken: [] });
  });

  test("and on the days before, by their own plans", () => {
    const before = { session_id: 7, session_date: "2026-11-19", created_at: "2026-11-19 03:00:00" };
    const old = { ...made, lot_size: 0.06, plan_id: 2, entry_time: "2026-11-19 03:00:00" };
    const past = { earlier: [trade({ id: 50, ...old, ...before })], plans };
    const promises = [{ ...promise("sesuai_rencana"), made_on: "2026-11-18" }];
    const [one] = followUps(history([day[0] ?? {}], { ...past, promises }), SETTINGS);
    expect(one).toMatchObject({ outcome: "kept", kept: 1, of: 2 });
  });
});
