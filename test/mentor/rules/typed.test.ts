import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  OWN_RULES,
  RULE_KINDS,
  readRule,
  ruleTyped,
  ruleValue,
} from "../../../src/mentor/rules/all.ts";
import type { RuleKind, RuleParams, RuleTerms } from "../../../src/model.ts";
import { RULE_WORDS, ruleWords } from "../../../src/report/words/rules.ts";

const read = (kind: RuleKind, words: string, currency = "USD") => {
  const reading = readRule(kind, words, currency);
  return reading.ok ? reading.value.params : reading.expected;
};

describe("a rule as it is typed", () => {
  test.each<[RuleKind, string, object]>([
    ["max-daily-loss", "2%", { percent: 2, amount: null }],
    ["max-daily-loss", "1,5 %", { percent: 1.5, amount: null }],
    ["max-daily-loss", "50", { percent: null, amount: 50 }],
    ["max-daily-loss", "$50", { percent: null, amount: 50 }],
    ["max-daily-loss", "500rb", { percent: null, amount: 500_000 }],
    ["max-trades", "5", { most: 5 }],
    ["stop-required", "", {}],
    ["hours", "14:00-23:00", { from: "14:00", to: "23:00" }],
    ["hours", "9.30 – 24:00", { from: "09:30", to: "00:00" }],
    ["hours", "20-2", { from: "20:00", to: "02:00" }],
    ["risk", "1%", { percent: 1 }],
    ["risk", "0.5", { percent: 0.5 }],
    ["pause-after-loss", "15m", { minutes: 15 }],
    ["pause-after-loss", "1h", { minutes: 60 }],
    ["pause-after-loss", "1h30m", { minutes: 90 }],
    ["max-weekly-loss", "5%", { percent: 5, amount: null }],
    ["max-drawdown", "10%", { percent: 10, amount: null, trailing: 0 }],
    ["max-drawdown", "10% --trailing", { percent: 10, amount: null, trailing: 1 }],
    ["max-drawdown", "$300 trailing", { percent: null, amount: 300, trailing: 1 }],
    ["stop-after-losses", "2", { losses: 2 }],
    ["max-open", "2", { most: 2 }],
    ["weekdays", "senin-kamis", { days: "1234" }],
    ["weekdays", "mon, Rabu,fri", { days: "135" }],
    ["weekdays", "sabtu-senin", { days: "167" }],
    ["symbols", "XAUUSDm,eurusd XAUUSD", { symbols: "EURUSD,XAUUSD" }],
    ["max-lot", "0.1", { lot: 0.1 }],
    ["max-lot", "0,1", { lot: 0.1 }],
    ["min-rr", "1.5", { times: 1.5 }],
    ["profit-target", "10%", { percent: 10, amount: null }],
    ["best-day", "50%", { percent: 50 }],
  ])("%s %s", (kind, words, params) => expect(read(kind, words)).toEqual(params));

  test("an amount that would be shown as nothing is none, by the currency", () => {
    expect(read("max-daily-loss", "0.01")).toEqual({ percent: null, amount: 0.01 });
    expect(read("max-daily-loss", "0.00001")).toMatch(/paling kecil \$0\.01/);
    expect(read("profit-target", "0.001", "IDR")).toMatch(/paling kecil Rp0,01/);
    expect(read("max-weekly-loss", "0.00000001", "BTC")).toEqual({ percent: null, amount: 1e-8 });
  });

  test.each<[RuleKind, string]>([
    ...["", "0", "-2%", "0%", "101%", "dua", "2%%", "0.0049%"].map((words): [RuleKind, string] => [
      "max-daily-loss",
      words,
    ]),
    ...["", "0", "-1", "2.5", "1001", "5x"].map((words): [RuleKind, string] => [
      "max-trades",
      words,
    ]),
    ["stop-required", "ya"],
    ...["", "14:00", "14:00-14:00", "00:00-24:00", "25-3", "24:30-3", "9:60-10", "a-b"].map(
      (words): [RuleKind, string] => ["hours", words],
    ),
    ...["", "0", "-1%", "101", "x", "0.0049"].map((words): [RuleKind, string] => ["risk", words]),
    ...["", "0", "101%", "--trailing", "10% ekor"].map((words): [RuleKind, string] => [
      "max-drawdown",
      words,
    ]),
    ["max-weekly-loss", "5% --trailing"],
    ["max-trades", "5 --trailing"],
    ...["", "0", "101", "1.5"].map((words): [RuleKind, string] => ["stop-after-losses", words]),
    ...["", "0", "101", "dua"].map((words): [RuleKind, string] => ["max-open", words]),
    ...["", "senin-minggu", "hari", "1", "senin-rabu-jumat"].map((words): [RuleKind, string] => [
      "weekdays",
      words,
    ]),
    ...["", ",", "X", "XAU USD!"].map((words): [RuleKind, string] => ["symbols", words]),
    ...["", "0", "-1", "besar", "0.000000001"].map((words): [RuleKind, string] => [
      "max-lot",
      words,
    ]),
    ...["", "0", "-1", "101", "1:2", "0.0049"].map((words): [RuleKind, string] => [
      "min-rr",
      words,
    ]),
    ...["", "0%", "101%", "0.0049%"].map((words): [RuleKind, string] => ["best-day", words]),
    ...["", "15", "0m", "25h", "1441m", "m", "h", "1d", "15m1h"].map(
      (words): [RuleKind, string] => ["pause-after-loss", words],
    ),
  ])("%s %j is refused with what is expected", (kind, words) => {
    expect(read(kind, words)).toMatch(/misalnya|\(2%\)|kosong/);
  });

  test("an amount that can mean two things is refused with both", () => {
    expect(read("max-daily-loss", "1,234")).toMatch(/1\.234 atau 1234/);
    expect(read("max-daily-loss", "25.000", "IDR")).toMatch(/25 atau 25000/);
    expect(read("max-daily-loss", "25.000", "USD")).toMatch(/25 atau 25000/);
  });

  test("an amount in another currency than the profile's is refused", () => {
    const rupiah = { percent: null, amount: 1_250_000 };
    expect(read("max-daily-loss", "Rp1.250.000", "IDR")).toEqual(rupiah);
    expect(read("max-daily-loss", "Rp1.250.000", "USD")).toMatch(/dalam USD.*bukan IDR/);
    expect(read("max-daily-loss", "50 USC", "USD")).toMatch(/dalam USD.*bukan USC/);
  });
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const hundredths = fc.integer({ min: 1, max: 10_000 }).map((value) => value / 100);

const loss = fc.oneof(
  hundredths.map((percent) => ({ percent, amount: null })),
  hundredths.map((amount) => ({ percent: null, amount })),
);

/** Anything that can be typed, by kind. */
const PARAMS: { [K in RuleKind]: fc.Arbitrary<RuleParams[K]> } = {
  "max-daily-loss": loss,
  "max-weekly-loss": loss,
  "max-drawdown": fc
    .tuple(loss, fc.constantFrom(0, 1))
    .map(([of, trailing]) => ({ ...of, trailing })),
  "max-trades": fc.record({ most: fc.integer({ min: 1, max: 1000 }) }),
  "stop-after-losses": fc.record({ losses: fc.integer({ min: 1, max: 100 }) }),
  "max-open": fc.record({ most: fc.integer({ min: 1, max: 100 }) }),
  "stop-required": fc.constant({}),
  "plan-required": fc.constant({}),
  "checklist-required": fc.constant({}),
  hours: fc
    .tuple(clock, clock)
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => ({ from, to })),
  weekdays: fc
    .subarray(["1", "2", "3", "4", "5", "6", "7"], { minLength: 1, maxLength: 6 })
    .map((days) => ({ days: days.join("") })),
  symbols: fc
    .subarray(["BBCA", "EURUSD", "US30", "XAUUSD"], { minLength: 1 })
    .map((some) => ({ symbols: some.join(",") })),
  risk: fc.record({ percent: hundredths }),
  "max-lot": fc.record({ lot: hundredths }),
  "min-rr": fc.record({ times: hundredths }),
  "pause-after-loss": fc.record({ minutes: fc.integer({ min: 1, max: 1440 }) }),
  "profit-target": loss,
  "best-day": fc.record({ percent: hundredths }),
};
const terms = fc.oneof(
  ...Object.entries(PARAMS).map(([kind, params]: [string, fc.Arbitrary<object>]) =>
    params.map((one) => ({ kind, params: one }) as RuleTerms),
  ),
);

test("what is shown as typed is read back as the same rule", () => {
  fc.assert(
    fc.property(terms, fc.constantFrom("USD", "IDR", "JPY", "USC"), (rule, currency) => {
      expect(readRule(rule.kind, ruleValue(rule), currency)).toEqual({ ok: true, value: rule });
      expect(ruleTyped(rule)).toBe(`${rule.kind} ${ruleValue(rule)}`.trim());
      expect(ruleWords(rule, currency)).not.toMatch(/undefined|NaN|null|karena/);
    }),
  );
});

test("what a day can break is guarded before: by where it stands, or by what a plan says", () => {
  for (const kind of RULE_KINDS) {
    const { look, now, forbids } = OWN_RULES[kind];
    // A plan is what that one asks for.
    const isOfPlans = kind !== "plan-required" && look !== null && now === null;
    expect([kind, forbids !== undefined]).toEqual([kind, isOfPlans]);
    expect([kind, RULE_WORDS[kind].planned !== undefined]).toEqual([kind, isOfPlans]);
  }
});

test("every kind has its words", () => {
  for (const kind of RULE_KINDS) {
    const { value, also, name, meaning } = RULE_WORDS[kind];
    for (const typed of [value, ...also]) {
      expect([kind, typed, readRule(kind, typed, "USD").ok]).toEqual([kind, typed, true]);
    }
    expect(name).not.toBe("");
    expect(meaning).not.toBe("");
  }
  expect(ruleWords({ kind: "pause-after-loss", params: { minutes: 90 } }, "USD")).toBe(
    "jeda 1 jam 30 menit setelah rugi",
  );
});
