import type { DayReview } from "../mentor/day-review.ts";
import type { Finding } from "../mentor/types.ts";

/**
 * Findings in the order in which a report numbers them: the day's facts to mend, then the proven,
 * then what is only counted; what another fact already tells (severity 0) has no number.
 */
export function numbered(review: DayReview): Finding[] {
  const bad = review.findings.filter((finding) => finding.kind === "bad");
  const of = (level: Finding["level"]) => bad.filter((finding) => finding.level === level);
  const counted = review.findings.filter((one) => one.kind === "info" && one.severity > 0);
  return [...of("kejadian"), ...of("kebiasaan"), ...of("pola"), ...counted];
}
