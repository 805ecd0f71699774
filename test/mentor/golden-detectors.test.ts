import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Deal } from "../../src/mentor/deals.ts";
import { HABITS } from "../../src/mentor/habits/all.ts";
import { type Evidence, isEvidence } from "../../src/mentor/habits/habit.ts";
import {
  afterTwoLosses,
  largeLots,
  lateTrades,
  segmentTests,
} from "../../src/mentor/habits/outcomes.ts";
import { makeWindow, type Window } from "../../src/mentor/window.ts";
import { benjaminiHochberg } from "../../src/stats/ranks.ts";

interface Reference {
  p: number;
  eff: number;
  ok: boolean;
  n: number;
  ws?: number;
}

interface Trader {
  trades: string[];
  features: Record<string, string>;
  habits: Record<string, Reference | null>;
  outcomes: Record<string, Reference | null>;
  q005: string[];
  q03: string[];
}

const GOLDEN = JSON.parse(
  readFileSync(new URL("./golden-detectors.json", import.meta.url), "utf8"),
) as { columns: string[]; traders: Record<string, Trader> };

function dealsFrom({ trades }: Trader): Deal[] {
  return trades.map((line, index) => {
    const row = line.split(" ");
    const at = (name: string) => row[GOLDEN.columns.indexOf(name)];
    const minutes = Number(at("entry_min"));
    return {
      id: index + 1,
      session: Number(at("session_day")),
      entryMs: minutes * 60_000,
      exitMs: Number(at("exit_min")) * 60_000,
      symbol: String(at("symbol")),
      side: at("side") === "buy" ? 1 : -1,
      lot: Number(at("lot")),
      riskPercent: 100 * Number(at("risk_fraction")),
      riskMoney: 1,
      pl: Number(at("R")),
      hasStop: at("sl_used") === "1",
      plannedRr: Number(at("planned_rr")),
      exit: at("exit_reason") as Deal["exit"],
      add: Number(at("add")) as Deal["add"],
      strategy: String(at("strategy")),
      mood: String(at("mood")),
      condition: String(at("condition")),
      hour: Math.floor((minutes % 1440) / 60),
      weekday: Number(at("session_day")) % 7,
      isCarried: false,
    };
  });
}

/**
 * The reference's habits in the order of ours. That a day had many more trades than others is told of
 * the day alone: counts that vary are no habit, markets and working weeks vary too.
 */
const habitsOf = ({ habits }: Trader) =>
  Object.entries(habits).filter(([name]) => name !== "ledakan_trading");

const windows = new Map(
  Object.entries(GOLDEN.traders).map(([name, trader]) => [name, makeWindow(dealsFrom(trader))]),
);
const names = [...windows.keys()];
const windowOf = (name: string) => windows.get(name) as Window;
const traderOf = (name: string) => GOLDEN.traders[name] as Trader;

describe.each(names)("%s", (name) => {
  const window = windowOf(name);
  const trader = traderOf(name);

  test("features", () => {
    const pairs: [string, ArrayLike<number>][] = [
      ["after", window.after],
      ["gap", window.gap],
      ["loss_streak", window.streak],
      ["idx", window.index],
      ["rel", window.rel],
    ];
    for (const [feature, ours] of pairs) {
      (trader.features[feature] ?? "").split(" ").forEach((text, i) => {
        // The reference prints its times to a millionth of a minute.
        if (text === "-") expect(ours[i], `${feature} ${i}`).toBeNaN();
        else expect(Math.abs((ours[i] ?? 0) - Number(text)), `${feature} ${i}`).toBeLessThan(2e-6);
      });
    }
  });

  test("habits: p and effect", () => {
    habitsOf(trader).forEach(([, reference], k) => {
      const ours = HABITS[k]?.(window);
      expectSame(ours as Evidence, reference);
      if (reference?.ws !== undefined) {
        expect((ours as Evidence).values.within).toBeCloseTo(reference.ws, 9);
      }
    });
  });

  test("outcomes: p and effect", () => {
    const tests = [afterTwoLosses, lateTrades, largeLots];
    const references = Object.values(trader.outcomes);
    tests.forEach((detector, k) => {
      expectSame(detector(window) as Evidence, references[k] ?? null);
    });
    segmentTests(true).forEach((detector, k) => {
      const reference = references[tests.length + k] ?? null;
      const ours = detector(window);
      expect(isEvidence(ours)).toBe(reference !== null);
      if (reference === null || !isEvidence(ours)) return;
      expect(ours.effect).toBeCloseTo(reference.eff, 9);
      expect(ours.met).toBe(reference.ok);
      expect(ours.n.a).toBe(reference.n);
      // Two samples of 1,999 permutations each; our own p is frozen below.
      const error = Math.sqrt((2 * reference.p * (1 - reference.p)) / 2000);
      expect(Math.abs(ours.p - reference.p)).toBeLessThan(4 * error);
    });
  });

  test("the false discovery rate", () => {
    const tested = HABITS.map((detector) => detector(window)).flatMap((result, k) =>
      isEvidence(result) ? [{ p: result.p, name: habitsOf(trader)[k]?.[0] ?? "" }] : [],
    );
    const rejected = (q: number) => {
      const kept = benjaminiHochberg(
        tested.map((one) => one.p),
        q,
      );
      return tested.filter((_, i) => kept[i]).map((one) => one.name);
    };
    expect(rejected(0.005).sort()).toEqual([...trader.q005].sort());
    expect(rejected(0.03).sort()).toEqual([...trader.q03].sort());
  });
});

test("permutation p-values, frozen with SplitMix64", () => {
  const frozen = names.map((name) => {
    const p = segmentTests(true).map((detector) => {
      const result = detector(windowOf(name));
      return isEvidence(result) ? result.p : null;
    });
    return `${name}: ${p.join(" ")}`;
  });
  expect(frozen).toMatchSnapshot();
});

function expectSame(ours: Evidence, reference: Reference | null): void {
  expect(isEvidence(ours), ours.id).toBe(reference !== null);
  if (reference === null) return;
  // The reference prints ten decimals, so the smallest p-values only so far.
  expect(Math.abs(ours.p - reference.p), ours.id).toBeLessThan(1e-9 * reference.p + 1e-10);
  expect(Math.abs(ours.effect - reference.eff), ours.id).toBeLessThan(1e-9);
  expect(ours.met, ours.id).toBe(reference.ok);
}
