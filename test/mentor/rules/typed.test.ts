import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RULE_KINDS, readRule, ruleTyped, ruleValue } from "../../../src/mentor/rules/all.ts";
import type { RuleKind, RuleTerms } from "../../../src/model.ts";
import { ruleWords } from "../../../src/report/words/rules.ts";

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
  ])("%s %s", (kind, words, params) => expect(read(kind, words)).toEqual(params));

  test.each<[RuleKind, string]>([
    ...["", "0", "-2%", "0%", "101%", "dua", "2%%"].map((words): [RuleKind, string] => [
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
    ...["", "0", "-1%", "101", "x"].map((words): [RuleKind, string] => ["risk", words]),
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

/** Any rule that can be typed. */
const terms: fc.Arbitrary<RuleTerms> = fc.oneof(
  hundredths.map((percent): RuleTerms => {
    return { kind: "max-daily-loss", params: { percent, amount: null } };
  }),
  hundredths.map((amount): RuleTerms => {
    return { kind: "max-daily-loss", params: { percent: null, amount } };
  }),
  fc.integer({ min: 1, max: 1000 }).map((most): RuleTerms => {
    return { kind: "max-trades", params: { most } };
  }),
  fc.constant<RuleTerms>({ kind: "stop-required", params: {} }),
  fc
    .tuple(clock, clock)
    .filter(([from, to]) => from !== to)
    .map(([from, to]): RuleTerms => ({ kind: "hours", params: { from, to } })),
  hundredths.map((percent): RuleTerms => ({ kind: "risk", params: { percent } })),
  fc.integer({ min: 1, max: 1440 }).map((minutes): RuleTerms => {
    return { kind: "pause-after-loss", params: { minutes } };
  }),
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

test("every kind has its words", () => {
  expect(RULE_KINDS).toHaveLength(6);
  expect(ruleWords({ kind: "pause-after-loss", params: { minutes: 90 } }, "USD")).toBe(
    "jeda 1 jam 30 menit setelah rugi",
  );
});
