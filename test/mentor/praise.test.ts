import { describe, expect, test } from "vitest";
import { lookAt, makeLooks } from "../../src/mentor/looks.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import type { DayHistory, Look } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { SEED } from "../seed.ts";
import { makeTrader } from "../sim/generate.ts";
import { at, dayBefore, history, mood, SETTINGS, session, trade } from "./build.ts";

const praised = (
  id: string,
  trades: Partial<Trade>[],
  rest: Partial<DayHistory>,
  looks: Look[] = [],
) =>
  reviewDay(history(trades, { balance: 1000, ...rest }), SETTINGS, looks).findings.find(
    (one) => one.id === id && one.values.praise === 1,
  );

describe("berhenti_di_batas over days", () => {
  const id = "berhenti_di_batas";
  /** A day whose first trade loses 60 of 1000; a later one where `goesOn`. */
  const limitDay = (session_id: number, goesOn = false) => {
    const lost = trade({ ...at("02:00", "02:30"), session_id, id: session_id, profit_loss: -60 });
    const next = trade({
      ...at("03:00", "03:30"),
      session_id,
      id: session_id + 500,
      profit_loss: 9,
    });
    return goesOn ? [lost, next] : [lost];
  };
  const quiet = [{ ...at("02:00", "02:30"), profit_loss: 5 }];

  test("three days at the limit, none with an entry after it", () => {
    const earlier = [limitDay(11), limitDay(12), limitDay(13)].flat();
    expect(praised(id, quiet, { earlier })).toMatchObject({
      n: 3,
      kind: "good",
      values: { kept: 3 },
    });
    expect(praised(id, quiet, { earlier: earlier.slice(1) })).toBeUndefined();
  });

  test("not when one day went on, or cannot be told", () => {
    const days = [limitDay(11), limitDay(12), limitDay(13), limitDay(14, true)];
    expect(praised(id, quiet, { earlier: days.flat() })).toBeUndefined();
    const dark = trade({ session_id: 14, id: 14, profit_loss: -60 });
    expect(praised(id, quiet, { earlier: [...days.slice(0, 3).flat(), dark] })).toBeUndefined();
  });

  test("on the day itself it takes the place of the day's own fact", () => {
    const earlier = [limitDay(11), limitDay(12)].flat();
    const today = [{ ...at("02:00", "02:30"), profit_loss: -70 }];
    const found = reviewDay(history(today, { earlier, balance: 1000 }), SETTINGS).findings;
    expect(found.filter((one) => one.id === id)).toMatchObject([{ values: { praise: 1 } }]);
  });
});

describe("jurnal_lengkap", () => {
  const id = "jurnal_lengkap";
  const days = (count: number) =>
    Array.from({ length: count }, (_, index) => session({ id: 50 + index, personal_notes: "ok" }));
  const moods = (count: number) =>
    days(count).map((one) => ({ ...mood("netral", "01:00"), session_id: one.id }));
  const full = { moods: [mood("netral", "01:00", "siap")] };

  test("mood and note on the days, today among them", () => {
    const rest = { earlierSessions: days(14), earlierMoods: moods(14), ...full };
    expect(praised(id, [{}], rest)).toMatchObject({ n: 15, values: { kept: 15 } });
    expect(praised(id, [{}], { ...rest, moods: [] })).toBeUndefined();
    expect(praised(id, [{}], { ...rest, moods: [mood("tenang", "01:00")] })).toBeUndefined();
  });

  test("too few days, or the default mood that nobody chose", () => {
    const few = { earlierSessions: days(8), earlierMoods: moods(8), ...full };
    expect(praised(id, [{}], few)).toBeUndefined();
    expect(praised(id, [{}], { earlierSessions: days(14), ...full })).toBeUndefined();
  });
});

describe("edge_terbukti", () => {
  const id = "edge_terbukti";
  const settings = { currency: "USD", appeals: new Map() };
  const edge = { mean_r: 0.3, low: 0.05, high: 0.55, n: 150, blocks: 40, imputed: 2 };
  const look = (m: number, one: Look["edge"]): Look => ({
    m,
    tested: [],
    too_little: [],
    neutral_lot: null,
    edge: one,
  });

  test("while the whole interval of the last look lies above zero", () => {
    const first = look(150, edge);
    expect(praised(id, [{}], {}, [first])).toMatchObject({ n: 150, values: { low: 0.05 } });
    for (const last of [look(150, { ...edge, low: 0 }), look(150, null)]) {
      expect(praised(id, [{}], {}, [last, look(100, edge)])).toBeUndefined();
    }
  });

  const good = makeTrader("disiplin", 11, 200).map((deal) => ({
    ...deal,
    pl: deal.pl + 0.3 * deal.riskMoney,
  }));

  test("a single gap is filled with the usual risk, and many are too many", () => {
    const without = (every: number) =>
      lookAt(
        good.map((deal, i) => (i % every === 3 ? { ...deal, riskMoney: Number.NaN } : deal)),
        200,
        settings,
      ).edge;
    expect(makeLooks(good, 200, settings)[0]?.edge).toMatchObject({ n: 200, imputed: 0 });
    expect(makeLooks(good, 200, settings)[0]?.edge?.low).toBeGreaterThan(0);
    expect(without(10)?.imputed).toBe(20);
    expect(without(4)).toBeNull();
  });

  test("small wins are no edge while the loss that they risk has not come", () => {
    // 0.1 R at 30 trades of 30 on as many days: one loss of 1 R would take a third of it.
    const small = good.slice(0, 30).map((deal, k) => {
      const won = { pl: (0.1 + 0.001 * (k % 3)) * deal.riskMoney, exit: "tp" as const };
      return { ...deal, ...won, session: k };
    });
    const edge = lookAt(small, 30, settings).edge;
    expect(edge?.mean_r).toBeCloseTo(0.1, 1);
    expect(edge?.low).toBeLessThan(0);
  });

  test("ten legs of one day are one day", () => {
    // Forty days of which four won much, each with ten trades at once: the trades alone look sure.
    const legs = good.slice(0, 130).map((deal, k) => {
      const day = k < 40 ? Math.floor(k / 10) : k - 36;
      const r = k < 40 ? 1 : k % 2 === 0 ? 0.3 : -0.3;
      return { ...deal, session: day, pl: r * deal.riskMoney };
    });
    expect(lookAt(legs, 130, settings).edge?.low).toBeLessThan(0);
  });

  test("traders without an edge are hardly ever praised", () => {
    const lucky = Array.from({ length: 25 }, (_, k) => {
      const deals = makeTrader("acak", SEED + k, 200);
      return praised(id, [{}], {}, [lookAt(deals, 200, settings)]) !== undefined;
    }).filter(Boolean);
    expect(lucky.length).toBeLessThanOrEqual(1);
  });
});

test("an even lot after losses is not praised on a day that doubled it", () => {
  const neutral = { ratio: 1, low: 0.95, high: 1.05, n: 60 };
  const look: Look = { m: 100, tested: [], too_little: [], neutral_lot: neutral, edge: null };
  const lots = { earlier: dayBefore(8, { lot_size: 0.1 }) };
  const loss = { ...at("02:00", "02:30"), lot_size: 0.1, profit_loss: -10 };
  const next = { ...at("03:00", "03:30"), lot_size: 0.1 };
  expect(praised("lot_netral_setelah_rugi", [loss, next], lots, [look])).toBeDefined();
  const doubled = [loss, { ...next, lot_size: 0.2 }];
  expect(praised("lot_netral_setelah_rugi", doubled, lots, [look])).toBeUndefined();
});
