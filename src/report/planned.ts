import { currencyOf, formatMoney, MASK } from "../base/money.ts";
import { idList } from "../base/phrases.ts";
import type { DayReview } from "../mentor/day-review.ts";
import type { PlannedDay } from "../mentor/planned/types.ts";
import type { DayHistory } from "../mentor/types.ts";
import { type Block, line, type ReportSettings, type Section } from "./document.ts";
import { deviationText } from "./plan.ts";

/** Said of a day on which positions were opened or closed in part, and none was done with. */
export const NONE_DONE = "Tidak ada posisi yang selesai hari ini.";

/** Whether something was traded on a day without a whole trade: there it was not waited. */
export const isUnderWay = ({ totals }: Pick<DayReview, "totals">, { planned }: DayHistory) =>
  totals.parts.length > 0 || (planned?.taken ?? 0) > 0;

/** What a day planned against what it did, in words: first the count, then each departure. */
export function plannedLines(
  planned: PlannedDay,
  currency: string,
): { text: string; mark: "good" | "bad" | null }[] {
  const { untaken, waiting, done, unplanned, cost } = planned;
  const off = departed(planned);
  const parts = [
    ...countParts(planned),
    ...(untaken.length === 0 ? [] : [`tidak diambil: rencana ${idList(untaken)}`]),
    ...(waiting.length === 0 ? [] : [`masih menunggu: rencana ${idList(waiting)}`]),
    ...(unplanned.length === 0 ? [] : [`tanpa rencana: ${idList(unplanned)}`]),
  ];
  // Prices and lots have no place in a report that is shared.
  const isMasked = currency.startsWith(MASK);
  const each = off.map(({ trade, plan, deviation }) => ({
    text: isMasked
      ? `#${trade} menyimpang dari rencana #${plan}.`
      : `#${trade}, rencana #${plan}: ${deviationText(deviation, currency)}.`,
    mark: "bad" as const,
  }));
  // The one that cost anything has told it already.
  const lost =
    off.filter(({ deviation }) => deviation.cost < 0).length > 1
      ? [
          {
            text: `Menyimpang dari rencana menghabiskan ${formatMoney(-cost, currencyOf(currency))} hari itu.`,
            mark: null,
          },
        ]
      : [];
  const isWhole = off.length === 0 && done.length > 0 && unplanned.length === 0;
  const first = { text: `${parts.join("; ")}.`, mark: isWhole ? ("good" as const) : null };
  return [first, ...each, ...lost].map(({ text, ...rest }) => ({
    ...rest,
    text: text.charAt(0).toUpperCase() + text.slice(1),
  }));
}

/** The section of the whole report; none on a day without plans. */
export function plannedSections(history: DayHistory, { currency }: ReportSettings): Section[] {
  const { planned } = history;
  if (planned == null) return [];
  const blocks = plannedLines(planned, currency).map(
    ({ text, mark }): Block => (mark === null ? line(text) : { kind: "item", mark, text }),
  );
  return [{ id: "rencana-hari", heading: "Rencana dan kenyataan", blocks }];
}

/** The same of a period in a few sentences: counts and what is arithmetic, without each trade. */
export function periodPlanLines(planned: PlannedDay, currency: string): string[] {
  const { waiting, unplanned, cost } = planned;
  const counts = [
    ...countParts(planned),
    ...(waiting.length === 0 ? [] : [`${waiting.length} rencana masih menunggu`]),
    ...(unplanned.length === 0 ? [] : [`${unplanned.length} transaksi tanpa rencana`]),
  ];
  const lost = `Menyimpang dari rencana menghabiskan ${formatMoney(-cost, currencyOf(currency))}.`;
  return [`${counts.join("; ")}.`, ...(cost < 0 ? [lost] : [])];
}

/** Trades that were not as planned, or whose plan was made against a rule. */
const departed = ({ done }: PlannedDay) =>
  done.filter(({ deviation }) => deviation.kinds.length > 0 || deviation.against);

/** How many plans were taken and trades as planned; nothing of what only waits, or of no trade. */
function countParts(planned: PlannedDay): string[] {
  const { sealed, taken, waiting, done } = planned;
  const kept = done.length - departed(planned).length;
  return [
    ...(sealed === waiting.length ? [] : [`${taken} dari ${sealed} rencana diambil`]),
    ...(done.length === 0 ? [] : [`${kept} dari ${done.length} transaksi sesuai rencananya`]),
  ];
}

/** The section of a period's review; none without plans. */
export function periodPlanSections(planned: PlannedDay | null, currency: string): Section[] {
  if (planned === null) return [];
  const blocks = periodPlanLines(planned, currency).map((text) => line(text));
  return [{ id: "rencana-hari", heading: "Rencana dan kenyataan", blocks }];
}
