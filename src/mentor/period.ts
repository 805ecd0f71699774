import { daysBetween } from "../base/dates.ts";
import { addMoney, currencyOf } from "../base/money.ts";
import {
  type Action,
  type Box,
  type Discipline,
  discipline,
  type FollowUp,
  type RuleCheck,
} from "./day-review.ts";
import type { MoneyFactId } from "./events/all.ts";
import { isPraise } from "./findings.ts";
import { subjectOf } from "./followup.ts";
import { type ActionId, GONE } from "./ids.ts";
import { moneyFacts, type PeriodDay, type Unjudged } from "./period-day.ts";
import type { CostKind, Finding, MentorSettings } from "./types.ts";

/** A period as the mentor sees it: process, promises, habits and what comes next. */
export interface PeriodProcess extends Conduct {
  /** Null: the period is too large to follow promises trade by trade. */
  promises: readonly PromiseTally[] | null;
  rules: readonly RuleTally[];
  costliest: HabitCost | null;
  /** The good habit with the highest lower bound; null when none is proven. */
  best: { finding: Finding; date: string } | null;
  actions: readonly PeriodAction[];
  /** The notes of today or yesterday speak of money or a life at risk. */
  distress: boolean;
}

/**
 * Looks back at a period. `days` are its sessions, oldest first; `scoresBefore` and `scoresBy` the
 * scores of the days before it and up to its end, oldest first; `isWhole` says that every day was
 * looked at trade by trade, so that promises can be counted.
 */
export function reviewPeriod(
  days: readonly PeriodDay[],
  settings: MentorSettings,
  context: {
    scoresBefore: readonly number[];
    scoresBy: readonly number[];
    isWhole: boolean;
    /** Today's trading day. */
    today: string;
  },
): PeriodProcess {
  const promises = context.isWhole ? tally(days) : null;
  const distress = isDistressed(days, context.today);
  return {
    ...conductOf(days, settings),
    discipline: {
      before: discipline(context.scoresBefore),
      now: discipline(context.scoresBy),
    },
    promises,
    rules: rulesOver(days, settings),
    costliest: costliest(days, settings),
    best: praised(days),
    actions: distress ? [REST] : nextActions(days),
    distress,
  };
}

export type RealBox = Exclude<Box, "none">;

/** Days of one kind, with what the trader's own trades made on them. */
interface DayGroup {
  days: readonly { date: string; net: number }[];
  net: number;
}

/** How the days went: what was done against what came out. */
interface Conduct {
  boxes: Readonly<Record<RealBox, DayGroup>>;
  /** Days with trades that stand in no box, by reason. */
  unjudged: Readonly<Record<Unjudged, DayGroup>>;
  /** Scores of days with trades by hand, oldest first; null where there is none. They know no own rule. */
  scores: readonly { date: string; score: number | null; rule_broken: boolean }[];
  /** Where discipline stood before the period and stands at its end. */
  discipline: { before: Discipline; now: Discipline };
}

/** Promises about one thing (see `subjectOf`) over the period. */
export interface PromiseTally {
  id: ActionId;
  /** Of the latest of them. */
  params: FollowUp["params"];
  promises: readonly number[];
  made_on: string;
  /** Chances kept, of all the chances. */
  kept: number;
  of: number;
  broken: readonly { date: string; trades: readonly number[] }[];
  /** How many of them became a habit in this period. */
  retired: number;
}

/** One of the trader's own rules over the period, by kind. */
export interface RuleTally {
  kind: RuleCheck["kind"];
  /** Of the latest day. */
  params: RuleCheck["params"];
  /** Days that kept it, days that broke it, and days that could not tell. */
  kept: number;
  broken: readonly { date: string; trades: readonly number[] }[];
  untested: number;
  /** Money of the days that broke it, as far as it is known; null: not at all. */
  cost: number | null;
  cost_kind: RuleCheck["cost_kind"];
}

function conductOf(
  days: readonly PeriodDay[],
  settings: MentorSettings,
): Omit<Conduct, "discipline"> {
  const groupOf = (some: readonly PeriodDay[], side: "hand" | "bots"): DayGroup => ({
    days: some.map((day) => ({ date: day.date, net: day[side].net })),
    net: addMoney(
      some.map((day) => day[side].net),
      currencyOf(settings.currency),
    ),
  });
  const box = (name: RealBox) =>
    groupOf(
      days.filter((day) => day.box === name),
      "hand",
    );
  const out = (why: Unjudged) =>
    groupOf(
      days.filter((day) => day.unjudged === why),
      why === "bots" ? "bots" : "hand",
    );
  const byHand = days.filter((day) => day.hand.n > 0);
  const scores = byHand.map(({ date, score, rules }) => ({
    date,
    score,
    rule_broken: rules.some(({ outcome }) => outcome === "broken"),
  }));
  return {
    boxes: {
      "right-won": box("right-won"),
      "right-lost": box("right-lost"),
      "wrong-won": box("wrong-won"),
      "wrong-lost": box("wrong-lost"),
    },
    unjudged: {
      bots: out("bots"),
      data: out("data"),
      zero: out("zero"),
      "no-report": out("no-report"),
    },
    scores,
  };
}

/** Promises that were open on a day of the period, by what they are about, the oldest first. */
function tally(days: readonly PeriodDay[]): PromiseTally[] {
  const found = new Map<string, PromiseTally>();
  for (const day of days) {
    for (const one of day.followup) {
      const { promise, id, params, made_on } = one;
      const key = subjectOf(one);
      const before = found.get(key);
      const promises = before?.promises ?? [];
      const broken = one.trades.length === 0 ? [] : [{ date: day.date, trades: one.trades }];
      found.set(key, {
        id,
        params,
        made_on: before?.made_on ?? made_on,
        promises: promises.includes(promise) ? promises : [...promises, promise],
        kept: (before?.kept ?? 0) + one.chances - one.trades.length,
        of: (before?.of ?? 0) + one.chances,
        broken: [...(before?.broken ?? []), ...broken],
        retired: (before?.retired ?? 0) + (one.next === "retire" ? 1 : 0),
      });
    }
  }
  return [...found.values()];
}

/** The trader's own rules, each over the days on which it held. */
function rulesOver(days: readonly PeriodDay[], settings: MentorSettings): RuleTally[] {
  const found = new Map<string, RuleTally>();
  for (const day of days) {
    for (const { kind, params, outcome, trades, cost, cost_kind } of day.rules) {
      const before = found.get(kind);
      const broken = outcome === "broken" ? [{ date: day.date, trades }] : [];
      const costs = [before?.cost, cost].flatMap((one) => (one == null ? [] : [one]));
      found.set(kind, {
        kind,
        params,
        cost_kind,
        kept: (before?.kept ?? 0) + (outcome === "kept" ? 1 : 0),
        broken: [...(before?.broken ?? []), ...broken],
        untested: (before?.untested ?? 0) + (outcome === "untested" ? 1 : 0),
        cost: costs.length === 0 ? null : addMoney(costs, currencyOf(settings.currency)),
      });
    }
  }
  return [...found.values()];
}

/** What was dearest in a period: a proven habit, else a fact that was counted. */
export type HabitCost =
  | { level: "proven"; finding: Finding }
  | {
      level: "fact";
      id: MoneyFactId;
      kind: CostKind;
      /** Sum over the period, in the profile's currency. */
      amount: number;
      dates: readonly string[];
      /** The trades it is about, and how many trades were looked at on those days. */
      trades: readonly number[];
      n: number;
    };

const EXACT: readonly CostKind[] = ["size", "stop"];

/**
 * The dearest of what is to be mended: proven habits first (by exact cost, then by weight), then
 * the counted fact with the largest exact cost, then the one whose trades lost most. Where only
 * luck paid for a size, that: the amount is above 0. Null: nothing has any money to it.
 */
function costliest(days: readonly PeriodDay[], settings: MentorSettings): HabitCost | null {
  const proven = lastByHand(days)?.findings.filter(
    (one) => one.kind === "bad" && one.proof !== undefined,
  );
  const [dearest] = [...(proven ?? [])].sort(
    (a, b) => (a.cost ?? 0) - (b.cost ?? 0) || b.severity - a.severity,
  );
  if (dearest !== undefined) return { level: "proven", finding: dearest };
  const facts = factCosts(days, settings);
  const least = (some: FactCost[]) => some.sort((a, b) => a.amount - b.amount)[0];
  const isExact = ({ kind }: FactCost) => EXACT.includes(kind);
  return (
    least(facts.filter((one) => isExact(one) && one.amount < 0)) ??
    least(facts.filter((one) => !isExact(one) && one.amount < 0)) ??
    facts.filter((one) => isExact(one) && one.amount > 0).sort((a, b) => b.amount - a.amount)[0] ??
    null
  );
}

type FactCost = Extract<HabitCost, { level: "fact" }>;

function factCosts(days: readonly PeriodDay[], settings: MentorSettings): FactCost[] {
  const ids = [...new Set(days.flatMap((day) => moneyFacts(day)))].sort();
  return ids.map((id) => {
    const on = days.filter((day) => day.money[id] !== undefined);
    const found = on.flatMap((day) => day.findings.filter((one) => one.id === id));
    return {
      level: "fact" as const,
      id,
      kind: on[0]?.money[id]?.kind ?? "none",
      amount: addMoney(
        on.map((day) => day.money[id]?.amount ?? 0),
        currencyOf(settings.currency),
      ),
      dates: on.map((day) => day.date),
      trades: found.flatMap((one) => one.trades),
      n: found.reduce((sum, one) => sum + one.n, 0),
    };
  });
}

/** The good habit with the highest lower bound as of the last day with trades by hand. */
function praised(days: readonly PeriodDay[]): { finding: Finding; date: string } | null {
  const day = lastByHand(days);
  const good = day?.findings.filter((one) => isPraise(one) || one.id === GONE) ?? [];
  const bound = ({ values }: Finding) => Number(values.bound ?? 0);
  const [best] = [...good].sort((a, b) => bound(b) - bound(a) || (a.id < b.id ? -1 : 1));
  return best === undefined || day === undefined ? null : { finding: best, date: day.date };
}

/** The last day with trades by hand; what is proven is proven as of that day. */
function lastByHand(days: readonly PeriodDay[]): PeriodDay | undefined {
  return days.findLast((day) => day.hand.n > 0);
}

/** An action of the period's daily reports, worth carrying on. */
export interface PeriodAction {
  action: Action;
  /** The days whose reports advised it. */
  dates: readonly string[];
}

const MOST_ACTIONS = 3;
/** A promise kept at so many chances since it was last advised needs no advice again. */
const SETTLED_CHANCES = 3;
/** More than any number of days can add up to. */
const PROVEN_WEIGHT = 1e6;
/** A plan that another one holds: the pause after a loss is part of the plan for the lot. */
const INCLUDED: Readonly<Partial<Record<ActionId, readonly ActionId[]>>> = {
  jeda_setelah_rugi: ["lot_dasar_setelah_rugi"],
};
/** No advice for days to come: the first is for one bad day, the second is no change. */
const NOT_CARRIED: readonly ActionId[] = ["istirahat", "pertahankan"];

/**
 * At most three actions for what comes next, out of those the period's own reports gave: what is
 * proven first, then by how often and how high up they were advised, then the latest. What was kept
 * since, or became a habit, is left out. With none of these, the good habit to go on with.
 */
function nextActions(days: readonly PeriodDay[]): PeriodAction[] {
  const last = lastByHand(days);
  const found = new Map<string, PeriodAction & { weight: number }>();
  for (const day of days) {
    day.actions.forEach((action, place) => {
      if (NOT_CARRIED.includes(action.id)) return;
      const before = found.get(subjectOf(action));
      const first = day === last && day.proven.includes(action.id) ? PROVEN_WEIGHT : 0;
      const weight = (before?.weight ?? 0) + (MOST_ACTIONS - place) + first;
      found.set(subjectOf(action), { action, dates: [...(before?.dates ?? []), day.date], weight });
    });
  }
  const isSaid = (id: ActionId) => (INCLUDED[id] ?? []).some((other) => found.has(other));
  const open = [...found.values()]
    .filter(({ action }) => !isSaid(action.id))
    .filter(({ action, dates }) => !isSettled(subjectOf(action), dates.at(-1) ?? "", days))
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        ((a.dates.at(-1) ?? "") > (b.dates.at(-1) ?? "") ? -1 : 1) ||
        (a.action.id < b.action.id ? -1 : 1),
    )
    .slice(0, MOST_ACTIONS);
  const chosen = open.length > 0 ? open : goingOn(last);
  return chosen.map(({ action, dates }, index) => ({
    action: { ...action, focus: index === 0 },
    dates,
  }));
}

/** The good habit that the last day's report said to go on with. */
function goingOn(last: PeriodDay | undefined): PeriodAction[] {
  const keep = last?.actions.find((action) => action.id === "pertahankan");
  return keep === undefined ? [] : [{ action: keep, dates: [last?.date ?? ""] }];
}

/** Whether its promise was kept at every chance since it was last advised, or became a habit. */
function isSettled(subject: string, advised: string, days: readonly PeriodDay[]): boolean {
  let [chances, broken] = [0, 0];
  for (const day of days) {
    for (const one of day.followup) {
      if (subjectOf(one) !== subject) continue;
      if (one.next === "retire" && day.date >= advised) return true;
      if (day.date <= advised) continue;
      chances += one.chances;
      broken += one.trades.length;
    }
  }
  return broken === 0 && chances >= SETTLED_CHANCES;
}

/** The calm stop belongs to the day of such a note and the day after: a later review has its figures. */
const CALM_DAYS = 1;

const REST: PeriodAction = {
  action: { id: "istirahat", focus: true, params: {}, target: null, trades: [] },
  dates: [],
};

function isDistressed(days: readonly PeriodDay[], today: string): boolean {
  return days.some((day) => day.distress && daysBetween(day.date, today) <= CALM_DAYS);
}
