import { capital, idList, signed, unsigned } from "../base/report-parts.ts";
import type { PeriodReview } from "../figures/period.ts";
import type { PromiseTally, RuleTally } from "../mentor/period-review.ts";
import type { RuleTerms } from "../model.ts";
import { ruleWords } from "../trade/rules.ts";
import { dayList } from "./period-words.ts";
import { adviceOf } from "./report-advice.ts";
import { type Block, line, type ReportSettings } from "./report-document.ts";

/** The trader's own rules, on how many days each was kept; empty where there were none. */
export function ruleBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  return review.rules.map((one) => ruleItem(one, review.period, settings));
}

function ruleItem(
  one: RuleTally,
  period: PeriodReview["period"],
  { currency }: ReportSettings,
): Block {
  const words = capital(ruleWords({ kind: one.kind, params: one.params } as RuleTerms, currency));
  const tested = one.kept + one.broken.length;
  if (tested === 0) {
    const text = `${words}: belum teruji (0 dari ${one.untested} hari).`;
    return { kind: "item", mark: "dot", text };
  }
  const kept = `${words}: ditepati ${one.kept} dari ${tested} hari`;
  if (one.broken.length === 0) return { kind: "item", mark: "good", text: `${kept}.` };
  const missed = `dilanggar ${missedOn(one.broken, period)}`;
  return { kind: "item", mark: "bad", text: `${kept}; ${missed}.${moneyOf(one, currency)}` };
}

/** "menghabiskan" only where it is arithmetic, as on the day itself. */
function moneyOf({ cost, cost_kind }: RuleTally, currency: string): string {
  if (cost === null) return "";
  if (cost_kind === "realised") return ` Hasilnya ${signed(cost, currency)}.`;
  if (cost < 0) return ` Bagian di luar aturan menghabiskan ${unsigned(cost, currency)}.`;
  return cost === 0 ? "" : ` Kali ini bagian di luar aturan untung ${unsigned(cost, currency)}.`;
}

/** "#4 dan #9 pada 2 hari (3 Nov dan 5 Nov)". */
function missedOn(
  broken: readonly { date: string; trades: readonly number[] }[],
  period: PeriodReview["period"],
): string {
  const trades = broken.flatMap((day) => day.trades);
  const dates = broken.map(({ date }) => date);
  const which = trades.length === 0 ? "" : `${idList(trades)} `;
  return `${which}pada ${dates.length} hari (${dayList(dates, period, 3)})`;
}

/** Promises of the period, kept and broken; empty where there were none. */
export function promiseBlocks(review: PeriodReview, settings: ReportSettings): Block[] {
  const { promises } = review;
  if (promises === null || promises.length === 0) return [];
  const kept = promises.reduce((sum, one) => sum + one.kept, 0);
  const of = promises.reduce((sum, one) => sum + one.of, 0);
  const total =
    of === 0
      ? "Belum ada kesempatan untuk menguji janji (0 kesempatan)."
      : `Ditepati ${kept} dari ${of} kesempatan.`;
  return [line(total), ...promises.map((one) => promiseItem(one, review, settings))];
}

function promiseItem(
  one: PromiseTally,
  { period, actions }: PeriodReview,
  settings: ReportSettings,
): Block {
  const { id, params, kept, of, broken } = one;
  const action = { id, params, trades: [], target: null, focus: false };
  const words = capital(adviceOf(action, settings).short);
  if (of === 0) return { kind: "item", mark: "dot", text: `${words}: belum teruji (n = 0).` };
  const trades = broken.flatMap((day) => day.trades);
  const missed = trades.length === 0 ? "" : `; terlewat ${missedOn(broken, period)}`;
  // What is advised again has not become a habit after all.
  const isHabit = one.retired > 0 && !actions.some(({ action }) => action.id === id);
  const done = isHabit ? " Ini sudah jadi kebiasaan." : "";
  return {
    ...{ kind: "item", mark: trades.length === 0 || isHabit ? "good" : "bad" },
    text: `${words}: ${kept} dari ${of}${missed}.${done}`,
  };
}
