import type { ReportSettings } from "../document.ts";
import { plannedLines } from "../planned.ts";
import { type SeenDay, type Statement, statement } from "./statement.ts";

/** Departures that are told one by one. */
const MOST = 3;

/** What the day planned against what it did; nothing on a day without plans. */
export function plannedStatements(
  { review, history }: SeenDay,
  { currency }: ReportSettings,
): Statement[] {
  const { planned } = history;
  if (planned == null || review.notes.distress) return [];
  return plannedLines(planned, currency)
    .slice(0, 1 + MOST)
    .map(({ text, mark }) => statement("Rencana", text, { mark }));
}
