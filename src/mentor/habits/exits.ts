import { groupBy } from "../../base/groups.ts";
import { MINUTE_MS } from "../../base/time.ts";
import { binomialGreater, stratifiedGreater } from "../../stats/exact.ts";
import { mean, median, quantileOfSorted, sorted } from "../../stats/moments.ts";
import { mannWhitneyGreater } from "../../stats/ranks.ts";
import { ADDS, CUT, HELD, LOOSE } from "../thresholds.ts";
import type { Window } from "../window.ts";
import { byBlocks, groupGreater, moreThanChance } from "./blocks.ts";
import {
  type HabitTest,
  missingRisk,
  missingTimes,
  tooLittle,
  withRisk,
  worstOf,
} from "./habit.ts";

const HELD_ID = "efek_disposisi";

/**
 * Losers held longer than winners (Mann-Whitney of log times; Odean 1998). `adj` takes out what
 * a target nearer than the stop does to holding times by itself: for a driftless price the expected
 * times are (a^2 + 2a)/3 to the target and (1 + 2a)/3 to the stop.
 */
export const heldLosers: HabitTest = (window) => {
  const hasR = withRisk(window);
  const held = (result: number) =>
    window.deals.flatMap((deal, i) => {
      const minutes = (deal.exitMs - deal.entryMs) / MINUTE_MS;
      return window.label[i] === result && hasR(i) && minutes > 0
        ? [{ i, minutes, r: window.r[i] ?? 0 }]
        : [];
    });
  const [losses, wins] = [held(-1), held(1)];
  const few = tooLittle(
    HELD_ID,
    missingTimes(window) === "jam" ? "jam" : missingRisk(window),
    Math.min(losses.length, wins.length),
    HELD.group,
  );
  if (few !== null) return few;
  const adj = planAdjustment(window);
  const factor = adj ?? impliedAdjustment(wins.map((one) => one.r));
  const [a, b] = [losses.map((one) => one.minutes), wins.map((one) => one.minutes)];
  const [holdLoss, holdWin] = [median(a), median(b)];
  const effect = holdLoss / factor / holdWin;
  const [meanWin, meanLoss] = [mean(wins.map((one) => one.r)), mean(losses.map((one) => one.r))];
  const logs = (minutes: number[], by: number) => minutes.map((m) => Math.log(m / by));
  return {
    id: HELD_ID,
    p: mannWhitneyGreater(logs(a, factor), logs(b, 1)) ?? 1,
    confirm: () => {
      // The plan's share in the times is one of means, which medians of long tails do not show.
      const minutes = new Map([
        ...losses.map((one) => [one.i, one.minutes / factor] as const),
        ...wins.map((one) => [one.i, one.minutes] as const),
      ]);
      const indices = (some: readonly { i: number }[]) => some.map((one) => one.i);
      return groupGreater(window, indices(losses), indices(wins), (i) => minutes.get(i) ?? 0);
    },
    effect,
    met: effect >= (adj === null ? HELD.unplanned : HELD.ratio) && meanWin < -meanLoss,
    n: { a: a.length, b: b.length },
    values: {
      hold_loss: holdLoss,
      hold_win: holdWin,
      mean_win: meanWin,
      mean_loss: meanLoss,
      adj: factor,
      planned: adj === null ? 0 : 1,
    },
    about: worstOf(
      window,
      losses.filter((one) => one.minutes > holdWin).map((one) => one.i),
    ),
  };
};

/** What the plan must at least have been: nine winners in ten stayed within its target. */
function impliedAdjustment(wins: readonly number[]): number {
  return adjustmentFor(quantileOfSorted(sorted(wins), 0.9));
}

function adjustmentFor(a: number): number {
  return Math.max(1, (1 + 2 * a) / (a * (a + 2)));
}

/** max(1, median of (1 + 2a)/(a (a + 2)) over the planned ratios a); null: no plan is known. */
function planAdjustment(window: Window): number | null {
  const plans = window.deals.flatMap(({ plannedRr: a }) =>
    a > 0 ? [(1 + 2 * a) / (a * (a + 2))] : [],
  );
  return plans.length === 0 ? null : Math.max(1, median(plans));
}

const CUT_ID = "potong_untung";

/** Exits by hand between 0.1 and 0.5 R: small wins against small losses (binomial). */
export const cutWinners: HabitTest = (window) => {
  const hasR = withRisk(window);
  const near = (low: number, high: number) =>
    window.deals.flatMap((deal, i) => {
      const r = hasR(i) ? (window.r[i] ?? Number.NaN) : Number.NaN;
      // Neither the stop nor a target is that near, so an exit not known to be theirs was by hand.
      const byHand = deal.exit === "manual" || deal.exit === "unknown";
      return byHand && r > low && r < high ? [i] : [];
    });
  const [up, down] = [near(CUT.fromR, CUT.toR), near(-CUT.toR, -CUT.fromR)];
  const count = up.length + down.length;
  const few = tooLittle(
    CUT_ID,
    missingRisk(window) === "risiko" ? "risiko" : "exit",
    count,
    CUT.exits,
  );
  if (few !== null) return few;
  const effect = up.length / count;
  return {
    id: CUT_ID,
    p: binomialGreater(up.length, count, CUT.chance01) ?? 1,
    confirm: () => moreThanChance(window, up, down, CUT.chance01),
    effect,
    met: effect >= CUT.share01,
    n: { a: up.length, b: down.length },
    values: { up: up.length, down: down.length },
    about: worstOf(window, up),
  };
};

const LOOSE_ID = "aturan_longgar";

/**
 * No stop after two losses in a row, or after one, against the other trades. Losses in a row come late
 * in the day, and so do stops that are left out by the clock or by the number of trades: it must hold
 * among trades of the same hour, and among those opened after as many exits of their day.
 */
export const looseRules: HabitTest = (window) => {
  const known = window.deals.flatMap((deal, i) => (deal.hasStop === null ? [] : [i]));
  const broke = (i: number) => window.deals[i]?.hasStop === false;
  const share = (some: readonly number[]) => ({
    hits: some.filter(broke).length,
    count: some.length,
  });
  const asked = (losses: number, times: number) => {
    const isAfter = (i: number) =>
      losses === 1 ? window.after[i] === -1 : (window.streak[i] ?? 0) >= losses;
    const [group, rest] = [known.filter(isAfter), known.filter((i) => !isAfter(i))];
    const [a, b] = [share(group), share(rest)];
    const [after, other] = [a.hits / a.count, b.hits / b.count];
    const hours = groupBy(known, (i) => window.deals[i]?.hour);
    const byHour = [...hours.values()].map(
      (some) => [share(some.filter(isAfter)), share(some.filter((i) => !isAfter(i)))] as const,
    );
    const asLate = rest.filter((i) => (window.seen[i] ?? 0) >= losses);
    const p = Math.max(
      stratifiedGreater(byHour) ?? 1,
      stratifiedGreater([[a, share(asLate)]]) ?? 1,
    );
    return {
      ...{ losses, times, group, rest, a, b, after, other, p },
      fewest: Math.min(a.count, b.count),
      met: after - other >= LOOSE.difference01 && after >= LOOSE.ratio * other,
    };
  };
  const [one, two] = [asked(1, LOOSE.oneTimes), asked(LOOSE.losses, 1)];
  const violations = known.filter(broke).length;
  const few =
    tooLittle(LOOSE_ID, "pelanggaran", violations, LOOSE.violations) ??
    tooLittle(LOOSE_ID, "sl", one.fewest, LOOSE.group);
  if (few !== null) return few;
  // Of what is large enough to be told the surer.
  const [best = one] = [two, one]
    .filter(({ fewest }) => fewest >= LOOSE.group)
    .sort((x, y) => Number(y.met) - Number(x.met) || x.times * x.p - y.times * y.p);
  const { group, rest, a, b, p, times, after, other, met, losses } = best;
  return {
    id: LOOSE_ID,
    p: Math.min(1, times * p),
    confirm: () => times * byBlocks(window, p, group, rest, broke),
    effect: after - other,
    met,
    n: { a: a.count, b: b.count },
    values: { after, rest: other, losses, violations },
    about: worstOf(window, group.filter(broke)),
  };
};

const ADD_ID = "rata_rugi";

/** Adds to an open position of the same symbol and side, at a worse price or a better one. */
export const losingAdds: HabitTest = (window) => {
  // What has no stop is closed when it wins, so that whatever is still open is losing.
  const adds = (sign: number) =>
    window.deals.flatMap((deal, i) => (deal.add === sign && window.imputed[i] === 0 ? [i] : []));
  const [adverse, favourable] = [adds(1), adds(-1)];
  const count = adverse.length + favourable.length;
  const few = tooLittle(ADD_ID, "tambahan", count, ADDS.count);
  if (few !== null) return few;
  const effect = adverse.length / count;
  return {
    id: ADD_ID,
    p: binomialGreater(adverse.length, count, ADDS.chance01) ?? 1,
    // What takes small wins leaves losers open: of those the next add is more often at a worse price.
    confirm: () =>
      moreThanChance(window, adverse, favourable, Math.max(ADDS.chance01, winShare(window))),
    effect,
    met: effect >= ADDS.share01,
    n: { a: adverse.length, b: favourable.length },
    values: { adverse: adverse.length, favourable: favourable.length },
    about: worstOf(window, adverse),
  };
};

/** The share of wins among the trades that won or lost. */
function winShare({ label }: Window): number {
  const wins = label.filter((one) => one > 0).length;
  return wins / Math.max(1, label.filter((one) => one !== 0).length);
}
