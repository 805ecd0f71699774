import { describe, expect, test } from "vitest";
import { reviewDay } from "../../../src/mentor/review.ts";
import { checkRules } from "../../../src/mentor/rules/check.ts";
import type { StatusFacts } from "../../../src/mentor/rules/rule.ts";
import type { DayHistory, EarlierResults } from "../../../src/mentor/types.ts";
import type { Plan, RuleKind, RuleParams, RuleTerms, Trade } from "../../../src/model.ts";
import { maskReview, maskSettings } from "../../../src/report/mask.ts";
import { ruleSentence } from "../../../src/report/rules.ts";
import { at, DAY, dayBefore, history, rule, SETTINGS } from "../build.ts";
import { statusAt } from "../status-at.ts";

type Rest = Partial<Omit<DayHistory, "trades">>;

const NONE: EarlierResults = { net: 0, peak: 0, week: 0, weekLow: 0, best: 0 };
const of = <K extends RuleKind>(kind: K, params: RuleParams[K]) => ({ kind, params }) as RuleTerms;

/** What a day says of one rule. */
function check(terms: RuleTerms, trades: Partial<Trade>[], rest: Rest = {}, from = "2026-11-19") {
  const rules = [{ ...rule(terms, { valid_from: from }), ...(from === DAY && MADE) }];
  const [found] = checkRules(history(trades, { results: NONE, ...rest, rules }), SETTINGS);
  if (found === undefined) throw new Error("no check");
  return found;
}
/** Made at 02:35 of the day. */
const MADE = { made_at: `${DAY} 02:35:00` };
const spoken = (seen: ReturnType<typeof check>) =>
  ruleSentence(seen, { ...SETTINGS, voice: "Anda" });

/** Where the day stands at noon, UTC. */
const now = (terms: RuleTerms[], trades: Partial<Trade>[], rest: Partial<StatusFacts> = {}) =>
  statusAt("12:00", terms, trades, { results: NONE, ...rest });

const LOSSES = [
  { ...at("02:00", "02:30"), profit_loss: -30 },
  { ...at("02:40", "03:00"), profit_loss: -20 },
  { ...at("03:30", "04:00"), profit_loss: 5 },
];

describe("max-weekly-loss", () => {
  const week = of("max-weekly-loss", { percent: null, amount: 100 });

  test("adds the days before since Monday; exactly at the limit it is reached", () => {
    const results = { ...NONE, week: -50, weekLow: -50 };
    expect(check(week, LOSSES, { results })).toMatchObject({
      outcome: "broken",
      trades: [3],
      values: { limit: -100, reached_time: "2026-11-20T03:00:00.000Z" },
    });
    const cent = { ...NONE, week: -49.99, weekLow: -49.99 };
    const seen = check(week, LOSSES, { results: cent });
    expect(seen).toMatchObject({ outcome: "untested", values: { net: -94.99 } });
    expect(spoken(seen)).toMatch(/hasil pekan itu sampai hari itu -\$94\.99/);
  });

  test("stays reached for the rest of the week, whatever was won since", () => {
    const results = { ...NONE, week: -20, weekLow: -100 };
    const seen = check(week, [at("02:00", "02:30")], { results });
    expect(seen).toMatchObject({ outcome: "broken", trades: [1], values: { reached_time: null } });
    expect(spoken(seen)).toMatch(/Sudah tercapai sebelum hari ini; 1 dari 1/);
    expect(now([week], [], { results })).toMatchObject({ allowed: false, limits: [{ left: 0 }] });
  });

  test("what was opened on a day before is not judged by a week that began so", () => {
    const results = { ...NONE, week: -100, weekLow: -100 };
    const held = { entry_time: "2026-11-18 02:00:00", exit_time: `${DAY} 02:30:00` };
    expect(check(week, [held], { results })).toMatchObject({ outcome: "kept", trades: [] });
    // 01:00 in Jakarta: of the day before where days begin at five.
    const night = { entry_time: "2026-11-19 18:00:00", exit_time: `${DAY} 02:30:00` };
    expect(check(week, [night], { results })).toMatchObject({ outcome: "broken", trades: [1] });
    const rules = [rule(week)];
    const day = history([night], { results, rules });
    const [found] = checkRules(day, { ...SETTINGS, dayStart: 300 });
    expect(found).toMatchObject({ outcome: "kept", trades: [] });
  });

  test("is a share of the balance with which the week began, unknown without one", () => {
    const share = of("max-weekly-loss", { percent: 5, amount: null });
    const results = { ...NONE, week: -50, weekLow: -50 };
    // 1,050 on Monday: 5 % is 52.50.
    expect(check(share, LOSSES, { results, balance: 1000 })).toMatchObject({
      trades: [2, 3],
      values: { limit: -52.5 },
    });
    expect(check(share, LOSSES, { results })).toMatchObject({ outcome: "untested", unknown: 3 });
    const unknown = now([share], [], { results, balance: null });
    expect(unknown).toMatchObject({ allowed: true, limits: [{ reached: null, left: null }] });
    expect(unknown.line).toMatch(/saldo awal belum diisi/);
  });

  test("bots lose with it, and are not judged", () => {
    const bots = LOSSES.map((trade) => ({ ...trade, bot_id: 1 }));
    const results = { ...NONE, week: -60, weekLow: -60 };
    expect(check(week, bots, { results })).toMatchObject({ n: 0, trades: [], outcome: "kept" });
    expect(now([week], bots, { results })).toMatchObject({ allowed: false });
  });
});

describe("max-drawdown", () => {
  const still = of("max-drawdown", { percent: 10, amount: null, trailing: 0 });
  const trailing = of("max-drawdown", { percent: 10, amount: null, trailing: 1 });

  test("static: of what was paid in; what was won before is room", () => {
    // 1,000 paid in, 60 lost before: 40 more is the limit, which the second trade passes.
    const results = { ...NONE, net: -60 };
    expect(check(still, LOSSES, { results, balance: 940 })).toMatchObject({
      trades: [3],
      values: { limit: -100, net: -105 },
    });
    const won = { ...NONE, net: 60, peak: 60 };
    expect(check(still, LOSSES, { results: won, balance: 1060 }).outcome).toBe("untested");
    expect(now([still], [], { results: won, balance: 1060 }).limits[0]).toMatchObject({
      left: 160,
    });
  });

  test("trailing: of the highest balance at the end of a day", () => {
    const results = { ...NONE, net: 50, peak: 100 };
    // Highest 1,100: the limit is 110 below it, 50 of which are gone; 45 more make 95.
    expect(check(trailing, LOSSES, { results, balance: 1050 })).toMatchObject({
      outcome: "untested",
      values: { limit: -110, net: -95 },
    });
    const exact = [
      ...LOSSES.slice(0, 2),
      { ...at("03:05", "03:10"), profit_loss: -10 },
      at("03:30", "04:00"),
    ];
    expect(check(trailing, exact, { results, balance: 1050 })).toMatchObject({ trades: [4] });
    expect(now([trailing], LOSSES, { results, balance: 1050 }).line).toMatch(
      /sisa batas drawdown \$15\.00/,
    );
  });

  test("a withdrawal is no loss", () => {
    // 1,000 paid in, 100 won, 500 taken out.
    const results = { ...NONE, net: 100, peak: 100 };
    expect(now([trailing], [], { results, balance: 600 }).limits[0]).toMatchObject({
      reached: false,
      left: 60,
    });
  });
});

describe("stop-after-losses", () => {
  const two = of("stop-after-losses", { losses: 2 });

  test("in a row or not; a win in between does not count anew", () => {
    const won = [LOSSES[0] ?? {}, { ...at("02:32", "02:35") }, ...LOSSES.slice(1)];
    expect(check(two, won)).toMatchObject({ trades: [4], values: { losses: 2 } });
    expect(check(two, LOSSES.slice(0, 2))).toMatchObject({ outcome: "kept", chances: 1 });
    expect(spoken(check(two, LOSSES.slice(0, 1)))).toMatch(/tidak tercapai; hari itu 1 kali rugi/);
  });

  test("parts of one position are one loss, and so are those closed in one second", () => {
    const opened = LOSSES[0]?.entry_time ?? null;
    const parts = LOSSES.map((trade) => ({
      ...trade,
      ticket: "7",
      entry_time: opened,
      side: null,
    }));
    expect(check(two, [...parts, at("05:00", "05:30")])).toMatchObject({ outcome: "untested" });
    const together = [
      { ...at("02:00", "03:00"), profit_loss: -5 },
      { ...at("02:10", "03:00"), profit_loss: -5 },
      at("03:30", "04:00"),
    ];
    expect(check(two, together)).toMatchObject({ outcome: "untested", values: { losses: 1 } });
    expect(now([two], together).limits[0]).toMatchObject({ reached: false, left: 1 });
  });

  test("a loss without a time of closing may be the one: nothing is judged", () => {
    const untimed = LOSSES.map((trade, i) => (i === 1 ? { ...trade, exit_time: null } : trade));
    expect(check(two, untimed)).toMatchObject({ outcome: "untested", unknown: 3 });
    expect(check(of("stop-after-losses", { losses: 3 }), untimed)).toMatchObject({ unknown: 0 });
  });

  test("bots are not counted; status says how many are left", () => {
    const bots = LOSSES.map((trade) => ({ ...trade, bot_id: 1 }));
    expect(now([two], bots)).toMatchObject({ allowed: true, limits: [{ left: 2, unit: "count" }] });
    expect(now([two], LOSSES)).toMatchObject({ allowed: false });
    expect(now([two], LOSSES).line).toMatch(/sudah 2 kali rugi hari ini/);
    expect(now([two], LOSSES.slice(0, 1)).line).toMatch(/1 kali rugi lagi/);
  });

  test("what was opened before the rule was made is not judged by it", () => {
    const day = [LOSSES[0] ?? {}, LOSSES[1] ?? {}, at("02:31", "05:00"), at("03:10", "03:40")];
    expect(check(two, day).trades).toEqual([4]);
    expect(check(two, day, {}, DAY).trades).toEqual([4]);
    const one = of("stop-after-losses", { losses: 1 });
    expect(check(one, day).trades).toEqual([2, 3, 4]);
    expect(check(one, day, {}, DAY).trades).toEqual([2, 4]);
  });
});

describe("max-open", () => {
  const one = of("max-open", { most: 1 });

  test("the second at once is one too many; one that begins as the other ends is none", () => {
    expect(check(one, [at("02:00", "03:00"), at("02:59", "04:00")])).toMatchObject({ trades: [2] });
    expect(check(one, [at("02:00", "03:00"), at("03:00", "04:00")])).toMatchObject({
      outcome: "kept",
      chances: 2,
    });
    expect(
      check(of("max-open", { most: 2 }), [at("02:00", "03:00"), at("02:59", "04:00")]).outcome,
    ).toBe("kept");
  });

  test("a position of a day before that was still open counts, a bot's does not", () => {
    const earlier = dayBefore(1, {
      entry_time: "2026-11-19 20:00:00",
      exit_time: `${DAY} 02:30:00`,
    });
    expect(check(one, [at("02:00", "03:00")], { earlier })).toMatchObject({ trades: [1] });
    const bot = dayBefore(1, { ...earlier[0], bot_id: 1 });
    expect(check(one, [at("02:00", "03:00")], { earlier: bot }).outcome).toBe("kept");
  });

  test("where a time is missing it is not judged", () => {
    expect(check(one, [{}, at("02:00", "03:00")])).toMatchObject({
      outcome: "untested",
      unknown: 2,
    });
  });

  test("status counts what is open", () => {
    expect(now([one], [], { open: 1 })).toMatchObject({ allowed: false, limits: [{ left: 0 }] });
    expect(now([one], [], { open: 0 })).toMatchObject({ allowed: true, limits: [{ left: 1 }] });
  });
});

test("weekdays: the calendar of the zone", () => {
  // Friday in UTC; from 17:00 on it is Saturday in WIB.
  const day = [at("16:59", "17:30"), at("17:00", "17:30"), {}];
  const friday = of("weekdays", { days: "5" });
  expect(check(friday, day)).toMatchObject({ trades: [2], chances: 2, unknown: 1 });
  expect(now([friday], []).allowed).toBe(true);
  const late = { now: Date.parse(`${DAY}T17:00:00Z`) };
  expect(now([friday], [], late)).toMatchObject({
    allowed: false,
    line: expect.stringMatching(/hari ini bukan Jumat/),
  });
});

test("symbols: by their normal name", () => {
  const day = [
    { symbol: "XAUUSD" },
    { symbol: "BTCUSD", profit_loss: -7 },
    { symbol: "BTCUSD", bot_id: 1 },
  ];
  expect(check(of("symbols", { symbols: "EURUSD,XAUUSD" }), day)).toMatchObject({
    outcome: "broken",
    trades: [2],
    chances: 2,
    cost: -7,
    cost_kind: "realised",
  });
});

test("plan-required: a trade that no plan came before, bots' aside", () => {
  const day = [{ plan_id: 3 }, { profit_loss: -7 }, { bot_id: 1 }];
  expect(check(of("plan-required", {}), day)).toMatchObject({
    outcome: "broken",
    trades: [2],
    chances: 2,
    cost: -7,
  });
  expect(check(of("plan-required", {}), [{ plan_id: 3 }])).toMatchObject({ outcome: "kept" });
});

test("checklist-required: no plan, no checklist, and a line that was not ticked", () => {
  const checks = (...ok: boolean[]) => ok.map((is, i) => ({ text: `butir ${i + 1}`, ok: is }));
  const plans = new Map(
    [checks(true, true), checks(true, false), []].map((made, i) => [
      i + 1,
      { id: i + 1, checks: made } as unknown as Plan,
    ]),
  );
  const day = [1, 2, 3, null, 0].map((plan_id) => ({ plan_id, profit_loss: -7 }));
  const seen = check(of("checklist-required", {}), [...day, { bot_id: 1 }], { plans });
  expect(seen).toMatchObject({ outcome: "broken", trades: [2, 3, 4, 5], chances: 5, cost: -28 });
  expect(spoken(seen)).toMatch(/checklist yang lengkap/);
  expect(check(of("checklist-required", {}), [{ plan_id: 1 }], { plans })).toMatchObject({
    outcome: "kept",
  });
  const rules = [of("checklist-required", {})];
  expect(now(rules, day, { plans })).toMatchObject({ without_checklist: 4, allowed: true });
  expect(now([], day, { plans })).toMatchObject({ without_checklist: null });
});

test("status, as the report, counts a missing checklist from when the rule was made", () => {
  const made = { valid_from: DAY, made_at: `${DAY} 02:00:00` };
  const rules = [rule(of("checklist-required", {}), made)];
  const entered = (clock: string) => ({ entry_time: `${DAY} ${clock}:00`, plan_id: null });
  const day = [entered("01:59"), entered("02:00"), { entry_time: null, plan_id: null }];
  expect(now([], day, { rules, plans: new Map() })).toMatchObject({ without_checklist: 1 });
});

describe("max-lot", () => {
  const lot = of("max-lot", { lot: 0.1 });

  test("exactly the limit is kept; the part above it is what it cost", () => {
    const day = [{ lot_size: 0.1 }, { lot_size: 0.2, profit_loss: -40 }, {}];
    const seen = check(lot, day);
    expect(seen).toMatchObject({
      trades: [2],
      chances: 2,
      unknown: 1,
      cost: -20,
      cost_kind: "size",
    });
    expect(spoken(seen)).toMatch(/Bagian di atas batas menghabiskan \$20\.00/);
    const lucky = check(lot, [{ lot_size: 0.3, profit_loss: 30 }]);
    expect(spoken(lucky)).toMatch(/untung \$20\.00; risikonya tetap sampai 3x batas/);
  });

  test("parts of one order are one lot", () => {
    const parts = [0, 1].map(() => ({
      ...at("02:00", "02:30"),
      side: "buy" as const,
      lot_size: 0.06,
    }));
    expect(check(lot, parts)).toMatchObject({ n: 1, outcome: "broken" });
  });

  test("a shared report does not show it", () => {
    const rules = [rule(lot)];
    const review = reviewDay(history([{ lot_size: 0.2 }], { rules }), SETTINGS);
    const masked = maskReview(review);
    const [seen] = masked.rules;
    if (seen === undefined) throw new Error("no rule");
    const settings = maskSettings({ ...SETTINGS, voice: "Anda" }, null);
    expect(ruleSentence(seen, settings)).not.toMatch(/0[.,]1/);
    expect(ruleSentence(seen, settings)).toMatch(/lot paling besar/);
  });
});

test("min-rr: by prices alone; without a target or a stop it is not judged", () => {
  const price = { side: "buy", entry_price: 3350, stop_loss: 3340 } as const;
  const day = [
    { ...price, take_profit: 3365 },
    { ...price, take_profit: 3364, profit_loss: 14 },
    { ...price },
    { take_profit: 3365 },
  ];
  expect(check(of("min-rr", { times: 1.5 }), day)).toMatchObject({
    trades: [2],
    chances: 2,
    unknown: 2,
    cost: 14,
    values: { least: 1.4 },
  });
});

describe("goals", () => {
  const target = of("profit-target", { percent: 10, amount: null });
  const best = of("best-day", { percent: 50 });

  test("no day breaks or keeps one", () => {
    const rules = [rule(target), rule(best, { id: 2 })];
    expect(checkRules(history(LOSSES, { rules, results: NONE }), SETTINGS)).toEqual([]);
  });

  test("status tells how far they are, and lets trade on", () => {
    const results = { ...NONE, net: 60, peak: 60, best: 45 };
    const seen = now([target, best], [{ profit_loss: 20 }], { results, balance: 1060 });
    expect(seen).toMatchObject({ allowed: true, limits: [{ left: 20 }, { left: 56.3 }] });
    expect(seen.line).toMatch(
      /\$20\.00 lagi ke target · hari terbaik 56\.3% dari semua untung \(batas 50%\)/,
    );
    const done = now([target], [{ profit_loss: 40 }], { results, balance: 1060 });
    expect(done).toMatchObject({ allowed: true, line: expect.stringMatching(/target tercapai/) });
    expect(now([best], [], { results: NONE }).limits[0]).toMatchObject({ left: null });
  });
});

describe("what is left in risks and lots", () => {
  const day = of("max-daily-loss", { percent: null, amount: 50 });
  const lately = dayBefore(4, {
    ...at("02:00", "02:30"),
    side: "buy",
    entry_price: 3350,
    stop_loss: 3345,
    exit_price: 3345,
    lot_size: 0.02,
    profit_loss: -10,
  }).map((trade, i) => ({ ...trade, entry_time: `2026-11-19 0${i}:00:00` }));

  test("by the trades whose risk is known, told of the limit that is nearest", () => {
    const week = of("max-weekly-loss", { percent: null, amount: 100 });
    const seen = now([day, week], [{ profit_loss: -25 }], { lately });
    expect(seen).toMatchObject({ usual_risk: 10, usual_symbol: "XAUUSD" });
    // 25 left: 2.5 risks of 10; a lot risks 500, so 0.05.
    expect(seen.limits).toMatchObject([
      { left: 25, left_r: 2.5, left_lot: 0.05 },
      { left: 75, left_r: 7.5, left_lot: 0.15 },
    ]);
    expect(seen.line).toBe(
      "1 transaksi · -$25.00 · sisa batas rugi hari ini $25.00 (2.5R, 0.05 lot XAUUSD) · sisa batas rugi pekan ini $75.00",
    );
  });

  test("unknown risks are unknown", () => {
    const seen = now([day], [{ profit_loss: -25 }]);
    expect(seen).toMatchObject({
      usual_risk: null,
      limits: [{ left: 25, left_r: null, left_lot: null }],
    });
    expect(seen.line).toMatch(/sisa batas rugi hari ini \$25\.00$/);
  });
});
