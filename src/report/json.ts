import { inStyleOf } from "../base/number.ts";
import { inOrderOf } from "../base/phrases.ts";
import type { PeriodReview } from "../figures/period.ts";
import type { DayReview } from "../mentor/day-review.ts";
import type { DayHistory, Finding } from "../mentor/types.ts";
import type { ReportDocument, ReportSettings } from "./document.ts";
import { type Judgement, numberIn } from "./judgements.ts";
import { adviceOf, adviceOfPeriod, followUpSentence } from "./promises.ts";
import { ruleSentence } from "./rules.ts";
import { findingSentence } from "./words/events.ts";

/** The review of a period for scripts: all its numbers, with the sentences of what they name. */
export function periodJson(
  review: PeriodReview,
  document: ReportDocument,
  settings: ReportSettings,
) {
  const { costliest, best, actions, boxes, unjudged, ...rest } = review;
  const groups = Object.fromEntries(
    Object.entries({ ...boxes, ...unjudged }).map(([name, { days, net }]) => [
      name,
      { n: days.length, net, days },
    ]),
  );
  return {
    ...rest,
    headline: document.headline,
    boxes: groups,
    costliest:
      costliest?.level === "proven"
        ? { ...costliest, text: findingSentence(costliest.finding, settings) }
        : costliest,
    best: best === null ? null : { ...best, text: findingSentence(best.finding, settings) },
    actions: actions.map((one) => ({
      ...one.action,
      dates: one.dates,
      text: adviceOfPeriod(one, settings).plan,
    })),
  };
}

/** The report for scripts: everything the text says, with its numbers, under stable keys. */
export function toJson(
  review: DayReview,
  { trades }: Pick<DayHistory, "trades">,
  document: ReportDocument,
  settings: ReportSettings,
) {
  return inOrderOf(trades, () =>
    inStyleOf(settings.currency, () => told(review, document, settings)),
  );
}

function told(review: DayReview, document: ReportDocument, settings: ReportSettings) {
  const number = (of: Judgement["of"]) => numberIn(review, of);
  const told = (one: Finding) => ({ ...findingJson(one, settings), number: number(one) });
  const { findings, actions, rules, followup, ...rest } = review;
  return {
    ...rest,
    headline: document.headline,
    findings: findings.filter((one) => one.kind !== "good").map(told),
    praise: findings.filter((one) => one.kind === "good").map(told),
    rules: rules.map((one) => ({
      ...one,
      text: ruleSentence(one, settings),
      number: number(one),
    })),
    followup: followup.map((one) => ({
      ...one,
      text: followUpSentence(one, settings),
      number: number(one),
    })),
    actions: actions.map((action) => ({ ...action, text: adviceOf(action, settings).plan })),
  };
}

function findingJson(finding: Finding, settings: ReportSettings) {
  const { proof, ...rest } = finding;
  const { effect = null, interval = null, p = null, q = null, ...looks } = proof ?? {};
  return { ...rest, effect, interval, p, q, ...looks, text: findingSentence(finding, settings) };
}
