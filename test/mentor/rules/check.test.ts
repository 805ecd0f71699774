import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reviewDay } from "../../../src/mentor/review.ts";
import { checkRules } from "../../../src/mentor/rules/check.ts";
import type { DayHistory } from "../../../src/mentor/types.ts";
import type { RuleKind, RuleTerms, Trade } from "../../../src/model.ts";
import { ruleSentence } from "../../../src/report/rules.ts";
import { at, dayBefore, history, rule, SETTINGS } from "../build.ts";

type Rest = Partial<Omit<DayHistory, "trades">>;

/** The check of one rule on a day. The profile's zone is WIB, seven hours ahead of these times. */
function check(terms: RuleTerms, trades: Partial<Trade>[], rest: Rest = {}) {
  const [found] = checkRules(history(trades, { ...rest, rules: [rule(terms)] }), SETTINGS);
  if (found === undefined) throw new Error("no check");
  return found;
}

const loss = (amount: number): RuleTerms => {
  return { kind: "max-daily-loss", params: { percent: null, amount } };
};
const share: RuleTerms = { kind: "max-daily-loss", params: { percent: 2, amount: null } };
const most = (count: number): RuleTerms => ({ kind: "max-trades", params: { most: count } });
const stop: RuleTerms = { kind: "stop-required", params: {} };
const hours = (from: string, to: string): RuleTerms => ({ kind: "hours", params: { from, to } });
const risk: RuleTerms = { kind: "risk", params: { percent: 1 } };
const pause: RuleTerms = { kind: "pause-after-loss", params: { minutes: 15 } };

describe("max-daily-loss", () => {
  const day = [
    { ...at("02:00", "02:30"), profit_loss: -30 },
    { ...at("02:40", "03:00"), profit_loss: -25 },
    { ...at("03:30", "04:00"), profit_loss: -12.5 },
    { ...at("04:30", "05:00"), profit_loss: 4 },
  ];

  test("is broken by entries after the closed trades had lost it, at what they came to", () => {
    expect(check(loss(50), day)).toMatchObject({
      outcome: "broken",
      trades: [3, 4],
      cost: -8.5,
      cost_kind: "realised",
      n: 4,
      values: { limit: -50, net: -63.5, reached_time: "2026-11-20T03:00:00.000Z" },
    });
  });

  test("is a share of the balance at the start of the day, unknown without one", () => {
    expect(check(share, day, { balance: 2500 })).toMatchObject({ trades: [3, 4] });
    expect(check(share, day, { balance: 3000 })).toMatchObject({ trades: [4], cost: 4 });
    expect(check(share, day)).toMatchObject({ outcome: "untested", unknown: 4, trades: [] });
  });

  test("is kept by stopping there, untested on a day that never reached it", () => {
    expect(check(loss(50), day.slice(0, 2))).toMatchObject({ outcome: "kept", cost: null });
    expect(check(loss(70), day)).toMatchObject({ outcome: "untested", unknown: 0 });
  });

  test("counts the bots' money, but judges no entry of theirs", () => {
    const bots = day.map((trade, index) => ({ ...trade, bot_id: index === 3 ? null : 1 }));
    expect(check(loss(50), bots)).toMatchObject({ trades: [4], n: 1 });
    expect(check(loss(50), [...bots.slice(0, 3)])).toMatchObject({ outcome: "kept", n: 0 });
  });

  test("cannot be told where a closing or an entry is unknown, unless no order could reach it", () => {
    const unclosed = day.map((trade, i) => (i === 0 ? { ...trade, exit_time: null } : trade));
    expect(check(loss(50), unclosed)).toMatchObject({ outcome: "untested", unknown: 4 });
    expect(check(loss(68), unclosed)).toMatchObject({ outcome: "untested", unknown: 0 });
    const unopened = day.map((trade, i) => (i > 1 ? { ...trade, entry_time: null } : trade));
    expect(check(loss(50), unopened)).toMatchObject({ outcome: "untested", unknown: 2 });
  });
});

describe("max-trades", () => {
  const day = [at("02:00", "02:30"), at("03:00", "03:30"), { ...at("04:00", "04:30") }];

  test("names the ones above it", () => {
    const last = { profit_loss: -7 };
    const trades = [...day.slice(0, 2), { ...day[2], ...last }];
    expect(check(most(2), trades)).toMatchObject({ outcome: "broken", trades: [3], cost: -7 });
    expect(check(most(3), trades)).toMatchObject({
      outcome: "kept",
      values: { count: 3, over: 0 },
    });
    expect(check(most(2), [...day.slice(0, 2), { ...day[2], bot_id: 1 }]).outcome).toBe("kept");
  });

  test("is broken, but by none in particular, where an entry is unknown", () => {
    expect(check(most(2), [{}, ...day.slice(1)])).toMatchObject({
      outcome: "broken",
      trades: [],
      cost: null,
      unknown: 1,
      values: { over: 1 },
    });
  });
});

test("hours: the clock of the entry, also over midnight", () => {
  const [early, inside, late] = [at("06:59", "08:00"), at("07:00", "08:00"), at("16:00", "16:30")];
  const day = [early, inside, late, {}];
  expect(check(hours("14:00", "23:00"), day)).toMatchObject({
    outcome: "broken",
    trades: [1, 3],
    chances: 3,
    unknown: 1,
    cost: 20,
  });
  expect(check(hours("22:00", "14:00"), day)).toMatchObject({ trades: [2] });
  expect(check(hours("22:00", "14:00"), [{}])).toMatchObject({ outcome: "untested", unknown: 1 });
});

describe("risk", () => {
  test("costs the part above the limit, also when that was lucky", () => {
    const day = [{ risk_percent: 1 }, { risk_percent: 2, profit_loss: -40 }, {}];
    expect(check(risk, day)).toMatchObject({
      outcome: "broken",
      trades: [2],
      cost: -20,
      cost_kind: "size",
      chances: 2,
      unknown: 1,
    });
    const lucky = check(risk, [{ risk_percent: 3, profit_loss: 30 }]);
    expect(lucky).toMatchObject({ cost: 20 });
    const spoken = { ...SETTINGS, voice: "Anda" as const };
    expect(ruleSentence(lucky, spoken)).toMatch(/untung \$20\.00; risikonya tetap sampai 3x/);
    expect(ruleSentence(check(risk, day), spoken)).toMatch(/menghabiskan \$20\.00/);
  });

  test("is the limit of the report's own risk facts where it is handed on", () => {
    const day = history([{ risk_percent: 1.5 }], { rules: [rule(risk)] });
    const ids = (riskLimitPercent: number) =>
      reviewDay(day, { ...SETTINGS, riskLimitPercent }).findings.map(({ id }) => id);
    expect(ids(1)).toContain("risiko_lebih_2pct");
    expect(ids(2)).not.toContain("risiko_lebih_2pct");
  });
});

describe("stop-required", () => {
  const earlier = dayBefore(3, { risk_percent: 1 });

  test("costs the loss beyond the usual planned one", () => {
    const day = [{ stop_loss_used: true }, { stop_loss_used: false, profit_loss: -50 }, {}];
    expect(check(stop, day, { earlier, balance: 1000 })).toMatchObject({
      outcome: "broken",
      trades: [2],
      cost: -39,
      cost_kind: "stop",
      unknown: 1,
    });
    const small = [{ stop_loss_used: false, profit_loss: -5 }];
    expect(check(stop, small, { earlier, balance: 1000 }).cost).toBe(0);
  });

  test("costs nothing that can be told where no planned loss is known", () => {
    expect(check(stop, [{ stop_loss_used: false, profit_loss: -50 }])).toMatchObject({
      outcome: "broken",
      cost: null,
    });
  });
});

describe("pause-after-loss", () => {
  const lost = { ...at("02:00", "02:30"), profit_loss: -10 };

  test("counts from the last losing close, whatever won since", () => {
    const won = { ...at("02:10", "02:35") };
    const [soon, calm] = [at("02:44", "03:00"), at("02:45", "03:00")];
    expect(check(pause, [lost, won, soon])).toMatchObject({ trades: [3], chances: 1, cost: 10 });
    expect(check(pause, [lost, won, calm])).toMatchObject({ outcome: "kept", chances: 1 });
    expect(check(pause, [won, calm])).toMatchObject({ outcome: "untested", unknown: 0 });
    expect(check(pause, [{ ...lost, bot_id: 1 }, soon]).outcome).toBe("untested");
  });

  test("also over the end of a day", () => {
    const night = { exit_time: "2026-11-20 01:50:00", profit_loss: -4 };
    expect(check(pause, [at("02:00", "02:30")], { earlier: dayBefore(1, night) })).toMatchObject({
      outcome: "broken",
      trades: [1],
    });
  });

  test("a loss that closed nobody knows when leaves the others unjudged", () => {
    const unclosed = { ...lost, exit_time: null };
    expect(check(pause, [unclosed, at("09:00", "09:30")])).toMatchObject({
      outcome: "untested",
      unknown: 1,
    });
    expect(check(pause, [unclosed, lost, at("02:40", "03:00")])).toMatchObject({ trades: [3] });
  });
});

const minute = fc.option(fc.integer({ min: 0, max: 1439 }), { freq: 3 });
const clock = (value: number | null) =>
  value === null
    ? null
    : `2026-11-20 ${String(Math.floor(value / 60)).padStart(2, "0")}:${String(value % 60).padStart(2, "0")}:00`;
const anyTrade: fc.Arbitrary<Partial<Trade>> = fc.record({
  entry_time: minute.map(clock),
  exit_time: minute.map(clock),
  profit_loss: fc.integer({ min: -50, max: 50 }),
  stop_loss_used: fc.option(fc.boolean()),
  risk_percent: fc.option(fc.integer({ min: 1, max: 40 }).map((value) => value / 10)),
  lot_size: fc.option(fc.integer({ min: 1, max: 30 }).map((value) => value / 100)),
  side: fc.option(fc.constantFrom("buy", "sell")),
  entry_price: fc.option(fc.integer({ min: 3000, max: 3010 })),
  stop_loss: fc.option(fc.integer({ min: 3000, max: 3010 })),
  take_profit: fc.option(fc.integer({ min: 3000, max: 3010 })),
  bot_id: fc.option(fc.constant(1), { freq: 3 }),
});
/** One of each kind. */
const EACH: { [K in RuleKind]: Extract<RuleTerms, { kind: K }> } = {
  "max-daily-loss": { kind: "max-daily-loss", params: { percent: null, amount: 40 } },
  "max-weekly-loss": { kind: "max-weekly-loss", params: { percent: null, amount: 60 } },
  "max-drawdown": { kind: "max-drawdown", params: { percent: null, amount: 50, trailing: 1 } },
  "max-trades": { kind: "max-trades", params: { most: 3 } },
  "stop-after-losses": { kind: "stop-after-losses", params: { losses: 2 } },
  "max-open": { kind: "max-open", params: { most: 1 } },
  "stop-required": { kind: "stop-required", params: {} },
  "plan-required": { kind: "plan-required", params: {} },
  "checklist-required": { kind: "checklist-required", params: {} },
  hours: { kind: "hours", params: { from: "14:00", to: "23:00" } },
  weekdays: { kind: "weekdays", params: { days: "1234" } },
  symbols: { kind: "symbols", params: { symbols: "EURUSD" } },
  risk: { kind: "risk", params: { percent: 1 } },
  "max-lot": { kind: "max-lot", params: { lot: 0.1 } },
  "min-rr": { kind: "min-rr", params: { times: 1.5 } },
  "pause-after-loss": { kind: "pause-after-loss", params: { minutes: 15 } },
  "profit-target": { kind: "profit-target", params: { percent: 10, amount: null } },
  "best-day": { kind: "best-day", params: { percent: 50 } },
};
const ALL = Object.values(EACH);
/** What a trade must have for it to break a rule of the kind; of the others, its entry. */
const NEEDED: Partial<Record<RuleKind, (trade: Trade) => boolean>> = {
  "stop-required": (trade) => trade.stop_loss_used === false,
  risk: (trade) => (trade.risk_percent ?? 0) > 1,
  symbols: () => true,
  "plan-required": (trade) => trade.plan_id == null,
  "checklist-required": (trade) => trade.plan_id == null,
  "max-lot": (trade) => (trade.lot_size ?? 0) > 0.1,
  "min-rr": (trade) => trade.take_profit !== null && trade.stop_loss !== null,
};

describe("whatever the day", () => {
  test("what is not known is not judged", () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { maxLength: 8 }), (trades) => {
        const day = history(trades, { rules: ALL.map((terms, id) => rule(terms, { id })) });
        const known = new Map(day.trades.map((trade) => [trade.id, trade]));
        for (const { kind, ...seen } of checkRules(day, SETTINGS)) {
          for (const id of seen.trades) {
            const trade = known.get(id);
            expect(trade?.bot_id).toBeNull();
            const has = NEEDED[kind] ?? ((one: Trade) => one.entry_time !== null);
            expect([kind, trade !== undefined && has(trade)]).toEqual([kind, true]);
          }
          expect(seen.chances + seen.unknown).toBeLessThanOrEqual(Math.max(1, 2 * seen.n));
          expect(JSON.stringify(seen)).not.toMatch(/NaN|Infinity/);
        }
      }),
    );
  });

  test("forgetting a field never adds a breach that can be laid to a trade", () => {
    fc.assert(
      fc.property(
        fc.array(anyTrade, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.constantFrom("stop_loss_used", "risk_percent"),
        (trades, at, field) => {
          const rules = [rule(stop, { id: 1 }), rule(risk, { id: 2 })];
          const blank = trades.map((one, i) =>
            i === at % trades.length ? { ...one, [field]: null } : one,
          );
          const before = checkRules(history(trades, { rules }), SETTINGS);
          const after = checkRules(history(blank, { rules }), SETTINGS);
          after.forEach(({ trades: ids }, i) => {
            for (const id of ids) expect(before[i]?.trades).toContain(id);
          });
        },
      ),
    );
  });

  test("the sentence is whole, with its n, in both voices", () => {
    fc.assert(
      fc.property(fc.array(anyTrade, { minLength: 1, maxLength: 8 }), (trades) => {
        const day = history(trades, { rules: ALL.map((terms, id) => rule(terms, { id })) });
        for (const seen of checkRules(day, SETTINGS)) {
          const text = ruleSentence(seen, { ...SETTINGS, voice: "kamu" });
          expect(text).toMatch(/^(DITEPATI|DILANGGAR|TIDAK TERUJI)/);
          expect(text).not.toMatch(/undefined|NaN|null|karena|Anda|Invalid/);
          if (seen.outcome === "broken") expect(text).toMatch(/#\d|\d+ transaksi/);
        }
      }),
    );
  });
});
