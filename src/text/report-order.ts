import type { DayReview } from "../mentor/day-review.ts";
import type { Finding } from "../mentor/types.ts";

/** Findings to mend in the order in which a report numbers them: the day's facts, then the proven. */
export function numbered(review: DayReview): Finding[] {
  const bad = review.findings.filter((finding) => finding.kind === "bad");
  const of = (level: Finding["level"]) => bad.filter((finding) => finding.level === level);
  return [...of("kejadian"), ...of("kebiasaan"), ...of("pola")];
}
