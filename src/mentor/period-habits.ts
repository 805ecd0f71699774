import { addMoney, currencyOf } from "../base/money.ts";
import type { PeriodDay } from "./period-days.ts";
import { GONE } from "./proven.ts";
import type { CostKind, Finding, MentorSettings } from "./types.ts";

/** What was dearest in a period: a proven habit, else a fact that was counted. */
export type HabitCost =
  | { level: "proven"; finding: Finding }
  | {
      level: "fact";
      id: string;
      kind: CostKind;
      /** Sum over the period, in the profile's currency. */
      amount: number;
      dates: readonly string[];
      /** The trades it is about, and how many trades were looked at on those days. */
      trades: readonly number[];
      n: number;
    };

const EXACT: readonly CostKind[] = ["size", "stop"];

/**
 * The dearest of what is to be mended: proven habits first (by exact cost, then by weight), then
 * the counted fact with the largest exact cost, then the one whose trades lost most. Where only
 * luck paid for a size, that: the amount is above 0. Null: nothing has any money to it.
 */
export function costliest(days: readonly PeriodDay[], settings: MentorSettings): HabitCost | null {
  const proven = lastByHand(days)?.findings.filter(
    (one) => one.kind === "bad" && one.proof !== undefined,
  );
  const [dearest] = [...(proven ?? [])].sort(
    (a, b) => (a.cost ?? 0) - (b.cost ?? 0) || b.severity - a.severity,
  );
  if (dearest !== undefined) return { level: "proven", finding: dearest };
  const facts = factCosts(days, settings);
  const least = (some: FactCost[]) => some.sort((a, b) => a.amount - b.amount)[0];
  const isExact = ({ kind }: FactCost) => EXACT.includes(kind);
  return (
    least(facts.filter((one) => isExact(one) && one.amount < 0)) ??
    least(facts.filter((one) => !isExact(one) && one.amount < 0)) ??
    facts.filter((one) => isExact(one) && one.amount > 0).sort((a, b) => b.amount - a.amount)[0] ??
    null
  );
}

type FactCost = Extract<HabitCost, { level: "fact" }>;

function factCosts(days: readonly PeriodDay[], settings: MentorSettings): FactCost[] {
  const ids = [...new Set(days.flatMap((day) => Object.keys(day.money)))].sort();
  return ids.map((id) => {
    const on = days.filter((day) => day.money[id] !== undefined);
    const found = on.flatMap((day) => day.findings.filter((one) => one.id === id));
    return {
      ...{ level: "fact" as const, id, kind: on[0]?.money[id]?.kind ?? "none" },
      amount: addMoney(
        on.map((day) => day.money[id]?.amount ?? 0),
        currencyOf(settings.currency),
      ),
      dates: on.map((day) => day.date),
      trades: found.flatMap((one) => one.trades),
      n: found.reduce((sum, one) => sum + one.n, 0),
    };
  });
}

/** The good habit with the highest lower bound as of the last day with trades by hand. */
export function praised(days: readonly PeriodDay[]): { finding: Finding; date: string } | null {
  const day = lastByHand(days);
  const good = day?.findings.filter((one) => one.values.praise === 1 || one.id === GONE) ?? [];
  const bound = ({ values }: Finding) => Number(values.bound ?? 0);
  const [best] = [...good].sort((a, b) => bound(b) - bound(a) || (a.id < b.id ? -1 : 1));
  return best === undefined || day === undefined ? null : { finding: best, date: day.date };
}

/** The last day with trades by hand; what is proven is proven as of that day. */
export function lastByHand(days: readonly PeriodDay[]): PeriodDay | undefined {
  return days.findLast((day) => day.hand.n > 0);
}
