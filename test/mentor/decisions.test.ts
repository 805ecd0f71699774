import { describe, expect, test } from "vitest";
import { type Deal, dealsOf, tradesWith } from "../../src/mentor/deals.ts";
import { asDecisions, cameTo, closingsOf } from "../../src/mentor/decisions.ts";
import { afterLoss, tradeCount } from "../../src/mentor/events/limits.ts";
import { keptOn } from "../../src/mentor/followup.ts";
import { handDay } from "../../src/mentor/hand-day.ts";
import { moodDay, moodGroups } from "../../src/mentor/mood.ts";
import { reviewDay } from "../../src/mentor/review.ts";
import { checkRules } from "../../src/mentor/rules/check.ts";
import { statusOf } from "../../src/mentor/status.ts";
import { exitOf } from "../../src/mentor/trade.ts";
import type { SessionContext } from "../../src/mentor/types.ts";
import { lastExits, makeWindow, withoutTrades } from "../../src/mentor/window.ts";
import type { Trade } from "../../src/model.ts";
import { SEED } from "../seed.ts";
import { HONEST } from "../sim/honest.ts";
import { tradePlan } from "../sim/market.ts";
import { at, DAY, dayBefore, history, rule, SETTINGS, session, trade } from "./build.ts";

const gold = { symbol: "XAUUSD", side: "buy", lot_size: 0.2, entry_price: 2000 } as const;

/** The trade as a broker books it that was closed in three parts, or opened by three orders. */
const WAYS: Readonly<Record<string, (whole: Trade, part: number) => Partial<Trade>>> = {
  "orders of one second": () => ({}),
  "parts of one ticket": (whole, part) => ({
    ticket: `${whole.id}-${part}`,
    parent_ticket: `${whole.id}`,
    // Brokers write the part's own opening.
    entry_time: whole.entry_time?.replace(/\d\d$/, String(10 + part)) ?? null,
  }),
};

function inParts(trades: readonly Trade[], way: string): Trade[] {
  return trades.flatMap((whole) =>
    [0, 1, 2].map((part) => ({
      ...whole,
      ...WAYS[way]?.(whole, part),
      id: 10 * whole.id + part,
      lot_size: (whole.lot_size ?? 0) / 3,
      profit_loss: whole.profit_loss / 3,
      risk_percent: whole.risk_percent === null ? null : whole.risk_percent / 3,
    })),
  );
}

describe.each(Object.keys(WAYS))("%s", (way) => {
  const day = [
    trade({ id: 1, ...gold, ...at("02:00", "02:30"), profit_loss: -30, risk_percent: 1 }),
    trade({ id: 2, ...gold, ...at("02:50", "03:30"), profit_loss: 60, risk_percent: 1.5 }),
  ];
  const parts = inParts(day, way);

  test("six parts are two decisions", () => {
    expect(asDecisions(parts)).toHaveLength(2);
    expect(asDecisions(parts)).toMatchObject([
      { id: 10, lot_size: 0.2, profit_loss: -30, risk_percent: 1 },
      { id: 20, lot_size: 0.2, profit_loss: 60, risk_percent: 1.5 },
    ]);
  });

  test("no rule is broken by them that the whole would keep", () => {
    const rules = [
      rule({ kind: "max-trades", params: { most: 2 } }),
      rule({ kind: "pause-after-loss", params: { minutes: 15 } }, { id: 2 }),
      rule({ kind: "risk", params: { percent: 2 } }, { id: 3 }),
    ];
    const outcomes = (trades: readonly Trade[]) =>
      checkRules({ ...history([]), trades, rules }, SETTINGS).map((one) => [
        one.kind,
        one.outcome,
        one.n,
        one.chances,
      ]);
    expect(outcomes(parts)).toEqual(outcomes(day));
    expect(outcomes(parts).map(([, outcome]) => outcome)).toEqual(["kept", "kept", "kept"]);
  });

  test("and the status counts them as one", () => {
    const facts = (trades: readonly Trade[]) => ({
      now: Date.parse(`${DAY}T02:40:00Z`),
      date: DAY,
      trades,
      rules: [
        rule({ kind: "max-trades", params: { most: 2 } }),
        rule({ kind: "pause-after-loss", params: { minutes: 15 } }, { id: 2 }),
      ],
      balance: null,
      earlierLoss: null,
      results: null,
      open: 0,
      lately: [],
      currency: "USD",
      zone: "UTC",
    });
    const first = parts.filter(({ id }) => id < 20);
    expect(statusOf(facts(first))).toMatchObject({ trades: 1, pause_left_minutes: 5 });
    expect(statusOf(facts(first)).limits).toMatchObject([{ reached: false }, { reached: true }]);
  });

  test("one pause, one promise, no burst", () => {
    const now = { ...history([]), trades: parts };
    expect(handDay(now).map((view) => [view.afterLoss, view.gapSeconds !== null])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(keptOn({ id: "batas_jumlah", params: { most: 2 } }, now).broken).toEqual([]);
    const earlier = Array.from({ length: 10 }, (_, k) =>
      dayBefore(2, { session_id: 50 + k }),
    ).flat();
    const earlierSessions = Array.from({ length: 10 }, (_, k) =>
      session({ id: 50 + k, total_trades: 2 }),
    );
    expect(tradeCount({ ...now, earlier, earlierSessions }, SETTINGS)).toEqual([]);
    expect(afterLoss(now, SETTINGS)).toMatchObject([{ id: "jeda_setelah_rugi", n: 1 }]);
  });

  test("the day's facts, score and advice are those of the whole", () => {
    const priced = { ...gold, exit_price: 1990, stop_loss: 1995, strategy_used: "fade" } as const;
    const loss = (id: number, lot_size: number, entry: string, exit: string) =>
      trade({ ...priced, id, lot_size, ...at(entry, exit), profit_loss: -1000 * lot_size });
    const bare = { stop_loss: null, stop_loss_used: false } as const;
    const trades = [
      { ...loss(1, 0.03, "02:00", "02:20"), risk_percent: 3 },
      { ...loss(2, 0.06, "02:30", "02:50"), ...bare },
      { ...loss(3, 0.12, "02:55", "03:20"), risk_percent: 6 },
      { ...loss(4, 0.24, "03:30", "05:00"), ...bare, commission: -3 },
      { ...loss(5, 0.03, "04:00", "05:00"), entry_price: 1998, risk_percent: 4.5 },
      { ...loss(6, 0.03, "04:30", "05:00"), entry_price: 1999, risk_percent: 2.1 },
    ];
    const earlier = [1, 2, 3].map((day) =>
      trade({
        ...priced,
        id: 90 + day,
        session_id: 9,
        lot_size: 0.03,
        ...at(`0${day}:00`, "01:30"),
      }),
    );
    const split = (some: readonly Trade[]) =>
      inParts(some, way).map((one) => ({ ...one, commission: one.commission && -1 }));
    const seen = (some: readonly Trade[], before: readonly Trade[]) => {
      const number = (id: number) => (before === earlier ? id : Math.floor(id / 10));
      const day = { ...history([], { earlier: before, balance: 2000 }), trades: some };
      const { findings, risk, actions } = reviewDay(day, SETTINGS);
      const told = findings.map(({ id, n, trades: about, cost, values }) => {
        const { gap_seconds: _, worst, at, first, to, prev, ...rest } = values;
        const named = [worst, at, first, to, prev].map((one) => one && number(Number(one)));
        return { id, n, about: about.map(number), cost, named, rest };
      });
      const items = risk.items.map((one) => ({ ...one, trades: one.trades.map(number) }));
      const asked = actions.map(({ id, params }) => ({ id, params }));
      // The last digits of prices that parts make together aside.
      const plain = (_: string, value: unknown) =>
        typeof value === "number" ? Number(value.toPrecision(9)) : value;
      const all = { told, score: risk.score, n: risk.n, raw: risk.raw, items, asked };
      return JSON.parse(JSON.stringify(all, plain)) as typeof all;
    };
    const whole = seen(trades, earlier);
    expect(seen(split(trades), split(earlier))).toEqual(whole);
    expect(whole.n).toBe(6);
    expect(whole.told.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["tanpa_sl", "kejadian_martingale", "kejadian_rata_rugi"]),
    );
  });

  test("and an appeal takes out the whole of it", () => {
    const bare = parts.map((one) => ({ ...one, stop_loss_used: one.id >= 20 }));
    const appeals = new Map(["tanpa_sl", "skor"].map((id) => [id, new Set([10])]));
    const { findings, risk } = reviewDay({ ...history([], { appeals }), trades: bare }, SETTINGS);
    expect(findings.filter(({ id }) => id === "tanpa_sl")).toEqual([]);
    expect(risk).toMatchObject({ n: 1, ceilings: [] });
  });

  test("a look sees the same window", () => {
    for (const school of ["compounding", "manySymbols"] as const) {
      const { trades, contexts } = tradePlan(SEED, 60, HONEST[school]);
      const seen = (some: readonly Trade[]) => {
        const { deals, ...rest } = makeWindow(dealsOf(some, contexts, "UTC"));
        const plain = ({ id: _, entryMs: __, add: ___, ...deal }: Deal) => deal;
        return { ...rest, gap: [], deals: deals.map(plain) };
      };
      const [whole, split] = [seen(trades), seen(inParts(trades, way))];
      expect(split.deals.length).toBe(whole.deals.length);
      for (const field of ["label", "after", "streak", "index", "block"] as const) {
        expect(split[field], field).toEqual(whole[field]);
      }
      for (const field of ["r", "rel", "sessionR"] as const) {
        split[field].forEach((value, i) => {
          if (Number.isNaN(value)) expect(whole[field][i]).toBeNaN();
          else expect(value, `${field} ${i}`).toBeCloseTo(whole[field][i] ?? 0, 6);
        });
      }
    }
  });
});

describe("a decision is told as one trade, for the day as for the habits", () => {
  const part = (id: number, more: Partial<Trade>) =>
    trade({
      ...{ ...gold, id, ...at("02:00", "02:30"), lot_size: 0.1, stop_loss: 1990 },
      ...{ ticket: `${id}`, parent_ticket: id === 1 ? null : "1" },
      ...more,
    });
  const numbersOf = (some: readonly Trade[], contexts = new Map<number, SessionContext>()) =>
    dealsOf(some, contexts, "UTC");

  test("orders of one second, whatever is written after it", () => {
    const orders = [".100Z", ".900Z"].map((fraction, k) =>
      part(k + 1, { ticket: null, parent_ticket: null, entry_time: `${DAY}T02:00:00${fraction}` }),
    );
    expect(asDecisions(orders)).toMatchObject([{ id: 1, lot_size: 0.2 }]);
  });

  test("what was turned under the same ticket was decided anew, with a size of its own", () => {
    const turned = part(2, { side: "sell", entry_time: `${DAY} 02:00:40`, stop_loss: 2010 });
    const deals = numbersOf([part(1, {}), turned]);
    expect(deals).toMatchObject([
      { id: 1, side: 1, lot: 0.1 },
      { id: 2, side: -1, lot: 0.1 },
    ]);
    const rules = [rule({ kind: "max-lot", params: { lot: 0.1 } })];
    const day = { ...history([]), trades: [part(1, {}), turned], rules };
    expect(checkRules(day, SETTINGS)).toMatchObject([{ outcome: "kept", n: 2 }]);
  });

  test("so was what was added later: it is a trade of the day, and an add for both", () => {
    const added = part(2, { ...at("02:20", "02:30"), entry_price: 1995 });
    const day = { ...history([]), trades: [part(1, {}), added] };
    expect(handDay(day).map((view) => view.trade.lot_size)).toEqual([0.1, 0.1]);
    expect(reviewDay(day, SETTINGS).findings).toContainEqual(
      expect.objectContaining({ id: "kejadian_rata_rugi", trades: [2] }),
    );
    expect(numbersOf(day.trades)).toMatchObject([{ add: 0 }, { add: 1 }]);
    // Within a minute it is what brokers write of the parts of one order.
    const filled = part(2, { entry_time: `${DAY} 02:00:59` });
    expect(numbersOf([part(1, {}), filled])).toMatchObject([{ lot: 0.2, add: 0 }]);
  });

  test("a stop that followed the price once a part was closed is not the planned loss", () => {
    const won = { exit_price: 2010, profit_loss: 100, exit_reason: "tp" } as const;
    const even = { exit_price: 2000, profit_loss: 0, stop_loss: 2000, exit_reason: "sl" } as const;
    const parts = [part(1, won), part(2, { ...even, ...at("02:00", "02:50") })];
    // Neither half of it (the mean of both stops), nor unknown.
    expect(numbersOf(parts)).toMatchObject([{ riskMoney: 200, pl: 100, lot: 0.2 }]);
    const noted = [parts[0] as Trade, { ...(parts[1] as Trade), planned_stop: 1980 }];
    expect(numbersOf(noted)).toMatchObject([{ riskMoney: 300 }]);
    const bare = part(2, { ...even, stop_loss: null, stop_loss_used: null });
    expect(numbersOf([parts[0] as Trade, bare])[0]?.riskMoney).toBeNaN();
  });

  test("it was closed as its last part was, not by hand because the mean lies in between", () => {
    const won = { exit_price: 2020, profit_loss: 200, take_profit: 2020 };
    const even = { ...won, exit_price: 2000, profit_loss: 0, exit_reason: "sl" } as const;
    const parts = [part(1, won), part(2, { ...even, ...at("02:00", "02:50") })];
    expect(numbersOf(parts)).toMatchObject([{ exit: "sl" }]);
    expect(asDecisions(parts).map(exitOf)).toEqual(["sl"]);
  });

  test("parts that make up for each other say nothing of what a point is worth", () => {
    // Of the mean exit less the entry the last binary digit is left, of the money a cent.
    const up = part(1, { entry_price: 2000.1, exit_price: 2010.7, profit_loss: 106.01 });
    const down = part(2, {
      ...{ entry_price: 2000.1, exit_price: 1994.8, profit_loss: -106, lot_size: 0.2 },
    });
    const other = part(3, { ...at("03:00", "03:30"), ticket: "9", parent_ticket: null });
    const told = { ...other, exit_price: 2010, profit_loss: 100 };
    expect(numbersOf([up, down, told])[0]?.riskMoney).toBeCloseTo(303, 6);
  });

  test("it belongs to the day of its end, and stands there where it was opened", () => {
    const end = { session_id: 2, session_date: "2026-11-21", exit_time: "2026-11-21 01:00:00" };
    const context = (id: number, moodBefore: string) =>
      ({ id, date: DAY, condition: null, moodBefore, balance: 1000 * id }) as const;
    const contexts = new Map([1, 2].map((id) => [id, context(id, `mood ${id}`)]));
    const trades = [
      part(1, {}),
      part(5, { ...at("02:10", "02:20"), parent_ticket: null }),
      part(2, end),
      part(6, { ...end, entry_time: "2026-11-21 00:30:00", parent_ticket: null }),
    ];
    expect(numbersOf(trades, contexts)).toMatchObject([
      { id: 5, session: 1 },
      { id: 1, session: 2, mood: "mood 2", balance: 2000 },
      { id: 6, session: 2 },
    ]);
    expect(asDecisions(trades).map(({ id }) => id)).toEqual([5, 1, 6]);
  });

  test("a day tells of its own part, and judges it with the whole", () => {
    const before = { session_id: 0, session_date: "2026-11-19" };
    const entry_time = "2026-11-19 02:00:00";
    const won = part(1, {
      ...before,
      entry_time,
      exit_time: "2026-11-19 03:00:00",
      profit_loss: 30,
    });
    const rest = part(2, { entry_time, profit_loss: -10 });
    const next = part(3, { ...at("02:40", "03:00"), parent_ticket: null });
    const day = { ...history([], { earlier: [won] }), trades: [rest, next] };
    expect(handDay(day)).toMatchObject([
      { trade: { id: 2, lot_size: 0.1, profit_loss: -10 }, lost: false },
      { prev: { id: 2 }, afterLoss: false },
    ]);
    const alone = { ...day, earlier: [] };
    expect(handDay(alone)).toMatchObject([{ lost: true }, { afterLoss: true }]);
  });

  test("moods are counted by decisions too", () => {
    const noted = { id: 1, session_id: 1, mood: "tenang", note: null };
    const day = {
      ...history([], { moods: [{ ...noted, created_at: `${DAY} 01:00:00` }] }),
      trades: [part(1, {}), part(2, at("02:00", "02:50"))],
    };
    expect(moodGroups(day, SETTINGS)).toMatchObject([{ mood: "tenang", trades: 1, net: 20 }]);
  });

  test("a look sees only the parts up to its last trade, as it did when that was the last", () => {
    const parts = [part(1, {}), part(2, at("02:00", "02:50"))];
    const seen = tradesWith(parts, new Map(), "UTC");
    expect(seen.length).toBe(2);
    expect(seen.slice(0, 1)).toMatchObject([{ id: 1, lot: 0.1 }]);
    expect(seen.slice(0, 2)).toMatchObject([{ id: 1, lot: 0.2 }]);
  });
});

test("what is closed in one second is one exit, won or lost as a whole", () => {
  const leg = { ...gold, lot_size: 0.1 };
  const legs = [
    trade({ ...leg, id: 1, ...at("02:00", "03:00"), profit_loss: -20 }),
    trade({ ...leg, id: 2, ...at("02:10", "03:00"), profit_loss: -10 }),
    trade({ ...leg, id: 3, ...at("02:20", "03:00"), profit_loss: 45 }),
  ];
  const next = trade({ ...leg, id: 4, ...at("03:01", "03:30") });
  expect(closingsOf(legs)).toMatchObject([{ result: 15, members: { length: 3 } }]);
  const day = { ...history([]), trades: [...legs, next] };
  expect(handDay(day).at(-1)?.afterLoss).toBe(false);
  const rules = [rule({ kind: "pause-after-loss", params: { minutes: 15 } })];
  expect(checkRules({ ...day, rules }, SETTINGS)[0]?.outcome).not.toBe("broken");
  const stop = { id: "batas_rugi" as const, params: { amount: 25 } };
  expect(keptOn(stop, day)).toEqual({ chances: 0, broken: [] });
  // As doubles -0.1 - 0.2 + 0.3 is a loss, and -0.7 - 0.1 not one of 0.8.
  const results = (...some: number[]) =>
    legs.map((one, k) => ({ ...one, profit_loss: some[k] ?? 0 }));
  const even = { ...day, trades: [...results(-0.1, -0.2, 0.3), next] };
  expect(handDay(even).at(-1)?.afterLoss).toBe(false);
  const lost = { ...day, trades: [...results(-0.7, -0.1), next] };
  expect(keptOn({ ...stop, params: { amount: 0.8 } }, lost).broken).toEqual([4]);
});

test("another symbol, side, second, account or bot is another decision", () => {
  const one = trade({ ...gold, ...at("02:00", "02:30"), account: "1", ticket: "7" });
  const others: Partial<Trade>[] = [
    { symbol: "EURUSD" },
    { side: "sell" },
    { entry_time: `${DAY} 02:00:01` },
    { account: "2" },
    { bot_id: 1 },
  ];
  for (const other of others) {
    const two = [one, { ...one, ticket: "8", ...other }];
    expect(asDecisions(two), JSON.stringify(other)).toHaveLength(2);
  }
  const untimed = { ...one, ticket: null, entry_time: null };
  expect(asDecisions([untimed, untimed])).toHaveLength(2);
  // A ticket of a netting account that is used again for the next position is not a part.
  const again = { ...one, ticket: "8", parent_ticket: "7", entry_time: null };
  expect(asDecisions([one, again])).toHaveLength(1);
});

test("what closed in one second is one exit, which no later number and no trade itself comes before", () => {
  const now = history([
    trade({ id: 1, ...at("02:00", "02:30"), exit_time: `${DAY}T02:30:00.100Z`, profit_loss: -90 }),
    trade({ id: 2, ...at("02:01", "02:30"), exit_time: `${DAY}T02:30:00.900Z`, profit_loss: 40 }),
    trade({ id: 3, ...at("02:40", "02:40"), profit_loss: 500 }),
    trade({ id: 4, ...at("02:40", "02:50") }),
  ]);
  const views = handDay(now).map(({ prev, afterLoss, gapSeconds }) => [
    prev?.id ?? null,
    afterLoss,
    gapSeconds,
  ]);
  expect(views).toEqual([
    [null, false, null],
    [null, false, null],
    [1, true, 599.9],
    [3, false, 0],
  ]);
});

test("of what closed in one second day and look tell the same one, and count from the same moment", () => {
  const close = (id: number, entry: string, exit_time: string, profit_loss: number) =>
    trade({ ...gold, id, ...at(entry, "02:30"), exit_time, profit_loss, risk_percent: 1 });
  const trades = [
    close(1, "02:00", `${DAY}T02:30:00.100Z`, -90),
    close(2, "02:01", `${DAY}T02:30:00.900Z`, 40),
    close(3, "02:40", `${DAY} 02:50:00`, 10),
  ];
  const noted = { id: 7, session_id: 1, mood: "tenang", note: null, created_at: `${DAY} 02:35:00` };
  const day = { ...history([], { moods: [noted] }), trades };
  const view = handDay(day).at(-1);
  const window = makeWindow(dealsOf(trades, new Map(), "UTC"));
  expect(view).toMatchObject({ prev: { id: 1 }, gapSeconds: 599.9 });
  expect(window.deals[window.prev[2] ?? -1]?.id).toBe(1);
  expect(window.gap[2]).toBeCloseTo(599.9 / 60, 9);
  expect([...lastExits(window).prev]).toEqual([...window.prev]);
  expect(moodDay(day).entries[0]?.last_closed).toMatchObject({ trade: 1, result: -90 });
});

test("what was entered before its trading day began was carried into it", () => {
  // 01:00 in Jakarta: of the day before where days begin at five.
  const night = trade({ entry_time: "2026-11-19 18:00:00", session_date: "2026-11-20" });
  const carried = (dayStart: number) =>
    dealsOf([night], new Map(), "Asia/Jakarta", { dayStart })[0]?.isCarried;
  expect([0, 60, 300].map(carried)).toEqual([false, false, true]);
});

test("what closed together came to nothing only where nothing is left of it, in any currency", () => {
  const came = (...results: number[]) => cameTo(results.map((profit_loss) => ({ profit_loss })));
  expect(came(0.1, 0.2, -0.3)).toEqual({ result: 0, outcome: 0 });
  expect(came(1_000_000_000.1, -1_000_000_000, -0.1)).toEqual({ result: 0, outcome: 0 });
  // Forty satoshi of a bitcoin account.
  expect(came(-0.0000004)).toEqual({ result: -0.0000004, outcome: -1 });
  expect(came(2, -2.01).outcome).toBe(-1);
});

test("a look knows the same last exit, over the days as well as in one", () => {
  const made = (id: number, of: number, entry: string, exit: string, profit_loss: number) =>
    trade({ id, session_id: of, ...gold, ...at(entry, exit), profit_loss, risk_percent: 1 });
  const deals = dealsOf(
    [
      made(1, 1, "01:00", "03:00", -90),
      made(2, 1, "01:10", "03:00", 140),
      made(3, 1, "01:20", "02:30", -80),
      made(4, 2, "02:40", "02:50", 60),
      made(5, 2, "03:10", "03:40", 70),
    ],
    new Map(),
    "UTC",
  );
  const window = makeWindow(deals);
  expect([...window.prev]).toEqual([-1, -1, -1, -1, 3]);
  expect([...window.gap].map((minutes) => minutes || null)).toEqual([null, null, null, null, 20]);
  expect(lastExits(window)).toEqual({
    prev: Int32Array.from([-1, -1, -1, 2, 1]),
    after: Int8Array.from([0, 0, 0, -1, 1]),
  });
  // One that was taken out stands before none, and the rest keep their order.
  expect([...lastExits(withoutTrades(window, new Set([2]))).prev]).toEqual([-1, -1, -1, 2, 0]);
  const untimed = deals.map((deal) => ({ ...deal, exitMs: Number.NaN }));
  expect([...lastExits(makeWindow(untimed)).prev]).toEqual([-1, 0, 1, 2, 3]);
});
