import { addMoney, currencyOf } from "../base/money.ts";
import type { Box, FollowUp, RuleCheck } from "./day-review.ts";
import { type Discipline, discipline } from "./discipline.ts";
import type { PeriodDay, Unjudged } from "./period-days.ts";
import { costliest, type HabitCost, praised } from "./period-habits.ts";
import { nextActions, type PeriodAction } from "./period-next.ts";
import type { Finding, MentorSettings } from "./types.ts";

export type RealBox = Exclude<Box, "none">;

/** Days of one kind, with what the trader's own trades made on them. */
export interface DayGroup {
  days: readonly { date: string; net: number }[];
  net: number;
}

/** How the days went: what was done against what came out. */
export interface Conduct {
  boxes: Readonly<Record<RealBox, DayGroup>>;
  /** Days with trades that stand in no box, by reason. */
  unjudged: Readonly<Record<Unjudged, DayGroup>>;
  /** Scores of days with trades by hand, oldest first; null where there is none. */
  scores: readonly { date: string; score: number | null }[];
  /** Where discipline stood before the period and stands at its end. */
  discipline: { before: Discipline; now: Discipline };
}

/** Promises of one kind (the same action, for the same symbol) over the period. */
export interface PromiseTally {
  id: string;
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

/** A period as the mentor sees it: process, promises, habits and what comes next. */
export interface PeriodProcess extends Conduct {
  /** Null: the period is too large to follow promises trade by trade. */
  promises: readonly PromiseTally[] | null;
  rules: readonly RuleTally[];
  costliest: HabitCost | null;
  /** The good habit with the highest lower bound; null when none is proven. */
  best: { finding: Finding; date: string } | null;
  actions: readonly PeriodAction[];
  /** The notes of its last days speak of money that must not be lost. */
  distress: boolean;
}

/** Notes older than this many days before the end do not rule over the review. */
const RECENT_DAYS = 7;

/**
 * Looks back at a period. `days` are its sessions, oldest first; `scoresBefore` the scores of
 * earlier days, oldest first; `isWhole` says that every day was looked at trade by trade, so that
 * promises can be counted.
 */
export function reviewPeriod(
  days: readonly PeriodDay[],
  settings: MentorSettings,
  context: { scoresBefore: readonly number[]; isWhole: boolean },
): PeriodProcess {
  const promises = context.isWhole ? tally(days) : null;
  const distress = isDistressed(days);
  return {
    ...conductOf(days, settings, context.scoresBefore),
    promises,
    rules: rulesOver(days, settings),
    costliest: costliest(days, settings),
    best: praised(days),
    actions: distress ? [REST] : nextActions(days),
    distress,
  };
}

const REST: PeriodAction = {
  action: { id: "istirahat", focus: true, params: {}, target: null, trades: [] },
  dates: [],
};

function isDistressed(days: readonly PeriodDay[]): boolean {
  const last = days.at(-1)?.date;
  if (last === undefined) return false;
  const dayNumber = (date: string) => Date.parse(date) / 86_400_000;
  const since = dayNumber(last) - RECENT_DAYS;
  return days.some((day) => day.distress && dayNumber(day.date) > since);
}

function conductOf(
  days: readonly PeriodDay[],
  settings: MentorSettings,
  scoresBefore: readonly number[],
): Conduct {
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
  const scores = byHand.map(({ date, score }) => ({ date, score }));
  const known = scores.flatMap(({ score }) => (score === null ? [] : [score]));
  return {
    boxes: {
      ...{ "right-won": box("right-won"), "right-lost": box("right-lost") },
      ...{ "wrong-won": box("wrong-won"), "wrong-lost": box("wrong-lost") },
    },
    unjudged: {
      ...{ bots: out("bots"), data: out("data"), zero: out("zero") },
      "no-report": out("no-report"),
    },
    scores,
    discipline: {
      before: discipline(scoresBefore),
      now: discipline([...scoresBefore, ...known]),
    },
  };
}

/** Promises that were open on a day of the period, by kind, the oldest first. */
function tally(days: readonly PeriodDay[]): PromiseTally[] {
  const found = new Map<string, PromiseTally>();
  for (const day of days) {
    for (const one of day.followup) {
      const { promise, id, params, made_on } = one;
      const key = `${id} ${params.symbol ?? ""}`;
      const before = found.get(key);
      const promises = before?.promises ?? [];
      const broken = one.trades.length === 0 ? [] : [{ date: day.date, trades: one.trades }];
      found.set(key, {
        ...{ id, params, made_on: before?.made_on ?? made_on },
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
        ...{ kind, params, cost_kind },
        kept: (before?.kept ?? 0) + (outcome === "kept" ? 1 : 0),
        broken: [...(before?.broken ?? []), ...broken],
        untested: (before?.untested ?? 0) + (outcome === "untested" ? 1 : 0),
        cost: costs.length === 0 ? null : addMoney(costs, currencyOf(settings.currency)),
      });
    }
  }
  return [...found.values()];
}
