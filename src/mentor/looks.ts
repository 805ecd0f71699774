import { ratioEquivalence } from "../stats/equivalence.ts";
import { mean } from "../stats/moments.ts";
import { benjaminiHochberg, falseDiscoveryRates } from "../stats/multiple.ts";
import { minimumTrackRecord, probabilisticSharpe } from "../stats/sharpe-probability.ts";
import { withoutTrades } from "./appeals.ts";
import type { Deal } from "./deal.ts";
import { costOf, habitFamily, habitSeverity } from "./habit-cost.ts";
import { HABITS } from "./habits/all.ts";
import {
  afterResult,
  type Evidence,
  type HabitTest,
  isEvidence,
  pick,
  type TooLittle,
} from "./habits/habit.ts";
import { OUTCOMES } from "./habits/outcomes-all.ts";
import { milestones, WINDOW } from "./milestones.ts";
import type { Appeals, Level, Look, Tested } from "./types.ts";
import { makeWindow, type Window } from "./window.ts";

/** Outcome patterns need more trades than habits: results are far noisier than choices. */
const MIN_TRADES: Readonly<Record<Family, number>> = { habits: 30, outcomes: 60 };

/**
 * Rule B: false discovery rates of one family at one look. Below `strong` a finding is proven now;
 * below `weak` when it was so at the look before as well. Chosen by simulation: of 100 traders
 * without any habit 3 to 4 are told of one within 300 trades.
 */
const RULE_B = {
  habits: { strong: 0.005, weak: 0.03 },
  outcomes: { strong: 0.0025, weak: 0.01 },
} as const;

export interface LookSettings {
  currency: string;
  appeals: Appeals;
}

const NEUTRAL_MARGIN = 1.15;
const NEUTRAL_GROUP = 10;

/** Ids kept with a finding; a sentence names five, `--why` more. */
const MOST_TRADES = 20;

type Family = keyof typeof RULE_B;

/**
 * The looks that a report needs: the last one due at `count` trades and the three before it, the
 * newest first. `deals` are the last trades up to the count, at least the last 399 where there are
 * as many: a window is 200 trades and its look at most 199 older than the newest. `known` are looks
 * made before, which are not made again.
 */
export function makeLooks(
  deals: readonly Deal[],
  count: number,
  settings: LookSettings,
  known: readonly Look[] = [],
): Look[] {
  const first = count - deals.length;
  return milestones(count)
    .filter((m) => m - Math.min(m, WINDOW) >= first)
    .map((m) => {
      const window = deals.slice(Math.max(0, m - WINDOW - first), m - first);
      const made = known.find((look) => look.m === m);
      return made ?? lookAt(window, m, settings);
    });
}

/** One look: every detector of both families on the window that ends at the m-th trade. */
export function lookAt(deals: readonly Deal[], m: number, settings: LookSettings): Look {
  const window = makeWindow(deals);
  const habits = testFamily("habits", HABITS, window, m, settings);
  const outcomes = testFamily("outcomes", OUTCOMES, window, m, settings);
  return {
    m,
    tested: [...habits.tested, ...outcomes.tested],
    too_little: [...habits.tooLittle, ...outcomes.tooLittle],
    neutral_lot: neutralLot(window),
    edge: edgeOf(window),
  };
}

/** Whether the results themselves are above nothing: praise that few can have. */
function edgeOf({ r, imputed }: Window): Look["edge"] {
  const results = Array.from(r);
  const psr = probabilisticSharpe(results);
  const min_track = minimumTrackRecord(results);
  if (psr === null || typeof min_track !== "number") return null;
  const guessed = imputed.reduce((sum, one) => sum + one, 0);
  return { mean_r: mean(results), psr, min_track, n: results.length, imputed: guessed };
}

/** Praise needs evidence too: the size after a loss is shown to be that after a win. */
function neutralLot(window: Window): Look["neutral_lot"] {
  const known = (i: number) => !Number.isNaN(window.rel[i] ?? Number.NaN);
  const losses = pick(window.rel, afterResult(window, -1, known));
  const wins = pick(window.rel, afterResult(window, 1, known));
  if (Math.min(losses.length, wins.length) < NEUTRAL_GROUP) return null;
  const test = ratioEquivalence(losses, wins, NEUTRAL_MARGIN);
  if (test === null || !test.equivalent) return null;
  return { ratio: test.ratio, ...test.interval, n: losses.length + wins.length };
}

function testFamily(
  family: Family,
  tests: readonly HabitTest[],
  window: Window,
  m: number,
  settings: LookSettings,
): { tested: Tested[]; tooLittle: TooLittle[] } {
  if (m < MIN_TRADES[family]) return { tested: [], tooLittle: [] };
  const results = tests.map((test) => withAppeals(test, window, settings));
  const evidence = results.filter(isEvidence);
  const p = evidence.map((one) => one.p);
  const strong = benjaminiHochberg(p, RULE_B[family].strong);
  const weak = benjaminiHochberg(p, RULE_B[family].weak);
  const q = falseDiscoveryRates(p);
  const level: Level = family === "habits" ? "kebiasaan" : "pola";
  return {
    tested: evidence.map((one, i) => ({
      ...summary(one, window, settings.currency),
      level,
      q: q[i] ?? 1,
      strong: strong[i] === true,
      weak: weak[i] === true,
    })),
    tooLittle: results.filter((result): result is TooLittle => !isEvidence(result)),
  };
}

/** The detector's answer; where the trader took trades out of it, on the window without them. */
function withAppeals(
  test: HabitTest,
  window: Window,
  settings: LookSettings,
): Evidence | TooLittle {
  const result = test(window);
  const out = settings.appeals.get(result.id);
  return out === undefined ? result : test(withoutTrades(window, out));
}

function summary(evidence: Evidence, window: Window, currency: string) {
  const { id, p, effect, met, n, values, about } = evidence;
  // Only what may be told needs its money.
  const cost = met ? costOf(evidence, window, currency) : { kind: "none" as const, money: null };
  return {
    ...{ id, family: habitFamily(id), p, effect, met, n, values },
    interval: evidence.interval ?? null,
    trades: about.slice(0, MOST_TRADES).map((i) => window.deals[i]?.id ?? 0),
    affected: about.length,
    cost_kind: cost.kind,
    cost: cost.money,
    severity: met ? habitSeverity(evidence, window, cost) : 0,
  };
}
