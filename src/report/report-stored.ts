import type { Action, DayReview } from "../mentor/day-review.ts";
import type { PromiseChanges, StoredReport } from "../model.ts";
import { adviceOf } from "./report-advice.ts";
import type { Block, ReportDocument, ReportSettings, Section } from "./report-document.ts";

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
      rules: review.rules,
      text: [...said("aturan"), ...said("analisis")],
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

/** More promises at once than this are none. */
const MOST_OPEN = 3;
/** Actions that are no promise: they hold for the day, or for what is done well already. */
const NO_PROMISE = ["pertahankan", "istirahat", "bot_pasang_sl"];

/** Whether an action can be promised: it is for the days to come, and it can be counted. */
export function isPromise({ id, target }: Action): boolean {
  return target !== null && !NO_PROMISE.includes(id);
}

/**
 * What the report does to promises: those kept for good or made smaller end, and its actions are
 * taken on unless the same promise is still open.
 */
export function promiseChanges(review: DayReview, settings: ReportSettings): PromiseChanges {
  const closed = review.followup.flatMap(({ promise, next }) =>
    next === "go-on"
      ? []
      : [{ id: promise, as: next === "retire" ? ("retired" as const) : ("shrunk" as const) }],
  );
  const open = review.followup.filter((one) => one.next === "go-on").map((one) => one.id);
  const added = review.actions
    .filter((action) => isPromise(action) && !open.includes(action.id))
    .map((action) => ({
      ...{ action: action.id, params: action.params, text: adviceOf(action, settings).plan },
    }))
    .slice(0, Math.max(0, MOST_OPEN - open.length));
  return { date: review.date, closed, added };
}
