import type { Appeals } from "./types.ts";
import type { Window } from "./window.ts";

export const NO_APPEALS: Appeals = new Map();

/**
 * The window in which these trades no longer count for a detector: they are in no group and no
 * session, while what later trades knew of them stays.
 */
export function withoutTrades(window: Window, ids: ReadonlySet<number>): Window {
  const out = window.deals.flatMap((deal, i) => (ids.has(deal.id) ? [i] : []));
  if (out.length === 0) return window;
  const changed = {
    ...window,
    deals: window.deals.map((deal) =>
      ids.has(deal.id)
        ? { ...deal, lot: Number.NaN, hasStop: null, add: 0 as const, exitMs: Number.NaN }
        : deal,
    ),
    sessions: window.sessions
      .map((session) => session.filter((i) => !out.includes(i)))
      .filter((session) => session.length > 0),
    ...{ r: window.r.slice(), label: window.label.slice(), after: window.after.slice() },
    ...{ gap: window.gap.slice(), rel: window.rel.slice(), streak: window.streak.slice() },
  };
  for (const i of out) {
    for (const values of [changed.r, changed.gap, changed.rel]) values[i] = Number.NaN;
    for (const values of [changed.label, changed.after, changed.streak]) values[i] = 0;
  }
  return changed;
}
