import { describe, expect, test } from "vitest";
import { lookAt, makeLooks } from "../../src/mentor/looks.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import type { DayHistory, Look } from "../../src/mentor/types.ts";
import type { Trade } from "../../src/model.ts";
import { SEED } from "../seed.ts";
import { makeTrader } from "../sim/generate.ts";
import { at, dayBefore, history, mood, SETTINGS, session, trade } from "./build.ts";

const BALANCE = { ...SETTINGS, initialBalance: 1000 };
const praised = (
  id: string,
  trades: Partial<Trade>[],
  rest: Partial<DayHistory>,
  looks: Look[] = [],
) =>
  reviewDay(history(trades, rest), BALANCE, looks).findings.find(
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
    const found = reviewDay(history(today, { earlier }), BALANCE).findings;
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
  const edge = { mean_r: 0.3, psr: 0.97, min_track: 80, n: 150, imputed: 2 };
  const look = (m: number, one: Look["edge"]): Look => ({
    m,
    tested: [],
    too_little: [],
    neutral_lot: null,
    edge: one,
  });

  test("at two looks in a row, and with as many trades as it takes", () => {
    const twice = [look(150, edge), look(100, { ...edge, n: 100 })];
    expect(praised(id, [{}], {}, twice)).toMatchObject({ n: 150, values: { min_track: 80 } });
    for (const looks of [
      twice.slice(0, 1),
      [twice[0], look(100, null)],
      [look(150, { ...edge, psr: 0.94 }), twice[1]],
      [look(150, { ...edge, min_track: 151 }), twice[1]],
    ]) {
      expect(praised(id, [{}], {}, looks as Look[])).toBeUndefined();
    }
  });

  test("a look measures it on all results, those without a plan too", () => {
    const good = makeTrader("disiplin", 11, 200).map((deal) => ({
      ...deal,
      pl: deal.pl + 0.3 * deal.riskMoney,
    }));
    const [first] = makeLooks(good, 200, settings);
    expect(first?.edge?.psr).toBeGreaterThan(0.95);
    expect(first?.edge?.n).toBe(200);
    const blind = good.map((deal, i) => (i % 10 === 3 ? { ...deal, riskMoney: Number.NaN } : deal));
    expect(lookAt(blind, 200, settings).edge?.imputed).toBe(20);
  });

  test("traders without an edge are hardly ever praised", () => {
    const lucky = Array.from({ length: 25 }, (_, k) => {
      const deals = makeTrader("acak", SEED + k, 200);
      // The two looks that the praise asks for; the others take as long.
      const looks = [200, 150].map((m) => lookAt(deals.slice(0, m), m, settings));
      return praised(id, [{}], {}, looks) !== undefined;
    }).filter(Boolean);
    expect(lucky.length).toBeLessThanOrEqual(3);
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
