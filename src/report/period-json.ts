import type { PeriodReview } from "../figures/period.ts";
import { actionPlan } from "./period-habits.ts";
import type { ReportDocument, ReportSettings } from "./report-document.ts";
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
      text: actionPlan(one, settings),
    })),
  };
}
