import type { DayReview } from "../mentor/day-review.ts";
import type { Finding } from "../mentor/types.ts";
import { adviceOf } from "./report-advice.ts";
import type { ReportDocument, ReportSettings } from "./report-document.ts";
import { followUpSentence } from "./report-followup.ts";
import { ruleSentence } from "./rules.ts";
import { findingSentence } from "./words/events.ts";

/** The report for scripts: everything the text says, with its numbers, under stable keys. */
export function toJson(review: DayReview, document: ReportDocument, settings: ReportSettings) {
  const told = (finding: Finding) => findingJson(finding, settings);
  const { findings, actions, rules, followup, ...rest } = review;
  return {
    ...rest,
    headline: document.headline,
    findings: findings.filter((one) => one.kind !== "good").map(told),
    praise: findings.filter((one) => one.kind === "good").map(told),
    rules: rules.map((check) => ({ ...check, text: ruleSentence(check, settings) })),
    followup: followup.map((one) => ({ ...one, text: followUpSentence(one, settings) })),
    actions: actions.map((action) => ({ ...action, text: adviceOf(action, settings).plan })),
  };
}

function findingJson(finding: Finding, settings: ReportSettings) {
  const { proof, ...rest } = finding;
  const { effect = null, interval = null, p = null, q = null, ...looks } = proof ?? {};
  return { ...rest, effect, interval, p, q, ...looks, text: findingSentence(finding, settings) };
}
