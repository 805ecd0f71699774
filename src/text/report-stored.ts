import type { DayReview } from "../mentor/day-review.ts";
import type { StoredReport } from "../model.ts";
import type { Block, ReportDocument, Section } from "./report-document.ts";

/** The report as a row of ai_mentor_reports: the numbers and their sentences, as JSON. */
export function toStored(
  sessionId: number,
  review: DayReview,
  document: ReportDocument,
): StoredReport {
  const said = (id: Section["id"]) =>
    (document.sections.find((section) => section.id === id)?.blocks ?? []).flatMap(sentences);
  return {
    session_id: sessionId,
    trading_patterns_analysis: JSON.stringify({
      findings: review.findings,
      risk: review.risk,
      text: said("analisis"),
    }),
    emotional_analysis: JSON.stringify({ mood: review.mood, text: said("emosi") }),
    risk_management_score: review.risk.score,
    recommendations: JSON.stringify({ actions: review.actions, text: said("rekomendasi") }),
    motivation_message: document.motivation,
    headline: document.headline,
  };
}

function sentences(block: Block): string[] {
  if (block.kind === "line" || block.kind === "item") return [block.text];
  return block.kind === "step" ? [block.text] : [];
}
