import { describe, expect, test } from "vitest";
import { withoutContradicted } from "../../src/mentor/contradicted.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import { GOOD } from "../../src/mentor/thresholds.ts";
import type { DayHistory, Finding } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { at, dayBefore, history, rule, SETTINGS, trade } from "./build.ts";

const found = (id: string, kind: Finding["kind"]) =>
  ({
    ...{ id, kind, level: "kejadian", family: "", n: 1, trades: [], values: {} },
    ...{ cost: null, severity: 1 },
  }) as Finding;
const goodIds = (trades: Partial<Trade>[], rest: Partial<Omit<DayHistory, "trades">>) =>
  reviewDay(history(trades, rest), SETTINGS)
    .findings.filter(({ kind }) => kind === "good")
    .map(({ id }) => id);

describe("praise", () => {
  test("is not given for what a proven habit contradicts, and for every habit something does", () => {
    const hurry = [found("jeda_setelah_rugi", "good"), found("masuk_cepat_setelah_rugi", "bad")];
    expect(withoutContradicted(hurry, [], []).map(({ id }) => id)).toEqual([
      "masuk_cepat_setelah_rugi",
    ]);
    const all = ["tanpa_sl", "lot_besar", "risiko_lebih_2pct", "rugi_melebihi_rencana"];
    const opposed = [...all, "potong_untung", "masuk_cepat_setelah_rugi"];
    const praised = Object.keys(GOOD).map((id) => found(id, "good"));
    const left = withoutContradicted(
      [...praised, ...opposed.map((id) => found(id, "bad"))],
      [],
      [],
    );
    expect(left.filter(({ kind }) => kind === "good")).toEqual([]);
  });

  test("is not given for a rule or promise that was broken that day", () => {
    const lost = { ...at("02:00", "02:10"), profit_loss: -20, lot_size: 0.1 };
    const day = [lost, { ...at("02:30", "03:00"), lot_size: 0.1 }];
    const earlier = dayBefore(5, { lot_size: 0.1 });
    expect(goodIds(day, { earlier })).toContain("jeda_setelah_rugi");
    const pause = (minutes: number) => rule({ kind: "pause-after-loss", params: { minutes } });
    expect(goodIds(day, { earlier, rules: [pause(30)] })).not.toContain("jeda_setelah_rugi");
    const promise = { id: "jeda_setelah_rugi" as const, params: { minutes: 45 } };
    const made = { id: 1, made_on: "2026-11-18", accepted_on: null, text: "janji" };
    const promises = [{ ...made, action: promise }];
    expect(goodIds(day, { earlier, promises })).not.toContain("jeda_setelah_rugi");
  });
});

describe("who holds positions for days", () => {
  const held = { entry_time: "2026-11-10 02:00:00", exit_time: "2026-11-13 02:00:00" };
  const earlier = Array.from({ length: 6 }, (_, k) =>
    trade({ id: 900 + k, session_id: 99, session_date: "2026-11-13", lot_size: 0.1, ...held }),
  );
  const lost = { ...at("02:00", "02:10"), profit_loss: -20, lot_size: 0.1 };
  const soon = { ...at("02:15", "02:20"), profit_loss: -60, lot_size: 0.3 };

  test("is told of the lot, and of no pause of minutes", () => {
    const { actions } = reviewDay(history([lost, soon], { earlier }), SETTINGS);
    expect(actions[0]).toMatchObject({ id: "lot_dasar", params: { base: 0.1 } });
    expect(actions.filter(({ params }) => params.minutes !== undefined)).toEqual([]);
    const quick = dayBefore(6, { ...at("02:00", "03:00"), lot_size: 0.1 });
    const { actions: told } = reviewDay(history([lost, soon], { earlier: quick }), SETTINGS);
    expect(told[0]).toMatchObject({ id: "lot_dasar_setelah_rugi" });
  });
});
