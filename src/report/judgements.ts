import type { DayReview, FollowUp, RiskScore, RuleCheck } from "../mentor/day-review.ts";
import type { Finding } from "../mentor/types.ts";

/** Whatever a day's report judges, and the trader may ask about or appeal. */
export type Judgement =
  | { kind: "promise"; of: FollowUp }
  | { kind: "rule"; of: RuleCheck }
  | { kind: "finding"; of: Finding }
  | { kind: "score"; of: RiskScore };

/**
 * The judgements of a day in the order in which reports number them, which is that of reading:
 * own rules, promises, what is to be mended, what is only counted, what was right, and the score. The
 * numbers are the same in every form of the report; what another fact already tells (severity 0)
 * has none.
 */
export function judgements(review: DayReview): Judgement[] {
  const { findings, followup, notes, risk, rules } = review;
  const isJudged = review.judged === "hand" && !notes.distress;
  const told = [
    ...findingsOf(findings, "bad"),
    ...findings.filter((one) => one.kind === "info" && one.severity > 0),
    ...findingsOf(findings, "good"),
  ];
  return [
    ...(isJudged ? rules : []).map((of) => ({ kind: "rule" as const, of })),
    ...(notes.distress ? [] : followup).map((of) => ({ kind: "promise" as const, of })),
    ...told.map((of) => ({ kind: "finding" as const, of })),
    ...(review.judged === "none" ? [] : [{ kind: "score" as const, of: risk }]),
  ];
}

/** The facts of the day before what is proven over many trades. */
function findingsOf(findings: readonly Finding[], kind: Finding["kind"]): Finding[] {
  const some = findings.filter((one) => one.kind === kind);
  return (["kejadian", "kebiasaan", "pola"] as const).flatMap((level) =>
    some.filter((one) => one.level === level),
  );
}

/** The number of something that the report of this day judges; null where it has none. */
export function numberIn(review: DayReview, of: Judgement["of"]): number | null {
  const at = judgements(review).findIndex((one) => one.of === of);
  return at < 0 ? null : at + 1;
}

/** The text with the number of what it judges behind it: "... [3]". */
export function withNumber(text: string, review: DayReview, of: Judgement["of"]): string {
  const number = numberIn(review, of);
  return number === null ? text : `${text} [${number}]`;
}
