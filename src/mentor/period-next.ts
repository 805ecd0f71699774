import type { Action } from "./day-review.ts";
import type { PeriodDay } from "./period-days.ts";
import { lastByHand } from "./period-habits.ts";

const MOST_ACTIONS = 3;
/** A promise kept at so many chances since it was last advised needs no advice again. */
const SETTLED_CHANCES = 3;
/** More than any number of days can add up to. */
const PROVEN_WEIGHT = 1e6;
/** A plan that another one holds: the pause after a loss is part of the plan for the lot. */
const INCLUDED: Readonly<Record<string, readonly string[]>> = {
  jeda_setelah_rugi: ["lot_dasar_setelah_rugi"],
};
/** No advice for days to come: the first is for one bad day, the second is no change. */
const NOT_CARRIED = ["istirahat", "pertahankan"];

/** An action of the period's daily reports, worth carrying on. */
export interface PeriodAction {
  action: Action;
  /** The days whose reports advised it. */
  dates: readonly string[];
}

/**
 * At most three actions for what comes next, out of those the period's own reports gave: what is
 * proven first, then by how often and how high up they were advised, then the latest. What was kept
 * since, or became a habit, is left out. With none of these, the good habit to go on with.
 */
export function nextActions(days: readonly PeriodDay[]): PeriodAction[] {
  const last = lastByHand(days);
  const found = new Map<string, PeriodAction & { weight: number }>();
  for (const day of days) {
    day.actions.forEach((action, place) => {
      if (NOT_CARRIED.includes(action.id)) return;
      const before = found.get(action.id);
      const first = day === last && day.proven.includes(action.id) ? PROVEN_WEIGHT : 0;
      const weight = (before?.weight ?? 0) + (MOST_ACTIONS - place) + first;
      found.set(action.id, { action, dates: [...(before?.dates ?? []), day.date], weight });
    });
  }
  const isSaid = (id: string) => (INCLUDED[id] ?? []).some((other) => found.has(other));
  const open = [...found.values()]
    .filter(({ action }) => !isSaid(action.id))
    .filter(({ action, dates }) => !isSettled(action.id, dates.at(-1) ?? "", days))
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        ((a.dates.at(-1) ?? "") > (b.dates.at(-1) ?? "") ? -1 : 1) ||
        (a.action.id < b.action.id ? -1 : 1),
    )
    .slice(0, MOST_ACTIONS);
  const chosen = open.length > 0 ? open : goingOn(last);
  return chosen.map(({ action, dates }, index) => ({
    ...{ action: { ...action, focus: index === 0 }, dates },
  }));
}

/** The good habit that the last day's report said to go on with. */
function goingOn(last: PeriodDay | undefined): PeriodAction[] {
  const keep = last?.actions.find((action) => action.id === "pertahankan");
  return keep === undefined ? [] : [{ action: keep, dates: [last?.date ?? ""] }];
}

/** Whether its promise was kept at every chance since it was last advised, or became a habit. */
function isSettled(id: string, advised: string, days: readonly PeriodDay[]): boolean {
  let [chances, broken] = [0, 0];
  for (const day of days) {
    for (const one of day.followup) {
      if (one.id !== id) continue;
      if (one.next === "retire" && day.date >= advised) return true;
      if (day.date <= advised) continue;
      chances += one.chances;
      broken += one.trades.length;
    }
  }
  return broken === 0 && chances >= SETTLED_CHANCES;
}
