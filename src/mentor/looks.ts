import { groupBy } from "../base/groups.ts";
import { addMoney, currencyOf } from "../base/money.ts";
import { mean, sum } from "../stats/moments.ts";
import { benjaminiHochberg, falseDiscoveryRates, ratioEquivalence } from "../stats/ranks.ts";
import type { Deal, Trades } from "./deals.ts";
import { edgeOf } from "./edge.ts";
import { severityOf } from "./events/event.ts";
import { milestones } from "./exposure.ts";
import { HABIT_RULES, HABITS, OUTCOMES } from "./habits/all.ts";
import {
  afterResult,
  type Evidence,
  type HabitTest,
  isEvidence,
  pick,
  type TooLittle,
} from "./habits/habit.ts";
import { type ClaimId, errorFamily, isHabitId, restsOn } from "./ids.ts";
import {
  BIGGER,
  MIN_TRADES,
  NEUTRAL,
  RULE_B,
  SECOND_TEST01,
  WEIGHTS,
  WINDOW,
} from "./thresholds.ts";
import { beyondPlan, overBase } from "./trade.ts";
import type { Appeals, CostKind, Level, Look, Tested } from "./types.ts";
import { makeWindow, type Window, withoutTrades } from "./window.ts";

/** The family of a detector of habits or outcomes; the outcomes are one family. */
function habitFamily(id: ClaimId): string {
  return isHabitId(id) ? HABIT_RULES[id].family : "segmen";
}

/**
 * Money of a proven habit. size: sum of p (1 - base/lot) over the larger lots, the same trades at
 * the base lot. stop: sum of min(0, p + 1.1 planned loss). realised: what the trades came to, which
 * is no cost. none: cannot be told without prices after the exit.
 */
function costOf(
  evidence: Evidence,
  window: Window,
  currency: string,
): { kind: CostKind; money: number | null } {
  const { id } = evidence;
  const kind: CostKind = isHabitId(id) ? HABIT_RULES[id].money : "realised";
  if (kind === "none") return { kind, money: null };
  const parts = evidence.about.map((i) => {
    const pl = window.deals[i]?.pl ?? 0;
    if (kind === "realised") return pl;
    if (kind === "size") return overBase(pl, sizeRatio(window, i));
    const r = window.r[i] ?? 0;
    return r === 0 ? 0 : beyondPlan(pl, pl / r);
  });
  const finite = parts.filter(Number.isFinite);
  return { kind, money: addMoney(finite, currencyOf(currency)) };
}

/**
 * The lot over the symbol's base, at least 1: without a base there is nothing that it was above. The
 * size in the measure that was compared, where the lot is not known.
 */
function sizeRatio(window: Window, i: number): number {
  const lot = window.deals[i]?.lot ?? Number.NaN;
  const ratio = lot > 0 ? lot / (window.baseLot[i] ?? Number.NaN) : Math.exp(window.rel[i] ?? 0);
  return ratio >= BIGGER ? ratio : 1;
}

/** How strong an effect is, 0 to 1, against one that nobody would overlook. */
function effect01({ id, effect }: Evidence): number {
  switch (id) {
    case "lot_naik_setelah_rugi":
    case "lot_naik_saat_untung":
      return effect / 2;
    case "lot_naik_saat_rugi_sesi":
      return 1 / (2 * effect);
    case "masuk_cepat_setelah_rugi":
      return 0.25 / effect;
    case "efek_disposisi":
      return effect / 3;
    default:
      return Math.abs(effect) / 0.5;
  }
}

/** Habits that can empty an account by themselves are never ranked low. */
const DANGEROUS: readonly ClaimId[] = ["martingale", "rata_rugi"];
const FLOOR = 60;
/**
 * From three steps up in four losses on it is a system, of which a larger lot after a loss is but a
 * part: the whole is told, not the part that happened to cost more.
 */
const SYSTEM_SHARE = 0.75;
const SYSTEM_FLOOR = 95;

/** `severityOf` it, by whether it was seen in the last session (1) or the last five (0.5). */
function habitSeverity(
  evidence: Evidence,
  window: Window,
  { kind, money }: { kind: CostKind; money: number | null },
): number {
  const about = new Set(evidence.about);
  const seenIn = (count: number) =>
    window.sessions.slice(-count).some((session) => session.some((i) => about.has(i)));
  return severityOf({
    cost: kind === "size" || kind === "stop" ? money : null,
    grossLoss: sum(window.deals.map((deal) => Math.min(0, deal.pl))),
    effect01: effect01(evidence),
    share01: evidence.about.length / window.deals.length,
    recent01: seenIn(1) ? 1 : seenIn(5) ? 0.5 : 0,
    floor: floorOf(evidence),
  });
}

function floorOf({ id, effect }: Evidence): number {
  if (id === "martingale" && effect >= SYSTEM_SHARE) return SYSTEM_FLOOR;
  return DANGEROUS.includes(id) ? FLOOR : 0;
}

export interface LookSettings {
  currency: string;
  appeals: Appeals;
}

/** Ids kept with a finding; a sentence names five, `--why` more. */
const MOST_TRADES = 20;

type Family = keyof typeof RULE_B;

/**
 * The looks that a report needs: the last ones due at `count` trades, the newest first. `trades` are
 * the last up to the count, at least `LOOK_TRADES` where there are as many. `known` are looks
 * made before, which are not made again.
 */
export function makeLooks(
  trades: Trades,
  count: number,
  settings: LookSettings,
  known: readonly Look[] = [],
): Look[] {
  const first = count - trades.length;
  return milestones(count)
    .filter((m) => m - Math.min(m, WINDOW) >= first)
    .map((m) => {
      const window = trades.slice(Math.max(0, m - WINDOW - first), m - first);
      const made = known.find((look) => look.m === m);
      return made ?? lookAt(window, m, settings);
    });
}

/** One look: every detector on the window that ends at the m-th trade. */
export function lookAt(deals: readonly Deal[], m: number, settings: LookSettings): Look {
  const window = makeWindow(deals);
  const results = [
    ...(m < MIN_TRADES.habits ? [] : HABITS),
    ...(m < MIN_TRADES.outcomes ? [] : OUTCOMES),
  ].map((test) => withAppeals(test, window, settings));
  const families = groupBy(results, ({ id }) => errorFamily(id));
  return {
    m,
    tested: [...families].flatMap(([family, some]) => judged(family, some, window, m, settings)),
    too_little: results.filter((result): result is TooLittle => !isEvidence(result)),
    neutral_lot: neutralLot(window),
    edge: edgeOf(window),
  };
}

/** Praise needs evidence too: the size after a loss is shown to be that after a win. */
function neutralLot(window: Window): Look["neutral_lot"] {
  const known = (i: number) => !Number.isNaN(window.rel[i] ?? Number.NaN);
  const losses = pick(window.rel, afterResult(window, -1, known));
  const wins = pick(window.rel, afterResult(window, 1, known));
  if (Math.min(losses.length, wins.length) < NEUTRAL.group) return null;
  const test = ratioEquivalence(losses, wins, NEUTRAL.margin);
  if (test === null || !test.equivalent) return null;
  return { ratio: test.ratio, ...test.interval, n: losses.length + wins.length };
}

/** What the tests of one family say together at the m-th trade. */
function judged(
  family: Family,
  results: readonly (Evidence | TooLittle)[],
  window: Window,
  m: number,
  settings: LookSettings,
): Tested[] {
  const limits = RULE_B[family];
  const evidence = results
    .filter(isEvidence)
    .map((one) => (mayClaim(one, limits.weak) ? { ...one, p: certain(one) } : one));
  // By its weight among those that could be tested; what could not leaves nothing to the others.
  const usual = Math.max(mean(results.map(weightOf)), mean(evidence.map(weightOf)));
  const p = evidence.map((one) => Math.min(1, (one.p * usual) / weightOf(one)));
  const strong = benjaminiHochberg(p, m <= WINDOW ? limits.first : limits.strong);
  const weak = benjaminiHochberg(p, limits.weak);
  const q = falseDiscoveryRates(p);
  const level: Level = family === "outcomes" ? "pola" : "kebiasaan";
  return evidence.map((one, i) => ({
    ...summary(one, window, settings.currency),
    level,
    q: q[i] ?? 1,
    strong: strong[i] === true,
    weak: weak[i] === true,
  }));
}

/** How much of the family's error it may spend. */
function weightOf({ id }: Pick<TooLittle, "id">): number {
  return WEIGHTS[id] ?? 1;
}

/** Whether the first test alone would say something at all. */
function mayClaim(one: Evidence, level: number): boolean {
  return one.met && one.p <= level * weightOf(one);
}

/** A finding is as sure as the weaker of its two tests. */
function certain(evidence: Evidence): number {
  return Math.max(evidence.p, SECOND_TEST01[restsOn(evidence.id)] * evidence.confirm());
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
    id,
    family: habitFamily(id),
    p,
    effect,
    met,
    n,
    values,
    interval: evidence.interval ?? null,
    trades: about.slice(0, MOST_TRADES).map((i) => window.deals[i]?.id ?? 0),
    affected: about.length,
    cost_kind: cost.kind,
    cost: cost.money,
    severity: met ? habitSeverity(evidence, window, cost) : 0,
  };
}
